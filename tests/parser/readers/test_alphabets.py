"""Letters that look like plain ones and are none."""

import pytest

from parser.readers.alphabets import FORMS, MIXED, look_alikes, plain


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("The keeper must n\u043et sell oil.", MIXED),
        ("\u0420\u0421\u0415 C1.1 A keeper lights it.", MIXED),
        ("\u0421ode of Practice", MIXED),
        ("\u0391rrangements", MIXED),
        ("Measure \u04212 applies.", MIXED),
        ("The keeper must \uff4e\uff4f\uff54 sell oil.", FORMS),
        ("The keeper must \U0001d427\U0001d428\U0001d42d sell oil.", FORMS),
        ("The keeper must \u0274\u1d0f\u1d1b sell oil.", FORMS),
        ("\uff2eot now", MIXED),
    ],
)
def test_look_alikes_are_told(text: str, reason: str) -> None:
    """Cyrillic or Greek letters in a word, words all of look-alikes, letters of full width or of mathematics."""
    found = look_alikes(text)
    assert found
    assert found[0] == reason


@pytest.mark.parametrize(
    "text",
    [
        "Plain words only.",
        "5 μm, 3 µg, 4 kΩ, Δt, β2, the α-helix and νmax",
        "Café naïve Erdoğan Işık Łódź",
        "Москва is the Russian for Moscow",
        "Η λέξη στα ελληνικά, said in Greek",
        "5G网络 and 日本",
        "½ №5 10² ﬁne ﬂow “quoted” – so",
    ],
)
def test_other_letters_are_no_doubt(text: str) -> None:
    """Units, accents, words of another language, ligatures and signs are what they look like."""
    assert look_alikes(text) is None


def test_a_title_is_taken_for_what_it_looks_like() -> None:
    """The plain letters of a title that is written in others."""
    assert plain("\u0421ode \uff4ff Practice") == "Code of Practice"
