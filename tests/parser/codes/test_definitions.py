"""Where a text defines a term."""

import pytest

from parser.codes.definitions import definition_at, definition_label, definition_starts


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
