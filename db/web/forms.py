"""Our pages answered in this thread, past what a server does around them: a provision with all its other forms."""

import re
import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any
from urllib.parse import unquote

from datasette import Response

from db.ask import query
from db.ask.rows import EventRow
from db.web import register_routes
from db.web.pages import exports, provision
from db.web.parts.answer import Ask, Missing, Redirect
from db.web.parts.reading import Reading, read
from db.web.route import HANDLERS, Route, respond_now, response_of
from db.web.templates import writer

FORMS = exports.FORMS
Told = Mapping[str, Sequence[EventRow]]
Histories = Callable[[sqlite3.Connection, str], Told]
"""What gives every history of a work at once."""


class Forms:
    """The pages of an application, for a site at `origin`."""

    def __init__(self, datasette: Any, origin: str, histories: Histories) -> None:
        self.datasette, self.origin, self.histories = datasette, origin, histories
        self.routes: list[tuple[re.Pattern[str], Route]] = [
            (re.compile(pattern), view) for pattern, view in register_routes(datasette)
        ]

    def answered(self, path: str, request: Any, connection: sqlite3.Connection) -> Iterator[tuple[str, Response]]:
        """The answer to a path and, read with it, to the other forms of a provision; none where Datasette answers."""
        for pattern, view in self.routes:
            if (found := pattern.match(path)) is not None:
                parts = {name: unquote(value) for name, value in found.groupdict().items() if value is not None}
                yield from self._own(path, view, Ask(parts, {}, self.origin, unquote(path)), request, connection)
                return

    def _own(
        self, path: str, view: Route, ask: Ask, request: Any, connection: sqlite3.Connection
    ) -> Iterator[tuple[str, Response]]:
        write = writer(self.datasette, request)
        if HANDLERS[view] is provision.provision and write:
            work = ask.parts["work"]
            told = query.recent(connection, ("histories", work), lambda: self.histories(connection, work))
            reading = _read(connection, ask, told)
            if isinstance(reading, Reading):
                yield path, Response.html(write(provision.shown(reading)))
                for form in exports.FORMS:
                    yield f"{path}.{form}", response_of(self.datasette, exports.formed(reading, form))
                return
        response = respond_now(self.datasette, HANDLERS[view], ask, connection, write)
        if response is not None:
            yield path, response


def _read(connection: sqlite3.Connection, ask: Ask, told: Told) -> Reading | Redirect | None:
    """The provision of an address; None where there is none, which the page then says."""
    try:
        return read(connection, ask, told)
    except Missing:
        return None
