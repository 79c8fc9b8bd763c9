"""Recall and precision of `diffs.compare.between` on generated version pairs: `python -m benchmarks.diff_truth`.

Prints a table per kind of change for codes of 20, 100 and 500 measures, several seeds each.
"""

import sys
from collections import Counter, defaultdict

from benchmarks.diff_codes import SHARES, Node, Truth, Writer, edit, expected, write
from corpus.change import Change, each
from corpus.provision import Provision
from corpus.verdict import VERDICTS
from corpus.work import Expression
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


def passages(code: list[Node], form: str) -> tuple[Expression, dict[int, str], dict[int, str]]:
    """The code without a number: a page of paragraphs, or of tables. Paths and words of each identity."""
    words = {node.uid: node.heading or node.text for node in _all(code)}
    if form == "page":
        nodes = tuple(Provision("text", text=text) for text in words.values())
    else:
        cells = ((Provision("text", text=text), Provision("text", text="see the guidance")) for text in words.values())
        nodes = (Provision("table", children=tuple(Provision("row", children=pair) for pair in cells)),)
    return Expression("A page", None, nodes), {uid: f"~{n}" for n, uid in enumerate(words, 1)}, words


def _all(nodes: list[Node]) -> list[Node]:
    return [found for node in nodes for found in (node, *_all(node.children))]


def measure_passages(size: int, share: str, seed: int, form: str) -> Counter[tuple[str, str]]:
    """The same for text without numbers: which passages came, went, were reworded, split or merged.

    Where passages moved is not asked: a measure that moved takes many along, and any half of them can be said to stand.
    """
    writer = Writer(seed)
    code = writer.code(size)
    later, truth = edit(code, writer, SHARES[share])
    (before, paths, words), (after, later_paths, later_words) = passages(code, form), passages(later, form)
    wanted = _expected_passages(truth, (paths, words), (later_paths, later_words))
    found: dict[str, set[object]] = defaultdict(set)
    for change in between(before, after).changes:
        kind = "modified" if change.kind == "moved" and any(sign for sign, _ in change.edits) else change.kind
        found[kind].add(each(change.after) or each(change.before) if kind != "merged" else each(change.after))
    counts: Counter[tuple[str, str]] = Counter()
    for kind in ("added", "removed", "modified", "split", "merged"):
        counts[kind, "right"] += len(found[kind] & wanted[kind])
        counts[kind, "invented"] += len(found[kind] - wanted[kind])
        counts[kind, "missed"] += len(wanted[kind] - found[kind])
    return counts


def _expected_passages(
    truth: Truth, before: tuple[dict[int, str], dict[int, str]], after: tuple[dict[int, str], dict[int, str]]
) -> dict[str, set[object]]:
    (paths, words), (later_paths, later_words) = before, after
    wanted: dict[str, set[object]] = defaultdict(set)
    parts = {part for whole in truth.splits.values() for part in whole}
    sources = {source for group in truth.merges.values() for source in group}
    for whole in truth.splits.values():
        wanted["split"].add(tuple(later_paths[part] for part in whole))
    for whole_uid in truth.merges:
        wanted["merged"].add((later_paths[whole_uid],))
    for uid in paths.keys() - later_paths.keys() - truth.splits.keys() - sources:
        wanted["removed"].add((paths[uid],))
    for uid in later_paths.keys() - paths.keys() - parts - truth.merges.keys():
        wanted["added"].add((later_paths[uid],))
    for uid in paths.keys() & later_paths.keys():
        if words[uid] != later_words[uid]:
            wanted["modified"].add((later_paths[uid],))
    return wanted


def print_passages() -> None:
    """The tables of text without numbers."""
    for form in ("page", "table"):
        total: Counter[tuple[str, str]] = Counter()
        for share in SHARES:
            for seed in range(4):
                total += measure_passages(20, share, seed, form)
        print(f"\nwithout numbers, as a {form}, 20 measures, 4 seeds")
        print(f"{'kind':<12}{'changes':>9}{'precision':>11}{'recall':>9}")
        for kind in ("added", "removed", "modified", "split", "merged"):
            right, invented, missed = (total[kind, what] for what in ("right", "invented", "missed"))
            precision, recall = right / max(right + invented, 1), right / max(right + missed, 1)
            print(f"{kind:<12}{right + missed:>9}{precision:>11.4f}{recall:>9.4f}")


def main() -> int:
    """Print the tables; 1 when a goal is missed for a size over all shares."""
    failed = False
    print_passages()
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
