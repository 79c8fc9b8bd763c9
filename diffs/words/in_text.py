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
# A letter or figure, or a sign that joins one on: 7.5, 1,000, end-user, user's, user(s), and/or, 5–7, £7, 7%.
_JOINS = "[-\u00ad\u200b\u2010\u2011.,'’/:@&+_]+[^\\W_]|–\\d|[^\\W_]"
_GOES_ON = re.compile(rf"{_JOINS}|\([^\W_]{{1,3}}\)|%")
_GOES_BACK = re.compile(rf"{_JOINS}|[£$€]")
_HYPHENS = "-\u2010\u2011'’/"  # signs that join what stands beside them into one token
_MARKS = ".,:;"
_STOPS = (".", ",", ":")  # within a figure (7.5, 1,000, 10:30) they close nothing
_NEAR = 8  # characters looked at beside some words
_ABBREVIATED = (
    16  # more than any abbreviation has: to look for one in all that stands before costs a square of the text
)
_SENTENCE = re.compile(r"(?<=[.!?])[”’)\]]*\s+(?=[“‘(\[]?[A-Z0-9])")
_BEFORE_A_FIGURE = re.compile(
    r"\b(?:[Ff]igs?|[Nn]os?|pp?|ss?|rr?|[Pp]aras?|[Rr]egs?|[Aa]rts?|[Ss]chs?|[Cc]h|[Pp]ts?|[Vv]ols?|[Cc]ols?|cl|[Ss]ecs?|"
    r"[Aa]pp|[Aa]nn|[Tt]ab|[Ee]qs?|[Rr]efs?|[Ii]tem|[Cc]lause|vers?|v|c|ca|approx)\.$"
)
_NO_END = re.compile(r"\b(?:e\.g|i\.e|cf|vs|Mr|Mrs|Ms|Dr|Prof|Messrs)\.$")
# Words that are written short and may end a sentence too: "etc. The", "the U.K. Parliament", "J. Smith".
_DOUBTFUL = re.compile(
    r"(?:\b(?:[A-Za-z]|(?:[A-Za-z]\.)+[A-Za-z]|[b-df-hj-np-tv-xz]{2,4}|[Ff]igs?|[Nn]os?|[Pp]aras?|[Rr]egs?|[Aa]rts?|[Ss]chs?|"
    r"[Vv]ols?|[Cc]ols?|[Ss]ecs?|[Aa]pp|[Aa]nn|[Tt]ab|[Ee]qs?|[Rr]efs?|[Ee]tc|al|viz|approx|ca|incl|excl|est|ed|eds|max|min|"
    r"temp|tel|ext|[Dd]ept|[Gg]ovt|Rev|Hon|St|Ave|Rd|Ltd|Co|Corp|Inc|Plc|plc|Gen|Capt|Sgt|Lt|Sir|Jan|Feb|Mar|Apr|Jun|Jul|"
    r"Aug|Sept?|Oct|Nov|Dec|Mon|Tues?|Wed|Thurs?|Fri|Sat|Sun)|\.\.)\.$"
)


def occurrences(text: str, wanted: str) -> list[Found]:
    """Where words occur in a text as whole tokens, without overlaps, from left to right.

    "7" and "." are not in 7.5, "," not in 1,007, "user" not in end-user, user’s or user/owner.
    """
    plain, positions = _folded(text)
    needle = fold(wanted)
    if not needle:
        return []
    found = [(positions[m.start()], positions[m.end() - 1] + 1) for m in re.finditer(re.escape(needle), plain)]
    return [span for span in found if is_whole(text, span)]


def possessives(text: str, wanted: str) -> int:
    """How often words occur with a possessive ’s behind them: whether they are meant too nobody can tell."""
    plain, needle = _folded(text)[0], fold(wanted)
    if not needle or not needle[-1].isalpha():
        return 0
    return len(re.findall(rf"(?<![^\W_]){re.escape(needle)}(?:'s\b|'(?!\w))", plain))


def is_whole(text: str, found: Found) -> bool:
    """Whether no word or number goes on beyond the edges of some words: "5" is not in 7.5, £5, 5% or 5–7."""
    start, end = found
    left, right = text[max(0, start - _NEAR) : start][::-1], text[end : end + _NEAR]
    if (text[start] in _HYPHENS and left[:1].isalnum()) or (text[end - 1] in _HYPHENS and right[:1].isalnum()):
        return False
    if text[start:end] in _STOPS and left[:1].isdigit() and right[:1].isdigit():
        return False
    return not (
        (text[start].isalnum() and _GOES_BACK.match(left)) or (text[end - 1].isalnum() and _GOES_ON.match(right))
    )


def same(left: str, right: str) -> bool:
    """Whether two texts differ in typography at most."""
    return fold(left) == fold(right)


def replace_words(text: str, found: Found, new: str) -> tuple[str, Found]:
    """A text with other words in a place, and the stretch of the old text that was replaced.

    Where words are omitted one space stays between their neighbours, none before a comma; words in the place of a
    full stop or comma, or of a stretch that begins with its space, get one.
    """
    left, right = text[: found[0]], text[found[1] :]
    if new:
        left = left.rstrip() if new.startswith(_NO_SPACE_BEFORE) else left
        if (whole := _with_one_mark(new, right)) != new:
            return left + whole + right, (len(left), found[1])
        first = text[found[0] : found[0] + 1]
        spaced = first.isspace() and left and not left[-1].isspace() and not new.startswith(_NO_SPACE_BEFORE)
        if spaced or (left[-1:].isalnum() and new[0].isalnum() and first in _MARKS):
            left += " "
        return left + new + right, (len(left), found[1])
    glued = left and right and not left[-1].isspace() and not right[0].isspace()
    space = "\n" if "\n" in (left[-1:], right[:1]) else " "
    left, right = left.rstrip(), right.lstrip()
    if glued or not left or not right or right.startswith(_NO_SPACE_BEFORE) or left.endswith(_NO_SPACE_AFTER):
        space = ""
    return left + space + right, (len(left), len(text) - len(right))


def _with_one_mark(new: str, right: str) -> str:
    """New words without the closing mark at their end where the same one follows: “in writing.” before a full stop."""
    right = right.lstrip()
    return new[:-1] if new and new[-1] in _MARKS and right[:1] == new[-1] != right[1:2] else new


def marks_clash(new: str, right: str) -> bool:
    """Whether words end in a closing mark before another one, “the hour,” before a semicolon, or in a full stop before
    a small letter; the stop of “p.m.” is the word's own.
    """
    new, right = new.rstrip(), right.lstrip()
    last, following = new[-1:], right[:1]
    if not last or last not in _MARKS or not following or (last == "." and _DOUBTFUL.search(new)):
        return False
    return (following in _MARKS and following != last) or (last == "." and following.islower())


def insert_words(text: str, at: int, new: str) -> tuple[str, Found]:
    """A text with words added at a place, with one space where two words would touch."""
    left, right = text[:at].rstrip(), text[at:].lstrip()
    new = _with_one_mark(new, right)
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
        if _ends_none(text, match):
            continue
        bounds.append((start, len(text[: match.end()].rstrip())))
        start = match.end()
    return [*bounds, (start, len(text.rstrip()))] if text.strip() else []


def sentences_are_certain(text: str) -> bool:
    """Whether no full stop may either end a sentence or abbreviate a word."""
    return not any(
        _DOUBTFUL.search(text[: match.start()]) and not _ends_none(text, match) for match in _SENTENCE.finditer(text)
    )


def _ends_none(text: str, match: re.Match[str]) -> bool:
    """Whether the full stop at a place abbreviates: "No. 5", "Fig. 2", "e.g. This"."""
    end, figure = match.start(), text[match.end() : match.end() + 1].isdigit()
    begin = max(0, end - _ABBREVIATED)
    return bool(_NO_END.search(text, begin, end) or (figure and _BEFORE_A_FIGURE.search(text, begin, end)))


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
