"""Text, Markdown and the HTML page: complete, escaped, the same every time."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from made_versions import A, B, C, code, measure, section

from corpus.change import Comparison
from corpus.provision import Provision
from corpus.work import DatedEvent, Expression, Reserved
from diffs.compare.between import between
from diffs.output.comparison_text import to_html, to_markdown, to_text

HOSTILE = '<script>alert(1)</script> & "quoted" \x1b[31mred\x1b[0m \u202egnp.exe {{7*7}} `code` </style>'


def version(name: str, status: str, *measures: Provision) -> Expression:
    made = code(Provision("text", text=f"Cover of {name}"), section(*measures), version=name)
    day = DatedEvent("published", date(2026, 1, 2), "Published 2 January 2026")
    return replace(made, status=status, dates=(day,))


@pytest.fixture
def pair() -> tuple[Comparison, Expression, Expression]:
    before = version(
        "xyz@1",
        "consultation",
        measure("XYZ A1", "First", A, B),
        measure("XYZ A2", "Dropped one", C),
        measure("XYZ A3", "Later", B, C),
    )
    after = version("xyz@2", "issued", measure("XYZ A1", "First", A.replace("year", "month"), B, HOSTILE))
    after = replace(after, reserved=(Reserved("XYZ A3", "to be decided next year"),))
    return between(before, after), before, after


def test_text_marks_words_without_colour(pair: Any) -> None:
    """Deleted and inserted words are told apart by signs, with colour or without."""
    text = to_text(*pair)
    assert "every [-year-] {+month+}" in text
    assert "\x1b" not in text
    assert "\x1b[32m{+month+}\x1b[0m" in to_text(*pair, colour=True)


def test_a_terminal_is_never_steered_by_a_source(pair: Any) -> None:
    """Escape sequences and direction marks of a source are printed, not obeyed."""
    text = to_text(*pair)
    assert "\\u001b[31mred" in text
    assert "\u202e" not in text


def test_new_dropped_and_deferred_measures_come_first(pair: Any) -> None:
    """Whole measures are listed before the changes, deferred ones with the reason the text gives."""
    text = to_text(*pair)
    listed = text.split("reworded")[0]
    assert "dropped  XYZ A2" in listed
    assert "deferred XYZ A3  Later (to be decided next year)" in listed
    assert "consultation" in listed
    assert "issued" in listed


def test_markdown_shows_words_and_escapes_the_rest(pair: Any) -> None:
    """Nothing of a source is Markdown or HTML."""
    text = to_markdown(*pair)
    assert "~~year~~ **month**" in text
    assert "<script" not in text
    assert "\\`code\\`" in text


def test_html_is_one_file_that_escapes_everything(pair: Any) -> None:
    """No markup of a source survives, nothing is fetched, and the policy allows only the page's own script."""
    page = to_html(*pair)
    assert page.count("<script>") == 1
    assert "&lt;script&gt;" in page
    assert "\u202e" not in page
    assert not re.search(r'(src|href)="(?!#)', page)
    assert "default-src &#39;none&#39;" in page
    assert "Unofficial" in page


def test_html_folds_what_is_unchanged_and_links_every_change(pair: Any) -> None:
    """Each change has an address of its own; unchanged provisions are there, folded."""
    page = to_html(*pair)
    anchors = re.findall(r'<article class="change \w+" id="([^"]+)"', page)
    assert len(anchors) == len(set(anchors)) == len(pair[0].changes) + len(pair[0].front)
    assert '<details class="unchanged">' in page
    assert B in page


def test_the_same_comparison_gives_the_same_bytes(pair: Any) -> None:
    """No time and no chance is in any output."""
    for render in (to_text, to_markdown, to_html):
        assert render(*pair) == render(*pair)


@pytest.fixture(scope="module")
def browser(chromium: str) -> Iterator[Any]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        yield found
        found.close()


@pytest.fixture(scope="module")
def tab(browser: Any) -> Iterator[Any]:
    """A tab that takes every width and scheme."""
    page = browser.new_page()
    yield page
    page.close()


@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1200, 390])
def test_the_report_is_accessible(pair: Any, tab: Any, tmp_path: Path, scheme: str, width: int) -> None:
    """axe finds no violation in either scheme, either view, on a desk or a telephone; nothing overflows."""
    from axe_playwright_python.sync_playwright import Axe

    path = tmp_path / "report.html"
    path.write_text(to_html(*pair), "utf-8")
    said: list[str] = []

    def hear(message: Any) -> None:
        said.append(message.text)

    def dismiss(dialog: Any) -> None:
        said.append(dialog.message)
        dialog.dismiss()

    tab.emulate_media(color_scheme=scheme)
    tab.set_viewport_size({"width": width, "height": 900})
    tab.on("console", hear)
    tab.on("dialog", dismiss)
    tab.goto(path.as_uri())
    tab.evaluate(Axe().axe_script)
    for view in ("#view-inline", "#view-sides"):
        tab.check(view)
        found = tab.evaluate("axe.run({resultTypes: ['violations']})")["violations"]
        assert [(rule["id"], rule["nodes"][0]["html"]) for rule in found] == []
    assert tab.evaluate("document.documentElement.scrollWidth") <= width
    tab.remove_listener("console", hear)
    tab.remove_listener("dialog", dismiss)
    assert said == []


@pytest.mark.browser
def test_the_report_works_by_keyboard_and_on_paper(pair: Any, browser: Any, tmp_path: Path) -> None:
    """n and p walk through the changes; a printed page names both versions and that it is unofficial."""
    import pypdfium2

    path = tmp_path / "report.html"
    path.write_text(to_html(*pair), "utf-8")
    page = browser.new_page()
    page.goto(path.as_uri())
    walked = []
    for key in "nnp":
        page.keyboard.press(key)
        walked.append(page.evaluate("document.activeElement.id"))
    assert walked[0] == walked[2] != walked[1]
    page.pdf(path=str(tmp_path / "report.pdf"), format="A4")
    page.close()
    with pypdfium2.PdfDocument(tmp_path / "report.pdf") as document:
        for sheet in document:
            text = sheet.get_textpage().get_text_bounded()
            assert "xyz@1" in text
            assert "xyz@2" in text
            assert "unofficial comparison" in text


@pytest.mark.browser
def test_the_report_works_without_script(pair: Any, browser: Any, tmp_path: Path) -> None:
    """Both views are there when scripts are off."""
    path = tmp_path / "report.html"
    path.write_text(to_html(*pair), "utf-8")
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(path.as_uri())
    assert not page.locator(".sides").first.is_visible()
    page.check("#view-sides")
    assert page.locator(".sides").first.is_visible()
    context.close()


def test_an_amended_text_says_by_what_and_whose_the_dates_are(pair: Any) -> None:
    """A text that keeling made names its instruments and whether these are in force; the dates are its base's."""
    comparison, before, after = pair
    instrument = replace(version("n1@2026-06-18", "laid"), title="Draft amendments to the code", work="n1")
    instrument = replace(instrument, dates=(DatedEvent("laid", date(2026, 6, 18), "Laid 18 June 2026"),))
    made = replace(after, status="derived")
    for text in (
        to_text(comparison, before, made, instruments=(instrument,)),
        to_html(comparison, before, made, instruments=(instrument,)),
    ):
        assert "As amended by the draft amendments of 18 June 2026; not issued when keeling read it" in text
        assert "Base text published 2 January 2026" in text


def test_runs_of_unchanged_provisions_are_named_in_words() -> None:
    """What did not change is folded under the names a reader knows, never under an internal key."""
    definition = Provision("definition", label="Definition/volunteer@Section 5", text="A person who is not paid.")
    old = code(section(measure("XYZ A1", "First", A)), definition, version="xyz@1")
    new = code(section(measure("XYZ A1", "First", B)), definition, version="xyz@2")
    page = to_html(between(old, new), old, new)
    assert "definition of “volunteer” in Section 5" in page
    assert "Definition/" not in page


def test_a_not_lost_before_the_first_provision_is_told_first() -> None:
    """Where only the words before the first provision changed, the headline says so, and a lost “not” is listed."""
    text = "This code must not be read as a whole answer to what a provider is to do."
    cover = [Provision("text", text=text), Provision("text", text=text.replace(" not", ""))]
    old, new = (code(one, section(measure("XYZ A1", "First", A)), version=f"xyz@{n}") for n, one in enumerate(cover))
    page = to_text(between(old, new), old, new)
    assert "the text before the first provision did" in page
    assert "1 turned round" in page.partition("Before the first provision")[0]


def test_every_report_says_what_its_list_of_words_of_duty_does_not_hold() -> None:
    """A "must not" that came in a sentence of its own is below only: said in text and in Markdown as on the page."""
    before = version("xyz@1", "issued", measure("XYZ A1", "First", A, B))
    said = f"{A.replace('should', 'may')} Nobody must open a lamp that burns."
    after = version("xyz@2", "issued", measure("XYZ A1", "First", said, B))
    sides = between(before, after), before, after
    for report in (to_text(*sides), to_markdown(*sides), to_html(*sides)):
        assert "a sentence or a provision that came or went as a whole is below only" in report
