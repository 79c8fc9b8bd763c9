"""Selection by content, empty listings, must-contain, redirects: small sites served from memory."""

import json
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from small_site import pdf

from corpus.catalogue import Catalogue, CataloguedVersion, Source, Work
from corpus.snapshots import SnapshotStore
from crawler.run import CrawlSummary, crawl
from crawler.sample.replica import serve

HOST = "https://www.example.org"
TEXT = "Ofcom should strengthen the code of practice. " * 40
Answer = tuple[int, Mapping[str, str], bytes]


def page(body: str, title: str = "A statement") -> bytes:
    """An HTML page."""
    return f"<!doctype html><html><head><title>{title}</title></head><body><main>{body}</main></body></html>".encode()


Visit = Callable[[dict[str, Answer], Catalogue], dict[str, str]]


@pytest.fixture
def visit(tmp_path: Path, store: SnapshotStore) -> Visit:
    """Crawl a site given as path -> answer; gives outcomes by path."""
    made: list[int] = []

    def run(site: dict[str, Answer], catalogue: Catalogue) -> dict[str, str]:
        folder = tmp_path / f"site-{len(made)}"
        made.append(1)
        (folder / "f").mkdir(parents=True)
        entries = []
        for number, (path, (status, headers, body)) in enumerate(site.items()):
            (folder / "f" / str(number)).write_bytes(body)
            kind = {"Content-Type": "text/html; charset=utf-8", **headers}
            entries.append({"url": HOST + path, "file": f"f/{number}", "status": status, "headers": kind})
        (folder / "manifest.json").write_text(json.dumps(entries))
        with serve(folder) as replica:
            summary: CrawlSummary = crawl((), store, catalogue, replica=replica.port)
        assert summary.lost == 0
        assert summary.problems == ()
        return {s.url.removeprefix(HOST): s.outcome for s in summary.sightings}

    return run


def test_articles_about_something_else_are_left_out(
    visit: Visit, statements: Callable[..., Catalogue], store: SnapshotStore
) -> None:
    """An article whose text the rules leave out is recorded, not kept, and its files are not fetched."""
    index = page("<a href='/news/a/'>Open letter A</a><a href='/news/b/'>Open letter B</a>")
    site: dict[str, Answer] = {
        "/": (200, {}, index),
        "/news/a/": (
            200,
            {},
            page(f"<p>{TEXT}</p><a href='/a.pdf'>PDF</a><footer class='footer'><a href='/c.pdf'>Privacy</a></footer>"),
        ),
        "/news/b/": (200, {}, page("<p>" + "We sell cakes. " * 50 + "</p><a href='/b.pdf'>PDF</a>")),
        "/a.pdf": (200, {}, pdf()),
    }
    outcomes = visit(site, statements([f"{HOST}/"], content=["Ofcom"]))
    assert outcomes == {"/": "ok", "/news/a/": "ok", "/news/b/": "not_selected", "/a.pdf": "ok"}
    assert [s.digest for s in store.sightings() if s.outcome == "not_selected"] == [None]


def test_a_listing_that_selects_nothing_is_not_silence(visit: Visit) -> None:
    """A listing page of a regulator that names nothing any more is not `ok`."""
    catalogue = Catalogue(sources=(Source("o", "ofcom", (f"{HOST}/list",), "", {"include": ["code of practice"]}),))
    good = page("<a href='/siteassets/x.pdf?v=1'>Code of practice</a>")
    site: dict[str, Answer] = {"/list": (200, {}, good), "/siteassets/x.pdf?v=1": (200, {}, pdf())}
    assert visit(site, catalogue) == {"/list": "ok", "/siteassets/x.pdf?v=1": "ok"}
    redesigned: dict[str, Answer] = {
        "/list": (200, {}, page("<div data-href='/x'>Code of practice</div>")),
        **dict([*site.items()][1:]),
    }
    assert visit(redesigned, catalogue)["/list"] == "content_invalid"


def test_expected_words(visit: Visit) -> None:
    """A page without the words that the catalogue expects of the work is not that work."""
    work = Work(
        "w",
        "guidance",
        "A",
        must_contain=("Recommended  measures",),
        versions=(CataloguedVersion("2026", "issued", (f"{HOST}/w",)),),
    )
    source = Source("s", "statements", (f"{HOST}/",), "", {"documents": [f"{HOST}/w", f"{HOST}/v"]})
    catalogue = Catalogue(works=(work,), sources=(source,))
    site: dict[str, Answer] = {
        "/": (200, {}, page("<a href='/x'>x</a>")),
        "/w": (200, {}, page(f"<p>{TEXT}</p>")),
        "/v": (200, {}, page(f"<p>{TEXT}</p>")),
    }
    outcomes = visit(site, catalogue)
    assert (outcomes["/w"], outcomes["/v"]) == ("content_invalid", "ok")
    site["/w"] = (200, {}, page(f"<h2>Recommended <b>measures</b></h2><p>{TEXT}</p>"))
    assert visit(site, catalogue)["/w"] == "ok"


def test_redirects_of_every_kind(visit: Visit, statements: Callable[..., Catalogue], store: SnapshotStore) -> None:
    """Temporary redirects keep their address, permanent ones move, circles and long chains are loops."""
    site: dict[str, Answer] = {"/": (200, {}, page("<a href='/x'>x</a>")), "/end": (200, {}, page(f"<p>{TEXT}</p>"))}
    starts = ["/temporary", "/permanent", "/a", "/b", "/two", "/r0", "/self"]
    hops = {"/temporary": (302, "/end"), "/permanent": (301, "/end"), "/self": (301, "/self")}
    hops |= {"/a": (301, "/b"), "/b": (308, "/a"), "/two": (307, "/three"), "/three": (303, "/two")}
    hops |= {f"/r{n}": (301, f"/r{n + 1}") for n in range(25)}
    for path, (status, target) in hops.items():
        site[path] = (status, {"Location": target}, b"")
    outcomes = visit(site, statements([f"{HOST}/"], [HOST + path for path in starts]))
    assert outcomes["/temporary"] == "ok"
    assert outcomes["/permanent"] == "moved"
    assert outcomes["/end"] == "ok"
    assert {outcomes[path] for path in ("/a", "/b", "/two", "/r0", "/self")} == {"redirect_loop"}
    assert next(s.final_url for s in store.sightings() if s.url == f"{HOST}/temporary") == f"{HOST}/end"
    assert sum(path.startswith("/r") for path in outcomes) < 15


def test_unchanged_bytes_without_validators(
    visit: Visit, statements: Callable[..., Catalogue], store: SnapshotStore
) -> None:
    """A server that knows no validators gives the same bytes again: unchanged, one body."""
    site: dict[str, Answer] = {"/": (200, {}, page("<a href='/x'>x</a>")), "/d": (200, {}, page(f"<p>{TEXT}</p>"))}
    catalogue = statements([f"{HOST}/"], [f"{HOST}/d"])
    assert visit(site, catalogue)["/d"] == "ok"
    assert visit(site, catalogue)["/d"] == "unchanged"
    assert len({s.digest for s in store.sightings() if s.url == f"{HOST}/d"}) == 1
