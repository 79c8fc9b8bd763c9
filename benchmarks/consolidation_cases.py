"""Codes and instruments made up for measuring consolidation, with results known beforehand.

The truth is kept as a flat table (label -> words) and changed by plain string operations written
for each drafting form, without any of keeling's code, so that an error in the executor cannot
hide in the expectation. Every form uses a measure of its own; the words are nonsense and unique.
"""

import random
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace

from corpus.provision import Provision
from corpus.work import Expression

Table = dict[str, str]
_SYLLABLES = [c + v + e for c in "bdfglmnprstv" for v in "aeiou" for e in ("l", "n", "r", "s")]
LETTERS = "abcdefghij"


@dataclass
class Words:
    """Nonsense words, none of them twice."""

    rng: random.Random
    used: set[str] = field(default_factory=set)

    def word(self) -> str:
        """One word that was never given before."""
        while True:
            made = "".join(self.rng.choice(_SYLLABLES) for _ in range(3))
            if made not in self.used:
                self.used.add(made)
                return made

    def some(self, count: int) -> str:
        """Several words."""
        return " ".join(self.word() for _ in range(count))

    def sentence(self, count: int = 9) -> str:
        """A sentence."""
        text = f"The provider should {self.some(count)}"
        return text + "."


@dataclass
class Case:
    """A code, its truth, and the instructions with what they do to the truth."""

    prefix: str
    code: Expression
    table: Table
    instructions: list[str] = field(default_factory=list)
    forms: list[str] = field(default_factory=list)
    expected: Table = field(default_factory=dict)
    beside: list[tuple[str, str]] = field(default_factory=list)

    def text(self) -> str:
        """The instrument as a plain text document."""
        title = f"Draft amendments to the {self.prefix} Code of Practice"
        head = [
            title,
            "1. Preamble",
            f"1.1 On 3 March 2025 the Regulator issued the {self.prefix} Code of Practice.",
            "2. Amendments",
            f"2.1 The {self.prefix} Code of Practice is amended as follows.",
        ]
        body = [f"2.{number} {words}" for number, words in enumerate(self.instructions, 2)]
        return "\n".join(head + body) + "\n"


def case(seed: int, measures: int = 80) -> Case:
    """A code with a measure for every form, and the instrument that uses every form once."""
    made = plain(seed, measures)
    words = Words(random.Random(f"{seed}-new"))
    for number, (name, form) in enumerate(FORMS.items(), 1):
        made.forms.append(name)
        made.instructions.append(form(made, f"{made.prefix} {_series(number)}", words))
    return made


def plain(seed: int, measures: int = 48) -> Case:
    """A code without an instrument."""
    rng = random.Random(seed)
    prefix = "".join(rng.choice("BDGKLMQRVXZ") for _ in range(3))
    words = Words(rng)
    groups: dict[str, list[Provision]] = {}
    for number in range(1, measures + 1):
        letter = _series(number)[0]
        groups.setdefault(letter, []).append(_measure(f"{prefix} {_series(number)}", words))
    nodes = [node for found in groups.values() for node in found]
    index = tuple(_entry(node, words) for node in nodes)
    terms = sorted(words.word() for _ in range(12))
    definitions = tuple(
        Provision("definition", f"Definition/{term}@Section 5", text=f"{term}\n{words.sentence()}") for term in terms
    )
    subsections = tuple(
        Provision("subsection", f"Section 4/{letter}", letter, words.some(2), children=tuple(found))
        for letter, found in groups.items()
    )
    sections = (
        Provision("section", "Section 3", "3", "Index of recommended measures", children=index),
        Provision("section", "Section 4", "4", "Recommended measures", children=subsections),
        Provision("section", "Section 5", "5", "Definitions and interpretation", children=definitions),
    )
    code = Expression(
        f"{prefix} Code of Practice", "code", sections, work=prefix.lower(), version=f"{prefix.lower()}@2025-03-03"
    )
    table = table_of(code)
    return Case(prefix, code, table, expected=dict(table))


def _series(number: int) -> str:
    return f"{LETTERS[(number - 1) // 8].upper()}{(number - 1) % 8 + 1}"


def _own(node: Provision) -> str:
    return "\n".join(part for part in (node.heading or "", node.text) if part)


def _measure(label: str, words: Words) -> Provision:
    number = label.split()[1]
    paragraphs = [
        _paragraph(label, 1, f"{words.sentence()} The provider may {words.some(5)}."),
        _paragraph(label, 2, f"The provider should {words.some(3)}:", tuple(words.some(5) for _ in range(3))),
        _paragraph(label, 3, words.sentence(12)),
        _paragraph(
            label, 4, f"A provider that {words.some(3)} swiftly and again swiftly {words.some(2)} may {words.some(2)}."
        ),
        _paragraph(label, 5, words.sentence()),
    ]
    group = Provision("group", heading="Recommendation", children=tuple(paragraphs))
    return Provision("measure", label, number, words.some(3).capitalize(), children=(group,), printed=label)


def _paragraph(measure: str, number: int, text: str, items: tuple[str, ...] = ()) -> Provision:
    label = f"{measure}.{number}"
    ends = [";"] * (len(items) - 2) + ["; and", "."] if items else []
    children = tuple(
        Provision("subparagraph", f"{label}({LETTERS[i]})", LETTERS[i], text=item + end, printed=f"{LETTERS[i]})")
        for i, (item, end) in enumerate(zip(items, ends, strict=True))
    )
    return Provision("paragraph", label, label.split()[1], text=text, children=children, printed=label)


def _entry(measure: Provision, words: Words) -> Provision:
    application, duties = f"Services that {words.some(4)}", "Section 12(2)"
    return Provision(
        "index_entry", f"Index/{measure.label}", measure.num, measure.heading, f"{application}\n{duties}",
        printed=measure.label or "", application=application, duties=duties,
    )  # fmt: skip


Form = Callable[[Case, str, Words], str]
FORMS: dict[str, Form] = {}


def form(name: str) -> Callable[[Form], Form]:
    """Register a drafting form: it gives the instruction's words and changes what is expected."""

    def register(function: Form) -> Form:
        FORMS[name] = function
        return function

    return register


def mid(text: str, start: int, count: int) -> str:
    """Words from the middle of a text."""
    return " ".join(text.rstrip(".;:").split()[start : start + count])


def reworded(made: Case, label: str, start: int, count: int, new: str = "") -> str:
    """Words of a provision that are to read otherwise, or without `new` to be gone; as they were."""
    old = mid(made.table[label], start, count)
    made.expected[label] = made.table[label].replace(*((old, new) if new else (f"{old} ", "")))
    return old


def put_in(made: Case, m: str, words: Words) -> str:
    """A paragraph that is to stand after the third of a measure."""
    made.expected[f"{m}.3A"] = new = words.sentence()
    made.beside.append((f"{m}.3", f"{m}.3A"))
    return new


@form("insert a paragraph after")
def _after(made: Case, m: str, words: Words) -> str:
    new = put_in(made, m, words)
    return f"After paragraph {m}.3 insert–\n“{m}.3A {new}”"


@form("insert a paragraph before, after renumbering")
def _before(made: Case, m: str, words: Words) -> str:
    new = words.sentence()
    made.expected[f"{m}.6"], made.expected[f"{m}.5"] = made.expected[f"{m}.5"], new
    made.beside.append((f"{m}.5", f"{m}.6"))
    return (
        f"In Recommendation {m}, renumber paragraph {m}.5 as paragraph {m}.6 "
        f"and, before paragraph {m}.6 (as renumbered), insert–\n“{m}.5 {new}”"
    )


@form("insert a measure at the end of a subsection")
def _measure_end(made: Case, m: str, words: Words) -> str:
    letter = m.split()[1][0]
    label, title, new = f"{m.split(maxsplit=1)[0]} {letter}11", words.some(2).capitalize(), words.sentence()
    made.expected |= {label: title, f"{label}.1": new}
    made.beside.append((f"{m.split(maxsplit=1)[0]} {letter}8", label))
    return (
        f"In Section 4 (Recommended measures), in subsection {letter}, at the end insert–\n“{label} "
        f"{title}\nRecommendation\n{label}.1 {new}”"
    )


@form("insert a measure after another")
def _measure_after(made: Case, m: str, words: Words) -> str:
    label, title, new = f"{m}A", words.some(2).capitalize(), words.sentence()
    made.expected |= {label: title, f"{label}.1": new}
    made.beside.append((m, label))
    return (
        f"In Section 4 (Recommended measures), after Recommendation {m} insert–\n“{label} "
        f"{title}\nRecommendation\n{label}.1 {new}”"
    )


@form("insert index entries in the appropriate places")
def _entries(made: Case, m: str, words: Words) -> str:
    rows = []
    for label in (f"{m}A", f"{m.split(maxsplit=1)[0]} A11"):
        title, text = words.some(2).capitalize(), f"Services that {words.some(3)}"
        made.expected[f"Index/{label}"] = f"{title}\n{text}\nSection 12(2)"
        rows.append(f"| {label} | {title} | {text} | Section 12(2) |")
    made.beside += [
        (f"Index/{m}", f"Index/{m}A"),
        (f"Index/{m.split(maxsplit=1)[0]} A8", f"Index/{m.split(maxsplit=1)[0]} A11"),
    ]
    return "In Section 3 (Index), in the appropriate places, insert the following entries–\n" + "\n".join(rows)


@form("insert a definition in the appropriate place")
def _definition(made: Case, m: str, words: Words) -> str:
    terms = sorted(label.split("/")[1].split("@")[0] for label in made.table if label.startswith("Definition/"))
    term, meaning = words.word(), words.sentence()
    made.expected[f"Definition/{term}@Section 5"] = f"{term}\n{meaning}"
    earlier = [other for other in terms if other < term]
    if earlier:
        made.beside.append((f"Definition/{earlier[-1]}@Section 5", f"Definition/{term}@Section 5"))
    return (
        f"In Section 5 (Definitions and interpretation), in the table, in the appropriate place "
        f"insert–\n| {term} | {meaning} |"
    )


@form("insert an item after")
def _item(made: Case, m: str, words: Words) -> str:
    new = f"{words.some(4)};"
    made.expected[f"{m}.2(aa)"] = new
    made.beside.append((f"{m}.2(a)", f"{m}.2(aa)"))
    return f"In Recommendation {m}, in paragraph {m}.2, after sub-paragraph (a) insert–\n“aa) {new}”."


@form("insert an item at the end, with the conjunction")
def _item_end(made: Case, m: str, words: Words) -> str:
    new, last = words.some(4), f"{m}.2(c)"
    made.expected[f"{m}.2(b)"] = made.expected[f"{m}.2(b)"].removesuffix(" and")
    made.expected[last] = made.expected[last][:-1] + "; and"
    made.expected[f"{m}.2(d)"] = new + "."
    made.beside.append((last, f"{m}.2(d)"))
    return (
        f"In paragraph {m}.2, omit the “and” at the end of sub-paragraph (b) "
        "and, at the end of sub-paragraph (c), insert–\n"
        f"“; and\nd) {new}”."
    )


@form("insert words after")
def _words_after(made: Case, m: str, words: Words) -> str:
    label, new = f"{m}.3", words.some(2)
    anchor = mid(made.table[label], 4, 3)
    made.expected[label] = made.table[label].replace(anchor, f"{anchor} {new}")
    return f"In paragraph {label}, after “{anchor}” insert “{new}”."


@form("insert words between commas after")
def _words_comma(made: Case, m: str, words: Words) -> str:
    label, new = f"{m}.3", f", including {words.some(2)},"
    anchor = mid(made.table[label], 4, 3)
    made.expected[label] = made.table[label].replace(anchor, anchor + new)
    return f"In Recommendation {m}, in paragraph {label}, after “{anchor}” insert “{new}”."


@form("insert words before")
def _words_before(made: Case, m: str, words: Words) -> str:
    label, new = f"{m}.3", words.some(2)
    anchor = mid(made.table[label], 4, 3)
    made.expected[label] = made.table[label].replace(anchor, f"{new} {anchor}")
    return f"In paragraph {label}, before “{anchor}” insert “{new}”."


@form("insert words at the end of an item")
def _words_end(made: Case, m: str, words: Words) -> str:
    made.expected[f"{m}.2(a)"] = made.table[f"{m}.2(a)"] + " or"
    return f"At the end of paragraph {m}.2(a) insert “or”."


@form("substitute words")
def _substitute(made: Case, m: str, words: Words) -> str:
    label, new = f"{m}.3", words.some(3)
    old = reworded(made, label, 5, 2, new)
    return f"In paragraph {label}, for “{old}” substitute “{new}”."


@form("substitute words in each place")
def _each(made: Case, m: str, words: Words) -> str:
    made.expected[f"{m}.4"] = made.table[f"{m}.4"].replace("swiftly", "without delay")
    return f"In Recommendation {m}, for “swiftly”, in each place where it occurs, substitute “without delay”."


@form("substitute words in the second place")
def _second(made: Case, m: str, words: Words) -> str:
    first, second, rest = made.table[f"{m}.4"].split("swiftly")
    made.expected[f"{m}.4"] = f"{first}swiftly{second}promptly{rest}"
    return f"In paragraph {m}.4, for “swiftly”, in the second place where it occurs, substitute “promptly”."


@form("substitute words from a place to the end")
def _to_end(made: Case, m: str, words: Words) -> str:
    label, new = f"{m}.3", words.some(3)
    old = mid(made.table[label], 6, 2)
    made.expected[label] = made.table[label].split(old)[0] + new + "."
    return f"In paragraph {label}, for the words from “{old}” to the end substitute “{new}.”"


@form("substitute words from a place to another")
def _to_place(made: Case, m: str, words: Words) -> str:
    label, new = f"{m}.3", words.some(2)
    first, last = mid(made.table[label], 4, 2), mid(made.table[label], 9, 2)
    made.expected[label] = made.table[label].split(first)[0] + new + made.table[label].split(last)[1]
    return f"In paragraph {label}, for the words from “{first}” to “{last}” substitute “{new}”."


@form("omit words")
def _omit_words(made: Case, m: str, words: Words) -> str:
    label = f"{m}.3"
    old = reworded(made, label, 5, 3)
    return f"In paragraph {label}, omit “{old}”."


@form("omit a paragraph")
def _omit_paragraph(made: Case, m: str, words: Words) -> str:
    del made.expected[f"{m}.3"]
    return f"Omit paragraph {m}.3."


@form("omit an item")
def _omit_item(made: Case, m: str, words: Words) -> str:
    del made.expected[f"{m}.2(b)"]
    return f"In paragraph {m}.2, omit sub-paragraph (b)."


@form("omit a measure and its entry")
def _omit_measure(made: Case, m: str, words: Words) -> str:
    for label in [label for label in made.expected if label in (m, f"Index/{m}") or label.startswith(f"{m}.")]:
        del made.expected[label]
    return f"Omit Recommendation {m} and the entry relating to it in Section 3."


@form("omit a sentence")
def _omit_sentence(made: Case, m: str, words: Words) -> str:
    made.expected[f"{m}.1"] = made.table[f"{m}.1"].split(". ")[0] + "."
    return f"In paragraph {m}.1, omit the second sentence."


@form("substitute a paragraph")
def _paragraph_new(made: Case, m: str, words: Words) -> str:
    new = words.sentence()
    made.expected[f"{m}.3"] = new
    return f"In Recommendation {m}, for paragraph {m}.3 substitute–\n“{m}.3 {new}”."


@form("substitute an item")
def _item_new(made: Case, m: str, words: Words) -> str:
    new = f"{words.some(3)};"
    made.expected[f"{m}.2(a)"] = new
    return f"In paragraph {m}.2, for sub-paragraph (a) substitute–\n“a) {new}”."


@form("renumber paragraphs")
def _renumber(made: Case, m: str, words: Words) -> str:
    made.expected[f"{m}.6"], made.expected[f"{m}.5"] = made.expected[f"{m}.5"], made.expected[f"{m}.4"]
    del made.expected[f"{m}.4"]
    return f"In Recommendation {m}, renumber paragraphs {m}.4 and {m}.5 as paragraphs {m}.5 and {m}.6."


@form("substitute words in a definition")
def _definition_words(made: Case, m: str, words: Words) -> str:
    label = [label for label in made.table if label.startswith("Definition/")][2]
    new = words.some(2)
    old = reworded(made, label, 6, 2, new)
    term = label.split("/")[1].split("@")[0]
    return (
        f"In Section 5 (Definitions and interpretation), in the definition of “{term}”, for “{old}” substitute “{new}”."
    )


@form("omit a definition")
def _definition_gone(made: Case, m: str, words: Words) -> str:
    label = [label for label in made.table if label.startswith("Definition/")][5]
    del made.expected[label]
    term = label.split("/")[1].split("@")[0]
    return f"In Section 5 (Definitions and interpretation), in the table, omit the entry for “{term}”."


@form("substitute words in a column of the index")
def _column(made: Case, m: str, words: Words) -> str:
    label = f"Index/{m}"
    old, new = made.table[label].split("\n")[1], words.some(2)
    part = mid(old, 2, 2)
    made.expected[label] = made.table[label].replace(part, new)
    return f"In Section 3, in the entry for Recommendation {m}, in the third column, for “{part}” substitute “{new}”."


@form("substitute words in a heading")
def _heading(made: Case, m: str, words: Words) -> str:
    old, new = made.table[m].split()[1], words.word()
    made.expected[m] = made.table[m].replace(old, new)
    return f"In the heading of Recommendation {m}, for “{old}” substitute “{new}”."


@form("insert words at the end of a paragraph")
def _paragraph_end(made: Case, m: str, words: Words) -> str:
    new = f", unless {words.some(3)}"
    made.expected[f"{m}.5"] = made.table[f"{m}.5"][:-1] + new + "."
    return f"In paragraph {m}.5, at the end insert “{new}”."


DEFECTS: dict[str, Form] = {
    "no such paragraph": lambda made, m, words: f"Omit paragraph {m}.77.",
    "no such words": lambda made, m, words: f"In paragraph {m}.3, for “{words.some(2)}” substitute “{words.word()}”.",
    "words in two places": lambda made, m, words: f"In paragraph {m}.4, for “swiftly” substitute “promptly”.",
    "no such anchor": lambda made, m, words: f"After paragraph {m}.66 insert–\n“{m}.66A {words.sentence()}”",
    "no such words to insert after": lambda made, m, words: (
        f"In paragraph {m}.3, after “{words.some(2)}” insert “{words.word()}”."
    ),
    "a label that exists": lambda made, m, words: f"After paragraph {m}.3 insert–\n“{m}.4 {words.sentence()}”",
    "a number that is taken": lambda made, m, words: (
        f"In Recommendation {m}, renumber paragraph {m}.2 as paragraph {m}.4."
    ),
    "a cycle of numbers": lambda made, m, words: (
        f"In Recommendation {m}, renumber paragraphs {m}.2, {m}.3 and {m}.4 as paragraphs {m}.3, {m}.4 and {m}.2."
    ),
    "numbers out of order": lambda made, m, words: f"After paragraph {m}.1 insert–\n“{m}.9 {words.sentence()}”",
    "no such definition": lambda made, m, words: f"In Section 5, in the table, omit the entry for “{words.word()}”.",
    "no third sentence": lambda made, m, words: f"In paragraph {m}.1, omit the third sentence.",
    "no such index entry": lambda made, m, words: f"Omit the entry for Recommendation {m.split()[0]} Z9 in Section 3.",
    "half of it impossible": lambda made, m, words: f"Omit paragraph {m}.3 and paragraph {m}.88.",
    "no words named": lambda made, m, words: f"Omit so much of paragraph {m}.3 as is not needed.",
    "no verb known": lambda made, m, words: f"Paragraph {m}.3 is to be improved by leaving away what is not needed.",
}  # fmt: skip


def defects(seed: int) -> Iterator[tuple[str, Case]]:
    """Each defect in an instrument of its own, between two instructions that are right."""
    return idle(seed, DEFECTS)


def idle(seed: int, forms: dict[str, Form]) -> Iterator[tuple[str, Case]]:
    """Each form that changes nothing in an instrument of its own, between two instructions that are right."""
    for name, make in forms.items():
        made = plain(seed, 8)
        words = Words(random.Random(f"{seed}-{name}"))
        first = FORMS["substitute words"](made, f"{made.prefix} A1", words)
        wrong = make(made, f"{made.prefix} A2", words)
        last = FORMS["omit a paragraph"](made, f"{made.prefix} A3", words)
        made.instructions += [first, wrong, last]
        yield name, made


def table_of(code: Expression) -> Table:
    """The flat table of a version, to hold against the truth; what has no number is named by its place."""
    table: Table = {}
    for section in code.provisions:
        _tabled(section, "", table, Counter())
    return table


def _tabled(node: Provision, parent: str, table: Table, places: Counter[str]) -> None:
    """The words of a node and of all below it: a bullet is `X.2~subparagraph1`, a cell `X.3~row2~text1`."""
    if node.label or node.kind in ("subparagraph", "text", "row", "table"):
        places[node.kind] += not node.label
        name = node.label or f"{parent}~{node.kind}{places[node.kind]}"
        if node.label or _own(node):
            table[name] = _own(node)
    else:
        name = parent
    inner: Counter[str] = Counter()
    for child in node.children:
        _tabled(child, name, table, places if name == parent else inner)


def grown(made: Case, label: str, *children: Provision) -> None:
    """Give a provision of the code these children, in the code and in its truth."""
    provisions = tuple(_grown(section, label, children) for section in made.code.provisions)
    made.code = replace(made.code, provisions=provisions)
    fresh = {name: text for name, text in table_of(made.code).items() if name not in made.table}
    made.table |= fresh
    made.expected |= fresh


def _grown(node: Provision, label: str, children: tuple[Provision, ...]) -> Provision:
    if node.label == label:
        return replace(node, children=(*node.children, *children))
    return replace(node, children=tuple(_grown(child, label, children) for child in node.children))
