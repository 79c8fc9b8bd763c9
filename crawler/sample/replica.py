"""A loopback HTTP server for saved copies of sites: a folder and a manifest with one entry per address.

An entry has `url`, `file` (null for a redirect), `status`, `headers` and perhaps `match_query`:
`ignore` answers any query of that path, `exact` only the listed one, `any other query` every query
that no other entry lists. Anything else is 404. Validators in the headers are honoured: a
conditional request for what has not changed gets 304. The Host header picks the site, so one
server stands for all of them, and the crawler keeps the real addresses.
"""

import json
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from corpus.errors import UnreadableInput

_HIDDEN = {"content-length", "connection", "transfer-encoding", "date"}
"""Headers of the first recording that the loopback server states itself."""


@dataclass(frozen=True, slots=True)
class Asked:
    """One request as the server saw it."""

    host: str
    path: str
    conditional: bool
    status: int
    headers: dict[str, str]


@dataclass(frozen=True, slots=True)
class Entry:
    """What one address answers with."""

    url: str
    file: Path | None
    status: int
    headers: dict[str, str]
    match_query: str


@dataclass(slots=True)
class Replica:
    """A running server: its port and what it was asked, in order."""

    port: int
    asked: list[Asked] = field(default_factory=list)

    def count(self, url_part: str = "", *, conditional: bool | None = None) -> int:
        """How many requests had this text in host and path; robots.txt not counted unless named."""
        return sum(
            url_part in asked.host + asked.path
            and (asked.path != "/robots.txt" or "robots.txt" in url_part)
            and conditional in (None, asked.conditional)
            for asked in self.asked
        )


@contextmanager
def serve(folder: Path, manifest: Path | None = None, port: int = 0) -> Iterator[Replica]:
    """Serve the files of `folder` as the manifest (default `folder/manifest.json`) says; loopback only."""
    pages = Pages(read_manifest(folder, manifest or folder / "manifest.json"))
    server = _Server(("127.0.0.1", port), _Handler)
    server.pages = pages
    server.replica = Replica(server.server_port)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield server.replica
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def read_manifest(folder: Path, manifest: Path) -> tuple[Entry, ...]:
    """The entries of a manifest; raises UnreadableInput for a file that is missing or lies outside the folder."""
    try:
        entries: list[dict[str, Any]] = json.loads(manifest.read_text("utf-8"))
        return tuple(_entry(entry, folder.resolve()) for entry in entries)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise UnreadableInput(f"the replica manifest {manifest} cannot be used: {error!r}") from None


def _entry(entry: dict[str, Any], folder: Path) -> Entry:
    headers = {name: value for name, value in entry["headers"].items() if name.lower() not in _HIDDEN}
    path = None
    if entry["file"] is not None:
        # a manifest may name files from the folder or from the folder above it
        above = entry["file"].split("/")[0] == folder.name and not (folder / entry["file"]).exists()
        root = folder.parent if above else folder
        path = (root / entry["file"]).resolve()
        if not path.is_relative_to(root) or not path.is_file():
            raise UnreadableInput(f"the manifest names {entry['file']}, which is not a file below {root}")
    return Entry(entry["url"], path, entry["status"], headers, entry.get("match_query", ""))


class Pages:
    """Finds the entry for a request: the same address, then the same path where the query may differ."""

    def __init__(self, entries: tuple[Entry, ...]) -> None:
        self._exact = {_target(entry.url): entry for entry in entries}
        loose = [entry for entry in entries if entry.match_query in ("ignore", "any other query")]
        self._loose = {_target(entry.url).partition("?")[0]: entry for entry in reversed(loose)}

    def find(self, host: str, target: str) -> Entry | None:
        """The entry that answers `GET target` on `host`, or None for 404."""
        asked = f"{host.lower()}{target or '/'}"
        return self._exact.get(asked) or self._loose.get(asked.partition("?")[0])


def _target(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.netloc.lower()}{parts.path or '/'}" + (f"?{parts.query}" if parts.query else "")


class _Server(ThreadingHTTPServer):
    pages: Pages
    replica: Replica
    daemon_threads = True
    block_on_close = False

    def handle_error(self, request: object, client_address: object) -> None:
        """A crawl that was killed breaks its connections: that is nothing to report."""
        if not isinstance(sys.exc_info()[1], ConnectionError):
            super().handle_error(request, client_address)  # type: ignore[arg-type]


class _Handler(BaseHTTPRequestHandler):
    server: _Server
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    wbufsize = -1

    def do_GET(self) -> None:
        entry = self.server.pages.find(self.headers.get("Host", ""), self.path)
        if entry is None:
            self._answer(404, {"Content-Type": "text/plain; charset=utf-8"}, b"not in the replica\n")
        elif _unchanged(self.headers.get("If-None-Match"), self.headers.get("If-Modified-Since"), entry):
            self._answer(304, entry.headers, b"")
        else:
            self._answer(entry.status, entry.headers, entry.file.read_bytes() if entry.file else b"")

    def do_HEAD(self) -> None:
        self.do_GET()

    def _answer(self, status: int, headers: dict[str, str], body: bytes) -> None:
        conditional = "If-None-Match" in self.headers or "If-Modified-Since" in self.headers
        host = self.headers.get("Host", "")
        self.server.replica.asked.append(Asked(host, self.path, conditional, status, dict(self.headers)))
        self.send_response_only(status)
        self.send_header("Date", self.date_time_string())
        for name, value in headers.items():
            self.send_header(name, value)
        if status != 304:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command == "GET":
            self.wfile.write(body)
        self.wfile.flush()

    def log_message(self, *args: object) -> None:
        """Say nothing: `Replica.asked` is the log."""


def _unchanged(etags: str | None, since: str | None, entry: Entry) -> bool:
    """RFC 9110 13.1: a weak comparison of entity tags; the date only where no tag was sent."""
    if entry.status != 200:
        return False
    if etags is not None:
        own = entry.headers.get("ETag", "").removeprefix("W/")
        return bool(own) and own in {tag.strip().removeprefix("W/") for tag in etags.split(",")}
    return since is not None and since == entry.headers.get("Last-Modified")


def main(arguments: list[str]) -> None:
    """`python -m crawler.sample.replica FOLDER [MANIFEST]`: print the port, serve until the input ends."""
    folder = Path(arguments[0])
    with serve(folder, Path(arguments[1]) if len(arguments) > 1 else None) as replica:
        sys.stdout.write(f"{replica.port}\n")
        sys.stdout.flush()
        sys.stdin.read()


if __name__ == "__main__":
    main(sys.argv[1:])
