"""Forms of UK drafting beyond those of codes: bullets, cells, opening and closing words, several provisions at once.

Importing this module adds its forms to `consolidation_cases.FORMS`, and those that change no text (modifications,
commencement, savings) to `IDLE`.
"""

from consolidation_cases import Case, Form, Words, form, grown, mid, put_in, reworded

from corpus.provision import Provision

IDLE: dict[str, Form] = {}
"""Forms that are recognised and not executed: nothing changes, and they are told."""


def _bullets(made: Case, label: str, words: Words) -> list[str]:
    texts = [f"{words.some(3)};", f"{words.some(3)};", f"{words.some(3)}."]
    grown(made, label, *(Provision("subparagraph", text=text) for text in texts))
    return texts


def _listed(made: Case, label: str, texts: list[str]) -> None:
    """The bullets of a provision as they should be."""
    for name in [name for name in made.expected if name.startswith(f"{label}~subparagraph")]:
        del made.expected[name]
    made.expected |= {f"{label}~subparagraph{n}": text for n, text in enumerate(texts, 1)}


@form("omit a bullet")
def bullet_gone(made: Case, m: str, words: Words) -> str:
    """A bullet is counted."""
    texts = _bullets(made, f"{m}.5", words)
    _listed(made, f"{m}.5", [texts[0], texts[2]])
    return f"In paragraph {m}.5, omit the second bullet."


@form("substitute words in a bullet")
def bullet_words(made: Case, m: str, words: Words) -> str:
    """The bullet narrows where the words are looked for."""
    texts, new = _bullets(made, f"{m}.5", words), words.some(2)
    old = mid(texts[2], 1, 1)
    _listed(made, f"{m}.5", [texts[0], texts[1], texts[2].replace(old, new)])
    return f"In paragraph {m}.5, in the third bullet, for “{old}” substitute “{new}”."


@form("substitute words in both places where they occur")
def both(made: Case, m: str, words: Words) -> str:
    """A number of places."""
    made.expected[f"{m}.4"] = made.table[f"{m}.4"].replace("swiftly", "at once")
    return f"In paragraph {m}.4, for “swiftly”, in both places where it occurs, substitute “at once”."


@form("omit a word where it first occurs")
def first(made: Case, m: str, words: Words) -> str:
    """A place counted behind the words."""
    made.expected[f"{m}.4"] = made.table[f"{m}.4"].replace("swiftly ", "", 1)
    return f"In paragraph {m}.4, omit “swiftly” where it first occurs."


@form("insert after the second time words occur")
def second_time(made: Case, m: str, words: Words) -> str:
    """A count of an anchor."""
    new = words.word()
    before, between, rest = made.table[f"{m}.4"].split("swiftly")
    made.expected[f"{m}.4"] = f"{before}swiftly{between}swiftly {new}{rest}"
    return f"In paragraph {m}.4, after “swiftly”, the second time it occurs, insert “{new}”."


@form("substitute a word wherever it occurs in a measure")
def wherever(made: Case, m: str, words: Words) -> str:
    """Items and paragraphs alike."""
    for label in [label for label in made.table if label.startswith(f"{m}.")]:
        made.expected[label] = made.table[label].replace("provider", "operator")
    return f"In Recommendation {m}, for “provider”, wherever it occurs, substitute “operator”."


@form("omit the words after others to the end of the paragraph")
def after_to_end(made: Case, m: str, words: Words) -> str:
    """The words named stay."""
    kept = mid(made.table[f"{m}.3"], 5, 2)
    made.expected[f"{m}.3"] = made.table[f"{m}.3"].split(kept)[0] + kept + "."
    return f"In paragraph {m}.3, omit the words after “{kept}” to the end of the paragraph."


@form("substitute words from the beginning")
def beginning(made: Case, m: str, words: Words) -> str:
    """The opening of a sentence."""
    last, new = mid(made.table[f"{m}.3"], 4, 2), words.some(2).capitalize()
    made.expected[f"{m}.3"] = new + made.table[f"{m}.3"].split(last)[1]
    return f"In paragraph {m}.3, for the words from the beginning to “{last}” substitute “{new}”."


@form("substitute words in the opening words")
def opening(made: Case, m: str, words: Words) -> str:
    """The words before the first item, and no item."""
    new = words.some(2)
    old = reworded(made, f"{m}.2", 3, 2, new)
    return f"In paragraph {m}.2, in the opening words, for “{old}” substitute “{new}”."


@form("substitute words in the words before an item")
def before_item(made: Case, m: str, words: Words) -> str:
    """The same, said by the item."""
    new = words.some(2)
    old = reworded(made, f"{m}.2", 3, 2, new)
    return f"In paragraph {m}.2, in the words before sub-paragraph (a), for “{old}” substitute “{new}”."


@form("substitute words in the full-out words")
def full_out(made: Case, m: str, words: Words) -> str:
    """The words after the last item belong to the paragraph."""
    text = f"and must {words.some(4)}."
    grown(made, f"{m}.2", Provision("text", text=text))
    old, new = mid(text, 2, 2), words.some(2)
    made.expected[f"{m}.2~text1"] = text.replace(old, new)
    return f"In paragraph {m}.2, in the full-out words, for “{old}” substitute “{new}”."


@form("substitute a heading")
def heading(made: Case, m: str, words: Words) -> str:
    """The whole heading."""
    new = words.some(3).capitalize()
    made.expected[m] = new
    return f"For the heading to Recommendation {m} substitute “{new}”."


@form("substitute a range of items")
def items(made: Case, m: str, words: Words) -> str:
    """Three by two: the last number goes."""
    one, two = words.some(3), words.some(3)
    made.expected |= {f"{m}.2(a)": f"{one}; and", f"{m}.2(b)": f"{two}."}
    del made.expected[f"{m}.2(c)"]
    return f"In paragraph {m}.2, for sub-paragraphs (a) to (c) substitute–\n“(a) {one}; and\n(b) {two}.”"


@form("insert a definition alphabetically, without a table")
def alphabetical(made: Case, m: str, words: Words) -> str:
    """A quoted term and its meaning."""
    terms = sorted(label.split("/")[1].split("@")[0] for label in made.expected if label.startswith("Definition/"))
    term, meaning = words.word(), f"a {words.some(4)}"
    made.expected[f"Definition/{term}@Section 5"] = f"“{term}” means {meaning}."
    earlier = [other for other in terms if other < term]
    if earlier:  # another form may have put one behind the same definition, and is not beside it any more
        made.beside = [pair for pair in made.beside if pair[0] != f"Definition/{earlier[-1]}@Section 5"]
        made.beside.append((f"Definition/{earlier[-1]}@Section 5", f"Definition/{term}@Section 5"))
    return (
        "In Section 5 (Definitions and interpretation), in the appropriate alphabetical place insert–\n"
        f"““{term}” means {meaning}.”"
    )


def _rows(made: Case, label: str, words: Words) -> list[list[str]]:
    cells = [[words.word().capitalize(), words.some(3)] for _ in range(3)]
    rows = tuple(Provision("row", children=tuple(Provision("text", text=cell) for cell in row)) for row in cells)
    grown(made, label, Provision("table", children=rows))
    return cells


@form("substitute words in a cell")
def cell(made: Case, m: str, words: Words) -> str:
    """A row by its first cell."""
    rows, new = _rows(made, f"{m}.3", words), words.word()
    old = mid(rows[1][1], 1, 1)
    made.expected[f"{m}.3~table1~row2~text2"] = rows[1][1].replace(old, new)
    return f"In the table in paragraph {m}.3, in the entry relating to “{rows[1][0]}”, for “{old}” substitute “{new}”."


@form("omit a row")
def row(made: Case, m: str, words: Words) -> str:
    """The row goes, with its cells."""
    rows = _rows(made, f"{m}.3", words)
    for name in [name for name in made.expected if name.startswith(f"{m}.3~table1~row3")]:
        del made.expected[name]
    return f"In the table in paragraph {m}.3, omit the entry relating to “{rows[2][0]}”."


@form("insert a row after another")
def row_after(made: Case, m: str, words: Words) -> str:
    """Behind the last one, so that no other row changes its place."""
    rows, new = _rows(made, f"{m}.3", words), [words.word().capitalize(), words.some(2)]
    made.expected |= {f"{m}.3~table1~row4~text1": new[0], f"{m}.3~table1~row4~text2": new[1]}
    return (
        f"In the table in paragraph {m}.3, after the entry relating to “{rows[2][0]}” insert–\n| {new[0]} | {new[1]} |"
    )


@form("insert and renumber accordingly")
def accordingly(made: Case, m: str, words: Words) -> str:
    """The numbers behind are said."""
    made.expected[f"{m}.6"], made.expected[f"{m}.5"] = made.table[f"{m}.5"], made.table[f"{m}.4"]
    made.expected[f"{m}.4"] = new = words.sentence()
    return (
        f"In Recommendation {m}, renumber paragraphs {m}.4 and {m}.5 as paragraphs {m}.5 and {m}.6 accordingly and, "
        f"after paragraph {m}.3, insert–\n“{m}.4 {new}”"
    )


@form("insert a paragraph without quotation marks")
def unquoted(made: Case, m: str, words: Words) -> str:
    """What is inserted stands below the instruction, up to the next one."""
    new = put_in(made, m, words)
    return f"After paragraph {m}.3 insert:\n{m}.3A {new}"


@form("substitute words in several provisions at once")
def several(made: Case, m: str, words: Words) -> str:
    """Each of them has the words once."""
    for label in (f"{m}.3", f"{m}.5"):
        made.expected[label] = made.table[label].replace("should", "must")
    return f"In each of paragraphs {m}.3 and {m}.5, for “should” substitute “must”."


@form("several provisions under one lead-in")
def following(made: Case, m: str, words: Words) -> str:
    """ "In the following provisions": the items are the places."""
    for label in (f"{m}.3", f"{m}.5"):
        made.expected[label] = made.table[label].replace("should", "must")
    return f"In the following provisions, for “should” substitute “must”–\n(a) paragraph {m}.3;\n(b) paragraph {m}.5."


@form("words of another work inserted, its number in brackets")
def another_title(made: Case, m: str, words: Words) -> str:
    """The title that is inserted is not the work amended."""
    old = mid(made.table[f"{m}.3"], 5, 2)
    made.expected[f"{m}.3"] = made.table[f"{m}.3"].replace(old, f"{old} (see the Quays Act 2001 (c. 9))")
    return f"In paragraph {m}.3, after “{old}” insert “(see the Quays Act 2001 (c. 9))”."


IDLE |= {
    "a modification": lambda made, m, words: (
        f"In relation to {words.word()}, paragraph {m}.3 has effect as if “{mid(made.table[f'{m}.3'], 5, 2)}” were "
        "omitted."
    ),
    "a modification of several words": lambda made, m, words: (
        f"Paragraph {m}.3 is to be read, for the purposes of {words.word()}, as if for "
        f"“{mid(made.table[f'{m}.3'], 5, 2)}” there were substituted “{words.some(2)}”."
    ),
    "a commencement": lambda made, m, words: "These amendments come into force on 1 May 2031.",
    "a saving": lambda made, m, words: "The amendments do not apply to services that closed before 1 May 2031.",
}  # fmt: skip
