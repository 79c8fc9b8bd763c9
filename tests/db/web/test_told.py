"""Being told and citing over the site: feeds that answer 304, a feed for a measure, evidence as a table, citations."""

import csv
import io

import pytest

DIFF = "/compare/xyz/2030-01-10...2030-03-01"


@pytest.mark.parametrize("path", ["/feeds/all.atom", "/feeds/xyz.json", "/xyz/2030-03-01", f"{DIFF}.csv"])
async def test_who_has_it_already_gets_304(site, path: str) -> None:
    """The tag of the last answer brings 304 without a body, another tag the whole answer."""
    first = await site.get(path)
    again = await site.get(path, headers={"if-none-match": f'W/"other", {first.headers["etag"]}'})
    other = await site.get(path, headers={"if-none-match": '"other"'})
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["etag"] == first.headers["etag"]
    assert "content-length" not in again.headers
    assert (other.status_code, other.content) == (200, first.content)


async def test_a_feed_has_a_time_of_its_last_entry(site) -> None:
    """If-Modified-Since with the time of the feed brings 304."""
    first = await site.get("/feeds/all.atom")
    again = await site.get("/feeds/all.atom", headers={"if-modified-since": first.headers["last-modified"]})
    assert again.status_code == 304


async def test_a_measure_has_a_feed_of_its_own(site) -> None:
    """Only changes of the measure are in it; the page of the measure leads to it."""
    items = (await site.get("/feeds/xyz/c1.json")).json()["items"]
    assert items
    assert all(item["title"].startswith("XYZ C1") for item in items)
    assert 'href="/feeds/xyz/c1.atom"' in (await site.get("/xyz/2030-03-01/c1")).text
    assert (await site.get("/feeds/xyz/zz99.atom")).status_code == 404


async def test_a_comparison_as_a_table_has_whole_texts(site) -> None:
    """Before and after are whole texts from which the words struck and inserted can be told, with both sources."""
    rows = list(csv.DictReader(io.StringIO((await site.get(f"{DIFF}.csv")).text.removeprefix("\ufeff"))))
    changed = next(row for row in rows if row["change"] == "modified")
    assert changed["text_before"] != changed["text_after"]
    for words, text in (("words_deleted", "text_before"), ("words_inserted", "text_after")):
        assert all(piece in changed[text] for piece in changed[words].splitlines())
    assert changed["address_after"].startswith("/xyz/2030-03-01/")
    assert changed["source_after"]


async def test_a_citation_names_no_address_of_this_machine(site) -> None:
    """Asked on a loopback address, no form of the citation has that address; the page says why."""
    page = (await site.get("/xyz/2030-03-01/c1")).text
    cited = page.partition('id="cite"')[2].partition("</details>")[0]
    assert "http://localhost" not in cited
    assert "--base-url" in cited
    for form in ("bib", "ris", "csl"):
        answer = await site.get(f"/xyz/2030-03-01/c1.{form}")
        assert answer.status_code == 200
        assert "localhost" not in answer.text


async def test_datasettes_tables_lead_back_to_the_site(site) -> None:
    """A view, which has no pages of rows, has links; its words can be searched."""
    found = (await site.get("/keeling/provision?_search=content")).text
    assert 'href="/xyz/2030-03-01/' in found
    assert "where search matches" in found
    assert "<ins>" in (await site.get("/keeling/change")).text


async def test_an_error_of_datasettes_has_the_style_and_an_explanation(site) -> None:
    """SQL that is switched off is explained, on a page of the site's own style."""
    answer = await site.get("/keeling?sql=select+1")
    assert answer.status_code == 403
    assert "keeling.css" in answer.text
    assert "switched off" in answer.text
    bad = await site.get("/keeling/works?_sort=nothing")
    assert "keeling.css" in bad.text
