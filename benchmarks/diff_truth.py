"""Recall and precision of `diffs.compare.between` on generated version pairs: `python -m benchmarks.diff_truth`.

Prints a table per kind of change for codes of 20, 100 and 500 measures, several seeds each.
"""

import sys
from collections import Counter, defaultdict

from benchmarks.diff_codes import SHARES, Writer, edit, expected, write
from corpus.change import VERDICTS, Change
from diffs.compare.between import between

SIZES = {20: 10, 100: 4, 500: 1}
GOALS = {
    "added": 0.99,
    "removed": 0.99,
    "modified": 0.99,
    "renumbered": 0.97,
    "moved": 0.97,
    "split": 0.97,
    "merged": 0.97,
}


def name(change: Change) -> object:
    """A change as the truth names it."""
    if change.kind == "added":
        return change.after
    if change.kind in ("removed", "modified"):
        return change.before
    return change.before, change.after


def measure(size: int, share: str, seed: int, show: bool = False) -> Counter[tuple[str, str]]:
    """Counts of what was right, invented and missed, by kind."""
    writer = Writer(seed)
    code = writer.code(size)
    later, truth = edit(code, writer, SHARES[share])
    before, places = write(code, "before")
    after, later_places = write(later, "after")
    wanted = expected(places, later_places, truth)
    found: dict[str, set[object]] = defaultdict(set)
    for change in between(before, after).changes:
        found[change.kind].add(name(change))
    counts: Counter[tuple[str, str]] = Counter()
    for kind in VERDICTS:
        counts[kind, "right"] += len(found[kind] & wanted[kind])
        counts[kind, "invented"] += len(found[kind] - wanted[kind])
        counts[kind, "missed"] += len(wanted[kind] - found[kind])
        if show:
            print(kind, "invented", sorted(map(str, found[kind] - wanted[kind])))
            print(kind, "missed", sorted(map(str, wanted[kind] - found[kind])))
    return counts


def main() -> int:
    """Print the tables; 1 when a goal is missed for a size over all shares."""
    failed = False
    for size, seeds in SIZES.items():
        total: Counter[tuple[str, str]] = Counter()
        for share in SHARES:
            for seed in range(seeds):
                total += measure(size, share, seed)
        print(f"\n{size} measures, {seeds} seeds, shares {', '.join(f'{s} {v:.0%}' for s, v in SHARES.items())}")
        print(f"{'kind':<12}{'changes':>9}{'precision':>11}{'recall':>9}{'goal':>7}")
        for kind in VERDICTS:
            right, invented, missed = (total[kind, what] for what in ("right", "invented", "missed"))
            precision = right / (right + invented) if right + invented else 1.0
            recall = right / (right + missed) if right + missed else 1.0
            failed = failed or min(precision, recall) < GOALS[kind]
            print(f"{kind:<12}{right + missed:>9}{precision:>11.4f}{recall:>9.4f}{GOALS[kind]:>7}")
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
