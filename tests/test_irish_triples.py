"""The Irish benchmark says who departs from an instruction, by what the instruction prints."""

import importlib.util
from pathlib import Path

_PATH = Path(__file__).parents[1] / "benchmarks" / "irish_triples.py"
_SPEC = importlib.util.spec_from_file_location("irish_triples", _PATH)  # benchmarks are not installed, hence by path
assert _SPEC is not None
assert _SPEC.loader is not None
_MODULE = importlib.util.module_from_spec(_SPEC)
_SPEC.loader.exec_module(_MODULE)
outcome = _MODULE.outcome

_BEFORE = "**4.** (1) A keeper shall tell the Board of Harbours given to the Board each harbour."
_ORDER = (
    "**9.** Section 4(1) of the Principal Act is amended by the substitution of “Office” for “Board of Harbours given”."
)


def _row(after: str) -> dict[str, object]:
    instruction = {"text": _ORDER}
    return {"title": "Harbours Act", "section": "4", "before": _BEFORE, "after": after, "instructions": [instruction]}


def test_a_word_kept_though_ordered_out_is_the_publishers() -> None:
    """The replacement stands in the published text beside the end of the words it replaces."""
    result, why = outcome(_row("**4.** (1) A keeper shall tell the Office given to the Board each harbour."))
    assert (result, "keeps “given”" in why) == ("publisher", True)


def test_a_number_dropped_that_no_instruction_names_is_the_publishers() -> None:
    """Every word is as ordered; only the subsection's number is gone."""
    order = _ORDER.replace("4(1)", "4")
    row = _row("**4.** A keeper shall tell the Office to the Board each harbour.")
    result, why = outcome(row | {"instructions": [{"text": order}]})
    assert (result, "lacks the number (1)" in why) == ("publisher", True)


def test_a_difference_the_instruction_does_not_explain_stays_wrong() -> None:
    """Another word beside the replacement is not one that was ordered out: nothing is proved, so it counts as ours."""
    result, _ = outcome(_row("**4.** (1) A keeper shall tell the Office soon to the Board each harbour."))
    assert result == "wrong"


def test_a_number_the_instruction_names_is_not_laid_at_the_publishers_door() -> None:
    """An instruction that prints the number may have ordered its loss: no proof."""
    result, _ = outcome(_row("**4.** A keeper shall tell the Office to the Board each harbour."))
    assert result == "wrong"
