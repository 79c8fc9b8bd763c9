"""Two readings of one page are compared word by word, and what differs is named."""

from collections.abc import Callable
from typing import Any

import pytest

from parser.readers.pdf import second_engine
from parser.readers.pdf.document import read_pdf
from parser.readers.pdf.second_engine import agree, recall

PAGE = ["The", "keeper", "should", "not", "leave", "the", "lamp", "unlit", "between", "dusk", "and", "dawn", "."]


def test_the_same_words_agree() -> None:
    """Order, punctuation, ligatures and soft hyphens are no difference."""
    assert agree(1, PAGE, list(reversed(PAGE))).share == 0
    assert agree(1, ["oﬃce,", "lamp\u00ad"], ["office", "lamp"]).share == 0


def test_words_run_together_or_cut_are_no_difference() -> None:
    """A reader may see one word where another sees two."""
    assert agree(1, ["fog-", "horn", "lamp"], ["foghorn", "lamp"]).share == 0
    assert agree(1, ["foghorn", "lamp"], ["fog", "horn", "lamp"]).share == 0


@pytest.mark.parametrize("lost", ["not", "lamp", "dusk"])
def test_a_lost_word_is_found(lost: str) -> None:
    """One missing word counts, and it is named."""
    less = [word for word in PAGE if word != lost]
    found = agree(1, less, PAGE)
    assert found.only_second == (lost,)
    assert found.share == pytest.approx(1 / 12)


def _page(typesetter: Callable[..., Any]) -> bytes:
    page = typesetter()
    page.paragraph("1.1", " ".join(PAGE))
    made: bytes = page.bytes()
    return made


def test_a_word_that_two_others_see_is_unread(typesetter: Callable[..., Any], monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the second and the third reader agree against the first, the words are given as unread."""
    body = _page(typesetter)
    seen = [["1.1", *(word for word in PAGE if word != "not")]]
    found = recall(body, seen)
    assert found.unread == "not"
    assert found.review[0].startswith("page 1: 1 of 13 words differ")
    assert "'not'" in found.review[0]
    assert recall(body, [["1.1", *PAGE]]).review == ()
    monkeypatch.setattr(second_engine, "second_words", lambda _: [["1.1", *PAGE[:5]]])
    assert read_pdf(body).review == ()  # pypdf agrees with PDFium against the second reader


def test_a_second_reader_that_fails_is_said(typesetter: Callable[..., Any], monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the proof the reading is for review."""
    monkeypatch.setattr(second_engine, "second_words", lambda _: None)
    assert "unchecked" in read_pdf(_page(typesetter)).review[0]
