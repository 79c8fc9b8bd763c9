"""Where a document lives: the part of an address that stays the same through its revisions."""

import re
from functools import lru_cache
from urllib.parse import parse_qsl, unquote, urlencode, urlsplit

from corpus.errors import UsageError

_HOST = r"[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?|[0-9a-f:.]*:[0-9a-f:.]+"

_PORTS = (80, 443)
REVISION = "v"
"""The query key that changes with each revision of an Ofcom file; the rest of the query is the address."""


@lru_cache(maxsize=1 << 16)
def place(url: str) -> str:
    """Host, path and query of an address without its scheme, fragment, final slash and `v=NNN`.

    A port that is no usual one stays: another server answers there.
    """
    parts = urlsplit(url)
    query = [(key, value) for key, value in parse_qsl(parts.query, keep_blank_values=True) if key != REVISION]
    path = parts.path.rstrip("/") or "/"
    return f"{host(url) or parts.hostname or ''}{path}" + (f"?{urlencode(query)}" if query else "")


def published(url: str) -> str:
    """An address as others may see it: of a file of somebody's machine only the name (`file:code.pdf`)."""
    parts = urlsplit(url)
    return f"file:{unquote(parts.path).rpartition('/')[2]}" if parts.scheme == "file" else url


def site_address(text: str) -> str:
    """The address of a site as others write it, without the final slash: `https://codes.example.org`.

    Raises UsageError for an address without a scheme, with a path, or with anything else that no page's
    address can follow.
    """
    said = text.strip()
    try:
        parts = urlsplit(said)
        port = parts.port
    except ValueError:
        raise UsageError(f"{text!r} is no address of a site; write https://codes.example.org") from None
    if parts.scheme not in ("http", "https") or not said.lower().startswith(f"{parts.scheme}://"):
        raise UsageError(f"{text!r} does not begin with https:// or http://; write {_like(said)}")
    if not re.fullmatch(_HOST, parts.hostname or "") or parts.username is not None or port == 0:
        raise UsageError(f"{text!r} does not name a host; write https://codes.example.org")
    if parts.path.strip("/") or parts.query or parts.fragment:
        raise UsageError(
            f"{text!r} goes on behind the host; keeling's pages stand at the root of a host: write"
            f" {parts.scheme}://{parts.netloc}"
        )
    return f"{parts.scheme}://{parts.netloc}"


def _like(said: str) -> str:
    """What an address without a scheme was probably meant to be."""
    first = said.partition("://")[2] or said
    name = first.strip("/").partition("/")[0]
    return f"https://{name}" if re.fullmatch(rf"{_HOST}(?::\d+)?", name) else "https://codes.example.org"


def host(url: str) -> str:
    """The host of a web address, with its port where that is no usual one; empty for a file's."""
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https"):
        return ""
    named = parts.hostname or ""
    return named if parts.port in (None, *_PORTS) else f"{named}:{parts.port}"


def fault(url: str) -> str:
    """What keeps a text from being the address of a document on the web or of a file, as a phrase; empty for nothing.

    What browsers and libraries read in two ways is none: before a backslash or an `@` stands a host or a name.
    """
    try:
        parts = urlsplit(url)
        named = bool(parts.hostname) and (parts.port or 1) > 0
    except ValueError:
        return "it cannot be read as an address"
    if _CONTROL.search(url):
        return "it has a backslash or a control character in it"
    if parts.scheme not in ("http", "https", "file"):
        return f"{parts.scheme or 'no scheme'} is neither https nor http"
    if "@" in parts.netloc:
        return "it carries credentials"
    return "" if named or parts.scheme == "file" else "it names no host"


_CONTROL = re.compile(r"[\x00-\x1f\x7f\\]")
