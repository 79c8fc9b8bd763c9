"""The Datasette plugin: routes, templates, static files."""

import re
import sqlite3
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any, TypeVar

import datasette as framework

from db.ask.words import day_words, label_words, path, target_words, time_words
from db.web import headers
from db.web.pages import (
    applies,
    asks,
    compare,
    divergences,
    exports,
    history,
    landing,
    lint,
    lists,
    notes,
    provision,
    search,
    work,
)
from db.web.parts import row_counts
from db.web.parts.answer import Answer, Ask, Missing
from db.web.parts.cells import cell
from db.web.route import Datasette, Request, Route, kept_pages, missing_page, page
from db.web.templates import ledger_head

F = TypeVar("F", bound=Callable[..., object])
hook: Callable[[F], F] = framework.hookimpl
first: Callable[[F], F] = framework.hookimpl(tryfirst=True)

WORK = r"(?P<work>[a-z0-9][a-z0-9-]*)"
VERSION = r"(?P<version>[^/]+?)"
SLUG = r"(?P<slug>[^/]+?)"
ENDS = r"(?P<before>[^/]+?)\.\.\.(?P<after>[^/]+?)"
TABLE = r"\.(?P<format>csv|xlsx)"
WHOLE = r"\.(?P<format>md|json|xml|docx)"
MAPPED_BYTES = 1 << 31
NOWHERE = "There is no page at this address."
TEXT = r"\.(?P<format>md|json|bib|ris|csl)"


@hook
def register_routes(datasette: Datasette) -> list[tuple[str, Route]]:
    """Pages at the root; addresses of databases stay Datasette's."""
    _without_rich()
    names = "|".join(re.escape(name) for name in [*datasette.databases, "favicon.ico"])
    own = rf"(?!(?:{names})(?:[/.]|$))"
    return [
        (r"^/$", page(landing.landing)),
        (r"^/about$", page(landing.about)),
        (r"^/data$", page(landing.data)),
        (r"^/amendments$", page(lists.instruments)),
        (r"^/divergences(?:\.(?P<format>json|csv|xlsx))?$", page(divergences.divergences)),
        (r"^/feeds/divergences\.(?P<format>atom|json)$", page(divergences.feed)),
        (r"^/statements$", page(lists.statements)),
        (r"^/asks(?:\.(?P<format>json|csv|xlsx|md))?$", page(asks.asks, keep=False)),
        (rf"^/asks/{WORK}/(?P<number>[1-9][0-9]{{0,4}})(?:\.(?P<format>json))?$", page(asks.ask, keep=False)),
        (r"^/feeds/outcomes\.(?P<format>atom|json)$", page(asks.feed, keep=False)),
        (r"^/notes(?:\.(?P<format>json))?$", page(notes.listed, keep=False)),
        (rf"^/lint/{WORK}/{VERSION}(?:\.(?P<format>json))?$", page(lint.lint)),
        (rf"^/reach/{WORK}/{VERSION}(?:\.(?P<format>json))?$", page(lint.reach)),
        (r"^/sources$", page(lists.sources)),
        (r"^/llms\.txt$", page(exports.llms)),
        (r"^/search$", page(search.search)),
        (r"^/search\.(?P<format>json|csv|xlsx)$", page(search.search)),
        (r"^/feeds/(?P<work>[a-z0-9][a-z0-9-]*)(?:/(?P<slug>[^/]+?))?\.(?P<format>atom|json)$", page(exports.feed)),
        (r"^/applies(?:\.(?P<format>json|toml|md))?$", page(applies.applies)),
        (r"^/compare$", page(compare.choose)),
        (r"^/stack$", page(compare.stack)),
        (rf"^/compare/{WORK}/{ENDS}(?:\.(?P<format>json|md|html|csv|xlsx))?$", page(compare.compare)),
        (rf"^/{own}{WORK}$", page(work.work)),
        (rf"^/{own}{WORK}/on/(?P<day>[^/]+)$", page(work.on)),
        (rf"^/{own}{WORK}/on/(?P<day>[^/]+)/{SLUG}$", page(work.on)),
        (rf"^/{own}{WORK}/{VERSION}/(?P<list>[a-z_]+){TABLE}$", page(exports.listing)),
        (rf"^/{own}{WORK}/{VERSION}{WHOLE}$", page(exports.version)),
        (rf"^/{own}{WORK}/in-force$", page(history.today)),
        (rf"^/{own}{WORK}/{VERSION}$", page(work.version)),
        (rf"^/{own}{WORK}/history/{SLUG}(?:\.(?P<format>json))?$", page(history.history)),
        (rf"^/{own}{WORK}/{VERSION}/{SLUG}{TEXT}$", page(exports.provision)),
        (rf"^/{own}{WORK}/in-force/{SLUG}$", page(history.today)),
        (rf"^/{own}{WORK}/{VERSION}/{SLUG}$", page(provision.provision)),
        (rf"^/{own}(?!-/).*%.*$", page(nowhere)),
    ]


def _without_rich() -> None:
    """Where `rich` happens to be installed Datasette prints every missing page with it, and fails doing so."""
    from datasette import handle_exception as stock

    stock.rich = None


def nowhere(_connection: sqlite3.Connection, _ask: Ask) -> Answer:
    """An address with escapes that is none of ours: Datasette would send its reader from page to page."""
    raise Missing(NOWHERE)


@hook
def prepare_connection(conn: sqlite3.Connection) -> None:
    """Read through the memory that the operating system keeps of the file: all connections share it."""
    conn.execute(f"pragma mmap_size = {MAPPED_BYTES}")


@hook
def prepare_jinja2_environment(env: Any, datasette: Any) -> None:
    """Dates and times in words, in every template; the head of the ledger at the foot of every page."""
    env.globals["ledger"] = lambda: ledger_head(datasette)
    env.filters["day"] = day_words
    env.filters["time"] = time_words
    env.filters["named"] = label_words
    env.filters["target"] = target_words
    env.filters["address"] = path


@hook
def render_cell(row: Any, value: Any, column: str) -> object:
    """Links and marked words in the cells of Datasette's own tables."""
    return cell(row, value, column)


@hook
def extra_css_urls() -> list[str]:
    """The style of the site, also for Datasette's own pages."""
    return ["/-/static-plugins/keeling/keeling.css"]


@hook
def extra_js_urls() -> list[str]:
    """Labels for the controls of Datasette's own pages."""
    return ["/-/static-plugins/keeling/stock.js"]


@hook
def menu_links() -> list[dict[str, str]]:
    """The way back from Datasette's own pages."""
    return [{"href": "/", "label": "Codes"}, {"href": "/data", "label": "Data"}]


@first
def handle_exception(datasette: Datasette, request: Request, exception: Exception) -> object:
    """An address that does not exist gets a page that helps."""
    if not isinstance(exception, framework.NotFound):
        return None

    async def answer() -> object:
        return await missing_page(datasette, request, Missing(NOWHERE))

    return answer


Scope = MutableMapping[str, Any]
Application = Callable[[Scope, Any, Any], Awaitable[None]]


@hook
def asgi_wrapper(datasette: Datasette) -> Callable[[Application], Application]:
    """Security headers on every answer; complete tables behind every CSV link; tables that are not counted again."""
    row_counts.inspect(datasette)
    return lambda app: headers.wrapped(app, set(datasette.databases), kept_pages(datasette))
