"""Notes that only their number shows: `none.[2]` or `none.²` in a text, and further down `[2] Not by night.`

A number in square brackets or a raised one at a word, and the same number in front of a paragraph below it, tie the
two. Where the marks are raised and the notes begin with plain numbers, each mark must have its note and each note its
mark, from the first on, one note below the other.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from corpus.provision import Mark
from parser.readers.blocks import Block

_RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_SIGN = re.compile(rf"[{_RAISED}]|\[\d")
"""What every text with a mark has."""
_PLAIN = str.maketrans(_RAISED, "0123456789")
_MARKS = re.compile(
    r"(?<=[\w.,;:!?)”’\"\]])(?:\s?\[(?P<square>\d{1,3})\](?![(\w])"
    rf"|(?P<raised>[{_RAISED}]+(?:,\s?[{_RAISED}]+)*))"
)
_NOTE = re.compile(rf"(?:\[(?P<square>\d{{1,3}})\]|(?P<raised>[{_RAISED}]+)|(?P<plain>\d{{1,3}})(?=\s))\s*(?=\S)")
_COUNTED = re.compile(r"(\d{1,3})")
_FEWEST = 2
_OWN = re.compile(r"(?P<sign>[\[(]?(?P<num>\w{1,4})[\])]?(?P<stop>[.:)])?)\s+(?=\S)")
_MONTH = re.compile(r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)")


def numbered_notes(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """The blocks with the paragraphs that a number ties to words before them as notes, the numbers as marks.

    A raised figure behind a figure is an exponent, unless only so each note has its mark.
    """
    texts = {at: text for at, block in enumerate(blocks) if not block.rule and _may_show(text := _texts(block))}
    if not texts:
        return blocks
    behind_figures = frozenset[str]()
    for _ in range(2):
        marks = {at: found for at, text in texts.items() if (found := _marked(text, behind_figures))}
        notes = (_alike(blocks, marks) or _plain(blocks, marks)) if marks else {}
        if notes:
            return _tied(blocks, notes, marks, behind_figures)
        every = {number for text in texts.values() for found in _MARKS.finditer(text) for number in _numbers(found)}
        behind_figures = frozenset(every.difference(*marks.values()))
    return blocks


def _tied(
    blocks: Sequence[Block], notes: Mapping[int, str], marks: Mapping[int, set[str]], behind_figures: frozenset[str]
) -> tuple[Block, ...]:
    known = set(notes.values())
    changed = {at: _with_marks(blocks[at], known, behind_figures) for at in marks if at not in notes}
    for at, number in notes.items():
        block = blocks[at]
        found = None if block.marker else _NOTE.match(block.text)
        sign = block.marker if found is None else number if found["raised"] else found[0].strip()
        own = _with_marks(block if found is None else block.after(found.end()), known - {number}, behind_figures)
        changed[at] = replace(own, style="note", level=0, marker=sign)
    return tuple(changed.get(at, block) for at, block in enumerate(blocks))


def _texts(block: Block) -> str:
    return "\n".join([cell.text for cell in block.cells]) if block.cells else block.text


def _may_show(text: str) -> bool:
    """Whether a text has a sign that a mark begins with; most are plain, and so told at once."""
    return ("[" in text or not text.isascii()) and _SIGN.search(text) is not None


def _numbers(found: re.Match[str]) -> list[str]:
    return [found["square"]] if found["square"] else re.findall(r"\d+", found["raised"].translate(_PLAIN))


def _found(text: str, behind_figures: frozenset[str]) -> Iterator[re.Match[str]]:
    """The marks of a text; of raised figures behind a figure only these are marks, the others are exponents."""
    for found in _MARKS.finditer(text):
        exponent = (
            found["raised"] and text[found.start() - 1].isdigit() and not behind_figures.issuperset(_numbers(found))
        )
        if not exponent:
            yield found


def _marked(text: str, behind_figures: frozenset[str]) -> set[str]:
    return {number for found in _found(text, behind_figures) for number in _numbers(found)}


def _alike(blocks: Sequence[Block], marks: Mapping[int, set[str]]) -> dict[int, str]:
    """Paragraphs that begin with a number set as the marks are, behind a mark of that number."""
    seen: set[str] = set()
    notes: dict[int, str] = {}
    for at, block in enumerate(blocks):
        plain = block.style in ("para", "item") and not (block.rule or block.marker)
        found = _NOTE.match(block.text) if plain and block.text[:1] in f"[{_RAISED}" else None
        number = "" if found is None else found["square"] or (found["raised"] or "").translate(_PLAIN)
        if number and number in seen and number not in notes.values():
            notes[at] = number
        seen |= marks.get(at, set())
    return notes


def _plain(blocks: Sequence[Block], marks: Mapping[int, set[str]]) -> dict[int, str]:
    """The last paragraphs of a document, 1, 2, 3 without a stop, where the raised numbers are just these.

    Two paragraphs `1.` and `2.` that a text ends with are no notes of two marks.
    """
    numbers = sorted({int(number) for found in marks.values() for number in found})
    if len(numbers) < _FEWEST or numbers != list(range(1, len(numbers) + 1)):
        return {}
    wanted = [str(number) for number in numbers]
    places = [at for at, block in enumerate(blocks) if not block.rule][-len(wanted) :]
    behind = bool(places) and places[0] > max(marks)
    notes = behind and [_counted(blocks[at]) for at in places] == wanted
    return dict(zip(places, wanted, strict=True)) if notes else {}


def _counted(block: Block) -> str:
    """The plain number that a paragraph begins with."""
    if block.rule or block.style not in ("para", "item"):
        return ""
    found = _COUNTED.fullmatch(block.marker) if block.marker else _NOTE.match(block.text)
    return "" if found is None else found[1] if block.marker else found["plain"] or ""


def _with_marks(block: Block, known: set[str], behind_figures: frozenset[str]) -> Block:
    """The block with marks in the place of these numbers, in each of its cells too."""
    cells = tuple(_with_marks(cell, known, behind_figures) for cell in block.cells)
    text, end, marks, shifts = "", 0, list[Mark](), list[tuple[int, int]]()
    for found in _found(block.text, behind_figures):
        numbers = _numbers(found)
        if known.issuperset(numbers):
            text += block.text[end : found.start()]
            shown = found[0].strip()
            signs = shown.split(",") if len(numbers) > 1 else [shown]
            marks += [Mark(len(text), number, sign.strip()) for number, sign in zip(numbers, signs, strict=True)]
            shifts.append((found.end(), found.end() - found.start()))
            end = found.end()
    if not marks:
        return replace(block, cells=cells) if cells != block.cells else block
    others = [replace(mark, at=mark.at - sum(by for at, by in shifts if at <= mark.at)) for mark in block.marks]
    every = tuple(sorted([*marks, *others], key=lambda mark: mark.at))
    return replace(block, text=text + block.text[end:], marks=every, cells=cells)


def own_numbers(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """The blocks; a note whose words begin with its own number has it as its marker, as it is printed.

    A bare number is the note's only where every note begins with its own.
    """
    notes = {at: _OWN.match(block.text) for at, block in enumerate(blocks) if block.style == "note" and block.marker}
    own = {at: found for at, found in notes.items() if found and found["num"] == blocks[at].marker.strip("[]().")}
    every = len(own) == len(notes) > 1 and not any(
        _MONTH.match(blocks[at].text, found.end()) for at, found in own.items()
    )
    sure = {at: found for at, found in own.items() if every or not found["sign"].isalnum()}
    return tuple(
        replace(block.after(sure[at].end()), marker=sure[at]["sign"]) if at in sure else block
        for at, block in enumerate(blocks)
    ) if sure else blocks  # fmt: skip
