"""The citation of a provision on a page, with the address under which others find it."""

import sqlite3

from db.ask import citing, provisions
from db.ask.query import Node
from db.ask.rows import VersionRow
from db.web.parts.answer import Ask


def citation(connection: sqlite3.Connection, ask: Ask, version: VersionRow, node: Node) -> citing.Citation:
    """The citation of a provision; its permalink is empty on a site that only this machine can reach."""
    address = f"{ask.public}{node.row.path}" if ask.public else ""
    return citing.cited(connection, node.row, version, address, provisions.content_hash(node))
