"""How well instruments are executed: `python benchmarks/consolidation.py [SEEDS [txt|html|pdf [FIRST]]]`.

Prints, for every drafting form, how many instructions were applied and how many gave exactly the
expected provisions; how many defective instructions were reported; whether anything else changed; how
many modifications, commencements and savings were told and not executed; how many instructions for
another work in the same instrument were left to it. The instruments go through the real parser as
plain text, page or PDF, and so do the Acts and regulations they amend. Ends with 1 below the bar.
"""

import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

import acts_cases
from consolidation_cases import FORMS, Case, case, defects, idle, table_of
from drafting_forms import as_html, as_pdf
from drafting_more import IDLE

from corpus.work import Expression, Scheme
from diffs.execute.consolidate import consolidate
from parser.document import parse

SETTINGS = {"txt": str.encode, "html": as_html, "pdf": as_pdf}
"""How an instrument is set, by the ending of its file."""


def instrument(made: Case, setting: str = "txt") -> Expression:
    """The case's instrument, read by the parser."""
    body = SETTINGS[setting](made.text())
    return parse(body, name=f"instrument.{setting}", schemes=(Scheme(made.prefix),))


def agreement(made: Case | acts_cases.ActCase, derived: Expression) -> tuple[int, int, list[str]]:
    """Provisions that agree with the truth, provisions altogether, and labels that do not agree."""
    got, want = table_of(derived), made.expected
    wrong = sorted(label for label in {*got, *want} if got.get(label) != want.get(label))
    order = list(got)
    wrong += [
        f"{second} (place)"
        for first, second in made.beside
        if first in order and second in order and _next(order, first) != second
    ]
    return len({*got, *want}) - len(wrong), len({*got, *want}), wrong


def _next(order: list[str], label: str) -> str:
    """The label that follows a provision and everything below it."""
    index = order.index(label)
    below = (f"{label}.", f"{label}(")
    return next((other for other in order[index + 1 :] if not other.startswith(below)), "")


def main(seeds: range, setting: str = "txt") -> int:
    """Run and print; gives the exit status."""
    applied, total, missed = Counter[str](), Counter[str](), []
    right = provisions = 0
    for seed in seeds:
        made = case(seed)
        done = consolidate(made.code, [instrument(made, setting)])
        for number, name in enumerate(made.forms, 2):
            own = [o for o in done.outcomes if o.num.partition("(")[0] == f"2.{number}"]
            total[name] += 1
            applied[name] += bool(own) and all(outcome.state == "applied" for outcome in own)
            if not own or any(outcome.state != "applied" for outcome in own):
                missed.append(f"seed {seed}: {name}: {'; '.join(str(o.reason or '') for o in own) or 'no outcome'}")
        good, count, wrong = agreement(made, done.expression)
        right, provisions = right + good, provisions + count
        missed += [f"seed {seed}: {label} differs" for label in wrong[:5]]
    reported, tried, touched = _defects(seeds)
    told, silent = _idle(seeds, setting)
    left, others, labels = _acts(seeds, setting, Tally(applied, total, missed))
    right, provisions = right + labels[0], provisions + labels[1]
    for name in (*FORMS, *acts_cases.FORMS):
        print(f"{name:52} {applied[name]:4} of {total[name]:4} applied")
    shares = (sum(applied.values()) / sum(total.values()), right / provisions, reported / tried)
    print(f"\ninstructions applied        {shares[0]:8.2%}   (bar 98%)")
    print(f"provisions equal to truth   {shares[1]:8.2%}   (bar 99.5%) of {provisions}")
    print(f"defective reported          {shares[2]:8.2%}   (bar 100%) of {tried}")
    print(f"outside the named nodes     {touched} changes      (bar 0)")
    print(f"told and not executed       {told} of {told + silent}   (modifications, commencements, savings)")
    print(f"left to another work        {left} of {others}")
    print(f"base labels as made         {labels[2]} of {labels[3]}")
    print("\n".join(missed[:20]))
    whole = not (touched or silent) and left == others and labels[2] == labels[3]
    return 0 if shares[0] >= 0.98 and shares[1] >= 0.995 and shares[2] == 1 and whole else 1


@dataclass
class Tally:
    """Instructions applied and altogether by form, and what was missed."""

    applied: Counter[str]
    total: Counter[str]
    missed: list[str]


def _acts(seeds: range, setting: str, tally: Tally) -> tuple[int, int, tuple[int, int, int, int]]:
    """Acts and regulations: instructions left to another work, all of those; provisions and labels right, and all."""
    left = others = 0
    labels = [0, 0, 0, 0]
    for seed in seeds:
        made = acts_cases.act_case(seed)
        body = SETTINGS[setting](made.text())
        done = consolidate(made.code, [parse(body, name=f"instrument.{setting}")])
        for number, name in enumerate(made.forms, 2):
            own = [o for o in done.outcomes if o.num.partition("(")[0] == str(number)]
            tally.total[name] += 1
            tally.applied[name] += bool(own) and all(outcome.state == "applied" for outcome in own)
            tally.missed += [f"act {seed}: {name}: {o.reason}" for o in own if o.reason] if own else [f"{name}: none"]
        reasons = {o.num: str(o.reason or "") for o in done.outcomes}
        others += len(made.others)
        left += sum(reasons.get(str(number), "").startswith("another work") for number in made.others)
        good, count, wrong = agreement(made, done.expression)
        tally.missed += [f"act {seed}: {label} differs" for label in wrong[:5]]
        named = sum(made.table.get(label) == text for label, text in made.made.items())
        labels = [a + b for a, b in zip(labels, (good, count, named, len(made.made)), strict=True)]
    return left, others, (labels[0], labels[1], labels[2], labels[3])


def _idle(seeds: range, setting: str) -> tuple[int, int]:
    """What changes no text: told with its words and not executed, or not told (or executed)."""
    told = silent = 0
    for seed in seeds:
        for name, made in idle(seed, IDLE):
            done = consolidate(made.code, [instrument(made, setting)])
            listed = {num for _, num, _ in done.unread} | {o.num for o in done.outcomes if o.state != "applied"}
            good = "2.3" in listed and not agreement(made, done.expression)[2]
            told, silent = told + good, silent + (not good)
            if not good:
                print(f"NOT told: {name}")
    return told, silent


def _defects(seeds: range) -> tuple[int, int, int]:
    """Defective instructions reported, tried, and provisions that changed and should not have."""
    reported = tried = touched = 0
    for seed in seeds:
        for name, made in defects(seed):
            done = consolidate(made.code, [instrument(made)])
            states = {outcome.num: outcome.state for outcome in done.outcomes}
            listed = {num for _, num, _ in done.unread}
            tried += 1
            reported += states.get("2.3") == "not_applied" or "2.3" in listed
            if states.get("2.3") != "not_applied" and "2.3" not in listed:
                print(f"NOT reported: {name} ({states})")
            touched += len(agreement(made, done.expression)[2])
        again = case(seed)
        twice = [instrument(again)] * 2
        outcomes = consolidate(again.code, twice).outcomes
        tried, reported = tried + 1, reported + all(o.state != "applied" for o in outcomes[len(outcomes) // 2 :])
        other = consolidate(case(seed + 1000).code, twice[:1])
        tried, reported = tried + 1, reported + all(o.state != "applied" for o in other.outcomes)
    return reported, tried, touched


if __name__ == "__main__":
    first = int(sys.argv[3]) if len(sys.argv) > 3 else 0
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 20
    raise SystemExit(main(range(first, first + count), *sys.argv[2:3]))
