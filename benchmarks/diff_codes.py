"""Made-up codes and edited versions of them with every edit known: the truth for recall and precision.

The language is invented (a Zipf-like vocabulary over common function words), the structure is
that of a code of practice: subsections, measures, groups, paragraphs, items, an index,
definitions. A version pair comes with the changes that the rules of the contract call for.
"""

import random
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import accumulate

from corpus.provision import Provision
from corpus.work import Expression

_FUNCTION_WORDS = "the of to and a in that is be for which it or by on with as any not should may must at from this"
_SYLLABLES = "con tra ver lin sta mor pel ran dis fer gul han jor kep lum nov oth pri qua res sel tur ulm ven wil"
FUNCTION, SYLLABLES = _FUNCTION_WORDS.split(), _SYLLABLES.split()
BOILERPLATE = [
    "This measure is recommended for a provider in relation to each service it provides that is a large service.",
    "This measure is recommended for a provider in relation to each service it provides that is a multi-risk service.",
    "This measure is recommended for a provider in relation to each service it provides.",
]
SHARES = {"light": 0.02, "medium": 0.2, "heavy": 0.7}


@dataclass
class Node:
    """A provision with an identity of its own; labels are given when the code is written out."""

    uid: int
    kind: str
    text: str = ""
    heading: str = ""
    children: list["Node"] = field(default_factory=list)


@dataclass
class Truth:
    """What was done, by identity: parts of splits, sources of merges, what moved."""

    splits: dict[int, tuple[int, ...]] = field(default_factory=dict)
    merges: dict[int, tuple[int, ...]] = field(default_factory=dict)
    moved: set[int] = field(default_factory=set)


class Writer:
    """Makes words, sentences and provisions from one seed."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self.words = sorted({"".join(self.random.choices(SYLLABLES, k=self.random.randint(2, 4))) for _ in range(4000)})
        self.random.shuffle(self.words)
        self.weights = list(accumulate(1 / (rank + 10) for rank in range(len(self.words))))
        self.count = 0

    def word(self) -> str:
        if self.random.random() < 0.45:
            return self.random.choice(FUNCTION)
        return self.random.choices(self.words, cum_weights=self.weights)[0]

    def sentence(self, low: int = 12, high: int = 34) -> str:
        words = [self.word() for _ in range(self.random.randint(low, high))]
        if len(words) > 15:
            words[len(words) // 2] += ","
        return " ".join(words).capitalize() + "."

    def node(self, kind: str, text: str = "", heading: str = "") -> Node:
        self.count += 1
        return Node(self.count, kind, text, heading)

    def paragraph(self) -> Node:
        made = self.node("paragraph", " ".join(self.sentence() for _ in range(self.random.choice((2, 3, 3, 4)))))
        if self.random.random() < 0.2:
            made.text = self.sentence(6, 14)[:-1] + ":"
            made.children = [self.item() for _ in range(self.random.randint(2, 3))]
        return made

    def item(self) -> Node:
        return self.node("subparagraph", self.sentence(5, 18)[:-1].lower() + ";")

    def measure(self) -> Node:
        made = self.node("measure", heading=self.sentence(3, 7)[:-1])
        application = self.node("paragraph", self.random.choice(BOILERPLATE))
        made.children = [application, *(self.paragraph() for _ in range(self.random.randint(7, 11)))]
        return made

    def code(self, measures: int) -> list[Node]:
        """Subsections of about ten measures each."""
        subsections = []
        while measures:
            size = min(measures, self.random.randint(7, 13))
            subsection = self.node("subsection", heading=self.sentence(2, 4)[:-1])
            subsection.children = [self.measure() for _ in range(size)]
            subsections.append(subsection)
            measures -= size
        return subsections

    def reword(self, text: str, share: float) -> str:
        """The text with about this share of its words replaced, left out or joined by others; never the same."""
        words = text.split(" ")
        count = max(1, round(share * len(words)))
        for place in sorted(self.random.sample(range(len(words)), min(count, len(words))), reverse=True):
            action = self.random.random()
            fresh = self.random.choice(self.words[200:])
            if action < 0.6 or len(words) < 4:
                words[place] = fresh
            elif action < 0.8:
                words.insert(place, fresh)
            else:
                del words[place]
        return " ".join(words)


def copy(nodes: list[Node]) -> list[Node]:
    return [Node(node.uid, node.kind, node.text, node.heading, copy(node.children)) for node in nodes]


def edit(code: list[Node], writer: Writer, share: float) -> tuple[list[Node], Truth]:
    """An edited copy: about this share of the paragraphs touched, by edits of every kind."""
    later, truth = copy(code), Truth()
    known = {measure.uid for subsection in code for measure in subsection.children}
    _edit_measures(later, writer, share)
    measures = [measure for subsection in later for measure in subsection.children]
    for measure in (measure for measure in measures if measure.uid in known):
        _edit_paragraphs(measure, measures, writer, share, truth)
    return later, truth


def _edit_measures(code: list[Node], writer: Writer, share: float) -> None:
    chance = writer.random
    for subsection in code:
        measures = subsection.children
        for measure in list(measures):
            draw = chance.random()
            if draw < share / 20 and len(measures) > 2:
                measures.remove(measure)
            elif draw < share / 10:
                measures.insert(measures.index(measure), writer.measure())
            elif draw < share / 6:
                other = chance.choice(measures)
                one, two = measures.index(measure), measures.index(other)
                measures[one], measures[two] = measures[two], measures[one]
            elif draw < share / 5 and len(code) > 1 and len(measures) > 2:
                measures.remove(measure)
                target = chance.choice([s for s in code if s is not subsection]).children
                target.insert(chance.randint(0, len(target)), measure)
            elif draw < share / 3:
                measure.heading = writer.reword(measure.heading, 0.3)


def _edit_paragraphs(measure: Node, measures: list[Node], writer: Writer, share: float, truth: Truth) -> None:
    chance = writer.random
    touched = -2
    place = 1
    while place < len(measure.children):
        paragraph = measure.children[place]
        if (
            paragraph.uid in truth.moved
            or paragraph.uid in truth.merges
            or chance.random() > share
            or place - touched < 2
        ):
            place += 1
            continue
        touched = place
        draw = chance.random()
        if draw < 0.08:
            measure.children.insert(place, writer.paragraph())
            touched = place = place + 1
        elif draw < 0.16:
            del measure.children[place]
            touched = place - 1
        elif draw < 0.22:
            _move(paragraph, measure, measures, chance, truth.moved)
        elif draw < 0.28 and not paragraph.children and paragraph.text.count(" ") > 20:
            measure.children[place : place + 1] = _split(paragraph, writer, truth)
            touched = place = place + 1
        elif draw < 0.34 and place + 1 < len(measure.children):
            _merge(measure, place, writer, truth)
        elif draw < 0.45 and paragraph.children:
            _edit_items(paragraph, writer)
        else:
            paragraph.text = writer.reword(paragraph.text, chance.choice((0.03, 0.05, 0.1, 0.3)))
        place += 1


def _move(paragraph: Node, measure: Node, measures: list[Node], chance: random.Random, moved: set[int]) -> None:
    target = chance.choice([other for other in measures if other is not measure])
    measure.children.remove(paragraph)
    target.children.insert(chance.randint(1, len(target.children)), paragraph)
    moved.add(paragraph.uid)


def _split(paragraph: Node, writer: Writer, truth: Truth) -> list[Node]:
    words = paragraph.text.split(" ")
    cut = writer.random.randint(len(words) // 3, 2 * len(words) // 3)
    parts = [
        writer.node("paragraph", " ".join(words[:cut]).rstrip(",.") + "."),
        writer.node("paragraph", "The provider " + " ".join(words[cut:])),
    ]
    truth.splits[paragraph.uid] = tuple(part.uid for part in parts)
    return parts


def _merge(measure: Node, place: int, writer: Writer, truth: Truth) -> None:
    one, two = measure.children[place : place + 2]
    known = truth.merges.keys() | truth.moved | {part for parts in truth.splits.values() for part in parts}
    if one.children or two.children or {one.uid, two.uid} & known:
        return
    if min(one.text.count(" "), two.text.count(" ")) < 5:
        return
    whole = writer.node("paragraph", f"{one.text.rstrip('.')} and {two.text[0].lower()}{two.text[1:]}")
    truth.merges[whole.uid] = (one.uid, two.uid)
    measure.children[place : place + 2] = [whole]


def _edit_items(paragraph: Node, writer: Writer) -> None:
    items, draw = paragraph.children, writer.random.random()
    place = writer.random.randrange(len(items))
    if draw < 0.3:
        items.insert(place, writer.item())
    elif draw < 0.6 and len(items) > 2:
        del items[place]
    elif draw < 0.8:
        items[place].text = writer.reword(items[place].text, 0.2)
    else:
        items[0], items[-1] = items[-1], items[0]


@dataclass(frozen=True)
class Placed:
    """A provision as written out: label, the identity of its parent, its own words."""

    label: str
    parent: int
    local: str
    words: str


def write(code: list[Node], name: str, prefix: str = "XYZ") -> tuple[Expression, dict[int, Placed]]:
    """The code as an expression, and where each identity stands in it."""
    places: dict[int, Placed] = {}
    subsections, entries = [], []
    for number, subsection in enumerate(code):
        letter = _letters(number)
        measures = []
        for place, measure in enumerate(subsection.children, 1):
            label = f"{prefix} {letter}{place}"
            paragraphs = tuple(
                _paragraph(p, f"{label}.{n}", measure.uid, places) for n, p in enumerate(measure.children, 1)
            )
            groups = (
                Provision("group", heading="Application", children=paragraphs[:1]),
                Provision("group", heading="Recommendation", children=paragraphs[1:]),
            )
            measures.append(Provision("measure", label, f"{letter}{place}", measure.heading, children=groups))
            entries.append(
                Provision("index_entry", f"Index/{label}", f"{letter}{place}", measure.heading, "All services")
            )
            places[measure.uid] = Placed(label, subsection.uid, str(place), measure.heading)
        label = f"Section 4/{letter}"
        subsections.append(Provision("subsection", label, letter, subsection.heading, children=tuple(measures)))
        places[subsection.uid] = Placed(label, 0, letter, subsection.heading)
    provisions = (
        Provision("section", "Section 3", "3", "Index of measures", children=tuple(entries)),
        Provision("section", "Section 4", "4", "Recommended measures", children=tuple(subsections)),
    )
    return Expression(name, "code", provisions, version=name), places


def _paragraph(node: Node, label: str, parent: int, places: dict[int, Placed]) -> Provision:
    places[node.uid] = Placed(label, parent, label.rpartition(".")[2], node.text)
    items = []
    for number, item in enumerate(node.children):
        letter = _letters(number).lower()
        places[item.uid] = Placed(f"{label}({letter})", node.uid, letter, item.text)
        items.append(Provision("subparagraph", f"{label}({letter})", letter, None, item.text, printed=f"{letter})"))
    return Provision("paragraph", label, label.partition(" ")[2], None, node.text, tuple(items), printed=label)


def _letters(number: int) -> str:
    letters = ""
    number += 1
    while number:
        number, digit = divmod(number - 1, 26)
        letters = chr(65 + digit) + letters
    return letters


def expected(before: dict[int, Placed], after: dict[int, Placed], truth: Truth) -> dict[str, set[object]]:
    """The changes the contract calls for, by kind: labels, or pairs of labels."""
    found: dict[str, set[object]] = defaultdict(set)
    parts = {part for whole in truth.splits.values() for part in whole}
    sources = {source for group in truth.merges.values() for source in group}
    for whole, group in truth.splits.items():
        if all(part in after for part in group):
            found["split"].add((before[whole].label, tuple(after[part].label for part in group)))
    for whole, group in truth.merges.items():
        found["merged"].add((tuple(before[one].label for one in group), after[whole].label))
    for uid, old in before.items():
        if uid not in truth.splits and uid not in sources:
            _came_or_went(uid, old, before, after, found)
    for uid, new in after.items():
        fresh = uid not in before and uid not in parts and uid not in truth.merges
        if fresh and (new.parent in before or new.parent == 0):
            found["added"].add(new.label)
    for entry, pair in list(_index(before, after)):
        found[entry].add(pair)
    return found


def _came_or_went(
    uid: int, old: Placed, before: dict[int, Placed], after: dict[int, Placed], found: dict[str, set[object]]
) -> None:
    new = after.get(uid)
    if new:
        _compare(old, new, before, after, found)
    elif old.parent in after or old.parent == 0:
        found["removed"].add(old.label)


def _compare(
    old: Placed, new: Placed, before: dict[int, Placed], after: dict[int, Placed], found: dict[str, set[object]]
) -> None:
    changed, relabelled = old.words != new.words, old.label != new.label
    if old.parent != new.parent:
        found["moved"].add((old.label, new.label))
        return
    around = before.get(old.parent), after.get(new.parent)
    along = (
        around[0] is not None
        and around[1] is not None
        and around[0].label != around[1].label
        and old.local == new.local
    )
    if relabelled and (changed or not along):
        found["renumbered"].add((old.label, new.label))
    elif changed:
        found["modified"].add(old.label)


def _index(before: dict[int, Placed], after: dict[int, Placed]) -> Iterator[tuple[str, object]]:
    """Index entries whose title changed with that of their measure."""
    for uid, old in before.items():
        new = after.get(uid)
        if new is None or "." in old.label or not old.label.startswith("XYZ") or old.words == new.words:
            continue
        if old.label == new.label:
            yield "modified", f"Index/{old.label}"
        else:
            yield "renumbered", (f"Index/{old.label}", f"Index/{new.label}")
