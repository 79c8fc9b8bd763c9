"""Codes made at random with a known tree, in every rendering a code comes in: the parse is the tree."""

import html
import json
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest

from corpus.provision import Provision
from corpus.text import fold
from parser.document import parse

PREFIXES = ["XYZ", "QT", "ABC2", "XY-Z", "LHK"]
SHAPES = ["{letter}{n}", "{k}-{letter}", "M{k}.{n}", "{serial}"]
STYLES = {1: "letter", 2: "roman", 3: "capital"}
NUMBERS = {
    "letter": "a b c d e f g h i j k l".split(),  # noqa: SIM905 (a list of twelve quoted letters says less)
    "roman": ["i", "ii", "iii", "iv", "v"],
    "capital": ["A", "B", "C", "D"],
}
ADJECTIVES = ["clear", "daily", "spare", "sound", "proper", "steady"]
NOUNS = ["lamp", "harbour", "signal", "vessel", "beacon", "chart", "crew", "bell"]


@dataclass
class Node:
    """A provision as it must be read; `note` is the number of the footnote that its words refer to."""

    kind: str
    label: str | None
    num: str | None = None
    heading: str | None = None
    text: str = ""
    children: list["Node"] = field(default_factory=list)
    note: int = 0


class Code:
    """A code with one section of paragraphs and one of measures, from a seed."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self.prefix = self.random.choice(PREFIXES)
        self.shape = self.random.choice(SHAPES)
        self.bracketed = self.random.random() < 0.5
        self.notes: list[str] = []
        self.sections = [self._paragraphs(), self._measures()]

    def thing(self) -> str:
        return f"{self.random.choice(ADJECTIVES)} {self.random.choice(NOUNS)}"

    def clause(self) -> str:
        """Words of an item; some have brackets and references that are no markers."""
        number = self.random.randint(2, 60)
        return self.random.choice(
            [
                f"the {self.thing()} is kept beside the {self.thing()}",
                f"{self.thing()} (including any {self.thing()})",
                f"no {self.thing()} is left unlit for more than {number} days",
                f"{self.thing()} within the meaning of section {number}(3) of the Act",
                f"{self.thing()} mentioned in sub-paragraphs (a) to (c)",
            ]
        )

    def sentence(self) -> str:
        return self.random.choice(
            [
                f"The keeper should not leave the {self.thing()} (but may move it) when section 12(3)(a) applies.",
                f"The {self.thing()} should be either (a) a {self.thing()}, or (b) a {self.thing()}.",
                f"A keeper with fewer than 1.5 million {self.random.choice(NOUNS)}s need not have a {self.thing()}.",
            ]
        )

    def items(self, parent: str, depth: int = 1) -> list[Node]:
        count = self.random.choice([2, 3, 11]) if depth == 1 else self.random.choice([2, 3])
        made = []
        for num in NUMBERS[STYLES[depth]][:count]:
            item = Node("subparagraph", f"{parent}({num})", num, text=self.clause())
            if depth < 3 and self.random.random() < 0.2:
                item.text += self.random.choice([":", " –"])
                item.children = self.items(f"{parent}({num})", depth + 1)
            else:
                item.text += ";"
            made.append(item)
        if depth == 1:
            last = made[-1]
            while last.children:
                last = last.children[-1]
            last.text = last.text.rstrip(";") + "."
        return made

    def paragraph(self, number: str, label: str) -> Node:
        node = Node("paragraph", label, number, text=self.sentence())
        if self.random.random() < 0.5:
            node.text += f" The {self.thing()} should include the following:"
            node.children = self.items(label)
        elif self.random.random() < 0.3:
            self.notes.append(f"See the {self.thing()}, number {len(self.notes) + 1}.")
            node.note = len(self.notes)
        return node

    def definitions(self, number: str, label: str, scope: str) -> Node:
        node = Node("paragraph", label, number, text=f"In this Recommendation {scope}:")
        for place in range(2):
            term = f"{self.thing()} {place}"
            meaning = Node("definition", f"Definition/{term}@{scope}", text=f"“{term}” means {self.clause()};")
            node.children.append(meaning)
        return node

    def _paragraphs(self) -> Node:
        children = [self.paragraph(f"1.{n}", f"1.{n}") for n in range(1, 5)]
        return Node("section", "Section 1", "1", "Introduction", children=children)

    def _measures(self) -> Node:
        section = Node("section", "Section 2", "2", "Recommended measures")
        serial = 0
        for k, letter in enumerate("AB", 1):
            subsection = Node("subsection", f"Section 2/{letter}", letter, f"{self.thing().capitalize()} and crew")
            for n in (1, 2):
                serial += 1
                number = self.shape.format(letter="AB"[n - 1] if "-" in self.shape else letter, k=k, n=n, serial=serial)
                subsection.children.append(self._measure(number))
            section.children.append(subsection)
        return section

    def _measure(self, number: str) -> Node:
        label = f"{self.prefix} {number}"
        first = self.paragraph(f"{number}.1", f"{label}.1")
        terms = self.definitions(f"{number}.2", f"{label}.2", label)
        rest = [self.paragraph(f"{number}.{n}", f"{label}.{n}") for n in (3, 4)]
        groups = [("Application", [first]), ("Key definitions", [terms]), ("Recommendation", rest)]
        children = [Node("group", None, heading=heading, children=below) for heading, below in groups]
        return Node("measure", label, number, f"{self.thing().capitalize()} ({self.thing()})", children=children)

    def marker(self, num: str) -> str:
        return f"({num})" if self.bracketed else f"{num})"

    def lines(self, node: Node, depth: int = 1) -> Iterator[tuple[int, str, str]]:
        """What stands below a paragraph: depth (0 without a marker), marker, words."""
        for child in node.children:
            marker = self.marker(child.num) if child.num else ""
            yield (depth if marker else 0), marker, child.text
            yield from self.lines(child, depth + 1)


def spread(code: Code, node: Node) -> list[str]:
    return [f"{marker} {text}".strip() for _, marker, text in code.lines(node)]


def as_text(code: Code, inline: bool) -> str:
    """Lines as an extraction gives them; `inline` sets measures as rows of a pipe table, lists run together."""
    out = ["Code for keepers of lamps", "Issued: 3 May 2025"]

    def below(node: Node, measure: bool) -> None:
        if node.kind == "paragraph":
            note = f"[footnote {node.note}]" if node.note else ""
            if inline and measure:
                out.append(f"| {node.label} | {node.text}{note} {' '.join(spread(code, node))} |")
            else:
                out.extend([f"{node.label} {node.text}{note}", *spread(code, node)])
            return
        stop = "." if node.kind in ("section", "subsection") else ""
        number = node.label if node.kind == "measure" else node.num
        out.append(f"{number}{stop} {node.heading}" if number else node.heading or "")
        for child in node.children:
            below(child, measure or node.kind == "measure")

    for section in code.sections:
        below(section, False)
    out += [f"-\n{note} ↩" for note in code.notes]
    return "\n".join(out) + "\n"


def as_html(code: Code, style: str) -> str:
    """The body of a page; `style` is how lists are set: lines of a cell, paragraphs, or legislative lists."""
    out: list[str] = ["<p>Issued: 3 May 2025</p>"]

    def listed(nodes: list[Node]) -> str:
        """A list inside a legislative list, which alone has the class."""
        items = [f"{code.marker(n.num or '')} {html.escape(n.text)}{listed(n.children)}" for n in nodes]
        return "<ol>" + "".join(f"<li>{each}</li>" for each in items) + "</ol>" if items else ""

    def paragraph(node: Node) -> None:
        number = str(node.note)
        note = f'<sup><a href="#fn:{number}" role="doc-noteref">[footnote {number}]</a></sup>' if node.note else ""
        words = f"{html.escape(node.text)}{note}"
        rest = [html.escape(line) for line in spread(code, node)]
        if style == "cell":
            out.append(f"<table><tr><td>{node.label}</td><td>{'<br>'.join([words, *rest])}</td></tr></table>")
        elif style == "list" and not any(child.kind == "definition" for child in node.children):
            below = listed(node.children)
            out.append(f'<ol class="legislative-list"><li>{node.label} {words}{below}</li></ol>')
        else:
            out.extend([f"<p>{node.label} {words}</p>", *(f"<p>{line}</p>" for line in rest)])

    def below(node: Node, level: int) -> None:
        if node.kind == "paragraph":
            paragraph(node)
            return
        number = node.label if node.kind == "measure" else f"{node.num}." if node.num else ""
        out.append(f"<h{level}>{number} {html.escape(node.heading or '')}</h{level}>")
        for child in node.children:
            below(child, level + 1)

    for section in code.sections:
        below(section, 2)
    notes = "".join(
        f'<li id="fn:{n}" role="doc-endnote"><p>{note} <a href="#fnref:{n}" role="doc-backlink">↩</a></p></li>'
        for n, note in enumerate(code.notes, 1)
    )
    return "\n".join(out) + f'<div class="footnotes" role="doc-endnotes"><ol>{notes}</ol></div>'


def page(code: Code, style: str) -> bytes:
    body = f'<h1>Code for keepers of lamps</h1><div class="govspeak">{as_html(code, style)}</div>'
    return f"<!DOCTYPE html><html><head><title>Code</title></head><body><main>{body}</main></body></html>".encode()


def item(code: Code) -> bytes:
    content = {
        "base_path": "/lamps",
        "title": "Code for keepers of lamps",
        "document_type": "html_publication",
        "schema_name": "html_publication",
        "details": {"body": f'<div class="govspeak">{as_html(code, "list")}</div>'},
    }
    return json.dumps(content).encode()


def as_pdf(code: Code, typesetter: Callable[..., Any]) -> bytes:
    """Numbers in the margin, lists indented, a running head, notes at the foot of the page they are made on."""
    setter = typesetter(title="Code for keepers of lamps", running=True)

    def below(node: Node) -> None:
        if node.kind == "paragraph":
            setter.paragraph(node.label, node.text)
            for depth, marker, text in code.lines(node):
                if depth:
                    setter.item(marker, text, depth)
                else:
                    setter.closing(text)
            return
        number = node.label if node.kind == "measure" else f"{node.num}." if node.num else ""
        size = {"section": 17.0, "subsection": 15.0, "measure": 13.0}.get(node.kind, 11.5)
        setter.heading(f"{number} {node.heading}".strip(), size)
        for child in node.children:
            below(child)

    setter.heading("Code for keepers of lamps", 24.0)
    setter.closing("Issued: 3 May 2025")
    for section in code.sections:
        below(section)
    made: bytes = setter.bytes()
    return made


Flat = tuple[str, str, str, str | None, str, str]


def bare(text: str | None) -> str:
    return "".join(fold(text or "").split()).casefold()


def expected(nodes: list[Node], parent: str = "") -> Iterator[Flat]:
    """Kind, label, label of the parent, number, heading and words of every node in order."""
    for node in nodes:
        yield node.kind, bare(node.label), bare(parent), node.num, bare(node.heading), bare(node.text)
        yield from expected(node.children, node.label or parent)


def found(nodes: tuple[Provision, ...], parent: str = "") -> Iterator[Flat]:
    for node in nodes:
        if node.kind != "footnote":
            yield node.kind, bare(node.label), bare(parent), node.num, bare(node.heading), bare(node.text)
            yield from found(node.children, node.label or parent)


def assert_read(code: Code, body: bytes, name: str, notes: bool = True) -> None:
    made = parse(body, name=name)
    roots = tuple(node for node in made.provisions if node.kind == "section")
    assert list(found(roots)) == list(expected(code.sections))
    assert made.kind == "code"
    assert made.coverage.shortfall == ""
    assert made.coverage.placed + made.coverage.dropped == made.coverage.words
    assert ("issued", "2025-05-03") in [(event.type, str(event.date)) for event in made.dates]
    if notes:
        referring = {node.note: node.label for section in code.sections for node in everything(section) if node.note}
        told = [(note.num, note.text, note.refs) for note in made.footnotes]
        assert told == [(str(n), text, (referring[n],)) for n, text in enumerate(code.notes, 1)]


def everything(node: Node) -> Iterator[Node]:
    yield node
    for child in node.children:
        yield from everything(child)


@pytest.mark.parametrize("seed", range(8))
@pytest.mark.parametrize("inline", [False, True])
def test_a_code_as_text_is_read_as_it_was_made(seed: int, inline: bool) -> None:
    """Lines of an extraction, or rows of a pipe table with the lists run together, give the same tree."""
    code = Code(seed)
    assert_read(code, as_text(code, inline).encode(), "code.txt")


@pytest.mark.parametrize("seed", range(8))
@pytest.mark.parametrize("style", ["cell", "para", "list"])
def test_a_code_as_a_page_is_read_as_it_was_made(seed: int, style: str) -> None:
    """Lists set as lines of a cell, as paragraphs or as lists inside the item of a list give the same tree."""
    code = Code(seed)
    assert_read(code, page(code, style), "code.html")


@pytest.mark.parametrize("seed", range(4))
def test_a_code_as_an_item_of_the_content_api_is_read_as_it_was_made(seed: int) -> None:
    """The body inside the publisher's JSON gives the same tree as the page."""
    code = Code(seed)
    assert_read(code, item(code), "code.json")


@pytest.mark.parametrize("seed", range(4))
def test_a_code_as_a_pdf_is_read_as_it_was_made(seed: int, typesetter: Callable[..., Any]) -> None:
    """Numbers in a margin, items by their indent, pages broken anywhere."""
    code = Code(seed)
    assert_read(code, as_pdf(code, typesetter), "code.pdf", notes=False)
