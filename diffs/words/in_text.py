"""Words inside one text: finding them, putting others in their place, joining what remains.

Words are matched without regard to the shape of quotes, dashes and spaces, and never inside
another word; what is replaced is the exact text of the source.
"""

import re

from corpus.text import fold

Found = tuple[int, int]
"""Start and end of an occurrence, in characters of the text."""

_CLOSING = re.compile(r"(?:[.:]|[;,](?:\s+(?:and|or|and/or))?)$")
_CONNECTIVE = re.compile(r"(?:and|or|and/or|but)")
_NO_SPACE_BEFORE = tuple(",.;:)]’”?!")
_NO_SPACE_AFTER = tuple("([‘“")
_SENTENCE = re.compile(r"(?<=[.!?])[”’)\]]*\s+(?=[“‘(\[]?[A-Z0-9])")
_ABBREVIATION = re.compile(r"(?:\b(?:e\.g|i\.e|etc|No|Nos|s|ss|para|paras|Art|cf|vs|Mr|Mrs|Ms|Dr))\.$")


def occurrences(text: str, wanted: str) -> list[Found]:
    """Where words occur in a text, without overlaps, from left to right."""
    plain, positions = _folded(text)
    needle = fold(wanted)
    if not needle:
        return []
    pattern = re.compile(
        (r"(?<![^\W_])" if needle[0].isalnum() else "")
        + re.escape(needle)
        + (r"(?![^\W_])" if needle[-1].isalnum() else "")
    )
    return [(positions[m.start()], positions[m.end() - 1] + 1) for m in pattern.finditer(plain)]


def same(left: str, right: str) -> bool:
    """Whether two texts differ in typography at most."""
    return fold(left) == fold(right)


def replace_words(text: str, found: Found, new: str) -> tuple[str, Found]:
    """A text with other words in a place, and the stretch of the old text that was replaced.

    Where words are omitted one space stays between their neighbours, none before a comma.
    """
    left, right = text[: found[0]], text[found[1] :]
    if new:
        left = left.rstrip() if new.startswith(_NO_SPACE_BEFORE) else left
        return left + new + right, (len(left), found[1])
    glued = left and right and not left[-1].isspace() and not right[0].isspace()
    space = "\n" if "\n" in (left[-1:], right[:1]) else " "
    left, right = left.rstrip(), right.lstrip()
    if glued or not left or not right or right.startswith(_NO_SPACE_BEFORE) or left.endswith(_NO_SPACE_AFTER):
        space = ""
    return left + space + right, (len(left), len(text) - len(right))


def insert_words(text: str, at: int, new: str) -> tuple[str, Found]:
    """A text with words added at a place, with one space where two words would touch."""
    left, right = text[:at].rstrip(), text[at:].lstrip()
    before = " " if left and not new.startswith(_NO_SPACE_BEFORE) and not left.endswith(_NO_SPACE_AFTER) else ""
    after = " " if right and not right.startswith(_NO_SPACE_BEFORE) and not new.endswith(_NO_SPACE_AFTER) else ""
    return left + before + new + after + right, (len(left), len(text) - len(right))


def insert_at_end(text: str, new: str) -> tuple[str, Found]:
    """A text with words added at its end, and the stretch of the old text that this replaced.

    "and" and "or" stand after a closing semicolon or comma; a new sentence stands after the full
    stop; other words stand before the closing punctuation, unless they bring their own.
    """
    body = text.rstrip()
    closing = _CLOSING.search(body)
    if closing is None or new[:1].isupper() or (_CONNECTIVE.fullmatch(new) and body[-1] in ";,"):
        return insert_words(text, len(text), new)
    stem = body[: closing.start()].rstrip()
    joined, _ = insert_words(stem, len(stem), new)
    connects = new[0] in ";," and _CONNECTIVE.fullmatch(new.rsplit(maxsplit=1)[-1])
    brings_own = connects or new.endswith((".", ";", ":"))
    return joined + ("" if brings_own else closing.group()), (len(stem), len(text))


def tail(text: str, start: int) -> tuple[int, str]:
    """Where "to the end" ends: before closing punctuation, which is given too."""
    closing = _CLOSING.search(text.rstrip())
    if closing is None or closing.start() <= start:
        return len(text), ""
    return closing.start(), text[closing.start() :]


def sentences(text: str) -> list[Found]:
    """The sentences of a text, from left to right."""
    bounds, start = [], 0
    for match in _SENTENCE.finditer(text):
        if _ABBREVIATION.search(text[: match.start()]):
            continue
        bounds.append((start, len(text[: match.end()].rstrip())))
        start = match.end()
    return [*bounds, (start, len(text.rstrip()))] if text.strip() else []


def already_there(text: str, found: Found, new: str) -> bool:
    """Whether the words at a place are part of the new words already, as after an earlier application."""
    start, end = found
    old = fold(text[start:end])
    offset = fold(new).find(old)
    while offset >= 0:
        for left, right in occurrences(text, new):
            if left <= start and end <= right and len(fold(text[left:start] + "x")) - 1 == offset:
                return True
        offset = fold(new).find(old, offset + 1)
    return False


def _folded(text: str) -> tuple[str, list[int]]:
    """The text as `fold` gives it, and for each of its characters the place in the text."""
    plain: list[str] = []
    positions: list[int] = []
    for index, character in enumerate(text):
        folded = " " if character.isspace() else fold(character)
        if folded == " " and (not plain or plain[-1] == " "):
            continue
        plain.extend(folded)
        positions.extend([index] * len(folded))
    return "".join(plain), positions
