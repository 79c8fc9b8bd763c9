"""Runs of unlabelled text compared in order: cells, closing words, notes, pages without numbers."""

from collections.abc import Sequence
from dataclasses import dataclass

from corpus.change import Edit
from corpus.text import fold
from diffs.compare.similarity import Vocabulary, similarity
from diffs.words.edits import Codes, compare_words, same_words
from diffs.words.shortest_script import script

_ALIKE = 0.4  # similarity from which two passages in one gap are the same one, reworded
_SMALL_GAP = 2_500  # pairs up to which a gap is paired by similarity; above, in order

Pair = tuple[int | None, int | None]


@dataclass(frozen=True, slots=True)
class Wording:
    """Word edits, whether words differ at all, whether only typography does, whether it is coarse."""

    edits: tuple[Edit, ...] = ()
    changed: bool = False
    typography: bool = False
    coarse: bool = False


SAME = Wording()


def compare_text(before: str, after: str, codes: Codes) -> Wording:
    """Two texts; no edits where words are the same. `codes` serve all texts of two documents."""
    if before == after:
        return SAME
    if same_words(before, after):
        return Wording(typography=True)
    edits, coarse = compare_words(before, after, codes)
    return Wording(edits, changed=True, coarse=coarse)


def compare_passages(before: Sequence[str], after: Sequence[str], codes: Codes) -> Wording:
    """Two runs of passages; the edits are of those that changed, one a line."""
    if tuple(before) == tuple(after):
        return SAME
    pairs = pair_passages(before, after)
    if _reordered(before, after, pairs):
        return compare_text("\n".join(before), "\n".join(after), codes)
    found = [
        compare_text(before[x] if x is not None else "", after[y] if y is not None else "", codes)
        for x, y in pairs
        if x is None or y is None or before[x] != after[y]
    ]
    return join(found)


def _reordered(before: Sequence[str], after: Sequence[str], pairs: Sequence[Pair]) -> bool:
    """Whether the same words went at one place and came at another: only all passages in a row show that."""
    gone = {fold(before[x]) for x, y in pairs if x is not None and y is None}
    return any(fold(after[y]) in gone for x, y in pairs if x is None and y is not None)


def join(wordings: Sequence[Wording]) -> Wording:
    """Several comparisons as one: the changed ones, one a line, so that edits still apply exactly."""
    changed = [wording for wording in wordings if wording.changed]
    typography = any(wording.typography for wording in wordings)
    edits: list[Edit] = []
    had_before = had_after = False
    for wording in changed:
        has_before = any(operation <= 0 for operation, _ in wording.edits)
        has_after = any(operation >= 0 for operation, _ in wording.edits)
        edits += _separator(had_before and has_before, had_after and has_after)
        edits += wording.edits
        had_before, had_after = had_before or has_before, had_after or has_after
    coarse = any(wording.coarse for wording in changed)
    return Wording(tuple(edits), bool(changed), typography and not changed, coarse)


def _separator(before: bool, after: bool) -> list[Edit]:
    if before and after:
        return [(0, "\n")]
    if before:
        return [(-1, "\n")]
    return [(1, "\n")] if after else []


def pair_passages(before: Sequence[str], after: Sequence[str]) -> list[Pair]:
    """Passages paired in order: the same words first, between them the most similar."""
    codes = Vocabulary()
    old = "".join(codes[fold(text)] for text in before)
    new = "".join(codes[fold(text)] for text in after)
    pairs: list[Pair] = []
    i = j = 0
    gone: list[int] = []
    came: list[int] = []
    for operation, count in script(old, new)[0]:
        if operation == 0:
            if count:
                pairs += _pair_gap(before, after, gone, came)
                gone, came = [], []
            pairs += [(i + step, j + step) for step in range(count)]
            i, j = i + count, j + count
        elif operation < 0:
            gone += range(i, i + count)
            i += count
        else:
            came += range(j, j + count)
            j += count
    return pairs + _pair_gap(before, after, gone, came)


def _pair_gap(before: Sequence[str], after: Sequence[str], gone: list[int], came: list[int]) -> list[Pair]:
    """The passages of one gap: pairs in order with the greatest similarity together."""
    if not gone or not came or len(gone) * len(came) > _SMALL_GAP:
        return [*((x, None) for x in gone), *((None, y) for y in came)]
    words = Vocabulary()
    old = [words.encode(before[x]) for x in gone]
    new = [words.encode(after[y]) for y in came]
    kept = _best_in_order(old, new)
    pairs: list[Pair] = []
    i = j = 0
    for x, y in [*kept, (len(gone), len(came))]:
        pairs += [(gone[step], None) for step in range(i, x)]
        pairs += [(None, came[step]) for step in range(j, y)]
        if x < len(gone):
            pairs.append((gone[x], came[y]))
        i, j = x + 1, y + 1
    return pairs


def _best_in_order(old: list[str], new: list[str]) -> list[tuple[int, int]]:
    """Pairs that rise on both sides with the greatest sum of similarities (dynamic programming)."""
    alike = [[similarity(one, other) for other in new] for one in old]
    best = [[0.0] * (len(new) + 1) for _ in range(len(old) + 1)]
    for x in reversed(range(len(old))):
        for y in reversed(range(len(new))):
            together = alike[x][y] + best[x + 1][y + 1] if alike[x][y] >= _ALIKE else 0.0
            best[x][y] = max(best[x + 1][y], best[x][y + 1], together)
    pairs = []
    x = y = 0
    while x < len(old) and y < len(new):
        if alike[x][y] >= _ALIKE and best[x][y] == alike[x][y] + best[x + 1][y + 1]:
            pairs.append((x, y))
            x, y = x + 1, y + 1
        elif best[x][y] == best[x + 1][y]:
            x += 1
        else:
            y += 1
    return pairs
