"""Entries of an index, in the forms that instruments print them: an entry is put in, and never a second measure."""

import pytest

from corpus.provision import Provision, find
from corpus.work import Expression
from diffs.execute.consolidate import consolidate
from parser.document import parse

CODE = """<html lang="en"><body><main><h1>Harbour Code of Practice</h1><h2>2 Index of recommended measures</h2>
<table><tr><th>Number</th><th>Recommended measure</th><th>Application</th><th>Relevant duties</th></tr>
<tr><td>VTA A1</td><td>Named pilot</td><td>All providers</td><td>Section 10(2)</td></tr>
<tr><td>VTA A2</td><td>Night watch</td><td>Large providers</td><td>Section 10(2)</td></tr></table>
<h2>3 Measures</h2><h3>VTA A1 Named pilot</h3><p>VTA A1.1 The provider should name a pilot.</p>
<h3>VTA A2 Night watch</h3><p>VTA A2.1 The provider should keep a watch.</p></main></body></html>"""
HEAD = "Harbour (Amendment) Instrument 2025\n\n1. The Harbour Code of Practice is amended as follows.\n\n"
AFTER = "2. In the index of recommended measures, after the entry for VTA A2, insert"
ROW = "<table><tr><td>VTA A3</td><td>Radio watch</td><td>Large providers</td><td>Section 9</td></tr></table>"


def executed(instrument: str) -> tuple[tuple[Provision, ...], list[str]]:
    """The amended code and the state of every instruction."""
    done = consolidate(parse(CODE.encode(), name="code.html"), [_read(instrument)])
    return done.expression.provisions, [outcome.state for outcome in done.outcomes]


def _read(instrument: str) -> Expression:
    name = "amendment.html" if "<" in instrument else "amendment.txt"
    paged = f"<html><body><main><h1>Harbour (Amendment) Instrument 2025</h1>{instrument}</main></body></html>"
    return parse((paged if "<" in instrument else f"{HEAD}{instrument}\n").encode(), name=name)


@pytest.mark.parametrize(
    "instrument",
    [
        f"{AFTER} the following entry:\n\n“VTA A3 | Radio watch | Large providers | Section 9”",
        f"{AFTER}:\n\n“VTA A3\n\nRadio watch\n\nLarge providers\n\nSection 9”.",
        "<p>1. The Harbour Code of Practice is amended as follows.</p>"
        "<p>2. In the index, after the entry for VTA A2, insert the following entry:</p>"
        "<p>“VTA A3 | Radio watch | Large providers | Section 9”</p>",
        "<p>1. The Harbour Code of Practice is amended as follows.</p>"
        "<p>2. In the index, after the entry for VTA A2, insert:</p>"
        "<p>“VTA A3</p><p>Radio watch</p><p>Large providers</p><p>Section 9”.</p>",
        "<p>1. The Harbour Code of Practice is amended as follows.</p>"
        f"<p>2. In the table in section 2, after the row for VTA A2 insert:</p>{ROW}",
        "<p>1. The Harbour Code of Practice is amended as follows.</p>"
        f"<p>2. In section 2, insert the following row after the row for VTA A2:</p>{ROW}",
    ],
)
def test_cells_in_any_form_are_an_entry(instrument: str) -> None:
    """A bar, lines or a table part the cells; the row of a measure is its entry."""
    provisions, states = executed(instrument)
    assert states == ["applied"]
    entry = find(provisions, "Index/VTA A3")
    assert entry is not None
    assert (entry.kind, entry.heading, entry.text) == ("index_entry", "Radio watch", "Large providers\nSection 9")
    assert (entry.application, entry.duties) == ("Large providers", "Section 9")
    assert find(provisions, "VTA A3") is None


def test_an_entry_in_one_line_has_no_title_that_is_sure() -> None:
    """Where nothing parts the cells all its words are kept and none of them is called the title."""
    provisions, states = executed(f"{AFTER}:\n\n“VTA A3 Radio watch, large providers, Section 9”")
    assert states == ["applied"]
    entry = find(provisions, "Index/VTA A3")
    assert entry is not None
    assert (entry.kind, entry.heading, entry.text) == ("index_entry", None, "Radio watch, large providers, Section 9")


def test_the_entry_of_a_measure_does_not_stand_in_the_way_of_the_measure() -> None:
    """The measure inserted after its entry is the only one with its number."""
    measure = "3. After VTA A2 insert:\n\n“VTA A3 Radio watch\n\nVTA A3.1 The provider should listen.”"
    provisions, states = executed(f"{AFTER}:\n\n“VTA A3 | Radio watch | Large providers | Section 9”\n\n{measure}")
    assert states == ["applied", "applied"]
    found = find(provisions, "VTA A3")
    assert found is not None
    assert found.kind == "measure"


def test_provisions_beside_an_entry_are_refused() -> None:
    """A definition is no entry."""
    provisions, states = executed(f"{AFTER}:\n\n“radio” means a thing that is listened to.")
    assert states == ["not_applied"]
    assert len(list(provisions)) == len(parse(CODE.encode(), name="code.html").provisions)
