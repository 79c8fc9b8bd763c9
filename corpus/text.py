"""Texts compared and counted: what is never a change of wording, letters, words, white space.

The stored text is always exactly what the source says; folding serves comparison only.

A page has half a million characters and is compared several times. Bytes are translated at the
speed of C, characters one by one are not, so each function handles ASCII by a table and what stands
beyond it by its few distinct characters. All agree with the plain definitions in their docstrings.
"""

import re
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Any, cast
from unicodedata import normalize

_FOLD = {
    **dict.fromkeys("\u2018\u2019\u201a\u201b\u2032\u02bc`\u00b4", "'"),
    **dict.fromkeys("\u201c\u201d\u201e\u201f\u2033\u00ab\u00bb", '"'),
    **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212", "-"),
    **dict.fromkeys("\u00ad\u200b\u200c\u200d\u2060\ufeff", ""),
    **dict.fromkeys("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069", ""),  # direction
    **dict.fromkeys("↩\ufe0e\ufe0f", ""),  # what leads back from a note, and how it is drawn
    "\ufb00": "ff",
    "\ufb01": "fi",
    "\ufb02": "fl",
    "\ufb03": "ffi",
    "\ufb04": "ffl",
    "\ufb05": "st",
    "\ufb06": "st",
    "\u2026": "...",
}
_FOLDED = re.compile(f"[{''.join(_FOLD)}]")
_WORD = re.compile(r"\S*[^\W_]\S*")
_SPACES = b" \t\n\r\x0b\x0c\x1c\x1d\x1e\x1f"
_FURTHER_SPACES = "\x85\xa0\u1680\u2028\u2029\u202f\u205f\u3000" + "".join(map(chr, range(0x2000, 0x200B)))
_ARROWS = "↩\ufe0e\ufe0f"
_UNPRINTED = frozenset(_FURTHER_SPACES + _ARROWS)
_ASCII = bytes(range(128))
_ALNUM = bytes(code for code in _ASCII if chr(code).isalnum())
_SIGNS = bytes(code for code in _ASCII if code not in _ALNUM and code not in _SPACES)
_UNLETTERED = _SIGNS + _SPACES
_FIGURES = b"0123456789"
_RUNS = bytes(code if code > 127 or code in _ALNUM else 0x20 for code in range(256))
_CLASSES = bytes(0x20 if code in _SPACES else 0x61 for code in range(256))
_TYPESET = "cp1252"
_TYPESET_CHARACTERS = {
    bytes([code]).decode(_TYPESET): code for code in range(128, 256) if code not in b"\x81\x8d\x8f\x90\x9d"
}
_TYPESET_SPACES = bytes(code for char, code in _TYPESET_CHARACTERS.items() if char.isspace())
_TYPESET_SIGNS = bytes(code for char, code in _TYPESET_CHARACTERS.items() if not char.isalnum() and not char.isspace())
_TYPESET_RUNS = bytes(0x20 if code in _TYPESET_SIGNS + _TYPESET_SPACES else _RUNS[code] for code in range(256))
_TYPESET_CLASSES = bytes(0x20 if code in _TYPESET_SPACES else _CLASSES[code] for code in range(256))


def fold(text: str) -> str:
    """The text as compared: one space for any white space, plain quotes and dashes, composed letters.

    Ligatures are their letters; soft hyphens, marks of direction and arrows back from notes are nothing.
    """
    if not text.isascii() or "`" in text:  # str.translate looks every letter up: four times the work
        text = normalize("NFC", _FOLDED.sub(lambda found: _FOLD[found[0]], text))
    return " ".join(text.split())


def words(text: str) -> list[str]:
    """Words as counted in coverage: runs without white space that hold a letter or a digit."""
    return _WORD.findall(text)


def bare(text: str) -> str:
    """`text` without white space (what `str.isspace` says) and without the arrows of back links."""
    encoded = _encoded(text)
    for sign in _UNPRINTED & _further(encoded) if len(encoded) > len(text) else ():
        encoded = encoded.replace(sign.encode(), b"")
    return encoded.translate(None, _SPACES).decode("utf-8", "surrogatepass")


def letters(text: str) -> str:
    """Letters and digits (`str.isalnum`) only, in order: what two readings of one source must agree on."""
    if text.isascii():  # most texts, and most of them short: the ways beyond ASCII cost ten times the answer
        return text.encode("ascii").translate(None, _UNLETTERED).decode("ascii")
    encoded, codec = _narrow(text, "")
    signs = _TYPESET_SIGNS + _TYPESET_SPACES if codec == _TYPESET else b""
    return encoded.translate(None, _SIGNS + _SPACES + signs).decode(codec, _errors(codec))


@lru_cache(maxsize=1 << 13)
def caseless(text: str) -> str:
    """`letters` in one case: how numbers, headings and titles are compared, however they are set."""
    return letters(text).casefold()


def letter_runs(text: str) -> list[str]:
    """The runs of letters and digits of a text, whatever parts them."""
    encoded, codec = _narrow(text, " ")
    table = _TYPESET_RUNS if codec == _TYPESET else _RUNS
    return encoded.translate(table).decode(codec, _errors(codec)).split()


def count_words(text: str) -> int:
    """The number of `corpus.text.words`: runs without white space that hold a letter or a digit."""
    encoded, codec = _narrow(text, "")
    typeset = codec == _TYPESET
    classes = encoded.translate(
        _TYPESET_CLASSES if typeset else _CLASSES, _SIGNS + (_TYPESET_SIGNS if typeset else b"")
    )
    return (b" " + classes).count(b" a")


def _narrow(text: str, sign: str) -> tuple[bytes, str]:
    """A text as bytes and their codec: one byte a character, signs of typesetting included, where letters allow.

    Where they do not, every sign beyond ASCII has become `sign`, white space one space.
    """
    further = beyond(text)
    wide = {char for char in further if char not in _TYPESET_CHARACTERS}
    narrow = not any(map(str.isalnum, wide))
    for char in wide if narrow else further:
        if not char.isalnum():
            text = text.replace(char, " " if char.isspace() else sign)
    codec = "ascii" if not further else _TYPESET if narrow else "utf-8"
    return text.encode(codec, _errors(codec)), codec


def _errors(codec: str) -> str:
    return "surrogatepass" if codec == "utf-8" else "strict"


def beyond(text: str) -> set[str]:
    """The distinct characters of a text that are not ASCII."""
    return set() if text.isascii() else _further(_encoded(text))


def without(text: str, ascii_characters: bytes) -> str:
    """What a text holds beside these ASCII characters, in order."""
    return _encoded(text).translate(None, ascii_characters).decode("utf-8", "surrogatepass")


def _further(encoded: bytes) -> set[str]:
    return set(encoded.translate(None, _ASCII).decode("utf-8", "surrogatepass"))


def small(text: str) -> str:
    """A text in which words of ASCII letters, in small ones, are found in whatever case the text has them.

    For nothing else: what is not ASCII stands in it as the bytes of UTF-8, since `str.lower` looks every letter
    of a text up where one is not ASCII, which takes thirty times as long.
    """
    return text.lower() if text.isascii() else _encoded(text).lower().decode("latin-1")


def has_figure(text: str) -> bool:
    """Whether any character of a text is a figure (`str.isdigit`)."""
    encoded = _encoded(text)
    if len(encoded.translate(None, _FIGURES)) < len(encoded):
        return True
    return len(encoded) > len(text) and any(map(str.isdigit, _further(encoded)))


def each(texts: Sequence[str], change: Callable[[str], str]) -> list[str]:
    """Every text changed by `change`, which leaves NUL where it is: all at once, unless a text has a NUL itself."""
    joined = "\0".join(texts)
    if (whole := change(joined)) is joined:
        return list(texts)
    changed = whole.split("\0")
    return changed if len(changed) == len(texts) else [change(text) for text in texts]


def later(source: str, flags: int = 0) -> re.Pattern[str]:
    """A pattern that is compiled with its first use: for long ones behind a test that most texts fail.

    A start that reads one page spends a third of its time on compiling, most of it for words that are not there.
    """
    return cast("re.Pattern[str]", _Later(source, flags))


class _Later:
    """In place of a pattern until something is asked of it; from then on it holds the methods of the compiled one."""

    def __init__(self, source: str, flags: int) -> None:
        self._asked = (source, flags)

    def __getattr__(self, name: str) -> Any:
        compiled = re.compile(*self._asked)
        methods = [each for each in dir(compiled) if not each.startswith("_")]
        self.__dict__.update({each: getattr(compiled, each) for each in methods})
        return getattr(compiled, name)


def _encoded(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")
