"""Where a text defines a term."""

import pytest

from corpus.provision import walk
from parser.codes.definitions import definition_at, definition_label, definition_starts, unquoted_term
from parser.document import parse


@pytest.mark.parametrize(
    ("text", "term"),
    [
        ("“storm” means bad weather", "storm"),
        ('"storm" includes hail', "storm"),
        ("‘storm’ has the same meaning as in the Act", "storm"),
        ("“storm”, in relation to a place, means wind there", "storm"),
        ("“storm” (or “tempest”) means wind", "storm"),
        ("“storm” and “gale” have the same meaning as in section 4", "storm"),
        ("“the keeper’s log” is to be read accordingly", "the keeper’s log"),
        ("“storm” should be noted", None),
        ("a “storm” means trouble", None),
    ],
)
def test_a_quoted_term_and_a_defining_verb_make_a_definition(text: str, term: str | None) -> None:
    """The term is what the first quotation holds; without the verb there is no definition."""
    assert definition_at(text) == term


@pytest.mark.parametrize(
    "behind",
    [
        ": ",
        " - ",
        " – ",
        " — ",
        " MEANS ",
        " shall mean ",
        "s mean ",
        " refers to ",
        " has the meaning ",
        " is defined as ",
    ],
)
def test_a_term_of_a_glossary_stands_before_a_sign_or_a_verb(behind: str) -> None:
    """Each of them ends the term, whole words of it, and no other word does."""
    term = f"Jib rope{behind[:1].strip('- :–—')}"
    assert unquoted_term(f"Jib rope{behind}a spar") == term
    assert unquoted_term(f"Jib–rope{behind}") == ""
    assert unquoted_term("Jib rope is kept a spar apart") == ""


def test_definitions_run_together_begin_after_stops_and_and() -> None:
    """After the first, each further definition begins after a semicolon, a full stop or `and`."""
    text = "In this measure, “hail” means ice, and “rain” means water; “fog” includes mist. See “sun” means light."
    assert [found.term for found in definition_starts(text, opened=False)] == ["hail", "rain", "fog"]


def test_a_sentence_that_quotes_is_left_alone() -> None:
    """Without a lead-in at its beginning a sentence holds no definition."""
    assert list(definition_starts("The title is “Rain”. In it, “the Code” means this.", opened=False)) == []


def test_a_label_names_term_and_scope() -> None:
    """White space and quotation marks are no part of a term."""
    assert definition_label(" “large \n service” ", "Section 5") == "Definition/large service@Section 5"


def test_terms_set_as_headings_below_a_measure_are_definitions() -> None:
    """Each term a heading, its meaning below it: a definition of the measure, with its items; no heading is missed."""
    read = parse(
        b"<main><h1>Kite rules</h1><h3>Condition XYZ1: Flying</h3><h4>XYZ1.1</h4><p>Fly.</p><h3>Condition XYZ2:"
        b" Definitions</h3><h4>XYZ2.1</h4><p>In these Conditions the following words shall have the meaning given.</p>"
        b"<h5>Kite</h5><p>A toy which -</p><ol class='legislative-list'><li>(a) flies, or</li><li>(b) floats.</li></ol>"
        b"<h5>Pole</h5><p>A stick.</p><h3>Condition XYZ3: Landing</h3><h4>XYZ3.1</h4><p>Land.</p></main>"
    )
    found = {node.label: node.text for node in walk(read.provisions) if node.kind == "definition"}
    assert found == {"Definition/Kite@XYZ2": "Kite\nA toy which -", "Definition/Pole@XYZ2": "Pole\nA stick."}
    assert not read.structure.doubts
    assert not read.coverage.shortfall


def test_a_term_among_definitions_needs_no_verb() -> None:
    """In a list of defined terms `“pole” any stick` is one, and so is a term with an apostrophe in it."""
    body = "".join(
        f"<p>{text}</p>"
        for text in (
            "‘Kite’ means a toy.",
            "‘Pole’ means a stick.",
            "‘Line’ any rope.",
            "‘Flyer’s Group’ means those who fly.",
            "‘Field’ shall be as described in section 1.",
        )
    )
    read = parse(f"<main><h1>Kites</h1><h2>1. Defined terms</h2>{body}<p>‘Fly’ high.</p></main>".encode())
    terms = [node.label for node in walk(read.provisions) if node.kind == "definition"]
    assert terms[:5] == [f"Definition/{term}@Section 1" for term in ("Kite", "Pole", "Line", "Flyer’s Group", "Field")]
    other = parse("<main><h1>Kites</h1><h2>1. Rules</h2><p>‘Kite’ any toy.</p></main>".encode())
    assert not [node for node in walk(other.provisions) if node.kind == "definition"]


def test_a_list_of_terms_in_a_meaning_stands_in_its_term() -> None:
    """The kinds that `kite` includes are definitions in that of the kite, not beside it; the next term is beside it."""
    inner = "<dl><dt>box kite</dt><dd>one with cells;</dd><dt>sled kite</dt><dd>one without spars.</dd></dl>"
    body = (
        "<html><body><h1>Kite Code</h1><h2>1. Interpretation</h2><dl><dt>kite</dt>"
        f"<dd>a tethered craft, including{inner}</dd><dt>flyer</dt><dd>a person.</dd></dl></body></html>"
    )
    section = parse(body.encode()).provisions[-1]
    assert [node.label for node in section.children] == ["Definition/kite@Section 1", "Definition/flyer@Section 1"]
    within = ["Definition/box kite@Section 1", "Definition/sled kite@Section 1"]
    assert [node.label for node in section.children[0].children] == within
