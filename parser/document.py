"""The whole parser: bytes of a document to an `Expression`.

Kind and status come from structure; a word in a title is only ever a hint. What the structure
does not tell stays None.
"""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import reduce
from typing import NamedTuple

from corpus.effect import Effect
from corpus.processes import no_collection
from corpus.provision import Provision, Span, walk
from corpus.work import (
    Drop,
    Expression,
    Footnote,
    Repair,
    Scheme,
    Statement,
    Work,
    WorkKind,
)
from parser.amendments.amended_work import aimed, elsewhere
from parser.codes.contents_list import headed, without_contents
from parser.codes.grammar import Structure, structure
from parser.codes.headings import dotted_opening, is_heading, measure_opening, section_opening
from parser.codes.labels import unexplained
from parser.codes.lines import lines_of
from parser.codes.references import references
from parser.codes.schemes import recognise, reserved
from parser.codes.tables import arranged
from parser.coverage import prove
from parser.frontmatter import front_matter
from parser.kind import amends, hinted, is_code, may_be_statement
from parser.read import read
from parser.readers.blocks import PAGE_METADATA, Block, Reading
from parser.readers.changes import Changes
from parser.settling.numbers import defined, lines_apart, parted, set_off, titled
from parser.settling.titles import entitled
from parser.settling.twice import counted_twice, spelled_out
from parser.witnesses.evidence import Evidence
from parser.witnesses.proof import prove as prove_structure

_SETTLED = (
    without_contents,
    headed,
    counted_twice,
    lines_apart,
    entitled,
    spelled_out,
    parted,
    set_off,
    defined,
    titled,
)
"""What is settled between blocks before any grammar reads them, in order: each takes the blocks and gives them back."""


@dataclass(frozen=True, slots=True)
class _Grammar:
    """What the grammar of one kind of document made of its blocks."""

    kind: WorkKind | None
    provisions: tuple[Provision, ...]
    effects: tuple[Effect, ...] = ()
    drops: tuple[Drop, ...] = ()
    repairs: tuple[Repair, ...] = ()
    schemes: tuple[Scheme, ...] = ()
    statement: Statement | None = None
    title: str = ""
    amended: tuple[str, ...] = ()


class _Amended(NamedTuple):
    """What is known of what an instrument amends: the ids of the works and, where it is one, how that is numbered."""

    works: tuple[str, ...]
    scheme: Scheme | None


def parse(  # noqa: PLR0913 - the contract of the whole parser; every argument but the bytes is optional
    body: bytes,
    *,
    name: str = "",
    media_type: str = "",
    work: Work | None = None,
    schemes: tuple[Scheme, ...] = (),
    snapshot: str | None = None,
    works: tuple[Work, ...] = (),
    changes: Changes = "accepted",
) -> Expression:
    """Parse a document of any kind and format.

    `work` is the catalogued work where it is known, `schemes` the label schemes of all works,
    `snapshot` the digest that spans name, `works` the catalogue's works: they give the id of the
    code that an instrument amends and of other works that a text cites, `changes` how struck and
    inserted words are read: as with the changes made, as before them, or both shown. Raises UnreadableInput for
    what is no document and Blocked for a page in place of one. A shortfall of coverage is in the
    result, never hidden.
    """
    with no_collection():
        reading = read(body, name, media_type, changes)
        return interpret(reading, work=work, schemes=schemes, snapshot=snapshot, works=works)


def interpret(
    reading: Reading,
    *,
    work: Work | None = None,
    schemes: tuple[Scheme, ...] = (),
    snapshot: str | None = None,
    works: tuple[Work, ...] = (),
) -> Expression:
    """Turn what a reader saw into an expression; the arguments are those of `parse`."""
    catalogued = tuple(each.scheme for each in works if each.scheme)
    known = tuple(dict.fromkeys((*((work.scheme,) if work and work.scheme else ()), *schemes, *catalogued)))
    blocks: tuple[Block, ...] = reduce(lambda found, settle: settle(found), _SETTLED, reading.blocks)
    shown = recognise(blocks, known)
    reading = replace(reading, blocks=arranged(blocks, shown))
    kept = tuple([block for block in reading.blocks if not block.rule])
    grammar = _grammar(reading, kept, known, _amended(work, works), shown if reading.blocks == blocks else None)
    stating = tuple([block for block in reading.blocks if block.rule in ("", PAGE_METADATA)])
    front, rest = _front(stating, grammar.schemes)
    inserted = [node for effect in grammar.effects for node in effect.content]
    about = front_matter(reading, front, rest, grammar.kind, inserted)
    effects = aimed(grammar.effects, grammar.amended, works, grammar.provisions)
    every = [*walk(grammar.provisions), *(node for effect in grammar.effects for node in walk(effect.content))]
    unused = reserved((node for node in every if node.kind != "row"), grammar.schemes)
    notes = _footnotes(grammar) if any(node.marks or node.kind == "footnote" for node in every) else ()
    cited = elsewhere(references(grammar.provisions, grammar.effects, grammar.schemes, known), works)
    return Expression(
        title=grammar.title or about.title,
        kind=grammar.kind,
        provisions=_in_snapshot(grammar.provisions, snapshot),
        work=work.id if work else None,
        status=about.status,
        identifiers=about.identifiers,
        organisations=about.organisations,
        dates=about.dates,
        effects=tuple(replace(effect, content=_in_snapshot(effect.content, snapshot)) for effect in effects),
        footnotes=notes,
        statement=grammar.statement,
        references=cited,
        coverage=prove(reading, grammar.provisions, grammar.effects, grammar.drops),
        repairs=unexplained(grammar.repairs, unused),
        reserved=unused,
        snapshot=snapshot,
        format=reading.format,
        time=about.time,
        tracked=reading.tracked,
        structure=prove_structure(
            Evidence(
                reading,
                grammar.provisions,
                grammar.kind,
                effects,
                notes,
                cited,
                unused,
                grammar.repairs,
                work,
                about.dates,
            )
        ),
    )


def _amended(work: Work | None, works: tuple[Work, ...]) -> _Amended:
    named = work.amends if work else ()
    return _Amended(named, next((each.scheme for each in works if named == (each.id,)), None))


def _grammar(
    reading: Reading,
    kept: tuple[Block, ...],
    known: tuple[Scheme, ...],
    amended: _Amended,
    shown: tuple[Scheme, ...] | None,
) -> _Grammar:
    """The grammar that the structure calls for: an instrument that amends, a statement, or a code.

    `shown` are the schemes that the blocks show, where that is known. The grammars of instruments and of statements are
    imported where a document is one: they have some 300 patterns, and most of the start of a code's reading was theirs.
    """
    if amends(reading, kept):
        from parser.amendments.instrument import instrument

        read_as = instrument(kept, known, amends=amended.works, numbered=amended.scheme)
        return _Grammar(
            "amendment", read_as.provisions, read_as.effects, read_as.drops, read_as.repairs, read_as.schemes,
            amended=read_as.amended,
        )  # fmt: skip
    made = structure(kept, known, shown=shown)
    kind: WorkKind | None = "code" if is_code(reading, kept, made.provisions) else hinted(reading, kept)
    if kind in (None, "guidance") and may_be_statement(reading) and (said := _stated(reading, made)):
        return said
    return _Grammar(kind, made.provisions, (), made.drops, made.repairs, made.schemes)


def _stated(reading: Reading, made: Structure) -> _Grammar | None:
    """What the grammar of statements makes of a document; None for one of no type of statement."""
    from parser.statements.grammar import interpret, statement_type

    type_ = statement_type(reading)
    if not type_:
        return None
    said = interpret(reading)
    if type_ == "guidance":  # it says whose it is as a statement does, and is divided as a code is
        return _Grammar(
            "guidance", made.provisions, (), made.drops, made.repairs, made.schemes, said.statement, said.title
        )
    return _Grammar("statement", said.provisions, (), said.drops, said.repairs, (), said.statement, said.title)


def _front(kept: tuple[Block, ...], schemes: tuple[Scheme, ...]) -> tuple[tuple[Block, ...], tuple[Block, ...]]:
    """The cover of a document, up to its first numbered provision, and the rest."""
    for index, block in enumerate(kept[:120]):
        line = next(iter(lines_of(block)), None)
        opened = line and (
            (is_heading(line) and section_opening(line)) or dotted_opening(line) or measure_opening(line, schemes)
        )
        if opened:
            return kept[:index], kept[index:]
    return kept[:40], kept[40:]


def _footnotes(grammar: _Grammar) -> tuple[Footnote, ...]:
    """Every footnote with the labels of the provisions that refer to it.

    Where a number is used again (a page of a PDF that starts anew) a reference belongs to the
    first note of that number at or after it, else to the last before; where all notes stand
    behind all marks, and are as many, the second mark has the second note.
    """
    notes: list[tuple[int, Provision]] = []
    marks: list[tuple[int, str, str]] = []
    for place, (label, node) in enumerate(_in_order(grammar)):
        if node.kind == "footnote":
            notes.append((place, node))
        if node.marks:
            marks += [(place, mark.num, label) for mark in node.marks]
    refs: list[dict[str, None]] = [{} for _ in notes]
    for index, label in _tied(notes, marks):
        refs[index] |= {label: None} if label else {}
    return tuple(Footnote(note.num or "", note.text, tuple(refs[i])) for i, (_, note) in enumerate(notes))


def _tied(notes: Sequence[tuple[int, Provision]], marks: Sequence[tuple[int, str, str]]) -> Iterator[tuple[int, str]]:
    """The place of each mark's note in `notes`, and the label that the mark stands at."""
    numbered: dict[str, list[int]] = {}
    for index, (_, note) in enumerate(notes):
        numbered.setdefault(note.num or "", []).append(index)
    marked: dict[str, list[tuple[int, str]]] = {}
    for place, num, label in marks:
        marked.setdefault(num, []).append((place, label))
    for num, same in numbered.items():
        referring = marked.get(num, [])
        firsts = [bisect_left(same, place, key=lambda index: notes[index][0]) for place, _ in referring]
        together = len(referring) == len(same) and not any(firsts)
        for turn, ((_, label), at) in enumerate(zip(referring, firsts, strict=True)):
            yield same[turn if together else min(at, len(same) - 1)], label


def _in_order(grammar: _Grammar) -> Iterator[tuple[str, Provision]]:
    """Every node with its own or the nearest label; what an instruction inserts follows the instruction."""
    contents: dict[str, list[Provision]] = {}
    for effect in grammar.effects:
        contents.setdefault(effect.instruction, []).extend(effect.content)

    waiting = [("", root) for root in reversed(grammar.provisions)]
    while waiting:
        label, node = waiting.pop()
        own = node.label or label
        yield own, node
        below = (*node.children, *contents.pop(own, ())) if node.label in contents else node.children
        waiting += [(own, each) for each in reversed(below)]


def _in_snapshot(nodes: tuple[Provision, ...], snapshot: str | None) -> tuple[Provision, ...]:
    """The same nodes, their spans naming the snapshot."""
    if snapshot is None:
        return nodes
    return tuple([_one_in_snapshot(node, snapshot) for node in nodes])


def _one_in_snapshot(node: Provision, snapshot: str) -> Provision:
    span = node.source
    return Provision(
        node.kind, node.label, node.num, node.heading, node.text,
        _in_snapshot(node.children, snapshot) if node.children else (),
        Span(span.start, span.end, span.page, span.box, snapshot) if span else None,
        node.printed, node.application, node.duties, node.marks, node.above,
    )  # fmt: skip
