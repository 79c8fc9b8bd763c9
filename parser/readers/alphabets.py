"""Letters that look like plain Latin ones and are none: a person reads `nоt`, and no program finds a "not".

Told are words that mix two alphabets, words in letters of another form (full width, mathematical) and words that are
all look-alikes in a text that has no other word of their alphabet.
"""

import re
from functools import lru_cache
from unicodedata import name, normalize

from corpus.text import beyond

_CYRILLIC = dict(zip("аеорсухіјѕһԁԛԝӏАВЕКМНОРСТУХІЈЅԌԚԜ", "aeopcyxijshdqwlABEKMHOPCTYXIJSGQW", strict=True))
_GREEK = dict(zip("οΑΒΕΖΗΙΚΜΝΟΡΤΥΧ", "oABEZHIKMNOPTYX", strict=True))
_OTHERS = {"ɑ": "a", "ɡ": "g", "օ": "o", "ո": "n", "ս": "u", "һ": "h", "ⲟ": "o", "Ꭰ": "D", "Ꭱ": "R", "Ꮯ": "C", "Ꮲ": "P"}
_PLAIN = str.maketrans(_CYRILLIC | _GREEK | _OTHERS)
_FORMS = re.compile(
    r"FULLWIDTH|MATHEMATICAL|.*SMALL CAPITAL|(?:SMALL )?ROMAN NUMERAL|(?:NEGATIVE )?(?:CIRCLED|SQUARED) LATIN"
)
_FOREIGN = re.compile(r"CYRILLIC|ARMENIAN|CHEROKEE|COPTIC|LISU|DESERET")
_ALIKE = frozenset([*_CYRILLIC, *_GREEK, *_OTHERS])
_AROUND = 20
MIXED = "letters of two alphabets in one word"
FORMS = "letters of another form than plain ones"


def plain(text: str) -> str:
    """The text in the plain letters that a person takes it for: Cyrillic ones and those of full width as Latin."""
    return text if text.isascii() else normalize("NFKC", text).translate(_PLAIN)


def look_alikes(text: str) -> tuple[str, str] | None:
    """Why letters of a text are not what they look like, with the words around the first; None where all are."""
    further = beyond(text)
    if not further:
        return None
    forms = {char for char in further if _is_of(char, _FORMS)}
    foreign = {char for char in further if char in _ALIKE or _is_of(char, _FOREIGN)}
    alone = foreign if foreign <= _ALIKE else set()
    return (
        _first(text, MIXED, _mixing(foreign | forms))
        or _first(text, FORMS, _words(forms))
        or _first(text, MIXED, _words(alone))
    )


@lru_cache(maxsize=4096)
def _is_of(char: str, alphabets: re.Pattern[str]) -> bool:
    return alphabets.match(name(char, "")) is not None


def _mixing(chars: set[str]) -> str:
    made = "".join(map(re.escape, sorted(chars)))
    return f"[a-zA-Z][{made}]|[{made}][a-zA-Z]" if made else ""


def _words(chars: set[str]) -> str:
    """A word of two letters or more, or a label's letter before a figure, that is made of these."""
    made = "".join(map(re.escape, sorted(chars)))
    return rf"(?<!\w)[{made}](?:[{made}]+(?!\w)|\d)" if made else ""


def _first(text: str, reason: str, pattern: str) -> tuple[str, str] | None:
    found = re.search(pattern, text) if pattern else None
    return (reason, " ".join(text[max(0, found.start() - _AROUND) : found.end() + _AROUND].split())) if found else None
