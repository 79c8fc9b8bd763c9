"""Parts that several pages share: versions in words, notices, finding what an address names."""

import json
import os
import sqlite3
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from corpus.errors import UsageError
from db.ask import dated, provisions, query, versions, works
from db.ask.query import Row
from db.ask.rows import ProvisionRow, VersionRow
from db.ask.words import day_words, inclusion_words, path
from db.web.parts.answer import Ask, Missing, Redirect


def beside(connection: sqlite3.Connection) -> Path | None:
    """The folder of the database, where what people wrote about it stands; None where it is in memory."""
    asked = "pragma database_list"
    return query.kept(connection, (asked,), lambda: _folder(connection.execute(asked)))


def _folder(databases: Iterable[Sequence[str]]) -> Path | None:
    file = next(row[2] for row in databases if row[1] == "main")
    return Path(file).parent if file else None


def without_folder(text: str, folder: Path | None) -> str:
    """A text for readers, without the folder of this machine that its files are in."""
    return text.replace(f"{folder}{os.sep}", "") if folder else text


def as_at(ask: Ask) -> str:
    """The day a page is asked for (`?as-at=`), else today; raises Missing (400) for what is no day."""
    try:
        return dated.as_at(ask.get("as-at"))
    except UsageError as wrong:
        raise Missing(f"“as-at”: {wrong}.", status=400) from None


def find_work(connection: sqlite3.Connection, work_id: str) -> Row:
    """The work of an address; raises Missing with the works there are."""
    found = query.work(connection, work_id)
    if found is None:
        first = works.first_works(connection)
        raise Missing(f"There is no work “{work_id[:60]}” here.", [(f"/{w['id']}", w["title"]) for w in first])
    return found


def find_version(connection: sqlite3.Connection, work: Row, name: str) -> VersionRow:
    """The version of an address; `latest` and `in-force` name one too. Raises Missing with those there are."""
    word = name in ("latest", "in-force")
    identifier = f"{work['id']}@{name}"
    found = dated.named(connection, identifier, dated.today()) if word else query.version(connection, identifier)
    if found is None:
        known = query.versions(connection, work["id"])
        links = [(path(row.id), f"{work['title']}: {row.label}") for row in known]
        said = f"There is no version “{name[:80]}” of “{work['title']}”."
        raise Missing(
            f"{said} These are the versions there are:" if links else f"{said} No version is held yet.", links
        )
    return found


def find_provision(connection: sqlite3.Connection, version: VersionRow, slug: str) -> ProvisionRow | Redirect:
    """The provision of an address, or where the one that had this number has gone in this version."""
    found = query.provision(connection, version.id, slug)
    if found is not None:
        return found
    lowered = query.provision(connection, version.id, slug.lower())
    if lowered is not None:
        return Redirect(lowered.path, permanent=True)
    moved = _moved(connection, version, slug)
    if moved is not None:
        return Redirect(path(version.id, moved), permanent=True)
    raise _no_provision(connection, version, slug)


def _moved(connection: sqlite3.Connection, version: VersionRow, slug: str) -> str | None:
    """The slug in this version of what had this number in another version, nearest in time first."""
    found = provisions.moved_to(connection, version.id, slug, version.work_id, version.position)
    return found[0]["slug"] if found else None


def _no_provision(connection: sqlite3.Connection, version: VersionRow, slug: str) -> Missing:
    elsewhere = provisions.elsewhere(connection, slug, version.work_id)
    links = [(path(r["version_id"], r["slug"]), f"{r['label']} in {r['version_label']}") for r in elsewhere]
    here = [(path(version.id), f"All of {version.work_title}: {version.label}")]
    if links:
        return Missing("This provision is not in this version. It is in another:", links + here)
    return Missing(f"There is no provision “{slug[:60]}” in this version, and none in the others.", here)


def part(ask: Ask, name: str) -> str:
    """A part of the address."""
    return ask.parts.get(name) or ""


def inclusion(connection: sqlite3.Connection, work_id: str) -> Row | None:
    """The published version that includes an instrument: in words, with the way to it and to the comparison."""
    found = query.inclusion(connection, work_id)
    if found is None:
        return None
    ends = (found["previous_id"].partition("@")[2], found["published_id"].partition("@")[2])
    return found | {
        "words": inclusion_words(found["date"], found["status"], found["in_force"]),
        "path": path(found["published_id"]),
        "compare": f"/compare/{found['work_id']}/{ends[0]}...{ends[1]}",
        "told": found["shown"] + found["open"],
    }


def news(connection: sqlite3.Connection, limit: int, day: str, work: str | None = None) -> list[dict[str, Any]]:
    """The last events, with their summary in lines."""
    found = works.news(connection, work, limit, day)
    return [row | {"day": day_words(row["date"]), "lines": row["summary"].splitlines()} for row in found]


def notes(connection: sqlite3.Connection, version_id: str) -> list[Row]:
    """The footnotes of a version."""
    return versions.footnotes(connection, version_id)


def references(
    connection: sqlite3.Connection, version_id: str, ids: Iterable[str] | None = None
) -> dict[str, list[Row]]:
    """Cross references by the provision that cites; of the whole version, or of some provisions."""
    found = versions.cross_references(connection, version_id, None if ids is None else json.dumps(list(ids)))
    grouped: dict[str, list[Row]] = {}
    for row in found:
        grouped.setdefault(row["provision_id"], []).append(row)
    return grouped
