"""Which addresses may be asked, and that nothing connects to the others."""

import asyncio
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.catalogue import Catalogue, Source
from corpus.snapshots import SnapshotStore
from crawler import transport
from crawler.addresses import Allowed, absolute, history_key, public
from crawler.pacing import Limits
from crawler.run import crawl

UNSAFE = [
    "http://127.0.0.1:{port}/", "http://localhost:{port}/", "http://0.0.0.0:{port}/", "http://[::1]:{port}/",
    "http://[::]:{port}/", "http://[::ffff:127.0.0.1]:{port}/", "http://[0:0:0:0:0:0:0:1]:{port}/",
    "http://2130706433:{port}/", "http://0x7f000001:{port}/", "http://0x7f.0.0.1:{port}/", "http://0177.0.0.1:{port}/",
    "http://127.1:{port}/", "http://127.0.1:{port}/", "http://127.0.0.1.:{port}/", "http://localhost.:{port}/",
    "http://10.0.0.1:{port}/", "http://172.16.0.1:{port}/", "http://192.168.1.1:{port}/", "http://100.64.0.1:{port}/",
    "http://169.254.169.254:{port}/latest/meta-data/", "http://[fe80::1]:{port}/", "http://[fc00::1]:{port}/",
    "http://[fd00:ec2::254]:{port}/", "http://[64:ff9b::7f00:1]:{port}/", "http://[2002:7f00:1::]:{port}/",
    "http://site.example.org@127.0.0.1:{port}/", "http://site.example.org:80@127.0.0.1:{port}/",
    "http://127.0.0.1:{port}\\@site.example.org/", "http://127.0.0.1:{port}#@site.example.org/",
    "http://site.example.org.:{port}/", "http://site.example.org.127.0.0.1.nip.io:{port}/",
    "http://ѕite.example.org:{port}/", "http://site.example.org%2f@127.0.0.1:{port}/", "http://①②⑦.⓪.⓪.①:{port}/",
    "http://127。0。0。1:{port}/", "//127.0.0.1:{port}/", "http:127.0.0.1:{port}/", "http:/\\127.0.0.1:{port}/",
    "file://127.0.0.1:{port}/", "gopher://127.0.0.1:{port}/", "ftp://127.0.0.1:{port}/", "dict://127.0.0.1:{port}/",
    "http://[::ffff:7f00:1]:{port}/", "http://255.255.255.255:{port}/", "http://224.0.0.1:{port}/",
]  # fmt: skip
PRIVATE = [
    "127.0.0.1", "127.9.9.9", "0.0.0.0", "10.1.2.3", "172.31.0.1", "192.168.0.1", "100.64.0.1", "169.254.169.254",
    "192.0.0.1", "192.0.2.1", "198.18.0.1", "198.51.100.1", "203.0.113.1", "224.0.0.1", "240.0.0.1", "255.255.255.255",
    "::", "::1", "fe80::1", "fe80::1%eth0", "fc00::1", "fd12::1", "ff02::1", "::ffff:127.0.0.1", "::ffff:8.8.8.8",
    "64:ff9b::7f00:1", "2002:7f00:1::", "2001:0:7f00:1::", "2001:db8::1", "not an address", "",
]  # fmt: skip


@contextmanager
def listener() -> Iterator[tuple[int, list[str]]]:
    """A socket on all addresses of this machine that counts who connects."""
    connected: list[str] = []
    with socket.create_server(("", 0), dualstack_ipv6=False) as server:
        server.settimeout(0.1)
        done = threading.Event()

        def run() -> None:
            while not done.is_set():
                try:
                    connection, peer = server.accept()
                except TimeoutError:
                    continue
                connected.append(peer[0])
                connection.close()

        thread = threading.Thread(target=run)
        thread.start()
        try:
            yield server.getsockname()[1], connected
        finally:
            done.set()
            thread.join()


@contextmanager
def redirecting_site(targets: list[str]) -> Iterator[int]:
    """A loopback site whose pages redirect to unsafe addresses, and whose index links to them."""
    from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

    links = "".join(f"<a href='{target}'>online safety</a>" for target in targets)

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            number = self.path.removeprefix("/to/").removesuffix(".html")
            if number.isdigit():
                self.send_response_only(302)
                self.send_header("Location", targets[int(number)].encode().decode("latin-1"))
                body = b""
            else:
                self.send_response_only(200 if self.path == "/index.html" else 404)
                body = f"<html><body>{links}<a href='/x.html'>x</a></body></html>".encode()
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield server.server_port
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def test_unsafe_redirects_and_links_connect_to_nothing(store: SnapshotStore, monkeypatch: pytest.MonkeyPatch) -> None:
    """Over 40 forms of unsafe addresses, as redirects and as links: every one refused, no connection anywhere."""
    assert len(UNSAFE) >= 30
    with listener() as (port, connected):
        targets = [form.format(port=port) for form in UNSAFE]
        with redirecting_site(targets) as site:
            real = transport.checked

            async def checked(host: str, at: int) -> tuple[str, ...]:
                return ("127.0.0.1",) if (host, at) == ("site.example.org", site) else await real(host, at)

            monkeypatch.setattr(transport, "checked", checked)
            root = f"http://site.example.org:{site}"
            pages = [f"{root}/to/{n}.html" for n in range(len(targets))]
            source = Source("s", "statements", (f"{root}/index.html",), "", {"documents": pages, "delay": 0})
            summary = crawl((), store, Catalogue(sources=(source,)), contact="a@example.org", limits=Limits(timeout=5))
    assert connected == []
    outcomes = {s.url: s.outcome for s in summary.sightings}
    # `http:127.0.0.1` is a relative address of the same site, which is asked and has no such page
    assert {outcomes[page] for page in pages} <= {"policy_refused", "gone"}
    assert [outcomes[page] for page in pages].count("gone") <= 2
    assert all((s.final_url or s.url).startswith(root) for s in summary.sightings)


@pytest.mark.parametrize("address", PRIVATE)
def test_private_addresses_are_not_public(address: str) -> None:
    """Loopback, private, shared, link-local, mapped, translated and reserved addresses are not public."""
    assert not public(address)


@pytest.mark.parametrize("address", ["8.8.8.8", "1.1.1.1", "2606:4700:4700::1111"])
def test_public_addresses(address: str) -> None:
    """Ordinary addresses are public."""
    assert public(address)


@pytest.mark.parametrize("address", PRIVATE[:-2])
def test_a_name_that_resolves_to_a_private_address_is_refused(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """What a name resolves to decides, and one private address among public ones is enough to refuse it."""

    def resolve(*args: object, **kwargs: object) -> list[tuple[object, ...]]:
        return [(0, 0, 0, "", ("8.8.8.8", 80)), (0, 0, 0, "", (address, 80))]

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    with pytest.raises(transport.FetchFailed) as failed:
        asyncio.run(transport.checked("rebinding.example.org", 80))
    assert failed.value.outcome == "policy_refused"


def test_allowed_hosts_only() -> None:
    """The scheme, host and port must be those of a source; links over http are upgraded where https is known."""
    allowed = Allowed.of(["https://www.example.org/feed/", "http://old.example.org/"], ["files.example.org"])
    assert allowed.refusal("https://www.example.org/anything?x=1") is None
    assert allowed.refusal("https://files.example.org/a.pdf") is None
    assert allowed.refusal("http://old.example.org/x") is None
    assert allowed.refusal("https://old.example.org/x")
    assert allowed.refusal("https://www.example.org:8443/")
    assert allowed.refusal("https://example.org/")
    assert allowed.refusal("https://www.example.org.evil.example/")
    assert allowed.upgraded("http://www.example.org/x") == "https://www.example.org/x"
    assert allowed.upgraded("http://old.example.org/x") == "http://old.example.org/x"


def test_history_key_ignores_the_revision() -> None:
    """A changed `v` is the same document; another query is another document."""
    assert history_key("https://a.example/x.pdf?v=1") == history_key("https://a.example/x.pdf?v=2#page=3")
    assert history_key("https://a.example/x?id=1") != history_key("https://a.example/x?id=2")
    assert history_key("https://a.example/x/") == history_key("http://a.example/x")


def test_history_key_ignores_marks_of_campaigns() -> None:
    """A feed that marks its links, each time anew, leads to the same document; what looks alike is another query."""
    assert history_key("https://a.example/x?utm_source=rss&utm_term=2") == history_key("https://a.example/x?fbclid=7")
    assert history_key("https://a.example/x?utm_source=rss&id=1") == history_key("https://a.example/x?id=1")
    assert history_key("https://a.example/x?utm=1") != history_key("https://a.example/x")


def test_a_host_in_other_letters_is_asked_for_in_ascii() -> None:
    """As browsers do; a name that has no such form stays and is refused."""
    assert absolute("https://Bücher.example:8443/ä", "") == "https://xn--bcher-kva.example:8443/%C3%A4"
    assert (
        Allowed.of(["https://xn--bcher-kva.example/"]).refusal(absolute("//bücher.example/x", "https://a.example"))
        is None
    )
    assert Allowed.of(["https://a.example/"]).refusal(absolute("https://.ü..example/", "")) is not None


@given(st.text(max_size=60))
def test_no_text_is_an_allowed_address_by_accident(text: str) -> None:
    """Whatever stands in a link, refusing it never fails, and only the allowed site passes."""
    allowed = Allowed.of(["https://www.example.org/"])
    url = absolute(text, "https://www.example.org/a/b")
    if allowed.refusal(url) is None:
        assert url.startswith("https://www.example.org/") or url == "https://www.example.org"
