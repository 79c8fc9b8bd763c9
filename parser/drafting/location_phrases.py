"""Phrases that name a provision or a part of one, read into steps (`parser.drafting.location`).

"sub-paragraph (b) of paragraph XYZ C9.4", "the definition of “hash”", "the entry for
Recommendation XYZ C9", "the third column", "paragraphs XYZ C9.1 to XYZ C9.4 (as renumbered)".
"""

import re
from dataclasses import replace

from corpus.effect import Part, PartKind
from parser.drafting.location import Step, StepKind
from parser.drafting.number_phrases import capitals, letters, not_a_choice, numbers, singular
from parser.drafting.ranges import NotUnderstood
from parser.drafting.title_phrases import work_title
from parser.drafting.tokens import Cursor

CONTAINERS = ("section", "annex", "schedule", "part", "chapter", "appendix")
_MEASURES = ("recommendation", "measure")
PARAGRAPHS = (
    "paragraph", "para", "rule", "regulation", "article", "direction", "condition", "clause", "sub-clause", "subclause",
    "provision", "principle", "standard", "requirement", "guideline", "commitment",
)  # fmt: skip
ITEMS = (
    "sub-paragraph",
    "subparagraph",
    "sub-sub-paragraph",
    "item",
    "sub-item",
    "point",
    "limb",
    "note",
    "sub-section",
)
UNITS = (*CONTAINERS, "subsection", *_MEASURES, *PARAGRAPHS, *ITEMS)
_ORDINALS = {
    word: number
    for number, pair in enumerate(
        ("first 1st", "second 2nd", "third 3rd", "fourth 4th", "fifth 5th", "sixth 6th", "seventh 7th", "eighth 8th",
         "ninth 9th", "tenth 10th"), 1)
    for word in pair.split()
} | {"last": -1, "final": -1}  # fmt: skip
_THAT: dict[str, str] = {
    **dict.fromkeys(CONTAINERS, "container"), "subsection": "subsection", "recommendation": "measure",
    "measure": "measure", "paragraph": "paragraph", "rule": "paragraph", "regulation": "paragraph",
    "article": "paragraph", "condition": "paragraph", "clause": "paragraph", "direction": "paragraph",
    "provision": "paragraph", "principle": "paragraph", "standard": "paragraph", "definition": "definition",
    "entry": "entry", "row": "row", **dict.fromkeys(ITEMS, "item"),
}  # fmt: skip


def ordinal(cursor: Cursor) -> int | None:
    """Take "second", "2nd", "last"; -1 is the last."""
    number = _ORDINALS.get(cursor.token.low) if cursor.token.kind == "word" else None
    if number is not None:
        cursor.at += 1
    return number


def target(cursor: Cursor) -> tuple[Step, ...] | None:
    """Take a phrase that names a place; its steps, the outermost first."""
    start = cursor.at
    cursor.phrase("each of", "both")
    cursor.phrase("the existing", "existing", "the new", "the")
    inner = work_title(cursor) or _part(cursor) or _named(cursor) or _unit(cursor) or _cited(cursor)
    if not inner:
        cursor.at = start
        return None
    inner = _titled(inner, tail(cursor))
    return (*_outer(cursor, inner[0]), *inner)


def _titled(steps: tuple[Step, ...], title: str) -> tuple[Step, ...]:
    """The steps, the last with the title in brackets behind it; NotUnderstood for what can have no title."""
    if not title:
        return steps
    last = steps[-1]
    if last.kind == "code":
        return steps
    if last.kind in ("definition", "entry", "row", "table", "part"):
        raise NotUnderstood(f"({title})")
    return (*steps[:-1], replace(last, titles=(*last.titles, (last.values[-1] if last.values else "", title))))


def _outer(cursor: Cursor, inner: Step) -> tuple[Step, ...]:
    """What follows "of", "in" or "to": the place in which the inner one stands.

    "In Recommendation X in paragraph Y" goes the other way: what stands further in is left for
    the next phrase.
    """
    start = cursor.at
    link = cursor.phrase("of", "in", "to", "under", "for", "from", "within") or (
        inner.kind == "table" and cursor.phrase("below", "beneath", "following", "that follows")
    )
    if link:
        outer = target(cursor)
        deepest = _depth(inner) + (link == "of" and inner.kind == "container")
        deepest = max(deepest, _DEPTHS["entry"]) if inner.kind == "table" and link != "to" else deepest
        if outer and all(_depth(step) < deepest for step in outer):
            return outer
        if outer and link == "of" and inner.kind == "item" and outer[-1].kind in ("item", "definition"):
            return outer  # "subparagraph (ii) of paragraph (c)", "paragraph (b) of the definition of “x”"
    cursor.at = start
    return ()


def _depth(step: Step) -> int:
    """How far in a step leads; what "that" goes back to is as deep as its kind."""
    return _DEPTHS[step.values[0] if step.kind == "that" else step.kind]


_DEPTHS = {
    "code": -1, "container": 0, "subsection": 1, "table": 2, "measure": 2, "paragraph": 3, "item": 4, "definition": 5,
    "entry": 5, "row": 5, "part": 6,
}  # fmt: skip


def tail(cursor: Cursor) -> str:
    """Take a title in brackets and pass over "as renumbered by paragraph 2.8"; the title."""
    title = ""
    while True:
        title = title or cursor.title()
        start = cursor.at
        comma = cursor.punct(",")
        if not (cursor.phrase(*_CHANGED)):
            cursor.at = start
            return title
        if cursor.phrase("by"):
            _source(cursor)
        if comma:
            cursor.punct(",")


_CHANGED = tuple(
    f"{how} {past}"
    for how in ("as so", "as")
    for past in ("renumbered", "inserted", "substituted", "amended", "re-lettered", "relettered", "re-numbered")
)


def _source(cursor: Cursor) -> None:
    """Pass over the provision that made an earlier change: "paragraph 2.8(a)", "the first amendments"."""
    cursor.phrase("the")
    cursor.phrase("paragraph", "paragraphs", "regulation", "article", "section", "amendment made by paragraph")
    if not cursor.kind("number", "cite", "items"):
        raise NotUnderstood(f"“as changed by {cursor.token.text}”")


def _part(cursor: Cursor) -> tuple[Step, ...]:
    """The heading, the opening words, a sentence, a column, a footnote."""
    start = cursor.at
    if cursor.phrase("words before", "text before", "words preceding"):
        below = target(cursor)
        if below and below[-1].kind == "item" and below[-1].values in (("(a)",), ("(i)",), ("(1)",)):
            return (*below[:-1], _narrowing("lead-in"))
        cursor.at = start
    if cursor.phrase(*_ABOVE):
        below = target(cursor)
        if below:
            return (*below, _narrowing("heading above"))
        cursor.at = start
    fixed = _fixed(cursor)
    return (_narrowing(fixed),) if fixed else _counted(cursor)


def _narrowing(kind: PartKind, *names: str) -> Step:
    """The step to a part, or to several of one kind."""
    return Step("part", parts=tuple(Part(kind, name) for name in names or ("",)))


_ABOVE = tuple(
    f"{kind}{heading} {where}"
    for kind in ("italic ", "")
    for heading in ("heading", "cross-heading", "crossheading", "sub-heading")
    for where in ("above", "before", "immediately before", "immediately above", "preceding")
)


def _fixed(cursor: Cursor) -> PartKind | None:
    if cursor.phrase("heading", "title", "side-note", "sidenote", "marginal note"):
        return "heading"
    if cursor.phrase("opening words", "introductory words", "lead-in", "opening text"):
        return "lead-in"
    return "closing" if cursor.phrase("closing words", "concluding words", "full-out words") else None


def _counted(cursor: Cursor) -> tuple[Step, ...]:
    start = cursor.at
    cursor.phrase("entry in the", "entries in the", "text in the")
    if cursor.phrase("column headed", "column with the heading") and (head := cursor.quote()):
        return (_narrowing("column", head),)
    if cursor.phrase("column") and (number := cursor.kind("number")):
        return (_narrowing("column", number.text),)
    places = ordinals(cursor)
    what = cursor.phrase(*_COUNTED) if places else None
    if what and what.endswith("s") == (len(places) > 1):
        return (_narrowing(_COUNTED[what], *map(str, places)),)
    cursor.at = start
    if cursor.phrase("footnote", "footnotes"):
        number = cursor.kind("number")
        return (_narrowing("footnote", number.text if number else ""),)
    return ()


_COUNTED: dict[str, PartKind] = {
    "sentence": "sentence", "column": "column", "footnote": "footnote", "bullet": "bullet",
    "sentences": "sentence", "columns": "column", "footnotes": "footnote", "bullets": "bullet",
}  # fmt: skip


def ordinals(cursor: Cursor) -> list[int]:
    """Take "second", "first and second", "first, second and third"."""
    found: list[int] = []
    while (place := ordinal(cursor)) is not None:
        found.append(place)
        start = cursor.at
        comma = cursor.punct(",")
        joined = cursor.phrase("and the", "and", "or the", "or")
        if not (joined or comma) or cursor.token.low not in _ORDINALS:
            cursor.at = start
            break
        not_a_choice(joined and joined.split()[0])
    return found


def _named(cursor: Cursor) -> tuple[Step, ...]:
    """Definitions, entries, rows, tables, and what was named before."""
    start = cursor.at
    if cursor.phrase("definition of", "definitions of", "meaning of", "definition relating to"):
        terms = quotations(cursor) or _plain_term(cursor)
        if terms:
            return (Step("definition", terms),)
    elif found := cursor.phrase(*_ENTRIES):
        kind: StepKind = "row" if found.startswith("row") else "entry"
        step = _entry(cursor, kind)
        if step:
            return (step,)
    elif cursor.phrase(*_TABLES, "table", "index"):
        number = cursor.kind("number")
        return (Step("table", (number.text,) if number else ()),)
    elif cursor.phrase("that", "this", "the same") or (cursor.peek(-1).low == "the" and cursor.phrase("same")):
        kind_ = _THAT.get(cursor.token.low)
        if cursor.token.kind == "word" and kind_:
            cursor.at += 1
            return (Step("that", (kind_,)),)
    cursor.at = start
    return ()


_TABLES = tuple(
    f"{noun} of {what}"
    for noun in ("table", "index")
    for what in ("recommended measures", "measures", "recommendations", "conditions")
)
_ENTRIES = tuple(
    f"{noun} {word}"
    for noun in ("entry", "entries", "row", "rows")
    for word in ("for", "relating to", "in respect of", "of", "numbered", "headed", "beginning", "defining")
)


def _entry(cursor: Cursor, kind: StepKind) -> Step | None:
    called = cursor.phrase(
        "the term", "the terms", "the definition of", "recommendation", "recommendations", "measure", "item"
    )
    terms = quotations(cursor)
    if terms:
        return Step(kind, terms, about="quoted")
    values = numbers(cursor)
    if values:
        return Step(kind, values)
    name = "" if called else "".join(_plain_term(cursor))
    return Step(kind, (name,), about="quoted") if name else None


def _plain_term(cursor: Cursor) -> tuple[str, ...]:
    """The same behind "the", which is no part of a name."""
    start = cursor.at
    cursor.phrase("the")
    name = _plain_name(cursor)
    cursor.at = cursor.at if name else start
    return (name,) if name else ()


def _plain_name(cursor: Cursor) -> str:
    """Take a row's name without quotation marks, which ends with a comma, the sentence or its table: "Harbour lamps,".

    Whether there is such a row the table says, when the instruction is executed.
    """
    start, words = cursor.at, list[str]()
    while cursor.token.kind in ("word", "number") and cursor.token.low not in _NO_NAME and len(words) < _LONGEST_NAME:
        if words and cursor.token.low in _VERBS:
            return " ".join(words)
        words.append(cursor.token.text)
        cursor.at += 1
    ended = cursor.token.kind == "end" or cursor.token.text in (",", ".") or cursor.token.low == "in"
    if not (words and ended):
        cursor.at = start
        return ""
    return " ".join(words)


_VERBS = ("insert", "substitute", "omit", "add", "there")
_LONGEST_NAME = 8
_NO_NAME = frozenset([
    "and", "or", "nor", "but", "for", "in", "of", "on", "at", "from", "to", "with", "without", "which", "that", "where",
    "when", "each", "any", "every", "both", "the", "a", "an", "not", "no", "only", "except", "excluding", "including",
    "unless", "if", "save", "other", "than", "half", "part", "so", "far",
])  # fmt: skip
"""Words that a name without quotation marks does not hold: after them the phrase may go on with something else."""


def quotations(cursor: Cursor) -> tuple[str, ...]:
    """Take a list of quotations: “a”, “b” and “c”."""
    found: list[str] = []
    start = cursor.at
    while (term := cursor.quote()) is not None:
        found.append(term)
        start = cursor.at
        comma = cursor.punct(",")
        joined = cursor.phrase("and", "or")
        if not (joined or comma) or (cursor.token.kind == "quote" and not not_a_choice(joined)):
            break
    cursor.at = start
    return tuple(found)


def _unit(cursor: Cursor) -> tuple[Step, ...]:
    """A word such as "paragraph" and its numbers."""
    start = cursor.at
    word = cursor.token.low
    cursor.kind("word")
    if word in ("para", "paras"):
        cursor.punct(".")
    unit = singular(word)
    if unit not in UNITS:
        cursor.at = start
        return ()
    if unit == "subsection" and cursor.token.kind == "word":
        named = letters(cursor)
        return (Step("subsection", named),) if named else ()
    if unit in CONTAINERS and (steps := _container(cursor, unit)):
        return steps
    titles: list[tuple[str, str]] = []
    values = numbers(cursor, unit, several=word != unit, titles=titles)
    if not values:
        cursor.at = start
        return ()
    kind: StepKind = "item" if values[0].startswith("(") else "measure" if unit in _MEASURES else "paragraph"
    unit = "paragraph" if unit == "para" else unit
    return (Step("paragraph" if unit in CONTAINERS else kind, values, unit=unit, titles=tuple(titles)),)


def _container(cursor: Cursor, unit: str) -> tuple[Step, ...]:
    """A section, an annex: "Section 4 (Recommended measures)"; its title is kept."""
    start = cursor.at
    titles: list[tuple[str, str]] = []
    if cursor.token.kind == "number" and "(" not in cursor.token.text:
        values = tuple(f"{unit.capitalize()} {number}" for number in numbers(cursor, unit, titles=titles))
    else:
        values = tuple(f"{unit.capitalize()} {letter}" for letter in letters(cursor))
        if not values and unit == "schedule":
            values = ("Schedule",)
        if not values and unit == "appendix" and (name := capitals(cursor)):
            values = (f"Appendix {name}",)
    if not values or cursor.token.kind == "items":
        cursor.at = start
        return ()
    title = cursor.title()
    named = [(f"{unit.capitalize()} {number}", bracket) for number, bracket in titles]
    named += [(values[-1], title)] if title else []
    return (Step("container", values, about=title, titles=tuple(named)),)


def _cited(cursor: Cursor) -> tuple[Step, ...]:
    """A citation or an item without a word before it: "ICU C9.4(a)", "(a)"."""
    if cursor.token.kind == "items":
        return (Step("item", numbers(cursor), unit="sub-paragraph"),)
    cited = cursor.token.kind == "cite" or (cursor.token.kind == "number" and _LETTERED.match(cursor.token.text))
    return (Step("paragraph", numbers(cursor)),) if cited else ()


_LETTERED = re.compile(r"[A-Z]{1,2}\d{1,3}[A-Z]?\.\d")
"""A paragraph of a measure without the code's prefix: "B1.2(a)"; a bare "B1" may be anything."""
