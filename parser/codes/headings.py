"""Headings and numbers that open a provision: sections, subsections, measures, paragraphs."""

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from itertools import pairwise
from string import ascii_letters
from typing import NamedTuple

from corpus.work import Scheme
from parser.codes.definitions import definition_at
from parser.codes.enumerators import begins
from parser.codes.lines import Draft, Line
from parser.codes.schemes import NUMBER_WORDS, MeasureNumber, named_number_at, number_at
from parser.codes.sequences import Numbered, Value, consecutive
from parser.readers.blocks import Block

_QUOTE = r"[“\"‘']?"
_SECTION = re.compile(
    rf"{_QUOTE}(?:(?:Section|SECTION|[Ss]ec\.|SEC\.|§)\s*)?(\d{{1,3}}[A-Z]{{0,2}}|\d{{1,3}}[a-z](?=[.:])|(?:(?<=[§n.]\s)|(?<=§))\d{{1,3}}[a-z])"
    r"(?:(?:\s*[.:)–—-])?\s+(?=\D)|\.\s+(?=\d{4}\b)|\.(?=[A-Z][a-z]))(\S.*)",
    re.DOTALL,
)
_DATE = re.compile(
    r"\d{1,2}(?:st|nd|rd|th)?\s+(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?"
    r"|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\.?,?\s+\d{4}\b.{0,20}"
)
_BARE_SECTION = re.compile(r"(?:Section|SECTION|[Ss]ec\.|SEC\.|§)\s*(\d{1,3}[A-Z]{0,2})\s*[.:—–]?\s*")
_SENTENCE = re.compile(r"(?:of|to|and|or|in|applies|sets|says|does|is|are)\b")
"""How a line goes on that begins with the name of a section or annex and is no title of one."""
_DIVISION = re.compile(
    rf"{_QUOTE}(Annex|ANNEX|Appendix|APPENDIX|Schedule|SCHEDULE|Part|PART|Chapter|CHAPTER)\s+({NUMBER_WORDS}|\d{{1,3}}[A-Z]?|[A-Z]{{1,3}}\d{{0,2}})"
    r"(?=\s*[.:–—-]|\s|$)\s*[.:–—-]?\s*(.*)",
    re.DOTALL,
)
_ONLY_SCHEDULE = re.compile(
    r"(?:(?:the|THE|The)\s+)?(?P<only>Schedule|SCHEDULE|Annex|ANNEX|Appendix|APPENDIX)"
    r"(?:\s+\(?(?:Section|Regulation|Article|Rule)s?\s+\d[\w(), –-]*)?"
)
"""The one schedule or annex of an instrument, which has no number, with what the law prints beside it."""
_SECTION_BESIDE = re.compile(r"\(?(?:Section|Regulation|Article|Rule|Paragraph)s?\s+\d[\w(), –-]*", re.IGNORECASE)
"""What the law prints beside the number of a schedule: the section that has it."""
_LONGEST_TITLE = 200
_LONGEST_LIKE_TITLE = 10
_SUBSECTION = re.compile(
    rf"{_QUOTE}(?:(Subsection|Sub-section)\s+)?([A-Z]{{1,2}})(\s*[.:)–—-])?\s+(?=[A-Z‘“])(\S.*)", re.DOTALL
)
_DOTTED = re.compile(
    rf"{_QUOTE}(?:§\s*)?((?!0)\d{{1,3}}(?:\.\d{{1,3}})+(?:Z?[A-Z]|[a-z](?=\))|[a-f](?=\s+[A-Z“‘\"(]))?)(?![\d%])(?:(?<=[a-z])\)|\.{{0,2}}|:(?=\s+[A-Z]))(?:\s+|$)"
)
_LETTERED = re.compile(
    rf"{_QUOTE}(([A-Z]{{1,2}}\d{{0,2}}[a-z]?|[IVXL]{{3,6}}|\d{{1,2}}[a-z]|0)(?:\.\d{{1,3}})+[A-Z]?)(?![\d%])\.?(?:\s+|$)"
)
_FIRST_LETTERED = re.compile(r"([A-Z]{1,2}\d{0,2}[a-z]?|[IVXL]{3,6})\.1\.?\s+[A-Z]")
_FEWEST_OF_STEM = 3
_LOW = 3
"""A numbering begins with one of its first numbers."""
_DOTTED_MARGIN = re.compile(r"\s*[“\"]?(\d{1,3}(?:\.\d{1,3})+(?:Z?[A-Z])?)\.?\s*")
_UNIT = re.compile(
    r"(?:million|billion|per cent|percent|%|times|hours?|days?|years?|metres?|kg|km|cm|mm|pm|am)\b", re.I
)
_CAPTION = re.compile(r"(?:Table|Figure|Box)\s+(?:[A-Z]|\d{1,3}|[A-Z]?\d{1,2}(?:\.\d{1,2})?)(?:\s*[.:–—-]\s*.{0,160})?")
_FILE = re.compile(
    r"(?:HTML|PDF|ODT|ODS|CSV|RTF|ZIP|MS (?:Word|Excel|PowerPoint)[\w ]*|Word|Excel)(?: document)?"
    r"(?:,\s*[\d.,]+\s?[KMG]?B)?(?:,\s*\d+ pages?)?",
    re.IGNORECASE,
)
_UNFINISHED = re.compile(
    r"(?:,|\b(?:the|a|an|of|and|or|in|to|by|for|with|under|from|on|at|as|that|which|those|these|this|any|such|its"
    r"|is|are|was|were|be|must|shall|should|may|not|than"
    r"|(?<!this )(?<!the )(?:section|sections|paragraph|schedule)))$",
    re.IGNORECASE,
)
_LONGEST_LINK = 12
"""Characters of the longest word after which a line goes on, and some more."""
_SALUTATION = re.compile(
    r"Dear\b[^.;:]{0,100},|(?:(?:With )?(?:kind|best|warm)(?:est)? (?:regards|wishes)"
    r"|Yours(?: (?:sincerely|faithfully|truly))?|Sincerely|Many thanks),",
    re.IGNORECASE,
)
"""A line of its own although it ends in a comma: how a letter begins and ends."""
_END = re.compile(r"[.;,]$|;\s*(?:and|or)$")
_GROUP = re.compile(
    r"Application|(?:Key )?[Dd]efinitions?|Interpretation|Recommendations?|Safeguards?(?: for .{3,100})?|Exceptions?"
)
_MARGIN_AND_WORDS = 2
_PARTING = re.compile(r"[.:–—-]\s+")
_SIGNED = re.compile(r"Signed(?:\s+(?:by|for and on behalf of)\b.{0,120})?[:.]?|Signature[:.]?", re.I)


class Opening(NamedTuple):
    """What a line opens. `label` is None where the number alone does not give it.

    `what`: division (annex, part …), section, subsection, measure, numbered paragraph, or a
    numbered heading (`1.1 Overview`). `rest` is the line after the number.
    """

    what: str
    num: str
    printed: str
    rest: Line
    measure: MeasureNumber | None = None
    word: str = ""


def is_heading(line: Line) -> bool:
    """Whether a line can be a heading: the format says so and its text does not say otherwise."""
    if line.style != "heading" or line.level:
        return line.style == "heading"
    sentence = line.text[:1].islower() or _END.search(line.text) or definition_at(line.text) is not None
    return not (sentence or begins(line.text[:12]))


def is_group(line: Line) -> bool:
    """Whether a line inside a measure is a sub-heading although the format does not say so."""
    short = len(line.text) <= 120 and not line.marker and not _END.search(line.text) and not begins(line.text[:12])
    return short and (line.bold or bool(_GROUP.fullmatch(line.text))) and not line.text.endswith(":")


def is_group_title(text: str) -> bool:
    """Whether a heading is one that codes divide their measures by: `Application`."""
    return _GROUP.fullmatch(text) is not None


def unbalanced(line: Line) -> Line | None:
    """The line without a bold mark that nothing closes (or opens); None where there is none.

    In front of a whole sentence two asterisks are the mark of a note.
    """
    if line.text.count("**") != 1 or line.text.endswith("."):
        return None
    if line.text.startswith("**"):
        return replace(line.after(2), marker=line.marker, bold=True)
    return replace(line.cut(0, -2), marker=line.marker, bold=True) if line.text.endswith("**") else None


def is_unfinished(text: str) -> bool:
    """Whether a line stops where no sentence and no title can: the next line of a wrapped text goes on with it."""
    ended = _UNFINISHED.search(text, max(0, len(text) - _LONGEST_LINK))  # a search from the start tries every word
    return ended is not None and not (_SALUTATION.fullmatch(text) or text.casefold() in ("or", "and"))


def is_like_title(line: Line) -> bool:
    """Whether a line reads like a title although nothing sets it as one: a few words with a capital and no stop."""
    return (
        line.text[:1].isupper() and len(line.text.split()) <= _LONGEST_LIKE_TITLE and line.text[-1:] not in ".,;:?!)–—"
    )


def is_signature(text: str) -> bool:
    """Whether a line opens a signature block."""
    words = text.strip()
    return words[:4].casefold() == "sign" and _SIGNED.fullmatch(words) is not None


def measure_opening(line: Line, schemes: tuple[Scheme, ...]) -> Opening | None:
    """The measure or its paragraph that a line opens, by the number in its margin or its text."""
    in_margin = number_at(line.marker, schemes) if line.marker else None
    if in_margin is not None:
        printed = line.marker.strip().lstrip("“\"‘'")
        return Opening(_what(in_margin), _num(in_margin), printed, line.marked(""), in_margin)
    number = number_at(line.text, schemes)
    if number is not None:
        rest = _unstopped(line.after(number.end))
        return Opening(_what(number), _num(number), line.text[number.start : number.end], rest, number)
    named = named_number_at(line.text, schemes) if line.style == "heading" or line.bold else None
    if named is None:
        return None
    word, number = named
    end = word + number.end
    return Opening(_what(number), _num(number), line.text[:end].strip(), _unstopped(line.after(end)), number)


def short_opening(line: Line, measure: Draft | None) -> Opening | None:
    """A paragraph that leaves its measure's prefix out: `C11.4` inside `PCU C11`."""
    if measure is None or measure.kind != "measure" or not measure.num or not measure.label or measure.num.isdigit():
        return None
    if f"{measure.num}." not in (line.marker or line.text):
        return None
    pattern = rf"\s*{_QUOTE}({re.escape(measure.num)}\.\d{{1,3}}[A-Z]{{0,2}})(?:\s+|$)"
    match = re.match(pattern, line.marker or line.text)
    if match is None:
        return None
    stem = measure.label[: -len(measure.num)]
    joint = " " if stem.endswith(" ") else ""
    number = MeasureNumber(stem.strip(), measure.num, match[1], match.start(1), match.end(1), joint)
    return Opening(
        "paragraph", match[1], match[1], line.marked("") if line.marker else line.after(match.end(1)), number
    )


def is_measure_heading(line: Line, opening: Opening) -> bool:
    """Whether a line that begins with a measure's number is its heading and not a sentence about it."""
    title = opening.rest.text
    if is_heading(line) or line.style == "heading":
        return True
    plain_title = len(title) <= 160 and not _END.search(title) and (not title or title[0].isupper() or line.bold)
    return plain_title and (line.bold or bool(line.marker) or not title or (line.style == "para" and len(title) < 120))


def _what(number: MeasureNumber) -> str:
    return "paragraph" if number.paragraph else "measure"


def _num(number: MeasureNumber) -> str:
    return number.paragraph or number.measure


def _unstopped(rest: Line) -> Line:
    """The rest without the punctuation that parts it from its number."""
    match = _PARTING.match(rest.text)
    return rest.after(match.end()) if match else rest


def division_opening(line: Line) -> Opening | None:
    """`Annex A: Title`, `Part 2`; in the margin `SCHEDULE 1` beside its title or the section that has it."""
    in_margin = _DIVISION.fullmatch(line.marker.strip()) if line.marker[1:2].isalpha() else None
    if in_margin and not in_margin[3] and len(line.text) <= _LONGEST_TITLE and not _END.search(line.text):
        word, num, beside = in_margin[1].capitalize(), in_margin[2], _SECTION_BESIDE.fullmatch(line.text)
        printed = f"{line.marker.strip()} {line.text}" if beside else line.marker.strip()
        return Opening("division", num, printed, line.cut(len(line.text)) if beside else line.marked(""), word=word)
    only = _ONLY_SCHEDULE.fullmatch(line.text) if line.style == "heading" and line.level and not line.marker else None
    if only:
        return Opening("division", "", line.text, line.cut(len(line.text)), word=only["only"].capitalize())
    match = _DIVISION.fullmatch(line.text)
    if match is None or not is_heading(line) or _SENTENCE.match(match[3]):
        return None
    printed = line.text[match.start(1) : match.end(2)]
    return Opening("division", match[2], printed, line.after(match.start(3)), word=match[1].capitalize())


def section_opening(line: Line) -> Opening | None:
    """`4 Recommended measures`, `4. Recommended measures`, `Section 4: Recommended measures`."""
    if not (is_heading(line) or (line.bold and line.style == "para" and (line.marker or not _END.search(line.text)))):
        return None
    in_margin = re.fullmatch(r"\s*(\d{1,3}[A-Z]{0,2})\.?\s*", line.marker) if line.marker else None
    if in_margin:
        return Opening("section", in_margin[1], line.marker.strip(), line.marked(""))
    match = _SECTION.fullmatch(line.text) or _BARE_SECTION.fullmatch(line.text)
    if match is None or _DOTTED.match(line.text) or _DATE.fullmatch(line.text):
        return None
    if line.style == "para" and match.lastindex == 2 and match[2][0].islower():
        return None  # bold words that begin small are no title
    if match.lastindex == 2 and "Section" in line.text[: match.start(2)] and _SENTENCE.match(match[2]):
        return None
    title = match.start(2) if match.lastindex == 2 else len(line.text)
    return Opening("section", match[1], line.text[:title].strip(' “"'), line.after(title))


def first_section(blocks: Sequence[Block], schemes: tuple[Scheme, ...]) -> int:
    """The index of the first heading numbered 1, -1 where none stands in front of the first measure.

    Until then a number in front of a line is no section's: covers have dates and addresses.
    """
    for index, block in enumerate(blocks):
        if block.cells or number_at(block.marker or block.text, schemes):
            break
        opening = section_opening(Line(block.text, style=block.style, level=block.level, marker=block.marker))
        if opening and opening.num == "1":
            return index
    return -1


def number_value(num: str) -> Value:
    """A section's number and the letters of one inserted later: `16A` is (16, "A")."""
    figures = num.rstrip(ascii_letters)
    return int(figures), num[len(figures) :]


def title_index(blocks: Sequence[Block]) -> int:
    """The index of the one heading of level 1 that titles the whole document; -1 where there are several or none."""
    tops = [index for index, block in enumerate(blocks) if block.style == "heading" and block.level == 1]
    first = tops[0] if len(tops) == 1 else -1
    return -1 if any(block.style == "heading" for block in blocks[: max(first, 0)]) else first


def is_file_description(text: str) -> bool:
    """Whether a line describes a file to download, `PDF, 700 KB, 40 pages`, as stands under an attachment's title."""
    return _FILE.fullmatch(text) is not None


def is_annex(draft: Draft) -> bool:
    """Whether a provision is an annex or a schedule, which numbers its own from 1."""
    return (draft.label or "").startswith(("Annex", "Appendix", "Schedule"))


def _beside(row: Block) -> Line | None:
    """A row that sets a bold title beside its number, or number and title in front of other words, as a line."""
    filled = [cell for cell in row.cells if cell.text]
    if not filled or len(filled) > _MARGIN_AND_WORDS or not filled[0].bold:
        return None
    if len(filled) == _MARGIN_AND_WORDS and filled[1].bold:
        return Line(filled[1].text, marker=filled[0].text, bold=True)
    return Line(filled[0].text, bold=True)


def numbered_sections(blocks: Sequence[Block]) -> frozenset[int]:
    """The indices of headings whose numbers count on: sections for certain, whatever number they begin with."""
    found: list[Numbered] = []
    for index, block in enumerate(blocks):
        if not (block.style == "heading" or block.bold or block.cells):
            continue
        line = _beside(block) if block.cells else Line(
            block.text, style=block.style, level=block.level, marker=block.marker, bold=block.bold
        )  # fmt: skip
        if line and (opening := section_opening(line)):
            found.append(Numbered(index, number_value(opening.num)))
    return consecutive(found)


def subsection_opening(line: Line) -> Opening | None:
    """`C Content moderation`, `C. Content moderation`, `Subsection C: Content moderation`."""
    if not is_heading(line):
        return None
    in_margin = re.fullmatch(r"\s*([A-Z]{1,2})[.)]?\s*", line.marker) if line.marker else None
    if in_margin:
        return Opening("subsection", in_margin[1], line.marker.strip(), line.marked(""), word=".")
    match = _SUBSECTION.fullmatch(line.text)
    if match is None:
        return None
    printed = line.text[: match.start(4)].strip(' “"')
    return Opening("subsection", match[2], printed, line.after(match.start(4)), word=match[1] or match[3] or "")


def lettered_stems(blocks: Iterable[Block], schemes: tuple[Scheme, ...]) -> frozenset[str]:
    """What numbers of paragraphs begin with where it has letters and is no measure's: `A1a` of A1a.1, A1a.2, A1a.3.

    One is enough where it is inserted behind others, `4a.1` where there is 4.1, and where it is the first of its stem
    among others of the same form: D1.1 where there are A1.1, A1.2, A1.3.
    """
    starts = [f"{block.marker} {block.text[:20]}".strip() for block in blocks if block.style != "note"]
    found: dict[str, list[str]] = {}
    for lettered in filter(None, map(_LETTERED.match, starts)):
        if number_at(lettered[1], schemes) is None:
            found.setdefault(lettered[2], []).append(lettered[1])
    plain = {match[1].partition(".")[0] for text in starts if found and (match := _DOTTED.match(text))}
    inserted = {stem for stem in found if stem[-1:].islower() and stem[:-1] in plain}
    several = {stem for stem, numbers in found.items() if _number_on(numbers)}
    shapes = {_shape(stem) for stem in several}
    firsts = filter(None, map(_FIRST_LETTERED.match, starts if shapes else ()))
    return frozenset(inserted | several | {one[1] for one in firsts if one[1] in found and _shape(one[1]) in shapes})


def _shape(stem: str) -> tuple[bool, bool]:
    return any(map(str.isdigit, stem)), stem[-1:].islower()


def _number_on(numbers: Sequence[str]) -> bool:
    """Whether numbers of one stem are a numbering: several, from a low one on, and half of them follow the one before.

    B.1.620, B.1.629, B.1.619 are names, and so are AY.33, AY.34, AY.43.
    """
    values = [_components_of(number) for number in numbers]
    if min(values)[0] > _LOW:
        return False
    steps = sum(_is_next(before, after) for before, after in pairwise(values))
    return len(numbers) >= _FEWEST_OF_STEM and 2 * steps >= len(numbers) - 1


def _components_of(number: str) -> tuple[int, ...]:
    return tuple(int(part.rstrip(ascii_letters) or 0) for part in number.split(".")[1:])


def _is_next(before: tuple[int, ...], after: tuple[int, ...]) -> bool:
    """Whether a number comes next: 1.3 after 1.2, or after 1.2.4, 1.2.1 after 1.2; 1.2A after 1.2."""
    at = len(after) - 1
    if after == before:
        return True
    return (after[at] == 1 and before == after[:at]) or (
        before[:at] == after[:at] and before[at : at + 1] == (after[at] - 1,)
    )


def dotted_opening(line: Line, annex: str = "", stems: Collection[str] = ()) -> Opening | None:
    """`2.60 The authority …` a paragraph; `1.1 Overview` set as a heading, a numbered heading.

    In an annex whose letter is `annex` its paragraphs may begin with it: `A1.1`. `stems` are other such beginnings.
    """
    in_margin = _DOTTED_MARGIN.fullmatch(line.marker) if line.marker else None
    if line.marker and stems and not in_margin:
        in_margin = found if (found := _LETTERED.fullmatch(line.marker.strip())) and found[2] in stems else None
    if in_margin:
        num, printed, rest = in_margin[1], line.marker.strip(' “"'), line.marked("")
    else:
        match = _DOTTED.match(line.text) or (_LETTERED.match(line.text) if annex or stems else None)
        lettered = match is not None and match.re is _LETTERED
        known = match is not None and lettered and (match[2] in stems or (annex and match[1].startswith(annex)))
        if match is None or line.marker or (lettered and not known):
            return None
        num, rest = match[1], line.after(match.end())
        printed = line.text[match.start(1) : match.end()].strip()
    if _UNIT.match(rest.text) or (rest.text[:1].islower() and not in_margin and line.style == "heading"):
        return None
    heading = line.style == "heading" and line.level > 0 and (line.text[:1] == "§" or not _END.search(rest.text))
    return Opening("numbered heading" if heading else "paragraph", num, printed, rest)


def is_caption(text: str) -> bool:
    """Whether a heading, or words by themselves, name a table: `Table A`, `Table 2: Fees`."""
    return bool(_CAPTION.fullmatch(text))
