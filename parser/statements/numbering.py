"""Numbers as the law prints them: then a document is not read as a statement, but for a submission that argues.

Submissions to consultations number their paragraphs as regulators do (1.1, 1.2). What tells them apart is a title that
says whose submission, response or evidence it is, or a salutation
with a closing; and that the paragraphs speak of `we`.
"""

import re
from collections.abc import Sequence

from parser.readers.blocks import Block

NUMBER = re.compile(
    r"(?:\(?(?P<number>\d{1,2})[.)/]|(?P<named>(?:Recommendation|Ask|Demand|Call|Priority|Principle|Action"
    r"|Request)\s+"
    r"(?P<name>\d{1,2}))(?:\s*[.:–—-]|\s*$))(?:\s+(?P<words>.+))?",
    re.DOTALL,
)
"""How a numbered demand begins, or its heading: `1.`, `(2)`, `Recommendation 3:`."""
_DOTTED = re.compile(r"\d+\.\d+\s")
_BRACKETED = re.compile(r"\(?\d{1,2}\)\s|[—–-]\s?\(1\)\s")
_FIRST_BRACKETED = re.compile(r"(?:\d{1,3}[A-Z]?\.?\s*(?:[—–-]\s*)?)?\(1\)\s*\S")
_SECOND_BRACKETED = re.compile(r"\(2\)\s*\S")
_PLAIN = re.compile(r"(\d{1,3})[.)]?(?:\s|$)")
_DIVISION = re.compile(r"(?:PART|CHAPTER|SCHEDULE|Part|Chapter|Schedule)\s+(?:\d{1,3}|[IVX]+|[A-Z])\b")
_MEETING = re.compile(r"\b(?:minutes(?!\s+of\s+evidence\b)|agenda)\b", re.IGNORECASE)
_SUBMITS = re.compile(
    r"^(?:(?:joint|written|consultation|further|supplementary|our)\s+)*(?:submission|evidence|memorandum"
    r"|response|representations?|comments)"
    r"\s+(?:from|by|of|to|on|submitted)\b|\b(?:submission|written\s+evidence|response|representations?"
    r"|comments)\s+(?:to|on)\b",
    re.IGNORECASE,
)
_OFFICIAL = re.compile(
    r"(?:the\s+)?(?:hm\s|uk\s+)?(?:government|ofcom|ministry|department|home\s+office|regulator|code|draft"
    r"|guidance|consultation)\b",
    re.IGNORECASE,
)
_SALUTATION = re.compile(r"dear\s+[^:]{2,80}[,:]?", re.IGNORECASE)
_CLOSING = re.compile(r"(?:yours\s+\w+|(?:kind|best)\s+regards|sincerely)\s*,?", re.IGNORECASE)
_VOICE = re.compile(r"\b(?:[Ww]e|[Oo]ur|I)\b")
_SPEAKS = 2
"""Paragraphs that speak of `we`."""
_DOTTED_ENOUGH = 2
_LONG_SERIES = 12
"""Numbers 1, 2, 3 … beyond which they are paragraphs: a statement's demands are fewer."""


def argues(blocks: Sequence[Block], title: str) -> bool:
    """Whether a document with dotted numbers is somebody's submission or letter, and no regulator's text."""
    texts = [block.text for block in blocks if block.text]
    titles = [title, *(text for text in texts[:6] if len(text) < 200)]
    letter = any(_SALUTATION.fullmatch(text) for text in texts[:12]) and any(map(_CLOSING.fullmatch, texts))
    submits = any(_SUBMITS.search(each) for each in titles)
    if any(_OFFICIAL.match(each) for each in titles) or not (letter or submits):
        return False
    return sum(_VOICE.search(text) is not None for text in texts) >= _SPEAKS


def numbers_like_law(blocks: Sequence[Block], title: str = "") -> bool:
    """Dotted numbers, subsections (1) and (2), parts and schedules, or a long run of numbered paragraphs."""
    texts = [f"{block.marker} {block.text}".strip() for block in blocks if block.text and block.style != "note"]
    texts += [" ".join(cell.text for cell in block.cells[:2]) for block in blocks if block.cells]
    if any(_MEETING.search(text) for text in texts[:4] if len(text) < 120):
        return True
    if argues(blocks, title):
        return False
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


def numbered(block: Block) -> tuple[str, str] | None:
    """The number and the words of a block that starts with a number, printed or made by its list."""
    if block.style in ("row", "note"):
        return None
    if re.fullmatch(r"\d{1,2}[.)]?", block.marker):
        return block.marker.rstrip(".)"), block.text
    found = NUMBER.fullmatch(block.text)
    if not found or not (found["words"] or found["named"]):
        return None
    return found["number"] or found["name"], found["words"] or ""
