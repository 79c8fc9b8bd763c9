"""What a page is asked and what it answers: values only."""

import json
import re
import sqlite3
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

MAX_PARAMETER = 400
_PARTED = re.compile(r"[0-9]{1,3}(?:[, \u00a0\u2009\u202f][0-9]{3})+")


class Missing(Exception):
    """Something that is not there: a page that says so and what there is instead, status 404."""

    def __init__(self, message: str, links: list[tuple[str, str]] | None = None, status: int = 404) -> None:
        super().__init__(message)
        self.message = message
        self.links = links or []
        self.status = status


@dataclass(frozen=True, slots=True)
class Page:
    """A template and its values, or data in another form."""

    template: str = ""
    values: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Document:
    """Text or bytes of a media type; `filename` makes it a download; `modified` is a date as HTTP has it."""

    content: str | bytes
    media_type: str
    filename: str = ""
    modified: str = ""


@dataclass(frozen=True, slots=True)
class Redirect:
    """Another address."""

    path: str
    permanent: bool = False


Answer = Page | Document | Redirect


@dataclass(frozen=True, slots=True)
class Ask:
    """What was asked: parts of the path, parameters of the query, and the site's own address."""

    parts: Mapping[str, str]
    query: Mapping[str, str]
    origin: str
    path: str

    @property
    def public(self) -> str:
        """The site's own address; empty where it is one of this machine only, which nobody else could follow."""
        name = urlsplit(self.origin).hostname or ""
        return "" if name == "localhost" or name.startswith("127.") or name in ("::1", "0.0.0.0", "::") else self.origin  # noqa: S104

    def get(self, name: str, allowed: tuple[str, ...] = (), default: str = "") -> str:
        """A parameter; raises Missing (400) for one that is too long, unprintable or not allowed."""
        value = self.query.get(name, default).strip()
        if len(value) > MAX_PARAMETER or any(ord(char) < 32 for char in value):
            raise Missing(
                f"The parameter “{name}” is not usable: it is too long or has control characters.", status=400
            )
        if allowed and value and value not in allowed:
            raise Missing(f"“{name}” can be {', '.join(allowed)}; it cannot be “{value[:60]}”.", status=400)
        return value

    def number(self, name: str, default: int, most: int) -> int:
        """A parameter that is a whole number from 1; its thousands may be parted, as people write them."""
        value = self.get(name)
        value = re.sub(r"\D", "", value) if _PARTED.fullmatch(value) else value
        if not value:
            return default
        if not (value.isascii() and value.isdigit() and 1 <= int(value) <= most):
            raise Missing(f"“{name}” must be a number from 1 to {most}.", status=400)
        return int(value)


Handler = Callable[[sqlite3.Connection, Ask], Answer]


UNOFFICIAL = {"unofficial": True}
"""What all JSON of ours says of itself."""
_encoded = json.JSONEncoder(ensure_ascii=False).encode


def as_json(value: dict[str, Any]) -> Document:
    """A value as JSON, each field on a line of its own and each entry of a list on one; that it is unofficial, too.

    Python indents everything twenty times as slowly as it writes it, which a site of thousands of files would pay for.
    """
    fields = ",\n".join(f"  {_encoded(name)}: {encoded(each)}" for name, each in (value | UNOFFICIAL).items())
    return Document(f"{{\n{fields}\n}}\n", "application/json; charset=utf-8")


class Encoded(str):
    """A value that is JSON already."""

    __slots__ = ()


def encoded(value: Any) -> Encoded:
    """A value as a field of `as_json` has it."""
    if isinstance(value, Encoded):
        return value
    if not (value and isinstance(value, list | tuple)):
        return Encoded(_encoded(value))
    lines = ",\n    ".join(each if isinstance(each, Encoded) else _encoded(each) for each in value)
    return Encoded(f"[\n    {lines}\n  ]")


def as_markdown(text: str) -> Document:
    """A text as Markdown."""
    return Document(text, "text/markdown; charset=utf-8")
