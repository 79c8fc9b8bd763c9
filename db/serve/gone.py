"""Addresses of what keeling computed once and computes no more: a link that somebody gave says what it was.

A code as amended is computed from the newest text, and two texts are compared where they follow each other: when
another text comes, some of both are made no more. Their pages then lead on, as long as every text they were made from
is held; their downloads, and the lists of a text that was the newest, stay as they were last made. What was made from a
text that is held no more goes with it.
"""

import hashlib
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape

from db.ask.rows import VersionRow
from db.ask.status_line import IN_FORCE
from db.ask.words import path
from db.serve.leading import Leading
from db.serve.site_folder import Folder, Made, Pages
from db.serve.static_pages import Site, file_of, without_form

STAYS = "stays as it was made"
"""What the manifest has of a download that is left."""
_OF_A_TEXT = ("compare", "lint", "reach")
"""What stands before the work in the address of a comparison, of findings, of what an instrument reaches."""
_PAGE = "/index.html"
_FORMS = ("csv", "docx", "html", "json", "md", "xlsx", "xml")
"""The ends of the addresses of downloads of a text or of a comparison."""
_LISTED = (".csv", ".xlsx")
"""Those of a list of a text, which a page of it links to as long as it is the newest."""


@dataclass(frozen=True, slots=True)
class Stack:
    """A text, or one with the amendments of instruments made."""

    base: VersionRow
    instruments: Sequence[VersionRow]
    address: str


@dataclass(frozen=True, slots=True)
class Gone:
    """What an address named: a text or two that were compared (`stacks`), by the part of it that says so (`name`), and
    of a text a provision or a list of it.
    """

    kind: str
    name: str
    stacks: Sequence[Stack]
    slug: str


def leave(folder: Folder, pages: Pages, versions: Sequence[VersionRow], site: Site) -> tuple[int, int]:
    """Leave pages that are gone leading on, and gone downloads as they are, and add both to `pages`.

    How many pages were made and how many files written.
    """
    found = _gone(folder.before.keys() - pages.keys(), versions)
    there = {*pages, *found}
    texts = {
        address: _leading(gone, versions, there).page(address, site)[0]
        for address, gone in found.items()
        if file_of(address).endswith(_PAGE)
    }
    pages |= {address: Made(_digest(texts[address]) if address in texts else STAYS) for address in found}
    new = [address for address in texts if folder.before[address] != pages[address]]
    folder.note_begun(dict.fromkeys(new, False))
    written = 0
    for address in new:
        folder.begin(address)
        written += folder.write(file_of(address), texts[address].encode())
    return len(new), written


def _gone(addresses: set[str], versions: Sequence[VersionRow]) -> dict[str, Gone]:
    """Of addresses that have no page any more those that named a computed text, or a comparison, of texts there are."""
    texts = {version.id: version for version in versions}
    works = {version.work_id: version for version in versions}
    named = ((address, _named(address, texts, works)) for address in sorted(addresses))
    return {address: gone for address, gone in named if gone}


def _named(address: str, texts: Mapping[str, VersionRow], works: Mapping[str, VersionRow]) -> Gone | None:
    kind, *parts = without_form(address).strip("/").split("/")
    if kind not in _OF_A_TEXT:
        kind, parts = "", [kind, *parts]
    if len(parts) < 2 or not ("+" in parts[1] or kind == "compare" or address.endswith(_LISTED)):
        return None
    stacks = []
    for name in parts[1].split("..."):
        day, *instruments = name.split("+")
        base = texts.get(f"{parts[0]}@{day}")
        if base is None or not works.keys() >= set(instruments):
            return None
        stacks.append(Stack(base, [works[each] for each in instruments], f"/{parts[0]}/{name}"))
    return Gone(kind, parts[1], stacks, "/".join(parts[2:]))


def _leading(gone: Gone, versions: Sequence[VersionRow], there: set[str]) -> Leading:
    """The page that is left at an address; `there` are the addresses that it may lead to."""
    base = gone.stacks[-1].base
    of = {"lint": "findings of ", "reach": "what is reached by "}.get(gone.kind, "")
    named, compared = " and ".join(map(_plain, gone.stacks)), gone.kind == "compare"
    title = f"{base.work_title}: {of}{named}{' compared' * compared}"
    own = there if gone.kind or gone.slug else ()
    what = ("the comparison of " * compared or of) + " and ".join(_linked(stack, own) for stack in gone.stacks)
    words = (
        f"<p><strong>keeling makes this no more.</strong> It was {what}; computed by keeling, unofficial. What keeling"
        f" computes and\ncompares follows the newest text of a code and the instruments not in it yet.</p>\n"
    )
    items = "".join(f"<li>{each}</li>\n" for each in _onward(gone, base, versions, there))
    return Leading(f"{gone.slug}, {title}" if gone.slug else title, f"{words}<ul>\n{items}</ul>\n")


def _onward(gone: Gone, base: VersionRow, versions: Sequence[VersionRow], there: set[str]) -> Iterator[str]:
    """Where to go: to the provision today, to what became of it, to what is computed now, to the work."""
    below = f"/{gone.slug}" if gone.slug else ""
    ways = [(f"/{base.work_id}/{IN_FORCE}{below}", "In the text that counts today")]
    ways += [(f"/{base.work_id}/history{below}", "What became of this number")] if below else []
    ways += [(path(base.id, gone.slug), f"In {base.label}")] if below else []
    ways += [(f"{each.path}{below}", f"Computed now: {each.label}") for each in versions if _computed(each, base)]
    ways += [(f"/{base.work_id}", f"All texts of {base.work_title}")]
    yield from (_link(address, words) for address, words in ways if address in there)
    forms = () if below or gone.kind not in ("", "compare") else _FORMS
    own = f"/compare/{base.work_id}/{gone.name}" if gone.kind else gone.stacks[0].address
    yield from (_link(f"{own}.{form}", f"As it was last made: {form}") for form in forms if f"{own}.{form}" in there)


def _computed(version: VersionRow, base: VersionRow) -> bool:
    return version.derived and version.work_id == base.work_id


def _plain(stack: Stack) -> str:
    added = ", ".join(each.work_title for each in stack.instruments)
    return f"{stack.base.label}, with {added}" if added else stack.base.label


def _linked(stack: Stack, there: Collection[str]) -> str:
    """A stack in words that lead to it where it has a page, else to its parts."""
    if stack.address in there and stack.instruments:
        return _link(stack.address, _plain(stack))
    parts = [_link(stack.base.path, stack.base.label)]
    return ", with ".join([*parts, *(_link(f"/{each.work_id}", each.work_title) for each in stack.instruments)])


def _link(address: str, words: str) -> str:
    return f'<a href="{escape(address)}">{escape(words)}</a>'


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:32]
