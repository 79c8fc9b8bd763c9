"""The state of an alignment: which unit became which, and the pools still to be searched."""

from dataclasses import dataclass, field

from diffs.compare.similarity import Folds, Vocabulary, Wordings, local
from diffs.compare.units import CONTAINERS, Outline, Unit


@dataclass(frozen=True, slots=True, eq=False)
class Pool:
    """Parents that match (-1 for the document itself): their children are looked for in each other.

    Each pool is itself only, so that looking one up costs nothing.
    """

    before: tuple[int, ...]
    after: tuple[int, ...]


@dataclass(slots=True)
class Matching:
    """Pairs found so far. A split unit points at its first part, a merged one at its first source.

    `spare_before` and `spare_after` are units that were left over among equal siblings: one of the
    first is not one of the second, or an equal text would pass by the others.
    """

    before: Wordings
    after: Wordings
    to_after: dict[int, int] = field(default_factory=dict)
    to_before: dict[int, int] = field(default_factory=dict)
    splits: dict[int, tuple[int, ...]] = field(default_factory=dict)
    merges: dict[int, tuple[int, ...]] = field(default_factory=dict)
    pools: list[Pool] = field(default_factory=list)
    spare_before: set[int] = field(default_factory=set)
    spare_after: set[int] = field(default_factory=set)
    _families: dict[Pool, list[tuple[str, list[int], list[int]]]] = field(default_factory=dict)

    @classmethod
    def of(cls, before: Outline, after: Outline) -> "Matching":
        """Nothing matched but the documents themselves."""
        folds, vocabulary = Folds(before, after), Vocabulary()
        matching = cls(Wordings(before, folds, vocabulary), Wordings(after, folds, vocabulary))
        matching.pools.append(Pool((-1,), (-1,)))
        return matching

    def pair(self, x: int, y: int) -> None:
        """`x` of the earlier version became `y` of the later one."""
        self.to_after[x], self.to_before[y] = y, x
        if self.before.outline.units[x].end > x + 1 and self.after.outline.units[y].end > y + 1:
            self.pools.append(Pool((x,), (y,)))

    def split(self, x: int, ys: tuple[int, ...]) -> None:
        """`x` became several."""
        self.splits[x] = ys
        self.to_after[x] = ys[0]
        self.to_before |= dict.fromkeys(ys, x)
        self.pools.append(Pool((x,), ys))

    def merge(self, xs: tuple[int, ...], y: int) -> None:
        """Several became `y`."""
        self.merges[y] = xs
        self.to_before[y] = xs[0]
        self.to_after |= dict.fromkeys(xs, y)
        self.pools.append(Pool(xs, (y,)))

    def families(self, pool: Pool) -> list[tuple[str, list[int], list[int]]]:
        """The children of a pool by family, matched ones included.

        Containers and index entries are left out: they are matched as wholes or with them.
        """
        if pool not in self._families:
            xs, ys = self.before.outline, self.after.outline
            mixed = self._of_other_kind(pool)
            earlier = _by_family(xs, [child for x in pool.before for child in xs.children(x)], mixed=mixed)
            later = _by_family(ys, [child for y in pool.after for child in ys.children(y)], mixed=mixed)
            apart = (*CONTAINERS, "index_entry")
            self._families[pool] = [
                (family, found, later[family])
                for family, found in earlier.items()
                if family in later and family not in apart
            ]
        return self._families[pool]

    def _of_other_kind(self, pool: Pool) -> bool:
        """Whether what a provision became is of another kind, so that what stands under it is as well."""
        x, y = pool.before[0], pool.after[0]
        return x >= 0 and y >= 0 and self.before.outline.units[x].family != self.after.outline.units[y].family

    def unpair(self, x: int) -> None:
        """Let go of a pair that a better one takes the place of."""
        del self.to_before[self.to_after.pop(x)]

    def free_before(self, xs: list[int]) -> list[int]:
        """Those of the earlier version that have no match yet."""
        return [x for x in xs if x not in self.to_after]

    def free_after(self, ys: list[int]) -> list[int]:
        """Those of the later version that have no match yet."""
        return [y for y in ys if y not in self.to_before]

    def local_before(self, x: int) -> str:
        """The unit's own part of its label."""
        return _local(self.before.outline, x)

    def local_after(self, y: int) -> str:
        """The unit's own part of its label."""
        return _local(self.after.outline, y)


def _by_family(outline: Outline, indexes: list[int], *, mixed: bool) -> dict[str, list[int]]:
    """Units by family; with `mixed` all labelled ones are one."""
    families: dict[str, list[int]] = {}
    for index in indexes:
        unit = outline.units[index]
        families.setdefault("paragraph" if mixed and unit.key else unit.family, []).append(index)
    return families


def _local(outline: Outline, index: int) -> str:
    unit = outline.units[index]
    parent: Unit | None = outline.units[unit.parent] if unit.parent >= 0 else None
    return local(unit, parent)
