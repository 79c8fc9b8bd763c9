"""How the witness of numbers takes labels apart: `parser.witnesses.numbering`."""

import re

from hypothesis import given
from hypothesis import strategies as st

from parser.codes import labels
from parser.witnesses import numbering, printed

PLAIN = {
    numbering._COUNTED: re.compile(r"(.*?)(\d+)([A-Z]{0,2})"),
    printed._LAST: re.compile(r"(.*?)(\d+)([A-Z]{0,2})"),
    labels._COUNTED: re.compile(r"(.*?)(\d+)([A-Z]*)"),
}


@given(st.text("AZ a.(1290٣\n", max_size=8))
def test_a_label_ends_in_all_its_figures_and_the_letters_behind_them(label: str) -> None:
    """The stem is the shortest that leaves figures and letters, however the pattern looks for it."""
    for quick, plain in PLAIN.items():
        found, right = quick.fullmatch(label), plain.fullmatch(label)
        assert (found and found.groups()) == (right and right.groups())
