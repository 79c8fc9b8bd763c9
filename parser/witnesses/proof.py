"""The proof of structure: every witness of the document is heard, and what it and the tree disagree on is a doubt."""

from collections.abc import Callable

from corpus.work import Doubt, Structure, Witness, WitnessKind
from parser.witnesses.catalogued import catalogued
from parser.witnesses.citations import definitions, references
from parser.witnesses.evidence import Evidence, Hearing
from parser.witnesses.footnotes import footnotes
from parser.witnesses.index import index
from parser.witnesses.instructions import instructions
from parser.witnesses.listed import bookmarks, contents, headings, tags
from parser.witnesses.numbering import numbering
from parser.witnesses.printed import printed_numbers
from parser.witnesses.weekdays import weekdays

WITNESSES: tuple[tuple[WitnessKind, Callable[[Evidence], Hearing]], ...] = (
    ("contents", contents),
    ("index", index),
    ("headings", headings),
    ("numbers", numbering),
    ("printed", printed_numbers),
    ("references", references),
    ("definitions", definitions),
    ("bookmarks", bookmarks),
    ("tags", tags),
    ("footnotes", footnotes),
    ("catalogue", catalogued),
    ("weekdays", weekdays),
    ("instructions", instructions),
)
"""Every kind of witness and how it is heard; a further one is a line here."""


def prove(evidence: Evidence) -> Structure:
    """Hear every witness. A witness that the document does not have is not listed; each doubt is said once."""
    witnesses: list[Witness] = []
    doubts: list[Doubt] = []
    for kind, hear in WITNESSES:
        heard = hear(evidence)
        if heard.agrees or heard.doubts:
            witnesses.append(Witness(kind, heard.agrees, len(heard.doubts)))
            doubts += heard.doubts
    return Structure(tuple(witnesses), tuple(dict.fromkeys(doubts)))
