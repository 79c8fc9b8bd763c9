"""Parts of a page that open with a click on their heading."""

import pytest

from corpus.provision import walk
from corpus.work import Expression
from parser.document import parse


def page(*parts: str) -> Expression:
    body = "".join(parts)
    return parse(
        f"<!doctype html><html><title>Code</title><body><main><h1>Code</h1>{body}</main></body></html>".encode()
    )


def shown(text: Expression) -> list[str]:
    return [node.heading or node.text for node in walk(text.provisions)]


def opener(words: str, part: str, key: str = "aria-controls") -> str:
    return f'<h2><button aria-expanded="false" {key}="{part}">{words}</button></h2>'


def test_a_button_that_is_all_of_a_heading_is_the_heading() -> None:
    """The common pattern of an accordion: nothing of its headings is lost."""
    text = page(opener("Lamps", "a"), '<div id="a"><p>A keeper lights the lamps.</p></div>')
    assert shown(text) == ["Code", "Lamps", "A keeper lights the lamps."]
    assert not text.coverage.dropped


def test_what_a_heading_opens_is_text_and_noted() -> None:
    """A part that its markup hides until the heading is clicked, in any of the usual ways to name it."""
    for key, name in (("aria-controls", "a"), ("data-bs-target", "#a"), ("data-target", "#a")):
        text = page(opener("Lamps", name, key), '<div id="a" hidden><p>A keeper must not smoke.</p></div>')
        assert shown(text) == ["Code", "Lamps", "A keeper must not smoke."]
        assert any("hidden until its heading opens it" in note for note in text.coverage.review)


@pytest.mark.parametrize("role", ["tabpanel", "region"])
def test_what_a_tab_or_a_title_with_the_role_of_a_button_shows_is_text(role: str) -> None:
    """Panels of tabs and accordions without headings are the document's, hidden or not, and that is noted."""
    titles = "".join(f'<div role="{r}" aria-controls="{n}">{n}</div>' for r, n in (("tab", "a"), ("button", "b")))
    panels = (
        f'<div role="{role}" id="a"><p>1.1 Ask.</p></div><div role="{role}" id="b" hidden><p>1.2 Do not pay.</p></div>'
    )
    text = page(titles, panels)
    assert [node.label for node in walk(text.provisions) if node.label] == ["1.1", "1.2"]
    assert any("hidden until its heading opens it" in note for note in text.coverage.review)


def test_what_another_button_opens_stays_hidden() -> None:
    """A menu or a form that a button of its own opens is no text of the document."""
    text = page('<p>A keeper lights the lamps.</p><button aria-controls="a">More</button><div id="a" hidden>Menu</div>')
    assert shown(text) == ["Code", "A keeper lights the lamps."]
    assert [drop.rule for drop in text.coverage.drops] == ["button", "hidden"]


def test_a_button_beside_the_words_of_a_heading_is_none_of_them() -> None:
    """A link to copy, a sign to expand: the heading is what stands before it."""
    text = page("<h2>Lamps <button>Copy link</button></h2><p>A keeper lights the lamps.</p>")
    assert shown(text)[1] == "Lamps"


def test_the_signs_of_a_saved_accordion_are_no_words_of_its_headings() -> None:
    """What the script of gov.uk's kit puts into a heading's button: a comma for readers aloud, "Show"."""
    name = "govuk-accordion__section"
    inner = (
        f'<span class="{name}-heading-text">Lamps</span><span class="govuk-visually-hidden {name}-heading-divider">, '
        f'</span><span class="{name}-toggle"><span>Show</span></span>'
    )
    text = page(opener(inner, "a"), '<div id="a"><p>A keeper lights the lamps.</p></div>', "<p class='gem-c-x'></p>")
    assert shown(text) == ["Code", "Lamps", "A keeper lights the lamps."]
