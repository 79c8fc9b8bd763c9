"""Identity through time: one provision through all versions of its code, whatever its number was."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from corpus.change import Comparison
from corpus.citation import label_key


@dataclass(frozen=True, slots=True)
class History:
    """A provision: `labels` gives what it was called in each version, None where it was not there.

    `origins` and `successors` are histories (by number) that it came from or went into where
    provisions were split or merged.
    """

    labels: tuple[str | None, ...]
    origins: tuple[int, ...] = ()
    successors: tuple[int, ...] = ()

    @property
    def latest(self) -> str | None:
        """The last label it had."""
        return next((label for label in reversed(self.labels) if label), None)


@dataclass(frozen=True, slots=True)
class Lineage:
    """All histories over `versions`, in order of first appearance."""

    versions: tuple[str, ...]
    histories: tuple[History, ...]

    def history(self, label: str, version: str) -> History | None:
        """The provision that has this label in this version."""
        at = self.versions.index(version)
        wanted = label_key(label)
        return next((h for h in self.histories if (found := h.labels[at]) and label_key(found) == wanted), None)

    def now(self, label: str, version: str) -> tuple[str, ...]:
        """The labels in the last version of what had `label` in `version`.

        Several where it was split; none where it was removed. A number that another provision
        has by now leads to where the provision went, never to the other one.
        """
        start = self.history(label, version)
        found: dict[str, None] = {}
        seen: set[int] = set()
        queue = [start] if start else []
        while queue:
            history = queue.pop(0)
            if id(history) in seen:
                continue
            seen.add(id(history))
            if history.labels[-1]:
                found[history.labels[-1]] = None
            queue += [self.histories[number] for number in history.successors]
        return tuple(found)


def lineage(comparisons: Sequence[Comparison]) -> Lineage:
    """Histories over consecutive comparisons (the later side of each is the earlier of the next).

    Raises ValueError where two comparisons do not follow each other. A provision that went and
    came back later has two histories: nobody can see that it is the same.
    """
    for one, other in pairwise(comparisons):
        if one.after != other.before:
            raise ValueError(
                f"the comparison up to {one.after} is not followed by one from it, but from {other.before}"
            )
    versions = (comparisons[0].before, *(comparison.after for comparison in comparisons)) if comparisons else ()
    builder = _Builder(len(versions))
    for step, comparison in enumerate(comparisons):
        builder.add(comparison, step)
    return Lineage(versions, builder.finish())


class _Builder:
    """Strings labels together, one step at a time."""

    def __init__(self, versions: int) -> None:
        self.versions = versions
        self.labels: list[list[str | None]] = []
        self.origins: list[list[int]] = []
        self.successors: list[list[int]] = []
        self.current: dict[str, int] = {}

    def _new(self, at: int, label: str) -> int:
        row: list[str | None] = [None] * self.versions
        row[at] = label
        self.labels.append(row)
        self.origins.append([])
        self.successors.append([])
        return len(self.labels) - 1

    def add(self, comparison: Comparison, step: int) -> None:
        known = self.current
        if step == 0:
            known = {}
            for before, _ in comparison.pairs:
                if before and label_key(before) not in known:
                    known[label_key(before)] = self._new(0, before)
        following: dict[str, int] = {}
        continued: set[int] = set()
        for before, after in comparison.pairs:
            if after is None:
                continue
            source = known.get(label_key(before)) if before else None
            key = label_key(after)
            if key not in following and source is not None and source not in continued:
                following[key] = source
                continued.add(source)
                self.labels[source][step + 1] = after
                continue
            target = following.setdefault(key, -1)
            if target < 0:
                target = following[key] = self._new(step + 1, after)
            if source is not None and source != target:
                self.origins[target].append(source)
                self.successors[source].append(target)
        self.current = following

    def finish(self) -> tuple[History, ...]:
        rows = zip(self.labels, self.origins, self.successors, strict=True)
        return tuple(History(tuple(labels), tuple(origins), tuple(after)) for labels, origins, after in rows)
