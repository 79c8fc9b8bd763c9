"""Web archives: indexes in every form, captures as they were received, the Internet Archive's answers by a stub."""

import gzip
import hashlib
import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

import pytest

from corpus.catalogue import Catalogue, Source
from corpus.errors import UnknownWork, UsageError
from corpus.snapshots import SnapshotStore, faults
from corpus.work import CataloguedVersion, Work
from crawler.captures import Capture, distinct, read_index
from crawler.pacing import Limits
from crawler.run import _pace, crawl
from crawler.sources import plan
from crawler.status import status

PAGE = "https://site.example.org/guidance/page.html"
ARCHIVE = "http://web.archive.org/web/"


def page(word: str) -> bytes:
    """A document of some length with one word of its own."""
    words = " ".join(f"{word} provision number {n} says what it says." for n in range(60))
    head = "<html><head><title>Guidance</title></head>"
    return f"{head}<body><main><h1>Guidance</h1><p>{words}</p></main></body></html>".encode()


# ---- indexes ---------------------------------------------------------------------------------

ROWS = [("20250101000000", "200", "AAA"), ("20250201000000", "200", "AAA"), ("20250301000000", "403", "BBB")]


def test_every_form_of_index_is_read_alike() -> None:
    """The Internet Archive's JSON, pywb's lines, JSON lines and plain lines give the same captures."""
    names = ["urlkey", "timestamp", "original", "mimetype", "statuscode", "digest", "length"]
    table = [names, *(["org,example)/", t, PAGE, "text/html", s, d, "1"] for t, s, d in ROWS)]
    found = {"url": PAGE, "mime": "text/html"}
    lines = "".join(f"org,example)/ {t} {json.dumps(found | {'status': s, 'digest': d})}\n" for t, s, d in ROWS)
    objects = "".join(json.dumps(found | {"timestamp": t, "status": s, "digest": d}) + "\n" for t, s, d in ROWS)
    plain = "".join(" ".join(("org,example)/", t, PAGE, "text/html", s, d, "1")) + "\n" for t, s, d in ROWS)
    expected = tuple(Capture(PAGE, t, s, d) for t, s, d in ROWS)
    for body in (json.dumps(table), lines, objects, plain):
        assert read_index(body.encode()).captures == expected
    resumed = read_index(json.dumps([*table, [], ["org,example)/ 2025"]]).encode())
    assert (resumed.captures, resumed.resume) == (expected, "org,example)/ 2025")


def time_map(times: list[str]) -> bytes:
    """A TimeMap as pywb writes it."""
    head = [f'<{ARCHIVE}timemap/link/{PAGE}>; rel="self"; type="application/link-format"', f'<{PAGE}>; rel="original"']
    links = [
        f'<{ARCHIVE}{t}mp_/{PAGE}>; rel="memento"; datetime="{format_datetime(moment(t), usegmt=True)}"' for t in times
    ]
    return ",\n".join([*head, *links]).encode()


def moment(time: str) -> datetime:
    return datetime.strptime(time, "%Y%m%d%H%M%S").replace(tzinfo=UTC)


def test_time_maps() -> None:
    """A TimeMap's mementos are captures of its original; further TimeMaps are named; a cut one is refused."""
    body = time_map([row[0] for row in ROWS])
    assert read_index(body).captures == tuple(Capture(PAGE, t) for t, _, _ in ROWS)
    more = body + f',\n<{ARCHIVE}timemap/2/{PAGE}>; rel="timemap"; from="Sat, 01 Mar 2025 00:00:00 GMT"'.encode()
    assert read_index(more).further == (f"{ARCHIVE}timemap/2/{PAGE}",)
    for cut in range(len(body) - 90, len(body)):
        with pytest.raises(ValueError, match=r"cut|no list|time of 14|another time|does not say|valid"):
            read_index(body[:cut])
    for said, digits in (
        ("Sat, 1 Mar 2025 00:00:00 GMT", "20250301000000"),
        ("Sat, 01 Mar 2025 00:00:00 +0000", "20250301000000"),
    ):
        odd = f'<{PAGE}>; rel="original", <{ARCHIVE}{digits}/{PAGE}>; rel="memento"; datetime="{said}"'
        assert read_index(odd.encode()).captures == (Capture(PAGE, digits),)
    for said, digits in (
        ("Sun, 02 Mar 2025 00:00:00 GMT", "20250301000000"),
        ("Mon, 31 Feb 2025 00:00:00 GMT", "20250231000000"),
        ("Sat, 01 Mrz 2025 00:00:00 GMT", "20250301000000"),
    ):
        wrong = f'<{PAGE}>; rel="original", <{ARCHIVE}{digits}/{PAGE}>; rel="memento"; datetime="{said}"'
        with pytest.raises(ValueError, match=r"another time|day is out of range|Invalid date|valid"):
            read_index(wrong.encode())


@pytest.mark.parametrize(
    "body",
    [b"<html><body>down</body></html>", b"[[", b'[["a"], ["b"]]', b"one line\n", b'{"url": "x"}', b"\xff\xfe",
     b"org,example)/ 20259901000000 " + json.dumps({"url": PAGE}).encode(), b'{"url": "x", "timestamp": "2025"}'],
)  # fmt: skip
def test_what_is_no_index_is_refused(body: bytes) -> None:
    """A page, something cut, rows without address or with a time that is none: an error, never an empty index."""
    with pytest.raises(ValueError):  # noqa: PT011 - of several kinds
        read_index(body)


def test_neighbours_with_one_digest_are_one() -> None:
    """A text that came back after another one is a capture of its own."""
    times = [Capture(PAGE, f"2025010{n}000000", "200", digest) for n, digest in enumerate("AABBA", 1)]
    assert [each.time[6:8] for each in distinct(times)] == ["01", "03", "05"]
    assert len(distinct([Capture(PAGE, f"2025010{n}000000") for n in range(1, 4)])) == 3


# ---- the Internet Archive, by a stub ---------------------------------------------------------


@dataclass
class Stub:
    """What an archive holds: (time, status, headers, body); what it says instead, and what it was asked."""

    captures: list[tuple[str, int, dict[str, str], bytes]]
    rows: int = 2
    instead: Callable[[str], tuple[int, dict[str, str], bytes] | None] = lambda path: None
    asked: list[str] = field(default_factory=list)

    def answer(self, path: str) -> tuple[int, dict[str, str], bytes]:
        self.asked.append(path)
        if (said := self.instead(path)) is not None:
            return said
        if path == "/robots.txt":
            return 200, {"Content-Type": "text/plain"}, b"User-agent: *\nDisallow: /private\n"
        if path.startswith("/cdx/"):
            return 200, {"Content-Type": "application/json"}, self.index(parse_qs(urlsplit(path).query))
        return self.replay(path)

    def index(self, query: dict[str, list[str]]) -> bytes:
        """Two rows a time, then an empty row and a key to go on."""
        names = ["urlkey", "timestamp", "original", "mimetype", "statuscode", "digest", "length"]
        rows = [["k", t, PAGE, "text/html", str(s), hashlib.sha1(b).hexdigest(), "1"] for t, s, _, b in self.captures]
        rows = [row for row in rows if query.get("from", ["0"])[0] <= row[1] <= query.get("to", ["9"])[0]]
        start = int(query.get("resumeKey", ["0"])[0])
        page, rest = rows[start : start + self.rows], rows[start + self.rows :]
        return json.dumps([names, *page, *([[], [str(start + self.rows)]] if rest else [])] if rows else []).encode()

    def replay(self, path: str) -> tuple[int, dict[str, str], bytes]:
        for time, code, headers, body in self.captures:
            if path == f"/web/{time}id_/{PAGE}":
                kept = {f"X-Archive-Orig-{name}": value for name, value in headers.items()}
                about = {
                    "Memento-Datetime": format_datetime(moment(time), usegmt=True),
                    "Link": f'<{PAGE}>; rel="original", <{ARCHIVE}timemap/link/{PAGE}>; rel="timemap"',
                }
                return code, {"Content-Type": "text/html", **kept, **about}, body
        return (
            404,
            {"Content-Type": "text/html"},
            b"<html><title>Wayback Machine</title><body>not archived</body></html>",
        )


@contextmanager
def listening(handler: type[BaseHTTPRequestHandler]) -> Iterator[int]:
    """A server of this handler on loopback, by its port; a request that has no answer does not hold it up."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads, server.block_on_close = True, False
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield server.server_port
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@contextmanager
def served(stub: Stub) -> Iterator[int]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        wbufsize = -1  # head and body at once: in two pieces the second waits 40 ms for an acknowledgement

        def do_GET(self) -> None:
            code, headers, body = stub.answer(self.path)
            self.send_response_only(code)
            for name, value in headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *args: object) -> None:
            pass

    with listening(Handler) as port:
        yield port


@pytest.fixture
def catalogue() -> Catalogue:
    """One work, the site it is on, one archive."""
    work = Work("guide", "guidance", "Guidance", versions=(CataloguedVersion("2025-06-01", "issued", urls=(PAGE,)),))
    options = {"index": "http://web.archive.org/cdx/search/cdx"}
    site = Source("site", "statements", (), "", {"documents": [PAGE], "delay": 0})
    return Catalogue(works=(work,), sources=(site, Source("ia", "webarchive", (ARCHIVE,), "", options)))


HELD = [
    ("20250101000000", 200, {}, page("first")),
    ("20250201000000", 200, {"Content-Encoding": "gzip"}, gzip.compress(page("second"))),
    ("20250301000000", 403, {}, b"<html>refused</html>"),
    ("20250401000000", 200, {}, b"<html><title>Just a moment...</title><body>challenge-form</body></html>"),
    ("20250501000000", 301, {"Location": "https://site.example.org/elsewhere.html"}, b""),
    ("20250601000000", 200, {"Content-Length": "99999"}, page("cut")),
    ("20250701000000", 200, {}, page("last")),
]


def test_every_version_comes_and_nothing_else(store: SnapshotStore, catalogue: Catalogue) -> None:
    """Captures come as they were received, under their original's address; refusals and challenges make no version."""
    with served(Stub(HELD)) as port:
        summary = crawl(("guide",), store, catalogue, archive="webarchive", replica=port)
        again = crawl(("guide",), store, catalogue, archive="ia", replica=port)
    kept = [s for s in store.sightings() if s.capture and s.outcome == "ok"]
    assert [s.digest for s in kept] == [hashlib.sha256(page(word)).hexdigest() for word in ("first", "second", "last")]
    assert {s.url for s in kept} == {PAGE}
    assert [s.archived[:10] for s in kept] == ["2025-01-01", "2025-02-01", "2025-07-01"]
    assert kept[0].capture == f"{ARCHIVE}20250101000000id_/{PAGE}"
    assert all(s.date == "" and not faults(s) for s in kept)
    assert summary.outcomes["truncated"] == 1
    assert [s.note for s in summary.failed] == [f"the capture has {len(page('cut'))} of 99999 bytes"]
    assert summary.holdings[0].sentence().startswith(f"ia: 7 captures of {PAGE}, 5 of them different")
    assert again.bodies == 0
    assert not [s for s in again.sightings if s.outcome == "ok" and s.role == "document"]


def test_redirects_are_kept_apart_and_looked_up(store: SnapshotStore, catalogue: Catalogue) -> None:
    """An archived redirect is no version; the index is asked for where it led."""
    stub = Stub(HELD)
    with served(stub) as port:
        crawl(("guide",), store, catalogue, archive="webarchive", replica=port)
    assert any("elsewhere.html" in path for path in stub.asked if path.startswith("/cdx/"))
    (moved,) = [s for s in store.sightings() if "archived as a redirect" in s.note]
    assert (moved.outcome, moved.digest) == ("not_selected", None)


def test_since_until_and_a_dry_run(store: SnapshotStore, catalogue: Catalogue) -> None:
    """Days narrow what is taken; a dry run asks the index and no capture, and `status` names what there is."""
    stub = Stub(HELD)
    with served(stub) as port:
        dry = crawl(("guide",), store, catalogue, archive="webarchive", dry_run=True, replica=port)
        assert not [path for path in stub.asked if path.startswith("/web/")]
        days = {"since": "2025-01-15", "until": "2025-02-20"}
        crawl(("guide",), store, catalogue, archive="webarchive", replica=port, **days)
    assert dry.lines()[0].startswith(f"ia: 7 captures of {PAGE}")
    assert [s.archived[:10] for s in store.sightings() if s.capture] == ["2025-02-01"]


def test_status_names_the_archives_where_a_source_is_blocked(store: SnapshotStore, catalogue: Catalogue) -> None:
    """First that nobody asked them, then how many captures there are and the command that fetches them."""
    refused = {"Content-Type": "text/html"}
    with served(
        Stub([], instead=lambda path: None if "robots" in path else (403, refused, b"<html>no</html>"))
    ) as port:
        crawl(("site",), store, catalogue, replica=port)
    (site,) = status(store, catalogue).sources
    assert site.archived == (
        "the 1 web archives of the catalogue were not asked yet: keeling crawl site --from webarchive --dry-run",
    )
    with served(Stub(HELD)) as port:
        crawl(("site",), store, catalogue, archive="webarchive", dry_run=True, replica=port)
    (site,) = status(store, catalogue).sources
    assert site.archived == ("7 captures in 1 web archive: keeling crawl guide --from webarchive",)


def entries(count: int) -> bytes:
    """A TimeMap of so many entries: 138 MiB for a million."""
    return b'<https://www.example.org/guide>; rel="original"' + count * (
        b',\n<https://archive.example/20250101000000/https://www.example.org/guide>; rel="memento";'
        b' datetime="Wed, 01 Jan 2025 00:00:00 GMT"'
    )


BAD: list[tuple[str, Callable[[str], tuple[int, dict[str, str], bytes] | None], str]] = [
    ("down", lambda path: (503, {"Retry-After": "1"}, b"") if "/cdx" in path else None, "retry_later"),
    ("wait", lambda p: (429, {"Retry-After": "9999"}, b"") if "/cdx" in p else None, "retry_later"),
    ("HTML for JSON", lambda p: (200, {}, b"<html><body>O</body></html>") if "/cdx" in p else None, "content_invalid"),
    ("none", lambda p: (200, {"Content-Type": "text/html"}, page("x")) if "id_" in p else None, "content_invalid"),
    ("another time", lambda p: (200, {"Memento-Datetime": "Fri, 03 Jan 2025 00:00:00 GMT"}, page("x"))
     if "id_" in p else None, "content_invalid"),
    ("another address", lambda p: (200, {"Memento-Datetime": "Wed, 01 Jan 2025 00:00:00 GMT",
     "Link": '<https://other.example.org/>; rel="original"'}, page("x")) if "id_" in p else None, "content_invalid"),
    ("cut capture", lambda p: (200, {"Memento-Datetime": "Wed, 01 Jan 2025 00:00:00 GMT",
     "X-Archive-Orig-Content-Length": "999999"}, page("x")) if "id_" in p else None, "truncated"),
    ("a million entries", lambda p: (200, {"Content-Type": "application/link-format"}, entries(1_000_000))
     if "/cdx" in p else None, "too_large"),
    ("a line of links that never ends", lambda p: (200, {"Content-Type": "application/link-format"},
     entries(10_000)[: 2**20]) if "/cdx" in p else None, "content_invalid"),
    ("robots", lambda p: (200, {}, b"User-agent: *\nDisallow: /\n") if "robots" in p else None, "robots_forbidden"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "instead", "outcome"), BAD, ids=[row[0] for row in BAD])
def test_bad_archives(  # a clear outcome each, nothing stored
    name: str,
    instead: Callable[[str], tuple[int, dict[str, str], bytes] | None],
    outcome: str,
    store: SnapshotStore,
    catalogue: Catalogue,
) -> None:
    """An archive that is down, slow, wrong or closed: a clear outcome and no version."""
    with served(Stub(HELD[:1], instead=instead)) as port:
        summary = crawl(("guide",), store, catalogue, archive="webarchive", replica=port)
    assert [s.outcome for s in summary.sightings if s.outcome not in ("ok", "unchanged")] == [outcome], name
    assert not [s for s in store.sightings() if s.capture and s.digest]


@contextmanager
def slow(stub: Stub, at: str, drips: bool) -> Iterator[int]:
    """The stub, but paths with `at` in them get no answer, or one that comes a byte at a time and does not end."""
    done = threading.Event()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            if at in self.path:
                self.drip() if drips else done.wait()
                return
            code, headers, body = stub.answer(self.path)
            self.send_response_only(code)
            for name, value in {**headers, "Content-Length": str(len(body))}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def drip(self) -> None:
            self.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 100000\r\n\r\n")
            with suppress(OSError):
                while not done.wait(0.1):
                    self.wfile.write(b"[")

        def log_message(self, *args: object) -> None:
            pass

    with listening(Handler) as port:
        try:
            yield port
        finally:
            done.set()


SLOW = [
    ("robots.txt", False, ("robots_unreachable", 0)),
    ("/cdx/", False, ("timeout", 0)),
    ("/cdx/", True, ("timeout", 0)),
    ("20250201000000id_", True, ("timeout", 2)),
]
"""Where it is slow, whether it drips, what is said of it and how many captures come all the same."""


@pytest.mark.parametrize(("at", "drips", "told"), SLOW)
def test_a_slow_archive(
    at: str, drips: bool, told: tuple[str, int], store: SnapshotStore, catalogue: Catalogue
) -> None:
    """An archive that hangs or answers a byte at a time: over the time cap, what came stays, the next crawl goes on."""
    outcome, kept = told
    limits = Limits(timeout=1.5, retries=0)
    with slow(Stub(HELD), at, drips) as port:
        summary = crawl(("guide",), store, catalogue, archive="ia", replica=port, limits=limits)
    assert summary.outcomes[outcome] == 1
    assert summary.exit_status == 1
    assert len([s for s in store.sightings() if s.capture and s.outcome == "ok"]) == kept
    with served(Stub(HELD)) as port:
        crawl(("guide",), store, catalogue, archive="ia", replica=port)
    assert len([s for s in store.sightings() if s.capture and s.outcome == "ok"]) == 3


def test_a_time_map_with_very_many_entries_is_read_and_taken_in_parts(
    store: SnapshotStore, catalogue: Catalogue
) -> None:
    """600 new captures: 500 are taken, the rest is said and comes with the next crawl."""
    many = [(f"2024{1 + n // 28 % 12:02}{1 + n % 28:02}{n // 336:02}0000", 200, {}, page(str(n))) for n in range(600)]
    with served(Stub(many, rows=10**6)) as port:
        first = crawl(("guide",), store, catalogue, archive="webarchive", replica=port)
        second = crawl(("guide",), store, catalogue, archive="webarchive", replica=port)
    assert (first.bodies, second.bodies) == (500 + 1, 100), "the index is stored once"
    assert any("600 captures" in problem and "500 are taken now" in problem for problem in first.problems)
    assert (first.exit_status, second.exit_status) == (1, 0)


def test_at_most_twenty_requests_a_minute(catalogue: Catalogue) -> None:
    """An archive's delay is three seconds or more, never less by chance, whatever the entry says."""
    options = {"index": "http://web.archive.org/cdx/search/cdx", "delay": 0.1}
    archive = plan(Source("ia", "webarchive", (ARCHIVE,), "", options))

    class Line:
        replica = None

    class Run:
        line = Line()

    pace = _pace(Run(), [archive])  # type: ignore[arg-type]
    assert pace["DOWNLOAD_SLOTS"]["web.archive.org"] == {"concurrency": 1, "delay": 3.0, "jitter": 0.0}


def test_wrong_usage(store: SnapshotStore, catalogue: Catalogue) -> None:
    """An archive, days or a work that are none, days without an archive: each says what to do."""
    for wrong in ({"archive": "nowhere"}, {"archive": "ia", "since": "2025"}, {"since": "2025-01-01"}):
        with pytest.raises(UsageError):
            crawl(("guide",), store, catalogue, replica=1, **wrong)
    with pytest.raises(UnknownWork):
        crawl(("nothing",), store, catalogue, archive="ia", replica=1)
    with pytest.raises(UsageError, match="--from ia"):
        crawl(("ia",), store, catalogue, replica=1)
