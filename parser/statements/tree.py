"""The tree of a statement: its blocks in order, lists under the words before them, text under numbered demands."""

from collections.abc import Sequence

from corpus.provision import Provision
from parser.codes.enumerators import cited
from parser.codes.lines import Draft
from parser.readers.blocks import Block
from parser.statements.leading import is_ask_heading
from parser.statements.numbering import numbered
from parser.statements.prose import paragraph_number


def tree(blocks: Sequence[Block]) -> tuple[Provision, ...]:
    """Every block as a node; text under a numbered heading stands below it, an item under the words before it."""
    nodes: list[Draft] = []
    open_ask: Draft | None = None
    level = 0
    depths: dict[int, int] = {}
    for block in blocks:
        found = numbered(block)
        if found and is_ask_heading(block):
            open_ask, level = _ask_node(block, *found), block.level
            nodes.append(open_ask)
            continue
        if open_ask and block.style == "heading" and level and block.level and block.level <= level:
            open_ask = None
        _add(open_ask.children if open_ask else nodes, block, depths)
    return tuple(node.freeze() for node in nodes)


def _add(nodes: list[Draft], block: Block, depths: dict[int, int]) -> None:
    """One more node; an item of a list stands under the words before it, as deep as its list is nested.

    `depths` has the depth of each item that was added, by identity: an item never stands under one of its own list.
    """
    depth = block.level if block.style == "item" else 0
    while depth and nodes and (nodes[-1].kind == "text" or 0 < depths.get(id(nodes[-1]), 0) < block.level):
        nodes, depth = nodes[-1].children, depth - 1
    nodes.append(_node(block))
    depths[id(nodes[-1])] = block.level if block.style == "item" else 0


def _ask_node(block: Block, num: str, words: str) -> Draft:
    number = block.marker or block.text[: len(block.text) - len(words)].strip()
    shift = len(block.text) - len(words) if not block.marker else 0
    return Draft("paragraph", num, num, words, printed=number, marks=block.after(shift).marks, span=block.span)


def _node(block: Block) -> Draft:
    if block.cells:
        cells = [Draft("text", text=cell.text, span=cell.span, marks=cell.marks) for cell in block.cells]
        return Draft("row", span=block.span, children=cells)
    if block.style == "note":
        return Draft("footnote", num=block.marker or None, text=block.text, span=block.span, marks=block.marks)
    if block.style == "heading":
        return Draft("heading", heading=block.text, printed=block.marker, span=block.span, marks=block.marks)
    if block.style == "item":
        num = cited(block.marker) if block.marker else None
        return Draft("subparagraph", None, num, None, block.text, block.marker, block.marks, block.span)
    number, words = paragraph_number(block)
    if number and not block.marker:
        shift = len(block.text) - len(words)
        printed = block.text[:shift].strip()
        return Draft("paragraph", number, number, None, words, printed, block.after(shift).marks, block.span)
    return Draft("text", text=block.text, printed=block.marker, span=block.span, marks=block.marks)
