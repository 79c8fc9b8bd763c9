"""Derived against published, and the ledger of numbers: `diffs.execute.verify`, `diffs.explain.unused_numbers`."""

from dataclasses import replace

import pytest
from small_code import apply, code, instrument, measure

from corpus.effect import Effect
from corpus.work import Reserved
from diffs.execute.verify import match_instruments, verify
from diffs.explain.unused_numbers import filled, gaps, ledger

CHANGE = Effect("1", "words substituted", label="XYZ D1.1", old_text="bell", new_text="horn")


def test_each_result_is_told_apart() -> None:
    """Identical, typography, differs with edits, missing in the derived version, extra in it."""
    derived = apply(
        CHANGE,
        Effect("2", "omitted", label="XYZ C1.1"),
        Effect("3", "inserted", label="Section 4/C", position="end", content=(measure("XYZ C3", "New"),)),
    )
    published = code()
    result = verify(derived.expression, published)
    found = {each.label: each.result for each in result.provisions if each.result != "identical"}
    assert found == {"XYZ D1.1": "differs", "XYZ C1.1": "missing", "XYZ C3": "extra"}
    differs = next(each for each in result.provisions if each.result == "differs")
    assert "".join(text for kind, text in differs.edits if kind <= 0).startswith("The provider’s horn")
    assert not result.agrees
    assert verify(code(), code()).agrees
    assert verify(code(), code()).share == 1.0


def test_typography_is_not_a_difference() -> None:
    """Quotes and spaces of another shape count as agreement."""
    section = code().provisions[2]
    straight = replace(section, heading="Recommended  measures")
    other = replace(code(), provisions=(*code().provisions[:2], straight, *code().provisions[3:]))
    result = verify(code(), other)
    assert [each.result for each in result.provisions if each.result != "identical"] == ["typography"]
    assert result.agrees
    assert result.to_json()["typography"] == 1


def test_an_instrument_is_found_by_its_effects_only() -> None:
    """The one whose words stand in the published version, not the one whose words do not."""
    included = instrument(CHANGE, work="in")
    other = instrument(
        Effect("1", "words substituted", label="XYZ C1.1", old_text="night", new_text="noon"), work="out"
    )
    published = replace(apply(CHANGE).expression, version="xyz@2025-06-01")
    found = match_instruments(published, [included, other], code())
    assert [(each.instrument, each.included) for each in found] == [("in", True), ("out", False)]
    assert not any(each.included for each in match_instruments(code(), [included, other], code()))


@pytest.mark.parametrize(("labels", "missing"), [(["XYZ C3", "XYZ C5"], ("XYZ C4",)), (["XYZ C3", "XYZ C3A"], ())])
def test_gaps_between_measures(labels: list[str], missing: tuple[str, ...]) -> None:
    """Only numbers between two of one series; a number with a letter makes no gap."""
    new = tuple(measure(label, "New") for label in labels)
    version = apply(Effect("1", "inserted", label="Section 4/C", position="end", content=new)).expression
    assert gaps(version) == missing


def test_reserved_numbers_explain_gaps_and_are_recognised_when_filled() -> None:
    """A gap with words that explain it is reserved; a version that uses the number has filled it."""
    note = Reserved("XYZ C3", "set aside for another proposal")
    before = replace(
        apply(
            Effect("1", "inserted", label="Section 4/C", position="end", content=(measure("XYZ C5", "New"),))
        ).expression,
        reserved=(note,),
    )
    assert [(entry.label, entry.state) for entry in ledger(before)] == [("XYZ C3", "reserved"), ("XYZ C4", "gap")]
    after = apply(
        Effect("1", "inserted", label="Section 4/C", position="end", content=(measure("XYZ C3", "New"),))
    ).expression
    assert [entry.label for entry in filled(before, after)] == ["XYZ C3"]
    assert [(entry.label, entry.state) for entry in ledger(after, [before])] == [("XYZ C3", "filled")]
