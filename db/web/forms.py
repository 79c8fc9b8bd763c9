"""Our pages answered in this thread, past what a server does around them: a provision with all its other forms."""

import re
import sqlite3
from collections.abc import Callable, Iterator, Mapping
from typing import Any
from urllib.parse import unquote

from datasette import Response

from db.ask import query
from db.ask.provisions import History, by_number
from db.web import register_routes
from db.web.pages import exports, history, provision
from db.web.parts.answer import Ask, Missing, Page
from db.web.parts.reading import Reading, read
from db.web.route import HANDLERS, Route, answered, respond_now, response_of
from db.web.templates import writer

FORMS = exports.FORMS
EVERY = ("", *FORMS)
"""The page of a provision and its other forms."""
Wanted = Mapping[str, str]
"""The forms of a provision that are wanted, each as it was made before of the same words, or empty; the page is ""."""
ALL: Wanted = dict.fromkeys(EVERY, "")
OF_NOW = "text/html; charset=utf-8; part=now"
"""The media type of what a page says of now, without the rest, where it was made before."""
Told = Mapping[str, History]


class Forms:
    """The pages of an application, for a site at `origin`."""

    def __init__(self, datasette: Any, origin: str, histories: Mapping[str, Told]) -> None:
        self.datasette, self.origin, self.histories = datasette, origin, histories
        self.routes: list[tuple[re.Pattern[str], Route]] = [
            (re.compile(pattern), view) for pattern, view in register_routes(datasette)
        ]

    def answered(
        self, path: str, request: Any, connection: sqlite3.Connection, wanted: Wanted = ALL
    ) -> Iterator[tuple[str, Response]]:
        """The answer to a path and, read with it, to the other forms of a provision; none where Datasette answers.

        Of a provision only the forms `wanted` are made.
        """
        for pattern, view in self.routes:
            if (found := pattern.match(path)) is not None:
                parts = {name: unquote(value) for name, value in found.groupdict().items() if value is not None}
                ask = Ask(parts, {}, self.origin, unquote(path))
                if HANDLERS[view] in (history.history, history.today) and "slug" in parts:
                    yield path, self._of_number(connection, ask, view, request)
                elif HANDLERS[view] is provision.provision and (reading := self._read(connection, ask)):
                    yield from self._forms(path, reading, writer(self.datasette, request), wanted)
                else:
                    yield from self._own(path, view, ask, request, connection)
                return

    def _forms(
        self, path: str, reading: Reading, write: Callable[[Page], str] | None, wanted: Wanted
    ) -> Iterator[tuple[str, Response]]:
        """A provision that was read, in the forms wanted."""
        if "" in wanted and write:
            if wanted[""]:
                yield path, Response(write(provision.shown_now(reading)), content_type=OF_NOW)
            else:
                yield path, Response.html(write(provision.shown(reading)))
        for form in FORMS:
            if form in wanted:
                yield f"{path}.{form}", response_of(self.datasette, exports.formed(reading, form, wanted[form]))

    def _read(self, connection: sqlite3.Connection, ask: Ask) -> Reading | None:
        """The provision of an address; None where there is none, or has gone elsewhere, which its page then says."""
        try:
            found = read(connection, ask, self.histories.get(ask.parts["work"]), whole=True)
        except Missing:
            return None
        return found if isinstance(found, Reading) else None

    def _of_number(self, connection: sqlite3.Connection, ask: Ask, view: Route, request: Any) -> Response:
        """What became of a number, from the histories of its work where they were read once."""
        work = ask.parts["work"]
        told = self.histories.get(work)
        known = None if told is None else query.recent(connection, ("numbers", work), lambda: by_number(told))
        asked = history.today if HANDLERS[view] is history.today else history.history
        return answered(self.datasette, asked(connection, ask, known), writer(self.datasette, request))

    def _own(
        self, path: str, view: Route, ask: Ask, request: Any, connection: sqlite3.Connection
    ) -> Iterator[tuple[str, Response]]:
        write = writer(self.datasette, request)
        response = respond_now(self.datasette, HANDLERS[view], ask, connection, write)
        if response is not None:
            yield path, response
