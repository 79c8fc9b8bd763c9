"""Made drafts: a file with tracked changes reads as the file in which somebody made them, or unmade them."""

import random

import pytest
from made_docx import abstract, deleted, docx, level, mark, num, numbered, p, t, tracked

from parser.read import read
from parser.readers.blocks import printed

LISTS = abstract(0, level(0, "%1."), level(1, "%1.%2"), level(2, "(%3)", "lowerLetter")) + num(1, 0)
WORDS = ["keeper", "lamp", "gallery", "watch", "wick", "oil", "tower", "storm", "gull", "hour", "not", "must", "shall"]
MADE = '<w:trPr><w:{} w:id="1" w:author="A. Keeper" w:date="2026-07-01T09:00:00Z"/></w:trPr>'


class Draft:
    """Paragraphs and rows with changes, and the same as they read before and after them."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)
        self.tracked: list[str] = []
        self.before: list[str] = []
        self.after: list[str] = []
        for _ in range(12):
            self.table() if self.chance.random() < 0.15 else self.paragraph()

    def words(self) -> str:
        return " ".join(self.chance.choices(WORDS, k=self.chance.randint(2, 6))) + " "

    def put(self, with_changes: str, before: str | None, after: str | None) -> None:
        self.tracked.append(with_changes)
        self.before += [before] if before else []
        self.after += [after] if after else []

    def paragraph(self) -> None:
        """One that stays, is changed, is struck out or is put in, in a list or in none."""
        depth, kind = self.chance.choice((None, 0, 0, 1, 1, 2)), self.chance.choice(("stays", "changed", "del", "ins"))
        place = "" if depth is None else numbered(1, depth)
        words, old, new = self.words(), self.words(), self.words()
        plain = p(t(words), place)
        if kind == "stays":
            self.put(plain, plain, plain)
        elif kind == "del":
            self.put(p(deleted(words), place + mark("del")), plain, None)
        elif kind == "ins":
            self.put(p(tracked("ins", t(words)), place + mark("ins")), None, plain)
        else:
            both = t(words) + deleted(old) + tracked("ins", t(new)) + t("end")
            self.put(p(both, place), p(t(f"{words}{old}end"), place), p(t(f"{words}{new}end"), place))

    def table(self) -> None:
        """A row that stays, one that is struck out, one that is put in; behind it a paragraph."""
        one, other, third = (self.words() for _ in range(3))
        rows = {word: f"<w:tr><w:tc>{p(t(word))}</w:tc></w:tr>" for word in (one, other, third)}
        gone = f"<w:tr>{MADE.format('del')}<w:tc>{p(deleted(other), mark('del'))}</w:tc></w:tr>"
        made = f"<w:tr>{MADE.format('ins')}<w:tc>{p(tracked('ins', t(third)), mark('ins'))}</w:tc></w:tr>"
        tables = (rows[one] + gone + made, rows[one] + rows[other], rows[one] + rows[third])
        self.put(*(f"<w:tbl>{each}</w:tbl>{p('After the table.')}" for each in tables))

    def file(self, parts: list[str]) -> bytes:
        return docx("".join(parts) + p("The end."), numbering=LISTS)


def lines(body: bytes, changes: str = "accepted") -> list[str]:
    reading = read(body, changes=changes)  # type: ignore[arg-type]
    assert reading.unread == ""
    shown = [
        "|".join(cell.text for cell in block.cells) or printed(block) for block in reading.blocks if not block.rule
    ]
    return [" ".join(line.split()) for line in shown if line.strip()]


@pytest.mark.parametrize("seed", range(12))
def test_a_draft_reads_as_the_file_with_its_changes_made_or_unmade(seed: int) -> None:
    """Words, rows, and the numbers that follow from which paragraphs there are."""
    draft = Draft(seed)
    body = draft.file(draft.tracked)
    assert lines(body) == lines(draft.file(draft.after))
    assert lines(body, "rejected") == lines(draft.file(draft.before))
