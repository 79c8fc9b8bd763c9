"""Where a document lives: the part of an address that stays the same through its revisions."""

from functools import lru_cache
from urllib.parse import parse_qsl, urlencode, urlsplit

REVISION = "v"
"""The query key that changes with each revision of an Ofcom file; the rest of the query is the address."""


@lru_cache(maxsize=1 << 16)
def place(url: str) -> str:
    """Host, path and query of an address without its scheme, fragment, final slash and `v=NNN`."""
    parts = urlsplit(url)
    query = [(key, value) for key, value in parse_qsl(parts.query, keep_blank_values=True) if key != REVISION]
    path = parts.path.rstrip("/") or "/"
    return f"{parts.hostname or ''}{path}" + (f"?{urlencode(query)}" if query else "")


def host(url: str) -> str:
    """The host of a web address; empty for a file's."""
    parts = urlsplit(url)
    return (parts.hostname or "") if parts.scheme in ("http", "https") else ""
