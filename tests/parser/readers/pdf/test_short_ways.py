"""Short ways of the PDF reader, each beside the plain definition of what it finds."""

import base64
import gc
from collections import Counter
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.errors import UnreadableInput
from parser.readers.pdf.document import read_pdf
from parser.readers.pdf.gate import _base85
from parser.readers.pdf.shown import _CONTRAST, Picture
from parser.readers.pdf.typesetting import numbered
from parser.readers.pdf.words import usual_size

_DIGITS = st.text(st.sampled_from([*map(chr, range(33, 118)), "z", " ", "\n", "v", "~"]), max_size=60)


def _or_refused(unpack: object, digits: bytes) -> bytes | None:
    with suppress(ValueError):
        return unpack(digits)  # type: ignore[operator, no-any-return]
    return None


@given(st.binary(max_size=80))
def test_packed_instructions_unpack_to_what_they_were(packed: bytes) -> None:
    """Five digits at a time give the bytes that were packed, whatever their number."""
    assert _base85(base64.a85encode(packed)) == packed


@given(_DIGITS.map(str.encode))
def test_digits_of_base_85_mean_what_the_standard_library_says(digits: bytes) -> None:
    """So do blanks, the sign for four zeros, an end within a group, and what is refused."""
    assert _or_refused(_base85, digits) == _or_refused(base64.a85decode, digits)


@given(st.binary(min_size=48, max_size=48), st.integers(0, 7), st.integers(1, 8), st.integers(0, 5), st.integers(1, 6))
def test_print_is_seen_where_dots_differ(dots: bytes, left: int, wide: int, top: int, tall: int) -> None:
    """A look at the middle row first comes to what a look at all dots of the box comes to."""
    picture = Picture(8, 6, 8, 1.0, dots)
    right, bottom = left + wide - 1, top + tall - 1
    box = [dots[8 * row + place] for row in range(top, min(bottom + 1, 6)) for place in range(left, min(right + 1, 8))]
    plain = max(box) - min(box) >= _CONTRAST
    assert (picture.contrast(left, top, right, bottom) >= _CONTRAST) == plain


@given(st.lists(st.tuples(st.sampled_from([9.96, 10.0, 10.1, 10.4, 12.0]), st.integers(1, 9)), max_size=12))
def test_the_usual_size_is_that_of_most_letters(letters: list[tuple[float, int]]) -> None:
    """Sizes that are one to half a point count together; the first met is the usual one where two are as common."""
    sizes: Counter[float] = Counter()
    for size, count in letters:
        sizes[round(size * 2) / 2] += count
    assert usual_size(letters) == (sizes.most_common(1)[0][0] if sizes else 10.0)


@given(st.text(st.sampled_from("ABCDabcd(.)[]–-/& \u00a0“1٣"), max_size=8))
def test_every_number_has_a_figure(text: str) -> None:
    """So a line without one needs no search for the number that it may open with."""
    assert any(char.isdecimal() for char in text) or not numbered(text)


def test_reading_leaves_the_collector_on() -> None:
    """A file that cannot be read does not leave the process without collection of garbage."""
    with pytest.raises(UnreadableInput):
        read_pdf(b"no PDF")
    assert gc.isenabled()
