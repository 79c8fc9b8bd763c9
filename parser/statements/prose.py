"""The sentences of a statement that ask, paragraph by paragraph; cells of tables; answers below another's questions."""

import re
from collections.abc import Iterator, Sequence

from corpus.work import Ask
from parser.readers.blocks import Block
from parser.statements.asking import urges, whom
from parser.statements.demanding import demands

Placed = tuple[int, tuple[Ask, ...]]
"""Where asks stand, by number of the block, and they."""

_SENTENCE = re.compile(r"(?<=[.?!])[\"”’)]*\s+(?=[\"“‘(]?[A-Z0-9])")
_ABBREVIATED = re.compile(r"\b(?:Mr|Mrs|Ms|Dr|Prof|St|No|Hon|Rt|e\.g|i\.e|vs|etc|para|paras|[A-Z])\.$")
_DOTTED = re.compile(r"(\d{1,2}(?:\.\d{1,2}){1,2})\.?\s+")
_QUESTION = re.compile(
    r"(?:consultation\s+)?(?:question|q)\.?\s*\d{1,3}[a-z]?\b|(?:q|question)\s*[:.]\s", re.IGNORECASE
)
"""A paragraph that begins with a question of whom the statement answers."""
_ANSWER = re.compile(
    r"(?:(?:our|your)\s+)?(?:answer|response|comments?|a)\s*[:.–—-]\s*|(?=(?:yes|no|we|our|i|agree|disagree"
    r"|partly)\b)",
    re.IGNORECASE,
)
_COLUMN = re.compile(
    r"\b(?:recommendations?|asks?|(?:proposed|suggested|requested)\s+(?:changes?|amendments?|wording|text)|requests?"
    r"|changes?\s+(?:needed|wanted|sought"
    r"|requested)|demands?|what\s+(?:we\s+(?:want|ask\s+for|recommend)|should\s+change))\b",
    re.IGNORECASE,
)
"""How a column of a table calls what it asks for."""
_IT_CALLS = re.compile(
    r"it\s+(?:also\s+)?(?:calls\s+(?:up)?on|calls\s+for|urges|asks|recommends|demands)\b", re.IGNORECASE
)
"""A sentence that goes on with what the one before asks: `It also calls for …`."""
_SHORT_HEADING = 60


def prose(free: Sequence[tuple[int, Block]], *, argues: bool) -> Iterator[Placed]:
    """The sentences that urge, and where `argues`, those that demand; `free` are blocks with their numbers."""
    columns: dict[int, int] = {}
    for index, block in free:
        made: list[Ask] = []
        if block.style == "row":
            made = _in_row(block, columns.setdefault(block.table, _column(block)), argues)
        elif block.style not in ("note", "heading"):
            made = _in_paragraph(block, argues)
        if made:
            yield index, tuple(made)


def _in_paragraph(block: Block, argues: bool) -> list[Ask]:
    num, words = paragraph_number(block)
    return [
        Ask(num, None, sentence, whom(sentence), "prose") for sentence in _asking(_answered(sentences(words)), argues)
    ]


def _asking(texts: Sequence[str], argues: bool) -> Iterator[str]:
    before = False
    for sentence in texts:
        goes_on = before and _IT_CALLS.match(sentence)
        before = bool(goes_on or urges(sentence) or (argues and demands(sentence, after_one=before)))
        if before:
            yield sentence


def _answered(texts: list[str]) -> list[str]:
    """The sentences of an answer, without the question above it in the same paragraph."""
    if not texts or not _QUESTION.match(texts[0]):
        return texts
    start = next((n for n, text in enumerate(texts) if n and _ANSWER.match(text)), len(texts))
    return texts[start:]


def _column(header: Block) -> int:
    """Which column of a table asks by its heading; -1 where none does."""
    heads = [cell.text for cell in header.cells]
    return next((n for n, text in enumerate(heads) if n and len(text) < _SHORT_HEADING and _COLUMN.search(text)), -1)


def _in_row(block: Block, column: int, argues: bool) -> list[Ask]:
    """A row's asks: the cell of a column of asks, headed by the first cell; else the sentences that ask."""
    texts = [" ".join(cell.text.split()) for cell in block.cells]
    if not 0 < column < len(texts):
        told = (sentence for text in texts for sentence in _asking(_answered(sentences(text)), argues))
        return [Ask(None, None, sentence, whom(sentence), "prose") for sentence in told]
    asked = texts[column]
    if _column(block) == column or not re.search(r"\w{2}", asked):
        return []
    return [Ask(None, texts[0] or None, asked, whom(asked), "listed")]


def paragraph_number(block: Block) -> tuple[str | None, str]:
    """The dotted number of a paragraph of a submission (`2.3`), and its words."""
    found = _DOTTED.match(block.text)
    if found:
        return found[1], block.text[found.end() :]
    return (block.marker if _DOTTED.fullmatch(f"{block.marker} ") else None), block.text


def sentences(text: str) -> list[str]:
    """A paragraph's sentences; an abbreviation does not end one."""
    found: list[str] = []
    for piece in _SENTENCE.split(" ".join(text.split())):
        if found and _ABBREVIATED.search(found[-1]):
            found[-1] += f" {piece}"
        else:
            found.append(piece)
    return found
