"""Moves across levels and merges into others, all known: `python -m benchmarks.diff_leaps`.

A made-up catalogue (families, requirements, enhancements) in an invented language. In its next edition
every text is reworded a little, some requirements became enhancements of another family or the other
way round, with a title and words that changed more, some were taken into another requirement, some
are gone for good and some are new. Printed are moves found, moves invented, and merges whose target
is among the candidates, for several depths of rewording: what the thresholds of `diffs.compare.across`
and `diffs.compare.successors` rest on.
"""

import sys
from collections import defaultdict
from dataclasses import dataclass, field

from benchmarks.diff_catalogues import TREES, Row, expression, relabelled
from benchmarks.diff_codes import Writer
from corpus.change import each
from diffs.compare.between import between

MOVES, MERGES, GONE, NEW = 33, 57, 20, 20
SHARES = (0.15, 0.3, 0.45)
FAMILIES, REQUIREMENTS, ENHANCEMENTS = 18, 10, 4


@dataclass
class Item:
    """A requirement with an identity; numbers are given when the catalogue is written out."""

    uid: int
    title: str
    statement: str
    guidance: str
    below: list["Item"] = field(default_factory=list)


def made(seed: int) -> tuple[Writer, list[list[Item]]]:
    """Families of requirements with enhancements."""
    writer = Writer(seed)

    def item() -> Item:
        writer.count += 1
        title = writer.sentence(3, 5)[:-1].title()
        return Item(writer.count, title, writer.sentence(12, 30), writer.sentence(20, 60))

    families = [[item() for _ in range(REQUIREMENTS)] for _ in range(FAMILIES)]
    for requirement in (one for family in families for one in family):
        requirement.below = [item() for _ in range(writer.random.randint(0, ENHANCEMENTS))]
    return writer, families


def numbered(families: list[list[Item]]) -> tuple[list[Row], dict[int, str]]:
    """Rows of the catalogue, and the number of each identity."""
    rows: list[Row] = []
    numbers: dict[int, str] = {}

    def write(item: Item, label: str, parent: str) -> None:
        numbers[item.uid] = label
        rows.append(
            {"id": label, "title": item.title, "parent": parent, "statement": item.statement, "guidance": item.guidance}
        )
        for place, child in enumerate(item.below, 1):
            write(child, f"{label}.{place}", label)

    for number, family in enumerate(families):
        for place, item in enumerate(family, 1):
            write(item, f"{chr(65 + number)}X.{place}", f"{chr(65 + number)}X")
    return rows, numbers


def edited(
    writer: Writer, families: list[list[Item]], share: float
) -> tuple[list[list[Item]], dict[int, int], set[int]]:
    """The next edition, who was taken into whom, and who moved."""
    chance = writer.random
    later = [[_copy(item) for item in family] for family in families]
    everyone = [item for family in later for one in family for item in (one, *one.below)]
    leaves = [item for item in everyone if not item.below]
    chance.shuffle(leaves)
    moving, merging, going = (leaves[a:b] for a, b in ((0, 33), (33, 90), (90, 110)))
    for item in everyone:
        item.statement, item.guidance = writer.reword(item.statement, 0.1), writer.reword(item.guidance, 0.1)
    staying = [item for item in everyone if item not in (*moving, *merging, *going)]
    merges = {}
    for item in (*moving, *merging, *going):
        _take_out(later, item)
    for item in merging:
        target = chance.choice(staying)
        words = item.statement.split()
        target.statement += " " + " ".join(words[: len(words) * 2 // 3])
        merges[item.uid] = target.uid
    for item in moving:
        item.title = writer.reword(item.title, 0.2) if chance.random() < 0.5 else item.title
        item.statement, item.guidance = writer.reword(item.statement, share), writer.reword(item.guidance, share)
        (chance.choice(later) if chance.random() < 0.7 else chance.choice(staying).below).append(item)
    for _ in range(NEW):
        writer.count += 1
        fresh = Item(writer.count, writer.sentence(3, 5)[:-1].title(), writer.sentence(12, 30), writer.sentence(20, 60))
        chance.choice(later).append(fresh)
    return later, merges, {item.uid for item in moving}


def _copy(item: Item) -> Item:
    return Item(item.uid, item.title, item.statement, item.guidance, [_copy(child) for child in item.below])


def _take_out(families: list[list[Item]], item: Item) -> None:
    for family in families:
        if item in family:
            family.remove(item)
        for requirement in family:
            if item in requirement.below:
                requirement.below.remove(item)


def measure(seed: int, share: float, tree: str, *, show: bool = False) -> tuple[int, int, int, int]:
    """Moves found of 33, pairs invented, merges among the candidates of 57, candidates in all."""
    writer, families = made(seed)
    later, merges, moved = edited(writer, families, share)
    (rows, old), (later_rows, new) = numbered(families), numbered(later)
    before, after = expression("before", rows, TREES[tree]), expression("after", later_rows, TREES[tree])
    comparison = between(before, after)
    found = relabelled(comparison)
    truth = {(old[uid], new[uid]) for uid in old if uid in new and old[uid] != new[uid]}
    named: dict[str, set[str]] = defaultdict(set)
    for one in comparison.possible:
        named[one.before].add(one.after.partition("/")[0])
    for change in comparison.changes:
        for label in each(change.before) if change.kind == "merged" else ():
            named[label] |= set(each(change.after))
    seen = sum(new[target] in named[old[uid]] for uid, target in merges.items())
    leapt = {(old[uid], new[uid]) for uid in moved}
    if show:
        print(sorted(leapt - found), sorted(found - truth))
    return len(leapt & found), len(found - truth), seen, len(comparison.possible)


def main() -> None:
    """Print the table."""
    print(f"{'tree':<12}{'reworded':>9}{'moves found':>13}{'invented':>10}{'merges named':>14}{'candidates':>12}")
    for tree in TREES:
        for share in SHARES:
            found, invented, seen, all_named = measure(5, share, tree, show="--show" in sys.argv)
            print(f"{tree:<12}{share:>9.0%}{found:>10}/{MOVES}{invented:>10}{seen:>11}/{MERGES}{all_named:>12}")


if __name__ == "__main__":
    main()
