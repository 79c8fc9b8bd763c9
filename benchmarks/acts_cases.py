"""Acts and regulations made up for measuring consolidation: sections or `46.—(1)`, Parts, Schedules, definitions.

Unlike the codes of `consolidation_cases` the base is a page that the parser reads: its labels are held against
those it was made with. The instrument amends another work too, and names both with their numbers in brackets.
"""

import random
from collections.abc import Callable
from dataclasses import dataclass, field

from consolidation_cases import Table, Words, mid, table_of

from corpus.work import Expression
from parser.document import parse


@dataclass
class ActCase:
    """An Act (or regulations, `units`), what its labels should be, the instrument, and the truth after it.

    `others` are the numbers of instructions that amend the other work; none of them may be executed.
    """

    title: str
    cited: str
    act: bool
    code: Expression
    made: Table
    table: Table
    expected: Table
    instructions: list[str] = field(default_factory=list)
    forms: list[str] = field(default_factory=list)
    others: list[int] = field(default_factory=list)
    beside: list[tuple[str, str]] = field(default_factory=list)

    @property
    def unit(self) -> str:
        """What its units are called."""
        return "section" if self.act else "regulation"

    @property
    def sub(self) -> str:
        """What a unit is divided into."""
        return "subsection" if self.act else "paragraph"

    @property
    def item(self) -> str:
        """What that is divided into."""
        return "paragraph" if self.act else "sub-paragraph"

    def label(self, number: int, *items: object) -> str:
        """The label of a unit or of what stands in it."""
        return (f"Section {number}" if self.act else str(number)) + "".join(f"({each})" for each in items)

    def text(self) -> str:
        """The instrument as a plain text document."""
        be = "is" if self.act else "are"
        head = f"The {self.title.removeprefix('The ')} {self.cited} {be} amended as follows."
        lines = [f"{self.title} (Amendment) {'Bill' if self.act else 'Regulations'}", f"1. {head}"]
        return "\n".join([*lines, *(f"{n}. {words}" for n, words in enumerate(self.instructions, 2))]) + "\n"


ActForm = Callable[[ActCase, int, Words], str]
FORMS: dict[str, ActForm] = {}


def form(name: str) -> Callable[[ActForm], ActForm]:
    """Register a form: it gives the instruction's words for a unit of its own and changes what is expected."""

    def register(function: ActForm) -> ActForm:
        FORMS[f"Act: {name}"] = function
        return function

    return register


def act_case(seed: int) -> ActCase:
    """An Act (even seeds) or regulations with a unit for every form, and the instrument that uses every form once."""
    words = Words(random.Random(f"act-{seed}"))
    act, made = seed % 2 == 0, Table()
    title = f"{'' if act else 'The '}{words.some(2).title()} {'Act' if act else 'Regulations'} {1990 + seed % 30}"
    case = ActCase(title, "(c. 21)" if act else "(S.I. 2003/114)", act, Expression("", None, ()), made, {}, {})
    page = _page(case, words)
    case.code = parse(page.encode(), name="base.html")
    case.table = table_of(case.code)
    case.expected = dict(case.table)
    new = Words(random.Random(f"act-{seed}-new"))
    for number, (name, make) in enumerate(FORMS.items(), 1):
        case.forms.append(name)
        case.instructions.append(make(case, number, new))
    _another_work(case, new)
    return case


def _another_work(case: ActCase, words: Words) -> None:
    """Instructions for another work behind the case's own: its title leads them, or stands in one of them."""
    old = mid(case.table[case.label(1, 1)], 3, 2)
    other = ["The Quays Act 1999 (c. 9) is amended as follows.", "Omit section 2.",
             f"In section 1(1), for “{old}” substitute “{words.some(2)}”."]  # fmt: skip
    first = len(case.instructions) + 2
    case.instructions += [*other, "In section 3 of the Docks Act 2002, omit subsection (1)."]
    case.others = [first + 1, first + 2, first + 3]


def _page(case: ActCase, words: Words) -> str:
    out = [f"<h1>{case.title}</h1>"]
    count = len(FORMS)
    for number in range(1, count + 1):
        if number in (1, count // 2):
            out.append(f"<h2>Part {1 if number == 1 else 2} {words.some(2).title()}</h2>")
        out += _unit(case, number, words)
    for schedule in (1, 2):
        out.append(f"<h2>Schedule {schedule} {words.some(2).title()}</h2>")
        out += _schedule(case, schedule, words)
    return f"<html><body><main>{''.join(out)}</main></body></html>"


def _unit(case: ActCase, number: int, words: Words) -> list[str]:
    """A unit of four: a sentence, a list with its closing words, a sentence with a word twice, definitions."""
    heading, term = words.some(3).capitalize(), words.word()
    texts = {
        (1,): f"A keeper must {words.some(8)}.",
        (2,): f"A keeper who {words.some(3)} may—",
        (2, "a"): f"{words.some(4)},",
        (2, "b"): f"{words.some(4)}, or",
        (2, "c"): f"{words.some(4)},",
        (3,): f"A keeper that {words.some(3)} swiftly and again swiftly {words.some(2)} may {words.some(2)}.",
        (4,): f"In this {case.unit}—",
    }
    case.made |= {case.label(number, *items): text for items, text in texts.items()}
    lines = [f"({items[-1]}) {text}" for items, text in texts.items()]
    lines.insert(5, f"and {words.some(4)}.")
    lines.append(f"“{term}” means {words.some(4)}.")
    out = [f"<h3>{number} {heading}</h3>" if case.act else f"<h3>{heading}</h3>"]
    first = lines[0] if case.act else f"{number}.—{lines[0]}"
    return [*out, *(f"<p>{line}</p>" for line in (first, *lines[1:]))]


def _schedule(case: ActCase, schedule: int, words: Words) -> list[str]:
    """Paragraphs in two Parts (the first schedule) or without any, one with a table."""
    out = []
    for number in range(1, 9):
        if schedule == 1 and number in (1, 5):
            out.append(f"<h3>Part {1 if number == 1 else 2} {words.some(1).title()}</h3>")
        name, one, two = f"Schedule {schedule}/{number}", words.some(5), words.some(4)
        if number % 2:
            case.made[name] = f"A cask must {one}."
            out.append(f"<p>{number}. A cask must {one}.</p>")
        else:
            case.made |= {f"{name}(1)": f"A seal must {one}.", f"{name}(2)": f"It may {two}."}
            out += [f"<p>{number}.—(1) A seal must {one}.</p>", f"<p>(2) It may {two}.</p>"]
        if number == 7:
            rows = "".join(f"<tr><td>{words.word().title()}</td><td>{words.some(3)}</td></tr>" for _ in range(3))
            out.append(f"<table><tr><th>Cask</th><th>Mark</th></tr>{rows}</table>")
    return out


def _swap(case: ActCase, label: str, old: str, new: str) -> None:
    case.expected[label] = case.table[label].replace(old, new)


@form("substitute words in a subsection")
def words_of(case: ActCase, n: int, words: Words) -> str:
    """The number with its brackets."""
    old, new = mid(case.table[case.label(n, 1)], 4, 2), words.some(2)
    _swap(case, case.label(n, 1), old, new)
    return f"In {case.unit} {n}(1), for “{old}” substitute “{new}”."


@form("leave out words in an item")
def leave_out(case: ActCase, n: int, words: Words) -> str:
    """The verb of amendments to Bills; the place in three steps."""
    old = mid(case.table[case.label(n, 2, "b")], 1, 2)
    _swap(case, case.label(n, 2, "b"), f"{old}", "")
    case.expected[case.label(n, 2, "b")] = case.expected[case.label(n, 2, "b")].replace("  ", " ")
    return f"In {case.unit} {n}, in {case.sub} (2), in {case.item} (b), leave out “{old}”."


@form("there is inserted after words")
def there_is(case: ActCase, n: int, words: Words) -> str:
    """The passive of older Acts."""
    old, new = mid(case.table[case.label(n, 1)], 4, 2), words.some(2)
    _swap(case, case.label(n, 1), old, f"{old} {new}")
    return f"In {case.unit} {n}(1), after “{old}” there is inserted “{new}”."


@form("words in the first place where they occur, in brackets")
def first_place(case: ActCase, n: int, words: Words) -> str:
    """A count behind the words, in brackets."""
    label = case.label(n, 3)
    case.expected[label] = case.table[label].replace("swiftly", "slowly", 1)
    return f"In {case.unit} {n}, in {case.sub} (3), for “swiftly” (in the first place it occurs) substitute “slowly”."


@form("words in both places")
def both(case: ActCase, n: int, words: Words) -> str:
    """A number of places."""
    _swap(case, case.label(n, 3), "swiftly", "slowly")
    return f"In {case.unit} {n}(3), for “swiftly”, in both places, substitute “slowly”."


@form("the words from one place to another are repealed")
def stretch(case: ActCase, n: int, words: Words) -> str:
    """A stretch, in the passive."""
    label = case.label(n, 1)
    one, other = mid(case.table[label], 4, 1), mid(case.table[label], 7, 1)
    before, rest = case.table[label].split(f"{one} ", 1)
    case.expected[label] = before + rest.split(f"{other} ", 1)[1]
    return f"In {case.unit} {n}(1), the words from “{one}” to “{other}” are repealed."


@form("insert a subsection")
def subsection(case: ActCase, n: int, words: Words) -> str:
    """Its number stands between two."""
    new = f"A keeper may {words.some(4)}."
    case.expected[case.label(n, "1A")] = new
    case.beside.append((case.label(n, 1), case.label(n, "1A")))
    return f"In {case.unit} {n}, after {case.sub} (1) insert—\n“(1A) {new}”."


@form("insert a unit with a heading and items")
def unit(case: ActCase, n: int, words: Words) -> str:
    """A whole section or regulation."""
    heading, one, two = words.some(2).capitalize(), f"A keeper may {words.some(3)}—", f"{words.some(2)}, or"
    name = case.label(n) + "A"
    case.expected |= {name: heading, f"{name}(1)": one, f"{name}(1)(a)": two, f"{name}(1)(b)": f"{words.some(2)}."}
    last = case.expected[f"{name}(1)(b)"]
    if not case.act:
        case.expected[name] = ""
    if case.act:
        return f"After {case.unit} {n} insert—\n“{n}A {heading}\n(1) {one}\n(a) {two}\n(b) {last}”."
    return f"After {case.unit} {n} insert—\n“{heading}\n{n}A.—(1) {one}\n(a) {two}\n(b) {last}”."


@form("substitute a range of items")
def items(case: ActCase, n: int, words: Words) -> str:
    """Two by two."""
    one, two = f"{words.some(2)},", f"{words.some(2)}, or"
    case.expected |= {case.label(n, 2, "a"): one, case.label(n, 2, "b"): two}
    return f"In {case.unit} {n}(2), for {case.item}s (a) and (b) substitute—\n“(a) {one}\n(b) {two}”."


@form("omit an item and the conjunction before it")
def omit_item(case: ActCase, n: int, words: Words) -> str:
    """Two things at one place."""
    del case.expected[case.label(n, 2, "c")]
    _swap(case, case.label(n, 2, "b"), ", or", ",")
    return f"In {case.unit} {n}(2), omit {case.item} (c) and the “or” at the end of {case.item} (b)."


@form("substitute words in the opening words")
def opening(case: ActCase, n: int, words: Words) -> str:
    """The words before the first item."""
    old, new = mid(case.table[case.label(n, 2)], 3, 2), words.some(2)
    _swap(case, case.label(n, 2), old, new)
    return f"In {case.unit} {n}(2), in the words before {case.item} (a), for “{old}” substitute “{new}”."


@form("substitute words in the full-out words")
def closing(case: ActCase, n: int, words: Words) -> str:
    """The words after the last item."""
    label = f"{case.label(n, 2)}~text1"
    old, new = mid(case.table[label], 1, 2), words.some(2)
    _swap(case, label, old, new)
    return f"In {case.unit} {n}(2), in the closing words, for “{old}” substitute “{new}”."


@form("subsections omitted together")
def together(case: ActCase, n: int, words: Words) -> str:
    """A range; the items of the first go with it."""
    gone = (case.label(n, 2), case.label(n, 3))
    for label in [label for label in case.expected if label.startswith(gone)]:
        del case.expected[label]
    return f"In {case.unit} {n}, omit {case.sub}s (2) and (3)."


@form("a nested list of instructions")
def nested(case: ActCase, n: int, words: Words) -> str:
    """Items of items, each under the place above it."""
    old, new, more = mid(case.table[case.label(n, 2, "a")], 1, 1), words.word(), f"A keeper may {words.some(3)}."
    _swap(case, case.label(n, 2, "a"), old, new)
    _swap(case, case.label(n, 3), "may", "must")
    case.expected[case.label(n, "3A")] = more
    return (
        f"In {case.unit} {n}—\n(a) in {case.sub} (2)(a), for “{old}” substitute “{new}”;\n"
        f"(b) in {case.sub} (3), for “may” substitute “must”;\n(c) after {case.sub} (3) insert—\n“(3A) {more}”."
    )


@form("a definition inserted in its place")
def definition(case: ActCase, n: int, words: Words) -> str:
    """At the appropriate place, in quotation marks."""
    term, meaning = words.word(), words.some(3)
    known = [label for label in case.table if label.startswith("Definition/")]
    scope = f"@{case.label(n)}" if any(label.endswith(f"@{case.label(n)}") for label in known) else ""
    case.expected[f"Definition/{term}{scope or f'@{case.label(n)}'}"] = f"“{term}” means {meaning};"
    return f"In {case.unit} {n}(4), at the appropriate place insert—\n““{term}” means {meaning};”."


@form("words in a paragraph of a schedule")
def in_schedule(case: ActCase, n: int, words: Words) -> str:
    """The paragraph before the schedule."""
    old, new = mid(case.table["Schedule 1/3"], 3, 2), words.some(2)
    _swap(case, "Schedule 1/3", old, new)
    return f"In paragraph 3 of Schedule 1, for “{old}” substitute “{new}”."


@form("words in a sub-paragraph of a schedule with Parts")
def in_part(case: ActCase, n: int, words: Words) -> str:
    """The Part does not count in the number."""
    old, new = mid(case.table["Schedule 1/6(2)"], 2, 2), words.some(2)
    _swap(case, "Schedule 1/6(2)", old, new)
    return f"In Part 2 of Schedule 1, in paragraph 6(2), for “{old}” substitute “{new}”."


@form("a paragraph inserted in a schedule")
def schedule_new(case: ActCase, n: int, words: Words) -> str:
    """Between two of its paragraphs."""
    new = f"A cask may {words.some(3)}."
    case.expected["Schedule 2/3A"] = new
    case.beside.append(("Schedule 2/3", "Schedule 2/3A"))
    return f"In Schedule 2, after paragraph 3 insert—\n“3A. {new}”."


@form("a paragraph of a schedule repealed")
def schedule_gone(case: ActCase, n: int, words: Words) -> str:
    """With its sub-paragraphs."""
    for label in [label for label in case.expected if label.startswith("Schedule 2/4")]:
        del case.expected[label]
    return "Paragraph 4 of Schedule 2 is repealed."


@form("words in a cell of a schedule's table")
def cell(case: ActCase, n: int, words: Words) -> str:
    """The row by its first cell, the column by its number."""
    label = next(k for k in case.table if k.startswith("Schedule 2") and "~row3~text2" in k)
    head = case.table[label.replace("text2", "text1")]
    old, new = mid(case.table[label], 1, 1), words.word()
    _swap(case, label, old, new)
    return (
        f"In the table in paragraph 7 of Schedule 2, in the entry for “{head}”, in the second column, for “{old}” "
        f"substitute “{new}”."
    )


@form("a unit ceases to have effect")
def ceases(case: ActCase, n: int, words: Words) -> str:
    """Omission in other words."""
    for label in [k for k in case.expected if k == case.label(n) or k.startswith(f"{case.label(n)}(")]:
        del case.expected[label]
    if case.act:
        for label in [k for k in case.expected if k.endswith(f"@{case.label(n)}")]:
            del case.expected[label]
    else:
        place = list(case.table).index(case.label(n, 4))
        del case.expected[list(case.table)[place + 1]]
    return f"{case.unit.capitalize()} {n} shall cease to have effect."
