"""What a landing page shows of other documents: a list of attachments with their format, size and pages.

The title of an attachment names another document, so it is no heading of this one: it becomes a
line of its own. What stands below it (`PDF, 1.2 MB, 14 pages`, how to ask for another format) is
furniture by the rule `attachment-details`.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from corpus.text import later
from parser.readers.blocks import Block

_FORMAT = r"(?:PDF|HTML|CSV|ODT|ODS|ODP|DOCX?|XLSX?|PPTX?|ZIP|XML|JSON|RTF|TXT|EPUB|MS \w+ (?:document|spreadsheet))"
_SIZE = r"[\d.,]+\s?(?:[KMG]B|bytes)"
_FILE = rf"(?:{_FORMAT}(?:,\s*{_SIZE})?(?:,\s*\d+ pages?)?|(?:View online\s+)?(?:Download\s+)?[A-Z]{{2,5}},?\s+{_SIZE})"
"""What a page prints of a file: its format, size and pages; any short name is a format where a size follows."""
_DETAILS = later(
    rf"(?:Published:?\s+\d{{1,2}} [a-z]+ \d{{4}}\s+)?{_FILE}\.?|(?:Ref|Order a copy|ISBN|Unnumbered)\b.{{0,60}}"
    rf"|Ref\b.{{0,160}}\s{_FILE}",
    re.IGNORECASE | re.DOTALL,
)
_ELSEWHERE = re.compile(r"https?://\S+")
"""What stands under the title of an attachment that is on another site: below a heading set as those of files are."""
_LONGEST_DETAILS = 240
_ASKING = later(
    r"(?:this file (?:may|is) not (?:be )?(?:suitable|accessible)|this file is in an? [\w -]{3,40} format"
    r"|if you use assistive technology"
    r"|(?:ask for|request) (?:an accessible|another) (?:format|version))\b.{0,400}",
    re.IGNORECASE | re.DOTALL,
)
_LONGEST_TITLE = 250
RULE = "attachment-details"


def attachments(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """The same blocks; titles of attachments are plain lines, what describes their files is furniture."""
    if not any(_DETAILS.fullmatch(block.text) for block in blocks if len(block.text) < _LONGEST_DETAILS):
        return blocks
    marked = list(blocks)
    inside = seen = False
    levels = {_level_above(blocks, at) for at, block in enumerate(blocks) if _DETAILS.fullmatch(block.text)} - {0}
    for at, block in enumerate(blocks):
        if block.rule or block.cells or block.style == "note":
            continue
        details = _DETAILS.fullmatch(block.text) or (
            _ELSEWHERE.fullmatch(block.text) and _level_above(blocks, at) in levels
        )
        if details and (inside or _title(marked, at)):
            inside = True
        elif not (seen and _ASKING.fullmatch(block.text)):
            inside = False
            continue
        seen = True
        marked[at] = replace(block, rule=RULE)
    return tuple(marked)


def _level_above(blocks: Sequence[Block], at: int) -> int:
    """The level of the heading right above a block; 0 where something else stands there."""
    before = next((blocks[n] for n in range(at - 1, -1, -1) if not blocks[n].rule), None)
    return before.level if before is not None and before.style == "heading" else 0


def _title(blocks: list[Block], at: int) -> bool:
    """Whether a title stands before a line of file details; it is made a plain line."""
    before = next((n for n in range(at - 1, -1, -1) if not blocks[n].rule), -1)
    title = blocks[before] if before >= 0 else None
    if title is None or title.cells or not title.text or len(title.text) > _LONGEST_TITLE or title.style == "note":
        return False
    if title.style == "heading":
        blocks[before] = replace(title, style="para", level=0)
    return title.style in ("heading", "item") or title.text[-1:] not in ".:;"
