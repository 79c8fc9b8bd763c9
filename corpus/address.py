"""Where a document lives: the part of an address that stays the same through its revisions; where the law does."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit

from corpus.enumerators import counts_on
from corpus.errors import UsageError

_HOST = r"[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?|[0-9a-f:.]*:[0-9a-f:.]+"

_PORTS = (80, 443)
REVISION = "v"
"""The query key that changes with each revision of an Ofcom file; the rest of the query is the address."""
_CAMPAIGN = re.compile(r"utm_\w+|fbclid|gclid|msclkid|mc_[ce]id", re.IGNORECASE)
"""Query keys with which feeds and letters tell their readers apart; no site answers otherwise for them."""

ITEMS_OF_SECTION = r"(?:\(\d{1,3}[A-Z]{0,2}\)|\([a-z]{1,4}\))*"
SECTION = rf"\d{{1,3}}[A-Z]{{0,2}}(?:\s(?=\(\d{{1,2}}[A-Z]?\)))?{ITEMS_OF_SECTION}"
"""A section as it is cited: `41`, `41(6)(a)`, `41 (6)`."""
_LISTED = re.compile(rf"{SECTION}|{ITEMS_OF_SECTION[:-1]}+")
_YEAR = re.compile(r"(?:19|20)\d\d")
_SHORT_YEAR = 2
_LAW = "https://www.legislation.gov.uk"
# Year and chapter of Acts that codes cite by name (facts of the statute book); any other is
# addressed by its title, which legislation.gov.uk resolves.
_CHAPTERS = {
    "Care Act 2014": "2014/23",
    "Children Act 1989": "1989/41",
    "Communications Act 2003": "2003/21",
    "Coroners and Justice Act 2009": "2009/25",
    "Criminal Justice and Immigration Act 2008": "2008/4",
    "Data Protection Act 2018": "2018/12",
    "Digital Economy Act 2017": "2017/30",
    "Equality Act 2010": "2010/15",
    "Freedom of Information Act 2000": "2000/36",
    "Human Rights Act 1998": "1998/42",
    "Immigration Act 2014": "2014/22",
    "Misuse of Drugs Act 1971": "1971/38",
    "Modern Slavery Act 2015": "2015/30",
    "Office of Communications Act 2002": "2002/11",
    "Online Safety Act 2023": "2023/50",
    "Protection of Children Act 1978": "1978/37",
    "Public Order Act 1986": "1986/64",
    "Sexual Offences Act 2003": "2003/42",
    "Terrorism Act 2000": "2000/11",
}


@lru_cache(maxsize=1 << 16)
def place(url: str) -> str:
    """Host, path and query of an address without its scheme, fragment, final slash, `v=NNN` and marks of campaigns.

    A port that is no usual one stays: another server answers there.
    """
    parts = urlsplit(url)
    every = parse_qsl(parts.query, keep_blank_values=True)
    query = [(key, value) for key, value in every if key != REVISION and not _CAMPAIGN.fullmatch(key)]
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


def act_title(name: str) -> str:
    """The title of an Act without the words of the sentence in front of it: `Under Part 2 of the Kites Act`."""
    words = " ".join(name.split())
    words = re.sub(r"^.*\b(?:Schedules?|Sections?|Parts?)\b.*?\b(?:to|of)\s+(?:the\s+)?(?=[A-Z])", "", words)
    words = re.sub(r"^(?!Against\b)[A-Z][\w’']*\s+the\s+(?=[A-Z])", "", words)  # the first word of a sentence
    return re.sub(r"^(?:(?:[Tt]he|[Uu]nder|[Ii]n|[Bb]y|See|Also|From|For|With|Where|As)\s+)+", "", words)


def act_address(act: str) -> str:
    """The address of an Act or instrument of that title on legislation.gov.uk, which a section's path goes on from."""
    chapter = _CHAPTERS.get(act)
    return f"{_LAW}/ukpga/{chapter}" if chapter else f"{_LAW}/id?title={quote(act)}#"


def eu_address(kind: str, year: str, number: str) -> str:
    """The address of a regulation (`eur`) or directive (`eudr`) of the EU on legislation.gov.uk."""
    return f"{_LAW}/{kind}/{year}/{number}"


def _depth(section: Sequence[str], part: str) -> int:
    """Where in a path a further part stands: beside what it counts on from, `(b)` of 80B(4)(a)(i) beside `a`."""
    alike = [at for at, each in enumerate(section) if at and each[0].isdigit() == part[0].isdigit()]
    next_to = [at for at in alike if counts_on(section[at], part)]
    return (next_to or alike or [len(section)])[-1]


def section_paths(listed: str) -> Iterator[str]:
    """`41(6) and (7)` is 41/6 and 41/7; `12(2) to (14)` gives its two ends."""
    section: list[str] = []
    for piece in _LISTED.findall(listed):
        parts = re.findall(r"\d{1,3}[A-Z]{0,2}|[a-z]{1,4}", piece)
        section = [*section[: _depth(section, parts[0])], *parts] if piece.startswith("(") and section else parts
        if section:
            yield "/".join(section)


def eu_law(first: str, second: str, name: str, numbered: bool) -> str:
    """The address of a law of the EU: `No 952/2013`, since 2015 `2015/2446`; a directive has the year first.

    `name` is what the law is called, `numbered` whether `No` stands before its figures. Without figures it is the GDPR.
    """
    if not first:
        return eu_address("eur", "2016", "679")
    directive = "irective" in name
    ahead = directive or (_YEAR.fullmatch(first) and not (numbered and _YEAR.fullmatch(second)))
    year, number = (first, second) if ahead else (second, first)
    return eu_address("eudr" if directive else "eur", year if len(year) > _SHORT_YEAR else f"19{year}", number)
