"""The texts that the search of a published site finds."""

import sqlite3

from db.ask import query


def texts(connection: sqlite3.Connection) -> list[tuple[str, str, str, str, str]]:
    """Path, label, heading, text and where it stands of every provision of the newest version of each work."""
    sql = (
        "select p.path, p.label, p.heading, p.text, w.title || ', ' || v.label as place from provision p"
        " join versions v on v.id = p.version join works w on w.id = v.work_id"
        " where v.position = (select max(n.position) from versions n"
        " where n.work_id = v.work_id and n.snapshot is not null)"
        " and (p.text != '' or p.heading != '') order by v.work_id, p.position"
    )
    return [
        (row["path"] or "", row["label"] or "", row["heading"] or "", row["text"] or "", row["place"])
        for row in query.rows(connection, sql)
    ]
