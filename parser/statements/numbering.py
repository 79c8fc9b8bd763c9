"""Numbers as the law prints them, which no statement has: then a document is not read as one."""

import re
from collections.abc import Sequence

from parser.readers.blocks import Block

_DOTTED = re.compile(r"\d+\.\d+\s")
_BRACKETED = re.compile(r"\(?\d{1,2}\)\s|[—–-]\s?\(1\)\s")
_FIRST_BRACKETED = re.compile(r"(?:\d{1,3}[A-Z]?\.?\s*(?:[—–-]\s*)?)?\(1\)\s*\S")
_SECOND_BRACKETED = re.compile(r"\(2\)\s*\S")
_PLAIN = re.compile(r"(\d{1,3})[.)]?(?:\s|$)")
_DIVISION = re.compile(r"(?:PART|CHAPTER|SCHEDULE|Part|Chapter|Schedule)\s+(?:\d{1,3}|[IVX]+|[A-Z])\b")
_MEETING = re.compile(r"\b(?:minutes|agenda)\b", re.IGNORECASE)
_DOTTED_ENOUGH = 2
_LONG_SERIES = 12
"""Numbers 1, 2, 3 … beyond which they are paragraphs: a statement's demands are fewer."""


def numbers_like_law(blocks: Sequence[Block]) -> bool:
    """Dotted numbers, subsections (1) and (2), parts and schedules, or a long run of numbered paragraphs."""
    texts = [f"{block.marker} {block.text}".strip() for block in blocks if block.text and block.style != "note"]
    texts += [" ".join(cell.text for cell in block.cells[:2]) for block in blocks if block.cells]
    if any(_MEETING.search(text) for text in texts[:4] if len(text) < 120):
        return True
    dotted = sum(_DOTTED.match(text) is not None for text in texts)
    divisions = len({text.split("\n")[0][:20] for text in texts if len(text) < 80 and _DIVISION.match(text)})
    return dotted > _DOTTED_ENOUGH or divisions > 2 or _subsections(texts) or _series(texts) >= _LONG_SERIES


def _subsections(texts: Sequence[str]) -> bool:
    """A (1) followed by its (2): `1. (1) …`, `(2) …` under numbered provisions."""
    first = next((n for n, text in enumerate(texts) if _FIRST_BRACKETED.match(text)), None)
    numbered = any(re.match(r"\d{1,3}[A-Z]?[.\s—–-]", text) for text in texts)
    return first is not None and numbered and any(_SECOND_BRACKETED.match(text) for text in texts[first:])


def _series(texts: Sequence[str]) -> int:
    """How far the numbers at the starts of texts count up from 1."""
    count = 0
    for text in texts:
        match = _PLAIN.match(text)
        if match and int(match[1]) == count + 1:
            count += 1
    return count
