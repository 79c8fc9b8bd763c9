"""Text without a number: paired like provisions, also with provisions that have a number in the other version."""

from dataclasses import replace

import pytest
from made_versions import SENTENCES, A, B, C, D, E, code, measure, section

from corpus.change import Comparison
from corpus.provision import Provision
from corpus.work import Expression
from diffs.compare.between import between, to_json


def page(*provisions: Provision) -> Expression:
    return Expression("A page", None, provisions)


def text(words: str) -> Provision:
    return Provision("text", text=words)


def numbered(label: str, words: str) -> Provision:
    return Provision("paragraph", label, label, text=words, printed=f"{label}.")


def table(*rows: tuple[str, ...]) -> Provision:
    return Provision("table", children=tuple(Provision("row", children=tuple(map(text, row))) for row in rows))


def seen(comparison: Comparison) -> list[tuple[object, ...]]:
    return [(change.kind, change.before, change.after) for change in comparison.changes]


def words(comparison: Comparison, sign: int) -> list[str]:
    return [
        piece.strip()
        for change in comparison.changes
        for operation, piece in change.edits
        if operation == sign and piece.strip()
    ]


def test_paragraphs_run_together_are_a_merger_with_the_lost_word() -> None:
    """Three paragraphs became one, and a "not" is gone: one change that shows it."""
    before = page(text(A), text("Do not fly a kite when there is thunder about."), text(B), text(C))
    after = page(text(f"{A} Do fly a kite when there is thunder about. {B}"), text(C))
    found = between(before, after)
    assert seen(found) == [("merged", ("~1", "~2", "~3"), "~1")]
    assert words(found, -1) == ["not"]


def test_one_paragraph_becomes_six() -> None:
    """Splits and merges are not of two or three only."""
    parts = SENTENCES[:6]
    whole, apart = page(text(" ".join(parts)), text(SENTENCES[6])), page(*map(text, SENTENCES))
    assert seen(between(whole, apart)) == [("split", "~1", tuple(f"~{n}" for n in range(1, 7)))]
    assert seen(between(apart, whole)) == [("merged", tuple(f"~{n}" for n in range(1, 7)), "~1")]


def test_numbers_that_were_lost_hide_nothing() -> None:
    """One version numbers its paragraphs, the other does not: what was dropped and reworded, and nothing else."""
    before = page(*(numbered(str(n), words) for n, words in enumerate((A, B, F_NOT, D, E), 1)))
    after = page(*(text(words) for words in (A, B, F_NOT.replace(" not", ""), E)))
    found = between(before, after)
    assert seen(found) == [("modified", "3", "~3"), ("removed", "4", None)]
    assert words(found, -1) == ["not", D]
    assert [(one.before, one.after, one.sure) for one in found.concordance] == [
        ("1", "~1", True), ("2", "~2", True), ("3", "~3", True), ("5", "~4", True),
    ]  # fmt: skip


F_NOT = "The policy must not be published where that would help offenders."


def test_a_number_among_the_words_is_the_label_of_the_other_version() -> None:
    """`KC1.2 A club must …` is the provision 1.2."""
    before = page(text(f"KC1.1 {A}"), text("KC1.2 A club must –"), text("own a pole, and"), text(f"KC1.3 {F_NOT}"))
    items = tuple(
        Provision("subparagraph", f"1.2({n})", n, text=words, printed=f"{n})")
        for n, words in (("a", "own a pole, and"),)
    )
    after = page(
        numbered("1.1", A),
        replace(numbered("1.2", "A club must –"), children=items),
        numbered("1.3", F_NOT.replace(" not", "")),
    )
    assert seen(between(before, after)) == [("modified", "~4", "1.3")]


def test_items_with_numbers_in_one_version_only() -> None:
    """An item that lost its letter is the words it was, not a removed item and new words of its parent."""
    letters = tuple(
        Provision("subparagraph", f"1.1({n})", n, text=words, printed=f"{n})")
        for n, words in zip("abc", (A, F_NOT, B), strict=True)
    )
    bullets = tuple(Provision("subparagraph", text=words) for words in (A, F_NOT.replace(" not", ""), B))
    before, after = (page(replace(numbered("1.1", C), children=children)) for children in (letters, bullets))
    assert seen(between(before, after)) == [("modified", "1.1(b)", "1.1/~2")]


def test_text_in_a_section_is_named_by_its_path() -> None:
    """The second unlabelled block of Section 3 is `Section 3/~2`."""

    def version(*texts: str) -> Expression:
        return page(Provision("section", "Section 3", "3", "Aims", children=tuple(map(text, texts))))

    (change,) = between(version(A, B), version(A, B.replace("three", "four"))).changes
    assert (change.kind, change.before, change.after, change.heading) == (
        "modified", "Section 3/~2", "Section 3/~2", "Aims",
    )  # fmt: skip


def test_a_changed_cell_is_shown_with_its_row_and_column() -> None:
    """Two rows that swapped their rule are two changed cells; a row goes by its first cell."""
    head = ("Wind", "Rule")
    before = page(table(head, ("Low", "You must not fly."), ("High", "You may fly.")))
    after = page(table(head, ("Low", "You may fly."), ("High", "You must not fly.")))
    changes = to_json(between(before, after))["changes"]
    assert [(change["kind"], change["row"], change["column"]) for change in changes] == [
        ("modified", ["Low", "You may fly."], "Rule"),
        ("modified", ["High", "You must not fly."], "Rule"),
    ]
    assert [change["before"] for change in changes] == ["~2", "~3"]


def test_an_inserted_row_changes_no_other() -> None:
    """Running numbers in the first column move on; the rows are the same."""
    rows = [("1", A), ("2", B), ("3", C)]
    found = between(page(table(*rows)), page(table(("1", A), ("2", D), ("3", B), ("4", C))))
    assert [change.kind for change in found.changes] == ["added", "modified", "modified"]
    assert [change.row for change in found.changes] == [("2", D), ("3", B), ("4", C)]


def test_text_that_changed_its_place_moved() -> None:
    """The fewest passages that explain the new order."""
    found = between(page(*map(text, (A, B, C, D))), page(*map(text, (B, C, D, A))))
    assert seen(found) == [("moved", "~1", "~4")]


def test_equal_siblings_keep_their_places_when_one_is_filled() -> None:
    """One of four "[Not used]" becomes a provision: no other has another number."""
    unused = "[Not used]"
    before = code(measure("XYZ A1", "Title", A, unused, unused, unused, unused, B))
    after = code(measure("XYZ A1", "Title", A, unused, C, unused, unused, B))
    assert seen(between(before, after)) == [("modified", "XYZ A1.3", "XYZ A1.3")]
    emptied = code(measure("XYZ A1", "Title", A, unused, C, unused, unused, unused))
    assert {kind for kind, _, _ in seen(between(before, emptied))} == {"modified"}


@pytest.mark.parametrize("title", ["Keeping a record of decisions", "Keeping records of decisions"])
def test_a_paragraph_that_became_a_measure_is_followed(title: str) -> None:
    """Kind and depth change on the way; the heading and words of it say that it is the same."""
    said = f"{D} {E}"
    below = Provision("paragraph", "XYZ A1.2", "A1.2", "Keeping a record of decisions", said, printed="XYZ A1.2")
    whole = measure("XYZ A1", "One", A, B)
    before = code(section(replace(whole, children=(whole.children[0], below)), measure("XYZ A2", "Two", C)))
    risen = Provision("measure", "XYZ B1", "B1", title, said.replace("five", "six"))
    after = code(
        section(replace(whole, children=whole.children[:1]), measure("XYZ A2", "Two", C)), section(risen, letter="B")
    )
    changes = {(kind, old, new) for kind, old, new in seen(between(before, after))}
    assert ("moved", "XYZ A1.2", "XYZ B1") in changes
    assert ("removed", "XYZ A1.2", None) not in changes


def test_what_was_taken_into_another_is_a_candidate_and_no_verdict() -> None:
    """Telling words that both share name a possible successor."""
    gone = "Moderators exposed to distressing imagery should have counselling from a qualified psychologist."
    taken = f"{A} Counselling from a qualified psychologist should be there for moderators who see distressing imagery."
    filler = [" ".join(SENTENCES[n:] + SENTENCES[:n]) for n in range(1, 6)]
    before = code(measure("XYZ A1", "One", A, *filler), measure("XYZ A2", "Two", gone, B))
    after = code(measure("XYZ A1", "One", taken, *(f"{one} Always." for one in filler)), measure("XYZ A2", "Two", B))
    found = between(before, after)
    assert ("removed", "XYZ A2.1", None) in seen(found)
    (possible,) = found.possible
    assert (possible.before, possible.after) == ("XYZ A2.1", "XYZ A1.1")
    assert {"counselling", "psychologist", "distressing"} <= set(possible.shared)


def test_two_numberings_are_reconciled() -> None:
    """Every provision with another number stands in the concordance, also where it only went along."""
    before, after = code(measure("XYZ A1", "Title", A, B)), code(measure("XYZ A2", "Title", A, B))
    pairs = [(one.before, one.after) for one in between(before, after).concordance]
    assert pairs == [("XYZ A1", "XYZ A2"), ("XYZ A1.1", "XYZ A2.1"), ("XYZ A1.2", "XYZ A2.2")]


@pytest.mark.parametrize("said", ["not 1.", "not1."])
def test_a_word_before_a_number_is_no_part_of_it(said: str) -> None:
    """`not 1. Kites …` against a numbered `Kites …`: the words in front of the number came, whatever they look like."""
    text = "Kites that fly over the harbour are taken down before dusk on every working day."
    numbered = code(Provision("paragraph", "1", "1", text=text, printed="1."), version="a")
    loose = code(Provision("text", text=f"{said} {text}"), version="b")
    found = between(numbered, loose)
    assert found.unaccounted == ()
    assert any(sign == 1 and "not" in words for change in found.changes for sign, words in change.edits)
    only_number = between(numbered, code(Provision("text", text=f"1. {text}"), version="b"))
    assert [change.kind for change in only_number.changes if change.edits] == []


def _sections(*top: str, first: tuple[str, ...], second: tuple[str, ...]) -> Expression:
    one = Provision("section", "Section 1", "1", "Lamps", children=tuple(map(text, first)))
    two = Provision("section", "Section 2", "2", "Ropes", children=tuple(map(text, second)))
    return page(*map(text, top), one, two)


def test_a_paragraph_taken_out_of_its_section_to_the_top_has_moved() -> None:
    """Words that stood in the second section and stand before the first are a move, with what moved."""
    before = _sections(A, first=(B, C), second=(D, E))
    after = _sections(A, E, first=(B, C), second=(D,))
    assert [(change.kind, change.before, change.after) for change in between(before, after).changes] == [
        ("moved", "Section 2/~2", "~2")
    ]
    assert [change.kind for change in between(after, before).changes] == ["moved"]


def test_a_section_that_lost_its_heading_moves_nothing() -> None:
    """A page may mark up its chapters unevenly: paragraphs that keep their order have not moved."""
    before = _sections(A, first=(B, C), second=(D, E))
    after = page(text(A), before.provisions[1], text(D), text(E))
    assert "moved" not in [change.kind for change in between(before, after).changes]
