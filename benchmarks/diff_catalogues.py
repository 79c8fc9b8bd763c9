"""Renumbered and moved requirements of a live catalogue: `python -m benchmarks.diff_catalogues FILE`.

FILE (`.jsonl.gz`) holds one requirement of one version a line: `version order uuid id title parent statement guidance`.
The uuid is permanent, so who became whom is known. The catalogue is read by the adapter below, not by
the parser; every way to make a tree of it is tried, because what a document's headings become is the parser's business.
"""

import argparse
import gzip
import json
from collections import defaultdict
from collections.abc import Callable, Iterable
from itertools import pairwise
from pathlib import Path

from corpus.change import Comparison
from corpus.provision import Kind, Provision
from corpus.work import Expression
from diffs.compare.between import between

Row = dict[str, str]
Kinds = Callable[[int], Kind]

TREES: dict[str, Kinds] = {
    "measures": lambda depth: ("section", "subsection", "measure", "paragraph", "subparagraph")[min(depth, 4)],  # type: ignore[return-value]
    "paragraphs": lambda depth: "section" if depth == 0 else "paragraph",
    "sections": lambda depth: "section" if depth < 2 else "paragraph",
}


def versions(path: Path) -> dict[str, list[Row]]:
    """The requirements of each version, in order of the document."""
    found: dict[str, list[Row]] = defaultdict(list)
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            found[row["version"]].append(row)
    return {version: sorted(rows, key=lambda row: int(row["order"])) for version, rows in found.items()}


def expression(version: str, rows: Iterable[Row], kinds: Kinds, *, nested: bool = True) -> Expression:
    """One version as a tree: practices and groups around the requirements, their guidance as text below."""
    by_id = {row["id"]: row for row in rows}
    below: dict[str, list[str]] = defaultdict(list)
    for label in by_id:
        for child, parent in _way_up(label, by_id, nested=nested):
            if child not in below[parent]:
                below[parent].append(child)

    def node(label: str, depth: int) -> Provision:
        row = by_id.get(label)
        children = tuple(node(child, depth + 1) for child in below.get(label, ()))
        if row is None:
            return Provision(kinds(depth), label, label, None, "", children)
        note = (Provision("text", text=row["guidance"]),) if row["guidance"] else ()
        return Provision(kinds(depth), label, label, row["title"], row["statement"], (*note, *children))

    return Expression(version, "code", tuple(node(root, 0) for root in below[""]), version=version)


def _way_up(label: str, by_id: dict[str, Row], *, nested: bool) -> Iterable[tuple[str, str]]:
    """(child, parent) from a requirement to the top; groups are known by their numbers only."""
    while label:
        parent = by_id[label]["parent"] if label in by_id and nested else label.rpartition(".")[0]
        yield label, parent
        label = parent


def relabelled(comparison: Comparison) -> set[tuple[str, str]]:
    """Every (label before, label after) that differ, of changes and of what goes along with them."""
    pairs = {(before, after) for before, after in comparison.pairs if before and after and before != after}
    return {pair for pair in pairs if "~" not in "".join(pair)}


def truth(before: Iterable[Row], after: Iterable[Row]) -> set[tuple[str, str]]:
    """The same by identity."""
    later = {row["uuid"]: row["id"] for row in after}
    return {
        (row["id"], later[row["uuid"]]) for row in before if row["uuid"] in later and row["id"] != later[row["uuid"]]
    }


def main() -> None:
    """Print recall and precision of each step, over all steps, and from first to last, for each kind of tree."""
    options = argparse.ArgumentParser()
    options.add_argument("file", type=Path)
    options.add_argument("--show", action="store_true", help="print what was missed and invented")
    chosen = options.parse_args()
    found = versions(chosen.file)
    names = list(found)
    print(f"{'tree':<12}{'step':<26}{'relabelled':>11}{'recall':>9}{'precision':>11}")
    for tree, kinds in TREES.items():
        right = wanted = said = 0
        for one, other in [*pairwise(names), (names[0], names[-1])]:
            comparison = between(expression(one, found[one], kinds), expression(other, found[other], kinds))
            ids = {row["id"] for version in (one, other) for row in found[version]}
            got = {pair for pair in relabelled(comparison) if ids.issuperset(pair)}
            real = truth(found[one], found[other])
            if (one, other) != (names[0], names[-1]):
                right, wanted, said = right + len(got & real), wanted + len(real), said + len(got)
            _print(tree, f"{one} → {other}", len(got & real), len(real), len(got))
            if chosen.show:
                _print_differences((found[one], found[other]), real, got)
        _print(tree, "all steps", right, wanted, said)


def _print_differences(
    rows: tuple[list[Row], list[Row]], real: set[tuple[str, str]], got: set[tuple[str, str]]
) -> None:
    titles = [{row["id"]: row["title"] for row in side} for side in rows]
    for what, pairs in (("missed", real - got), ("invented", got - real)):
        for before, after in sorted(pairs):
            print(f"    {what} {before} → {after}: {titles[0].get(before)} | {titles[1].get(after)}")


def _print(tree: str, step: str, right: int, wanted: int, said: int) -> None:
    recall, precision = (right / wanted if wanted else 1.0), (right / said if said else 1.0)
    print(f"{tree:<12}{step:<26}{wanted:>11}{recall:>9.4f}{precision:>11.4f}")


if __name__ == "__main__":
    main()
