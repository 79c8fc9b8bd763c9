"""A loopback server that misbehaves in every way a test asks for: raw bytes, no HTTP library in between.

Each behaviour stands on a host of its own, `NAME.hostile.example`, so that robots rules, retries
and connections do not mix. In the first state every host answers with a good page.
"""

import asyncio
import gzip
import socket
import struct
import threading
import zlib
from collections import Counter
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

from small_site import pdf

from crawler.outcomes import Outcome

PARAGRAPH = "The provider should keep a record of what it decided, and of why it decided so. " * 40
PAGE = (
    "<!doctype html><html><head><title>A code</title></head><body><main><h1>A code</h1>"
    f"<p>{PARAGRAPH}</p></main></body></html>"
).encode()
OTHER = PAGE.replace(b"should", b"must")
PDF = pdf()


def answer(body: bytes, *headers: str, status: str = "200 OK", kind: str = "text/html; charset=utf-8") -> bytes:
    """A whole response that says its length, unless a header given does."""
    lines = [f"HTTP/1.1 {status}", f"Content-Type: {kind}", *headers]
    if not any(line.lower().startswith(("content-length", "transfer-encoding")) for line in headers):
        lines.append(f"Content-Length: {len(body)}")
    return "\r\n".join(lines).encode("latin-1") + b"\r\n\r\n" + body


def status(code: int, *headers: str, body: bytes = PAGE) -> bytes:
    """A response with a status and, by default, the body of a good page."""
    return answer(body, *headers, status=f"{code} Reason")


def chunked(*chunks: bytes, end: bytes = b"0\r\n\r\n") -> bytes:
    """A chunked response; `end` may leave the end out."""
    body = b"".join(f"{len(chunk):x}\r\n".encode() + chunk + b"\r\n" for chunk in chunks)
    return b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n" + body + end


def stub(title: str, text: str = "Please wait.", extra: str = "") -> bytes:
    """A short page, as firewalls and broken sites send it."""
    return f"<html><head><title>{title}</title>{extra}</head><body><h1>{title}</h1><p>{text}</p></body></html>".encode()


def redirect(target: str, code: int = 302) -> bytes:
    """A redirect with a body nobody should read."""
    return answer(b"elsewhere", f"Location: {target}", status=f"{code} Found")


Play = Callable[[asyncio.StreamWriter], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Behaviour:
    """What a host does, what must come of it, and how many requests that may take at most."""

    outcome: Outcome
    response: bytes | Play
    requests: int = 1
    close: bool = True
    robots: bytes | None = None
    path: str = "/code.html"


async def _drip_headers(writer: asyncio.StreamWriter) -> None:
    for byte in b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n" + b"X: y\r\n" * 10_000:
        writer.write(bytes([byte]))
        await writer.drain()
        await asyncio.sleep(0.05)


async def _drip_body(writer: asyncio.StreamWriter) -> None:
    writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\nContent-Type: text/html\r\n\r\n")
    for _ in range(1000):
        writer.write(b"x")
        await writer.drain()
        await asyncio.sleep(0.05)


async def _stall(writer: asyncio.StreamWriter) -> None:
    writer.write(answer(PAGE)[: len(PAGE) // 2])
    await writer.drain()
    await asyncio.sleep(30)


def _linger(writer: asyncio.StreamWriter) -> None:
    """Let the close send a reset instead of an orderly end."""
    writer.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))


async def _reset(writer: asyncio.StreamWriter) -> None:
    _linger(writer)
    writer.transport.abort()


async def _reset_midway(writer: asyncio.StreamWriter) -> None:
    writer.write(answer(PAGE)[:500])
    await writer.drain()
    await asyncio.sleep(0.1)
    _linger(writer)
    writer.transport.abort()


async def _endless_chunks(writer: asyncio.StreamWriter) -> None:
    writer.write(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nContent-Type: text/html\r\n\r\n")
    for _ in range(10_000):
        writer.write(b"8000\r\n" + b"x" * 0x8000 + b"\r\n")
        await writer.drain()


async def _endless_headers(writer: asyncio.StreamWriter) -> None:
    writer.write(b"HTTP/1.1 200 OK\r\n")
    for number in range(100_000):
        writer.write(f"X-{number}: y\r\n".encode())
        await writer.drain()


async def _endless_continue(writer: asyncio.StreamWriter) -> None:
    for _ in range(1000):
        writer.write(b"HTTP/1.1 100 Continue\r\n\r\n")
        await writer.drain()
        await asyncio.sleep(0.02)


def _flipped(body: bytes) -> bytes:
    packed = bytearray(gzip.compress(body, mtime=0))
    packed[len(packed) // 2] ^= 4
    return bytes(packed)


_CLOSE = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nConnection: close\r\n\r\n"
_PACKED = gzip.compress(PAGE, mtime=0)
_BOMB = gzip.compress(b"0" * 40 * 2**20, mtime=0)
_LONG_REDIRECT = redirect("https://long-redirect.hostile.example/code.html?" + "a" * 100)

BEHAVIOURS: dict[str, Behaviour] = {
    # statuses
    "status-200-empty": Behaviour("empty", status(200, body=b"")),
    "status-200-blank": Behaviour("empty", status(200, body=b" \r\n\t ")),
    "status-202": Behaviour("retry_later", status(202), 2),
    "status-203": Behaviour("suspect", status(203)),
    "status-204": Behaviour("empty", b"HTTP/1.1 204 No Content\r\n\r\n"),
    "status-204-body": Behaviour("protocol_error", b"HTTP/1.1 204 No Content\r\n\r\n" + PAGE),
    "status-206": Behaviour("truncated", status(206, "Content-Range: bytes 0-99/500", body=PAGE[:100]), 2),
    "status-300": Behaviour("protocol_error", status(300)),
    "status-305": Behaviour("protocol_error", status(305)),
    "status-400": Behaviour("suspect", status(400)),
    "status-401": Behaviour("blocked", status(401, "WWW-Authenticate: Basic")),
    "status-403": Behaviour("blocked", status(403)),
    "status-404": Behaviour("gone", status(404)),
    "status-407": Behaviour("blocked", status(407)),
    "status-408": Behaviour("timeout", status(408), 2),
    "status-410": Behaviour("gone", status(410)),
    "status-418": Behaviour("suspect", status(418)),
    "status-425": Behaviour("retry_later", status(425), 2),
    "status-429": Behaviour("retry_later", status(429), 2),
    "status-451": Behaviour("blocked", status(451)),
    "status-500": Behaviour("retry_later", status(500), 2),
    "status-502": Behaviour("retry_later", status(502), 2),
    "status-503": Behaviour("retry_later", status(503), 2),
    "status-503-challenge": Behaviour(
        "blocked", status(503, body=stub("Wait", extra="<script>window._cf_chl_opt={}</script>"))
    ),
    "status-504": Behaviour("retry_later", status(504), 2),
    "status-520": Behaviour("retry_later", status(520), 2),
    "status-999": Behaviour("protocol_error", status(999)),
    "status-line-bad": Behaviour("protocol_error", b"HTTP/1.1 OK 200\r\n\r\n" + PAGE),
    "status-line-none": Behaviour("protocol_error", PAGE),
    "http-0-9": Behaviour("protocol_error", b"<html>just the page</html>\r\n\r\n"),
    # Retry-After
    "retry-after-hour": Behaviour("retry_later", status(503, "Retry-After: 3600")),
    "retry-after-huge": Behaviour("retry_later", status(429, "Retry-After: 99999999999999999999")),
    "retry-after-date": Behaviour("retry_later", status(503, "Retry-After: Fri, 01 Jan 2100 00:00:00 GMT")),
    "retry-after-past": Behaviour("retry_later", status(503, "Retry-After: Fri, 01 Jan 1999 00:00:00 GMT"), 2),
    "retry-after-negative": Behaviour("retry_later", status(503, "Retry-After: -5"), 2),
    "retry-after-garbage": Behaviour("retry_later", status(503, "Retry-After: soon"), 2),
    # bodies
    "short-by-one": Behaviour("truncated", answer(PAGE[:-1], f"Content-Length: {len(PAGE)}"), 2),
    "short-by-half": Behaviour("truncated", answer(PAGE[:700], f"Content-Length: {len(PAGE)}"), 2),
    "long-by-one": Behaviour("protocol_error", answer(PAGE + b"x", f"Content-Length: {len(PAGE)}")),
    "length-negative": Behaviour("protocol_error", answer(PAGE, "Content-Length: -1")),
    "length-twice": Behaviour("protocol_error", answer(PAGE, "Content-Length: 5", f"Content-Length: {len(PAGE)}")),
    "length-words": Behaviour("protocol_error", answer(PAGE, "Content-Length: many")),
    "length-huge": Behaviour("too_large", answer(PAGE, "Content-Length: 99999999999")),
    "chunks-cut": Behaviour("truncated", chunked(PAGE[:300], end=b""), 2),
    "chunks-cut-inside": Behaviour("truncated", chunked(end=b"400\r\n" + PAGE[:100]), 2),
    "chunk-size-bad": Behaviour("protocol_error", chunked(end=b"zz\r\nxx\r\n0\r\n\r\n")),
    "chunk-size-overflow": Behaviour("protocol_error", chunked(end=b"f" * 40 + b"\r\nxx\r\n0\r\n\r\n")),
    "chunks-endless": Behaviour("too_large", _endless_chunks),
    "close-cut": Behaviour("truncated", _CLOSE + PAGE[:-20], 2),
    "pdf-cut": Behaviour("truncated", answer(PDF[:-10], kind="application/pdf"), 2, path="/code.pdf"),
    "pdf-is-page": Behaviour("content_invalid", answer(PAGE, kind="application/pdf"), path="/code.pdf"),
    "page-is-pdf": Behaviour("content_invalid", answer(PDF)),
    "page-is-noise": Behaviour("content_invalid", answer(bytes(range(128, 256)) * 40)),
    "pdf-is-challenge": Behaviour("blocked", answer(stub("Just a moment...")), path="/code.pdf"),
    # content codings
    "gzip-flipped": Behaviour("corrupt_encoding", answer(_flipped(PAGE), "Content-Encoding: gzip")),
    "gzip-cut": Behaviour("corrupt_encoding", answer(_PACKED[:-9], "Content-Encoding: gzip")),
    "gzip-tail": Behaviour("corrupt_encoding", answer(_PACKED + b"tail", "Content-Encoding: gzip")),
    "gzip-bomb": Behaviour("too_large", answer(_BOMB, "Content-Encoding: gzip")),
    "gzip-not": Behaviour("corrupt_encoding", answer(PAGE, "Content-Encoding: gzip")),
    "gzip-half-said": Behaviour("content_invalid", answer(gzip.compress(_PACKED), "Content-Encoding: gzip")),
    "deflate-cut": Behaviour("corrupt_encoding", answer(zlib.compress(PAGE)[:-5], "Content-Encoding: deflate")),
    "deflate-raw": Behaviour("corrupt_encoding", answer(zlib.compress(PAGE)[2:-4], "Content-Encoding: deflate")),
    "brotli": Behaviour("corrupt_encoding", answer(b"\x0b\x02\x80", "Content-Encoding: br")),
    "zstd": Behaviour("corrupt_encoding", answer(b"\x28\xb5\x2f\xfd", "Content-Encoding: zstd")),
    # slow and broken
    "header-drip": Behaviour("timeout", _drip_headers, 2),
    "body-drip": Behaviour("timeout", _drip_body, 2),
    "stall": Behaviour("timeout", _stall, 2),
    "silence": Behaviour("timeout", lambda writer: asyncio.sleep(30), 2),
    "reset": Behaviour("unreachable", _reset, 2),
    "reset-midway": Behaviour("unreachable", _reset_midway, 2),
    "close-at-once": Behaviour("unreachable", b"", 2),
    "headers-endless": Behaviour("protocol_error", _endless_headers),
    "continue-endless": Behaviour("timeout", _endless_continue, 2),
    # redirects
    "loop-1": Behaviour("redirect_loop", redirect("/code.html")),
    "loop-1-permanent": Behaviour("redirect_loop", redirect("/code.html", 301)),
    "to-file": Behaviour("policy_refused", redirect("file:///etc/passwd")),
    "to-data": Behaviour("policy_refused", redirect("data:text/html,hello")),
    "to-ftp": Behaviour("policy_refused", redirect("ftp://to-ftp.hostile.example/x")),
    "to-gopher": Behaviour("policy_refused", redirect("gopher://to-gopher.hostile.example/x")),
    "to-javascript": Behaviour("policy_refused", redirect("javascript:alert(1)")),
    "to-elsewhere": Behaviour("policy_refused", redirect("https://elsewhere.example/")),
    "to-elsewhere-307": Behaviour("policy_refused", redirect("https://elsewhere.example/", 307)),
    "to-elsewhere-308": Behaviour("policy_refused", redirect("https://elsewhere.example/", 308)),
    "to-other-host": Behaviour("policy_refused", redirect("//elsewhere.example/code.html")),
    "to-http": Behaviour("policy_refused", redirect("http://to-http.hostile.example/code.html")),
    "to-credentials": Behaviour("policy_refused", redirect("https://me:secret@to-credentials.hostile.example/")),
    "to-private": Behaviour("policy_refused", redirect("http://169.254.169.254/latest/meta-data/")),
    "to-robots-forbidden": Behaviour(
        "robots_forbidden", redirect("/private/code.html"), robots=b"User-agent: *\nDisallow: /private/\n"
    ),
    "to-login": Behaviour("blocked", redirect("/login?next=code"), 2),
    "redirect-without-place": Behaviour("protocol_error", status(302)),
    "long-redirect": Behaviour("redirect_loop", _LONG_REDIRECT, 2),
    # what stands in a page's place
    "challenge-200": Behaviour("blocked", answer(stub("Just a moment..."))),
    "challenge-header": Behaviour("blocked", answer(PAGE, "cf-mitigated: challenge")),
    "waf-header": Behaviour("blocked", status(202, "x-amzn-waf-action: challenge", body=b"")),
    "login-form": Behaviour("blocked", answer(stub("Sign in", extra="<input type='password' name='p'>"))),
    "maintenance": Behaviour("maintenance", answer(stub("Site maintenance"))),
    "soft-404": Behaviour("suspect", answer(stub("Page not found"))),
    "meta-refresh": Behaviour(
        "empty", answer(b"<html><head><meta http-equiv=refresh content='0;url=/other'></head><body></body></html>")
    ),
    # robots.txt
    "robots-forbids": Behaviour("robots_forbidden", answer(PAGE), 0, robots=answer(b"User-agent: *\nDisallow: /\n")),
    "robots-names-us": Behaviour(
        "robots_forbidden", answer(PAGE), 0, robots=answer(b"User-agent: keeling\nDisallow: /\n")
    ),
    "robots-bom": Behaviour(
        "robots_forbidden", answer(PAGE), 0, robots=answer(b"\xef\xbb\xbfUser-agent: *\nDisallow: /\n")
    ),
    "robots-long": Behaviour(
        "robots_forbidden", answer(PAGE), 0, robots=answer(b"User-agent: *\nDisallow: /\n" + b"# more\n" * 90_000)
    ),
    "robots-401": Behaviour("robots_unreachable", answer(PAGE), 0, robots=status(401)),
    "robots-403": Behaviour("robots_unreachable", answer(PAGE), 0, robots=status(403)),
    "robots-429": Behaviour("robots_unreachable", answer(PAGE), 0, robots=status(429)),
    "robots-500": Behaviour("robots_unreachable", answer(PAGE), 0, robots=status(500)),
    "robots-503": Behaviour("robots_unreachable", answer(PAGE), 0, robots=status(503)),
    "robots-page": Behaviour("robots_unreachable", answer(PAGE), 0, robots=answer(stub("Just a moment..."))),
    "robots-short": Behaviour("robots_unreachable", answer(PAGE), 0, robots=answer(b"User", "Content-Length: 90")),
    "robots-loop": Behaviour("robots_unreachable", answer(PAGE), 0, robots=redirect("/robots.txt")),
    "robots-elsewhere": Behaviour(
        "robots_unreachable", answer(PAGE), 0, robots=redirect("https://elsewhere.example/robots.txt")
    ),
    "robots-gone": Behaviour("ok", answer(OTHER), robots=status(410)),
    "robots-teapot": Behaviour("ok", answer(OTHER), robots=status(418)),
    # what must go on working
    "good": Behaviour("ok", answer(OTHER)),
    "good-gzip": Behaviour("ok", answer(gzip.compress(OTHER), "Content-Encoding: gzip")),
    "good-gzip-members": Behaviour(
        "ok", answer(gzip.compress(OTHER[:500]) + gzip.compress(OTHER[500:]), "Content-Encoding: gzip")
    ),
    "good-chunked": Behaviour("ok", chunked(OTHER[:99], OTHER[99:])),
    "good-trailers": Behaviour("ok", chunked(OTHER, end=b"0\r\nX-Sum: 1\r\n\r\n")),
    "good-close": Behaviour("ok", _CLOSE + OTHER),
    "good-kept-open": Behaviour("ok", answer(OTHER), close=False),
    "good-pdf": Behaviour("ok", answer(PDF + b"% more\n%%EOF\n", kind="application/pdf"), path="/code.pdf"),
    "good-same": Behaviour("unchanged", answer(PAGE)),
}
for _kind, _title in {
    "cloudflare": "Attention Required! | Cloudflare", "akamai": "Access Denied", "captcha": "Complete the captcha",
    "robot": "Are you a robot?", "verify": "Verifying you are human", "browser": "Checking your browser",
    "rejected": "Request Rejected", "interruption": "Pardon Our Interruption", "security": "Security check",
    "cookies": "Before you continue", "enable": "Enable cookies", "forbidden": "403 Forbidden",
    "ddos": "DDoS protection by Guard",
}.items():  # fmt: skip
    BEHAVIOURS[f"block-{_kind}"] = Behaviour("blocked", answer(stub(_title)))
for _kind, _text in {
    "support-id": "The requested URL was rejected. Your support ID is: 4711", "azure": "The request is blocked.",
    "owner": "Your access has been limited by the site owner", "unusual": "Unusual traffic from your network",
    "automated": "Automated access is not permitted", "script": "Enable JavaScript and cookies to continue",
}.items():  # fmt: skip
    BEHAVIOURS[f"prose-{_kind}"] = Behaviour("blocked", answer(stub("Notice", _text)))
for _kind, _mark in {
    "incapsula": "Incapsula incident ID: 1-2", "datadome": "<script src='https://geo.captcha-delivery.com/c.js'></script>",
    "perimeter": "<div id='px-captcha'></div>", "aws": "<script>window.gokuProps = {}</script>",
}.items():  # fmt: skip
    BEHAVIOURS[f"mark-{_kind}"] = Behaviour("blocked", answer(stub("Notice", _mark)))
for _kind, _title in {
    "503": "503 Service Unavailable", "back": "We will be back soon", "down": "The site is currently unavailable",
}.items():  # fmt: skip
    BEHAVIOURS[f"down-{_kind}"] = Behaviour("maintenance", answer(stub(_title)))
for _kind, _title in {"404": "404", "missing": "This page cannot be found", "gone": "No longer here"}.items():
    BEHAVIOURS[f"soft-{_kind}"] = Behaviour("suspect", answer(stub(_title)))


@dataclass(slots=True)
class Server:
    """The running server: `hostile` switches from good pages to behaviours."""

    port: int = 0
    hostile: bool = False
    asked: Counter[tuple[str, str]] = field(default_factory=Counter)
    heads: list[bytes] = field(default_factory=list)

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One connection: request after request until a behaviour closes it."""
        try:
            while head := await reader.readuntil(b"\r\n\r\n"):
                if not await self._answer(head, writer):
                    break
        except (asyncio.IncompleteReadError, asyncio.CancelledError, ConnectionError):
            pass
        finally:
            writer.close()

    async def _answer(self, head: bytes, writer: asyncio.StreamWriter) -> bool:
        self.heads.append(head)
        path = head.split(b" ")[1].decode()
        name = (
            next(line for line in head.decode().split("\r\n") if line.lower().startswith("host:"))[5:]
            .strip()
            .split(".")[0]
        )
        self.asked[name, path] += 1
        behaviour = BEHAVIOURS[name]
        if path == "/robots.txt":
            rules = behaviour.robots if self.hostile else None
            writer.write(answer(b"User-agent: *\nAllow: /\n", kind="text/plain") if rules is None else _framed(rules))
        elif not self.hostile or path.partition("?")[0] not in (behaviour.path, "/private/code.html"):
            writer.write(answer(PDF, kind="application/pdf") if path.endswith(".pdf") else answer(PAGE))
        elif callable(behaviour.response):
            await behaviour.response(writer)
            return False
        else:
            writer.write(behaviour.response)
        await writer.drain()
        return not self.hostile or not behaviour.close


def _framed(rules: bytes) -> bytes:
    return rules if rules.startswith(b"HTTP/") else answer(rules, kind="text/plain")


@contextmanager
def hostile_server() -> Iterator[Server]:
    """Run the server in a thread of its own."""
    server, started, loop = Server(), threading.Event(), asyncio.new_event_loop()

    async def run() -> None:
        listening = await asyncio.start_server(server.serve, "127.0.0.1", 0)
        server.port = listening.sockets[0].getsockname()[1]
        started.set()
        try:
            await asyncio.Event().wait()
        finally:
            listening.close()

    def main() -> None:
        task = loop.create_task(run())
        loop.call_later(300, task.cancel)
        with suppress(asyncio.CancelledError):
            loop.run_until_complete(task)
        for rest in asyncio.all_tasks(loop):
            rest.cancel()
        loop.run_until_complete(asyncio.sleep(0.05))
        loop.close()

    thread = threading.Thread(target=main, daemon=True)
    thread.start()
    started.wait(10)
    try:
        yield server
    finally:
        loop.call_soon_threadsafe(lambda: [task.cancel() for task in asyncio.all_tasks(loop)])
        thread.join(10)
