"""Numbers under which documents are published: the ISBN and the number of a paper of Parliament (`E03629527`)."""

import re

_ISBN = re.compile(r"97(?<![\d-]97)[89](?:[-\s\u2010-\u2013]?\d){10}(?![\d-])")
_E_NUMBER = re.compile(r"E(?<!\wE)\d{8}\b")
"""Both begin with what must be there: what must not stand in front is looked at after it, which is ten times faster."""


def isbns(text: str) -> list[str]:
    """Every ISBN-13 printed in a text, once each, its groups parted by hyphens as they are parted in print."""
    return list(dict.fromkeys(re.sub(r"[\s\u2010-\u2013]", "-", found) for found in _ISBN.findall(text)))


def e_numbers(text: str) -> list[str]:
    """Every number of a paper of Parliament in a text, once each."""
    return list(dict.fromkeys(_E_NUMBER.findall(text)))


def numbers(text: str) -> list[tuple[str, str]]:
    """The identifiers of a text as (scheme, value): `isbn`, `e_number`."""
    return [*(("isbn", each) for each in isbns(text)), *(("e_number", each) for each in e_numbers(text))]
