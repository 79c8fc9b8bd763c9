"""What is inserted into Acts, regulations and Schedules: provisions with a heading and a number of their own.

A provision opens with its number, alone or with that of its first subsection ("19A. A person",
"19A.—(1) A person", "11A (1) A person", "12A Lights at night"), a Part or a Schedule with its name
in a line of its own; a heading stands before it, or behind its number. The labels are those that
the place named has: `Schedule 2/47A` beside `Schedule 2/47`, `Regulation 19A` beside `Regulation 19`.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from corpus.enumerators import PREFIX
from corpus.provision import Kind, Provision
from corpus.work import Scheme
from parser.amendments.heads import succeeds
from parser.amendments.payload import is_item
from parser.codes.grammar import structure
from parser.drafting.places import Place
from parser.drafting.quotations import balance
from parser.drafting.ranges import NotUnderstood
from parser.readers.blocks import Block, printed

_NUM = r"(?P<num>\d{1,3}[A-Z]{0,3})"
_OPENS = re.compile(rf"{_NUM}(?:\s?\.?\s*[—–-]?\s*(?=\(1\)\s)|\.\s+(?=\S)|\)\s+(?=\S))")
_TITLED = re.compile(rf"{_NUM}\.?\s+(?=[A-Z“])")
_DIVISION = re.compile(
    r"(?P<unit>part|chapter|schedule|annex|appendix)\s+(?P<num>\d{1,3}[A-Z]{0,3}|[A-Z]{1,4})"
    r"(?:\s*[:–—-]?\s+(?P<title>[^\d\s(][^.;:]{0,150}))?$",
    re.I,
)
_MEASURE = re.compile(rf"((?:{PREFIX}[ \u00a0])?[A-Z]{{1,2}}\d{{1,3}}[A-Z]?)")
_OF_MEASURE = re.compile(rf"{_MEASURE.pattern}\.\d{{1,3}}[A-Z]{{0,3}}")
_ENDED = re.compile(r"[.;:,—–-]\W*$|\b(?:and|or)\s*$")
_SOURCE = re.compile(r"(?:sections?|regulations?|rules?|articles?|paragraphs?)\s+\d", re.I)
_STUB = "\uf8f4{}\uf8f5 stands for a quotation."
_IN_STUB = re.compile("\uf8f4(\\d+)\uf8f5 stands for a quotation\\.")
_LONGEST_HEADING = 160
_FRONT = 6  # lines at the head of a Part or Schedule before its first number: its title, where it is made
_OUTER = ("Schedule", "Annex", "Appendix")


@dataclass(frozen=True, slots=True)
class Numbering:
    """How the provisions of a place are labelled: `Schedule 2/` before their number, and what kind they are."""

    before: str
    kind: Kind = "paragraph"


def numbering(place: Place, inside: bool = False) -> Numbering | None:
    """How what is inserted beside a place, or `inside` it at an end, is labelled; None where nothing tells."""
    if place.term or place.entry or place.table or place.items or place.part or place.subsection:
        return None
    if stem := (_MEASURE if inside else _OF_MEASURE).fullmatch(place.provision):
        return Numbering(f"{stem[1]}.")
    if inside:
        return Numbering(f"{place.container}/") if place.container.startswith(_OUTER) and not place.provision else None
    if place.provision:
        before = re.fullmatch(r"(.*(?:[/ ]|^))\d+[A-Z]{0,3}", place.provision)
        named = before and (not before[1] or before[1][-1] == "/" or before[1].istitle())
        return Numbering(before[1]) if before and named else None
    unit, space, _ = (place.body or "").rpartition(" ")
    return Numbering(f"{unit} ", "section") if space else None


def provisions(
    blocks: Sequence[Block], numbered: Numbering | None, schemes: tuple[Scheme, ...]
) -> tuple[Provision, ...]:
    """The provisions that blocks without their quotation marks hold; () where they open with no number of this form."""
    if numbered is None or not blocks or any(block.cells for block in blocks):
        return ()
    if numbered.before.endswith("."):
        return _of_measure(blocks, numbered, schemes)
    if _unit(numbered) in ("Part", "Chapter", *_OUTER):
        return _divisions(blocks, numbered, schemes)
    return _run(blocks, numbered, schemes, "")


def _of_measure(blocks: Sequence[Block], numbered: Numbering, schemes: tuple[Scheme, ...]) -> tuple[Provision, ...]:
    """Paragraphs of a measure whose number they print before their own, without its prefix: `A2.3 Records …`."""
    stem = numbered.before.rpartition(" ")[2]
    opens = re.compile(rf"{re.escape(stem)}(?P<num>\d{{1,3}}[A-Z]{{0,3}})\.?\s+(?=\S)")
    at = [n for n, block in enumerate(blocks) if not block.marker and opens.match(block.text)]
    if not at or at[0]:
        return ()
    found = []
    for start, end in zip(at, [*at[1:], len(blocks)], strict=True):
        match = opens.match(blocks[start].text)
        assert match is not None
        made = _provision(
            "", match["num"], (blocks[start].after(match.end()), *blocks[start + 1 : end]), numbered, schemes
        )
        found.append(replace(made, num=f"{stem}{match['num']}", printed=match[0].strip()))
    return tuple(found)


def _unit(numbered: Numbering) -> str:
    """What the provisions are called where their labels say so: `Part` in `Annex F/Part `."""
    return numbered.before.rpartition("/")[2].strip()


def _divisions(blocks: Sequence[Block], numbered: Numbering, schemes: tuple[Scheme, ...]) -> tuple[Provision, ...]:
    """One Part, Chapter or Schedule with the paragraphs numbered in it."""
    match = _DIVISION.match(blocks[0].text.strip())
    first = next((n for n, block in enumerate(blocks[: _FRONT + 1]) if n and _opening(block, "", False)), None)
    if match is None or match["unit"].title() != _unit(numbered) or first is None:
        return ()
    num = match["num"].upper()
    label = f"{numbered.before}{num}"
    lines = [*blocks[1:first]]
    titles = [n for n, line in enumerate(lines) if _is_heading(line)]
    heading = match["title"] or (lines.pop(titles[0]).text.strip() if titles else None)
    titled = len(titles) + bool(match["title"])
    above = [lines.pop()] if titled > 1 and titles[-1] == len(lines) and not lines[-1].text.isupper() else []
    notes = tuple(Provision("text", text=block.text, source=block.span, marks=block.marks) for block in lines)
    below = _run([*above, *blocks[first:]], Numbering(f"{label}/"), schemes, "")
    name, span = f"{match['unit']} {match['num']}", blocks[0].span
    made = Provision("section", label=label, num=num, heading=heading, source=span, printed=name)
    return (replace(made, children=(*notes, *below)),) if below else ()


def _run(blocks: Sequence[Block], numbered: Numbering, schemes: tuple[Scheme, ...], last: str) -> tuple[Provision, ...]:
    """Numbered provisions one after the other, each with the heading before it."""
    found: list[Provision] = []
    at = 0
    while at < len(blocks):
        opened = _opens_at(blocks, at, last, numbered.kind == "section")
        if opened is None:
            return ()
        start, num, rest = opened
        end = next(_ends(blocks, start + 1, num, numbered.kind == "section"), len(blocks))
        section = numbered.kind == "section"
        own = section and not _is_titled(rest, blocks[start + 1 : end])
        found += [] if own else [_heading(block) for block in blocks[at:start]]
        heading = " ".join(block.text.strip() for block in blocks[at:start]) if own else ""
        found.append(_provision(heading, num, (rest, *blocks[start + 1 : end]), numbered, schemes))
        at, last = end, num
    return tuple(found)


def _is_titled(first: Block, below: Sequence[Block]) -> bool:
    """Whether a number has its title behind it, "3A Duty to ring" before "(1)": what stands above is another one."""
    return bool(below) and below[0].text.lstrip().startswith("(") and _is_heading(replace(first, marker=""))


def _heading(block: Block) -> Provision:
    """A heading that stands before a number, as it stands in the text amended."""
    return Provision("heading", heading=block.text.strip(), source=block.span, marks=block.marks)


def _ends(blocks: Sequence[Block], start: int, num: str, section: bool) -> Iterator[int]:
    """Where the next provision begins, with the heading before its number; never inside a quotation."""
    quoted = _quoted(blocks)
    for at in range(start, len(blocks)):
        if not quoted[at] and _opens_at(blocks, at, num, section):
            yield at


def _quoted(blocks: Sequence[Block]) -> list[bool]:
    """Which blocks stand in a quotation that opens with a block and runs over several; NotUnderstood if left open."""
    depth, found = 0, []
    for block in blocks:
        opens = depth > 0 or (block.text.startswith("“") and balance(block.text) > 0)
        depth = depth + balance(block.text) if opens else 0
        found.append(opens)
    if depth > 0:
        raise NotUnderstood("a quotation in what is inserted is never closed")
    return found


def _opens_at(blocks: Sequence[Block], at: int, last: str, section: bool) -> tuple[int, str, Block] | None:
    """The block of a number that opens a provision here, behind one or two headings; its number, and the rest."""
    for start in range(at, min(at + 3, len(blocks))):
        if opened := _opening(blocks[start], last, section):
            return (start, *opened)
        if not _is_heading(blocks[start]):
            return None
    return None


def _opening(block: Block, last: str, section: bool) -> tuple[str, Block] | None:
    """The number that a block opens with, coming right after the last one, and the rest with it in its margin."""
    text = f"{block.marker} {block.text}".strip() if block.marker else block.text
    match = _OPENS.match(text) or (section and _TITLED.match(text)) or None
    if match is None or (last and not succeeds(match["num"], last)):
        return None
    cut = match.end() - (len(text) - len(block.text))
    marks = tuple(replace(mark, at=max(0, mark.at - cut)) for mark in block.marks)
    return match["num"], replace(block, text=text[match.end() :], marker=match[0].strip(), marks=marks, style="para")


def _is_heading(block: Block) -> bool:
    """A line of its own that is no sentence and has no number."""
    text = block.text.strip()
    plain = not block.marker and not block.cells and block.style in ("heading", "para") and not _SOURCE.match(text)
    if not text:
        return False
    return bool(plain) and len(text) <= _LONGEST_HEADING and not _ENDED.search(text) and text[0] not in "(“‘\"'"


def _provision(
    heading: str, num: str, body: tuple[Block, ...], numbered: Numbering, schemes: tuple[Scheme, ...]
) -> Provision:
    """A provision of its number, its heading, and what stands below; "(1)" opens its first subsection."""
    label, number = f"{numbered.before}{num}", body[0].marker
    first = replace(body[0], marker="")
    body = (first, *body[1:])
    if numbered.kind == "section" and not heading and len(body) > 1 and _is_heading(first):
        heading, body, first = first.text.strip(), body[1:], body[1]
    own = "" if first.marker or is_item(first.text) else first.text
    below = _below(body[1:] if own else body, label, schemes)
    made = Provision(numbered.kind, label=label, num=num, heading=heading or None, text=own, children=below)
    return replace(made, source=first.span, marks=first.marks if own else (), printed=number)


def _below(blocks: Sequence[Block], label: str, schemes: tuple[Scheme, ...]) -> tuple[Provision, ...]:
    """What stands below a number; a quotation of several blocks keeps its own numbers to itself."""
    stubs = [_STUB.format(at) if quoted else "" for at, quoted in enumerate(_quoted(blocks))]
    kept = [Block(stub) if stub else block for block, stub in zip(blocks, stubs, strict=True)]
    made = structure(kept, schemes, within=label, scope=label).provisions
    return tuple(_restored(node, blocks) for node in made)


def _restored(node: Provision, blocks: Sequence[Block]) -> Provision:
    """The node with the words of every quotation in the place of what stood for them."""
    stub = _IN_STUB.fullmatch(node.text)
    if stub is None and _IN_STUB.search(node.text):
        raise NotUnderstood("where a quotation in what is inserted stands")
    if stub:
        block = blocks[int(stub[1])]
        node = replace(node, text=printed(block), marks=block.marks, source=block.span)
    return replace(node, children=tuple(_restored(child, blocks) for child in node.children))
