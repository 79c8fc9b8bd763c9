"""One truth in many renderings: heading levels, tables, lists, wrappers and numbering permuted at random.

A generated code is set in HTML in a way drawn at random; what the parser makes of each rendering is
held against the truth: the same tree, a tree that differs and says so (a doubt or a repair), or one that
differs in silence, which is a defect. The table counts all three by how each part was set.

    python -m benchmarks.renderings [--runs 200] [--seed 1]
"""

import argparse
import random
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from html import escape
from itertools import count

from corpus.citation import label_key
from corpus.provision import Provision
from corpus.work import Expression
from parser.document import parse

_NOUNS = "kite lamp boat bell rope mast sail tide buoy oar".split()
_VERBS = "keep mark check lend log paint store test mend count".split()
_GROUPS = ("Application", "Recommendation", "Keeping of records")
_INTRODUCTION = "This code is about boats."
_LETTERS = "abcdefgh"
_ROMANS = ("i", "ii", "iii", "iv")


@dataclass(frozen=True)
class Item:
    """An item of a list and the items below it."""

    text: str
    below: tuple[str, ...] = ()


@dataclass(frozen=True)
class Paragraph:
    """A numbered paragraph; `group` is the heading printed in front of it, `closing` the words after its list."""

    number: str
    text: str
    items: tuple[Item, ...] = ()
    group: str = ""
    closing: str = ""


@dataclass(frozen=True)
class Measure:
    """A measure: its number without the prefix, its title, its paragraphs."""

    number: str
    title: str
    paragraphs: tuple[Paragraph, ...]


@dataclass(frozen=True)
class Truth:
    """A code as it is meant."""

    prefix: str
    measures: tuple[Measure, ...]
    family: str = "measures"

    def title(self, measure: Measure) -> str:
        """The label of a measure, of a section in a code that has no measures."""
        if self.family == "running":
            return ""
        return f"Section {measure.number}" if self.family == "sections" else f"{self.prefix} {measure.number}"

    def own(self, paragraph: Paragraph) -> str:
        """The label of a paragraph."""
        return f"{self.prefix} {paragraph.number}".strip()


Facts = tuple[tuple[str, str, str], ...]
"""Labels in order, each with the label of what it stands in and its words."""


def truth(chance: random.Random) -> Truth:
    """A code of two to five measures; or of sections with paragraphs 4.1; or of paragraphs 1, 2, 3 under headings."""
    family = chance.choice(["measures", "measures", "sections", "running"])
    prefix = "".join(chance.choice("BDFGHJKLMNPQRTWZ") for _ in range(chance.randint(2, 4)))
    letters = chance.choice(["A", "B", "", "K"])
    size = chance.randint(2, 5)
    if family == "measures":
        return Truth(prefix, tuple(_measure(chance, f"{letters}{number}") for number in range(1, size + 1)))
    measures = tuple(_measure(chance, str(number)) for number in range(3, size + 3))
    return Truth("", measures if family == "sections" else _counted_on(measures), family)


def _counted_on(measures: Sequence[Measure]) -> tuple[Measure, ...]:
    """The same with paragraphs numbered 1, 2, 3 … through all of them."""
    numbers = count(1)
    return tuple(
        replace(
            measure,
            paragraphs=tuple(replace(paragraph, number=str(next(numbers))) for paragraph in measure.paragraphs),
        )
        for measure in measures
    )


def _measure(chance: random.Random, number: str) -> Measure:
    paragraphs = tuple(_paragraph(chance, f"{number}.{place}", place) for place in range(1, chance.randint(2, 5) + 1))
    return Measure(number, f"{chance.choice(_VERBS).capitalize()}ing the {chance.choice(_NOUNS)}", paragraphs)


def _paragraph(chance: random.Random, number: str, place: int) -> Paragraph:
    group = _GROUPS[min(place - 1, 2)] if chance.random() < 0.4 or place == 1 else ""
    if chance.random() < 0.5:
        return Paragraph(number, _sentence(chance, "."), group=group)
    items = tuple(_item(chance) for _ in range(chance.randint(2, 4)))
    closing = "unless the harbour office says otherwise." if chance.random() < 0.25 else ""
    return Paragraph(number, _sentence(chance, ":"), items, group, closing)


def _item(chance: random.Random) -> Item:
    if chance.random() < 0.3:
        return Item(_sentence(chance, ":"), tuple(_sentence(chance, ";") for _ in range(2)))
    return Item(_sentence(chance, ";"))


def _sentence(chance: random.Random, end: str) -> str:
    return f"The keeper should {chance.choice(_VERBS)} the {chance.choice(_NOUNS)} and the {chance.choice(_NOUNS)}{end}"


def stated(code: Truth) -> Facts:
    """What the truth says: each label, the one it stands in, and its words."""
    found: list[tuple[str, str, str]] = [] if code.family == "running" else [("1.1", "Section 1", _INTRODUCTION)]
    for measure in code.measures:
        label = code.title(measure)
        if code.family == "measures":
            found.append((label, "Section 2", measure.title))
        for paragraph in measure.paragraphs:
            own = code.own(paragraph)
            found.append((own, label, paragraph.text))
            for letter, item in zip(_LETTERS, paragraph.items, strict=False):
                found.append((f"{own}({letter})", own, item.text))
                found += [
                    (f"{own}({letter})({roman})", f"{own}({letter})", words)
                    for roman, words in zip(_ROMANS, item.below, strict=False)
                ]
    return tuple((label_key(label), label_key(parent), words) for label, parent, words in found)


def read_back(expression: Expression) -> Facts:
    """The same of what was parsed; groups and headings only stand between."""
    found: list[tuple[str, str, str]] = []

    def visit(nodes: Sequence[Provision], parent: str) -> None:
        for node in nodes:
            label = label_key(node.label or "")
            if node.label and node.kind in ("measure", "paragraph", "subparagraph"):
                found.append((label, parent, node.heading or node.text))
            visit(node.children, label or parent)

    visit(expression.provisions, "")
    return tuple(found)


@dataclass(frozen=True)
class Style:
    """How one rendering sets each part of a code."""

    joint: str
    title: str
    group: str
    paragraph: str
    items: str
    wrapper: str
    level: str
    seed: int

    @classmethod
    def drawn(cls, chance: random.Random) -> "Style":
        """A way to set a code, each choice for itself."""
        return cls(
            chance.choice(["spaced", "joined"]),
            chance.choice(["heading", "bold", "named", "two headings", "row"]),
            chance.choice(["heading", "bold"]),
            chance.choice(["p", "li", "row", "bold number", "short", "cell lines"]),
            chance.choice(["ol", "ol style", "text li", "p", "br", "run on", "upper nested"]),
            chance.choice(["none", "div", "section", "article div"]),
            chance.choice(["by rank", "all alike", "at random"]),
            chance.randint(0, 10**6),
        )


class Levels:
    """The levels of the headings of one rendering, drawn in order."""

    def __init__(self, style: Style) -> None:
        self.style = style
        self.chance = random.Random(style.seed)
        self.ranks = [self.chance.randint(2, 6) for _ in range(3)]

    def tag(self, rank: int) -> str:
        """The element of the next heading: rank 0 of a section, 1 of a measure, 2 of a group."""
        drawn = {"by rank": self.ranks[rank], "all alike": self.ranks[0], "at random": self.chance.randint(2, 6)}
        return f"h{drawn[self.style.level]}"


def _heading(tag: str, words: str) -> str:
    return f"<{tag}>{words}</{tag}>"


def rendered(code: Truth, style: Style) -> str:
    """The code as a page."""
    levels = Levels(style)
    body: list[str] = []
    if code.family != "running":
        body.append(_heading(levels.tag(0), "1. Introduction") + f"<p>1.1 {_INTRODUCTION}</p>")
        body.append(_heading(levels.tag(0), "2. Measures"))
    body += [_measure_html(code, measure, style, levels) for measure in code.measures]
    return (
        "<!doctype html><html lang='en'><head><title>Code of practice for boats</title></head><body><main>"
        f"<h1>Code of practice for boats</h1>{''.join(body)}</main></body></html>"
    )


def _measure_html(code: Truth, measure: Measure, style: Style, levels: Levels) -> str:
    if code.family == "measures":
        parts = [_title(_number(code, measure.number, style), measure.title, style, levels)]
    else:
        number = f"{measure.number}. " if code.family == "sections" else ""
        parts = [_heading(levels.tag(0), f"{number}{measure.title}")]
    for paragraph in measure.paragraphs:
        if paragraph.group:
            parts.append(_group(paragraph.group, style, levels))
        parts.append(_paragraph_html(code, paragraph, style))
    return _wrapped("".join(parts), style)


def _number(code: Truth, number: str, style: Style) -> str:
    joined = style.joint == "joined" and number[0].isdigit()
    stop = "." if code.family == "running" else ""
    return f"{code.prefix}{'' if joined else ' '}{number}{stop}".strip()


def _title(number: str, title: str, style: Style, levels: Levels) -> str:
    return {
        "heading": lambda: _heading(levels.tag(1), f"{number} {title}"),
        "named": lambda: _heading(levels.tag(1), f"Condition {number}: {title}"),
        "bold": lambda: f"<p><strong>{number} {title}</strong></p>",
        "two headings": lambda: _heading(levels.tag(1), number) + _heading(levels.tag(1), title),
        "row": lambda: f"<table><tr><td>{number}</td><td>{title}</td></tr></table>",
    }[style.title]()


def _group(heading: str, style: Style, levels: Levels) -> str:
    return _heading(levels.tag(2), heading) if style.group == "heading" else f"<p><b>{heading}</b></p>"


def _paragraph_html(code: Truth, paragraph: Paragraph, style: Style) -> str:
    short = style.paragraph == "short" and not paragraph.number[0].isdigit()
    number = paragraph.number if short else _number(code, paragraph.number, style)
    words = escape(paragraph.text)
    closing = f"<p>{paragraph.closing}</p>" if paragraph.closing else ""
    below = _items_html(paragraph.items, style)
    if style.items == "run on" and paragraph.items:
        words, below = f"{words} {_run_on(paragraph.items)}", ""
    if style.paragraph == "row":
        return f"<table><tr><td>{number}</td><td><p>{words}</p>{below}{closing}</td></tr></table>"
    if style.paragraph == "cell lines":
        return f"<table><tr><td><p>{number} {words}</p>{below}{closing}</td></tr></table>"
    if style.paragraph == "li":
        return f"<ul style='list-style:none'><li>{number} {words}</li></ul>{below}{closing}"
    shown = f"<strong>{number}</strong>" if style.paragraph == "bold number" else number
    return f"<p>{shown} {words}</p>{below}{closing}"


def _items_html(items: Sequence[Item], style: Style) -> str:
    if not items:
        return ""
    if style.items in ("ol", "ol style", "upper nested"):
        outer, inner = ("style='list-style-type: lower-alpha'", "style='list-style-type:lower-roman'")
        outer, inner = (outer, inner) if style.items == "ol style" else ("type='a'", "type='i'")
        return f"<ol {outer}>{''.join(_li(item, inner) for item in items)}</ol>"
    if style.items == "text li":
        return f"<ul class='legislative-list'>{''.join(_text_li(*each) for each in _lettered(items))}</ul>"
    lines = list(_lines(items))
    if style.items == "br":
        return f"<p>{'<br>'.join(lines)}</p>"
    return "".join(f"<p>{line}</p>" for line in lines)


def _li(item: Item, inner: str) -> str:
    below = f"<ol {inner}>{''.join(f'<li>{words}</li>' for words in item.below)}</ol>" if item.below else ""
    return f"<li>{item.text}{below}</li>"


def _text_li(letter: str, item: Item) -> str:
    below = "".join(f"<li>({roman}) {words}</li>" for roman, words in zip(_ROMANS, item.below, strict=False))
    return f"<li>({letter}) {item.text}{f'<ul>{below}</ul>' if below else ''}</li>"


def _lettered(items: Sequence[Item]) -> Iterator[tuple[str, Item]]:
    return zip(_LETTERS, items, strict=False)


def _lines(items: Sequence[Item]) -> Iterator[str]:
    for letter, item in _lettered(items):
        yield f"({letter}) {item.text}"
        yield from (f"({roman}) {words}" for roman, words in zip(_ROMANS, item.below, strict=False))


def _run_on(items: Sequence[Item]) -> str:
    return " ".join(_lines(items))


def _wrapped(html: str, style: Style) -> str:
    return {
        "none": html,
        "div": f"<div>{html}</div>",
        "section": f"<section>{html}</section>",
        "article div": f"<div><div>{html}</div></div>",
    }[style.wrapper]


def parsed(code: Truth, style: Style) -> Expression:
    """What the parser makes of one rendering."""
    return parse(rendered(code, style).encode(), name="code.html")


def outcome(code: Truth, style: Style) -> str:
    """`same`, `said` or `silent`: what the parser makes of one rendering."""
    expression = parsed(code, style)
    if read_back(expression) == stated(code):
        return "same"
    return "said" if expression.structure.doubts or expression.repairs else "silent"


def main() -> None:
    """Print the table."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    options.add_argument("--runs", type=int, default=200)
    options.add_argument("--seed", type=int, default=1)
    chosen = options.parse_args()
    chance = random.Random(chosen.seed)
    rows: list[tuple[Style, str]] = []
    families: list[tuple[Style, str]] = []
    for _ in range(chosen.runs):
        code = truth(chance)
        style = Style.drawn(chance)
        rows.append((style, outcome(code, style)))
        families.append((replace(style, title=code.family), rows[-1][1]))
    _print("all", rows, lambda _: "")
    _print("family", families, lambda style: style.title)
    for part in ("joint", "title", "group", "paragraph", "items", "wrapper", "level"):
        _print(part, rows, lambda style, part=part: str(getattr(style, part)))  # type: ignore[misc]


def _print(part: str, rows: Sequence[tuple[Style, str]], kind: Callable[[Style], str]) -> None:
    for each in sorted({kind(style) for style, _ in rows}):
        counts = Counter(result for style, result in rows if kind(style) == each)
        figures = "  ".join(f"{name} {counts[name]:>3}" for name in ("same", "said", "silent"))
        print(f"{part:<10} {each:<14} {figures}")


if __name__ == "__main__":
    main()
