"""Served pages as files: where a page lies, and its links as relative ones that work from a disk and from any host."""

import re
from dataclasses import dataclass, field
from functools import lru_cache
from html import escape, unescape
from urllib.parse import unquote, urlsplit

_REFERENCE = re.compile(r'(?<=[\s"])(href|src|action)="([^"]*)"')
_NAMES = tuple(f"{before}{name}" for before in ' \n\t"' for name in ("href", "src", "action"))
_FILE = re.compile(r"\.(?:md|json|xml|docx|csv|xlsx|html|atom|toml|css|js|svg|png|ico|txt|bib|ris|csl)$")
_TABLE = re.compile(r"/keeling/[A-Za-z_]+\.csv")
_LEDGER = re.compile(r'(<code class="hash" data-ledger>)[^<]*(</code>)')
_LOOKED = re.compile(r'<p class="caution" data-looked>[^<]*</p>')
_AS_AT = re.compile(r'<p class="quiet">As at <span data-as-at>[^<]*</span>')
_STATIC = (
    '<p class="caution" data-looked>What was published since keeling last looked it cannot know.</p>'
    '<p class="quiet">As at <span data-as-at>the day this was published</span>'
)
"""What a page says until a script puts the days there: a page must not change because a day has passed."""
NEEDS = "needs-server/index.html"
"""The page that says what only the server does, where links lead that a file cannot answer."""


@dataclass(frozen=True, slots=True)
class Site:
    """Where the application believes to be (`origin`) and where the site will be read (`public`, or "")."""

    origin: str
    public: str = ""

    def path(self, reference: str) -> str | None:
        """A reference as a path from the root of the site, query included; None for another site or a fragment."""
        if reference.startswith(self.origin + "/"):
            return reference[len(self.origin) :]
        if reference.startswith("?"):
            return f"/{reference}"
        return reference if reference.startswith("/") and not reference.startswith("//") else None

    def readable(self, text: str, root: str) -> str:
        """A text whose whole addresses are those of the site, or where nobody named it, relative to the root."""
        return text.replace(f"{self.origin}/", self.public or root)


@dataclass(slots=True)
class Written:
    """One page as a file, and the paths that it leads to."""

    text: str
    leads: set[str] = field(default_factory=set)


def file_of(path: str) -> str:
    """The file of a path: `/pcu/2025-07-04` is `pcu/2025-07-04/index.html`, `/pcu.json` is `pcu.json`."""
    name = unquote(path).strip("/")
    return name if _FILE.search(name) else f"{name}/index.html".lstrip("/")


def without_form(path: str) -> str:
    """A path without the end that names a form: `/pcu.json` is `/pcu`."""
    return _FILE.sub("", path)


def is_static(path: str) -> bool:
    """Whether a path without its query is one that a file can answer: a page, a download, a whole table, a style."""
    if path.startswith("/-/"):
        return path.startswith("/-/static")
    if path == "/keeling" or path.startswith("/keeling/"):
        return _TABLE.fullmatch(path) is not None
    if path.startswith("/feeds/") and path.count("/") > 2:
        return False  # a feed of each provision would be two files more for each page
    if "%" not in path:
        return "/.." not in path or ".." not in path.split("/")
    return "%2f" not in path.lower() and ".." not in unquote(path).split("/")


def as_file(path: str, page: str, site: Site) -> Written:
    """A page of HTML with relative links; those that need the server lead to the page that says so."""
    file = file_of(path)
    root = "../" * file.count("/")
    written = Written("")
    text = site.readable(_rewritten(page, site, root, written.leads), root)
    script = f'<script src="{root}ledger.js"></script>\n</body>'
    text = _AS_AT.sub(_STATIC, _LOOKED.sub("", text))
    written.text = _LEDGER.sub(r"\1see About\2", text).replace("</body>", script)
    return written


_NOW, _OWN, _PARTS = "<!--now-->", "<!--/now-->", 4
"""What stands before and behind each part of a page that says how things are now, and how many a provision's has."""


def is_parted(page: str) -> bool:
    """Whether a page is whole and says how things are now in the parts known."""
    return page.count(_NOW) == page.count(_OWN) == _PARTS and page.rstrip().endswith("</html>")


def of_now(page: str) -> str:
    """The parts of a page that say how things are now."""
    return "".join(f"{_NOW}{now}{_OWN}" for now, _ in _parts(page)[1])


def joined(before: str, now: str) -> str:
    """A page as it was before, with other words of now."""
    begin, parts = _parts(before)
    said = _parts(now)[1]
    return begin + "".join(f"{_NOW}{new}{_OWN}{own}" for (_, own), (new, _) in zip(parts, said, strict=True))


def _parts(page: str) -> tuple[str, list[tuple[str, str]]]:
    """The beginning of a page, then each part that is about now, with what stands behind it."""
    begin, *parts = page.split(_NOW)
    return begin, [(now, own) for now, _, own in (part.partition(_OWN) for part in parts)]


def _rewritten(page: str, site: Site, root: str, leads: set[str]) -> str:
    """A page with relative links; `leads` gets the paths that they lead to."""
    parts = page.split('="')  # to look for the names of attributes at each character takes four times as long
    for at in range(len(parts) - 1):
        if parts[at].endswith(_NAMES):
            value, end, rest = parts[at + 1].partition('"')
            if not end:  # the value ends with an equals sign
                return _REFERENCE.sub(lambda found: found[1] + _referring(found[1], found[2], site, root, leads), page)
            parts[at + 1] = _referring(parts[at][-6:], value, site, root, leads)[2:] + rest
    return '="'.join(parts)


def _referring(name: str, value: str, site: Site, root: str, leads: set[str]) -> str:
    """What stands behind the name of an attribute that refers to something, from its equals sign on."""
    known, key = _known(site), f"{name} {value}" if name == "action" else value
    if key not in known:
        known[key] = _resolved(site, name, value)
    where = known[key]
    if where is None:
        return f'="{value}"'
    path, file = where
    if path:
        leads.add(path)
    noted = "" if path or name == "action" else ' data-needs="server"'
    return f'="{root}{file}"{noted}'


KEPT = 1 << 17


@lru_cache(maxsize=1)
def _resolutions(_site: Site) -> dict[str, tuple[str, str] | None]:
    return {}


def _known(site: Site) -> dict[str, tuple[str, str] | None]:
    """What references of a site were found to lead to, by what they refer to; most stand on many pages."""
    known = _resolutions(site)
    if len(known) > KEPT:
        known.clear()
    return known


def _resolved(site: Site, attribute: str, reference: str) -> tuple[str, str] | None:
    """The path a reference leads to, empty where only the server has it, and its file; None where it stays as it is."""
    path = site.path(unescape(reference))
    if path is None:
        return None
    parts = urlsplit(path)
    if attribute == "action":
        return "", file_of(parts.path) if parts.path == "/search" else NEEDS
    if not is_static(parts.path) or (parts.query and not parts.path.startswith("/-/static")):
        return "", NEEDS
    return parts.path, escape(_quoted(parts.path) + (f"#{parts.fragment}" if parts.fragment else ""))


def _quoted(path: str) -> str:
    """The file of a path as a reference, quoted as the path was."""
    name = path.strip("/")
    return name if _FILE.search(unquote(name)) else f"{name}/index.html".lstrip("/")
