"""PDF to blocks: gate, words, layout, and the proof by a second engine.

    body ─ pdf_gate ─ pdf_words ─ pdf_lines, pdf_tables ─ pdf_furniture, pdf_notes
         ─ pdf_flow (pdf_paragraphs, pdf_rows) ─ pdf_blocks (pdf_text) ─ pdf_recall

PDFium is not safe for threads and reads files from strangers: `parser.readers.sandbox` runs this module
in a process of its own with limits.
"""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import pairwise

from corpus.errors import UnreadableInput
from corpus.identifiers import numbers, own
from corpus.processes import no_collection
from corpus.text import letters
from parser.readers.blocks import Block, Reading, Stated, printed
from parser.readers.pdf.blocks import blocks
from parser.readers.pdf.furniture import RUNNING_FOOT, RUNNING_HEAD
from parser.readers.pdf.gate import Gate, check
from parser.readers.pdf.lines import Line
from parser.readers.pdf.page_joins import Piece, flow
from parser.readers.pdf.pages import read_pages
from parser.readers.pdf.paragraphs import Paragraph
from parser.readers.pdf.running_text import Hyphens, level
from parser.readers.pdf.second_engine import Recall, recall
from parser.readers.pdf.sheets import Sheet, take_apart
from parser.readers.pdf.tables import GridRow
from parser.readers.pdf.typesetting import numbered
from parser.readers.pdf.words import Page, Word

_STRANGE = re.compile(r"[\ufffd\ue000-\uf8ff]")
_LONGEST_MARK = 2
"""Figures of the mark of a note that may stand alone."""
_DUTY = re.compile(r"\b(must|shall|should|may not|cannot)\b", re.IGNORECASE)
_MARKED = re.compile(r"[(\[]?\w{0,4}[.)\]]|[^\w]")
_DROPPED = 1.5
"""Times the size of its line from which a first letter is set down into the lines below."""
_FRONT = 2
"""Pages on which a document says its ISBN; the last page may, too."""


@no_collection()
def read_pdf(body: bytes) -> Reading:
    """The visible text of a PDF as blocks, in reading order.

    Spans are offsets in all blocks as printed, joined by line breaks, with page and box in points.
    Raises UnreadableInput for what is no PDF, encrypted, damaged beyond reading, without pages or
    without text. `review` names pages on which another engine sees other words.
    """
    gate = check(body)
    pages = _read(body, gate)
    seen = [[word.text for word in page.words] for page in pages]
    if not any(seen):
        message = f"the PDF has no text: its {len(pages)} pages are pictures; run text recognition (OCR) on it first"
        raise UnreadableInput(message)
    document = take_apart(pages, gate.tags)
    pieces, joins = flow(document)
    made, hyphens = blocks(document, pieces)
    proof = recall(body, seen)
    lost = _lost(seen, made)
    doubts = (*document.doubts, *joins, *_crossed(pages, pieces), *_hyphen_doubts(hyphens), *_duties(made))
    doubts = (*doubts, *_wordless(made))
    return Reading(
        blocks=made,
        format="pdf",
        title=_title(made, gate),
        metadata=(*gate.claims, *_identifiers(made, len(pages)), *_record(hyphens), *_evidence(document.sheets)),
        review=(*gate.review, *_doubts(pages, gate.speaking), *doubts, *proof.review),
        stated=(*gate.bookmarks, *_tagged_headings(document.sheets)),
        unread=" ".join(part for part in (proof.unread, lost) if part),
    )


def agreement(body: bytes) -> Recall:
    """How far the engines agree, page by page: the figures behind `review`."""
    gate = check(body)
    return recall(body, [[word.text for word in page.words] for page in _read(body, gate)])


def _read(body: bytes, gate: Gate) -> list[Page]:
    import pypdfium2

    try:
        with pypdfium2.PdfDocument(body) as document:
            pages = list(read_pages(document, gate.tags))
    except pypdfium2.PdfiumError as error:
        raise UnreadableInput(f"the PDF cannot be opened ({error}); fetch it again") from None
    if len(pages) != gate.pages:
        message = f"the PDF is damaged: one reader finds {gate.pages} pages and another {len(pages)}; fetch it again"
        raise UnreadableInput(message)
    return pages


def _doubts(pages: Sequence[Page], speaking: frozenset[int]) -> list[str]:
    """Pages that are pictures or lost their words, and characters that the file's fonts give no meaning."""
    doubts = []
    usual = Counter(tuple(sorted((page.width, page.height))) for page in pages).most_common(1)[0][0]
    for page in pages:
        if any(own < 0.97 * common for own, common in zip(sorted((page.width, page.height)), usual, strict=True)):
            size = f"{page.width:.0f} by {page.height:.0f} points"
            doubts.append(f"page {page.number} is smaller than the others ({size}); words may stand outside it")
        if page.picture and not page.words:
            doubts.append(f"page {page.number} is a picture without text; its words were not read")
        elif page.number in speaking and not page.words:
            doubts.append(f"page {page.number} shows no words although it sets text; its words were not read")
        if page.layered:
            doubts.append(
                f"page {page.number}: {page.layered} words are no print but the text of a picture; compare them"
            )
        if page.unread:
            doubts.append(f"page {page.number} shows print that is no text in the file ({page.unread} dots of ink)")
        strange = len(_STRANGE.findall("".join(word.text for word in page.words if len(word.text) > 1)))
        if strange:
            doubts.append(f"page {page.number}: {strange} characters have no meaning in the file's fonts")
    return doubts


def _tagged_headings(sheets: Sequence[Sheet]) -> list[Stated]:
    """The headings that the file's tags name, each once."""
    found: dict[int, list[Line]] = {}
    for sheet in sheets:
        for line in sheet.body:
            if isinstance(line, Line) and line.tag.kind == "H":
                found.setdefault(line.tag.block, []).append(line)
    return [
        Stated("tags", " ".join(line.text for line in lines), lines[0].tag.level, lines[0].page)
        for lines in found.values()
    ]


def _evidence(sheets: Sequence[Sheet]) -> list[tuple[str, str]]:
    """What showed the tables, and on how many pages, for the record."""
    seen: dict[str, set[int]] = {}
    for sheet in sheets:
        for row in sheet.body:
            if isinstance(row, GridRow):
                seen.setdefault(row.evidence, set()).add(sheet.number)
    shown = "; ".join(f"{evidence} (pages {', '.join(map(str, sorted(pages)))})" for evidence, pages in seen.items())
    return [("tables_by", shown)] if shown else []


def _crossed(pages: Sequence[Page], pieces: Sequence[Piece]) -> list[str]:
    """Lines of one paragraph whose words the file draws across each other: the cells of a table that has no rules.

    A file draws a text line by line. Where words of the next line come between two of a line, it set them side by side.
    """
    places = {page.number: {_spot(word): place for place, word in enumerate(page.words)} for page in pages}
    found: dict[int, str] = {}
    for piece in pieces:
        for line, below in pairwise(piece.lines) if isinstance(piece, Paragraph) else ():
            if line.page == below.page and _goes_back(line, below, places[line.page]):
                found.setdefault(line.page, f"{line.text[:40]!r} above {below.text[:40]!r}")
    told = "words of two lines are drawn across each other, and may be cells of a table read across"
    return [f"page {page}: {told}: {where}" for page, where in found.items()]


def _spot(word: Word, shift: float = 0.0) -> tuple[str, float, float]:
    return word.text, round(word.left + shift, 1), round(word.top, 1)


def _goes_back(line: Line, below: Line, places: Mapping[tuple[str, float, float], int]) -> bool:
    """Whether words below are drawn between two of a line; a number, a note's mark, a drop cap stand apart."""
    words = [word for word in line.words if not (word.glued or word.reference or word.size > _DROPPED * line.size)]
    if words and _MARKED.match(words[0].text):
        del words[0]
    drawn = [places.get(_spot(word, line.shift), -1) for word in words]
    if all(after - before == 1 for before, after in pairwise(drawn)):
        return False  # as nearly every line is drawn: nothing can stand between
    others = [places.get(_spot(word, below.shift), -1) for word in below.words]
    steps = ((min(pair), max(pair)) for pair in pairwise(drawn) if -1 not in pair)
    return any(low < other < high for low, high in steps for other in others)


def _hyphen_doubts(hyphens: Hyphens) -> list[str]:
    """Words broken at a hyphen that may be their own: `re-sign` is not `resign`."""
    words = list(dict.fromkeys(hyphens.doubtful))
    found = [f"a hyphen at the end of a line may belong to the word: {', '.join(words[:5])}"] if words else []
    raised = list(dict.fromkeys(hyphens.unanswered))
    return found + (
        [f"raised figures that no note explains stand in the text: {', '.join(raised[:9])}"] if raised else []
    )


def _duties(made: Sequence[Block]) -> list[str]:
    """Running heads and feet that read like provisions."""
    found = [block.text for block in made if block.rule in (RUNNING_HEAD, RUNNING_FOOT) and _DUTY.search(block.text)]
    return [f"{text[:80]!r} is printed on many pages and was left out" for text in dict.fromkeys(found)]


def _wordless(made: Sequence[Block]) -> list[str]:
    """Numbers of paragraphs beside which no words stand."""
    lone = [
        block.marker
        for block in made
        if block.marker and not (block.text or block.cells or block.style == "note") and numbered(block.marker)
    ]
    rows = [block for block in made if len(block.cells) > 1 and numbered(block.cells[0].text)]
    hollow = [row.cells[0].text for row in rows if not any(cell.text for cell in row.cells[1:])]
    lone += hollow if 2 * len(hollow) < len(rows) else []  # a form leaves all of its cells empty
    lone += [block.text for at, block in enumerate(made) if block.text.isdecimal() and _opens_below(made, at)]
    return [f"numbers without words beside them: {', '.join(map(repr, lone[:5]))}"] if lone else []


def _opens_below(made: Sequence[Block], at: int) -> bool:
    """Whether a figure alone in a paragraph also opens one further down its page: it may refer to a note there."""
    block = made[at]
    if block.style != "para" or block.cells or block.rule or block.span is None or len(block.text) > _LONGEST_MARK:
        return False
    begins = (f"{block.text} ", f"{block.text}. ")
    on_page = (each for each in made[at + 1 :] if each.span and each.span.page == block.span.page and not each.rule)
    return any(f"{each.marker} {each.text[:8]}".lstrip().startswith(begins) for each in on_page)


def _lost(seen: Sequence[Sequence[str]], made: Sequence[Block]) -> str:
    """Letters that were read and stand in no block; the layout moves words and never drops one.

    A raised figure counts as the figure it is.
    """
    read = Counter(letters(level("".join(word for words in seen for word in words))))
    read.subtract(Counter(letters(level("".join(printed(block) for block in made)))))
    return "".join((+read).elements())


def _title(made: Sequence[Block], gate: Gate) -> str:
    """What the file's record says where the cover says it too, or else the cover's first heading.

    A part of that heading (`Code`, the name of a draft) is no title beside the whole, one word within a line is none.
    """
    claimed = dict(gate.claims).get("title", "")
    cover = [block for block in made if block.span and block.span.page == 1 and not block.rule]
    first = next((block.text for block in cover if block.style == "heading"), "")
    own, lines = letters(claimed).lower(), [letters(block.text).lower() for block in cover]
    said = own in "".join(lines) if len(claimed.split()) > 1 else own in lines
    return first if first and (not said or own in letters(first).lower()) else claimed


def _identifiers(made: Sequence[Block], pages: int) -> list[tuple[str, str]]:
    """ISBN and E-number as printed on the cover, its back or the last page."""
    pages_of_blocks = [(block, block.span.page if block.span else None) for block in made]
    return numbers(own(block.text for block, page in pages_of_blocks if page and not _FRONT < page < pages))


def _record(hyphens: Hyphens) -> list[tuple[str, str]]:
    """What was done with hyphens at line ends: kept, closed, or kept because nothing tells."""
    accounts = (("hyphens_kept", hyphens.kept), ("hyphens_closed", hyphens.closed), ("hyphens_unsure", hyphens.unsure))
    return [(name, ", ".join(dict.fromkeys(words))) for name, words in accounts if words]
