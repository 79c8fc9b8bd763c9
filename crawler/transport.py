"""HTTP/1.1 as specified, over checked connections: Scrapy's download handler for keeling.

h11 reads the protocol and refuses what is not one; this module owns the connection: names are
resolved here, every address must be public, the peer must be one of them, certificates verify,
and time and size are capped as bytes arrive. In replica mode the connection goes to one loopback
port instead, and nothing else differs: the request, its Host and the recorded address are real.
"""

import asyncio
import socket
import ssl
import time
from dataclasses import dataclass
from functools import cache
from urllib.parse import urlsplit

import h11
from scrapy import Request
from scrapy.core.downloader.handlers.base import BaseDownloadHandler
from scrapy.crawler import Crawler
from scrapy.http import Headers, Response
from scrapy.responsetypes import responsetypes

from crawler.addresses import public
from crawler.outcomes import UNRESOLVED, FetchFailed, Outcome
from crawler.pacing import Line

HEADER_LIMIT = 64 * 1024
CHUNK = 64 * 1024
CLOSE_DELIMITED = "close-delimited"
"""Flag of a response whose end only the closed connection told: it may have been cut anywhere."""


@dataclass(slots=True)
class _Connection:
    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter
    http: h11.Connection
    peer: str
    used: bool = False

    def close(self) -> None:
        self.writer.transport.abort()


@cache
def _trusted() -> ssl.SSLContext:
    """The authorities of this machine, loaded once with the first site that needs them: it takes longer than a page."""
    context = ssl.create_default_context()
    context.set_alpn_protocols(["http/1.1"])
    return context


class StrictHandler(BaseDownloadHandler):
    """One connection per site, kept open between requests, checked before its first byte."""

    lazy = False

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._line: Line = crawler.spider.run.line  # type: ignore[union-attr]
        self._idle: dict[tuple[str, str, int], _Connection] = {}

    async def download_request(self, request: Request) -> Response:
        """The response exactly as sent, or FetchFailed with the outcome."""
        async with self._line.turn(urlsplit(request.url).hostname or ""):
            return await self._timed(request)

    async def _timed(self, request: Request) -> Response:
        if self._line.stopped:
            raise FetchFailed("interrupted", "the run was stopped before this address was asked")
        self._line.check(urlsplit(request.url).hostname or "")
        deadline = asyncio.timeout(self._line.limits.timeout)
        started = time.monotonic()
        try:
            async with deadline:
                self._line.watch(deadline)
                return await self._exchange(request)
        except TimeoutError:
            if self._line.stopped:
                raise FetchFailed("interrupted", "the run was stopped while this address was asked") from None
            raise FetchFailed("timeout", f"no whole answer within {self._line.limits.timeout:g} s") from None
        finally:
            self._line.unwatch(deadline)
            request.meta["download_latency"] = time.monotonic() - started

    async def close(self) -> None:
        """Close what is still open."""
        for connection in self._idle.values():
            connection.close()
        self._idle.clear()
        await asyncio.sleep(0)  # asyncio lets go of an aborted connection one step later

    async def _exchange(self, request: Request) -> Response:
        parts = urlsplit(request.url)
        site = (parts.scheme, parts.hostname or "", parts.port or (443 if parts.scheme == "https" else 80))
        connection = self._idle.pop(site, None)
        if connection is not None and connection.reader.at_eof():
            connection.close()
        elif connection is not None:
            try:
                return await self._ask(site, connection, request)
            except _Stale:
                connection.close()  # the server had closed it between two requests: ask once more on a new one
        return await self._ask(site, await self._connect(site), request)

    async def _ask(self, site: tuple[str, str, int], connection: _Connection, request: Request) -> Response:
        try:
            connection.writer.write(_request_bytes(connection.http, request))
            response = await self._receive(connection, request)
        except FetchFailed:
            connection.close()
            raise
        except h11.RemoteProtocolError as error:
            connection.close()
            raise FetchFailed(_outcome(error), str(error)) from None
        except (ConnectionError, ssl.SSLError, OSError) as error:
            connection.close()
            if connection.used and connection.http.their_state is h11.SEND_RESPONSE:
                raise _Stale from None
            raise FetchFailed("unreachable", f"the connection broke: {error}") from None
        except BaseException:
            connection.close()
            raise
        self._keep(site, connection)
        return response

    def _keep(self, site: tuple[str, str, int], connection: _Connection) -> None:
        http = connection.http
        if http.our_state is h11.DONE and http.their_state is h11.DONE and not http.trailing_data[0]:
            http.start_next_cycle()
            connection.used = True
            self._idle[site] = connection
        else:
            connection.close()

    async def _receive(self, connection: _Connection, request: Request) -> Response:
        limit = self._line.limits.max_size
        head, parts, size, heard = None, list[bytes](), 0, 0
        while True:
            event = connection.http.next_event()
            if event is h11.NEED_DATA:
                received = await connection.reader.read(CHUNK)
                heard += len(received)
                if not heard and connection.used:
                    raise _Stale
                if not heard:
                    raise FetchFailed("unreachable", "the server closed the connection without an answer")
                if not received and head is None:
                    raise FetchFailed("protocol_error", "what the server sent is not an HTTP response")
                connection.http.receive_data(received)
            elif isinstance(event, h11.Response):
                head = event
                _refuse_announced(head, limit)
            elif isinstance(event, h11.Data):
                size += len(event.data)
                if size > limit:
                    raise FetchFailed("too_large", f"more than {limit} bytes")
                parts.append(bytes(event.data))
            elif isinstance(event, h11.EndOfMessage):
                assert head is not None
                return self._respond(connection, request, head, b"".join(parts))

    def _respond(self, connection: _Connection, request: Request, head: h11.Response, body: bytes) -> Response:
        if connection.http.trailing_data[0]:
            count = len(connection.http.trailing_data[0])
            raise FetchFailed("protocol_error", f"{count} bytes or more follow the body that the server announced")
        headers = Headers()
        for name, value in head.headers:
            headers.appendlist(name.decode("latin-1"), bytes(value))
        kind = responsetypes.from_args(headers=headers, url=request.url, body=body[:512])
        framed = b"Content-Length" in headers or b"Transfer-Encoding" in headers
        flags = [] if framed or head.status_code in (204, 304) else [CLOSE_DELIMITED]
        return kind(
            request.url,
            status=head.status_code,
            headers=headers,
            body=body,
            request=request,
            flags=flags,
            protocol="HTTP/1.1",
        )

    async def _connect(self, site: tuple[str, str, int]) -> _Connection:
        scheme, host, port = site
        if self._line.replica is not None:
            return await open_connection("127.0.0.1", self._line.replica)
        context = _trusted() if scheme == "https" else None
        problem: FetchFailed | None = None
        for address in await checked(host, port):
            try:
                return await open_connection(address, port, context, host)
            except FetchFailed as failed:
                problem = failed
                if failed.outcome == "tls_error":
                    break
        assert problem is not None
        raise problem


class _Stale(Exception):
    """A connection kept from an earlier request turned out to be closed."""


async def checked(host: str, port: int) -> tuple[str, ...]:
    """The addresses of a name; FetchFailed when it has none, or one that is not public."""
    try:
        found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (socket.gaierror, UnicodeError) as error:
        raise FetchFailed("dns_error", f"{host} {UNRESOLVED}: {error}") from None
    addresses = tuple(dict.fromkeys(str(entry[4][0]) for entry in found))
    private = [address for address in addresses if not public(address)]
    if private:
        raise FetchFailed("policy_refused", f"{host} resolves to {private[0]}, which is not a public address")
    return addresses


async def open_connection(
    address: str, port: int, context: ssl.SSLContext | None = None, host: str | None = None
) -> _Connection:
    """A connection to one address, its peer checked; FetchFailed says why there is none."""
    try:
        name = host if context else None
        reader, writer = await asyncio.open_connection(address, port, ssl=context, server_hostname=name)
    except ssl.SSLError as error:
        raise FetchFailed("tls_error", f"{host}: {error}") from None
    except OSError as error:
        # a connection that was there and broke off broke off in the handshake
        shaken = context is not None and isinstance(error, ConnectionResetError | ConnectionAbortedError)
        outcome: Outcome = "tls_error" if shaken else "unreachable"
        raise FetchFailed(outcome, f"no connection to {host or address}: {error}") from None
    peer = str(writer.get_extra_info("peername")[0])
    if peer != address:
        writer.close()
        raise FetchFailed("policy_refused", f"the connection went to {peer}, not to {address}")
    return _Connection(reader, writer, h11.Connection(h11.CLIENT, HEADER_LIMIT), peer)


def _request_bytes(http: h11.Connection, request: Request) -> bytes:
    parts = urlsplit(request.url)
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    headers = [(b"Host", parts.netloc.encode("ascii"))]
    headers += [(name, value) for name, values in request.headers.items() for value in values]
    event = h11.Request(method="GET", target=target, headers=headers)
    return (http.send(event) or b"") + (http.send(h11.EndOfMessage()) or b"")


def _refuse_announced(head: h11.Response, limit: int) -> None:
    for name, value in head.headers:
        if name == b"content-length" and int(value) > limit:
            raise FetchFailed("too_large", f"the server announces {int(value)} bytes; the cap is {limit}")


def _outcome(error: h11.RemoteProtocolError) -> Outcome:
    """h11 says the same class for a body that ends early and for what is not HTTP."""
    early = "without sending complete message body" in str(error) or "incomplete chunked read" in str(error)
    return "truncated" if early else "protocol_error"
