"""A list of contents that is wrong: it stays a list of contents, and its fault is a doubt."""

import pytest

from corpus.work import Expression
from parser.document import parse

HEADS = ("1 Introduction", "2 Duties", "3 Records", "4 Complaints")


def as_page(entries: tuple[str, ...]) -> bytes:
    """A code whose list of contents has these entries, as a page."""
    listed = "".join(f"<li>{each}</li>" for each in entries)
    body = "".join(
        f"<h2>{head}</h2><p>{head[0]}.1 The keeper should trim lamp {head[0]}.</p><p>{head[0]}.2 And write it down.</p>"
        for head in HEADS
    )
    page = f"<main><h1>Lantern Code of Practice</h1><h2>Contents</h2><ul>{listed}</ul>{body}</main>"
    return f"<html><body>{page}</body></html>".encode()


def as_text(entries: tuple[str, ...]) -> bytes:
    """The same as plain text."""
    body = [f"{h}\n\n{h[0]}.1 The keeper should trim lamp {h[0]}.\n\n{h[0]}.2 And write it down." for h in HEADS]
    return "\n\n".join(["Lantern Code of Practice", "Contents", *entries, *body]).encode()


def read(entries: tuple[str, ...], form: str) -> Expression:
    """The document in one of the two forms."""
    body = as_page(entries) if form == "html" else as_text(entries)
    return parse(body, name=f"code.{form}")


@pytest.mark.parametrize("form", ["html", "txt"])
@pytest.mark.parametrize("at", [2, 3])
def test_an_entry_without_a_section_is_told(form: str, at: int) -> None:
    """It is no provision, nor is what follows it in the list."""
    found = read((*HEADS[:at], "9 Penalties for keepers", *HEADS[at:]), form)
    assert [doubt.kind for doubt in found.structure.doubts] == ["contents"]
    assert "Penalties" in found.structure.doubts[0].at
    assert not any("Penalties" in node.text for root in found.provisions for node in root.walk())


@pytest.mark.parametrize("form", ["html", "txt"])
def test_a_section_that_the_list_passes_over_is_told(form: str) -> None:
    """Both neighbours are named and it is not."""
    found = read((HEADS[0], HEADS[1], HEADS[3]), form)
    assert [(doubt.kind, doubt.at) for doubt in found.structure.doubts] == [("contents", "Section 3")]


@pytest.mark.parametrize("form", ["html", "txt"])
def test_a_right_list_is_no_doubt(form: str) -> None:
    """And one that names only the first sections is a list of those."""
    assert read(HEADS, form).structure.doubts == ()
    assert read(HEADS[:2], form).structure.doubts == ()
