"""What another reader of the same source sees, compared with the blocks character by character."""

import html
import re
from dataclasses import replace

from corpus.text import bare, each
from parser.readers.blocks import Block, printed
from parser.readers.style import LINE_ELEMENTS

_GENERATED = re.compile("\ufdd0[^\ufdd1]*\ufdd1|[\ufdd2-\ufdd5]")
"""Numbers that the reader made, and the signs of `parser.readers.changes`."""
_SIGNS = ("\ufdd0", "\ufdd5")
_TEXT_MARKUP = re.compile(r"[^\w“”‘’\"'(),;?£$%&–—@]|_")
RAISED, LOWERED = "^", "_"
_SHIFTED = re.compile("\ufdd0([\\^_])\ufdd1((?:\\d+(?:,\\s?(?=\\d))?)*)")
_SUPERSCRIPT = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_SUBSCRIPT = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")
_TAG = re.compile(
    rf"<!--|-->|</?(?:su[bp]|br|{LINE_ELEMENTS})(?:\s[^<>]*)?\s*/?>|\{{~~|~>|~~\}}",
    re.IGNORECASE,
)
ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z]{2,8});")
"""A character reference."""


def unread_text(text: str, blocks: tuple[Block, ...]) -> str:
    """What a plain walk over a text file sees and the blocks do not; empty when both agree.

    Both sides are reduced to what no markup uses: words and most punctuation.
    """
    source = _TAG.sub("", _without_targets(text).replace("![", "["))
    source = ENTITY.sub(lambda found: html.unescape(found[0]), source)
    shown = _GENERATED.sub("", "\n".join(printed(block) for block in blocks))
    return difference(_TEXT_MARKUP.sub("", source), _TEXT_MARKUP.sub("", shown))


def _without_targets(text: str) -> str:
    """The text without what stands in round brackets behind a `]` and is an address, or anything behind an image's."""
    pieces, end = [], 0
    while (at := text.find("](", end)) >= 0:
        depth, stop = 1, at + 2
        while stop < len(text) and depth and text[stop] != "\n":
            depth += {"(": 1, ")": -1}.get(text[stop], 0)
            stop += 1
        line = text[text.rfind("\n", 0, at) + 1 : at]
        address = text.startswith(("http", "mailto:", "/", "#", ".", "<"), at + 2)
        link = not depth and (address or line.rfind("![") > line.rfind("]"))
        pieces.append(text[end : at + 1])
        end = stop if link else at + 1
    return "".join((*pieces, text[end:]))


def difference(source: str, shown: str) -> str:
    """The first place where two character sequences part, in words; empty when they are equal."""
    if source == shown:
        return ""
    at = next((i for i, (a, b) in enumerate(zip(source, shown, strict=False)) if a != b), min(len(source), len(shown)))
    return (
        f"the second reader sees {len(source)} characters and the blocks hold {len(shown)}; "
        f"they part at {at}: {source[max(0, at - 20) : at + 40]!r} against {shown[max(0, at - 20) : at + 40]!r}"
    )


def generated(text: str) -> str:
    """A number that the reader made and the source does not print, so marked until the readers are compared."""
    return f"\ufdd0{text}\ufdd1"


def settled(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """The blocks as the grammar sees them: generated numbers are numbers like any other."""
    return tuple([_settled(block) for block in blocks])


def _settled(block: Block) -> Block:
    if block.cells:
        cells = settled(block.cells)
        return block if cells == block.cells else replace(block, cells=cells)
    if "\ufdd0" not in block.text and "\ufdd0" not in block.marker:
        return block
    marks = tuple(replace(mark, at=mark.at - _unprinted(block.text[: mark.at])) for mark in block.marks)
    clean = [_typeset(text).replace("\ufdd0", "").replace("\ufdd1", "") for text in (block.text, block.marker)]
    return replace(block, text=clean[0], marker=clean[1], marks=marks)


def _typeset(text: str) -> str:
    """Figures that the source raises or lowers as the characters for them: 10⁶."""
    signs = {RAISED: _SUPERSCRIPT, LOWERED: _SUBSCRIPT}
    return _SHIFTED.sub(lambda found: found[2].translate(signs[found[1]]), text)


def _unprinted(text: str) -> int:
    """The characters of a text that fall away when it is settled."""
    return 2 * text.count("\ufdd1") + len(_SHIFTED.findall(text))


def characters(blocks: tuple[Block, ...]) -> list[str]:
    """For each block every character that the source prints, in order, without white space and back links' arrows."""
    return each([_shown(block) for block in blocks], _printed)


def _printed(text: str) -> str:
    return bare(_GENERATED.sub("", text) if any(sign in text for sign in _SIGNS) else text)


def _shown(block: Block) -> str:
    return block.text if not (block.marks or block.cells or block.marker) else printed(block)
