"""Asks with their candidates and decisions: as data, as text for a terminal, as a brief to mail."""

import sqlite3
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from db.ask import asks as asked
from db.ask import decisions as decided
from db.ask import query
from db.ask.asks import Ask
from db.ask.candidates import Candidate, candidates_of
from db.ask.decisions import STATE_WORDS, Decision, Standing
from db.ask.words import day_words, label_words
from diffs.output.escaping import for_markdown

_LONGEST = 240
"""Letters of a candidate that a brief quotes."""
_NEAREST = 3
"""Candidates that a brief names."""
_ORDER = ("met", "partly", "deferred", "overtaken", "not_met", "disputed", "undecided")


@dataclass(frozen=True, slots=True)
class Answered:
    """An ask, what may answer it, and what people decided."""

    ask: Ask
    candidates: tuple[Candidate, ...]
    standing: Standing


@dataclass(frozen=True, slots=True)
class Answers:
    """The asks of a database; `unknown` are decisions about asks that it does not have."""

    answered: tuple[Answered, ...]
    unknown: tuple[Decision, ...]


def answers(
    connection: sqlite3.Connection, decisions: Sequence[Decision], work: str = "", *, undecided: bool = False
) -> Answers:
    """The asks of all statements, those that concern one work or stand in one statement, or the one with an id."""
    every = asked.every(connection)
    wanted = [ask for ask in every if not work or work in (ask.id, ask.statement, *ask.works)]
    decisions = decided.placed(every, decisions)
    standing = decided.standing(connection, wanted, decisions)
    chosen = [ask for ask in wanted if not undecided or not standing[ask.id].decisions]
    made = tuple(Answered(ask, candidates_of(connection, ask), standing[ask.id]) for ask in chosen)
    return Answers(made, decided.unknown(decisions, [ask.id for ask in every]))


def to_json(found: Answers) -> dict[str, Any]:
    """The asks as interface.md has them, with whom each asks, why its codes, and every decision."""
    return {
        "asks": [_json(each) for each in found.answered],
        "counts": counts(found),
        "unknown": [{"ask": each.ask, **each.to_json(), "where": each.where} for each in found.unknown],
    }


def _json(each: Answered) -> dict[str, Any]:
    ask, standing = each.ask, each.standing
    newest = standing.newest
    return {
        "id": ask.id, "statement": ask.version, "title": ask.title, "date": ask.date or None,
        "organisations": list(ask.organisations), "issuer": ask.issuer, "whom": ask.whom, "form": ask.form,
        "num": ask.num, "heading": ask.heading, "text": ask.text,
        "names": [name.label for name in ask.names],
        "named": [{"label": name.label, "work": name.work, "state": name.state} for name in ask.names],
        "works": list(ask.works), "because": ask.because,
        "stood": next(iter(ask.stood), None), "stood_all": list(ask.stood), "uncertain": ask.uncertain or None,
        "candidates": [candidate_json(candidate) for candidate in each.candidates],
        "outcome": newest.to_json() if newest else None,
        "state": standing.state, "decisions": [decision.to_json() for decision in standing.decisions],
        "look_again": list(standing.again),
    }  # fmt: skip


def candidate_json(candidate: Candidate) -> dict[str, Any]:
    """A candidate: where, the change, the words it shares, whether the ask names it."""
    return {"label": candidate.label, "version": candidate.version, "change": candidate.changed.change(),
            "shared": list(candidate.shared), "named": candidate.named, "draft": candidate.changed.draft}  # fmt: skip


def _named(candidate: Candidate) -> str:
    """A candidate in a list: label and version, and that it is a draft."""
    return f"{label_words(candidate.label)} ({candidate.version}{', a draft' if candidate.changed.draft else ''})"


def counts(found: Answers) -> dict[str, int]:
    """How many asks are in each state."""
    known = Counter(each.standing.state for each in found.answered)
    return {state: known[state] for state in _ORDER if known[state]}


def to_text(found: Answers) -> str:
    """For a terminal."""
    lines = [line for each in found.answered for line in (*_text(each), "")]
    lines += [f"{each.where}: there is no ask {each.ask} (decided by {each.by})" for each in found.unknown]
    total = "; ".join(f"{number} {STATE_WORDS[state]}" for state, number in counts(found).items())
    return "\n".join([*lines, f"{_number(found.answered, 'ask')}: {total}." if found.answered else "No asks."])


def _text(each: Answered) -> Iterator[str]:
    ask = each.ask
    yield f"{ask.id}  {day_words(ask.date)}: {ask.who}{f' to {ask.whom}' if ask.whom else ''}"
    yield from (f"  {line}" for line in ask.words.split("\n"))
    if ask.names:
        yield f"  names {', '.join(name.words for name in ask.names)}"
    yield f"  stood then: {', '.join(ask.stood) or 'nothing that keeling has read'}{_note(ask.uncertain)}"
    yield from (f"  {line}" for line in decision_lines(each.standing))
    if not each.standing.decisions:
        yield (
            "  Nobody decided yet. Nearest changes since:"
            if each.candidates
            else "  Nobody decided yet; nothing near changed."
        )
        for candidate in each.candidates:
            shared = f": {', '.join(candidate.shared)}" if candidate.shared else ""
            said = [word for word, is_so in (("named", candidate.named), ("draft", candidate.changed.draft)) if is_so]
            noted = f" ({', '.join(said)})" if said else ""
            yield f"    {candidate.label} {candidate.changed.kind} in {candidate.version}{shared}{noted}"


def _note(words: str) -> str:
    return f" ({words})" if words else ""


def decision_lines(standing: Standing) -> Iterator[str]:
    """Each decision in a line, and why to look again."""
    for each in standing.decisions:
        where = f": {label_words(each.label)}{f' of {each.version}' if each.version else ''}" if each.label else ""
        when = f" on {day_words(each.on)}" if each.on else ""
        yield f"{STATE_WORDS[each.state]}{where}, says {each.by}{when}{f'. {each.why}' if each.why else ''}"
    yield from _remarks(standing)


def _remarks(standing: Standing) -> Iterator[str]:
    """That people differ, and why to look again."""
    if standing.state == "disputed":
        yield "These decisions differ; keeling takes no side."
    yield from (f"To be looked at again: {reason}." for reason in standing.again)


def brief(connection: sqlite3.Connection, found: Answers, base: str = "") -> str:
    """What became of our asks: Markdown, fit to mail; `base` is put before addresses."""
    total = "; ".join(f"{number} {STATE_WORDS[state]}" for state, number in counts(found).items())
    lines = [
        "# What became of our asks",
        "",
        f"{_number(found.answered, 'ask')}: {total}." if found.answered else "No asks.",
        "",
    ]
    statement = ""
    for each in found.answered:
        if each.ask.statement != statement:
            statement = each.ask.statement
            lines += [f"## {for_markdown(each.ask.title)}, {day_words(each.ask.date)}", "", _from(each.ask), ""]
        lines += [*_brief(connection, each, base), ""]
    said = "*An entry of outcomes.toml is about an ask that is not there: {}.*"
    lines += [said.format(for_markdown(each.ask)) for each in found.unknown]
    lines += [
        "Unofficial. Decisions are those of the people named. keeling lists evidence and decides nothing;"
        " it is not a regulator's site."
    ]
    return "\n".join(lines) + "\n"


def _brief(connection: sqlite3.Connection, each: Answered, base: str) -> Iterator[str]:
    ask, standing = each.ask, each.standing
    title = ask.heading or (f"Ask {ask.num}" if ask.num else f"Ask {ask.position}")
    yield f"### {for_markdown(title)}: {standing.words}"
    yield ""
    yield from (f"> {for_markdown(line)}" for line in ask.text.split("\n"))
    yield ""
    if ask.names:
        yield f"It names {', '.join(name.words for name in ask.names)}."
        yield ""
    for decision in standing.decisions:
        yield from _decided(connection, decision)
    yield from (f"- {for_markdown(line)}" for line in _remarks(standing))
    if not standing.decisions:
        yield "- Nobody has decided yet." + (
            " Nearest changes since:" if each.candidates else " Nothing near it changed."
        )
        yield from (f"    - {for_markdown(_near(connection, candidate))}" for candidate in each.candidates[:_NEAREST])
        if len(each.candidates) > _NEAREST:
            yield f"    - and {len(each.candidates) - _NEAREST} more that share its words"
    yield f"- [The ask with its evidence]({base}{ask.path})" if base else f"- Ask {ask.id}"


def _from(ask: Ask) -> str:
    """Who asks, and whom the statement is to where all of it asks one."""
    return for_markdown(f"By {ask.who}{f', to {ask.whom}' if ask.whom else ''}.")


def _decided(connection: sqlite3.Connection, decision: Decision) -> Iterator[str]:
    """A decision in a sentence, and the words it rests on as they stand in their paragraph."""
    text = f" in {_dated(connection, decision.version)}" if decision.version else ""
    where = f" by {label_words(decision.label)}{text}" if decision.label else ""
    when = f" on {day_words(decision.on)}" if decision.on else ""
    why = f" {decision.why}" if decision.why else ""
    yield f"- **{STATE_WORDS[decision.state].capitalize()}**" + for_markdown(f"{where}, says {decision.by}{when}.{why}")
    words = decided.wording(connection, decision.version or "", decision.label or "")
    if words:
        lead = stem(connection, decision.version or "", decision.label or "")
        yield for_markdown(f"- {label_words(decision.label or '')} reads there: “{lead}{' '.join(words.split())}”")


def stem(connection: sqlite3.Connection, version: str, label: str) -> str:
    """The words that lead to an item, which says nothing by itself."""
    row = next((row for row in query.labelled(connection, label) if row.version_id == version), None)
    above = query.ancestors(connection, row.id) if row else []
    told = [each.text for each in above if each.kind in ("paragraph", "subparagraph") and each.text]
    return f"{' '.join(told[-1].split())} … " if told else ""


def _dated(connection: sqlite3.Connection, version: str) -> str:
    """A version in words, as somebody says it who does not know keeling's ids."""
    row = query.version(connection, version) if version else None
    return f"the text of {row.label}" if row else version


def _near(connection: sqlite3.Connection, candidate: Candidate) -> str:
    """A candidate in a line: what happened to which provision in which text, and its words."""
    change = candidate.changed
    words = " ".join(change.text.split())
    said = f": “{words if len(words) <= _LONGEST else words[:_LONGEST].rpartition(' ')[0] + ' …'}”" if words else ""
    draft = "a draft, " if change.draft else ""
    return f"{candidate.name} ({draft}{change.kind} in {_dated(connection, candidate.version)}){said}"


def _number(found: Sequence[Any], noun: str) -> str:
    return f"{len(found)} {noun}{'' if len(found) == 1 else 's'}"


def table(found: Answers) -> list[dict[str, Any]]:
    """A row for each ask, for a table program."""
    return [_row(each) for each in found.answered]


def _row(each: Answered) -> dict[str, Any]:
    ask, newest = each.ask, each.standing.newest
    return {
        "id": ask.id, "date": ask.date, "statement": ask.title, "who asks": "; ".join(ask.organisations),
        "whom": ask.whom or "", "number": ask.num or "", "heading": ask.heading or "", "ask": ask.text,
        "names": "; ".join(name.words for name in ask.names), "text that stood": "; ".join(ask.stood),
        "outcome": each.standing.words, "provision": (newest and newest.label) or "",
        "version": (newest and newest.version) or "", "decided by": "; ".join(d.by for d in each.standing.decisions),
        "decided on": (newest and newest.on) or "", "why": (newest and newest.why) or "",
        "look again": "; ".join(each.standing.again),
        "candidates": "; ".join(map(_named, each.candidates)),
    }  # fmt: skip
