"""Listings on several pages are followed to their end, or it is said that they are not."""

from collections.abc import Mapping
from pathlib import Path

import pytest
from small_site import HOST, crawl_of, letter

from corpus.catalogue import Source
from crawler.spiders.paging import MOST
from crawler.summary import CrawlSummary

KINDS = ("ofcom", "statements")


def listing(number: int, further: str) -> bytes:
    """A page of a listing with one letter on it."""
    links = f"<h2><a href='/letter/{number}'>Open letter {number}</a></h2>"
    head = f"<head><title>Letters</title>{further if further.startswith('<link') else ''}</head>"
    body = f"<main><h1>Letters</h1>{links}{'' if further.startswith('<link') else further}</main>"
    return f"<!doctype html><html>{head}<body>{body}</body></html>".encode()


def visit(folder: Path, kind: str, pages: Mapping[str, bytes], count: int, **options: object) -> CrawlSummary:
    """A crawl of a listing at /list of so many letters."""
    letters = {f"/letter/{number}": letter(number) for number in range(1, count + 1)}
    return crawl_of(folder, Source("s", kind, (f"{HOST}/list",), "", {"delay": 0, **options}), {**pages, **letters})


def seen(summary: CrawlSummary) -> set[str]:
    """The paths that were asked for and read well."""
    return {s.url.removeprefix(HOST) for s in summary.sightings if s.outcome == "ok"}


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    ("further", "at"),
    [
        ("<link rel='next' href='/list?page=2'>", "/list?page=2"),
        ("<a rel='nofollow next' href='?page=2'>›</a>", "/list?page=2"),
        ("<nav><a href='/list?offset=10#top'>Next page »</a></nav>", "/list?offset=10"),
        ("<nav><a href='/list/page/2/'>Older posts</a></nav>", "/list/page/2/"),
        ("<nav><a aria-label='Next' href='?p=2'><svg></svg></a></nav>", "/list?p=2"),
        ("<nav><a href='?page=1'>1</a> <a href='?page=2'>2</a> <a href='?page=3'>3</a></nav>", "/list?page=2"),
    ],
)
def test_the_second_page_is_followed(tmp_path: Path, kind: str, further: str, at: str) -> None:
    """However the next page is named, what it lists is read, and it counts as no document."""
    summary = visit(tmp_path, kind, {"/list": listing(1, further), at: listing(2, "")}, 2)
    assert seen(summary) == {"/list", at, "/letter/1", "/letter/2"}
    assert {s.role for s in summary.sightings if s.url == HOST + at} == {"listing"}
    assert (summary.problems, summary.exit_status) == ((), 0)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("first", ["/list", "/list/", "/list?utm_source=pager"])
def test_pages_in_a_circle_are_asked_once(tmp_path: Path, kind: str, first: str) -> None:
    """The last page leads back to the first: nothing is asked twice and nothing is wrong."""
    pages = {
        "/list": listing(1, "<a rel='next' href='/list/page/2'>Next</a>"),
        "/list/page/2": listing(
            2, f"<a href='/list'>First</a> <a href='/list/page/1'>1</a><a rel='next' href='{first}'>n</a>"
        ),
    }
    summary = visit(tmp_path, kind, pages, 2)
    assert seen(summary) == {*pages, "/letter/1", "/letter/2"}
    assert len(summary.planned) == 4
    assert summary.exit_status == 0


@pytest.mark.parametrize("kind", KINDS)
def test_a_listing_without_end(tmp_path: Path, kind: str) -> None:
    """After so many pages the crawl stops and says so; a source that excludes the rest has its end and no complaint."""
    pages = {"/list": listing(1, "<a rel='next' href='?page=2'>Next</a>")}
    for number in range(2, MOST + 3):
        pages[f"/list?page={number}"] = listing(1, f"<a rel='next' href='?page={number + 1}'>Next</a>")
    summary = visit(tmp_path / "a", kind, pages, 1)
    assert sum(s.role == "listing" for s in summary.sightings) == MOST
    assert f"goes on after {MOST} pages" in summary.problems[0]
    assert (len(summary.problems), summary.exit_status) == (1, 1)
    ended = visit(tmp_path / "b", kind, pages, 1, exclude=["page=4$"])
    assert sum(s.role == "listing" for s in ended.sightings) == 3
    assert ended.exit_status == 0
    assert visit(tmp_path / "c", kind, pages, 1, exclude=["list"]).problems == summary.problems


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("at", ["https://other.example.net/list?page=2", f"{HOST}/archive?page=2"])
def test_a_next_page_elsewhere_is_said(tmp_path: Path, kind: str, at: str) -> None:
    """On another host or path it is not asked for, and somebody has to decide."""
    pages = {"/list": listing(1, f"<link rel='next' href='{at}'>"), "/archive?page=2": listing(2, "")}
    summary = visit(tmp_path / "a", kind, pages, 2)
    assert seen(summary) == {"/list", "/letter/1"}
    assert at in summary.problems[0]
    assert summary.exit_status == 1
    assert visit(tmp_path / "b", kind, pages, 2, exclude=["page=2"]).exit_status == 0


@pytest.mark.parametrize("kind", KINDS)
def test_a_next_page_that_fails_or_selects_nothing(tmp_path: Path, kind: str) -> None:
    """One that is not there is a failure; one with links of which none is selected is not."""
    first = listing(1, "<a rel='next' href='?page=2'>Next</a>")
    missing = visit(tmp_path / "a", kind, {"/list": first}, 1)
    assert [s.url for s in missing.failed] == [f"{HOST}/list?page=2"]
    pages = {"/list": first, "/list?page=2": listing(2, "")}
    summary = visit(tmp_path / "b", kind, pages, 2, include=["letter 1"])
    assert (seen(summary), summary.exit_status) == ({"/list", "/list?page=2", "/letter/1"}, 0)


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_called_next_and_is_no_page_of_the_listing(tmp_path: Path, kind: str) -> None:
    """A slide show's arrow and the next article are no pages of the listing."""
    further = "<a href='#slide-2'>Next</a><a href='/other/'>Next article</a><a href='/list?year=1999'>1999</a>"
    summary = visit(tmp_path, kind, {"/list": listing(1, further)}, 1, include=["letter"])
    assert (seen(summary), summary.exit_status) == ({"/list", "/letter/1"}, 0)
