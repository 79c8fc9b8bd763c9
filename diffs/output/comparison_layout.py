"""A comparison laid out for reading: what every renderer shows, before any markup.

Everything here is plain text; escaping is the renderer's. The order is that of the later
document, whole measures that are new, dropped or deferred first.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from corpus.change import MANNERS, VERDICTS, Change, Comparison, Edit, Verdict, each
from corpus.citation import label_key, slug
from corpus.errors import CitationError
from corpus.provision import Provision, walk
from corpus.work import Expression
from diffs.words.edits import is_typography

UNOFFICIAL = (
    "Unofficial. Computed by keeling from the texts named here; neither published nor checked by their publisher. "
    "Only the published documents have authority."
)
LICENCE = "The texts compared remain the property of their publishers, under the licences these state."

Shade = Literal["same", "deleted", "inserted", "typography"]


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text. `typography` is shown as unchanged; `text` is then the later printing."""

    shade: Shade
    text: str
    earlier: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """One change: `anchor` is its address on a page, `context` its words where none of them changed."""

    anchor: str
    kind: Verdict
    title: str
    before: str
    after: str
    heading: str
    pieces: tuple[Piece, ...]
    context: str
    along: tuple[str, ...]
    explanation: str
    coarse: bool


@dataclass(frozen=True, slots=True)
class Version:
    """One side: its id or file name, title, status, and its dates as printed."""

    name: str
    title: str
    status: str
    dates: tuple[str, ...]
    snapshot: str


@dataclass(frozen=True, slots=True)
class Unchanged:
    """A run of provisions without a change: `title` names the first and the last, `lines` are their texts."""

    title: str
    lines: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A whole comparison. `first` are measures that are new, dropped or deferred: (what, label, heading, anchor)."""

    before: Version
    after: Version
    counts: tuple[tuple[str, int], ...]
    typography: int
    first: tuple[tuple[str, str, str, str], ...]
    front: tuple[Entry, ...]
    body: tuple[Entry | Unchanged, ...]

    @property
    def entries(self) -> tuple[Entry, ...]:
        """The changes alone."""
        return tuple(row for row in self.body if isinstance(row, Entry))

    @property
    def summary(self) -> str:
        """All counts in one line."""
        counts = ", ".join(f"{count} {kind}" for kind, count in self.counts if count) or "no change of wording"
        if not self.typography:
            return counts
        provisions = "provision differs" if self.typography == 1 else "provisions differ"
        return f"{counts}; {self.typography} {provisions} in typography only"


def sheet(comparison: Comparison, before: Expression, after: Expression) -> Sheet:
    """Lay out a comparison of these two expressions."""
    layout = _Layout(comparison, before, after)
    return Sheet(
        before=_version(before, comparison.before),
        after=_version(after, comparison.after),
        counts=tuple((kind, comparison.summary[kind]) for kind in VERDICTS),
        typography=comparison.typography,
        first=tuple(layout.first()),
        front=tuple(layout.entry(change) for change in comparison.front),
        body=tuple(layout.body()),
    )


def pieces(edits: Sequence[Edit]) -> tuple[Piece, ...]:
    """Edits as runs to show; a deletion and insertion of the same words is typography."""
    found: list[Piece] = []
    at = 0
    while at < len(edits):
        operation, text = edits[at]
        following = edits[at + 1] if at + 1 < len(edits) else None
        if operation == -1 and following and following[0] == 1 and is_typography(text, following[1]):
            found.append(Piece("typography", following[1], text))
            at += 2
            continue
        if operation and not text.strip():
            found.append(Piece("typography", text if operation == 1 else "", "" if operation == 1 else text))
        else:
            found.append(Piece("same" if operation == 0 else "inserted" if operation == 1 else "deleted", text))
        at += 1
    return tuple(found)


def _version(expression: Expression, name: str) -> Version:
    dates = tuple(event.text for event in expression.dates if event.text)
    return Version(name, expression.title, expression.status or "", dates, expression.snapshot or "")


class _Layout:
    def __init__(self, comparison: Comparison, before: Expression, after: Expression) -> None:
        self.comparison, self.before, self.after = comparison, before, after
        self.nodes_before, self.nodes_after = _by_label(before), _by_label(after)
        self.reserved = {label_key(entry.label): entry.reason for entry in after.reserved}
        self.anchors: dict[str, int] = {}
        self.made: dict[int, Entry] = {}

    def entry(self, change: Change) -> Entry:
        """A change laid out, once: its anchor stays the same wherever it is shown."""
        if id(change) not in self.made:
            self.made[id(change)] = self._entry(change)
        return self.made[id(change)]

    def _entry(self, change: Change) -> Entry:
        before, after = _names(change.before), _names(change.after)
        node = self.nodes_after.get(label_key(_first(change.after) or "")) if change.kind != "removed" else None
        shown = pieces(change.edits)
        return Entry(
            anchor=self._anchor(change),
            kind=change.kind,
            title=self._title(change),
            before=before,
            after=after,
            heading=change.heading or "",
            pieces=shown,
            context=_context(node, change.edits),
            along=tuple(_pair(*labels) for labels in change.provisions),
            explanation=f"{change.effect.work} {change.effect.instruction}" if change.effect else "",
            coarse=change.coarse,
        )

    def _title(self, change: Change) -> str:
        if change.kind == "removed" and label_key(_first(change.before) or "") in self.reserved:
            return "Deferred"
        return MANNERS[change.kind].title

    def _anchor(self, change: Change) -> str:
        label = _first(change.after) or _first(change.before)
        try:
            name = slug(label) if label else "text"
        except CitationError:
            name = "provision"
        name = f"removed-{name}" if change.kind == "removed" else name
        self.anchors[name] = self.anchors.get(name, 0) + 1
        return name if self.anchors[name] == 1 else f"{name}-{self.anchors[name]}"

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
        """Changes in order, with what stayed between them."""
        lines = self._unchanged()
        for change in self.comparison.changes:
            label = _first(change.after)
            if label and label_key(label) in lines.order:
                yield from _fold(lines.until(label_key(label)))
            yield self.entry(change)
        yield from _fold(lines.rest())

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
        self.order = {label_key(node.label or ""): place for place, node in enumerate(self.nodes)}
        self.touched = touched
        self.at = 0

    def until(self, key: str) -> list[Provision]:
        return self._take(max(self.at, self.order[key] + 1))

    def rest(self) -> list[Provision]:
        return self._take(len(self.nodes))

    def _take(self, end: int) -> list[Provision]:
        taken = self.nodes[self.at : end]
        self.at = end
        return [node for node in taken if label_key(node.label or "") not in self.touched]


def _fold(nodes: list[Provision]) -> Iterator[Unchanged]:
    if not nodes:
        return
    first, last = nodes[0].label or "", nodes[-1].label or ""
    count = f"{len(nodes)} unchanged provisions" if len(nodes) > 1 else "1 unchanged provision"
    title = f"{count}: {first}" + (f" to {last}" if last != first else "")
    yield Unchanged(title, tuple((node.label or "", _own_text(node)) for node in nodes))


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
            found.setdefault(label_key(node.label), node)
    return found


def _first(labels: str | tuple[str, ...] | None) -> str | None:
    return next(iter(each(labels)), None)


def _names(labels: str | tuple[str, ...] | None) -> str:
    return " and ".join(each(labels))


def _pair(before: str | None, after: str | None) -> str:
    if before and after and before != after:
        return f"{before} → {after}"
    return after or before or ""
