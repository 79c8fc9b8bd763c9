"""A made-up code with every label, parent and word known, and how far a tree read from a setting of it is right."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from benchmarks.diff_codes import Writer
from benchmarks.typeset_layouts import Layout
from corpus.enumerators import roman_numeral
from corpus.text import letters

PREFIX = "XYZ"
DUTIES = ("section 10(2)", "section 10(3) and section 21(2)", "section 12(3)(a)", "sections 20(2), 21(3) and 27(2)")


@dataclass(frozen=True, slots=True)
class Item:
    """An item of a list, with items of its own."""

    text: str
    items: tuple["Item", ...] = ()


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A numbered paragraph; `note` is the text of a footnote at the end of its words."""

    num: str
    text: str
    items: tuple[Item, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class Measure:
    """A measure: its number without the prefix, its title, its two groups of paragraphs, its row of the index."""

    num: str
    title: str
    application: tuple[Paragraph, ...]
    recommendation: tuple[Paragraph, ...]
    applies: str
    duties: str


@dataclass(frozen=True, slots=True)
class Code:
    """Sections 1 (paragraphs), 2 (the index), 3 (subsections of measures) and 4 (definitions).

    `lead` is a paragraph without a number, where a layout has one.
    """

    title: str
    introduction: tuple[Paragraph, ...]
    subsections: tuple[tuple[str, str, tuple[Measure, ...]], ...]
    definitions: tuple[tuple[str, str], ...]
    lead: str = ""

    @property
    def measures(self) -> tuple[Measure, ...]:
        """All measures in order."""
        return tuple(measure for _, _, measures in self.subsections for measure in measures)

    def notes(self) -> list[str]:
        """The texts of all footnotes in order."""
        return [paragraph.note for paragraph in self.paragraphs() if paragraph.note]

    def paragraphs(self) -> Iterator[Paragraph]:
        """Every numbered paragraph in order."""
        yield from self.introduction
        for measure in self.measures:
            yield from (*measure.application, *measure.recommendation)


SECTIONS = ("Introduction", "Index of recommended measures", "Recommended measures", "Definitions")


def code(seed: int, measures: int = 8) -> Code:
    """A code in an invented language; the same seed gives the same code."""
    writer = Writer(seed)
    chance = writer.random
    first = tuple(_paragraph(writer, f"1.{n}") for n in range(1, 5))
    sizes = [measures - measures // 2, measures // 2]
    subsections = []
    for letter, size in zip("AB", sizes, strict=True):
        made = tuple(_measure(writer, f"{letter}{n}") for n in range(1, size + 1))
        subsections.append((letter, _title(writer, 2, 4), made))
    terms = sorted({" ".join(chance.sample(writer.words[300:2000], chance.randint(1, 2))) for _ in range(9)})
    definitions = tuple((term, "means " + writer.sentence(8, 26)[:-1].lower() + ".") for term in terms)
    return Code(f"The {writer.words[500].capitalize()} Code of Practice", first, tuple(subsections), definitions)


def laid(made: Code, layout: Layout) -> Code:
    """The code with what a layout shows of it: a lead, three columns of the index, marks of direction."""
    if layout.capital:
        lead = Writer(len(made.measures)).sentence(40, 60)
        made = replace(made, lead=lead)
    if layout.index == "three":
        made = _each(made, lambda measure: replace(measure, duties=""))
    if layout.directions:
        made = replace(made, introduction=tuple(map(_directed, made.introduction)))
        made = _each(made, lambda m: replace(m, recommendation=tuple(map(_directed, m.recommendation))))
    return made


def _each(made: Code, change: Callable[[Measure], Measure]) -> Code:
    """The code with each of its measures changed."""
    parts = tuple((letter, title, tuple(map(change, found))) for letter, title, found in made.subsections)
    return replace(made, subsections=parts)


def _directed(paragraph: Paragraph) -> Paragraph:
    """A paragraph with marks of direction before its third word and at its end."""
    words = paragraph.text.split(" ")
    return replace(paragraph, text=" ".join([*words[:2], f"\u200e{words[2]}\u200f", *words[3:]]) + "\u200e")


def index(made: Code, layout: Layout) -> tuple[tuple[str, ...], list[tuple[str, ...]], tuple[float, ...]]:
    """The headings of the index, its rows, and the columns' shares of the width; a row of one cell goes across."""
    three = layout.index == "three"
    rows: list[tuple[str, ...]] = []
    for letter, title, measures in made.subsections:
        rows += [(f"{letter}. {title}",)] if layout.index == "groups" else []
        whole = [(f"{PREFIX} {m.num}", m.title, m.applies, m.duties) for m in measures]
        rows += [row[:3] for row in whole] if three else whole
    head = ("Number", "Measure", "Who it applies to", "Relevant duties")
    four = (0.15, 0.28, 0.34, 0.23) if layout.columns == 1 else (0.21, 0.27, 0.29, 0.23)  # "Number" has room in it
    return head[:3] if three else head, rows, (0.15, 0.4, 0.45) if three else four


def _title(writer: Writer, low: int, high: int) -> str:
    return writer.sentence(low, high)[:-1]


def _measure(writer: Writer, num: str) -> Measure:
    chance = writer.random
    applies = "Providers of " + ("large services", "multi-risk services", "all services")[chance.randrange(3)]
    if chance.random() < 0.5:
        applies += " that " + writer.sentence(6, 14)[:-1].lower()
    count = chance.randint(3, 6)
    return Measure(
        num,
        _title(writer, 3, 9),
        (_paragraph(writer, f"{num}.1", "This measure is recommended for a provider of a large service"),),
        tuple(_paragraph(writer, f"{num}.{n}") for n in range(2, 2 + count)),
        applies,
        chance.choice(DUTIES),
    )


def _paragraph(writer: Writer, num: str, opening: str = "The provider should") -> Paragraph:
    chance = writer.random
    text = f"{opening} {writer.sentence(6, 22).lower()}"
    if chance.random() < 0.4:
        text += " " + writer.sentence(10, 40)
    items: tuple[Item, ...] = ()
    if chance.random() < 0.45:
        text = text[:-1] + ":"
        items = tuple(_item(writer, last) for last in [False] * chance.randint(1, 3) + [True])
    note = "See " + writer.sentence(5, 16)[:-1].lower() + "." if not items and chance.random() < 0.2 else ""
    return Paragraph(num, text, items, note)


def _item(writer: Writer, last: bool, deep: bool = True) -> Item:
    words = writer.sentence(4, 24)[:-1].lower()
    if deep and writer.random.random() < 0.25:
        return Item(words + ":", tuple(_item(writer, end and last, False) for end in (False, True)))
    return Item(words + ("." if last else ";"))


def enumerators(depth: int) -> Iterator[str]:
    """`a`, `b` … at depth 0 and `i`, `ii` … below."""
    yield from ("abcdefgh" if not depth else ("i", "ii", "iii", "iv", "v"))


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a node of the right tree is: label, kind, the nearest label above, the group's heading, its own words."""

    label: str
    kind: str
    parent: str
    group: str
    words: str


def wanted(made: Code) -> list[Wanted]:
    """Every labelled node of the tree that the contract calls for."""
    found = [Wanted(f"Section {n}", "section", "", "", _flat(title)) for n, title in enumerate(SECTIONS, 1)]
    for paragraph in made.introduction:
        found += _wanted(paragraph, paragraph.num, "Section 1", "")
    for measure in made.measures:
        words = measure.title + measure.applies + measure.duties
        label = f"{PREFIX} {measure.num}"
        found.append(Wanted(f"Index/{label}", "index_entry", "Section 2", "", _flat(words)))
    for letter, heading, measures in made.subsections:
        above = f"Section 3/{letter}"
        found.append(Wanted(above, "subsection", "Section 3", "", _flat(heading)))
        for measure in measures:
            label = f"{PREFIX} {measure.num}"
            found.append(Wanted(label, "measure", above, "", _flat(measure.title)))
            for group, paragraphs in (("Application", measure.application), ("Recommendation", measure.recommendation)):
                for paragraph in paragraphs:
                    found += _wanted(paragraph, f"{PREFIX} {paragraph.num}", label, group)
    for term, meaning in made.definitions:
        found.append(Wanted(f"Definition/{term}@Section 4", "definition", "Section 4", "", _flat(term + meaning)))
    return found


def _wanted(paragraph: Paragraph, label: str, parent: str, group: str) -> list[Wanted]:
    found = [Wanted(label, "paragraph", parent, group, _flat(paragraph.text))]

    def below(items: Sequence[Item], above: str, depth: int) -> None:
        for mark, item in zip(enumerators(depth), items, strict=False):
            found.append(Wanted(f"{above}({mark})", "subparagraph", above, "", _flat(item.text)))
            below(item.items, f"{above}({mark})", depth + 1)

    below(paragraph.items, label, 0)
    return found


def _flat(text: str) -> str:
    return letters(text).lower()


@dataclass(slots=True)
class Score:
    """Points won of points possible: label, kind, parent, group and words of each node; what should not be there."""

    won: int = 0
    possible: int = 0
    faults: list[str] = field(default_factory=list)

    @property
    def share(self) -> float:
        """From 0 to 1."""
        return self.won / max(self.possible, 1)

    def point(self, right: bool, fault: str) -> None:
        """One more thing that could be right."""
        self.possible += 1
        self.won += right
        if not right:
            self.faults.append(fault)


def score(made: Code, parsed: Mapping[str, Any]) -> Score:
    """How far the JSON of `parse` is the right tree."""
    got: dict[str, Wanted] = {}
    loose: list[str] = []
    for node in _labelled(parsed["provisions"], "", "", loose):
        got.setdefault(_key(node.label), node)
    found = Score()
    for node in wanted(made):
        other = got.pop(_key(node.label), None)
        found.point(other is not None, f"missing {node.label}")
        for name in ("kind", "parent", "group", "words") if other else ():
            one, two = getattr(node, name), getattr(other, name)
            found.point(_key(one) == _key(two), f"{name} of {node.label}: {two[:60]!r} for {one[:60]!r}")
        if other is None:
            found.possible += 4
    for label in got:
        found.point(False, f"not in the code: {label}")
    _notes(made, parsed, found)
    if made.lead:
        found.point(any(_flat(text) == _flat(made.lead) for text in loose), "the paragraph without a number")
    groups = {_flat(f"{letter}. {title}") for letter, title, _ in made.subsections}
    for text in loose:
        if _flat(text) in groups or (made.lead and _flat(text) == _flat(made.lead)):
            continue
        if _flat(text) not in _flat(made.title) and "published" not in text.lower():
            found.point(False, f"loose words: {text[:70]!r}")
    return found


def _notes(made: Code, parsed: Mapping[str, Any], found: Score) -> None:
    """Every footnote's number, words and the paragraph that refers to it."""
    got = {note["num"]: note for note in parsed["footnotes"]}
    said = {_flat(note["text"]): note for note in parsed["footnotes"]}
    own = [paragraph for paragraph in made.paragraphs() if paragraph.note]
    for num, paragraph in enumerate(own, 1):
        printed = next((each for each in (str(num), roman_numeral(num)) if each in got), "")  # LibreOffice prints i, ii
        symbols = said.get(_flat(paragraph.note), {"text": "", "refs": []})  # the same on every page
        note = got.get(printed, symbols if not any(map(str.isalnum, got)) else {"text": "", "refs": []})
        found.point(_flat(note["text"]) == _flat(paragraph.note), f"note {num}: {note['text'][:60]!r}")
        refs = [ref.removeprefix(f"{PREFIX} ") for ref in note["refs"]]
        found.point(refs == [paragraph.num], f"note {num} of {paragraph.num} referred to by {refs}")


_COLUMNS = {"number", "measure", "who it applies to", "relevant duties", "term", "meaning"}


def _labelled(nodes: Sequence[Mapping[str, Any]], parent: str, group: str, loose: list[str]) -> Iterator[Wanted]:
    for node in nodes:
        label, heading = node["label"], node["heading"] or ""
        words = heading + (node["text"] or "")
        if label:
            yield Wanted(label, node["kind"], parent, group if node["kind"] == "paragraph" else "", _flat(words))
        elif node["kind"] not in ("group", "footnote", "row", "table") and words:
            loose += [] if " ".join(words.lower().split()) in _COLUMNS else [words]
        inner = heading if node["kind"] == "group" else "" if label else group
        yield from _labelled(node["children"], label or parent, inner, loose)


def _key(label: str) -> str:
    return "".join(label.split()).casefold()
