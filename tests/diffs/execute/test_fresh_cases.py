"""Small instruments a fresh user might write: each does what it says or nothing, and none is passed over.

`cases.json` has for each instrument the lines of the code that it changes, judged by hand, and whether all
of it is executed. One that is not executed whole says so: nothing is dropped in silence.
"""

import difflib
import json
from collections.abc import Iterator
from functools import cache
from html import escape
from pathlib import Path
from typing import Any

import pytest

from corpus.provision import Provision
from corpus.work import Expression
from diffs.execute.consolidate import consolidate
from parser.document import parse

ROOT = Path(__file__).resolve().parents[2] / "cases/instructions"
HERE = ROOT / "fresh"
CASES = json.loads((HERE / "cases.json").read_text("utf-8"))
OTHERS = {
    f"{folder}/{name}": (ROOT / folder, case)
    for folder in ("acts", "regulations", "handbook", "clauses")
    for name, case in json.loads((ROOT / folder / "cases.json").read_text("utf-8")).items()
}
"""The same on an Act, on regulations and on conditions, in the manners of many drafters."""
HEAD = """Draft amendments to the Lantern Code of Practice for piers
1. Preamble
1.1 The amendments come into force on [date to be inserted].
2. Amendments
2.1 The Lantern Code of Practice for piers is amended as follows.
"""


@pytest.fixture(scope="module")
def code() -> Expression:
    """A code with lists, tables, bullets, a footnote and words that occur twice."""
    return parse((HERE / "code.html").read_bytes(), name="code.html")


def lines(nodes: tuple[Provision, ...]) -> Iterator[str]:
    """A line for every provision: label, heading and own words."""
    for node in nodes:
        if node.kind == "group":
            yield f"[{node.heading}]"
        elif node.kind in ("row", "table"):
            yield node.kind
        else:
            label = "fn:" if node.kind == "footnote" else f"{node.label or '~'} | {node.heading or ''} |"
            yield f"{label} {node.text}".replace("\n", " / ")
        yield from lines(node.children)


def executed(code: Expression, case: dict[str, Any], head: str = HEAD) -> tuple[list[str], bool]:
    """The lines that an instrument changes, and whether all of it is executed."""
    draft = (head if case["headed"] else "") + case["instrument"]
    return changes(code, parse(draft.encode(), name="draft.txt"))


def changes(code: Expression, instrument: Expression) -> tuple[list[str], bool]:
    """The same of an instrument that was read."""
    done = consolidate(code, [instrument])
    found = difflib.unified_diff(
        list(lines(code.provisions)), list(lines(done.expression.provisions)), lineterm="", n=0
    )
    return [line for line in found if not line.startswith(("---", "+++", "@@"))], done.complete


@pytest.mark.parametrize("name", sorted(CASES))
def test_an_instrument_does_what_it_says_and_what_it_does_not_do_is_told(code: Expression, name: str) -> None:
    """The lines changed are those judged by hand; an instruction that is not executed makes it incomplete."""
    case = CASES[name]
    assert executed(code, case) == (case["changed"], case["complete"])


@cache
def base(folder: Path) -> Expression:
    """The text that the instruments of a folder amend."""
    return parse((folder / "code.html").read_bytes(), name="code.html")


@pytest.mark.parametrize("name", sorted(OTHERS))
def test_instruments_for_acts_regulations_and_conditions_do_what_they_say(name: str) -> None:
    """As above; what an instrument saves from its amendments is told with each of them."""
    folder, case = OTHERS[name]
    head = (folder / "head.txt").read_text("utf-8")
    assert executed(base(folder), case, head) == (case["changed"], case["complete"])


def as_paragraphs(draft: str) -> bytes:
    """A page that sets every line of a draft alike, as word processors without styles do."""
    title, *rest = [line for line in draft.split("\n") if line.strip()]
    body = "".join(f"<p>{escape(line)}</p>" for line in rest)
    return f"<html><body><main><h1>{escape(title)}</h1>{body}</main></body></html>".encode()


PLAIN = [name for name in sorted(CASES)[::6] if name != "tables-payload"]
"""Every sixth; bars that a paragraph of a page prints are words, and no table."""


@pytest.mark.parametrize("name", [*PLAIN, "head-other", "bul-odd", "table2"])
def test_the_same_instrument_without_styles_does_the_same_or_says_that_it_does_not(code: Expression, name: str) -> None:
    """Headings, items and rows that only their words show are executed as in the text, or told."""
    case = CASES[name]
    draft = as_paragraphs((HEAD if case["headed"] else "") + case["instrument"])
    changed, complete = changes(code, parse(draft, name="draft.html"))
    assert not complete or (changed, True) == (case["changed"], case["complete"])
