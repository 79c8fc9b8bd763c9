"""On the page of a provision only the doubts that concern it."""

import pytest

from db.web.pages.provision import doubts_at

DOUBTS = (
    ("PCU C3.5", "names PCU A5, which is not there"),
    ("PCU C6", "no row of the index"),
    ("contents", "two entries: none is there"),
)


@pytest.mark.parametrize(
    ("label", "lines"),
    [
        ("PCU C3", [0, 2]),
        ("PCU C3.5", [0, 2]),
        ("PCU C3.5(a)", [0, 2]),
        ("PCU C3.50", [2]),
        ("PCU C6.1", [1, 2]),
        ("PCU C60", [2]),
        ("", [0, 1, 2]),
    ],
)
def test_doubts_at(label: str, lines: list[int]) -> None:
    """At it, above or below it, or at no label; another number that begins alike is another provision."""
    assert doubts_at(DOUBTS, label) == [DOUBTS[n] for n in lines]
