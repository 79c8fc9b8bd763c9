"""The proof that nothing was lost between a reading and a tree.

The letters and digits of the reading's blocks, furniture and drops taken out where they
stand, must be the letters and digits of the tree, in order: a sequence, not a bag, so a
moved "not" shows. A number printed by hand is in the tree as `printed`; what an
instruction inserts stands after the instruction, in its effects' `content`.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import accumulate, groupby

from corpus.citation import label_key
from corpus.effect import Effect
from corpus.enumerators import PREFIX
from corpus.provision import Mark, Provision
from corpus.text import count_words, letter_runs, letters, words
from corpus.work import Coverage, Drop
from parser.readers.blocks import PAGE_METADATA, Block, Reading, printed

_LOOSE = frozenset(
    ["outside-main", "hidden", "supplier-directory", "promotion", "related-content", "comments", "sidebar"]
)
_ONE_BY_ONE = frozenset(["struck", "inserted"])
"""Rules whose passages are listed each by itself: they are somebody's edits."""
_MODAL = re.compile(
    r"\b(?:must|shall|should|may not|cannot|ought to|(?:is|are) required to|(?:do|does) not apply|appl(?:y|ies) only"
    r"|prohibited|unless)\b",
    re.IGNORECASE,
)
_NUMBERED = re.compile(rf"(?:{PREFIX} )?[A-Z]{{0,2}}\d+(?:\.\d+)+[A-Z]?\s+\S|{PREFIX} [A-Z]{{1,2}}\d+\b")
_NEGATION = re.compile(r"\b(?:not|never|no|unless|except|without|only)\b", re.IGNORECASE)
_SAID = _ONE_BY_ONE | {"update-log", "attachment-details", PAGE_METADATA}
"""Rules whose words are known to be no text in force: edits are said already, a log tells of other versions, and
what describes a file is taken by its own words."""
_MOST_DUTIES = 5
_LETTER = re.compile(r"[^\W_]")
_MUCH = 0.15
_LABEL = 8
_MOST_PARTINGS = 2000
_LONGEST_DIFF = 2000


@dataclass(frozen=True, slots=True)
class _Sides:
    """The source without furniture, the tree, and the drops of a grammar, as text."""

    source: str
    tree: str
    drops: tuple[Drop, ...]


def prove(
    reading: Reading,
    provisions: Sequence[Provision],
    effects: Sequence[Effect],
    drops: tuple[Drop, ...],
) -> Coverage:
    """Compare a reading with the tree, effects and drops made of it.

    `words` are counted over the source's visible text and are always `placed` + `dropped`.
    Furniture blocks are drops of themselves; those that `drops` repeats count once. What
    cannot be found in the tree is a drop by the rule `unplaced` and is said in `shortfall`.
    """
    total = count_words("\n".join([printed(block) for block in reading.blocks]))
    furniture = _furniture(reading.blocks)
    own = _without(drops, furniture)
    nodes = list(_nodes(provisions, effects))
    stray = [effect.instruction for effect in _unanchored(provisions, effects)]
    sides = _Sides(_source(reading.blocks), "\n".join(_texts(nodes)), own)
    lost, problems = _compare(sides)
    references = _references(reading.blocks, nodes)
    problems += [f"what {instruction} inserts stands nowhere: no node has this label" for instruction in stray]
    if reading.unread:
        problems.append(reading.unread)
    every = (*furniture, *own, *references, *lost)
    dropped = sum(count_words(drop.text) for drop in every)
    review = (*reading.review, *_doubts(every, total - dropped), *_duties(every, sides.tree))
    return Coverage(total, total - dropped, dropped, every, "; ".join(problems), review)


def _furniture(blocks: Sequence[Block]) -> tuple[Drop, ...]:
    """Furniture as drops, a run of blocks with one rule as one drop."""
    runs: list[list[Block]] = []
    previous = ""
    for block in blocks:
        if block.rule and block.rule == previous and block.rule not in _ONE_BY_ONE:
            runs[-1].append(block)
        elif block.rule:
            runs.append([block])
        previous = block.rule
    return tuple(Drop(run[0].rule, "\n".join(printed(block) for block in run), run[0].span) for run in runs)


def _without(drops: tuple[Drop, ...], furniture: tuple[Drop, ...]) -> tuple[Drop, ...]:
    """The drops of a grammar that are not furniture already."""
    pool = dict.fromkeys({drop.rule for drop in furniture}, "")
    for drop in furniture:
        pool[drop.rule] += letters(drop.text) + "\n"
    own = []
    for drop in drops:
        text = letters(drop.text)
        if text and drop.rule in pool and text in pool[drop.rule]:
            pool[drop.rule] = pool[drop.rule].replace(text, "", 1)
        else:
            own.append(drop)
    return tuple(own)


def _source(blocks: Sequence[Block]) -> str:
    """The text of the blocks that are not furniture, footnote references taken out."""
    lines: list[str] = []
    for block in blocks:
        if block.rule:
            continue
        if block.cells:
            lines += [f"{cell.marker} {cell.text}" if cell.marker else cell.text for cell in block.cells]
        elif block.marker and block.style != "note":
            lines.append(f"{block.marker} {block.text}")
        else:
            lines.append(block.text)
    return "\n".join(lines)


def _nodes(provisions: Sequence[Provision], effects: Sequence[Effect]) -> Iterator[Provision]:
    """Every node in order of the document; what an instruction inserts follows its node."""
    waiting = _inserted_by(effects)
    left = Counter(node.key for root in provisions for node in root.walk() if node.label) if waiting else {}
    stack = list(reversed(provisions))
    while stack:
        node = stack.pop()
        yield node
        stack.extend(reversed(node.children))
        if node.label and waiting and (groups := waiting.get(node.key)):
            left[node.key] -= 1
            taken = groups[:1] if left[node.key] else groups[:]
            del groups[: len(taken)]
            for inserted in (each for group in taken for each in group):
                if not _quoted_in(node, inserted):
                    yield from inserted.walk()


def _inserted_by(effects: Sequence[Effect]) -> dict[str, list[list[Provision]]]:
    """What instructions insert, by their number; of several instructions of one number each has a group of its own.

    What one instruction inserts into several works stands in it once.
    """
    groups: dict[str, list[list[Provision]]] = {}
    for (number, _), same in groupby(effects, key=lambda effect: (label_key(effect.instruction), effect.text)):
        contents = dict.fromkeys(effect.content for effect in same)
        groups.setdefault(number, []).append([node for content in contents for node in content])
    return groups


def _quoted_in(instruction: Provision, inserted: Provision) -> bool:
    """Whether a provision is inserted by a quotation inside the instruction, whose words are there already."""
    return letters("\n".join(_texts(list(inserted.walk())))) in letters(instruction.text)


def _unanchored(provisions: Sequence[Provision], effects: Sequence[Effect]) -> list[Effect]:
    if not any(effect.content for effect in effects):
        return []
    labels = {node.key for root in provisions for node in root.walk() if node.label}
    return [effect for effect in effects if effect.content and label_key(effect.instruction) not in labels]


def _texts(nodes: Sequence[Provision]) -> list[str]:
    texts: list[str] = []
    for node in nodes:
        if node.printed and node.kind != "footnote":
            texts.append(node.printed)
        if node.heading:
            texts.append(node.heading)
        if node.text:
            texts.append(node.text)
    return texts


def _references(blocks: Sequence[Block], nodes: Sequence[Provision]) -> tuple[Drop, ...]:
    """Footnote references that no node carries: their words are dropped, and listed."""
    shown = [mark for block in blocks if not block.rule and (block.marks or block.cells) for mark in _marks(block)]
    if not shown:
        return ()
    carried = Counter(mark.num for node in nodes for mark in node.marks)
    missing = []
    for mark in shown:
        if carried[mark.num]:
            carried[mark.num] -= 1
        else:
            missing.append(Drop("footnote-reference", mark.printed))
    return tuple(missing)


def _marks(block: Block) -> list[Mark]:
    return [*block.marks, *(mark for cell in block.cells for mark in cell.marks)]


def _compare(sides: _Sides) -> tuple[tuple[Drop, ...], list[str]]:
    """What is lost, as drops, and what does not add up, a sentence each."""
    if not sides.drops and _same(sides.source.replace("\n", " "), sides.tree.replace("\n", " ")):
        return (), []
    source, tree = letters(sides.source), letters(sides.tree)
    if not sides.drops and source == tree:
        return (), _joined(sides.source, sides.tree)
    at, unfound = _merge(source, tree, [letters(drop.text) for drop in sides.drops])
    if at is None:
        return (), [
            f"the dropped text {sides.drops[i].text[:60]!r} does not stand where it was dropped" for i in unfound
        ]
    return _lost(sides, source[at : at + 40])


def _same(source: str, tree: str) -> bool:
    """Whether two texts have the same letters and digits, and no words of the first run together in the second.

    False also where they part so often that they must be compared as a whole.
    """
    i = j = 0
    for _ in range(_MOST_PARTINGS):
        same = _common(source, i, tree, j)
        i, j = i + same, j + same
        if i == len(source) and j == len(tree):
            return True
        begins_word = not source[i - 1 : i].isalnum()
        further, in_tree = _end_of_signs(source, i), _end_of_signs(tree, j)
        if in_tree == j and (further == i or not begins_word):
            return False
        i, j = further, in_tree
    return False


def _end_of_signs(text: str, at: int) -> int:
    """The place of the next letter or digit."""
    found = _LETTER.search(text, at)
    return found.start() if found else len(text)


def _joined(source: str, tree: str) -> list[str]:
    """Words that stand apart in the source and run together in the tree: `not able` is not `notable`."""
    apart, held = _ends(source), _ends(tree)
    wrong = sorted(apart - held)
    if not wrong:
        return []
    text = letters(source)
    places = ", ".join(repr(f"{text[max(0, at - 12) : at]}|{text[at : at + 12]}") for at in wrong[:3])
    return [f"{len(wrong)} words that stand apart in the source run together in the tree: {places}"]


def _ends(text: str) -> set[int]:
    """Where words end, counted in letters and digits."""
    return set(accumulate(map(len, letter_runs(text))))


def _merge(source: str, tree: str, drops: list[str]) -> tuple[int | None, list[int]]:
    """Whether the source is the tree with the drops put back; gives the place where it fails, None where it holds."""
    waiting = [number for number, text in enumerate(drops) if text]
    i = j = 0
    while True:
        same = _common(source, i, tree, j)
        i, j = i + same, j + same
        if i == len(source) and j == len(tree):
            return None, waiting
        best = max(
            ((_common(source, i - back + len(drops[n]), tree, j - back), -back, -n)
             for n in waiting
             for back in range(min(len(drops[n]), i, j) + 1)
             if source.startswith(drops[n], i - back)),
            default=None,
        )  # fmt: skip
        if best is None:
            return i, waiting
        number, back = -best[2], -best[1]
        waiting.remove(number)
        i, j = i - back + len(drops[number]), j - back


def _common(first: str, i: int, second: str, j: int) -> int:
    """Length of the common beginning of two texts from these places on."""
    low, step = 0, 64
    longest = min(len(first) - i, len(second) - j)
    while low < longest:
        size = min(step, longest - low)
        if first[i + low : i + low + size] == second[j + low : j + low + size]:
            low, step = low + size, step * 2
        elif size == 1:
            return low
        else:
            step = size // 2
    return low


def _lost(sides: _Sides, near: str) -> tuple[tuple[Drop, ...], list[str]]:
    """The words of the source that the tree and the drops do not have, and the other way round."""
    source = words(sides.source)
    held = words(sides.tree) + [word for drop in sides.drops for word in words(drop.text)]
    missing, foreign = _unmatched([letters(word) for word in source], [letters(word) for word in held])
    text = " ".join(source[n] for n in missing)
    problem = (
        f"the tree parts from the source before {near!r}: {len(missing)} words of the source are not in it in order"
    )
    if foreign:
        problem += f" and {foreign} words of the tree are not in the source there"
    return ((Drop("unplaced", text),) if text else ()), [problem]


def _unmatched(source: list[str], held: list[str]) -> tuple[list[int], int]:
    """Numbers of the source's words without a partner, in order; how many of the other side have none."""
    first = 0
    while first < min(len(source), len(held)) and source[first] == held[first]:
        first += 1
    last = 0
    while last < min(len(source), len(held)) - first and source[-1 - last] == held[-1 - last]:
        last += 1
    middle, other = source[first : len(source) - last], held[first : len(held) - last]
    if max(len(middle), len(other)) > _LONGEST_DIFF:
        spare = Counter(other)
        missing = []
        for number, word in enumerate(middle):
            if spare[word]:
                spare[word] -= 1
            else:
                missing.append(first + number)
        return missing, len(other) - (len(middle) - len(missing))
    blocks = SequenceMatcher(None, middle, other, autojunk=False).get_matching_blocks()
    matched = {block.a + step for block in blocks for step in range(block.size)}
    return [first + n for n in range(len(middle)) if n not in matched], len(other) - len(matched)


def _doubts(drops: Sequence[Drop], placed: int) -> list[str]:
    """Drops a person should look at: many words taken by rules that go by names or by place."""
    loose = sum(_loose_words(drop) for drop in drops if drop.rule in _LOOSE)
    if loose <= _MUCH * (loose + placed):
        return []
    rules = ", ".join(sorted({drop.rule for drop in drops if drop.rule in _LOOSE}))
    return [f"{loose} words beside {placed} are dropped as furniture ({rules}); look at the list"]


def _loose_words(drop: Drop) -> int:
    """Words that a person should look at; hidden labels of a few words, for those who hear a page, are none."""
    counts = [count_words(line) for line in drop.text.split("\n")]
    return sum(count for count in counts if drop.rule != "hidden" or count > _LABEL)


def _turns(rule: str, line: str) -> bool:
    """Whether a few hidden words would turn the sentence they stand in."""
    return rule == "hidden" and count_words(line) <= _LABEL and _NEGATION.search(line) is not None


def _duties(drops: Sequence[Drop], tree: str) -> list[str]:
    """Dropped lines that say what must be done, or have a provision's number, and stand nowhere in the tree."""
    lines = [(drop.rule, line) for drop in drops if drop.rule not in _SAID for line in drop.text.split("\n")]
    telling = [
        (rule, line) for rule, line in lines if _MODAL.search(line) or _NUMBERED.match(line) or _turns(rule, line)
    ]
    if not telling:
        return []
    held = letters(tree)
    found = [(rule, line) for rule, line in telling if _turns(rule, line) or letters(line) not in held]
    reasons = [f"dropped as {rule}, and it reads like the document's: {line[:80]!r}" for rule, line in found]
    more = [f"{len(found) - _MOST_DUTIES} more dropped passages read so"] if len(found) > _MOST_DUTIES else []
    return [*reasons[:_MOST_DUTIES], *more]
