"""What the application answers, asked without a network and past what a server does around it.

A page of ours is made in this thread from one connection; a provision is read once for its page and all its other
forms. What is Datasette's own it answers itself.
"""

import asyncio
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from datasette import Response
from datasette.utils.asgi import Request

from db.ask import query, works
from db.serve.application import datasette
from db.serve.static_pages import file_of
from db.web import prepare_connection, register_routes
from db.web.pages import exports, provision
from db.web.parts.answer import Ask, Redirect
from db.web.parts.reading import read
from db.web.route import HANDLERS, Route, respond_now, response_of
from db.web.templates import prepare, writer

HEAD = "see ledger.txt"
"""What a download says in place of the ledger's head: it must not change because something else was looked at."""
_WITHOUT_HEAD = (
    "create temp view build_info as select key, case key when 'ledger' then"  # noqa: S608 (constants)
    f" '{HEAD}' else value end as value from main.build_info"
)


@dataclass(frozen=True, slots=True)
class Answered:
    """The answer to a path: its status, the media type, the body, and where it leads if it is a redirection."""

    path: str
    status: int
    kind: str
    body: bytes
    location: str = ""


class Answers:
    """The application on a database that does not change, for a site at `origin`."""

    def __init__(self, database: Path, origin: str) -> None:
        self.origin = origin
        self.application = datasette(database)
        asyncio.run(self.application.client.get("/-/versions.json"))
        prepare(self.application)
        self.app = self.application.app()
        self.routes: list[tuple[re.Pattern[str], Route]] = [
            (re.compile(pattern), view) for pattern, view in register_routes(self.application)
        ]
        self.whole, self.connection = (query.connect(database, unchanging=True) for _ in range(2))
        for each in (self.whole, self.connection):
            prepare_connection(each)
        self.head = works.head(self.whole)
        self.connection.execute(_WITHOUT_HEAD)

    def close(self) -> None:
        """Let go of the file."""
        for each in (self.whole, self.connection):
            each.close()

    async def all_of(self, path: str) -> list[Answered]:
        """The answer to a path; for a provision its other forms too, each under its own path."""
        for pattern, view in self.routes:
            found = pattern.match(path)
            if found is not None:
                parts = {name: unquote(value) for name, value in found.groupdict().items() if value is not None}
                own = list(self._own(path, view, Ask(parts, {}, self.origin, unquote(path)), found.groupdict()))
                return own or [await self._asked(path)]
        return [await self._asked(path)]

    def _own(self, path: str, view: Route, ask: Ask, parts: dict[str, Any]) -> Iterator[Answered]:
        """Our own answers; none where Datasette has to write the page."""
        request = Request({**self._scope(path), "url_route": {"kwargs": parts}}, None)
        write = writer(self.application, request)
        if (
            HANDLERS[view] is provision.provision
            and write
            and not isinstance(reading := read(self.connection, ask), Redirect)
        ):
            yield Answered(path, 200, "text/html; charset=utf-8", write(provision.shown(reading)).encode())
            for form in exports.FORMS:
                made = exports.formed(reading, form)
                yield self._answered(f"{path}.{form}", response_of(self.application, made))
            return
        download = file_of(path) == unquote(path).strip("/") and not path.startswith("/feeds/")
        source = self.connection if download else self.whole
        response = respond_now(self.application, HANDLERS[view], ask, source, write)
        if response is not None:
            yield self._answered(path, response)

    @staticmethod
    def _answered(path: str, response: Response) -> Answered:
        body = response.body if isinstance(response.body, bytes) else response.body.encode()
        headers = {name.lower(): value for name, value in response.headers.items()}
        return Answered(path, response.status, response.content_type, body, headers.get("location", ""))

    async def _asked(self, path: str) -> Answered:
        """The application's own answer, its tables without the ledger's head."""
        messages: list[Any] = []

        async def receive() -> dict[str, Any]:
            return {"type": "http.request", "body": b""}

        async def send(message: dict[str, Any]) -> None:
            messages.append(message)

        await self.app(self._scope(path), receive, send)
        headers = {name.decode().lower(): value.decode("latin-1") for name, value in messages[0]["headers"]}
        body = b"".join(message.get("body", b"") for message in messages[1:])
        if self.head:
            body = body.replace(self.head.encode(), HEAD.encode())
        status, kind = messages[0]["status"], headers.get("content-type", "")
        return Answered(path, status, kind, body, headers.get("location", ""))

    def _scope(self, path: str) -> dict[str, Any]:
        scheme, _, host = self.origin.partition("://")
        return {"type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": "GET", "scheme": scheme,
                "path": unquote(path), "raw_path": path.encode(), "query_string": b"", "root_path": "",
                "headers": [(b"host", host.encode())], "client": ("127.0.0.1", 0), "server": (host, 80)}  # fmt: skip
