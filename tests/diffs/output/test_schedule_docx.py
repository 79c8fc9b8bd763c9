"""The schedule as a Word file, read back: with its changes accepted the code as amended, rejected the base."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from corpus.catalogue import Catalogue, load
from corpus.provision import walk
from corpus.work import Expression, Scheme
from diffs.execute.consolidate import Consolidation, consolidate
from diffs.output.schedule_docx import to_docx, version_docx
from parser.document import interpret, parse
from parser.readers.blocks import Reading
from parser.readers.changes import Changes

CODE = """# Code for lamp keepers

## 3. Index of recommended measures

| Number | Title | Application | Duties |
|---|---|---|---|
| LMP C1 | Trimming | Large lamps | Section 2(1) |
| LMP C2 | Filling | All lamps | Section 2(2) |

## 4. Recommended measures

### C Keeping the light

#### LMP C1 Trimming

LMP C1.1 The keeper should trim the wick:

a) every evening; and

b) after a storm.

LMP C1.2 The keeper should not leave the gallery.

LMP C1.3 The keeper should write the hour down.

#### LMP C2 Filling

LMP C2.1 The keeper should fill the can.

## 5. Definitions

5.1 In this Code “lamp” means a light on a tower.
"""
INSTRUMENT = """# Draft amendments to the Code for lamp keepers

Published 3 August 2026

1.1 The Code for lamp keepers is amended as follows.

1.2 In LMP C1.1(a), for “every evening” substitute “at noon”.

1.3 Omit LMP C1.2.

1.4 After LMP C1.3 insert—

“LMP C1.4 The keeper should count the gulls:

a) in spring; and

b) in autumn.”

1.5 For LMP C2.1 substitute—

“LMP C2.1 The keeper should fill two cans.”
"""


def flat(expression: Expression) -> list[tuple[object, ...]]:
    """Every node as it reads, footnotes apart: they stand at the end of a Word file."""
    return [
        (n.kind, n.label, n.num, n.heading, n.text, n.application, n.duties, [m.num for m in n.marks])
        for n in walk(expression.provisions)
        if n.kind != "footnote"
    ]


def notes(expression: Expression) -> set[tuple[str | None, str]]:
    return {(node.num, node.text) for node in walk(expression.provisions) if node.kind == "footnote"}


def of_text(_seen: Callable[[Path], Reading]) -> tuple[Consolidation, dict[str, Any]]:
    """A code and an instrument typed as text: words substituted, a paragraph omitted, inserted, substituted."""
    schemes = (Scheme("LMP"),)
    base = parse(CODE.encode(), name="code.md", schemes=schemes)
    return consolidate(base, [parse(INSTRUMENT.encode(), name="draft.md", schemes=schemes)]), {"schemes": schemes}


def of_sample(seen: Callable[[Path], Reading]) -> tuple[Consolidation, dict[str, Any]]:
    """The sample code, a PDF, and its draft amendments, a page."""
    folder = Path(__file__).resolve().parents[3] / "corpus" / "sample"
    catalogue: Catalogue = load(instead=folder / "catalogue.toml")
    known: dict[str, Any] = {"schemes": catalogue.schemes(), "works": catalogue.works}
    (code,) = (folder / "site" / "www.ofcom.org.uk").rglob("*user-to-user-services.pdf")
    (page,) = (folder / "site" / "www.gov.uk").rglob("*of-practice-for-user-to-user-services/index.html")
    base = interpret(seen(code), work=catalogue.work("pcu"), **known)
    return consolidate(base, [parse(page.read_bytes(), name=page.name, **known)]), known


@pytest.mark.parametrize("made", [of_text, of_sample])
def test_a_schedule_reads_back(made, seen: Callable[[Path], Reading]) -> None:
    """Tables, notes and headings too; what the schedule says about itself is listed and no part of the code."""
    done, known = made(seen)
    assert done.complete
    body = to_docx(done)
    ways: list[tuple[Changes, Expression]] = [("accepted", done.expression), ("rejected", done.original)]
    for way, expected in ways:
        back = parse(body, name="schedule.docx", changes=way, **known)
        assert flat(back) == flat(expected)
        assert notes(back) == notes(expected)
        assert back.coverage.shortfall == ""
        assert "keeling-schedule" in {drop.rule for drop in back.coverage.drops}


def test_every_revision_has_an_author_and_the_instruments_day(seen: Callable[[Path], Reading]) -> None:
    """The instruction that made it, and no clock."""
    done, known = of_text(seen)
    tracked = parse(to_docx(done), name="schedule.docx", **known).tracked
    assert {change.author.rpartition(", ")[2] for change in tracked} == {"1.2", "1.3", "1.4", "1.5"}
    assert {change.date for change in tracked} == {"2026-08-03T00:00:00Z"}
    assert to_docx(done) == to_docx(done)


def test_a_version_reads_back(seen: Callable[[Path], Reading]) -> None:
    """`keeling export --to docx`."""
    done, known = of_sample(seen)
    back = parse(version_docx(done.original, ["A copy"]), name="code.docx", **known)
    assert flat(back) == flat(done.original)
    assert notes(back) == notes(done.original)
