"""Second readers: what other code sees in the same source, compared with the blocks character by character."""

import re
from dataclasses import replace

from parser.blocks import Block, printed
from parser.markup import INVISIBLE, UNCOMPARED, runs
from parser.places import Places

_GENERATED = re.compile("\ufdd0[^\ufdd1]*\ufdd1")
_DECORATION = dict.fromkeys(map(ord, "↩\ufe0e\ufe0f"))
_TEXT_MARKUP = re.compile(r"[^\w“”‘’\"'(),;:?!£$%&–—@]|_")
_LINK_TARGET = re.compile(r"\]\((?:<[^>\n]*>|(?:https?:|mailto:|/|#|\.)[^()\s]*(?:\([^()\s]*\)[^()\s]*)*)(?:\s+\"[^\"\n]*\")?\)")
_IMAGE_TARGET = re.compile(r"(!\[[^\]\n]*)\]\([^()\n]*(?:\([^()\n]*\)[^()\n]*)*\)")
_TAG = re.compile(r"</?(?:su[bp]|br)\s*/?>", re.IGNORECASE)


def unread_text(text: str, blocks: tuple[Block, ...]) -> str:
    """What a plain walk over a text file sees and the blocks do not; empty when both agree.

    Both sides are reduced to what no markup uses: words and most punctuation.
    """
    source = _TAG.sub("", _LINK_TARGET.sub("]", _IMAGE_TARGET.sub(r"\1]", text)))
    shown = _GENERATED.sub("", "\n".join(printed(block) for block in blocks))
    return difference(_TEXT_MARKUP.sub("", source), _TEXT_MARKUP.sub("", shown))


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
    return tuple(_settled(block) for block in blocks)


def _settled(block: Block) -> Block:
    if block.cells:
        return replace(block, cells=tuple(_settled(cell) for cell in block.cells))
    if "\ufdd0" not in block.text and "\ufdd0" not in block.marker:
        return block
    marks = tuple(replace(mark, at=mark.at - 2 * block.text[: mark.at].count("\ufdd1")) for mark in block.marks)
    clean = [text.replace("\ufdd0", "").replace("\ufdd1", "") for text in (block.text, block.marker)]
    return replace(block, text=clean[0], marker=clean[1], marks=marks)


def characters(blocks: tuple[Block, ...]) -> str:
    """Every character of the blocks that the source prints, without white space, in order."""
    shown = "\n".join([printed(block) for block in blocks])
    if "\ufdd0" in shown:
        shown = _GENERATED.sub("", shown)
    return bare(shown)


def bare(text: str) -> str:
    """Without white space and without the arrows of back links."""
    return "".join(text.translate(_DECORATION).split())


def token_characters(source: str) -> Places:
    """The visible characters of a page in the order of its source, and where they stand."""
    texts, counts, starts, ends = [], [], [], []
    count = 0
    for run in runs(source):
        text = bare(run.text)
        if text:
            texts.append(text)
            counts.append(count)
            starts.append(run.start + len(run.text) - len(run.text.lstrip()))
            ends.append(run.end)
            count += len(text)
    return Places("".join(texts), tuple(counts), tuple(starts), tuple(ends))


def lexbor_characters(source: str) -> str | None:
    """The visible characters as Lexbor's tree has them; None where the nesting is too deep to try."""
    if _depth(source) > _DEEPEST:
        return None
    from selectolax.lexbor import LexborHTMLParser

    tree = LexborHTMLParser(source)
    tree.strip_tags([*INVISIBLE, *UNCOMPARED, "head"])
    return bare(tree.root.text(deep=True, separator="")) if tree.root else ""


_DEEPEST = 20_000
_OPEN = re.compile(r"<(/?)(div|span|b|i|em|strong|font|ul|ol|table|section|article|blockquote|p|a|li|dl|center)\b", re.IGNORECASE)


def _depth(source: str) -> int:
    """About how deep elements are nested: what is opened and not closed counts."""
    depth = deepest = 0
    for found in _OPEN.finditer(source):
        depth += -1 if found[1] else 1
        deepest = max(deepest, depth)
    return deepest
