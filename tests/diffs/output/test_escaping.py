"""Words that stay what they are in Markdown and in a table program."""

import pytest

from diffs.output.escaping import for_cell, for_markdown


@pytest.mark.parametrize(
    ("words", "written"),
    [
        ("should <not wire> it", r"should \<not wire\> it"),  # an element would vanish, with its “not”
        ("at most 5 * 6 and not_this_", r"at most 5 \* 6 and not\_this\_"),
        ("“&lt;” is a sign & more", r"“\&lt;” is a sign & more"),
        ("[do](javascript:x) [21 days]", r"[do\](javascript:x) [21 days]"),
        ("see https://a.example/b_c_d#e, not #f", r"see https://a.example/b_c_d#e, not \#f"),
    ],
)
def test_no_word_is_markup(words: str, written: str) -> None:
    """Signs of Markdown and of HTML are escaped, addresses are not."""
    assert for_markdown(words) == written


@pytest.mark.parametrize("words", ["=1+2", "- not to fly", "+1", "@SUM(A1)", "\t=1"])
def test_no_cell_is_a_formula(words: str) -> None:
    """What a table program would compute has an apostrophe before it; numbers and other words are as they were."""
    assert for_cell(words) == f"'{words}"
    assert [for_cell(each) for each in ("a - b", "", -1, None)] == ["a - b", "", -1, None]
