"""The pages, asked over Datasette's own client: what they say, where they lead, how they refuse."""

import csv
import io
import json
import sqlite3
from xml.etree import ElementTree

import pytest

from db.ask import query
from db.ask.words import path as page_path

DERIVED = "/xyz/2030-03-01+xyz-draft"
PAGES = [
    "/",
    "/about",
    "/data",
    "/amendments",
    "/statements",
    "/sources",
    "/search",
    "/search?q=content",
    "/xyz",
    "/xyz/2030-01-10",
    DERIVED,
    "/xyz/latest",
    "/xyz/2030-03-01/c1",
    "/xyz/2030-03-01/c1-2",
    f"{DERIVED}/c3-2-a",
    "/xyz-draft",
    "/xyz-draft/2030-06-18",
    "/xyz-draft/2030-06-18/c3",
    "/letter",
    "/letter/2030-02-01",
    "/compare",
    "/compare/xyz/2030-01-10...2030-03-01",
    "/compare/xyz/2030-01-10...2030-03-01?view=inline&show=all",
    "/compare/xyz/2030-01-10...2030-03-01+xyz-draft",
]


@pytest.mark.parametrize("path", PAGES)
async def test_every_page_answers(site, path: str) -> None:
    """Each page is HTML in English, says that it is unofficial, and runs nothing inline."""
    answer = await site.get(path)
    assert answer.status_code == 200, answer.text
    assert '<html lang="en-GB">' in answer.text
    assert "Unofficial." in answer.text
    assert "<style" not in answer.text
    assert "style=" not in answer.text
    assert "onclick" not in answer.text
    assert "<script>" not in answer.text
    assert "script-src 'self';" in answer.headers["content-security-policy"]


async def test_a_text_without_a_number_has_its_page(site, built) -> None:
    """Also inside a measure: what is doubted there is looked up by the nearest label around it."""
    connection = query.connect(built[0] / "keeling.db")
    sql = "select version_id, slug from provisions where label is null and measure is not null order by rowid limit 3"
    found = query.rows(connection, sql)
    connection.close()
    assert found
    for row in found:
        answer = await site.get(page_path(row["version_id"], row["slug"]))
        assert answer.status_code == 200, answer.text


async def test_the_measure_page_shows_words_terms_and_history(site) -> None:
    """A measure has its items, the terms it uses, what cites it, and what changed."""
    text = (await site.get(f"{DERIVED}/c3")).text
    assert "says who acts;" in text
    assert "Computed by keeling; unofficial." in text
    assert 'href="/xyz/2030-03-01+xyz-draft/c3-2-a"' in text
    history = (await site.get("/xyz/2030-03-01/c1-2")).text
    assert "<ins> swiftly</ins>" in history
    assert "Cite this" in history
    assert "@misc{" in history


async def test_an_instrument_shows_what_became_of_its_instructions(site) -> None:
    """Each instruction is there as printed, with its outcome and the provisions it made."""
    text = (await site.get("/xyz-draft")).text
    assert "at the end insert" in text
    assert text.count("applied</span>") == 2
    assert f'href="{DERIVED}/c3"' in text


async def test_a_statement_shows_asks_and_the_measures_it_mentions(site) -> None:
    """Asks, signatories and mentions are there, with the way to the measure; the notice stands above."""
    text = (await site.get("/letter")).text
    assert "Close the gap" in text
    assert "Example Trust" in text
    assert 'href="/xyz/2030-03-01/c1"' in text
    assert "Illustrative text, not the regulator’s wording." in text
    assert "Open letter on the Example Code" in (await site.get("/xyz/2030-03-01/c1")).text


@pytest.mark.parametrize(
    ("typed", "path"),
    [("XYZ C1.2", "/xyz/2030-03-01/c1-2"), ("xyz c3.2(a)", f"{DERIVED}/c3-2-a"), ("XYZ C1", "/xyz/2030-03-01/c1")],
)
async def test_a_citation_in_the_search_box_goes_there(site, typed: str, path: str) -> None:
    """A number typed as printed leads straight to the provision."""
    answer = await site.get("/search", params={"q": typed})
    assert (answer.status_code, answer.headers["location"]) == (302, path)


async def test_search_marks_words_and_counts(site) -> None:
    """Words are found in every document, marked, and each wording is listed once."""
    text = (await site.get("/search", params={"q": "delete evidence"})).text
    assert "<mark>delete</mark> <mark>evidence</mark>" in text
    found = (await site.get("/search.json", params={"q": "applies"})).json()
    assert len({row["path"] for row in found["results"]}) == len(found["results"])


@pytest.mark.parametrize("q", ['"', "()", "a AND", "NEAR(", "*", "-", "“", "x" * 300, "'; drop table texts --", "%00"])
async def test_search_takes_anything(site, q: str) -> None:
    """No input is a syntax error."""
    assert (await site.get("/search", params={"q": q, "all": "1"})).status_code == 200


async def test_compare_json_is_that_of_the_command(site) -> None:
    """The comparison as data has the shape of `keeling diff --json`."""
    answer = (await site.get("/compare/xyz/2030-01-10...2030-03-01.json")).json()
    assert answer["summary"]["modified"] == 1
    (change,) = answer["changes"]
    assert (change["kind"], change["before"], change["after"]) == ("modified", "XYZ C1.2", "XYZ C1.2")
    before = "".join(text for sign, text in change["edits"] if sign <= 0)
    assert before == "The provider should review content, but should not delete evidence."


async def test_versions_that_were_not_compared_are_compared_now(site) -> None:
    """Any two versions can be compared; what an instrument inserted is there with all that belongs to it."""
    answer = (await site.get("/compare/xyz/2030-01-10...2030-03-01+xyz-draft.json")).json()
    assert {(c["kind"], c["after"]) for c in answer["changes"]} >= {("added", "XYZ C3"), ("modified", "XYZ C1.2")}


async def test_the_form_leads_to_the_comparison(site) -> None:
    """Choosing two versions gives the permanent address of their comparison."""
    answer = await site.get("/compare", params={"before": "xyz@2030-01-10", "after": "xyz@2030-03-01"})
    assert answer.headers["location"] == "/compare/xyz/2030-01-10...2030-03-01"


async def test_compare_shows_one_kind_only_when_asked(site) -> None:
    """The filter by kind leaves the others out."""
    text = (await site.get("/compare/xyz/2030-01-10...2030-03-01+xyz-draft?kind=added")).text
    assert 'id="c3"' in text
    assert 'id="c1-2"' not in text


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("/nothing", "There is no work"),
        ("/xyz/1999-01-01", "These are the versions there are"),
        ("/xyz/2030-03-01/zz9", "There is no provision"),
        ("/xyz/2030-01-10/c3-1", "It is in another"),
        ("/compare/xyz/a...b", "There is no version"),
        ("/feeds/nothing.atom", "There is no work"),
        ("/xyz/2030-03-01/wrong_list.csv", "There is no list"),
        ("/a/b/c/d/e", "There is no page"),
    ],
)
async def test_what_is_not_there_gets_help(site, path: str, said: str) -> None:
    """A wrong address is a 404 that says what there is instead."""
    answer = await site.get(path)
    assert answer.status_code == 404
    assert said in answer.text


@pytest.mark.parametrize(
    "path",
    [
        "/search?q=a&page=0",
        "/search?q=a&page=99999999999999999999",
        "/search?q=a&page=x",
        "/search?q=a&kind=robot",
        "/search?q=a&work=nowhere",
        "/search?q=a&version=nowhere",
        "/search?q=a&since=tomorrow",
        "/compare?work=nowhere",
        "/%27%20or%201%3D1%20--",
        "/xyz/2030-01-10/c1/%3Cscript%3E",
        "/search?q=" + "x" * 401,
        "/search?q=%01",
        "/compare/xyz/2030-01-10...2030-03-01?view=upside-down",
        "/compare/xyz/2030-01-10...2030-03-01?kind=stolen",
        "/compare?before=xyz@2030-01-10&after=letter@2030-02-01",
        "/xyz/2030%0a01/c1",
        "/xyz/%ff",
    ],
)
async def test_bad_parameters_are_refused(site, path: str) -> None:
    """A parameter that cannot be meant is a 4xx that says so."""
    answer = await site.get(path)
    assert 400 <= answer.status_code < 500
    assert "Traceback" not in answer.text


async def test_an_old_number_leads_to_the_new(site) -> None:
    """Capitals in an address lead to the address itself."""
    answer = await site.get("/xyz/2030-03-01/C1-2")
    assert (answer.status_code, answer.headers["location"]) == (301, "/xyz/2030-03-01/c1-2")


async def test_the_served_text_is_the_stored_text(site, built) -> None:
    """Page, JSON, Markdown and CSV carry every word of a provision."""
    connection = sqlite3.connect(built[0] / "keeling.db")
    words = connection.execute(
        "select t.text from provisions p join texts t on t.id = p.text_id where p.id = 'xyz@2030-03-01/c1-2'"
    ).fetchone()[0]
    connection.close()
    assert words in (await site.get("/xyz/2030-03-01/c1-2")).text
    assert (await site.get("/xyz/2030-03-01/c1-2.json")).json()["provision"]["text"] == words
    assert words in (await site.get("/xyz/2030-03-01/c1-2.md")).text
    assert words in (await site.get("/xyz/2030-03-01.md")).text
    table = list(csv.DictReader(io.StringIO((await site.get("/xyz/2030-03-01/provisions.csv")).text.lstrip("\ufeff"))))
    assert words in {row["text"] for row in table}


async def test_exports_are_complete(site, built) -> None:
    """A table page's CSV has every row of the table, not the first page."""
    connection = sqlite3.connect(built[0] / "keeling.db")
    total = connection.execute("select count(*) from provisions").fetchone()[0]
    connection.close()
    assert total > 20
    rows = list(csv.reader(io.StringIO((await site.get("/keeling/provisions.csv?_size=5")).text)))
    assert len(rows) == total + 1


async def test_a_spreadsheet_is_one(site) -> None:
    """The list of measures comes as an Excel file."""
    answer = await site.get("/xyz/2030-03-01/measures.xlsx")
    assert answer.content[:2] == b"PK"
    assert "measures.xlsx" in answer.headers["content-disposition"]


async def test_feeds_are_well_formed_and_absolute(site) -> None:
    """Atom and JSON feeds hold the same entries, with whole addresses."""
    atom = ElementTree.fromstring((await site.get("/feeds/all.atom")).text)
    entries = atom.findall("{http://www.w3.org/2005/Atom}entry")
    items = (await site.get("/feeds/all.json")).json()["items"]
    assert len(entries) == len(items) > 2
    assert all(item["url"].startswith("http") for item in items)


async def test_sql_is_refused_unless_allowed(site) -> None:
    """Arbitrary SQL is off, as a page and as a filter."""
    assert (await site.get("/keeling.json?sql=select+1")).status_code == 403
    assert (await site.get("/keeling/works.json?_where=1=1")).status_code == 403


async def test_latest_is_the_newest_published_version(site) -> None:
    """`latest` in an address is the newest version that was published, never a computed one."""
    text = (await site.get("/xyz/latest")).text
    assert "<code>xyz@2030-03-01</code>" in text


async def test_stock_pages_have_a_language_and_no_foreign_scripts(site) -> None:
    """Datasette's own pages say their language and allow only their own fixed scripts."""
    answer = await site.get("/keeling/works")
    assert '<html lang="en-GB">' in answer.text
    policy = answer.headers["content-security-policy"]
    assert "unsafe-inline" not in policy.partition("script-src")[2].partition(";")[0]


async def test_json_errors_are_json(site) -> None:
    """Whoever asks for JSON gets JSON, also when there is nothing."""
    answer = await site.get("/xyz/2030-03-01/zz9.json")
    assert answer.status_code == 404
    assert "error" in json.loads(answer.text)


async def test_pictures_say_in_words_what_they_show(site) -> None:
    """The charts of a code have a text alternative with the numbers, and stand beside a table."""
    text = (await site.get("/xyz")).text
    assert 'aria-label="Measures in each version. 10 January 2030: 1 measures; 1 March 2030: 1 measures"' in text
    assert "Which measures changed when" in text
    assert "1 March 2030: reworded" in text


async def test_the_front_page_says_what_is_to_come(site) -> None:
    """A code says which amendments are pending and leads to the text with them made."""
    text = (await site.get("/")).text
    assert "amendments of 18 June 2030" in text
    assert f'href="{DERIVED}"' in text
    assert "Laid before Parliament: projected: 18 June 2030" in text


@pytest.mark.parametrize(
    ("address", "state"),
    [
        ("/xyz/2030-03-01/c1-2.json?as-at=2030-03-10", "not_yet"),
        ("/xyz/2030-03-01/c1-2.json?as-at=2030-03-22", "in_force"),
        ("/xyz/2030-03-01.json", "in_force"),
        ("/xyz/2030-01-10/c1-2.json", "draft"),
        ("/xyz-draft/2030-06-18.json", "not_known"),
        ("/xyz-draft/2030-06-18.json?as-at=2030-06-20", "draft"),
    ],
)
async def test_every_page_says_what_is_in_force_as_at_a_day(site, address: str, state: str) -> None:
    """Today, or as at the day asked for; the JSON has it with its reason, the page in its status line."""
    answer = (await site.get(address)).json()
    assert answer["now"]["state"] == state
    assert answer["now"]["because"]
    shown = (await site.get(address.replace(".json", ""))).text
    assert f'class="status {state}"' in shown
    assert answer["now"]["words"] in shown


async def test_a_day_leads_to_the_text_in_force_on_it(site) -> None:
    """`/xyz/on/DAY` goes to the version, and a provision of it, that stood that day; before all of them, says so."""
    whole = await site.get("/xyz/on/2030-04-01")
    assert (whole.status_code, whole.headers["location"]) == (302, "/xyz/2030-03-01?as-at=2030-04-01")
    part = await site.get("/xyz/on/2030-04-01/c1-2")
    assert part.headers["location"] == "/xyz/2030-03-01/c1-2?as-at=2030-04-01"
    early = await site.get("/xyz/on/2030-03-10")
    assert early.status_code == 404
    assert "had started by 10 March 2030" in early.text
    assert (await site.get("/xyz/on/tomorrow")).status_code == 400
    assert (await site.get("/xyz?as-at=2030-02-31")).status_code == 400


async def test_an_old_text_says_that_it_is_old(site) -> None:
    """A band with the way to the text in force and to what changed; none over the text in force."""
    old = (await site.get("/xyz/2030-01-10/c1-2")).text
    assert (
        "You are reading the draft laid before Parliament of 10 January 2030. It was followed by the text of 1 March"
        " 2030, where XYZ C1.2 was reworded." in old
    )
    assert '<a href="/xyz/in-force/c1-2">Read the text in force today</a>' in old
    assert (await site.get("/xyz/in-force/c1-2")).headers["location"] == "/xyz/2030-03-01/c1-2"
    assert '<a href="/compare/xyz/2030-01-10...2030-03-01#c1-2">See what changed</a>' in old
    assert "You are reading" not in (await site.get("/xyz/2030-03-01/c1-2")).text


async def test_commencement_is_an_event_of_its_own_on_its_day(site) -> None:
    """Not before the day that the text states; from then on in the news and the feeds, under an id of its own."""
    title = "Example Code: in force from 22 March 2030"
    assert title not in (await site.get("/feeds/xyz.atom?as-at=2030-03-21")).text
    assert title not in (await site.get("/?as-at=2030-03-21")).text
    assert title in (await site.get("/?as-at=2030-03-22")).text
    items = (await site.get("/feeds/xyz.json?as-at=2030-03-22")).json()["items"]
    assert items[0]["title"] == title
    assert items[0]["id"].endswith("/xyz/2030-03-01:in:force")


async def test_a_page_that_was_kept_yesterday_is_not_shown_today(site, monkeypatch: pytest.MonkeyPatch) -> None:
    """Pages are kept for a day: what is in force is decided when it is shown."""
    monkeypatch.setenv("KEELING_TODAY", "2030-03-21")
    assert 'class="status not_yet"' in (await site.get("/xyz/2030-03-01/c1-1")).text
    monkeypatch.setenv("KEELING_TODAY", "2030-03-22")
    assert 'class="status in_force"' in (await site.get("/xyz/2030-03-01/c1-1")).text


async def test_a_text_as_amended_shows_its_marks_and_the_instruction_of_each(site) -> None:
    """Marked by default, in the whole text and on a measure's page; clean by a link that needs no script."""
    derived = "/xyz/2030-03-01+xyz-draft"
    for address in (derived, f"{derived}/c3"):
        page = (await site.get(address)).text
        assert "<ins>" in page
        assert 'href="/xyz-draft/2030-06-18#i-2.2"' in page or 'href="/xyz-draft/2030-06-18#i-2.1"' in page
        assert '<a href="?marks=off#marks">clean</a>' in page
        clean = (await site.get(f"{address}?marks=off")).text
        article = clean[clean.index("<article") : clean.index("</article>")]
        assert "<ins>" not in article
        assert "says who acts;" in article
    whole = (await site.get(derived)).text
    assert 'C3 Answering crises</a> <span class="did">(inserted)</span>' in whole
    assert "<ins>" not in (await site.get("/xyz/2030-03-01")).text.partition("<article")[2].partition("</article>")[0]
