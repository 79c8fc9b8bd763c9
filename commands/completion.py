"""What a shell may complete: works, versions and labels that the database holds."""

import sqlite3
from collections.abc import Iterator, Sequence

import click
from click.shell_completion import CompletionItem

from commands.options import Place
from corpus.errors import KeelingError

MOST = 200


_WITHIN = "{0} >= :begun and {0} < :begun || char(1114111)"
"""A range, so that an index answers."""


def works(context: click.Context, _parameter: click.Parameter, begun: str) -> list[CompletionItem]:
    """Works whose id begins so, with their title."""
    sql = "select id, title from works where id in (select work_id from versions) and"
    return _items(context, f"{sql} {_WITHIN.format('id')}", begun)


def versions(context: click.Context, _parameter: click.Parameter, begun: str) -> list[CompletionItem]:
    """Versions whose id begins so; where none does, files, as an argument may be one."""
    sql = "select id, label from versions where"
    found = _items(context, f"{sql} {_WITHIN.format('id')}", begun)
    return found or [CompletionItem(begun, type="file")]


def labels(context: click.Context, _parameter: click.Parameter, begun: str) -> list[CompletionItem]:
    """Labels that begin so, in capitals if there is none as typed; a measure with its title."""
    sql = "select p.label, t.heading from provisions p join texts t on t.id = p.text_id where"
    sql = f"{sql} {_WITHIN.format('p.label')} order by p.label"
    return _items(context, sql, begun) or _items(context, sql, begun.upper())


def _items(context: click.Context, sql: str, begun: str) -> list[CompletionItem]:
    """The first rows found, each name once; none where there is no database."""
    found: dict[str, CompletionItem] = {}
    for name, words in _rows(context.ensure_object(Place), sql, begun):
        found.setdefault(name, CompletionItem(name, help=words or None))
    return list(found.values())[:MOST]


def _rows(place: Place, sql: str, begun: str) -> Iterator[Sequence[str]]:
    try:
        with place.connected() as connection:
            yield from connection.execute(sql, {"begun": begun})
    except (KeelingError, sqlite3.Error):
        return
