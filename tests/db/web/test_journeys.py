"""Journeys in a real browser, as at three days: a code issued on 9 September and in force from 30 September 2026.

The reader is a researcher, a campaigner, somebody whom a search engine led to an old text, somebody with a telephone.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from importlib.resources import files
from typing import Any

import example_corpus
import pytest

from corpus.catalogue import Catalogue
from corpus.provision import Mark, Provision
from corpus.work import CataloguedVersion, DatedEvent, Expression, Footnote
from db.build.run import build

pytestmark = [pytest.mark.browser, pytest.mark.filterwarnings("ignore::ResourceWarning")]
DAYS = {"2025-07-04": "2025-07-25", "2026-09-09": "2026-09-30", "2027-01-10": "2027-01-31"}
WORDS = {"2025-07-04": "review", "2026-09-09": "swiftly review", "2027-01-10": "swiftly and fairly review"}
PAGES = {
    "code": "/xyz",
    "whole text": "/xyz/2026-09-09",
    "old text": "/xyz/2025-07-04",
    "old measure": "/xyz/2025-07-04/c1",
    "measure": "/xyz/2026-09-09/c1",
    "item": "/xyz/2026-09-09/c1-2",
    "as at a day": "/xyz/2026-09-09/c1?as-at=2026-09-15",
    "search": "/search?q=review",
    "nowhere": "/search?q=XYZ+C9",
}
ASKS_FOR_WIDTH = (
    r"\b(?:innerWidth|outerWidth|clientWidth|offsetWidth|matchMedia|visualViewport|ResizeObserver|screen\.\w+)\b"
)


def issued(day: str) -> Expression:
    """The code as issued on a day: a measure whose words change, a table, a definition, a footnote."""
    head = Provision("row", children=(Provision("text", text="Kind"), Provision("text", text="Example")))
    row = Provision("row", children=(Provision("text", text="First"), Provision("text", text="A notice")))
    note = Provision("footnote", num="1", printed="1", text="Which the provider keeps.")
    record = Provision("definition", "Definition/record@Section 5", text="“record” means what a provider writes down")
    kept = Provision("paragraph", "5.1", "5.1", text="Each record is kept.", printed="5.1", marks=(Mark(11, "1", "1"),))
    last = Provision("section", "Section 5", "5", "Definitions", printed="5", children=(kept, note, record, head, row))
    made = example_corpus.code(day, example_corpus.moderation(WORDS[day]))
    force = date.fromisoformat(DAYS[day])
    said = DatedEvent("in_force", force, f"In force: {force.day} {force:%B %Y}")
    notes = (Footnote("1", "Which the provider keeps.", ("5.1",)),)
    return replace(made, provisions=(*made.provisions, last), dates=(*made.dates, said), footnotes=notes)


@pytest.fixture(scope="module")
def days(tmp_path_factory: pytest.TempPathFactory, serving: Any) -> Iterator[str]:
    """Three issues of the code and a letter, served as on 15 September 2026."""
    data = tmp_path_factory.mktemp("days")
    versions = tuple(CataloguedVersion(day, "issued", (f"{example_corpus.BASE}/{day}",)) for day in DAYS)
    known = example_corpus.catalogue()
    works = tuple(replace(work, versions=versions) if work.id == "xyz" else work for work in known.works)
    example_corpus.archive(data, *((day, issued(day)) for day in DAYS), ("letter", example_corpus.statement()),
                           time="2026-09-14T10:00:00+00:00")  # fmt: skip
    build(data, Catalogue(known.publishers, works), parse=example_corpus.grammar, parser="test")
    with serving(data, "2026-09-15") as address:
        yield address


def test_the_same_code_as_at_three_days(tab, days: str) -> None:
    """Issued on 9 September: not yet in force on the 15th, in force on the 30th, no longer after the next version."""
    said = tab.locator(".status strong").first
    for day, state, words in (
        ("2026-09-15", "not_yet", "Not yet in force: in force from 30 September 2026"),
        ("2026-09-30", "in_force", "In force from 30 September 2026"),
        ("2027-02-01", "no_longer", "No longer in force: in force from 30 September 2026 until 30 January 2027"),
    ):
        for page in ("/xyz/2026-09-09", "/xyz/2026-09-09/c1", "/xyz/2026-09-09/c1-2"):
            tab.goto(f"{days}{page}?as-at={day}")
            assert tab.locator(f".status.{state}").count() == 1
            assert words in said.inner_text()
            current = {"not_yet": "4 July 2025", "no_longer": "10 January 2027"}.get(state)
            link = tab.locator(".band a", has_text="Read the text in force")
            assert link.count() == (current is not None)
            assert current is None or current in link.inner_text()


def test_the_front_page_says_what_is_in_force_today_and_what_is_to_come(tab, days: str) -> None:
    """On 15 September the text of July 2025 stands; the news have its start and not those that are ahead."""
    tab.goto(days)
    card = tab.locator(".cards li").first.inner_text()
    assert "In force from 25 July 2025" in card
    assert "Not yet in force" in card
    news = tab.locator(".news").inner_text()
    assert "in force from 25 July 2025" in news
    assert "in force from 30 September 2026" not in news


def test_a_researcher_finds_what_a_paragraph_says_and_since_when(tab, days: str) -> None:
    """Types c1.2, reads the status line, what changed, and what will: four pages."""
    tab.goto(days)
    tab.locator("#q").fill("c1.2")
    tab.locator(".big button").click()
    tab.wait_for_url("**/c1-2")
    tab.locator(".band a", has_text="Read the text in force").click()
    tab.wait_for_url("**/2025-07-04/c1-2")
    assert "In force from 25 July 2025 until 29 September 2026" in tab.locator(".status").inner_text()
    assert tab.locator(".band").count() == 0
    history = tab.locator("#history + .timeline").inner_text()
    assert "in force from 30 September 2026" in history
    tab.get_by_role("link", name="The whole comparison").first.click()
    tab.wait_for_url("**/compare/**")
    tab.locator("ins").first.wait_for(state="visible")


def test_a_campaigner_sees_what_is_asked_and_what_stands(tab, days: str) -> None:
    """From the letter to the measure it names, and what the text in force says of it."""
    tab.goto(f"{days}/letter")
    tab.locator("main a[href*='/xyz/']").first.click()
    tab.wait_for_url("**/xyz/**")
    assert tab.locator(".status").count() == 1
    assert "Open letter on the Example Code" in tab.locator(".status").inner_text()


def test_a_reader_who_arrives_on_an_old_text_is_led_to_the_one_in_force(tab, days: str) -> None:
    """The band is on the first screen: what the text is, what became of it, the way to the other and to the change."""
    tab.set_viewport_size({"width": 1280, "height": 720})
    tab.goto(f"{days}/xyz/2025-07-04/c1-2?as-at=2026-10-05")
    band = tab.locator(".band").first
    assert band.bounding_box()["y"] < 400
    assert "You are reading the text of 4 July 2025. It was reworded on 9 September 2026." in band.inner_text()
    band.get_by_role("link", name="See what changed").click()
    tab.wait_for_url("**/compare/**")
    assert "swiftly" in tab.locator("#c1-2 ins").first.inner_text()
    tab.go_back()
    tab.wait_for_url("**/xyz/2025-07-04/c1-2*")
    band.get_by_role("link", name="Read the text in force").click()
    tab.wait_for_url("**/2026-09-09/c1-2")


def test_a_long_text_keeps_its_contents_in_sight_and_marks_no_floods(tab, days: str) -> None:
    """Contents stay beside the text; a section that is linked to is marked at its heading; notes, terms, tables."""
    tab.set_viewport_size({"width": 1280, "height": 500})
    tab.goto(f"{days}/xyz/2026-09-09#section-5")
    assert tab.locator(".contents").evaluate("nav => nav.getBoundingClientRect().top") >= 0
    section = tab.locator("#section-5")
    assert section.evaluate("node => getComputedStyle(node).backgroundColor") == "rgba(0, 0, 0, 0)"
    assert section.locator("thead th").all_inner_texts() == ["Kind", "Example"]
    assert section.locator(".note").inner_text() == "1 Which the provider keeps."
    assert section.locator("a.term").first.inner_text() == "record"
    assert tab.locator("a.changed", has_text="reworded 9 September 2026").count() == 1
    link = tab.locator(".contents a").first
    link.click()
    tab.wait_for_url("**#section-3")


@pytest.fixture(scope="module")
def screen(browser: Any) -> Iterator[Any]:
    """A tab that takes every width: no page of ours asks how wide the screen is, its style sheet does."""
    page = browser.new_page()
    yield page
    page.close()


@pytest.mark.parametrize("name", PAGES)
def test_every_width_is_accessible_and_nothing_overflows(
    screen: Any, shown: Any, breaches: Any, days: str, name: str
) -> None:
    """axe finds nothing (WCAG 2.2 A and AA) in either colour scheme, and no page scrolls sideways."""
    shown(screen, days + PAGES[name])
    for width in (320, 390, 1280):
        screen.set_viewport_size({"width": width, "height": 800})
        assert screen.evaluate("innerWidth") == width
        assert screen.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, f"{name} at {width}"
        assert breaches(screen) == [], f"{name} at {width}"


def test_no_script_asks_how_wide_the_screen_is() -> None:
    """A page that is made narrower is the page that a narrow screen gets: only the style sheet looks at the width."""
    scripts = [path.read_text("utf-8") for path in (files("db.web") / "static").iterdir() if path.name.endswith(".js")]
    assert len(scripts) > 3
    assert not [found for each in scripts for found in re.findall(ASKS_FOR_WIDTH, each)]
