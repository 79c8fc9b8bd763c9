"""Lists of contents that an extraction left in the text: entries that come again as headings."""

import re
from collections.abc import Sequence
from dataclasses import replace

from corpus.text import letters
from parser.readers.blocks import Block

_TITLE = re.compile(r"(?:table of )?contents(?: page)?[:.]?|in this document[:.]?", re.IGNORECASE)
_PAGE = re.compile(r"(?:\s*\.{2,}|\s*…+|\s*(?:\.\s){2,}|\s*\t)?\s*\d{1,4}\s*$")
_LEADERS = re.compile(r"(?:\.{3,}|…{2,}|(?:\.\s){3,})\s*\d{1,4}\s*$")
_PAGE_NUMBER = re.compile(r"\s*(?:[ivxlc]{1,6}|\d{1,4})\s*", re.IGNORECASE)
"""A page number that stands among the entries of a list of several pages."""
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


def _end(blocks: Sequence[Block], at: int) -> int:
    """The index after the last entry of the list that begins at `at`."""
    last: dict[str, int] = {}
    for index, block in enumerate(blocks):
        if index >= at and len(block.text) <= _LONGEST and not block.rule and not block.cells:
            last[letters(f"{block.marker}{block.text}").casefold()] = index
    end = at
    while at < len(blocks) and (
        blocks[at].rule or _PAGE_NUMBER.fullmatch(blocks[at].text) or _is_entry(blocks[at], at, last)
    ):
        at += 1
        end = end if _PAGE_NUMBER.fullmatch(blocks[at - 1].text) else at
    return end


def _is_entry(block: Block, at: int, last: dict[str, int]) -> bool:
    text = f"{block.marker} {block.text}".strip()
    if block.cells or not text or len(text) > _LONGEST:
        return False
    if _LEADERS.search(text):
        return True
    titles = (letters(text).casefold(), letters(_PAGE.sub("", text)).casefold())
    return any(title and last.get(title, -1) > at for title in titles)
