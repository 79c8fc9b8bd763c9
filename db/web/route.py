"""What every page needs: the database, one connection for all its questions, and its answer.

A page is a function of a connection and its parameters that gives a `Page`; it runs in one of
Datasette's threads on one connection, hence on one build. `page()` makes a route of it.
"""

import hashlib
import sqlite3
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from datasette import Response

from db.ask.notes import FILE
from db.ask.touched import RECORDS
from db.web.parts.answer import Answer, Ask, Document, Handler, Missing, Page, Redirect
from db.web.templates import writer

if TYPE_CHECKING:  # it asks for a page that says what is missing, hence for this module
    from db.web.parts.computed_stacks import Stacks

KEPT_BYTES = 96_000_000
KEPT_AS = "keeling.page"
"""Where a request carries the name under which its page may be kept (`db.web.headers`)."""

TAG = "etag"

Answered = tuple[Sequence[tuple[bytes, bytes]], bytes]

Datasette = Any
Request = Any
"""Datasette ships no types, and its application module cannot be imported while it loads its plugins."""


class Kept:
    """Pages of one application kept in memory: the file does not change while it is served.

    People's notes and a record of measures stand beside it and may change: `beside` are these files, by whose
    `stamp` a page is kept.
    """

    def __init__(self, most: int, beside: Sequence[Path] = ()) -> None:
        self.most = most
        self.beside = tuple(beside)
        self.size = 0
        self.pages: dict[str, Answered] = {}
        from db.web.parts.computed_stacks import Stacks

        self.stacks = Stacks()

    def stamp(self) -> str:
        """What tells one state of the notes from another; empty where there are none."""
        found = ""
        for path in self.beside:
            with suppress(OSError):
                state = path.stat()
                found += f"{state.st_mtime_ns}.{state.st_size} "
        return found

    def get(self, key: str) -> "Answered | None":
        """The page kept for an address, most recently used last."""
        found = self.pages.pop(key, None)
        if found is not None:
            self.pages[key] = found
        return found

    def put(self, key: str, response: Response) -> None:
        """Keep a good page; the least used make room for it."""
        body = response.body.encode() if isinstance(response.body, str) else response.body
        if response.status != 200 or len(body) > self.most // 8:
            return
        headers = {**response.headers, "content-type": response.content_type, "content-length": str(len(body))}
        encoded = [(name.lower().encode(), value.encode()) for name, value in headers.items()]
        self.size += len(body) - len(self.pages.pop(key, ((), b""))[1])
        self.pages[key] = (encoded, body)
        while self.size > self.most:
            self.size -= len(self.pages.pop(next(iter(self.pages)))[1])


Route = Callable[[Datasette, Request], Awaitable[Response]]
HANDLERS: dict[Route, Handler] = {}
"""What each route of ours asks."""


def database(datasette: Datasette) -> str:
    """The name of keeling's database among those that are open; raises Missing when there is none."""
    names: list[str] = [name for name in datasette.databases if not name.startswith("_")]
    if "keeling" in names:
        return "keeling"
    if not names:
        raise Missing("No database is open.", status=503)
    return names[0]


def page(handler: Handler, *, keep: bool = True) -> Route:
    """A route that answers with a page; `keep` says that it depends on the database alone, which does not change."""

    async def view(datasette: Datasette, request: Request) -> Response:
        try:
            name = database(datasette)
            await datasette.ensure_permissions(request.actor, [("view-database", name), "view-instance"])
            source = datasette.get_database(name)
            kept = kept_pages(datasette) if keep and not (source.is_mutable or request.actor) else None
            ask = _ask(datasette, request)
            stacks = kept_pages(datasette).stacks
            write = writer(datasette, request)

            def answered(connection: sqlite3.Connection) -> Answer | str:
                answer = _answered(connection, stacks, handler, ask)
                return write(answer) if write and isinstance(answer, Page) else answer

            response = await _respond(datasette, request, await source.execute_fn(answered))
            response.headers[TAG] = _tag(response.body)
            if kept and (key := request.scope.get(KEPT_AS)):
                kept.put(key, response)
            return response
        except Missing as missing:
            return await missing_page(datasette, request, missing)

    view.__name__ = handler.__name__
    HANDLERS[view] = handler
    return view


def respond_now(
    datasette: Datasette,
    handler: Handler,
    ask: Ask,
    connection: sqlite3.Connection,
    write: "Callable[[Page], str] | None",
) -> Response | None:
    """The same answer in this thread, from a connection of the caller's; None where Datasette has to write the page."""
    try:
        answer = _answered(connection, kept_pages(datasette).stacks, handler, ask)
    except Missing as missing:
        return Response.text(missing.message, status=missing.status)
    return answered(datasette, answer, write)


def answered(datasette: Datasette, answer: Answer, write: "Callable[[Page], str] | None") -> Response | None:
    """The response for an answer; None where Datasette has to write the page."""
    if isinstance(answer, Page):
        return Response.html(write(answer)) if write else None
    return response_of(datasette, answer)


def _answered(connection: sqlite3.Connection, stacks: "Stacks", handler: "Handler", ask: Ask) -> Answer:
    """The page, from the file, or where it names a stack that is not stored from one computed now."""
    from db.web.parts.computed_stacks import unknown

    parts = [ask.parts.get(name) or "" for name in ("version", "before", "after")]
    names = unknown(connection, ask.parts["work"], parts) if any("+" in part for part in parts) else []
    if not names:
        return handler(connection, ask)
    return stacks.answer(connection, names, lambda own: handler(own, ask))


def kept_pages(datasette: Datasette) -> Kept:
    """The application's kept pages."""
    if not hasattr(datasette, "_keeling_pages"):
        files = (Path(each.path) for each in datasette.databases.values() if each.path)
        datasette._keeling_pages = Kept(KEPT_BYTES, [path.parent / name for path in files for name in (FILE, *RECORDS)])
    kept: Kept = datasette._keeling_pages
    return kept


def _ask(datasette: Datasette, request: Request) -> Ask:
    parts = {name: unquote(value) for name, value in request.url_vars.items() if value is not None}
    if any(ord(char) < 32 or char == "\ufffd" for value in parts.values() for char in value):
        raise Missing("The address has characters that no address here has.", status=400)
    query = {name: request.args.get(name) or "" for name in request.args}
    origin = _base(datasette) or datasette.absolute_url(request, "/").rstrip("/")
    return Ask(parts, query, origin, request.path)


def _base(datasette: Datasette) -> str:
    """The address of the site as its owner says it; empty where nobody does. Looked up once: the metadata is copied."""
    if not hasattr(datasette, "_keeling_base"):
        datasette._keeling_base = (datasette.plugin_config("keeling") or {}).get("base_url") or ""
    said: str = datasette._keeling_base
    return said


def _tag(body: str | bytes) -> str:
    """The entity tag of an answer: the beginning of the SHA-256 of its body."""
    return f'"{hashlib.sha256(body.encode() if isinstance(body, str) else body).hexdigest()[:32]}"'


async def _respond(datasette: Datasette, request: Request, answer: Answer | str) -> Response:
    if isinstance(answer, str):
        return Response.html(answer)
    if isinstance(answer, Page):
        return Response.html(await _html(datasette, request, answer))
    return response_of(datasette, answer)


def response_of(datasette: Datasette, answer: Redirect | Document) -> Response:
    """The response for what is no page of ours."""
    if isinstance(answer, Redirect):
        return Response.redirect(datasette.urls.path(answer.path), status=301 if answer.permanent else 302)
    headers = {"content-disposition": f'attachment; filename="{answer.filename}"'} if answer.filename else {}
    headers |= {"last-modified": answer.modified, "cache-control": "no-cache"} if answer.modified else {}
    return Response(answer.content, content_type=answer.media_type, headers=headers)


async def _html(datasette: Datasette, request: Request, page: Page) -> str:
    write = writer(datasette, request)
    if write:
        return write(page)
    body: str = await datasette.render_template(f"keeling/{page.template}", dict(page.values), request=request)
    return body


async def missing_page(datasette: Datasette, request: Request, missing: Missing) -> Response:
    """A page, or JSON where JSON was asked for, that says what was wrong."""
    if request.path.endswith(".json"):
        return Response.json(
            {"error": missing.message, "see": [path for path, _ in missing.links]}, status=missing.status
        )
    values = {"message": missing.message, "links": missing.links, "status": missing.status}
    body = await _html(datasette, request, Page("missing.html", values))
    return Response.html(body, status=missing.status)
