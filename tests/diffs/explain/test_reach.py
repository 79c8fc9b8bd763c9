"""What an instrument reaches alone: what cites what it touches, what it leaves in disagreement, what it does not do."""

from dataclasses import replace

from corpus.effect import Effect
from corpus.work import Expression, Reference
from diffs.explain.reach import reach
from tests.diffs import small_code

CITING = Reference("XYZ C1.4", "XYZ C1.3", "XYZ C1.3", "internal")
BELL = Reference("XYZ D1.1", "XYZ C2.1", "XYZ C2.1", "internal")


def base() -> Expression:
    """The small code with two references of its own."""
    return replace(small_code.code(), references=(CITING, BELL))


def test_what_cites_a_reworded_provision_is_named_and_nothing_is_broken() -> None:
    """One paragraph is reworded: it is touched, what cites it is named, and the text agrees with itself as before."""
    effect = Effect("2.1", "words substituted", "xyz", "XYZ C2.1", old_text="a lamp", new_text="two lamps")
    found = reach(base(), small_code.instrument(effect))
    assert [(r.label, r.kind, r.cited_by) for r in found.reached] == [("XYZ C2.1", "modified", ("XYZ D1.1",))]
    assert (found.introduced, found.not_done, found.unread) == ((), (), ())
    assert found.to_json()["applied"] == 1


def test_a_reference_left_to_what_is_omitted_is_told() -> None:
    """A paragraph that another cites is omitted, with its note: the reference leads nowhere now."""
    found = reach(base(), small_code.instrument(Effect("2.1", "omitted", "xyz", "XYZ C1.3")))
    assert [(f.kind, f.at) for f in found.introduced] == [("reference_missing", "XYZ C1.4")]
    assert [(r.label, r.cited_by) for r in found.reached] == [("XYZ C1.3", ("XYZ C1.4",)), ("~2", ())]


def test_a_measure_put_in_without_its_row_is_told() -> None:
    """A measure is inserted and the index is not: that disagreement is the instrument's."""
    new = small_code.measure("XYZ C3", "Trimming wicks", small_code.paragraph("XYZ C3.1", "Trim them."))
    found = reach(base(), small_code.instrument(Effect("2.1", "inserted", "xyz", "Section 4/C", "end", content=(new,))))
    assert [(f.kind, f.at) for f in found.introduced] == [("measure_without_index", "XYZ C3")]


def test_what_the_text_had_before_is_not_the_instruments_doing() -> None:
    """A reference that led nowhere already is not among what the instrument leaves."""
    broken = replace(base(), references=(CITING, BELL, Reference("XYZ D1.1", "XYZ C2.9", "XYZ C2.9", "internal")))
    effect = Effect("2.1", "words substituted", "xyz", "XYZ C2.1", old_text="a lamp", new_text="two lamps")
    assert reach(broken, small_code.instrument(effect)).introduced == ()


def test_an_instruction_that_cannot_be_executed_reaches_what_it_names() -> None:
    """The words are not there: the instruction is told with its reason, and what cites its target is named."""
    effect = Effect("2.1", "words omitted", "xyz", "XYZ C1.3", old_text="a lantern")
    found = reach(base(), small_code.instrument(effect))
    assert [outcome.num for outcome in found.not_done] == ["2.1"]
    assert found.not_done[0].reason
    assert [(r.label, r.kind, r.cited_by) for r in found.reached] == [("XYZ C1.3", "not applied", ("XYZ C1.4",))]
