"""Where a saved page says that it was saved from."""

import re
from html import escape, unescape

from corpus.address import fault

_LONGEST = 2000
_COMMENTS = (
    re.compile(r"<!--\s*saved from url=\(\d{4}\)\s*(\S+?)\s*-->", re.IGNORECASE),  # Internet Explorer, Chrome, Edge
    re.compile(r"<!--\s*Page saved with SingleFile\S*\s+url:\s*(\S+)", re.IGNORECASE),
    re.compile(r"<!--\s*Saved from (\S+) (?:at|on) [^>]*-->", re.IGNORECASE),  # monolith
)
_WEB = re.compile(r"https?://[^\s<>\"']+", re.IGNORECASE)


def saved_from(head: str) -> str:
    """The address in the comment that a browser or a saving tool writes at the head of a page; empty without one."""
    found = next((match[1] for pattern in _COMMENTS if (match := pattern.search(head))), "")
    return address(unescape(found))


def address(text: str) -> str:
    """An address of the web; empty for a file's, a part's (`cid:`) and for what is none."""
    clean = re.sub(r"\s+", "", text)
    return clean if len(clean) <= _LONGEST and _WEB.fullmatch(clean) and not fault(clean) else ""


def with_own_links(text: str, location: str) -> str:
    """The page with links to places in itself as they were before it was saved: `#note-1`, not the whole address.

    No character moves: blanks in front of the equals sign, which HTML allows, stand for the address.
    """
    for written in {location.partition("#")[0], escape(location.partition("#")[0])} - {""}:
        for quote in "\"'":
            text = text.replace(f"={quote}{written}#", f"{' ' * len(written)}={quote}#")
    return text
