"""The citation of a provision on a page, with the address under which others find it."""

import sqlite3

from db.ask import citing
from db.ask.rows import ProvisionRow, VersionRow
from db.web.parts.answer import Ask


def citation(
    connection: sqlite3.Connection, ask: Ask, version: VersionRow, row: ProvisionRow, wording: str
) -> citing.Citation:
    """The citation of a provision, whose words have the digest `wording`.

    Its permalink is empty on a site that only this machine can reach.
    """
    address = f"{ask.public}{row.path}" if ask.public else ""
    return citing.cited(connection, row, version, address, wording)
