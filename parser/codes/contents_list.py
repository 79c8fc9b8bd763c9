"""Lists of contents that an extraction left in the text: entries that come again as headings."""

import re
from collections.abc import Collection, Sequence
from dataclasses import replace

from corpus.text import caseless
from parser.readers.blocks import Block

_SECOND = 2
_TITLE = re.compile(r"(?:table of )?contents(?: page)?[:.]?|in this document[:.]?", re.IGNORECASE)
_PAGE = re.compile(r"(?:\s*\.{2,}|\s*…+|\s*(?:\.\s){2,}|\s*\t)?\s*\d{1,4}\s*$")
_LEADERS = re.compile(r"(?:\.{3,}|…{2,}|(?:\.\s){3,})\s*\d{1,4}\s*$")
_PAGE_NUMBER = re.compile(r"\s*(?:[ivxlc]{1,6}|\d{1,4})\s*", re.IGNORECASE)
"""A page number that stands among the entries of a list of several pages."""
_PART = re.compile(r"part\s+(?:\d{1,3}|[ivxlc]+|[a-z])\b", re.IGNORECASE)
_DIVISION = re.compile(
    r"(?:schedule|part|chapter|annex|appendix)\s+(?:\d{1,3}|[ivxlc]+|[a-z])\s+[—–-]\s+\S", re.IGNORECASE
)
_LONGEST = 240


def without_contents(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """The same blocks; a list of contents is furniture by the rule `contents-list`.

    Its title alone proves nothing: at least two entries must follow it, each of which comes
    again further down or ends with dots and a page number.
    """
    marked = list(blocks)
    for start, block in enumerate(blocks):
        if block.rule or block.cells or not _TITLE.fullmatch(block.text.strip()):
            continue
        end = _end(blocks, start + 1)
        if end - start > 2:
            marked[start:end] = [
                each if each.rule else replace(each, rule="contents-list") for each in blocks[start:end]
            ]
    return tuple(marked)


def headed(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """The same blocks; a plain line that the list of contents names, and that comes again in no heading, is one.

    A format may set a part's title like its text. It stands above the headings that the list names too.
    """
    listed = [block for block in blocks if block.rule == "contents-list"]
    entries = {_key(line) for block in listed for line in f"{block.marker} {block.text}".split("\n")} - {""}
    if not entries:
        return tuple(blocks)
    marked = [block for block in blocks if block.style == "heading" and block.level and _key_of(block) in entries]
    wanted = entries - {_key_of(block) for block in marked}
    level = min((block.level for block in marked), default=0)
    if level == _SECOND and any(_is_named(block, wanted) for block in blocks):
        level += 1  # two levels must have room below the title and above the headings that are listed
        blocks = [replace(b, level=b.level + 1) if b.style == "heading" and b.level > 1 else b for b in blocks]
    return tuple(_raised(block, level) if _is_named(block, wanted) else block for block in blocks)


def _is_named(block: Block, wanted: Collection[str]) -> bool:
    return _is_plain(block) and not block.rule and _key_of(block) in wanted


def _is_plain(block: Block) -> bool:
    """Whether the format does not say that a line is a heading, and it may be one."""
    plain = block.style == "para" or (block.style == "heading" and not block.level)
    return plain and not block.cells and len(block.text) <= _LONGEST


def _raised(block: Block, level: int) -> Block:
    above = 2 if _PART.match(block.text) else 1
    return replace(block, style="heading", level=max(level - above, 1) if level else 0)


def _key_of(block: Block) -> str:
    return _key(f"{block.marker} {block.text}")


def _key(text: str) -> str:
    """An entry and its heading, letters only; the page number of an entry is none of its words."""
    return caseless(unpaged(text))


def unpaged(entry: str) -> str:
    """An entry of a list of contents without its page number and what leads to it."""
    return _PAGE.sub("", entry) if entry.rstrip()[-1:].isdigit() else entry


def _end(blocks: Sequence[Block], at: int) -> int:
    """The index after the last entry of the list that begins at `at`."""
    last: dict[str, int] = {}
    for index, block in enumerate(blocks):
        if index >= at and len(block.text) <= _LONGEST and not block.rule and not block.cells:
            last[caseless(f"{block.marker}{block.text}")] = index
    end, listed = at, set[str]()
    while at < len(blocks) and (
        blocks[at].rule
        or _PAGE_NUMBER.fullmatch(blocks[at].text)
        or _is_entry(blocks[at], at, last)
        or (listed and _is_division(blocks, at, listed))
        or (len(listed) > 1 and _is_among(blocks, at, last))
    ):
        listed.add(_key_of(blocks[at]))
        at += 1
        end = end if _PAGE_NUMBER.fullmatch(blocks[at - 1].text) else at
    return end


def _is_division(blocks: Sequence[Block], at: int, listed: Collection[str]) -> bool:
    """Whether a line of a list names a part or a schedule, `Schedule 2 — Repeals`.

    It has not named it yet, or goes on with another: the parts of two schedules may have one title.
    """
    following = next((block for block in blocks[at + 1 :] if not block.rule), None)
    return _names_division(blocks[at]) and (
        _key_of(blocks[at]) not in listed or (following is not None and _names_division(following))
    )


def _is_among(blocks: Sequence[Block], at: int, last: dict[str, int]) -> bool:
    """Whether a line that comes nowhere again stands between two entries of a list, set like them.

    The list is wrong there: it names what the document does not have. The entry is one of the list all the same, and
    the witness of the contents says that nothing answers to it.
    """
    following = next((n for n in range(at + 1, min(at + 3, len(blocks))) if _is_entry(blocks[n], n, last)), None)
    if following is None or not blocks[at].text.strip():
        return False
    forms = {
        (block.style, block.level, len(block.marker) > 0) for block in (blocks[at - 1], blocks[at], blocks[following])
    }
    return len(forms) == 1 and len(blocks[at].text) <= _LONGEST and not blocks[at].cells


def _names_division(block: Block) -> bool:
    return _is_plain(block) and _DIVISION.match(block.text) is not None


def _is_entry(block: Block, at: int, last: dict[str, int]) -> bool:
    text = f"{block.marker} {block.text}".strip()
    if block.cells or not text or len(text) > _LONGEST:
        return False
    if _LEADERS.search(text):
        return True
    titles = (caseless(text), _key(text))
    return any(title and last.get(title, -1) > at for title in titles)
