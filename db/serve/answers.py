"""What the application answers, asked without a network and past what a server does around it.

A page of ours is made in this thread from one connection; a provision is read once for its page and all its other
forms. What is Datasette's own it answers itself.
"""

import asyncio
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from datasette.utils.asgi import Request

from db.ask import query, works
from db.serve.application import datasette
from db.serve.static_pages import file_of
from db.web import prepare_connection
from db.web.forms import Forms
from db.web.templates import prepare

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
        self.forms = Forms(self.application, origin)
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
        download = file_of(path) == unquote(path).strip("/") and not path.startswith("/feeds/")
        source = self.connection if download or path.count("/") > 2 else self.whole
        own = self.forms.answered(path, Request(self._scope(path), None), source)
        return [self._answered(*each) for each in own] or [await self._asked(path)]

    @staticmethod
    def _answered(path: str, response: Any) -> Answered:
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
