"""What the application answers, asked without a network and past what a server does around it.

A page of ours is made in this thread from one connection; a provision is read once for its page and all its other
forms. What is Datasette's own it answers itself.
"""

import csv
import io
import re
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from importlib.resources import files
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from datasette.utils.asgi import Request

from db.ask import query
from db.schema.metadata import TABLES
from db.web import prepare_connection
from db.web.forms import ALL, Forms, Told, Wanted

_TABLE = re.compile(r"/keeling/([A-Za-z_]+)\.csv")
_STATIC = re.compile(r"/-/static-plugins/keeling/([a-z_]+\.(?:css|js|svg))")
_FOLDER = files("db") / "web" / "static"


@dataclass(frozen=True, slots=True)
class Answered:
    """The answer to a path: its status, the media type, the body, and where it leads if it is a redirection."""

    path: str
    status: int
    kind: str
    body: bytes
    location: str = ""


def whole_table(connection: sqlite3.Connection, name: str) -> bytes:
    """A table or view as Datasette streams it, by asking for a thousand rows at a time: all rows, by their key."""
    columns = connection.execute(f'pragma table_info("{name}")').fetchall()
    first = TABLES.get(name, {}).get("sort_desc")
    own = [f'"{row["name"]}"' for row in sorted(columns, key=lambda row: row["pk"]) if row["pk"]]
    keys = [f'"{first}" desc'] if first else own
    order = f" order by {', '.join(keys)}" if keys else ""
    cursor = connection.execute(f'select * from "{name}"{order}')  # noqa: S608 (a name of ours)
    cursor.row_factory = None
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(column[0] for column in cursor.description)
    writer.writerows(cursor)
    return out.getvalue().encode()


class Answers:
    """An application whose templates are compiled, on a database that does not change, for a site at `origin`; `told`
    are the histories by work.
    """

    def __init__(self, application: Any, database: Path, origin: str, told: Mapping[str, Told]) -> None:
        self.origin, self.application = origin, application
        self.forms = Forms(self.application, origin, told)
        self.connection = query.connect(database, unchanging=True)
        prepare_connection(self.connection)

    def close(self) -> None:
        """Let go of the file."""
        self.connection.close()

    async def all_of(self, path: str, wanted: Wanted = ALL) -> list[Answered]:
        """The answer to a path; for a provision its other forms too, as far as they are wanted, each under its path."""
        own = self.forms.answered(path, Request(self._scope(path), None), self.connection, wanted)
        answers = [self._answered(*each) for each in own]
        if not answers and (table := _TABLE.fullmatch(path)):
            answers = [Answered(path, 200, "text/csv; charset=utf-8", whole_table(self.connection, table[1]))]
        if not answers and (name := _STATIC.fullmatch(path)):
            answers = [Answered(path, 200, "", (_FOLDER / name[1]).read_bytes())]
        return answers or [await self._asked(path)]

    @staticmethod
    def _answered(path: str, response: Any) -> Answered:
        body = response.body if isinstance(response.body, bytes) else response.body.encode()
        headers = {name.lower(): value for name, value in response.headers.items()}
        return Answered(path, response.status, response.content_type, body, headers.get("location", ""))

    @cached_property
    def app(self) -> Any:
        """The whole application, which few addresses need: it starts threads and a database of its own."""
        return self.application.app()

    async def _asked(self, path: str) -> Answered:
        """The application's own answer."""
        messages: list[Any] = []

        async def receive() -> dict[str, Any]:
            return {"type": "http.request", "body": b""}

        async def send(message: dict[str, Any]) -> None:
            messages.append(message)

        await self.app(self._scope(path), receive, send)
        headers = {name.decode().lower(): value.decode("latin-1") for name, value in messages[0]["headers"]}
        body = b"".join(message.get("body", b"") for message in messages[1:])
        status, kind = messages[0]["status"], headers.get("content-type", "")
        return Answered(path, status, kind, body, headers.get("location", ""))

    def _scope(self, path: str) -> dict[str, Any]:
        scheme, _, host = self.origin.partition("://")
        return {"type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": "GET", "scheme": scheme,
                "path": unquote(path), "raw_path": path.encode(), "query_string": b"", "root_path": "",
                "headers": [(b"host", host.encode())], "client": ("127.0.0.1", 0), "server": (host, 80)}  # fmt: skip
