"""A small code in three versions and statements that ask for changes of it, each of a kind, in our own words."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from corpus.catalogue import Catalogue, Publisher
from corpus.effect import Effect
from corpus.provision import Provision
from corpus.work import CataloguedVersion, DatedEvent, Expression, Reserved, Scheme, Work
from db.build.run import build
from parser.document import parse
from tests.db.example_corpus import BASE, archive, code, entry, measure, paragraph
from tests.db.example_corpus import grammar as stored

SIGNED = "\n\nLantern Trust\n\nKite Alliance\n\nHarbour Network\n"
LETTER = (
    "Joint letter on the Lamp Code\n\nLantern Alliance\n\n15 May 2031\n\n"
    "We keep lamps and have seen what the dark does to those who come by sea at night.\n\n"
    "We urge the regulator to extend LMP C1 to harbours with a pilot.\n\n"
    "We ask that LMP C9 is published.\n\n"
    "LMP C7 should be amended to name fog.\n"
)
LATER = (
    "Joint statement on the Lamp Code\n\nLantern Alliance\n\nWe keep lamps and thank all who do so every night.\n\n"
    "1. Count the oil\n\nThe regulator should make keepers count the oil in each lamp.\n\n"
    "2. Write a log\n\nWe urge the regulator to say in C2.2 who writes the log.\n"
)
QUIET = (
    "Joint statement of thanks\n\nLantern Alliance\n\n"
    "We thank the regulator for the Lamp Code, which was read aloud on every quay to those who keep lamps.\n\n"
    "We hope that this finds all of you well.\n"
)


def _c1(*items: str) -> Provision:
    said = paragraph("LMP C1.1", "This measure applies to a harbour that is either:", *items)
    return measure("LMP C1", "Lamps", Application=(said,))


def _oil(label: str, words: str) -> Provision:
    return measure(
        label, "Oil and log", Recommendation=(paragraph(f"{label}.1", words), paragraph(f"{label}.2", "A log is kept."))
    )


def versions() -> tuple[Expression, Expression, Expression]:
    """The code as laid, issued, and issued again: C1 reaches harbours with a pilot, then words change once more."""
    index = (entry("LMP C1", "Lamps", "Large harbours", "Section 1"),)
    unused = (Reserved("LMP C7", "set aside"),)
    laid = code("2031-01-10", _c1("large;"), _oil("LMP C2", "Oil is clean."), index=index, title="Lamp Code")
    second = code(
        "2031-08-01", _c1("large; or", "served by a pilot."), _oil("LMP C2", "Oil is clean and is counted by keepers."),
        index=index, title="Lamp Code",
    )  # fmt: skip
    third = code(
        "2032-08-01", _c1("large; or", "served by a pilot in fog."),
        _oil("LMP C3", "Oil is clean and is counted by keepers."), index=index, title="Lamp Code",
    )  # fmt: skip
    return tuple(
        Expression(e.title, e.kind, e.provisions, dates=e.dates, format=e.format, coverage=e.coverage, reserved=unused)
        for e in (laid, second, third)
    )  # type: ignore[return-value]


def catalogue() -> Catalogue:
    """The code with the days of its versions, and the statements."""
    days = (("2031-01-10", "laid"), ("2031-08-01", "issued"), ("2032-08-01", "issued"))
    known = tuple(CataloguedVersion(day, status, (f"{BASE}/code{n}",)) for n, (day, status) in enumerate(days))  # type: ignore[arg-type]
    said = tuple(
        Work(name, "statement", title, "lanterns", versions=(CataloguedVersion(day, "issued", (f"{BASE}/{name}",)),))
        for name, title, day in (
            ("letter", "Joint letter on the Lamp Code", "2031-05-15"),
            ("later", "Joint statement on the Lamp Code", "2031-06"),
            ("quiet", "Joint statement of thanks", "2031-09-01"),
        )
    )
    publishers = (Publisher("example", "Example Regulator"), Publisher("lanterns", "Lantern Alliance"))
    return Catalogue(
        publishers, (Work("lmp", "code", "Lamp Code", "example", scheme=Scheme("LMP"), versions=known), *said)
    )


def grammar(body: bytes, **known: Any) -> Expression:
    """Codes are kept as JSON; statements are read by the real parser."""
    return stored(body, **known) if body.startswith(b"{") else parse(body, **{**known, "name": "said.txt"})


def pending() -> Expression:
    """A draft of an instrument that puts fog into the oil measure, laid after the last version."""
    effect = Effect(
        "2.1", "words substituted", "lmp", "LMP C3.2",
        old_text="A log is kept.", new_text="A log is kept by keepers in fog.",
        text="In LMP C3.2, for A log is kept. substitute A log is kept by keepers in fog.",
    )  # fmt: skip
    node = Provision("section", "Section 2", "2", "Amendments", children=(paragraph("2.1", effect.text),))
    return Expression(
        "Draft amendments to the Lamp Code", "amendment", (node,), status="laid", effects=(effect,), format="html",
        dates=(DatedEvent("published", date(2032, 11, 1), "Published 1 November 2032"),),
    )  # fmt: skip


def made(data: Path, *, drafted: bool = False, outcomes: tuple[tuple[str, dict[str, Any]], ...] = ()) -> Path:
    """The corpus built in a folder; with a pending draft, with outcomes of a user's catalogue, where asked."""
    documents = [(f"code{n}", each) for n, each in enumerate(versions())]
    texts = [("letter", LETTER), ("later", LATER), ("quiet", QUIET)]
    drafts = [("draft", pending())] if drafted else []
    archive(data, *documents, *drafts, *((name, (text + SIGNED).encode()) for name, text in texts))
    known = catalogue()
    laid = (CataloguedVersion("2032-11-01", "laid", (f"{BASE}/draft",)),)
    works = (
        (Work("lmp-draft", "amendment", pending().title, "example", amends=("lmp",), versions=laid),) if drafted else ()
    )
    build(data, replace(known, works=known.works + works, outcomes=outcomes), parse=grammar, parser="test")
    return data
