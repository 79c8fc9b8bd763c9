"""Citations: parse, print, order, address."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.citation import Citation, label_key, slug
from corpus.errors import CitationError

PRINTED = [
    ("PCU C11", "c11"),
    ("PCU C11.4", "c11-4"),
    ("PCU C11.4(a)(ii)", "c11-4-a-ii"),
    ("XYZ M7.2B", "m7-2b"),
    ("Section 4", "section-4"),
    ("Section 4/C", "section-4-c"),
    ("2.9(a)", "2-9-a"),
    ("Definition/crisis@PCU C11", "definition-crisis-c11"),
    ("Definition/violent content (person)@Section 5", "definition-violent-content-person-section-5"),
    ("Index/PCU C11", "index-c11"),
    ("Row/P6@Section 2", "row-p6-section-2"),
]

number = st.from_regex(r"[A-Z]{1,2}[0-9]{1,3}[A-Z]?(\.[0-9]{1,2}[A-Z]?)?", fullmatch=True)
item = st.from_regex(r"[a-z]{1,3}|[0-9]{1,2}|[ivx]{1,4}", fullmatch=True)
plain = st.builds(
    Citation,
    number=number,
    prefix=st.sampled_from(["", "PCU", "ICU", "XYZ", "Section", "Annex"]),
    items=st.lists(item, max_size=5).map(tuple),
)
term = st.text("abcdefghij ()’-", min_size=1).map(lambda text: " ".join(text.split())).filter(bool)
citations = st.one_of(
    plain,
    st.builds(Citation, role=st.just("Index"), scope=plain),
    st.builds(Citation, role=st.sampled_from(["Definition", "Row"]), term=term, scope=plain),
    st.builds(Citation, role=st.just("Definition"), term=term),
)


@pytest.mark.parametrize(("label", "address"), PRINTED)
def test_a_label_prints_as_it_was_read(label: str, address: str) -> None:
    """A label reads to a citation that prints the same and has a stable address."""
    assert str(Citation.parse(label)) == label
    assert slug(label) == address


@given(citations)
def test_parse_is_the_inverse_of_print(citation: Citation) -> None:
    """`Citation.parse(str(c)) == c` for every citation."""
    assert Citation.parse(str(citation)) == citation


@pytest.mark.parametrize("text", ["", "  ", "PCU", "C11.4(a", "PCU C11 4", "Definition/", "violent content (person)"])
def test_what_is_not_a_label_is_refused(text: str) -> None:
    """A text that is no citation raises, with an example of one; a lone word is at most a number."""
    if text == "PCU":
        assert Citation.parse(text).prefix == ""
        return
    with pytest.raises(CitationError, match="write it like"):
        Citation.parse(text)


def test_numbers_sort_by_value_and_letters_by_alphabet() -> None:
    """C9, C9A, C10 and a, aa, b, ba are in the order of legislation."""
    labels = ["PCU C9", "PCU C9A", "PCU C10", "PCU C10.2", "PCU C10.10", "PCU D1"]
    backwards = labels[::-1]
    assert sorted(backwards, key=lambda label: Citation.parse(label).sort_key()) == labels
    items = ["1.1(a)", "1.1(aa)", "1.1(b)", "1.1(ba)", "1.1(c)"]
    backwards = items[::-1]
    assert sorted(backwards, key=lambda label: Citation.parse(label).sort_key()) == items


@pytest.mark.parametrize(
    ("label", "parent"),
    [
        ("PCU C11.4(a)(ii)", "PCU C11.4(a)"),
        ("PCU C11.4", "PCU C11"),
        ("PCU C11", None),
        ("Section 4/C", "Section 4"),
        ("Definition/crisis@PCU C11", "PCU C11"),
        ("Index/PCU C11", None),
    ],
)
def test_the_parent_is_read_from_the_label(label: str, parent: str | None) -> None:
    """A label tells which provision it stands in."""
    found = Citation.parse(label).parent
    assert (str(found) if found else None) == parent


def test_labels_compare_without_case_and_spaces() -> None:
    """`pcu c11.4 (A)` names the same provision as `PCU C11.4(a)`."""
    assert label_key("pcu  c11.4 (A)") == label_key("PCU C11.4(a)")
