"""Labels of a whole document."""

from corpus.provision import Provision
from parser.codes.labels import gaps, unique


def measure(label: str) -> Provision:
    return Provision("measure", label, label.split()[1], "Title")


def test_what_stands_under_a_repeated_label_loses_its_labels_too() -> None:
    """One note says it; no label is left twice."""
    twice = [
        Provision("paragraph", "1.1", text=text, children=(Provision("subparagraph", "1.1(a)", "a"),)) for text in "xy"
    ]
    (first, second), repairs = unique(tuple(twice))
    assert first == twice[0]
    assert (second.label, second.children[0].label, second.text) == (None, None, "y")
    assert [repair.at for repair in repairs] == ["1.1"]


def test_labels_that_differ_in_case_or_spaces_only_are_the_same() -> None:
    """Labels compare as citations do."""
    (_, second), _ = unique((Provision("definition", "Definition/A b"), Provision("definition", "Definition/a  B")))
    assert second.label is None


def test_numbered_rows_may_repeat_without_a_note() -> None:
    """Two tables of a section may number their rows alike."""
    _, repairs = unique((Provision("row", "Row/1@Section 2"), Provision("row", "Row/1@Section 2")))
    assert repairs == ()


def test_gaps_and_steps_back_are_said() -> None:
    """What is missing between two measures, and a measure out of order, are noted; inserted letters are neither."""
    found = gaps([measure(label) for label in ("XYZ C1", "XYZ C1A", "XYZ C4", "XYZ C2", "XYZ D1")])
    assert [(repair.kind, repair.at) for repair in found] == [
        ("numbering_gap", "XYZ C4"),
        ("numbering_order", "XYZ C2"),
    ]
