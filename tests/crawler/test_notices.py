"""One notice per change, once."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest
import small_site

from corpus.catalogue import Catalogue, Source
from corpus.errors import UsageError
from corpus.snapshots import SnapshotStore
from crawler.findings import Finding
from crawler.notices import Notice, apprise_sender, deliver, notices
from crawler.run import crawl
from crawler.sample.replica import serve

# Apprise imports a module that Python 3.13 no longer has
pytestmark = pytest.mark.filterwarnings("ignore:'imghdr' is deprecated:DeprecationWarning")
FINDING = Finding(
    "silent edit", "https://www.example.org/a", "A code", "“90 days” became “60 days”", seen="2026-07-01T00:00:00+00:00"
)


@contextmanager
def webhook() -> Iterator[tuple[str, list[dict[str, str]]]]:
    """A loopback receiver of JSON notices."""
    received: list[dict[str, str]] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            received.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            self.send_response(200)
            self.end_headers()

        def log_message(self, *args: object) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield f"json://127.0.0.1:{server.server_port}/", received
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def test_one_notice_each_and_none_for_nothing() -> None:
    """A finding makes a notice with the change in it; no finding makes none; problems of the run make one."""
    made = notices("run", [FINDING])
    assert len(made) == 1
    assert "90 days" in made[0].text
    assert notices("run", []) == ()
    assert len(notices("run", [], ["a", "b"])) == 1


def test_sent_once_and_tried_again(tmp_path: Path) -> None:
    """What was sent is not sent again; what could not be sent is sent with the next crawl."""
    log, sent = tmp_path / "notices.jsonl", []

    def works(title: str, text: str) -> bool:
        sent.append(title)
        return True

    made = (Notice("1", "one", ""), Notice("2", "two", ""))
    assert deliver(made, log, lambda title, text: title == "one")
    assert deliver((), log, works) == []
    assert sent == ["two"]
    assert deliver(made, log, works) == []
    assert sent == ["two"]


def test_half_a_line_is_no_record(tmp_path: Path) -> None:
    """A line that a crash cut off does not hide a notice, nor break the log."""
    log = tmp_path / "notices.jsonl"
    log.write_bytes(b'{"sent": "1"}\n{"sent": "2')
    sent: list[str] = []
    deliver((Notice("1", "one", ""), Notice("2", "two", "")), log, lambda title, text: not sent.append(title))
    assert sent == ["two"]
    assert deliver((Notice("2", "two", ""),), log, lambda title, text: False) == []


def test_a_change_reaches_a_webhook(tmp_path: Path, store: SnapshotStore) -> None:
    """A changed page sends one notice through Apprise; the crawls before and after it send none."""
    pytest.importorskip("apprise")
    catalogue = Catalogue(sources=(Source("s", "statements", (f"{small_site.HOST}/feed/",)),))
    plain, edited = small_site.make(tmp_path / "one", 3), small_site.make(tmp_path / "two", 3, {1: "A new ask."})
    with webhook() as (address, received):
        for folder in (plain, edited, edited):
            with serve(folder) as site:
                crawl((), store, catalogue, replica=site.port, notify=(address,))
    assert len(received) == 1
    assert "A new ask." in received[0]["message"]


def test_a_wrong_address_is_said_without_repeating_it() -> None:
    """An address that Apprise does not know is an error that does not print the secret in it."""
    pytest.importorskip("apprise")
    with pytest.raises(UsageError, match="address 1") as refused:
        apprise_sender(["nothing://secret-token"])
    assert "secret-token" not in str(refused.value)
