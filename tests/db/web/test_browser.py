"""A real browser on the real server: journeys, accessibility, and stored text that tries to act."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from pathlib import Path
from typing import Any

import example_corpus
import pytest

from corpus.work import Expression
from db.build.run import build

pytestmark = [
    pytest.mark.browser,
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
]
DERIVED = "/xyz/2030-03-01+xyz-draft"
KINDS_OF_PAGE = {
    "landing": "/",
    "code": "/xyz",
    "version": "/xyz/2030-03-01",
    "derived": DERIVED,
    "measure": f"{DERIVED}/c3",
    "item": f"{DERIVED}/c3-2-a",
    "compare": "/compare/xyz/2030-01-10...2030-03-01+xyz-draft",
    "choose": "/compare",
    "history": "/xyz/history/c1-2",
    "replaced": "/xyz/2030-01-10/c1-2",
    "stack": "/xyz/2030-01-10+xyz-draft",
    "instrument": "/xyz-draft",
    "instrument text": "/xyz-draft/2030-06-18",
    "statement": "/letter",
    "statements": "/statements",
    "asks": "/asks",
    "ask": "/asks/letter/1",
    "notes": "/notes",
    "lint": "/lint/xyz/2030-03-01",
    "amendments": "/amendments",
    "search": "/search?q=content",
    "sources": "/sources",
    "applies": "/applies?code=xyz&likely_accessed_by_children=yes&monthly_uk_users_below=5",
    "data": "/data",
    "about": "/about",
    "missing": "/xyz/1999-01-01",
    "table": "/keeling/works",
    "view": "/keeling/measure",
    "row": "/keeling/works/xyz",
    "query": "/keeling/what_changed?before=xyz@2030-01-10&after=xyz@2030-03-01",
    "database": "/keeling",
}
PAYLOADS = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg/onload=alert(1)>",
    "<svg><script>alert(1)</script></svg>",
    "<math><mi xlink:href='javascript:alert(1)'>x",
    "<iframe src='javascript:alert(1)'></iframe>",
    "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "<object data='data:text/html,<script>alert(1)</script>'>",
    "<embed src='javascript:alert(1)'>",
    "<a href='javascript:alert(1)'>x</a>",
    "<a href='java\tscript:alert(1)'>x</a>",
    "<form action='javascript:alert(1)'><button>x</button></form>",
    "<input autofocus onfocus=alert(1)>",
    "<details open ontoggle=alert(1)>",
    "<body onload=alert(1)>",
    "<base href='https://evil.example/'>",
    "<meta http-equiv=refresh content='0;url=https://evil.example/'>",
    "<link rel=stylesheet href='https://evil.example/x.css'>",
    "<style>@import 'https://evil.example/x.css';</style>",
    "<video><source onerror=alert(1)></video>",
    "<audio src=x onerror=alert(1)>",
    "<marquee onstart=alert(1)>",
    "<select autofocus onfocus=alert(1)>",
    "<template><script>alert(1)</script></template>",
    "<noscript><img src=x onerror=alert(1)></noscript>",
    "</title><script>alert(1)</script>",
    "</textarea><script>alert(1)</script>",
    "</script><script>alert(1)</script>",
    "--><script>alert(1)</script>",
    "]]><script>alert(1)</script>",
    "\"><script>alert(1)</script>",
    "'><script>alert(1)</script>",
    "\" onmouseover=\"alert(1)",
    "' autofocus onfocus='alert(1)",
    "{{7*7}}{% raw %}",
    "${alert(1)}",
    "javascript:alert(1)",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "\x02<b>\x03",
    "{\"href\": \"javascript:alert(1)\", \"label\": \"x\"}",
    "\u202e<script>alert(1)</script>",
]  # fmt: skip


@pytest.fixture(scope="module")
def address(built, serving) -> Iterator[str]:
    """The example corpus, served."""
    with serving(built[0]) as found:
        yield found


def test_find_a_measure_by_words(tab, address: str) -> None:
    """From the front page: words, a result, the measure."""
    tab.goto(address)
    tab.get_by_label("Words, or the number of a measure").fill("safety threat")
    tab.get_by_role("main").get_by_role("button", name="Search").click()
    tab.get_by_role("main").get_by_role("link", name="“crisis” in XYZ C3").first.click()
    assert "serious threat" in tab.inner_text("article")


def test_read_a_code_as_amended(tab, address: str) -> None:
    """From the code to its text with the amendments made, and to the new measure in it."""
    tab.goto(f"{address}/xyz")
    tab.locator("#derived + p + ol a").first.click()
    tab.get_by_role("navigation", name="Contents").get_by_role("link", name="XYZ C3 Answering crises").click()
    assert tab.url.endswith("#c3")
    assert tab.locator(":target").inner_text().startswith("XYZ C3")
    assert tab.get_by_text("Computed by keeling; unofficial.").is_visible()


def test_compare_and_copy_a_permalink(tab, address: str) -> None:
    """Choosing versions, seeing the word that changed, and landing on it again by its link."""
    tab.goto(f"{address}/compare")
    tab.get_by_label("Before").select_option("xyz@2030-01-10")
    tab.get_by_label("After").select_option("xyz@2030-03-01")
    tab.get_by_role("button", name="Compare").click()
    change = tab.locator("#c1-2")
    assert change.locator("ins").first.inner_text().strip() == "swiftly"
    change.get_by_role("link", name="Link to this change").click()
    tab.goto(tab.url)
    assert tab.evaluate("document.querySelector(':target').id") == "c1-2"


def test_next_change_by_keyboard(tab, address: str) -> None:
    """The key n goes to the next change."""
    tab.goto(f"{address}{KINDS_OF_PAGE['compare']}")
    tab.keyboard.press("n")
    first = tab.evaluate("document.activeElement.id")
    tab.keyboard.press("n")
    assert first
    assert tab.evaluate("document.activeElement.id") != first


def test_which_instrument_inserted_a_measure(tab, address: str) -> None:
    """From the measure to the instruction that inserts it, and whether it is in force."""
    tab.goto(f"{address}{DERIVED}/c3")
    history = tab.locator("#history + ol").inner_text()
    assert "added by 2.2 of the instrument of 18 June 2030" in history
    tab.goto(f"{address}/xyz-draft")
    assert "[21 days after issue]" in tab.inner_text("main")


def test_read_the_asks_of_a_coalition(tab, address: str) -> None:
    """From the list of statements to what one asks for."""
    tab.goto(f"{address}/statements")
    tab.get_by_role("link", name="Open letter on the Example Code").click()
    assert "We ask that XYZ C1 applies" in tab.inner_text("ol.asks")


def test_export_the_measures_and_count_them(tab, address: str) -> None:
    """The CSV of the measures has a row for each."""
    tab.goto(f"{address}/xyz/2030-03-01")
    with tab.expect_download() as download:
        tab.get_by_role("link", name="Measures as CSV").click()
    assert Path(download.value.path()).read_text("utf-8-sig").count("xyz@2030-03-01/c1,") == 1


def test_subscribe_to_the_feed(tab, address: str) -> None:
    """The page names its feed, and the feed answers."""
    tab.goto(f"{address}/xyz")
    feed = tab.locator("link[type='application/atom+xml'][title='Example Code']").get_attribute("href")
    assert tab.request.get(address + feed).text().count("<entry>") >= 2


def test_print_shows_the_text_without_the_tools(tab, address: str) -> None:
    """On paper there are words and marks, not forms and menus."""
    tab.goto(f"{address}{KINDS_OF_PAGE['compare']}")
    tab.emulate_media(media="print")
    assert not tab.locator(".tools").is_visible()
    assert tab.locator("ins").first.is_visible()


@pytest.fixture(scope="module")
def phone(browser) -> Iterator[Any]:
    """A tab as wide as a telephone."""
    page = browser.new_page(viewport={"width": 390, "height": 844})
    yield page
    page.close()


@pytest.mark.parametrize("kind", KINDS_OF_PAGE)
def test_accessible(phone, shown, breaches, address: str, kind: str) -> None:
    """axe finds nothing to fix (WCAG 2.2 A and AA), in both colour schemes, and nothing overflows at 390 pixels."""
    shown(phone, address + KINDS_OF_PAGE[kind])
    wide = phone.evaluate("document.documentElement.scrollWidth - innerWidth")
    assert breaches(phone) == []
    assert wide <= 0 or kind in ("table", "view", "row", "query", "database")


def poisoned(value: Any, payloads: Iterator[str]) -> Any:
    """A document in which every text field carries a payload beside its words."""
    if isinstance(value, tuple):
        return tuple(poisoned(item, payloads) for item in value)
    if not is_dataclass(value):
        return value
    kept = {
        "kind",
        "type",
        "label",
        "work",
        "version",
        "status",
        "format",
        "snapshot",
        "instruction",
        "position",
        "anchor",
    }
    kept |= {"source", "target"} if type(value).__name__ == "Reference" else set()
    changes = {}
    for field in fields(value):
        now = getattr(value, field.name)
        if isinstance(now, str) and now and field.name not in kept:
            changes[field.name] = f"{now} {next(payloads)}"
        elif isinstance(now, tuple) or is_dataclass(now):
            changes[field.name] = poisoned(now, payloads)
    return replace(value, **changes)


def endless() -> Iterator[str]:
    """All payloads, over and over."""
    while True:
        yield from PAYLOADS


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory, serving) -> Iterator[str]:
    """The example corpus with payloads in every text, served."""
    data = tmp_path_factory.mktemp("hostile")
    payloads = endless()
    laid, issued = example_corpus.small_codes()
    documents: list[tuple[str, Expression]] = [
        ("laid", laid),
        ("issued", issued),
        ("draft", example_corpus.instrument()),
        ("letter", example_corpus.statement()),
    ]
    example_corpus.archive(data, *((name, poisoned(document, payloads)) for name, document in documents))
    catalogue = example_corpus.catalogue()
    works = tuple(replace(work, title=f"{work.title} {next(payloads)}") for work in catalogue.works)
    letter = replace(
        works[2], versions=(replace(works[0].versions[0], date="2030-02-01", urls=(f"{example_corpus.BASE}/letter",)),)
    )
    build(data, replace(catalogue, works=(*works[:2], letter)), parse=example_corpus.grammar, parser="test")
    with serving(data) as found:
        yield found


@pytest.mark.parametrize("kind", KINDS_OF_PAGE)
def test_stored_text_never_acts(tab, hostile: str, kind: str) -> None:
    """Payloads in every stored text are shown as text: no dialog, no policy violation, no foreign request."""
    answer = tab.goto(hostile + KINDS_OF_PAGE[kind].replace("q=content", "q=script"))
    assert answer.status in (200, 404)
    own = "main script, " if kind not in ("query", "database") else ""  # these two bring Datasette's editor
    assert tab.locator(own + "main iframe, main img, main object, main embed, main svg script").count() == 0
    tab.wait_for_timeout(50)
