"""Copies of one text are one work; paraphrases and neighbours are not."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parser.syndication import containment, copies, same_work, shingles

STORY = " ".join(
    f"On day {n} the coalition of charities asked the regulator to close gap {n * n} in its code." for n in range(20)
)
MENU = " ".join(f"Menu entry {n} of our news site" for n in range(30))
REAL = Path(__file__).resolve().parents[3] / "shared" / "real" / "statements" / "near-duplicates"


def test_copy_with_furniture() -> None:
    """A copy between menus and with other quotes is the same work; a text about the same matter is not."""
    assert same_work(STORY, f"{MENU} {STORY.upper()} {MENU}")
    assert not same_work(
        STORY, STORY.replace("asked the regulator", "urged Ofcom").replace("in its code", "of the rules")
    )


def test_short_texts_are_never_copies() -> None:
    """A headline that two sites share does not make their articles one."""
    assert not same_work("Charities call for stronger rules today", "Charities call for stronger rules today")


def test_copies_of_copies() -> None:
    """Grouping is transitive, complete and keeps the order given."""
    half = " ".join(STORY.split()[: len(STORY.split()) * 6 // 10])
    assert copies({"a": STORY, "x": MENU * 2, "b": half + " and so on", "c": half}) == (("a", "b", "c"), ("x",))


@given(st.text(max_size=400), st.text(max_size=400))
def test_symmetric(one: str, other: str) -> None:
    """Containment is the same both ways and between 0 and 1."""
    there, back = containment(shingles(one), shingles(other)), containment(shingles(other), shingles(one))
    assert there == back
    assert 0 <= there <= 1


def test_real_syndications() -> None:
    """Of five real versions of one story the three copies are one work and the two paraphrases are their own."""
    if not REAL.is_dir():
        pytest.skip("../shared is not beside the project")
    texts = {path.stem: path.read_text("utf-8", "replace") for path in sorted(REAL.glob("*.txt"))}
    assert copies(texts) == (("davinvest_paraphrase",), ("lbc", "planetradio", "standard"), ("ratomanews_paraphrase",))
