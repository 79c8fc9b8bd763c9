"""Whole texts compared and counted: without white space, in letters, in words.

A page has half a million characters and is compared several times. Bytes are translated at the
speed of C, characters one by one are not, so each function handles ASCII by a table and what stands
beyond it by its few distinct characters. All agree with the plain definitions in their docstrings.
"""

from collections.abc import Callable, Sequence

_SPACES = b" \t\n\r\x0b\x0c\x1c\x1d\x1e\x1f"
_FURTHER_SPACES = "\x85\xa0\u1680\u2028\u2029\u202f\u205f\u3000" + "".join(map(chr, range(0x2000, 0x200B)))
_ARROWS = "↩\ufe0e\ufe0f"
_UNPRINTED = frozenset(_FURTHER_SPACES + _ARROWS)
_ASCII = bytes(range(128))
_ALNUM = bytes(code for code in _ASCII if chr(code).isalnum())
_SIGNS = bytes(code for code in _ASCII if code not in _ALNUM and code not in _SPACES)
_CLASSES = bytes(0x20 if code in _SPACES else 0x61 for code in range(256))


def bare(text: str) -> str:
    """`text` without white space (what `str.isspace` says) and without the arrows of back links."""
    signs = _UNPRINTED & beyond(text)
    return _encoded(_without(text, signs)).translate(None, _SPACES).decode("utf-8", "surrogatepass")


def letters(text: str) -> str:
    """`text` without everything that is no letter or digit (`str.isalnum`)."""
    signs = {sign for sign in beyond(text) if not sign.isalnum()}
    return _encoded(_without(text, signs)).translate(None, _SIGNS + _SPACES).decode("utf-8", "surrogatepass")


def count_words(text: str) -> int:
    """The number of `corpus.typography.words`: runs without white space that hold a letter or a digit."""
    for sign in beyond(text):
        if not sign.isalnum():
            text = text.replace(sign, " " if sign.isspace() else "")
    return (b" " + _encoded(text).translate(_CLASSES, _SIGNS)).count(b" a")


def beyond(text: str) -> set[str]:
    """The distinct characters of a text that are not ASCII."""
    return set() if text.isascii() else set(without_ascii(text))


def without_ascii(text: str, ascii_characters: bytes = _ASCII) -> str:
    """What a text holds beside these ASCII characters, in order."""
    return _encoded(text).translate(None, ascii_characters).decode("utf-8", "surrogatepass")


def each(texts: Sequence[str], change: Callable[[str], str]) -> list[str]:
    """Every text changed by `change`, which leaves NUL where it is: all at once, unless a text has a NUL itself."""
    changed = change("\0".join(texts)).split("\0")
    return changed if len(changed) == len(texts) else [change(text) for text in texts]


def _without(text: str, signs: set[str] | frozenset[str]) -> str:
    for sign in signs:
        text = text.replace(sign, "")
    return text


def _encoded(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")
