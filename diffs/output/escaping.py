"""Words written into another form so that they are read as they stand: Markdown, and the cells of a table program."""

import re
from typing import TypeVar

_T = TypeVar("_T")
_MARKUP = re.compile(r"(https?://[^\s<>]+)|([\\`*_#<>|~]|&(?=#?\w+;)|(?<!\d)\](?=\())")
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""What a cell begins with that a table program computes."""


def for_markdown(text: str) -> str:
    """Words that are no markup: “<not a kite>” would be an element and vanish where it is shown.

    An address stays an address. A number that would start a list is left, for it is the provision's own.
    """
    return _MARKUP.sub(lambda found: found[1] or f"\\{found[2]}", text)


def for_cell(value: _T) -> _T | str:
    """A cell of CSV that no table program computes: a text that begins like a formula has an apostrophe before it."""
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else value
