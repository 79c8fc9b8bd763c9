"""The codes of the replica, word for word against their truth, and recall on real documents."""

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from parser.readers.blocks import Block, Reading, printed
from parser.readers.pdf.document import agreement
from parser.readers.pdf.second_engine import agree, second_words

CODES = [
    "ics-issued-2025-02-24",
    "icu-consolidated-2026-09-09",
    "icu-issued-2025-02-24",
    "pcs-issued-2025-07-04",
    "pcu-as-laid-2025-04-24",
    "pcu-issued-2025-07-04",
]
READ_ELSEWHERE = {
    "14_May_2020_-_MSC_letter_-_support_for_care_homes_1.pdf",
    "Licensing_Act_2003__alcohol_.pdf",
    "Offensive_Weapons_Act_2019.pdf",
    "Psychoactive_Substances_Act_2016.pdf",
    "TfL-settlement-letter-with-annexes.pdf",
    "s1010-covid-19-sage-75-minutes.pdf",
}
LAID = re.compile(r"FINAL_|-laid-", re.IGNORECASE)


def plain(text: str) -> str:
    """The text with single spaces."""
    return " ".join(text.split())


def distinct(replica: Path) -> list[Path]:
    """Every PDF of the replica, one of those with the same bytes."""
    return list({path.read_bytes(): path for path in sorted(replica.glob("site*/**/*.pdf"), reverse=True)}.values())


@pytest.fixture(scope="module")
def documents(shared: Path, seen: Callable[[Path], Reading]) -> dict[str, Reading]:
    """All PDFs of the replica by file name, read once."""
    return {f"{place}/{path.name}": seen(path) for place, path in enumerate(distinct(shared / "replica"))}


def matching(documents: dict[str, Reading], truth: dict[str, Any]) -> Reading:
    """The reading of the code that a truth describes: by title, date on the cover, and laid or issued."""
    laid = truth["meta"]["version"] not in ("issued", "consolidated")
    found = [
        reading
        for name, reading in documents.items()
        if plain(reading.title) == truth["meta"]["title"]
        and bool(LAID.search(name)) == laid
        and all(line in {plain(block.text) for block in reading.blocks[:12]} for line in truth["meta"]["cover"])
    ]
    assert len(found) == 1, (truth["meta"], list(documents))
    return found[0]


@dataclass
class Account:
    """What was looked for in a reading and not found."""

    reading: Reading
    looked: int = 0
    missing: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.blocks = [block for block in self.reading.blocks if not block.rule]
        self.rows = {tuple(plain(cell.text) for cell in block.cells) for block in self.blocks if block.cells}
        self.headings = {plain(block.text) for block in self.blocks if block.style == "heading"}
        self.notes = {plain(block.text) for block in self.blocks if block.style == "note"}
        self.places = {
            block.marker: place for place, block in enumerate(self.blocks) if block.marker and block.style == "para"
        }

    def look(self, what: str, there: bool) -> None:
        self.looked += 1
        if not there:
            self.missing.append(what)

    def under(self, place: int) -> Iterator[Block]:
        """The blocks that belong to a paragraph: items, closing words."""
        for block in self.blocks[place + 1 :]:
            if block.style == "note":
                continue
            if block.style != "item" and (block.style != "para" or block.marker):
                return
            yield block

    def paragraph(self, truth: dict[str, Any]) -> None:
        """A paragraph, its items at their depth, its notes."""
        place = self.places.get(truth["id"])
        if place is None:
            self.look(truth["id"], False)
            return
        below = list(self.under(place))
        parts = [self.blocks[place].text, *(f"{block.marker} {block.text}" for block in below)]
        self.look(truth["id"], plain(" ".join(parts)) == plain(truth["text"]))
        self.items(truth["items"], below, 1)
        for note in truth["footnotes"]:
            self.look(f"note to {truth['id']}", plain(note["text"] if isinstance(note, dict) else note) in self.notes)
            self.look(f"mark in {truth['id']}", any(block.marks for block in [self.blocks[place], *below]))

    def items(self, truth: list[dict[str, Any]], below: list[Block], level: int) -> None:
        for item in truth:
            wanted = (item["label"], level, plain(item["text"]))
            self.look(str(wanted), wanted in {(block.marker, block.level, plain(block.text)) for block in below})
            self.items(item.get("items", []), below, level + 1)

    def measures(self, subsections: list[dict[str, Any]]) -> None:
        """Section 4: subsections, measures, their parts."""
        for subsection in subsections:
            self.look(subsection["title"], f"{subsection['subsection']}. {subsection['title']}" in self.headings)
            for measure in subsection["measures"]:
                self.look(measure["id"], plain(f"{measure['id']} {measure['title']}") in self.headings)
                for part in measure["parts"]:
                    self.look(part["heading"], part["heading"] in self.headings)
                    for paragraph in part["paragraphs"]:
                        self.paragraph(paragraph)

    def section(self, name: str, content: list[dict[str, Any]]) -> None:
        """One section of a truth."""
        if name[0].isdigit():
            self.look(name, name.replace(" ", ". ", 1) in self.headings)
        if name.startswith("4"):
            self.measures(content)
        elif name.startswith("3"):
            keys = ("id", "title", "application", "duties")
            for row in content:
                self.look(f"index {row['id']}", tuple(plain(row[key]) for key in keys) in self.rows)
        elif name[0].isdigit():
            for paragraph in content:
                self.paragraph(paragraph)
        else:
            for row in content:
                self.look(f"{name} {next(iter(row.values()))}", tuple(map(plain, row.values())) in self.rows)


@pytest.mark.parametrize("code", CODES)
def test_every_provision_of_a_code_is_there_word_for_word(
    code: str, shared: Path, documents: dict[str, Reading]
) -> None:
    """Paragraphs, items with their depth, index rows, definitions, table rows, headings and notes: all of them."""
    truth = json.loads((shared / "replica/truth" / f"{code}.json").read_text("utf-8"))
    account = Account(matching(documents, truth))
    for name, content in truth["sections"].items():
        account.section(name, content)
    assert account.looked > 400
    assert account.missing == []


def test_no_running_head_is_in_any_text(documents: dict[str, Reading]) -> None:
    """The line at the foot of every page of the replica is furniture wherever it stands."""
    for name, reading in documents.items():
        last = max(block.span.page or 0 for block in reading.blocks if block.span)
        feet = [block for block in reading.blocks if block.rule == "running foot"]
        assert len(feet) == last, name
        words = feet[0].text.rstrip("0123456789 ")
        assert not [block.text for block in reading.blocks if words in block.text and not block.rule], name


def test_nothing_of_the_replica_is_for_review(documents: dict[str, Reading]) -> None:
    """The engines agree on every page of sound files."""
    assert {name: reading.review for name, reading in documents.items() if reading.review or reading.unread} == {}


def test_drafts_carry_their_identifiers(documents: dict[str, Reading]) -> None:
    """ISBN and E-number of a draft are those of its file name and cover."""
    drafts = {name: reading for name, reading in documents.items() if re.match(r"\d+/E\d{8}", name)}
    assert drafts
    for name, reading in drafts.items():
        assert reading.get("e_number") == name.split("/")[1][:9]
        assert (reading.get("isbn") or "").startswith("978-")


def test_rows_cut_without_a_repeated_heading_are_whole(documents: dict[str, Reading]) -> None:
    """In the drafts a row goes on overleaf with nothing above it; only items may be rows without a number."""
    for name, reading in documents.items():
        if "raft_amendments" in name:
            rows = [block.cells for block in reading.blocks if block.cells and not block.cells[0].text]
            assert [cells[1].text for cells in rows if not re.match(r"[a-z]{1,3}\)", cells[1].text)] == [], name


@pytest.mark.slow
def test_recall_on_real_documents(shared: Path, seen: Callable[[Path], Reading]) -> None:
    """At least 99.5% of the second reader's words on every real document, or a reason for review.

    Where other tests read a document too, its words are those of the blocks that were made of it for all.
    """
    files = sorted((shared / "real/pdfs").glob("*.pdf"))
    assert {path.name for path in files} > READ_ELSEWHERE
    for path in files:
        body = path.read_bytes()
        if path.name in READ_ELSEWHERE:
            words = [word for block in seen(path).blocks for word in printed(block).split()]
            pages, review = [agree(0, words, [word for page in second_words(body) or () for word in page])], ()
        else:
            found = agreement(body)
            pages, review = list(found.pages), found.review
        second = sum(page.second for page in pages)
        missed = sum(len(page.only_second) for page in pages)
        assert review or (second and missed <= 0.005 * second), path.name
