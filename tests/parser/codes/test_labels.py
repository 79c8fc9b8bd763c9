"""Labels of a whole document."""

from corpus.citation import Citation
from corpus.provision import Provision, walk
from parser.codes.labels import gaps, unique, with_recitals


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


def _table(caption: str | None, *numbers: str) -> Provision:
    rows = (Provision("row", f"Row/{number}@Section 2", number) for number in numbers)
    return Provision("table", heading=caption, children=tuple(rows))


def _labels(*nodes: Provision) -> tuple[list[str | None], list[str]]:
    told, repairs = unique(nodes)
    return [node.label for node in walk(told) if node.kind == "row"], [repair.detail for repair in repairs]


def test_rows_numbered_alike_are_told_apart_by_the_caption_or_the_heading_of_their_table() -> None:
    """The first table keeps the plain labels, a number of its own too; no note is needed, each label is a citation."""
    labels, told = _labels(
        _table("Table 1: Kites", "1", "2"),
        _table("Table 2: Strings", "2", "3"),
        Provision("heading", heading="What to do with strings that are older than five years or @ sea:"),
        _table(None, "1"),
    )
    assert labels == [
        "Row/1@Section 2",
        "Row/2@Section 2",
        "Row/2, Table 2: Strings@Section 2",
        "Row/3@Section 2",
        "Row/1, What to do with strings that are older than five years or@Section 2",
    ]
    assert told == []
    assert [str(Citation.parse(label or "")) for label in labels] == labels


def test_a_caption_that_stands_as_words_before_its_table_names_its_rows() -> None:
    """It says more than the heading above both tables; other words before a table are no name, its paragraph is."""
    labels, told = _labels(
        Provision("heading", heading="Fees"),
        Provision("text", text="Table 1: Kites"),
        _table(None, "1"),
        Provision("paragraph", "2.2", "2.2", text="Also:", children=(Provision("text", text="Table 2: Strings"),)),
        _table(None, "1"),
        Provision("text", text="Table 2 shows strings."),
        Provision("paragraph", "2.3", "2.3", text="Fees are as follows."),
        _table(None, "1"),
        _table(None, "1"),
    )
    assert labels == ["Row/1@Section 2", "Row/1, Table 2: Strings@Section 2", "Row/1, 2.3@Section 2", None]
    assert told == ["rows of several tables have the numbers '1', and these have no label"]


def test_rows_that_nothing_tells_apart_are_one_note_for_their_table() -> None:
    """They keep their numbers and lose their labels; the note says which."""
    labels, told = _labels(_table(None, "7", "8"), _table(None, "7", "8"))
    assert labels == ["Row/7@Section 2", "Row/8@Section 2", None, None]
    assert told == ["rows of several tables have the numbers '7' to '8', and these have no label"]
    head = Provision("heading", heading="Kites")
    _, told = _labels(_table(None, "7"), head, _table(None, "7"), head, _table(None, "7"))
    assert len(told) == 1


def test_gaps_and_steps_back_are_said() -> None:
    """What is missing between two measures, and a measure out of order, are noted; inserted letters are neither."""
    found = gaps([measure(label) for label in ("XYZ C1", "XYZ C1A", "XYZ C4", "XYZ C2", "XYZ D1")])
    assert [(repair.kind, repair.at) for repair in found] == [
        ("numbering_gap", "XYZ C4"),
        ("numbering_order", "XYZ C2"),
    ]


def _of(*numbers: str) -> tuple[Provision, ...]:
    return tuple(Provision("subparagraph", num=number, text="Kites fly.") for number in numbers)


def test_the_items_under_whereas_or_a_heading_recitals_are_recitals() -> None:
    """They are cited as such, their own items below them, up to the first words that are no item."""
    inner = Provision("subparagraph", num="B", children=_of("i"))
    read = with_recitals(
        (Provision("text", text="Whereas:", children=_of("1", "2")), Provision("text", text="Agreed:"))
    )
    titled = with_recitals((Provision("heading", heading="Recitals"), *_of("A"), inner, Provision("text"), *_of("C")))
    assert [node.label for node in walk(read)] == [None, "Recital 1", "Recital 2", None]
    assert [node.label for node in walk(titled)] == [None, "Recital A", "Recital B", "Recital B(i)", None, None]
    assert all(str(Citation.parse(node.label)) == node.label for node in walk((*read, *titled)) if node.label)


def test_items_under_other_words_are_no_recitals() -> None:
    """Nothing says how they are cited."""
    nodes = (
        Provision("text", text="Whereas kites fly:", children=_of("1")),
        Provision("heading", heading="Terms"),
        *_of("1"),
    )
    assert with_recitals(nodes) == nodes
