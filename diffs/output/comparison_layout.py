"""A comparison laid out for reading: what every renderer shows, before any markup.

Everything here is plain text; escaping is the renderer's. The order is that of the later
document, whole measures that are new, dropped or deferred first.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby

from corpus.change import Change, Comparison, Edit, each
from corpus.citation import Anchors, label_key
from corpus.provision import Provision, walk
from corpus.verdict import BEYOND, MANNERS, VERDICTS
from corpus.work import Expression
from diffs.explain.headline import all_said, by_works, headline, named, said
from diffs.explain.sentences import force_words
from diffs.output.comparison_sheet import Entry, Line, Origin, Sheet, Unchanged, Version
from diffs.output.pieces import joined, pieces
from diffs.output.quotation import quotation
from diffs.words.edits import compare_words
from diffs.words.force import force_changes, gravity
from diffs.words.force_change import MEASURED, ForceChange

_DEEPEST = 4  # levels that are set further in


def sheet(
    comparison: Comparison,
    before: Expression,
    after: Expression,
    origin: Origin | None = None,
    instruments: Sequence[Expression] = (),
) -> Sheet:
    """Lay out a comparison of these two expressions; `instruments` are those that declare its changes."""
    layout = _Layout(comparison, before, after, origin or Origin(), instruments)
    body = tuple(layout.body())
    front = tuple(layout.entry(change) for change in comparison.front)
    entries = (*(row for row in body if isinstance(row, Entry)), *front)
    duties = [(duty, entry) for entry in entries for duty in entry.duties if not _is_a_date(duty, entry, front)]
    return Sheet(
        before=layout.versions[0],
        after=layout.versions[1],
        counts=tuple((kind, comparison.summary[kind]) for kind in VERDICTS),
        typography=comparison.typography,
        first=tuple(layout.first()),
        front=front,
        body=body,
        headline=headline(comparison, layout.kind_of, layout.instruments, after),
        duties=tuple(sorted(duties, key=lambda found: gravity(found[0]))),
        possible=comparison.possible,
        concordance=comparison.concordance,
        unaccounted=tuple(one.sentence for one in comparison.unaccounted),
        origin=layout.origin,
    )


def _is_a_date(duty: ForceChange, entry: Entry, front: Sequence[Entry]) -> bool:
    """Whether a figure changed on the cover, where every version has another day."""
    return duty.direction in MEASURED and any(entry is other for other in front)


def _version(expression: Expression, name: str, origin: Origin, works: Mapping[str, Expression]) -> Version:
    """One side. The dates of a text that keeling made are those of its base, and are said to be."""
    dates = tuple(event.text for event in expression.dates if event.text)
    address = origin.addresses.get(expression.snapshot or "", "")
    if expression.status != "derived":
        status = (expression.status or "not known").replace("_", " ")
        return Version(name, expression.title, status, dates, expression.snapshot or "", address)
    made_by = tuple(f"As amended by {named(work, works)}; {force_words(one)}" for work, one in works.items())
    base = tuple(f"Base text {date[0].lower()}{date[1:]}" for date in dates)
    return Version(name, expression.title, "as amended, computed by keeling", (*made_by, *base), "", address)


class _Layout:
    def __init__(
        self,
        comparison: Comparison,
        before: Expression,
        after: Expression,
        origin: Origin,
        instruments: Sequence[Expression],
    ) -> None:
        self.comparison, self.before, self.after, self.origin = comparison, before, after, origin
        self.instruments = by_works(instruments)
        self.versions = (
            _version(before, comparison.before, origin, self.instruments),
            _version(after, comparison.after, origin, self.instruments),
        )
        self.nodes_before, self.nodes_after = _by_label(before), _by_label(after)
        self.reserved = {entry.key: entry.reason for entry in after.reserved}
        self.anchors = Anchors()
        self.made: dict[int, Entry] = {}

    def kind_of(self, label: str) -> str | None:
        """The kind of a provision of either version."""
        node = self.nodes_after.get(label_key(label)) or self.nodes_before.get(label_key(label))
        return node.kind if node else None

    def entry(self, change: Change) -> Entry:
        """A change laid out, once: its anchor stays the same wherever it is shown."""
        if id(change) not in self.made:
            self.made[id(change)] = self._entry(change)
        return self.made[id(change)]

    def _entry(self, change: Change) -> Entry:
        gone = change.kind == "removed"
        nodes = self.nodes_before if gone else self.nodes_after
        node = nodes.get(label_key((_first(change.before) if gone else _first(change.after)) or ""))
        whole = change.kind in ("added", "removed")
        entry = Entry(
            anchor=self.anchors.of(each(change.before), each(change.after)),
            kind=change.kind,
            title=self._title(change),
            before=all_said(each(change.before)),
            after=all_said(each(change.after)),
            heading=change.heading or "",
            pieces=joined(pieces(change.edits)),
            context="" if gone else _context(node, change.edits),
            along=tuple(_pair(*labels) for labels in change.provisions),
            explanation=self._declared(change),
            coarse=change.coarse,
            row=change.row,
            column=change.column or "",
            lines=tuple(_lines(node)) if node and whole and node.children else (),
            duties=force_changes(change.edits),
        )
        return self._with_evidence(entry, node, self.versions[0 if gone else 1])

    def _declared(self, change: Change) -> str:
        """The passage that says so: "paragraph 2.3 of the draft amendments of 18 June 2026"."""
        effect = change.effect
        if effect is None:
            return ""
        return f"paragraph {effect.instruction} of {named(effect.work, self.instruments)}{BEYOND * effect.beyond}"

    def _with_evidence(self, entry: Entry, node: Provision | None, version: Version) -> Entry:
        """The entry with where its words stand in the source, and as a quotation."""
        page = node.source.page if node and node.source else None
        source = version.address + (f"#page={page}" if page and version.address else "")
        link = ""
        if self.origin.base and "@" in self.comparison.before and "@" in self.comparison.after:
            work, _, before = self.comparison.before.partition("@")
            after = self.comparison.after.partition("@")[2]
            anchor = entry.parts[0][0] if entry.parts else entry.anchor  # a page shows each item for itself
            link = f"{self.origin.base.rstrip('/')}/compare/{work}/{before}...{after}#{anchor}"
        known = replace(entry, source=source, page=page, permalink=link)
        return replace(known, quotation=quotation(known, self.versions, self.origin))

    def _title(self, change: Change) -> str:
        if change.kind == "removed" and label_key(_first(change.before) or "") in self.reserved:
            return "Deferred"
        return MANNERS[change.kind].title

    def first(self) -> Iterator[tuple[str, str, str, str]]:
        """Whole measures that are new, dropped or deferred, with the reason where the text gives one."""
        for wanted in ("Dropped", "Deferred", "New"):
            for change in self.comparison.changes:
                label = _first(change.after) or _first(change.before) or ""
                nodes = self.nodes_before if change.kind == "removed" else self.nodes_after
                node = nodes.get(label_key(label))
                entry = self.entry(change)
                if node and node.kind == "measure" and entry.title == wanted:
                    reason = self.reserved.get(label_key(label), "")
                    heading = f"{entry.heading} ({reason})" if wanted == "Deferred" and reason else entry.heading
                    yield wanted, label, heading, entry.anchor

    def body(self) -> Iterator[Entry | Unchanged]:
        """Changes in order, with what stayed between them; several changes of one paragraph are one."""
        lines = self._unchanged()
        for changes in _by_paragraph(self.comparison.changes):
            for change in changes:
                label = _first(change.after)
                if label and label_key(label) in lines.order:
                    yield from _fold(lines.until(label_key(label)))
            yield self._paragraph(changes) if len(changes) > 1 else self.entry(changes[0])
        yield from _fold(lines.rest())

    def _paragraph(self, changes: Sequence[Change]) -> Entry:
        """A paragraph of which several items changed: one before and after."""
        entries = [self.entry(change) for change in changes]
        key = _paragraph_key(changes[0]) or ""
        before, after = self.nodes_before.get(key), self.nodes_after.get(key)
        if before is None or after is None:  # an instrument's items, say: each for itself under the first
            return replace(entries[0], parts=tuple((e.anchor, e.title, e.after or e.before) for e in entries))
        edits, coarse = compare_words("\n".join(_all_lines(before)), "\n".join(_all_lines(after)))
        entry = Entry(
            anchor=f"{entries[0].anchor}-and-items",
            kind="modified",
            title=MANNERS["modified"].title,
            before=said(before.label or ""),
            after=said(after.label or ""),
            heading=entries[0].heading,
            pieces=joined(pieces(edits)),
            context="",
            along=(),
            explanation=", ".join(dict.fromkeys(e.explanation for e in entries if e.explanation)),
            coarse=coarse,
            parts=tuple((e.anchor, e.title, e.after or e.before) for e in entries),
            duties=force_changes(edits),
        )
        return self._with_evidence(entry, after, self.versions[1])

    def _unchanged(self) -> "_Lines":
        touched = set[str]()
        for change in self.comparison.changes:
            labels = [change.after, *(pair[1] for pair in change.provisions if change.kind == "added")]
            touched |= {label_key(label) for names in labels for label in each(names)}
        return _Lines(self.after, touched)


class _Lines:
    """The later version's provisions in order, handed out up to the next change."""

    def __init__(self, after: Expression, touched: set[str]) -> None:
        self.nodes = [node for node in walk(after.provisions) if node.label]
        self.order = {node.key: place for place, node in enumerate(self.nodes)}
        self.touched = touched
        self.at = 0

    def until(self, key: str) -> list[Provision]:
        return self._take(max(self.at, self.order[key] + 1))

    def rest(self) -> list[Provision]:
        return self._take(len(self.nodes))

    def _take(self, end: int) -> list[Provision]:
        taken = self.nodes[self.at : end]
        self.at = end
        return [node for node in taken if node.key not in self.touched]


def _fold(nodes: list[Provision]) -> Iterator[Unchanged]:
    if not nodes:
        return
    first, last = said(nodes[0].label or ""), said(nodes[-1].label or "")
    count = f"{len(nodes)} unchanged provisions" if len(nodes) > 1 else "1 unchanged provision"
    title = f"{count}: {first}" + (f" to {last}" if last != first else "")
    yield Unchanged(title, tuple((said(node.label or ""), _own_text(node)) for node in nodes))


def _own_text(node: Provision) -> str:
    loose = (child.full_text() for child in node.children if not child.label and not any(c.label for c in child.walk()))
    return "\n".join(text for text in (node.heading or "", node.text, *loose) if text)


def _context(node: Provision | None, edits: Sequence[Edit]) -> str:
    """A provision's words, where the edits are not of them (its number, heading or note changed)."""
    if node is None or not node.text:
        return ""
    later = "".join(text for operation, text in edits if operation >= 0)
    return "" if node.text in later else node.text


def _by_label(expression: Expression) -> dict[str, Provision]:
    found: dict[str, Provision] = {}
    inserted = (node for effect in expression.effects for node in walk(effect.content))
    for node in (*walk(expression.provisions), *inserted):
        if node.label:
            found.setdefault(node.key, node)
    return found


def _first(labels: str | tuple[str, ...] | None) -> str | None:
    return next(iter(each(labels)), None)


_ITEMS = re.compile(r"(?:\([^()]+\))+$")


def _paragraph_key(change: Change) -> str | None:
    """The paragraph that a change of words is in, where a label says it."""
    labels = {*each(change.before), *each(change.after)}
    keys = {label_key(_ITEMS.sub("", label)) for label in labels}
    inside = change.kind == "modified" or (change.kind in ("added", "removed") and _is_item(change))
    plain = inside and not any("/" in label for label in labels)
    return keys.pop() if plain and len(keys) == 1 else None


def _by_paragraph(changes: Sequence[Change]) -> Iterator[list[Change]]:
    """Changes in order; those of one paragraph and its items that follow each other together."""
    for key, group in groupby(changes, key=_paragraph_key):
        found = list(group)
        if key is not None and any(_is_item(change) for change in found):
            yield found
        else:
            yield from ([change] for change in found)


def _is_item(change: Change) -> bool:
    return any(_ITEMS.search(label) for label in (*each(change.before), *each(change.after)))


def _lines(node: Provision, depth: int = 0) -> Iterator[Line]:
    """A provision and what stands under it, line by line."""
    if node.heading:
        yield Line(depth, node.printed, node.heading, heading=True)
    if node.text:
        yield Line(depth, "" if node.heading else node.printed, node.text, heading=False)
    for child in node.children:
        yield from _lines(child, depth + (node.kind != "group" and depth < _DEEPEST))


def _all_lines(node: Provision) -> Iterator[str]:
    """The same as text; the number of the provision itself is left out."""
    for place, line in enumerate(_lines(node)):
        yield f"{line.number} {line.text}" if line.number and place else line.text


def _pair(before: str | None, after: str | None) -> str:
    old, new = said(before or ""), said(after or "")
    return f"{old} → {new}" if old and new and old != new else new or old
