"""Instruments: their effects, what execution came to, how the result compares with what was published."""

import sqlite3
from itertools import groupby
from typing import Any

from corpus.citation import label_slug
from db.ask import query
from db.ask.query import Row
from db.ask.rows import ConsolidationRow, EffectRow, OutcomeRow, VersionRow, all_of
from db.ask.words import label_words, path


def consolidation(connection: sqlite3.Connection, version: str) -> ConsolidationRow | None:
    """How a version was computed: its base and its instruments; None for a published one."""
    sql = "select * from consolidations where version_id = :v"

    def ask() -> tuple[list[ConsolidationRow]]:
        return (
            all_of(ConsolidationRow, connection.execute(sql, {"v": version})),
        )  # none is an answer that is kept too

    return next(iter(query.kept(connection, (sql, version), ask)[0]), None)


def totals(connection: sqlite3.Connection, version: str) -> list[Row]:
    """In each version computed with an instrument, how many of its instructions were applied."""
    return query.rows(
        connection,
        "select o.consolidation_id, v.label, sum(o.state = 'applied') as applied, count(*) as total"
        " from instruction_outcomes o join versions v on v.id = o.consolidation_id where o.instrument_id = :v"
        " group by o.consolidation_id order by o.consolidation_id",
        v=version,
    )


def effect(connection: sqlite3.Connection, effect: str) -> EffectRow | None:
    """One effect."""
    cursor = connection.execute("select * from effects where id = :id", {"id": effect})
    return next(iter(all_of(EffectRow, cursor)), None)


def effects(connection: sqlite3.Connection, version: str) -> list[EffectRow]:
    """The effects of an instrument, in order."""
    sql = "select * from effects where version_id = :v order by position"
    return all_of(EffectRow, connection.execute(sql, {"v": version}))


def outcomes(connection: sqlite3.Connection, version: str) -> list[OutcomeRow]:
    """What became of the instructions of an instrument in each version computed with it."""
    cursor = connection.execute(
        "select o.*, v.label as derived_label from instruction_outcomes o join versions v on v.id = o.consolidation_id"
        " where o.instrument_id = :v order by o.consolidation_id, o.position",
        {"v": version},
    )
    return all_of(OutcomeRow, cursor)


def verifications(connection: sqlite3.Connection, version: str) -> list[Row]:
    """Published versions held against those computed with an instrument."""
    return query.rows(
        connection,
        "select x.*, p.label as published_label, p.work_id from verifications x"
        " join consolidations c on c.version_id = x.derived_id join versions p on p.id = x.published_id"
        " where exists (select 1 from json_each(c.instruments) where value = :v)",
        v=version,
    )


def checks_of(connection: sqlite3.Connection, version: str) -> list[Row]:
    """Published versions held against a computed one."""
    return query.rows(
        connection,
        "select x.*, p.label as published_label from verifications x join versions p on p.id = x.published_id"
        " where x.derived_id = :v",
        v=version,
    )


def amending(connection: sqlite3.Connection, work: str) -> list[VersionRow]:
    """Instruments that amend a work, each in its newest version, oldest first."""
    return query.versions_where(
        connection,
        f"{query.AMENDING} and w.kind = 'amendment'"  # noqa: S608
        " and v.position = (select max(position) from versions x where x.work_id = v.work_id) order by v.date, v.id",
        w=work,
    )


def cautions(connection: sqlite3.Connection, version: str) -> list[Row]:
    """What to be careful about in a computed version."""
    return query.rows(
        connection,
        "select * from cautions where consolidation_id = :v order by position",
        v=version,
    )


def differences(connection: sqlite3.Connection, verification: str) -> list[Row]:
    """Provisions of a verification that differ, typography apart."""
    return query.rows(
        connection,
        "select label, result, edits from verification_provisions where verification_id = :id"
        " and result not in ('identical', 'typography') order by position",
        id=verification,
    )


def executed(connection: sqlite3.Connection, version: str) -> list[OutcomeRow]:
    """What each instruction came to in a computed version, in order."""
    sql = "select * from instruction_outcomes where consolidation_id = :v order by position"
    return all_of(OutcomeRow, connection.execute(sql, {"v": version}))


def used(connection: sqlite3.Connection, version: str) -> tuple[str, ...]:
    """The versions of the instruments that a version was computed with, in order; none for a published one."""
    made = consolidation(connection, version)
    return made.instruments if made else ()


CAUSES = {
    "publisher_omitted": "ordered by an instruction that was executed, left out of the published text",
    "publisher_changed": "changed in the published text, ordered by no instruction",
    "not_executed": "an instruction about it was not executed here",
    "target_absent": "an instruction names what the text before does not have",
    "not_commenced": "comes into force after the published text",
    "source_incomplete": "a source has not all of the text",
    "undetermined": "the texts do not tell",
}
"""The causes of `diffs.execute.divergences`, in words; only the first is a finding about the publisher."""

RESULTS = {"differs": "differs", "missing": "published, not computed", "extra": "computed, not published"}
DIVERGENCES = "Published texts that are not what their instruments say"


def divergences(connection: sqlite3.Connection, work: str | None = None, cause: str | None = None) -> list[Row]:
    """Every difference, those of the latest published text first, in the order of its provisions."""
    return query.rows(
        connection,
        "select d.*, w.title as work_title, w.illustrative, p.label as published_label, p.date as date,"
        " p.first_seen as learned,"
        " v.label as derived_label from divergences d join works w on w.id = d.work_id"
        " join versions p on p.id = d.published_id join versions v on v.id = d.derived_id"
        " where (:work is null or d.work_id = :work) and (:cause is null or d.cause = :cause)"
        " order by p.date desc, d.verification_id, d.finding desc, d.position",
        work=work,
        cause=cause,
    )


def divergence_entries(connection: sqlite3.Connection) -> list[dict[str, Any]]:
    """The entries of the feed of divergences: one for each published text that departs from its instruments."""
    found = groupby(divergences(connection), key=lambda row: row["verification_id"])
    return [_entry(list(rows)) for _, rows in found]


def _entry(rows: list[Row]) -> dict[str, Any]:
    first = rows[0]
    findings = sum(row["finding"] for row in rows)
    count = f"{len(rows)} difference{'s' * (len(rows) != 1)}"
    told = f"{findings} ordered and left out" if findings else "none of them ordered and left out"
    title = f"{first['work_title']}, {first['published_label']}: {count} from what its instruments say, {told}"
    lines = [f"{label_words(row['label'])}: {CAUSES[row['cause']]} ({row['because']})" for row in rows]
    return {
        "id": f"{first['published_id']} divergences {first['derived_id']}",
        "date": first["date"],
        "learned": first["learned"],
        "work_id": first["work_id"],
        "illustrative": first["illustrative"],
        "kind": "divergence",
        "title": title,
        "summary": "\n".join(lines),
        "path": f"/divergences?work={first['work_id']}",
        "changes": [],
    }


def told_apart(row: Row) -> Row:
    """A difference as a page shows it: its cause in words, and where both passages stand."""
    ways = {name: path(row[f"{name}_id"]) for name in ("published", "derived")}
    slug = "" if row["label"].startswith("(") else f"/{label_slug(row['label'])}"
    passages = {
        "published_passage": ways["published"] + slug if row["result"] != "extra" else "",
        "derived_passage": ways["derived"] + slug if row["result"] != "missing" else "",
    }
    passages["derived_path"] = ways["derived"]
    return row | passages | {"words": CAUSES[row["cause"]], "result_words": RESULTS[row["result"]]}
