"""Conditions read and decided: generated codes and services, each answer held against a truth of its own.

    python -m benchmarks.applicability [CODES] [--seed N] [--shape NAME] [--show N]     default: 40 codes

Prints, in all and by shape, how many answers there are, how many are decided, right and wrong, how many are left open
although the facts decide them, and the dangerous ones: the measure applies, but is said not to. Exit status 1 where one
is dangerous or fewer than 99 of a hundred decided answers are right.
"""

from __future__ import annotations

import argparse
import html
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from benchmarks.applicability_cases import PARTS, Truth, World, paragraphs, service, truth, world
from benchmarks.applicability_shapes import SHAPES
from corpus.work import Expression
from diffs.apply.decide import decide
from diffs.apply.profile import read
from parser.codes.applicability import applicability
from parser.document import parse


@dataclass(frozen=True, slots=True)
class Stated:
    """A measure of a generated code: its label, the shape and truth of its condition, the words that state it."""

    label: str
    shape: str
    truth: Truth
    index: str
    paragraph: str


def measures(w: World, number: int = 18) -> tuple[Stated, ...]:
    """Measures of random shapes; later ones may refer to earlier ones."""
    made = []
    for n in range(number):
        label = f"{w.prefix} {'ABCDEF'[n // 6]}{n % 6 + 1}"
        shape = w.rng.choice(SHAPES)
        stated, index, paragraph = shape(w)
        if index and paragraph and w.rng.random() < 0.5:
            index, paragraph = (index, "") if w.rng.random() < 0.5 else ("", paragraph)
        w.truths[label] = ("all", (("said", "likely_accessed_by_children"), stated)) if w.children else stated
        made.append(Stated(label, shape.__name__, w.truths[label], index, paragraph))
    return tuple(made)


def page(w: World, stated: tuple[Stated, ...]) -> bytes:
    """The code as a page: scope, index, measures, definitions, the table of kinds."""
    title = "Protection of children code" if w.children else "Illegal content code"
    scope = " that are likely to be accessed by children" if w.children else ""
    rows = "".join(f"<tr><td>{each.label}</td><td>Measure {n}</td><td>{html.escape(each.index)}</td></tr>"
                   for n, each in enumerate(stated) if each.index)  # fmt: skip
    index = f"<table><tr><th>Number</th><th>Measure</th><th>Application</th></tr>{rows}</table>"
    body = "".join(_measure(n, each) for n, each in enumerate(stated))
    return (
        f"<html><body><main><h1>{title} of practice for user-to-user services</h1><h2>1 Scope</h2>"
        f"<p>1.1 The Code applies to user-to-user services{scope}.</p><h2>3 Index of recommended measures</h2>{index}"
        f"<h2>4 Recommended measures</h2>{body}<h2>5 Definitions</h2>{_definitions(w)}</main></body></html>"
    ).encode()


def _measure(n: int, each: Stated) -> str:
    said = f"<h4>Application</h4>{paragraphs(f'{each.label}.1 {each.paragraph}')}" if each.paragraph else ""
    return (
        f"<h3>{each.label} Measure {n}</h3>{said}<h4>Recommendation</h4>"
        f"<p>{each.label}.2 The provider should keep a note of it.</p>"
    )


def _definitions(w: World) -> str:
    out = " (leaving out rows 2A, 2B and 2C)" if w.whole else ""
    word = {2: "two", 3: "three"}[w.needed]
    return (
        f"<p>5.1 A service is a large service if it has more than {w.large:,} monthly active United Kingdom users.</p>"
        f"<p>5.2 A service is a multi-risk service where at least {word} kinds of {w.noun} listed in table C"
        f" are at medium or high risk{out}.</p><p>Table C</p><table>{_kinds(w)}</table>"
    )


def _kinds(w: World) -> str:
    if w.children:
        head = "<tr><th>Kind</th><th>Content</th></tr>"
        return head + "".join(f"<tr><td>{w.groups[kind]}</td><td>{kind}</td></tr>" for kind in w.kinds)
    number, rows = 0, "<tr><th>Row</th><th>Kind of illegal harm</th></tr>"
    for kind in w.kinds:
        number += kind not in PARTS
        mark = "ABC"[PARTS.index(kind)] if kind in PARTS else ""
        rows += f"<tr><td>{number}{mark}</td><td>{kind}</td></tr>"
    return rows


@dataclass(frozen=True, slots=True)
class Answered:
    """One measure answered for one service, with the truth."""

    stated: Stated
    facts: dict[str, Any]
    said: bool | None
    right: bool | None

    @property
    def verdict(self) -> str:
        if self.said is None:
            return "open" if self.right is None else "undecided"
        return "right" if self.said is self.right else "dangerous" if self.right else "wrong"


def answers(seed: int, services: int) -> Iterator[Answered]:
    """All answers for the services of one generated code."""
    w = world(seed)
    stated = measures(w)
    code: Expression = parse(page(w, stated), name="code.html")
    conditions = applicability(code)
    for _ in range(services):
        facts = service(w)
        found = {each.label: each.applies for each in decide(read(facts), conditions).measures}
        for each in stated:
            yield Answered(each, facts, found[each.label], truth(each.truth, facts, w))


def main() -> int:
    """The table, and the first wrong answers."""
    given = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    given.add_argument("codes", type=int, nargs="?", default=40)
    given.add_argument("--services", type=int, default=5)
    given.add_argument("--seed", type=int, default=0)
    given.add_argument("--shape", default="")
    given.add_argument("--show", type=int, default=0)
    args = given.parse_args()
    every = [each for n in range(args.codes) for each in answers(args.seed + n, args.services)]
    tally = Counter((each.stated.shape, each.verdict) for each in every)
    for shape in (*sorted({each.stated.shape for each in every}), ""):
        print(_row(shape or "in all", Counter({v: n for (s, v), n in _of(tally, shape)})))
    bad = [
        each
        for each in every
        if each.verdict in ("wrong", "dangerous", "undecided") and args.shape in each.stated.shape
    ]
    for each in sorted(bad, key=lambda each: (each.verdict == "undecided", each.verdict))[: args.show]:
        print(f"\n{each.verdict}: said {each.said}, is {each.right}\n{each.stated}\n{each.facts}")
    total: Counter[str] = sum((Counter({v: n}) for (_s, v), n in tally.items()), Counter())
    decided = total["right"] + total["wrong"] + total["dangerous"]
    return int(total["dangerous"] > 0 or total["right"] < 0.99 * decided)


def _of(tally: Counter[tuple[str, str]], shape: str) -> list[tuple[tuple[str, str], int]]:
    if shape:
        return [item for item in tally.items() if item[0][0] == shape]
    total: Counter[str] = sum((Counter({v: n}) for (_s, v), n in tally.items()), Counter())
    return [(("", verdict), number) for verdict, number in total.items()]


def _row(name: str, tally: Counter[str]) -> str:
    decided = tally["right"] + tally["wrong"] + tally["dangerous"]
    return (
        f"{name:15} {tally.total():6} answers, {decided:6} decided, {tally['right']:6} right, {tally['wrong']:4} wrong,"
        f" {tally['dangerous']:4} dangerous, {tally['undecided']:5} left open though decided by facts"
    )


if __name__ == "__main__":
    sys.exit(main())
