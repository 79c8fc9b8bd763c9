"""Instruments executed on a small code: `diffs.execute.consolidate`."""

import json
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from small_code import apply, code, definition, entry, instrument, measure, paragraph

from corpus.citation import label_key
from corpus.effect import Effect, Part
from corpus.errors import UsageError
from corpus.provision import Provision, find, walk
from diffs.execute.consolidate import Consolidation, consolidate, to_json
from diffs.execute.overrides import Override
from diffs.execute.refused import Refusal


def text(done: Consolidation, label: str) -> str:
    """A provision's own words in the derived version."""
    node = find(done.expression.provisions, label)
    assert node is not None, label
    return node.text


def labels(done: Consolidation) -> list[str]:
    """Every label of the derived version, in order."""
    return [node.label for node in walk(done.expression.provisions) if node.label]


def reason(done: Consolidation, index: int = 0) -> str:
    """Why an instruction was not applied; the version must be as it was."""
    outcome = done.outcomes[index]
    assert outcome.state == "not_applied"
    assert outcome.reason
    return str(outcome.reason)


WORDS = [
    (
        Effect("1", "words substituted", label="XYZ C1.1", old_text="night", new_text="noon"),
        "XYZ C1.1",
        "The provider should keep watch at noon.",
    ),
    (
        Effect("1", "words omitted", label="XYZ C1.1", old_text="at night"),
        "XYZ C1.1",
        "The provider should keep watch.",
    ),
    (
        Effect("1", "words inserted", label="XYZ C1.1", position="after", anchor_text="keep", new_text="good"),
        "XYZ C1.1",
        "The provider should keep good watch at night.",
    ),
    (
        Effect("1", "words inserted", label="XYZ C1.1", position="before", anchor_text="night", new_text="mid"),
        "XYZ C1.1",
        "The provider should keep watch at mid night.",
    ),
    (
        Effect("1", "words inserted", label="XYZ C1.1", position="end", new_text=", if it is dark"),
        "XYZ C1.1",
        "The provider should keep watch at night, if it is dark.",
    ),
    (
        Effect("1", "words inserted", label="XYZ C1.2(a)", position="end", new_text="or"),
        "XYZ C1.2(a)",
        "begin at dusk; or",
    ),
    (Effect("1", "words omitted", label="XYZ C1.2(b)", old_text="and", position="end"), "XYZ C1.2(b)", "end at dawn;"),
    (
        Effect("1", "words substituted", label="XYZ C1.2", old_text="dusk", new_text="night"),
        "XYZ C1.2(a)",
        "begin at night;",
    ),
    (
        Effect("1", "words omitted", label="XYZ C1.3", part=Part("sentence", "2")),
        "XYZ C1.3",
        "A watch is dull. It may be kept in turns.",
    ),
    (
        Effect(
            "1", "words substituted", label="XYZ C1.3", part=Part("sentence", "-1"), old_text="turns", new_text="pairs"
        ),
        "XYZ C1.3",
        "A watch is dull. It should be short. It may be kept in pairs.",
    ),
    (
        Effect("1", "words substituted", label="XYZ C1.4", old_text="short", new_text="long", occurrences="all"),
        "XYZ C1.4",
        "A long watch and a long rest follow XYZ C1.3.",
    ),
    (
        Effect("1", "words substituted", label="XYZ C1.4", old_text="short", new_text="long", occurrence=2),
        "XYZ C1.4",
        "A short watch and a long rest follow XYZ C1.3.",
    ),
    (
        Effect("1", "words substituted", label="XYZ C1.4", old_text="short", new_text="long", occurrence=-1),
        "XYZ C1.4",
        "A short watch and a long rest follow XYZ C1.3.",
    ),
    (
        Effect("1", "words substituted", label="XYZ C1.4", old_text="short", new_text="long", occurrences=2),
        "XYZ C1.4",
        "A long watch and a long rest follow XYZ C1.3.",
    ),
    (
        Effect("1", "words substituted", label="XYZ C1.1", old_text="keep", until_end=True, new_text="sleep."),
        "XYZ C1.1",
        "The provider should sleep.",
    ),
    (
        Effect("1", "words omitted", label="XYZ C1.1", old_text="at night", until_end=True),
        "XYZ C1.1",
        "The provider should keep watch.",
    ),
    (
        Effect("1", "words substituted", label="XYZ C1.1", old_text="should", until_text="watch", new_text="may sleep"),
        "XYZ C1.1",
        "The provider may sleep at night.",
    ),
    (
        Effect("1", "words substituted", label="XYZ D1.1", old_text="provider's bell", new_text="bell"),
        "XYZ D1.1",
        "The bell should ring.",
    ),
    (
        Effect(
            "1",
            "words substituted",
            label="Definition/lamp@Section 5",
            old_text="of a kind",
            until_end=True,
            new_text="brightly.",
        ),
        "Definition/lamp@Section 5",
        "lamp\nA thing that shines brightly.",
    ),
    (
        Effect("1", "words omitted", label="XYZ C1.4", anchor_text="rest", position="after", until_end=True),
        "XYZ C1.4",
        "A short watch and a short rest.",
    ),
]


@pytest.mark.parametrize(("effect", "label", "result"), WORDS)
def test_words_change_where_the_instruction_says(effect: Effect, label: str, result: str) -> None:
    """Each form of words inserted, substituted and omitted gives the expected text, and only there."""
    done = apply(effect)
    assert done.outcomes[0].state == "applied", done.outcomes[0].reason
    assert text(done, label) == result
    changed = [
        a.label
        for a, b in zip(walk(code().provisions), walk(done.expression.provisions), strict=True)
        if a.text != b.text
    ]
    assert changed == [label]


def test_lead_in_leaves_the_items_alone() -> None:
    """ "The opening words" are the paragraph's own; its items are looked at only without a part."""
    done = apply(
        Effect("1", "words substituted", label="XYZ C1.2", part=Part("lead-in"), old_text="dusk", new_text="x")
    )
    assert "text not found" in reason(done)


def test_words_in_heading_and_index_columns() -> None:
    """Headings change by name only; a column keeps `text` in step with `application`."""
    done = apply(
        Effect("1", "words substituted", label="XYZ C1", part=Part("heading"), old_text="watch", new_text="guard"),
        Effect(
            "2", "words substituted", label="Index/XYZ C1", part=Part("column", "3"), old_text="All", new_text="Large"
        ),
    )
    row = find(done.expression.provisions, "Index/XYZ C1")
    assert row is not None
    assert (row.application, row.text) == ("Large services", "Large services\nSection 9")
    assert find(done.expression.provisions, "XYZ C1").heading == "Keeping guard"  # type: ignore[union-attr]


def test_measures_go_to_the_end_of_their_subsection_and_entries_in_number_order() -> None:
    """C4 stands after C2, before subsection D; its index row between C2 and D1."""
    done = apply(
        Effect("2.2", "entry inserted", label="Section 3", position="appropriate", content=(entry("XYZ C4", "New"),)),
        Effect("2.3", "inserted", label="Section 4/C", position="end", content=(measure("XYZ C4", "New"),)),
    )
    found = labels(done)
    assert found.index("Index/XYZ C4") == found.index("Index/XYZ C2") + 1
    assert found[found.index("XYZ C4") - 1 : found.index("XYZ C4") + 2] == ["XYZ C2.1", "XYZ C4", "Section 4/D"]
    assert "in number order, after Index/XYZ C2" in done.outcomes[0].rule


def test_definitions_go_in_alphabetical_order() -> None:
    """The rule is stated with the neighbour."""
    new = (definition("anchor", "Holds."), definition("candle", "Burns."), definition("zebra", "Runs."))
    done = apply(Effect("1", "inserted", label="Section 5", position="appropriate", content=new))
    found = [label for label in labels(done) if label.startswith("Definition")]
    assert [label.split("/")[1].split("@")[0] for label in found] == ["anchor", "bell", "candle", "lamp", "zebra"]
    assert "alphabetical" in done.outcomes[0].rule


def test_an_item_at_the_end_takes_over_the_full_stop() -> None:
    """ "; and" displaces the full stop of the last item; the new last item has it."""
    item = Provision("subparagraph", "XYZ C1.2(d)", "d", text="be quiet", printed="d)")
    done = apply(
        Effect("1", "words omitted", label="XYZ C1.2(b)", old_text="and", position="end"),
        Effect("1", "words inserted", label="XYZ C1.2(c)", position="end", new_text="; and"),
        Effect("1", "inserted", label="XYZ C1.2", position="after", anchor="XYZ C1.2(c)", content=(item,)),
    )
    words = [text(done, f"XYZ C1.2({letter})") for letter in "abcd"]
    assert words == ["begin at dusk;", "end at dawn;", "be kept by two people; and", "be quiet."]


def framed() -> Consolidation:
    """A list whose items define terms: each item stands in a definition without words of its own."""
    items = tuple(
        Provision(
            "definition",
            f"Definition/{term}@XYZ C2",
            children=(
                Provision("subparagraph", f"XYZ C2.2({num})", num, text=f"“{term}” means it;", printed=f"{num})"),
            ),
        )
        for num, term in (("a", "oil"), ("b", "wick"))
    )
    terms = Provision("paragraph", "XYZ C2.2", "C2.2", text="In this measure:", children=items, printed="XYZ C2.2")
    return apply(Effect("1", "inserted", label="XYZ C2", position="end", content=(terms,)))


def test_items_that_define_terms_are_inserted_and_omitted_with_their_frames() -> None:
    """A new item goes beside the frame of its neighbour; an omitted item leaves no empty definition."""
    item = Provision("subparagraph", "XYZ C2.2(aa)", "aa", text="“glass” means it;", printed="aa)")
    insertion = Effect("1", "inserted", label="XYZ C2.2", position="after", anchor="XYZ C2.2(a)", content=(item,))
    done = consolidate(framed().expression, [instrument(insertion, Effect("2", "omitted", label="XYZ C2.2(b)"))])
    assert done.complete, [outcome.reason for outcome in done.outcomes]
    node = find(done.expression.provisions, "XYZ C2.2")
    assert node is not None
    assert [child.label for child in node.children] == ["Definition/oil@XYZ C2", "XYZ C2.2(aa)"]


def test_a_slip_is_not_taken_for_an_earlier_application() -> None:
    """A wrong substitution whose new words happen to stand there does not stop the good omission."""
    wrong = Effect("1", "words substituted", label="XYZ C1.1", old_text="by day", new_text="at night")
    done = apply(wrong, Effect("2", "omitted", label="XYZ C1.3"))
    assert [outcome.state for outcome in done.outcomes] == ["not_applied", "applied"]


def test_omission_never_renumbers() -> None:
    """What follows an omitted paragraph keeps its number; the reference to it is listed."""
    done = apply(Effect("1", "omitted", label="XYZ C1.3"))
    assert "XYZ C1.4" in labels(done)
    assert "XYZ C1.3" not in labels(done)
    assert [(each.source, each.target) for each in done.dangling] == [("XYZ C1.4", "XYZ C1.3")]


def test_a_chain_of_renumbering_and_an_insertion_before() -> None:
    """C1.3 and C1.4 become C1.4 and C1.5 with labels, numbers and printed numbers; the new C1.3 goes before."""
    done = apply(
        Effect("1", "renumbered", label="XYZ C1.3", new_label="XYZ C1.4"),
        Effect("1", "renumbered", label="XYZ C1.4", new_label="XYZ C1.5"),
        Effect(
            "1",
            "inserted",
            label="XYZ C1",
            position="before",
            anchor="XYZ C1.4",
            content=(paragraph("XYZ C1.3", "New."),),
        ),
    )
    assert text(done, "XYZ C1.3") == "New."
    assert text(done, "XYZ C1.4").startswith("A watch is dull")
    moved = find(done.expression.provisions, "XYZ C1.5")
    assert moved is not None
    assert (moved.num, moved.printed) == ("C1.5", "XYZ C1.5")
    assert done.expression.footnotes[0].refs == ("XYZ C1.4",)


def test_renumbering_a_measure_takes_paragraphs_items_and_index_entry_along() -> None:
    """Everything labelled by the measure has the new number."""
    done = apply(Effect("1", "renumbered", label="XYZ C2", new_label="XYZ C9"))
    assert {"XYZ C9", "XYZ C9.1", "Index/XYZ C9"} <= set(labels(done))
    assert not {"XYZ C2", "XYZ C2.1", "Index/XYZ C2"} & set(labels(done))
    row = find(done.expression.provisions, "Index/XYZ C9")
    assert row is not None
    assert (row.num, row.printed) == ("C9", "XYZ C9")


def test_a_footnote_goes_with_its_mark() -> None:
    """The note, the mark in the text and the entry in `footnotes` are gone; the words stay."""
    done = apply(Effect("1", "omitted", label="XYZ C1.3", part=Part("footnote")))
    node = find(done.expression.provisions, "XYZ C1.3")
    assert node is not None
    assert node.marks == ()
    assert done.expression.footnotes == ()
    assert not [n for n in walk(done.expression.provisions) if n.kind == "footnote"]


def test_marks_move_with_their_words() -> None:
    """A footnote's mark behind a change stays behind the same word."""
    done = apply(Effect("1", "words substituted", label="XYZ C1.3", old_text="dull", new_text="very dull"))
    node = find(done.expression.provisions, "XYZ C1.3")
    assert node is not None
    assert node.text[: node.marks[0].at] == "A watch is very dull."


DEFECTS = [
    (Effect("1", "omitted", label="XYZ C1.9"), "target not found"),
    (Effect("1", "omitted"), "names no provision"),
    (Effect("1", "words substituted", label="XYZ C1.1", old_text="day", new_text="x"), "text not found"),
    (Effect("1", "words substituted", label="XYZ C1.4", old_text="short", new_text="x"), "text found twice"),
    (
        Effect("1", "words substituted", label="XYZ C1.4", old_text="short", new_text="x", occurrences=3),
        "text found twice",
    ),
    (
        Effect("1", "words substituted", label="XYZ C1.4", old_text="short", new_text="x", occurrence=3),
        "text not found",
    ),
    (Effect("1", "words omitted", label="XYZ C1.3", part=Part("sentence", "4")), "target not found"),
    (Effect("1", "words omitted", label="XYZ C1.3", part=Part("sentence")), "not understood"),
    (Effect("1", "words omitted", label="XYZ C1.3"), "not understood"),
    (Effect("1", "not understood", text="Do what is right."), "not understood"),
    (
        Effect(
            "1", "inserted", label="XYZ C1", position="after", anchor="XYZ D1.1", content=(paragraph("XYZ C1.5", "x"),)
        ),
        "does not stand in",
    ),
    (
        Effect(
            "1", "inserted", label="XYZ C1", position="after", anchor="XYZ C1.1", content=(paragraph("XYZ C1.2", "x"),)
        ),
        "label repeated",
    ),
    (
        Effect(
            "1", "inserted", label="XYZ C1", position="after", anchor="XYZ C1.1", content=(paragraph("XYZ C1.7", "x"),)
        ),
        "out of order",
    ),
    (Effect("1", "inserted", label="XYZ C1", position="end"), "not understood"),
    (Effect("1", "renumbered", label="XYZ C1.2", new_label="XYZ C1.4"), "exists already"),
    (Effect("1", "renumbered", label="XYZ C1.4", new_label="XYZ D1.4"), "does not move"),
    (Effect("1", "renumbered", label="XYZ C1.4"), "not understood"),
    (Effect("1", "omitted", label="XYZ C2", text="Omit the lamps."), "does not name XYZ C2"),
    (Effect("1", "omitted", label="Section 4", text="Omit what is not needed."), "does not name Section 4"),
    (Effect("1", "omitted", label="XYZ C1.1", part=Part("footnote")), "no such footnote"),
    (
        Effect(
            "1", "substituted", label="XYZ C2.1", content=(paragraph("XYZ C2.1", "The provider should light a lamp."),)
        ),
        "already",
    ),
    (
        Effect("1", "words inserted", label="XYZ C1.1", position="after", anchor_text="keep", new_text="watch"),
        "already",
    ),
    (Effect("1", "words substituted", label="XYZ C1.1", old_text="watch", new_text="keep watch"), "already"),
]


@pytest.mark.parametrize(("effect", "why"), DEFECTS)
def test_what_cannot_be_executed_exactly_is_not_executed(effect: Effect, why: str) -> None:
    """The reason is given, the version is as it was, and the other instruction is applied."""
    other = Effect("2", "words substituted", label="XYZ D1.1", old_text="ring", new_text="sound")
    done = apply(effect, other)
    assert why in reason(done)
    assert done.outcomes[1].state == "applied"
    assert done.expression.provisions == apply(other).expression.provisions


@pytest.mark.parametrize("size", [2, 3])
def test_a_cyclic_renumbering_is_not_applied(size: int) -> None:
    """Not even a swap, unless a person says that it is meant."""
    numbers = [f"XYZ C1.{n}" for n in range(1, size + 1)]
    pairs = zip(numbers, [*numbers[1:], numbers[0]], strict=True)
    effects = [Effect("1", "renumbered", label=old, new_label=new) for old, new in pairs]
    assert "cyclic" in reason(apply(*effects))


def test_an_instruction_is_applied_whole_or_not_at_all() -> None:
    """When its second effect fails, its first has not happened."""
    done = apply(Effect("1", "omitted", label="XYZ C1.1"), Effect("1", "omitted", label="XYZ C1.9"))
    assert "target not found" in reason(done)
    assert done.expression.provisions == code().provisions


def test_an_instrument_for_another_code_changes_nothing() -> None:
    """By the work its effects name, and by the prefix of the numbers it names."""
    other = Effect("1", "omitted", work="abc", label="Section 5")
    assert "another code" in reason(apply(other))
    prefixed = Effect("1", "inserted", label="Section 4/C", position="end", content=(measure("ABC C4", "x"),))
    assert "another code" in reason(apply(prefixed))


def test_an_instrument_applied_twice_changes_nothing_the_second_time() -> None:
    """Neither in one stack nor on a version that includes it, not even what could be executed again."""
    amendments = instrument(
        Effect("1", "inserted", label="Section 4/C", position="end", content=(measure("XYZ C3", "New"),)),
        Effect("2", "words omitted", label="XYZ C1.3", part=Part("sentence", "2")),
    )
    once = consolidate(code(), [amendments])
    twice = consolidate(code(), [amendments, amendments])
    again = consolidate(once.expression, [amendments])
    assert once.expression.provisions == twice.expression.provisions == again.expression.provisions
    assert all("applied before" in str(outcome.reason or "") for outcome in (*twice.outcomes[2:], *again.outcomes))


def test_two_instruments_at_the_end_of_one_subsection_give_the_same_text_in_either_order() -> None:
    """The provisions stand in number order, and the overlap is reported."""
    first = instrument(Effect("1", "inserted", label="Section 4/C", position="end", content=(measure("XYZ C3", "a"),)))
    second = instrument(
        Effect("1", "inserted", label="Section 4/C", position="end", content=(measure("XYZ C4", "b"),)), work="xyz-2"
    )
    one, other = consolidate(code(), [first, second]), consolidate(code(), [second, first])
    assert one.complete
    assert other.complete
    assert one.expression.provisions == other.expression.provisions
    assert {overlap.kind for overlap in one.overlaps} == {"same place"} == {overlap.kind for overlap in other.overlaps}


def test_instruments_that_are_called_alike_are_told_apart() -> None:
    """Two files without a work and with one title get names that differ, so their overlap is seen."""
    first, second = (
        replace(
            instrument(Effect("1", "inserted", label="Section 4/C", position="end", content=(measure(label, "a"),))),
            work=None,
        )
        for label in ("XYZ C3", "XYZ C4")
    )
    done = consolidate(code(), [first, second])
    assert done.instruments == ("Amendments of the XYZ Code", "Amendments of the XYZ Code (2)")
    assert {overlap.kind for overlap in done.overlaps} == {"same place"}


def test_order_dependence_is_reported_with_what_depends() -> None:
    """Words that one instrument removed and the other amends."""
    first = instrument(Effect("1", "omitted", label="XYZ C1.1"))
    second = instrument(
        Effect("7", "words substituted", label="XYZ C1.1", old_text="night", new_text="noon"), work="xyz-2"
    )
    done = consolidate(code(), [first, second])
    assert "1 of xyz-amendments-1 removed" in reason(done, 1)
    assert [overlap for overlap in done.overlaps if overlap.kind == "order" and overlap.order_matters]
    swapped = consolidate(code(), [second, first])
    assert swapped.complete
    assert {"removed before", "same provision", "order"} & {overlap.kind for overlap in swapped.overlaps}


def test_a_person_can_settle_what_the_instruction_leaves_open() -> None:
    """The override is applied, listed with author and reason, and named in the JSON."""
    effect = Effect("1", "words substituted", label="XYZ C1.4", old_text="short", new_text="long")
    override = Override("xyz-amendments-1", "1", "A. Person", "the first place is meant", changes=(("occurrence", 1),))
    done = consolidate(code(), [instrument(effect)], [override])
    assert text(done, "XYZ C1.4") == "A long watch and a short rest follow XYZ C1.3."
    assert done.overrides == (override,)
    assert to_json(done)["overrides"][0]["author"] == "A. Person"


def test_an_override_for_an_instruction_that_is_not_there_is_an_error() -> None:
    """A typing error must not pass for a resolution."""
    override = Override("xyz-amendments-1", "9", "A. Person", "why", changes=(("position", "end"),))
    with pytest.raises(UsageError, match="names instruction 9"):
        consolidate(code(), [instrument(Effect("1", "omitted", label="XYZ C1.1"))], [override])


def test_json_has_the_shape_of_the_contract() -> None:
    """Keys of interface.md first, in its order; states from the closed list; the notice is there."""
    done = apply(Effect("2.3", "omitted", label="XYZ C1.1"), Effect("2.4", "omitted", label="XYZ C1.9"))
    data = json.loads(json.dumps(to_json(done)))
    assert list(data)[:5] == ["base", "instruments", "provisions", "instructions", "verification"]
    assert (data["base"], data["instruments"]) == ("xyz@2025-01-02", ["xyz-amendments-1"])
    assert [each["state"] for each in data["instructions"]] == ["applied", "not_applied"]
    assert data["instructions"][0]["nodes"] == ["XYZ C1.1"]
    assert data["version"] == "xyz@2025-01-02+xyz-amendments-1"
    assert data["status"] == "derived"
    assert "Unofficial" in data["notice"]


def test_what_declares_no_effect_is_listed() -> None:
    """A paragraph among the instructions that does nothing is shown, not passed over."""
    section = Provision("section", "Section 2", "2", "Amendments", children=(
        Provision("paragraph", "2.1", "2.1", text="Omit it."), Provision("paragraph", "2.2", "2.2", text="A saving."),
    ))  # fmt: skip
    amendments = replace(instrument(Effect("2.1", "omitted", label="XYZ C1.1")), provisions=(section,))
    assert consolidate(code(), [amendments]).unread == (("xyz-amendments-1", "2.2", "A saving."),)


LABELS = [node.label for node in walk(code().provisions) if node.label]
EFFECTS = st.builds(
    Effect,
    instruction=st.sampled_from(["1", "2", "3"]),
    type=st.sampled_from(["omitted", "words omitted", "words substituted", "words inserted", "renumbered", "inserted"]),
    label=st.sampled_from([*LABELS, "XYZ C9.9", None]),
    position=st.sampled_from([None, "end", "after", "before", "appropriate"]),
    anchor=st.sampled_from([*LABELS, None]),
    old_text=st.sampled_from([None, "short", "The provider", "dusk", "ring"]),
    new_text=st.sampled_from([None, "new words", ", and", "It ends."]),
    anchor_text=st.sampled_from([None, None, "watch", "should"]),
    new_label=st.sampled_from(["XYZ C1.5", "XYZ C1.2", "XYZ C7", None]),
    part=st.sampled_from(
        [
            None,
            None,
            *map(Part.read, ("heading", "lead-in", "sentence 1", "column 3", "footnote", "row Lamps; column 2")),
        ]
    ),
    occurrences=st.sampled_from([None, "all"]),
    until_end=st.booleans(),
    content=st.sampled_from([(), (paragraph("XYZ C1.8", "New."),), (measure("XYZ C5", "New"),)]),
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(EFFECTS, min_size=1, max_size=4))
def test_only_what_is_named_changes_whatever_the_instructions(effects: list[Effect]) -> None:
    """Labels stay unique, unnamed provisions keep their words, the result is the same every time."""
    base = code()
    done = consolidate(base, [instrument(*effects)])
    found = [label_key(label) for label in labels(done)]
    assert len(found) == len(set(found))
    assert to_json(done) == to_json(consolidate(base, [instrument(*effects)]))
    named = {label_key(label) for e in effects for label in (e.label, e.new_label) if label}
    for node in walk(base.provisions):
        if node.kind == "paragraph" and node.label and not _is_named(node.label, named):
            after = find(done.expression.provisions, node.label)
            assert after is not None
            assert after.full_text() == node.full_text()
    if all(outcome.state == "not_applied" for outcome in done.outcomes):
        assert done.expression.provisions == base.provisions


def _is_named(label: str, named: set[str]) -> bool:
    """A paragraph, its items, its measure, subsection or section."""
    key, measure_key = label_key(label), label_key(label).split(".")[0]
    group = f"section4/{measure_key[3]}"
    return bool(named & {measure_key, group, "section4"}) or any(
        each == key or each.startswith(f"{key}(") for each in named
    )


@pytest.mark.parametrize(
    ("refusal", "said"),
    [
        (Refusal("target not found", "there is no XYZ C9"), "target not found: there is no XYZ C9"),
        (Refusal("text found", "twice: “x”"), "text found twice: “x”"),
        (Refusal("refused", "the numbers would be out of order: 3"), "the numbers would be out of order: 3"),
        (
            Refusal("text not found", "“x”").after("2.3 changed this provision"),
            "text not found: “x” (2.3 changed this provision)",
        ),
    ],
)
def test_a_refusal_is_said_in_one_sentence(refusal: Refusal, said: str) -> None:
    """Its kind, its particulars, and what an earlier instruction did: schedules, JSON and the database print this."""
    assert str(refusal) == said


def test_why_a_target_is_gone_stands_beside_the_reason() -> None:
    """The kind of a refusal stays what it was; the instruction that took the target away is a fact of its own."""
    done = apply(
        Effect("1", "omitted", label="XYZ C1.3"),
        Effect("2", "words omitted", label="XYZ C1.3", part=Part("sentence", "2")),
    )
    found = done.outcomes[1].reason
    assert (found.kind, found.since) == ("target not found", "1 removed or renumbered it")
