"""Stored text -> HTML: everything is escaped here, and nothing that was stored is ever HTML."""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from markupsafe import Markup, escape

from db.ask.query import Node, Row
from db.ask.rows import ProvisionRow
from db.ask.words import path
from db.web.parts.schedule import anchor, cited
from db.web.parts.terms import Terms
from diffs.output.provisions_html import Shown, written
from diffs.output.schedule_html import edits_html, shown
from diffs.output.schedule_layout import Marked

Edits = Sequence[tuple[int, str]]


_SPECIAL = re.compile("[&<>\"'\n]")
"""Most texts have none of these, and are HTML as they are."""


@dataclass(frozen=True, slots=True)
class Links:
    """What a text is dressed with.

    `references` are cross references by provision; `anchors` whether labelled provisions are anchors; `notes` the
    footnotes by number; `terms` the defined terms; `previews` the first words of what is cited, by its id; `margins`
    what changed, as HTML by label; `ways` the address of each instrument whose marks are shown, by its work.
    """

    references: Mapping[str, Sequence[Row]] = field(default_factory=dict)
    anchors: bool = False
    notes: Mapping[str, str] = field(default_factory=dict)
    terms: Terms | None = None
    previews: Mapping[str, str] = field(default_factory=dict)
    margins: Mapping[str, str] = field(default_factory=dict)
    ways: Mapping[str, str] = field(default_factory=dict)


def inline(edits: Edits | str) -> Markup:
    """Edits in one run: what was deleted struck through, what was inserted underlined."""
    return Markup("".join(_edit(sign, text) for sign, text in parsed(edits)))  # noqa: S704 (escaped by `_e`)


def side(edits: Edits | str, which: int) -> Markup:
    """One side of a comparison: -1 before, with deletions marked; 1 after, with insertions marked."""
    shown = (_edit(sign, text) for sign, text in parsed(edits) if sign in (0, which))
    return Markup("".join(shown))  # noqa: S704 (escaped by `_e`)


def parsed(edits: Edits | str) -> list[tuple[int, str]]:
    """Edits as stored or as they are."""
    found = json.loads(edits) if isinstance(edits, str) else edits
    return [(sign, text) for sign, text in found]


def _edit(sign: int, text: str) -> str:
    name = {0: "", 1: "ins", -1: "del"}[sign]
    return f"<{name}>{_e(text)}</{name}>" if name else _e(text)


Marks = Sequence[Marked] | None
"""The marks of a schedule for provisions that stand beside each other; None where the text is shown clean."""


def forest(nodes: Sequence[Node], links: Links, level: int = 2, marks: Marks = None) -> Markup:
    """Provisions with everything below them; `level` is that of the first heading."""
    owners: dict[str, str] = {}
    for node in (each for root in nodes for each in root.walk()):
        for _, number, _ in node.row.marks:
            owners.setdefault(number, node.row.id)
    writer = _Dresser(links, {number: owner for number, owner in owners.items() if number in links.notes})
    found = [replace(each, kind="front") if _is_front(each) else each for each in writer.all(nodes, "", marks)]
    return Markup(written(found, level))  # noqa: S704 (every text in it is escaped by `_e`)


def block(node: Node, links: Links, level: int = 2, mark: Marked | None = None) -> Markup:
    """One provision: number, heading, words, children. The number is its permanent address."""
    return forest([node], links, level, None if mark is None else [mark])


def _is_front(shown: Shown) -> bool:
    """A line of the front matter that is set like a heading: a date, a notice."""
    return shown.kind == "heading" and not shown.identity and not shown.children


@dataclass(frozen=True, slots=True)
class _Dresser:
    """Makes provisions ready to be written; `owners` says with which provision a footnote stands."""

    links: Links
    owners: Mapping[str, str]

    def all(self, nodes: Sequence[Node], measure: str, marks: Marks) -> tuple[Shown, ...]:
        """Provisions that stand beside each other; what was omitted stands where it stood."""
        if marks is None:
            return tuple(self.one(node, measure, None) for node in nodes if not self._is_placed(node))
        waiting, made = iter(nodes), []
        for mark in marks:
            if mark.standing == "omitted":
                made.append(self._omitted(mark))
            elif not self._is_placed(node := next(waiting)):
                made.append(self.one(node, measure, mark))
        return tuple(made)

    def one(self, node: Node, measure: str, mark: Marked | None) -> Shown:
        """One provision with what stands below it."""
        row = node.row
        measure = row.label or "" if row.kind == "measure" else measure
        changed = mark is not None and mark.standing != "kept"
        made = self._marked(row, measure, mark) if mark and changed else _plain(row, self.links, measure)
        owned = self.owners.items() if row.marks else ()
        return Shown(
            made.kind,
            _e(row.slug) if self.links.anchors and row.label else "",
            made.number,
            made.heading,
            made.words,
            made.standing,
            cited(mark.by, self.links.ways) if mark else "",
            self.links.margins.get(row.label or "", ""),
            tuple(_note(self.links, number) for number, owner in owned if owner == row.id),
            self.all(node.children, measure, mark.children if mark else None),
        )

    def _marked(self, row: ProvisionRow, measure: str, mark: Marked) -> Shown:
        """A provision with its marks; its number stays the way to its own page, and what is new keeps its links."""
        made = shown(mark, "", "", ())
        if mark.standing == "inserted" and row.kind not in ("index_entry", "definition") and made.words:
            made = replace(made, words=(f"<ins>{linked(row, self.links, measure)}</ins>",))
        return replace(made, number=_number(row, edits_html(mark.edits.get("printed", ()))))

    def _omitted(self, mark: Marked) -> Shown:
        below = tuple(map(self._omitted, mark.children))
        identity = _e(anchor(mark)) if self.links.anchors and mark.node.label else ""
        return shown(mark, identity, cited(mark.by, self.links.ways), below)

    def _is_placed(self, node: Node) -> bool:
        """Whether a footnote stands with its paragraph and not where the document prints it."""
        return bool(node.row.kind == "footnote" and node.row.num in self.owners)


def _plain(row: ProvisionRow, links: Links, measure: str) -> Shown:
    """A provision without marks; of an index entry the columns, of a definition term and meaning are apart."""
    heading = _e(row.heading or "")
    if row.kind == "index_entry":
        return Shown("index_entry", number=_number(row), heading=heading, words=tuple(map(_e, row.text.split("\n"))))
    words = linked(row, links, measure)
    if row.kind == "definition" and "\n" in row.text and not heading:
        heading, _, words = words.partition("<br>")
    return Shown(row.kind, number=_number(row), heading=heading, words=(words,) if words else ())


def _note(links: Links, number: str) -> str:
    """A footnote under the paragraph that refers to it."""
    return f'<p class="note" id="note-{_e(number)}"><sup>{_e(number)}</sup> {_e(links.notes[number])}</p>'


def _e(text: str) -> str:
    """A stored text as HTML, line breaks kept."""
    return str(escape(text)).replace("\n", "<br>") if _SPECIAL.search(text) else text


def _number(row: ProvisionRow, marked: str = "") -> str:
    """The number of a provision as the link to its own page; `marked` is it with its marks, as HTML."""
    if not row.label:
        return f'<span class="num">{marked or _e(row.printed)}</span> ' if row.printed else ""
    printed = row.printed or ("" if row.kind in ("definition", "footnote") else row.label)
    said = "" if printed else f' aria-label="Permanent address of {_e(row.label)}"'
    return f'<a class="num" href="{_e(row.path)}"{said}>{marked or _e(printed or "§")}</a> '


def linked(row: ProvisionRow, links: Links, measure: str = "") -> str:
    """The words of a provision with cross references, defined terms and footnote marks as links."""
    words: str = row.text
    made, end = [], 0
    for start, stop, link in sorted(_spans(row, links, words, measure), key=lambda span: (span[0], -span[1])):
        if start >= end:
            made += [_e(words[end:start]), link]
            end = stop
    return "".join([*made, _e(words[end:])])


def _spans(row: ProvisionRow, links: Links, words: str, measure: str) -> list[tuple[int, int, str]]:
    found = []
    for at, number, printed in row.marks:
        found.append((at, at, f'<sup><a href="#note-{_e(number)}">{_e(printed or f"[{number}]")}</a></sup>'))
    for reference in links.references.get(row.id, ()):
        quoted, link = reference["text"], _link(reference, links)
        start = words.find(quoted) if link and quoted else -1
        while start >= 0:
            stop = start + len(quoted)
            if not words[stop : stop + 1].isalnum():  # PCU C1 is not cited where PCU C11 is
                found.append((start, stop, f'<a class="ref" {link}>{_e(quoted)}</a>'))
            start = words.find(quoted, stop)
    for start, stop, term in links.terms.found(row, measure) if links.terms else ():
        about = f'href="{_e(path(term["version_id"], term["slug"]))}" title="{_e(preview(term["text"]))}"'
        found.append((start, stop, f'<a class="term" {about}>{_e(words[start:stop])}</a>'))
    return found


PREVIEWED = 220


def preview(words: str) -> str:
    """The first words of a provision, for a preview."""
    line = " ".join(words.split())
    return line if len(line) <= PREVIEWED else f"{line[:PREVIEWED].rpartition(' ')[0]} …"


def _link(reference: Row, links: Links) -> str:
    """Where a cross reference leads: a provision here, or a page of the law; empty where it is not known."""
    if reference["target_id"]:
        said = links.previews.get(reference["target_id"], "")
        title = f' title="{_e(preview(said))}"' if said else ""
        return f'href="{_e(href(reference["target_id"]))}"{title}'
    target = reference["target"]
    return f'href="{_e(target)}" rel="noopener"' if target.startswith("https://") else ""


def _split(provision_id: str) -> tuple[str, str]:
    version, _, slug = provision_id.rpartition("/")
    return version, slug


def href(provision_id: str) -> str:
    """The permanent address of a provision by its id."""
    return path(*_split(provision_id))


def highlighted(snippet: str) -> Markup:
    """A search result with its hits marked; the marks are characters that no text has."""
    escaped = _e(snippet).replace("\x02", "<mark>").replace("\x03", "</mark>")
    return Markup(escaped)  # noqa: S704 (escaped by `_e`; only <mark> is added)


def summary(values: Mapping[str, Any], kinds: Sequence[str]) -> list[tuple[str, int]]:
    """Counts that are not zero, in the order of the kinds."""
    return [(kind, values[kind]) for kind in kinds if values[kind]]
