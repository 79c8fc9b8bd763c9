"""Headers that keep stored text from ever acting, on every answer.

Own pages run no inline script or style at all. Datasette's own pages bring a few inline scripts;
those that are fixed are allowed by their digest, computed from Datasette's templates, and
everything else inline stays forbidden.
"""

import base64
import hashlib
import re
from collections.abc import Awaitable, Callable, Iterable, MutableMapping
from functools import cache
from importlib.resources import files
from typing import Any
from urllib.parse import parse_qs

from db.ask.dated import today
from db.web.route import KEPT_AS, Answered, Kept

Scope = MutableMapping[str, Any]
Application = Callable[[Scope, Any, Any], Awaitable[None]]
_SCRIPT = re.compile(r"<script>(.*?)</script>", re.DOTALL)
_COMMON = (
    "default-src 'none'; img-src 'self' data:; connect-src 'self'; form-action 'self';"
    " frame-ancestors 'none'; base-uri 'none'"
)
UNCHANGED = 304
_OF_BODY = (b"content-length", b"content-type", b"content-disposition")
OWN = f"{_COMMON}; script-src 'self'; style-src 'self'"


@cache
def stock() -> str:
    """The policy of Datasette's own pages: their inline styles hold column names."""
    digests = " ".join(f"'sha256-{_digest(script)}'" for script in _fixed_scripts())
    return f"{_COMMON}; script-src 'self' {digests}; style-src 'self' 'unsafe-inline'"


def _fixed_scripts() -> list[str]:
    """Inline scripts of Datasette's templates that have no variables; and the one with two values."""
    found = ["DATASETTE_ALLOW_FACET = true;", "DATASETTE_ALLOW_FACET = false;"]
    for template in sorted(files("datasette").joinpath("templates").iterdir(), key=lambda path: path.name):
        scripts = _SCRIPT.findall(template.read_text("utf-8")) if template.name.endswith(".html") else []
        found += [script for script in scripts if "{{" not in script and "{%" not in script]
    return found


def _digest(script: str) -> str:
    return base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()


def wrapped(app: Application, databases: set[str], kept: Kept) -> Application:
    """The application with headers added, with CSV links that give every row, and with its pages kept.

    A page is kept for readers who are nobody in particular: a request with a cookie or a token is
    answered anew.
    """

    async def run(scope: Scope, receive: Any, send: Any) -> None:
        if scope["type"] != "http":
            await app(scope, receive, send)
            return
        name = _name(scope, kept.stamp())
        if name and (found := kept.get(name)):
            await _send_kept(scope, send, found)
            return
        policy = stock() if _is_stock(scope["path"], databases) else OWN

        unchanged = False

        async def answer(message: MutableMapping[str, Any]) -> None:
            nonlocal unchanged
            if message["type"] == "http.response.start":
                message["headers"] = [*_kept(message.get("headers", [])), *_headers(policy)]
                message["status"] = _status(scope, message["status"], message["headers"])
                unchanged = message["status"] == UNCHANGED
                message["headers"] = [h for h in message["headers"] if not unchanged or h[0] not in _OF_BODY]
            await send({**message, "body": b""} if unchanged and message["type"] == "http.response.body" else message)

        await app(_complete({**scope, KEPT_AS: name}, databases), receive, answer)

    return run


async def _send_kept(scope: Scope, send: Any, found: Answered) -> None:
    status = _status(scope, 200, found[0])
    named = [header for header in found[0] if status == 200 or header[0] not in _OF_BODY]
    await send({"type": "http.response.start", "status": status, "headers": [*named, *_headers(OWN)]})
    bare = scope["method"] == "HEAD" or status == UNCHANGED
    await send({"type": "http.response.body", "body": b"" if bare else found[1]})


def _status(scope: Scope, status: int, answered: Iterable[tuple[bytes, bytes]]) -> int:
    """304 in place of 200 for a reader who has this answer already (RFC 9110, 13.2.2): the tag goes before the time."""
    asked, found = dict(scope["headers"]), dict(answered)
    if status != 200 or scope["method"] not in ("GET", "HEAD"):
        return status
    if wanted := asked.get(b"if-none-match"):
        tags = {tag.strip().removeprefix(b"W/") for tag in wanted.split(b",")}
        same = found.get(b"etag") in tags or (tags == {b"*"} and b"etag" in found)
    else:
        same = bool(found.get(b"last-modified")) and asked.get(b"if-modified-since") == found[b"last-modified"]
    return UNCHANGED if same else status


def _name(scope: Scope, stamp: str) -> str:
    """The name under which the page of a request is kept on one day, with these notes; empty where it is somebody's."""
    headers = dict(scope["headers"])
    if scope["method"] not in ("GET", "HEAD") or b"cookie" in headers or b"authorization" in headers:
        return ""
    host = headers.get(b"host", b"")
    asked = (scope["scheme"].encode(), host, scope.get("raw_path") or b"", scope["query_string"])
    return b" ".join((today().encode(), stamp.encode(), *asked)).decode("latin-1")


def _is_stock(path: str, databases: set[str]) -> bool:
    first = path.strip("/").partition("/")[0].partition(".")[0]
    return first in databases or path.startswith("/-/")


def _complete(scope: Scope, databases: set[str]) -> Scope:
    """A CSV of a table gives all its rows, not the first hundred."""
    table = _is_stock(scope["path"], databases) and scope["path"].endswith(".csv") and scope["path"].count("/") >= 2
    query = scope.get("query_string", b"")
    if not table or b"_stream" in query or "sql" in parse_qs(query.decode("latin-1")):
        return scope
    return {**scope, "query_string": query + (b"&" if query else b"") + b"_stream=1"}


def _kept(headers: list[tuple[bytes, bytes]]) -> list[tuple[bytes, bytes]]:
    ours = {name for name, _ in _headers("")}
    return [(name, value) for name, value in headers if name.lower() not in ours]


def _headers(policy: str) -> list[tuple[bytes, bytes]]:
    return [
        (b"content-security-policy", policy.encode()),
        (b"x-content-type-options", b"nosniff"),
        (b"referrer-policy", b"no-referrer"),
        (b"cross-origin-opener-policy", b"same-origin"),
    ]
