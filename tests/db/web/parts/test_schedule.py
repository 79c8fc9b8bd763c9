"""The marks of computed versions: kept by the build, read back by the pages."""

import sqlite3
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from db.ask import expressions, instruments, query
from db.ask.query import Node
from db.web.parts import schedule
from diffs.execute.consolidate import consolidate
from diffs.output.schedule_layout import Marked, marked


@pytest.fixture(scope="module")
def connection(built: tuple[Path, Any]) -> Iterator[sqlite3.Connection]:
    """The database of the example corpus."""
    opened = query.connect(built[0] / "keeling.db")
    yield opened
    opened.close()


def plain(marks: Sequence[Marked]) -> list[object]:
    """What a page shows of marks, without where the words stand in a source."""
    return [(m.node.label, m.node.text, m.standing, m.edits, m.by, plain(m.children)) for m in marks]


def pairs(nodes: Sequence[Node], marks: Sequence[Marked]) -> Iterator[tuple[Node, Marked]]:
    """Every provision with its mark."""
    for node, mark in zip(nodes, (each for each in marks if each.standing != "omitted"), strict=True):
        yield node, mark
        yield from pairs(node.children, mark.children)


def test_the_marks_kept_are_those_of_the_execution(connection: sqlite3.Connection) -> None:
    """Of a whole version, and of each provision alone: as if the instruments were executed now."""
    derived = query.versions_where(connection, "v.status = 'derived'")
    assert derived
    standings = set()
    for version in derived:
        made = instruments.consolidation(connection, version.id)
        assert made is not None
        executed = [expressions.expression(connection, each) for each in made.instruments]
        wanted = marked(consolidate(expressions.expression(connection, made.base_id), executed))
        nodes = query.tree(connection, version.id)
        found = schedule.marks(connection, version, nodes)
        assert found is not None
        assert plain(found) == plain(wanted)
        for node, mark in pairs(nodes, wanted):
            standings.add(mark.standing)
            one = schedule.mark(connection, version, node)
            assert one is not None
            assert plain([one]) == plain([mark])
    assert standings == {"kept", "inserted"}


def test_a_published_version_has_no_marks(connection: sqlite3.Connection) -> None:
    """Marks are of what keeling computed."""
    version = query.versions_where(connection, "v.status != 'derived'")[0]
    assert schedule.marks(connection, version, query.tree(connection, version.id)) is None
