"""From an alignment to verdicts: what each provision underwent, and what only went along.

The rules are those of interface.md, JSON of `diff`.
"""

from dataclasses import dataclass

from corpus.change import Change, Concordant
from corpus.verdict import Verdict
from diffs.compare.across import own_number
from diffs.compare.align import Alignment
from diffs.compare.moved import out_of_order
from diffs.compare.similarity import local
from diffs.compare.units import Outline, Unit
from diffs.compare.unlabelled import SAME, Wording, compare_passages, compare_text, join
from diffs.words.edits import Codes, compare_words, same_words

_INDEX = "index/"
_SURE = 0.6  # likeness from which a provision under another number can be no other
_Place = tuple[int, int, int]
_Labels = tuple[str | None, str | None]


@dataclass(slots=True)
class _Found:
    """A change with its place in the report and what it carries along."""

    place: _Place
    kind: Verdict
    before: tuple[int, ...]
    after: tuple[int, ...]
    wording: Wording
    carried: list[tuple[_Place, _Labels]]
    row: tuple[str, ...] = ()
    column: str | None = None


class Observer:
    """Looks at two outlines through their alignment; `changes` and `typography` are what it saw."""

    def __init__(self, before: Outline, after: Outline, alignment: Alignment) -> None:
        self.before, self.after, self.alignment = before, after, alignment
        self.codes = Codes()
        self.found: list[_Found] = []
        self.by_before: dict[int, _Found] = {}
        self.by_after: dict[int, _Found] = {}
        self.typography = 0
        self.renamed: list[Concordant] = []
        self.measures_before = _measures(before)
        self.measures_after = _measures(after)
        self.anchors = self._anchors()
        self.out_of_order = self._out_of_order()
        self._observe()

    def changes(self, *, front: bool = False) -> tuple[Change, ...]:
        """All changes in order of the later document, removals where they stood; of front matter apart."""
        ranked = sorted(self.found, key=lambda found: found.place)
        return tuple(self._change(found) for found in ranked if self._is_front(found) == front)

    def concordance(self) -> tuple[Concordant, ...]:
        """Every provision that has another number now, or has one in one version only; in order of the later one."""
        place = {unit.label: unit.place for unit in self.after.units}
        named = (one for one in self.renamed if one.before != one.after and not _paths(one))
        return tuple(sorted(named, key=lambda one: place[one.after]))

    def _is_front(self, found: _Found) -> bool:
        unit = self.after.units[found.after[0]] if found.after else self.before.units[found.before[0]]
        return unit.family == "front"

    def _observe(self) -> None:
        alignment = self.alignment
        self._rename_parts()
        parts = {y for ys in alignment.splits.values() for y in ys}
        for x in range(len(self.before.units)):
            y = alignment.after.get(x)
            if y is None:
                self._gone(x)
            elif x in alignment.splits:
                self._report("split", (x,), alignment.splits[x], self._regrouped((x,), alignment.splits[x]))
            elif y in alignment.merges:
                if alignment.merges[y][0] == x:
                    self._report("merged", alignment.merges[y], (y,), self._regrouped(alignment.merges[y], (y,)))
            elif y not in parts:
                self._became(x, y)
        for y in range(len(self.after.units)):
            if y not in alignment.before:
                self._came(y)
        self._carry_index()

    def _report(self, kind: Verdict, xs: tuple[int, ...], ys: tuple[int, ...], wording: Wording) -> None:
        place = (ys[0], 0, 0) if ys else self._place_gone(xs[0])
        found = _Found(place, kind, xs, ys, wording, [])
        self.found.append(found)
        self.by_before |= dict.fromkeys(xs, found)
        self.by_after |= dict.fromkeys(ys, found)

    def _became(self, x: int, y: int) -> None:
        """One provision that is in both versions."""
        one, other = self.before.units[x], self.after.units[y]
        if not one.key or not other.key:
            self._passage_became(one, other)
            return
        wording = SAME if one.same_parts(other) else compare_units(one, other, self.codes)
        self.typography += wording.typography
        relabelled = one.key != other.key
        if relabelled:
            self._rename(one, other, wording)
        if x in self.out_of_order or not self._parent_kept(one, other):
            self._report("moved", (x,), (y,), wording)
        elif relabelled and (wording.changed or not self._goes_along(one, other)):
            self._report("renumbered", (x,), (y,), wording)
        elif wording.changed:
            self._report("modified", (x,), (y,), wording)
            self._note_cells(one, other)
        else:
            carrier = self.by_after.get(other.parent) if one.family != "index_entry" else None
            if carrier and (relabelled or carrier.kind == "moved"):
                self._carry(carrier, x, y)

    def _passage_became(self, one: Unit, other: Unit) -> None:
        """A passage in both versions, or one that has a number in one of them only: its words, and its place."""
        x, y = one.place, other.place
        loose = not one.key and not other.key
        moved = (loose and x in self.out_of_order) or not self._parent_kept(one, other)
        if loose and not moved and one.family == other.family == "row" and len(one.blocks) == len(other.blocks):
            self._cells_became(one, other)
            return
        same = loose and one.same_parts(other)
        wording = SAME if same else self._passages(one, other) if loose else self._one_numbered(one, other)
        self.typography += wording.typography
        if not loose:
            self._rename(one, other, wording)
        if moved and (one.parent >= 0 or other.parent >= 0 or loose):
            unseen = not wording.changed and other.family != "row"  # no number, no cells say what moved
            words = Wording(((0, other.words),)) if unseen else wording
            self._report("moved", (x,), (y,), words)
        elif wording.changed:
            self._report("modified", (x,), (y,), wording)

    def _rename_parts(self) -> None:
        for y, xs in self.alignment.merges.items():
            labels = (self.before.units[x].label for x in xs)
            self.renamed += [Concordant(label, self.after.units[y].label, True) for label in labels]
        for x, ys in self.alignment.splits.items():
            labels = (self.after.units[y].label for y in ys)
            self.renamed += [Concordant(self.before.units[x].label, label, True) for label in labels]

    def _rename(self, one: Unit, other: Unit, wording: Wording) -> None:
        """Note that a provision has another number now, or has one in one version only."""
        if one.family != "index_entry":
            sure = not wording.changed or likeness(wording) >= _SURE
            self.renamed.append(Concordant(one.label, other.label, sure))

    def _cells_became(self, one: Unit, other: Unit) -> None:
        """A row in both versions: each cell that changed is a change, shown with its row and column."""
        heads = self.after.columns.get(other.place, ())
        for place, (before, after) in enumerate(zip(one.blocks, other.blocks, strict=True)):
            wording = compare_text(before, after, self.codes)
            self.typography += wording.typography
            if wording.changed:
                self._report("modified", (one.place,), (other.place,), wording)
                found = self.found[-1]
                found.place = (other.place, 0, place)
                found.row, found.column = other.blocks, heads[place] if place < len(heads) else None
        notes = compare_passages(one.notes, other.notes, self.codes)
        if notes.changed:
            self._report("modified", (one.place,), (other.place,), notes)

    def _note_cells(self, one: Unit, other: Unit) -> None:
        """The row and, where one cell alone changed, the column of a numbered row."""
        if other.family != "row":
            return
        found, heads = self.found[-1], self.after.columns.get(other.place, ())
        cells = enumerate(zip(one.blocks, other.blocks, strict=False))
        changed = [place for place, (before, after) in cells if before != after]
        found.row = other.blocks
        if len(changed) == 1 and changed[0] < len(heads):
            found.column = heads[changed[0]]

    def _passages(self, one: Unit, other: Unit) -> Wording:
        """The words of two passages, of which one may be marked up as a heading."""
        if bool(one.node.heading) != bool(other.node.heading):
            return compare_text(one.plain, other.plain, self.codes)
        return compare_units(one, other, self.codes)

    def _one_numbered(self, one: Unit, other: Unit) -> Wording:
        """The words of two provisions of which one prints its number among them."""
        before, after = one.plain, other.plain
        numbers = own_number(one, other), own_number(other, one)
        return compare_text(before[numbers[0] :], after[numbers[1] :], self.codes)

    def _gone(self, x: int) -> None:
        parent = self.before.units[x].parent
        carrier = self.by_before.get(parent) if parent >= 0 else None
        if carrier and carrier.kind == "removed":
            self._carry(carrier, x, None)
        elif not self._index_goes(x, None):
            self._report("removed", (x,), (), Wording(((-1, self.before.words(x)),), changed=True))

    def _came(self, y: int) -> None:
        parent = self.after.units[y].parent
        carrier = self.by_after.get(parent) if parent >= 0 else None
        if carrier and carrier.kind == "added":
            self._carry(carrier, None, y)
        elif not self._index_goes(None, y):
            self._report("added", (), (y,), Wording(((1, self.after.words(y)),), changed=True))

    def _carry(self, carrier: _Found, x: int | None, y: int | None) -> None:
        place = (y, 0, 0) if y is not None else (x or 0, 1, 0)
        labels = self._label(self.before, x), self._label(self.after, y)
        if any(labels):
            carrier.carried.append((place, labels))
        if x is not None:
            self.by_before[x] = carrier
        if y is not None:
            self.by_after[y] = carrier

    @staticmethod
    def _label(outline: Outline, index: int | None) -> str | None:
        unit = outline.units[index] if index is not None else None
        return unit.label if unit and unit.key else None

    def _parent_kept(self, one: Unit, other: Unit) -> bool:
        """Whether both stand in the same provision.

        Where one of them stands at the top (a page that marks up its chapters unevenly), the
        same number is the same place.
        """
        if one.parent < 0 or other.parent < 0:
            return one.parent == other.parent or one.key == other.key or not one.key or not other.key
        parts = self.alignment.splits.get(one.parent)
        sources = self.alignment.merges.get(other.parent)
        if parts or sources:
            return other.parent in (parts or ()) or one.parent in (sources or ())
        return self.alignment.after.get(one.parent) == other.parent

    def _goes_along(self, one: Unit, other: Unit) -> bool:
        """Whether the label changed only because that of the parent (or of the entry's measure) did."""
        if one.family == "index_entry":
            measure = self._measure(one, self.measures_before)
            return measure is not None and measure in self.alignment.after
        if one.parent in self.alignment.splits or other.parent in self.alignment.merges:
            return one.family != "index_entry"
        if one.parent < 0 or self.before.units[one.parent].key == self.after.units[other.parent].key:
            return False
        return _local(self.before, one) == _local(self.after, other)

    @staticmethod
    def _measure(entry: Unit, measures: dict[str, int]) -> int | None:
        return measures.get(entry.key.removeprefix(_INDEX)) if entry.family == "index_entry" else None

    def _index_goes(self, x: int | None, y: int | None) -> bool:
        """Whether an index entry came or went with its measure; it is carried at the end."""
        if x is not None:
            measure = self._measure(self.before.units[x], self.measures_before)
            return measure is not None and (
                measure not in self.alignment.after or self.alignment.after[measure] in self.alignment.merges
            )
        assert y is not None
        measure = self._measure(self.after.units[y], self.measures_after)
        return measure is not None and (
            measure not in self.alignment.before or self.alignment.before[measure] in self.alignment.splits
        )

    def _carry_index(self) -> None:
        """Index entries under the change of their measure."""
        for unit in _entries(self.before):
            measure = self._measure(unit, self.measures_before)
            carrier = self.by_before.get(measure) if measure is not None else None
            y = self.alignment.after.get(unit.place)
            if carrier and unit.place not in self.by_before and (y is None or self.after.units[y].key != unit.key):
                self._carry(carrier, unit.place, y)
        for unit in _entries(self.after):
            measure = self._measure(unit, self.measures_after)
            carrier = self.by_after.get(measure) if measure is not None else None
            if carrier and unit.place not in self.alignment.before and unit.place not in self.by_after:
                self._carry(carrier, None, unit.place)

    def _regrouped(self, xs: tuple[int, ...], ys: tuple[int, ...]) -> Wording:
        before = "\n".join(map(self.before.words, xs))
        after = "\n".join(map(self.after.words, ys))
        found = compare_text(before, after, self.codes)
        return found if found.changed else Wording(compare_words(before, after, self.codes)[0])

    def _out_of_order(self) -> set[int]:
        """What left its place among its siblings; an index entry only where its measure did not."""
        one = self.alignment
        found = out_of_order(self.before, self.after, one.after, one.splits.keys(), one.merges.keys())
        return found - {
            unit.place for unit in _entries(self.before) if self._measure(unit, self.measures_before) in found
        }

    def _anchors(self) -> dict[int, _Place]:
        """For each earlier provision without a match, the place after its last matching neighbour."""
        last: dict[int, int] = {}
        anchors = {}
        for unit in self.before.units:
            y = self.alignment.after.get(unit.place)
            if y is None:
                row = last[unit.place] = last.get(unit.parent, -1)
                anchors[unit.place] = (row, 1, unit.place)
            else:
                last[unit.place] = y
                last[unit.parent] = self.after.units[y].end - 1
        return anchors

    def _place_gone(self, x: int) -> _Place:
        return self.anchors[x]

    def _change(self, found: _Found) -> Change:
        before = tuple(self.before.units[x].label for x in found.before)
        after = tuple(self.after.units[y].label for y in found.after)
        heading = self.after.heading(found.after[0]) if found.after else self.before.heading(found.before[0])
        return Change(
            kind=found.kind,
            before=before if found.kind == "merged" else (before[0] if before else None),
            after=after if found.kind == "split" else (after[0] if after else None),
            heading=heading,
            similarity=self._similarity(found),
            edits=found.wording.edits,
            provisions=tuple(labels for _, labels in sorted(found.carried, key=lambda entry: entry[0])),
            coarse=found.wording.coarse,
            row=found.row or self._cells(found),
            column=found.column,
        )

    def _cells(self, found: _Found) -> tuple[str, ...]:
        """The cells of a row that came, went or moved as a whole."""
        unit = self.after.units[found.after[0]] if found.after else self.before.units[found.before[0]]
        return unit.blocks if unit.family == "row" else ()

    @staticmethod
    def _similarity(found: _Found) -> float | None:
        """Words that stay, counted in both versions, over all words of both."""
        if not found.before or not found.after:
            return None
        return likeness(found.wording) if found.wording.changed else 1.0


def likeness(wording: Wording) -> float:
    """Letters that stay, counted in both versions, over all letters of both."""
    size = kept = 0
    for operation, text in wording.edits:
        size += len(text)
        kept += len(text) if operation == 0 else 0
    return round(2 * kept / (size + kept), 4) if size else 1.0


def compare_units(one: Unit, other: Unit, codes: Codes) -> Wording:
    """The own words of two provisions; the edits are of the parts that changed, one a line."""
    heading, text, blocks, notes = one.parts
    other_heading, other_text, other_blocks, other_notes = other.parts
    if (blocks != other_blocks) and same_words(one.plain, other.plain):
        return Wording(typography=True)  # the same words, marked up otherwise
    return join(
        [
            compare_text(heading, other_heading, codes),
            compare_text(text, other_text, codes),
            compare_passages(blocks, other_blocks, codes),
            compare_passages(notes, other_notes, codes),
        ]
    )


def _paths(one: Concordant) -> bool:
    """Whether neither side is a number."""
    return "~" in one.before and "~" in one.after


def _measures(outline: Outline) -> dict[str, int]:
    return {unit.key: unit.place for unit in outline.units if unit.family == "measure"}


def _entries(outline: Outline) -> list[Unit]:
    return [unit for unit in outline.units if unit.family == "index_entry"]


def _local(outline: Outline, unit: Unit) -> str:
    return local(unit, outline.units[unit.parent] if unit.parent >= 0 else None)
