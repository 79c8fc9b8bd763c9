"""Word edits: what to delete and insert in one text to get the other, exactly.

Two texts are compared token by token: a token is a word (compounds such as `user-to-user` and
`C11.4` are one) or a single sign, with the white space before it and any combining marks after
it. Tokens are compared in their folded form (`corpus.text`), so a quote that changed its
shape never hides or marks a change of words; what is emitted are the source's own characters.
Where an equal token is printed differently in the two texts, it comes out as a deletion and an
insertion of the same words, which `is_typography` recognises: the edits stay exact and a
renderer shows no change.

The engines (`diffs.words.shortest_script`) see one code point per token; there is no semantic clean-up, which
would mark unchanged words as changed. Differences too large for them are one block and said to be
coarse. All bounds count tokens, never seconds: the same input gives the same edits on any machine.
"""

import re
from collections import defaultdict
from collections.abc import Sequence
from functools import cache
from typing import Literal
from unicodedata import category

from corpus.change import Edit
from corpus.text import fold
from diffs.words.shortest_script import Script, common_end, common_start, script

_CODES = range(0xE000, 0x110000)  # behind the surrogates, which no string should hold

_Change = tuple[str, str]


_WORD = r"\w+(?:['\u2019\u2018\u02bc.,:/@&\u2010\u2011\u2013-]\w+)*"
_PLAIN_TOKEN = re.compile(rf"\s*(?:{_WORD}|\.{{3}}|\S)|\s+")
_EXOTIC = re.compile("[^\x00-\xac\xae-\u02ff\u2010-\u2027\u2030-\u205f\u20a0-\u20cf\u2100-\u22ff]")


@cache
def _token_pattern() -> re.Pattern[str]:
    """One token; every character of a text belongs to exactly one. For text with marks and silent signs."""
    marks = _ranges([*_points("Mn", "Me", "Mc"), *range(0x1F3FB, 0x1F400), *range(0xE0020, 0xE0080), 0xFF9E, 0xFF9F])
    silent = "\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff"
    after = f"[{marks}{silent}]"
    turned = [0x61C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)]  # marks of direction
    before = f"[{_ranges([*turned, 0x600, 0x601, 0x602, 0x603, 0x604, 0x605, 0x6DD, 0x70F, 0x890, 0x891, 0x8E2])}]"
    inside = f"[\\w{marks}{silent}]"
    word = f"\\w{inside}*(?:['\u2019\u2018\u02bc.,:/@&\u2010\u2011\u2013-]\\w{inside}*)*"
    flag = "[\U0001f1e6-\U0001f1ff]{2}"
    joined = f"(?:(?<=\u200d)[^\\s\\w]{after}*)*"
    return re.compile(f"\\s*{before}*(?:{word}|{flag}|\\.{{3}}|[^\\s]){after}*{joined}|\\s+", re.DOTALL)


def _points(*categories: str) -> list[int]:
    written = (*range(0x20000), *range(0xE0100, 0xE01F0))  # no mark stands in any other plane
    return [point for point in written if category(chr(point)) in categories]


def _ranges(points: list[int]) -> str:
    """A regular expression's character class of these code points."""
    spans: list[list[int]] = []
    for point in sorted(points):
        if spans and spans[-1][1] == point - 1:
            spans[-1][1] = point
        else:
            spans.append([point, point])
    return "".join(re.escape(chr(low)) + (f"-{re.escape(chr(high))}" if high > low else "") for low, high in spans)


_PLAIN_LETTERS = re.compile("[A-Za-z0-9]{2}")
_SIGNS = re.compile(r"\w+|[^\w\s]")


def tokens(text: str) -> list[str]:
    """The text in pieces that no edit splits: `"".join(tokens(text)) == text`."""
    if text.isascii() or not _EXOTIC.search(text):
        return _PLAIN_TOKEN.findall(text)
    return _token_pattern().findall(text)


def same_words(before: str, after: str) -> bool:
    """Whether two texts differ in nothing but white space, quotes, dashes and soft hyphens.

    White space counts only where it parts two words: `( the Act )` is `(the Act)`, `a part`
    is not `apart`.
    """
    at = common_start(before, after)
    if _PLAIN_LETTERS.fullmatch(before[at : at + 1] + after[at : at + 1]):
        return False  # letters that no folding changes
    start, end = _common(before, after)
    folded, other = fold(before[start : len(before) - end]), fold(after[start : len(after) - end])
    if folded == other:
        return True
    same_signs = folded.replace(" ", "") == other.replace(" ", "")
    return same_signs and _SIGNS.findall(folded) == _SIGNS.findall(other)


def is_typography(deleted: str, inserted: str) -> bool:
    """Whether a deletion and the insertion after it print the same words differently."""
    return same_words(deleted, inserted)


def word_edits(before: str, after: str) -> tuple[Edit, ...]:
    """Triples that turn `before` into `after`, character for character; equal runs included.

    No edit splits a word or a grapheme; edits with only white space between them are joined.
    """
    return compare_words(before, after)[0]


def compare_words(before: str, after: str, codes: "Codes | None" = None) -> tuple[tuple[Edit, ...], bool]:
    """`word_edits`, and whether they are coarse: a block replaced because the texts are too large.

    `codes` are those of earlier comparisons of the same two documents, whose words need no new ones.
    """
    if before == after:
        return (((0, before),) if before else ()), False
    start, end = _common(before, after)
    old, new = tokens(before[start : len(before) - end]), tokens(after[start : len(after) - end])
    try:
        steps, coarse = script(*(codes if codes is not None else Codes()).encode(old, new))
    except OverflowError:
        steps, coarse = [(-1, len(old)), (1, len(new))], True
    return _spell(steps, old, new, before[:start], before[len(before) - end :]), coarse


def _common(before: str, after: str) -> tuple[int, int]:
    """How many characters at the start and at the end are the same and can be cut off between tokens.

    A cut stands before white space that follows a word in both texts: every token begins there.
    """
    start = common_start(before, after)
    while start and not (before[start - 1 : start].isspace() and not before[start - 2 : start - 1].isspace()):
        start -= 1
    start = max(start - 1, 0)
    end = common_end(before[start:], after[start:])
    while end and not _begins(before, end):
        end -= 1
    if end and (_open(before, end) or _open(after, end)):
        end = 0
    return start, end


def _begins(text: str, end: int) -> bool:
    """Whether the last `end` characters begin with white space."""
    return text[len(text) - end].isspace()


def _open(text: str, end: int) -> bool:
    """Whether white space stands before the last `end` characters as well."""
    return text[: len(text) - end][-1:].isspace()


class Codes(dict[str, str]):
    """One code point for each token, the same for all tokens that fold to the same word."""

    def __init__(self) -> None:
        super().__init__()
        self.words = _new_codes()

    def encode(self, old: Sequence[str], new: Sequence[str]) -> tuple[str, str]:
        """Two lists of tokens as strings; OverflowError when they have more words than there are code points."""
        if len(self.words) + len(old) + len(new) > len(_CODES):
            self.clear()
            self.words = _new_codes()
        return "".join(map(self.__getitem__, old)), "".join(map(self.__getitem__, new))

    def __missing__(self, printed: str) -> str:
        try:  # a token has white space only before it: what folding does to plain letters
            word = printed.lstrip() if printed.isascii() and "`" not in printed else fold(printed)
            code = self[printed] = self.words[word]
        except StopIteration:
            raise OverflowError("more distinct words than code points") from None
        return code


def _new_codes() -> defaultdict[str, str]:
    return defaultdict(map(chr, _CODES).__next__)


def _spell(steps: Script, old: Sequence[str], new: Sequence[str], head: str, tail: str) -> tuple[Edit, ...]:
    """The script in the two texts' own characters, between what both begin and end with."""
    out = _Writer()
    out.equal(head)
    i = j = 0
    for operation, count in steps:
        if operation == 0:
            _spell_equal(out, old[i : i + count], new[j : j + count])
            i, j = i + count, j + count
        elif operation < 0:
            out.change("".join(old[i : i + count]), "")
            i += count
        else:
            out.change("", "".join(new[j : j + count]))
            j += count
    out.equal(tail)
    return out.edits()


def _spell_equal(out: "_Writer", old: Sequence[str], new: Sequence[str]) -> None:
    """Tokens with the same words; where they are printed differently, both printings."""
    if old == new:
        out.equal("".join(old))
        return
    for one, other in zip(old, new, strict=True):
        core, other_core = one.lstrip(), other.lstrip()
        if one == other:
            out.equal(one)
        elif core == other_core and core and not category(core[0]).startswith("M"):
            out.space(one[: -len(core)], other[: -len(core)])
            out.equal(core)
        else:
            out.typography(one, other)


class _Writer:
    """Collects runs: equal text, changes of words, changes of typography only."""

    def __init__(self) -> None:
        self.runs: list[tuple[Literal["equal", "change", "typography"], str, str]] = []

    def _add(self, kind: Literal["equal", "change", "typography"], old: str, new: str) -> None:
        if not old and not new:
            return
        if self.runs and self.runs[-1][0] == kind:
            _, before, after = self.runs[-1]
            self.runs[-1] = (kind, before + old, after + new)
        else:
            self.runs.append((kind, old, new))

    def equal(self, text: str) -> None:
        self._add("equal", text, text)

    def change(self, old: str, new: str) -> None:
        spaced = len(self.runs) > 1 and self.runs[-1][0] == "equal" and self.runs[-1][1].isspace()
        if spaced and self.runs[-2][0] == "change":
            space = self.runs.pop()[1]
            self._add("change", space, space)
        self._add("change", old, new)

    def typography(self, old: str, new: str) -> None:
        self._add("typography", old, new)

    def space(self, old: str, new: str) -> None:
        """White space that differs belongs to the words that came or went before it."""
        after_change = bool(self.runs) and self.runs[-1][0] == "change"
        self._add("change" if after_change else "typography", old, new)

    def edits(self) -> tuple[Edit, ...]:
        found: list[Edit] = []
        for kind, old, new in self.runs:
            if kind == "equal":
                found.append((0, old))
                continue
            found += [(-1, old)] if old else []
            found += [(1, new)] if new else []
        return tuple(found)
