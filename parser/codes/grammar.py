"""The grammar of codes of practice: blocks to provisions.

Each line of a block opens a provision (a section, a subsection, a measure, a group, a paragraph),
is a leaf (a heading, an index entry, a row, a footnote) or goes on with the paragraph that is
open. Every block that is not furniture ends up in exactly one provision, in its order.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from corpus.citation import label_key
from corpus.provision import Kind, Provision
from corpus.work import Drop, Repair, Scheme
from parser.codes.ahead import Coming, coming, list_ends, list_goes_on, paragraph_numbers, parts_anew, signed_off
from parser.codes.definitions import glossary, is_meaning
from parser.codes.divisions import Divisions
from parser.codes.headings import (
    Opening,
    dotted_opening,
    is_caption,
    is_group,
    is_group_title,
    is_heading,
    is_measure_heading,
    is_signature,
    lettered_stems,
    measure_opening,
    short_opening,
    unbalanced,
)
from parser.codes.labels import gaps, unique, with_recitals
from parser.codes.lines import Draft, Line, heading_draft, joined, lines_of, text_draft
from parser.codes.open_provisions import DIVISION, GROUP, MEASURE, PARAGRAPH, SECTION, SUBSECTION, Builder
from parser.codes.running_numbers import prefixed_numbers, prefixed_opening, running_numbers, running_opening
from parser.codes.schemes import recognise
from parser.codes.tables import Context, beside, definition_rows, index_entries, kept_table, layout_lines, role, runs
from parser.readers.blocks import Block, printed


@dataclass(frozen=True, slots=True)
class Structure:
    """What a grammar makes of blocks: provisions, what it dropped, what it read around."""

    provisions: tuple[Provision, ...]
    drops: tuple[Drop, ...] = ()
    repairs: tuple[Repair, ...] = ()
    schemes: tuple[Scheme, ...] = ()


def structure(
    blocks: Sequence[Block],
    schemes: Sequence[Scheme] = (),
    *,
    within: str | None = None,
    scope: str | None = None,
    shown: tuple[Scheme, ...] | None = None,
) -> Structure:
    """Read blocks into provisions.

    `schemes` are those known: the ones the document shows are used, others guessed. `within` is
    the label of the provision that the blocks stand in (an instrument that inserts an item names
    it), `scope` that of the measure or section that definitions belong to. `shown` are the schemes
    that `recognise` finds in the blocks, where somebody has asked already.
    """
    kept = tuple(block for block in blocks if not block.rule)
    reader = _Reader(kept, recognise(kept, schemes) if shown is None else shown, within, scope or within)
    notes = len(kept)
    while notes and kept[notes - 1].style == "note":
        notes -= 1
    for run in runs(kept[:notes]):
        reader.read(run)
    reader.keep_caption()
    reader.tree.close(DIVISION)
    for block in kept[notes:]:
        reader.read([block])
    provisions, repairs = unique(with_recitals(reader.tree.finish()))
    drops = tuple(Drop(block.rule, printed(block), block.span) for block in blocks if block.rule)
    return Structure(
        provisions, drops, (*reader.repairs, *reader.divisions.repairs, *repairs, *gaps(provisions)), reader.schemes
    )


class _Reader:
    """Reads blocks in order into a tree."""

    def __init__(
        self, blocks: tuple[Block, ...], schemes: tuple[Scheme, ...], within: str | None, scope: str | None
    ) -> None:
        self.schemes = schemes
        self.tree = Builder(within, scope)
        self.repairs: list[Repair] = []
        self.blocks = blocks
        self.coming = coming(blocks, schemes)
        self.titles = _titles(blocks, schemes)
        self.last: dict[str, int] = {}
        self.divisions = Divisions(self.tree, blocks, schemes)
        self.running = running_numbers(blocks, self.divisions.units)
        titled, self.beside = set(self.divisions.titled.values()), paragraph_numbers(blocks)
        self.prefixed = prefixed_numbers(blocks, titled)
        dotted = {each.at for each in self.coming if each.parent[:1].isdigit()}
        self.lone = len(dotted) == 1 and bool(self.running.members)
        """Whether the one dotted number stands among plain ones that count on: it is of a text that is quoted."""
        self.stems = lettered_stems(blocks, schemes) | set(self.prefixed.values()) | titled
        self.terms = glossary(blocks)
        self.index = 0
        self.last_dotted: tuple[int, ...] = ()
        self.signed = False
        self.signing = frozenset[int]() if within else signed_off(blocks)
        self.divided, self.part, self.anew = -1, -1, parts_anew(blocks)
        self.caption: tuple[Line, Coming] | None = None

    def read(self, run: list[Block]) -> None:
        """One block, or the rows of one table."""
        start = self.index
        if run[0].style == "row":
            self._table(run)
        elif run[0].style == "note":
            self.keep_caption()
            self.tree.note(joined(lines_of(run[0])))
        else:
            lines = lines_of(run[0])
            for line in lines[:1]:
                self._line(line)
            for line in lines[1:]:
                self._broken(line)
        self.index = start + len(run)

    def _broken(self, line: Line) -> None:
        """A further line of a block: it goes on with a line that stops in mid-sentence, `closes at`, else by itself."""
        if self.tree.breaks(line):
            self.tree.wrapped(line, "\n")
        else:
            self._more(line)

    def _following(self) -> Coming:
        """The next number after the block in hand."""
        return self.coming[self.index + 1]

    def _line(self, line: Line) -> None:
        """The first line of a block or cell: it may open a provision."""
        self.keep_caption()
        line = self._balanced(line)
        if self.tree.wraps(line) and self.coming[self.index].at != self.index:
            self.tree.wrapped(line)
            return
        opening = measure_opening(line, self.schemes) or short_opening(line, self.tree.opened(MEASURE))
        if opening and opening.what == "paragraph":
            self._measure_paragraph(opening)
        elif opening and self._is_measure(line, opening):
            self._measure(line, opening)
        elif not (self._entitles(line) or self._numbered(line) or self._section(line)):
            self._unnumbered(line)

    def _entitles(self, line: Line) -> bool:
        """Whether a line in capitals, right below the number of a part or annex, is its title."""
        untitled = self.tree.untitled() if self.index == self.divided + 1 else None
        named = line.text.isupper() and (len(line.text.split()) > 1 or line.style == "heading")
        named = named or self.divisions.names_unit(line, self.index)
        if untitled is None or line.marker or not named:
            return False
        untitled.heading, untitled.marks = line.text, untitled.marks + line.marks
        return True

    def _balanced(self, line: Line) -> Line:
        """The line without a bold mark that nothing closes; the defect is noted."""
        repaired = unbalanced(line)
        if repaired is not None:
            self.repairs.append(Repair("unbalanced_bold", self.tree.scope() or "", repaired.text[:80]))
        return repaired or line

    def _is_measure(self, line: Line, opening: Opening) -> bool:
        """Whether a line is a measure's title; where a heading says the same number, no other line is."""
        titled = self.titles.get(label_key(opening.measure.label), 0) if opening.measure else 0
        if line.style != "heading" and titled and self.index != titled:
            return False
        return is_measure_heading(line, opening)

    def _numbered(self, line: Line) -> bool:
        opening = dotted_opening(line, self.tree.annex_letter(), self.stems)
        if opening and self.tree.repeats(opening.num):
            self.tree.printed_again(opening.printed, opening.rest)
            return True
        if opening and self._is_next(opening, line):
            heads = opening.what == "paragraph" and self.tree.heads_beside(opening.num, line.level)
            self._dotted(line, opening._replace(what="numbered heading") if heads else opening)
            return True
        opening = running_opening(line) if self.index in self.running.members else None
        opening = prefixed_opening(line) if self.index in self.prefixed else opening
        if opening:
            self._running(opening)
        return opening is not None

    def _running(self, opening: Opening) -> None:
        """A paragraph of a document that numbers them 1, 2, 3 …; where an annex begins anew it is cited with it."""
        self.signed = False
        division = self.tree.division() if self.index in self.running.own else None
        label = f"{division.label}/{opening.num}" if division else opening.num
        again = self.index in self.running.again
        if again:
            self.repairs.append(Repair("repeated_label", label, f"{label} is printed where it does not count on"))
        draft = Draft("paragraph", None if again else label, opening.num, printed=opening.printed)
        self.tree.push(PARAGRAPH, draft, opening.rest)

    def _section(self, line: Line) -> bool:
        """Parts, annexes, sections and subsections."""
        place = self.divisions.place(line, self.index, self.coming[self.index].letters)
        if place is not None:
            self.divided = self.index
            self.part = self.index if place.rank == DIVISION else self.part
            level = line.level if place.level is None else place.level
            self._open(place.rank, place.kind, place.label, place.opening, replace(line, level=level))
        return place is not None

    def _open(self, rank: int, kind: Kind, label: str | None, opening: Opening, line: Line) -> None:
        self.signed = False
        title = opening.rest
        draft = Draft(
            kind, label, opening.num, title.text, "", opening.printed, title.marks, line.span,
        )  # fmt: skip
        self.tree.push(rank, draft, level=line.level)

    def _measure(self, line: Line, opening: Opening) -> None:
        assert opening.measure is not None
        self._open(MEASURE, "measure", opening.measure.label, opening, line)

    def _measure_paragraph(self, opening: Opening) -> None:
        number = opening.measure
        assert number is not None
        self.signed = False
        measure = number.parent
        self._counted(measure, number.paragraph[len(number.measure) :])
        current = self.tree.opened(MEASURE)
        if current is not None and (not current.label or label_key(current.label) != label_key(measure)):
            self.tree.close(MEASURE)
            self.repairs.append(Repair("missing_heading", number.label, f"stands outside a measure {measure}"))
        draft = Draft("paragraph", number.label, opening.num, printed=opening.printed, span=opening.rest.span)
        self.tree.push(self.tree.below(opening.num), draft, opening.rest)

    def _counted(self, parent: str, further: str) -> None:
        """Remember the last number of a parent."""
        self.last[label_key(parent)] = _figure(further.lstrip(".").partition(".")[0])

    def _dotted(self, line: Line, opening: Opening) -> None:
        self.signed = False
        self.last_dotted = _components(opening.num)
        parent, _, last = opening.num.rpartition(".")
        self._counted(parent, last)
        label = f"{self.tree.cited_with(self.part in self.anew) if opening.num[0].isdigit() else ''}{opening.num}"
        if opening.what == "numbered heading":
            self._open(self.tree.holds_headings(opening.num), "subsection", label, opening, line)
            return
        if self.tree.opened(MEASURE) and (self.tree.opened(MEASURE) or Draft("text")).kind == "measure":
            self.tree.close(MEASURE)
        self.tree.leave(opening.num)
        draft = Draft("paragraph", label, opening.num, printed=opening.printed)
        self.tree.push(self.tree.below(opening.num), draft, opening.rest)

    def _is_next(self, opening: Opening, line: Line) -> bool:
        """Whether a dotted number can be a paragraph's here, and not a figure that begins a sentence."""
        if self.lone and self.tree.below(opening.num) == PARAGRAPH:
            return False
        number = _components(opening.num)
        section = self.tree.opened(SECTION)
        in_section = section is not None and section.num == str(number[0])
        in_sequence = bool(self.last_dotted) and number > self.last_dotted and number[0] <= self.last_dotted[0] + 1
        if in_section or in_sequence or line.marker:
            return True
        measure = self.tree.opened(MEASURE)
        return measure is None and (
            not opening.rest.text or opening.rest.text[0] in "“‘\"'([" or opening.rest.text[0].isupper()
        )

    def _unnumbered(self, line: Line) -> None:
        if line.style != "item" and (self.index in self.signing or is_signature(line.text)):
            self.tree.close(SUBSECTION)
            self.signed = True
            self.tree.leaf(text_draft(line))
        elif self._is_term(line):
            self.tree.more(replace(line, style=self.terms.get(self.index, "term")))
        elif not (is_heading(line) or self._is_group(line)) or (self.signed and not line.level):
            self._more(line)
        elif is_caption(line.text):
            self.caption = (line, self._following())
        else:
            self._heading(line, self._following())

    def _is_term(self, line: Line) -> bool:
        """Whether a bold line, or a heading below a measure's or a glossary's, is a term whose meaning follows."""
        if self.index in self.terms:
            return self.terms[self.index] == "defined" or self._following().at != self.index + 1
        measure = self.tree.opened(MEASURE)
        below = line.style == "heading" and measure is not None and self.tree.deeper(MEASURE, line.level)
        bold = line.bold and line.style == "para" and is_group(line)
        if not (bold or below) or is_group_title(line.text):
            return False
        after = self.blocks[self.index + 1] if self.index + 1 < len(self.blocks) else None
        meaning = after is not None and not (after.bold or after.style == "heading" or after.cells)
        defined = after is not None and is_meaning(after.text)
        return meaning and self._following().at != self.index + 1 and (defined or self.tree.defining())

    def _is_group(self, line: Line) -> bool:
        measure = self.tree.opened(MEASURE)
        return measure is not None and measure.kind == "measure" and is_group(line)

    def _heading(self, line: Line, following: Coming) -> None:
        """A heading without a number: a measure's title, a group in a measure, or a leaf.

        It stands in what the next number belongs to; only where that does not tell, its level does.
        """
        self.signed = self.signed and not line.level
        holder = self.tree.holder(lambda draft: self._holds(draft, following))
        measure = self.tree.opened(MEASURE)
        inside = measure is not None and measure.kind == "measure" and self._in_measure(measure, line, following)
        if inside and measure is not None and not (measure.heading or measure.children or is_group_title(line.text)):
            measure.heading, measure.marks = line.text, measure.marks + line.marks
        elif inside:
            self.tree.push(GROUP, Draft("group", heading=line.text, marks=line.marks, span=line.span), level=line.level)
        elif not (line.level or self.divisions.last[0] or self.last_dotted or measure) and self.tree.filled():
            self._more(line)
        else:
            counted = self.tree.division() if self.index in self.running.inside else None
            self.tree.outside(line.level, holder or counted)
            self.tree.leaf(heading_draft(line))

    def _in_measure(self, measure: Draft, line: Line, following: Coming) -> bool:
        """Whether a heading divides the open measure and does not end it."""
        if self._holds(measure, following):
            return True
        heads_another = following.is_measure and following.at == self.index + 1
        if heads_another:
            self.tree.close(MEASURE)
        return not heads_another and self.tree.inside(MEASURE, line.level)

    def _holds(self, draft: Draft, following: Coming) -> bool:
        """Whether the next number is the next paragraph of an open provision."""
        if draft.kind == "measure":
            return following.follows(draft.label, self.last.get(label_key(draft.label or ""), 0))
        own = draft.num or ""
        if not own or following.at < 0 or not (following.parent == own or following.parent.startswith(f"{own}.")):
            return False
        last = self.last.get(following.parent, 0)
        return following.place > last

    def _more(self, line: Line) -> None:
        self.keep_caption()
        if self.signed:
            self.tree.leaf(text_draft(line))
        else:
            further = list_goes_on(self.tree.listed(line), line, self.blocks, self.index + 1)
            self.tree.more(line, further or (self.tree.closes(line) and list_ends(self.blocks, self.index + 1)))

    def keep_caption(self) -> None:
        """A caption that no table followed is a heading like any other."""
        if self.caption is not None:
            (caption, following), self.caption = self.caption, None
            self._heading(caption, following)

    def _table(self, rows: list[Block]) -> None:
        section = self.tree.opened(SECTION)
        context = Context(self.tree.scope(), self.tree.last_heading(section), self.schemes, self.beside)
        numbered = all(self.index + place in self.running.members for place in range(len(rows)))
        what = "layout" if numbered else role(rows, context)
        if what == "table":
            caption, self.caption = self.caption, None
            self.tree.leaf(kept_table(rows, caption[0] if caption else None, context))
            return
        self.keep_caption()
        if what == "layout":
            for row in rows:
                for line, opens in layout_lines(row, context):
                    (self._line if opens else self._more)(line)
                for lines in beside(row, context):
                    self.tree.beside(lines)
                self.index += 1
            return
        for draft in (index_entries if what == "index" else definition_rows)(rows, context):
            self.tree.leaf(draft)


def _titles(blocks: Sequence[Block], schemes: tuple[Scheme, ...]) -> dict[str, int]:
    """The keys of the measures that a heading names, with the index of its block."""
    found: dict[str, int] = {}
    for index, block in enumerate(blocks if schemes else ()):
        if block.style == "heading":
            opening = measure_opening(Line(block.text, style="heading", marker=block.marker), schemes)
            if opening and opening.measure and opening.what == "measure":
                found.setdefault(label_key(opening.measure.label), index)
    return found


def _components(number: str) -> tuple[int, ...]:
    return tuple([_figure(part) for part in number.split(".")])


def _figure(part: str) -> int:
    return int(part if part.isdecimal() else "".join(filter(str.isdigit, part)) or "0")
