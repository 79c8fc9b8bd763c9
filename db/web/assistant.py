"""Tools for an assistant, by the Model Context Protocol: the same answers as the pages, each with its evidence.

Every answer says which version it is from, its dates and status, the permanent address, the digest of the
text and that it is unofficial. What is not there is said and never made up; a quotation is verified
word for word.
"""

import json
from collections.abc import Callable
from contextlib import closing
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from corpus.citation import label_slug
from corpus.errors import KeelingError, NothingFound, UsageError
from db.ask import dated, query, versions, works
from db.ask.query import Row
from db.ask.rows import EventRow, ProvisionRow, one_or_several
from db.ask.words import path
from db.web import quotes
from db.web.pages import compare, exports, search
from db.web.pages.exports import RULES
from db.web.parts.answer import Answer, Ask, Document, Missing
from diffs.apply.profile import read

EXTRA = "tools for an assistant need an extra package: pip install 'keeling[assistant]'"
MOST = 50


@dataclass(frozen=True, slots=True)
class Tools:
    """The tools over one database; `site` is where its pages are read, for permalinks."""

    database: Path
    site: str = ""

    def search_measures(self, words: str, work: str = "", limit: int = 10) -> dict[str, Any]:
        """Measures and provisions that have these words, best first. `work` narrows to one code: pcu."""

        def run(connection: Any) -> dict[str, Any]:
            ask = self._ask({"format": "json"}, {"q": words, "work": work, "all": "1"})
            every = _json(search.search(connection, ask))["results"]
            found = every[: max(1, min(limit, MOST))]
            stamped = [each | self._stamp(connection, _version_of(connection, each)) for each in found]
            return {"query": words, "total": len(every), "results": [self._linked(each) for each in stamped]}

        return self._answer(run)

    def provision_at(self, citation: str, version: str = "") -> dict[str, Any]:
        """One provision word for word: `PCU C11.4(a)`. `version`: id, day or `latest`; else the one in force today."""

        def run(connection: Any) -> dict[str, Any]:
            row, chosen = self._find(connection, citation, version)
            parts = _parts(chosen) | {"slug": row.slug, "format": "json"}
            told: dict[str, Any] = _json(exports.provision(connection, self._ask(parts)))
            return told | self._stamp(connection, chosen) | {"permalink": self._link(path(chosen["id"], row.slug))}

        return self._answer(run)

    def compare(self, before: str, after: str, label: str = "") -> dict[str, Any]:
        """What changed between two versions of one work: `pcu@2025-04-24`, `pcu@2025-07-04`; of one provision only."""

        def run(connection: Any) -> dict[str, Any]:
            ends = [self._version(connection, name) for name in (before, after)]
            if ends[0]["work_id"] != ends[1]["work_id"]:
                raise UsageError("two versions of one work can be compared; these are of two works")
            names = [end["id"].partition("@")[2] for end in ends]
            parts = {"work": ends[0]["work_id"], "before": names[0], "after": names[1], "format": "json"}
            told: dict[str, Any] = _json(compare.compare(connection, self._ask(parts)))
            if label:
                told |= self._only(connection, told, label)
            link = self._link(f"/compare/{parts['work']}/{names[0]}...{names[1]}")
            return told | {
                "ends": [self._stamp(connection, end) for end in ends],
                "permalink": link,
                "unofficial": True,
            }

        return self._answer(run)

    def _only(self, connection: Any, told: dict[str, Any], label: str) -> dict[str, Any]:
        """The changes of one provision, counted; raises Missing where neither has it, which is not "unchanged"."""
        rows = query.labelled(connection, label)
        if not {row.version_id for row in rows} & {told["before"], told["after"]}:
            has = f"; it stands in {', '.join(row.version_id for row in rows)}" if rows else ""
            raise Missing(f"There is no provision {label!r} in {told['before']} or {told['after']}{has}.")
        changes = [each for each in told["changes"] if _concerns(each, label)]
        counts = {kind: sum(each["kind"] == kind for each in changes) for kind in told["summary"]}
        return {"provision": label, "summary": counts, "changes": changes}

    def why_changed(self, citation: str, version: str = "") -> dict[str, Any]:
        """How a provision came to read as it does: each version it is in, what changed, and which instrument did it."""

        def run(connection: Any) -> dict[str, Any]:
            row, chosen = self._find(connection, citation, version)
            steps = [self._step(each) for each in query.history(connection, row.id)]
            return {"label": row.label, "history": steps} | self._stamp(connection, chosen)

        return self._answer(run)

    def applies(self, profile: dict[str, Any], code: str, version: str = "") -> dict[str, Any]:
        """Which measures of a code apply to a service, with the sentence that decides; null is "cannot tell".

        `profile` has the keys of a keeling profile: service, monthly_uk_users, likely_accessed_by_children, risk …
        """

        def run(connection: Any) -> dict[str, Any]:
            from diffs.apply.decide import answers_json, decide
            from diffs.apply.telling import not_covered
            from diffs.apply.understood import unnamed

            chosen = self._version(connection, f"{code}@{version or 'in-force'}")
            conditions = versions.conditions(connection, chosen["id"])
            if conditions is None:
                raise NothingFound(f"{chosen['id']} was not read as a code: it has no measures")
            facts = read(profile, "the profile given")
            told = answers_json(facts, [decide(facts, conditions)])
            text = query.version(connection, chosen["id"])
            beside = dated.beyond(connection, text, dated.today()) if text else []
            notes = [*unnamed(facts, [conditions]), *beside, not_covered(works.procedures(connection, [chosen["id"]]))]
            return told | {"notes": notes} | self._stamp(connection, chosen)

        return self._answer(run)

    def verify_quote(self, quote: str, version: str = "", work: str = "") -> dict[str, Any]:
        """Whether these words stand in a version, else in any of `work`: `exact`, `typography_only` or `not_found`."""

        def run(connection: Any) -> dict[str, Any]:
            chosen = [self._version(connection, version)] if version else _published(connection, work)
            looked = [(each, quotes.verify(quotes.passages(connection, each["id"]), quote)) for each in chosen]
            found = [(each, told) for each, told in looked if told.result != "not_found"]
            results = [told.result for _, told in found]
            result = "exact" if "exact" in results else results[0] if results else "not_found"
            told = {"result": result, "quote": quote, "places": [self._place(connection, *each) for each in found]}
            near = next((told.nearest for _, told in reversed(looked) if told.nearest), None)
            nearest = {"label": near.label, "text": near.text} if near and not found else None
            if len(quote.split()) < quotes.SHORTEST:
                told |= {"because": f"fewer than {quotes.SHORTEST} words: too short to be looked for"}
            return told | {"nearest": nearest, "looked_in": [each["id"] for each in chosen], "unofficial": True}

        return self._answer(run)

    def coverage(self, version: str) -> dict[str, Any]:
        """How completely a version was read: words placed, words left out by which rule, doubts, what falls short."""

        def run(connection: Any) -> dict[str, Any]:
            chosen = self._version(connection, version)
            counts = {name: chosen[name] for name in ("words", "placed", "dropped", "shortfall", "review")}
            counts["doubts"] = [{"kind": kind, "at": at, "detail": detail} for kind, at, detail in chosen["doubts"]]
            left = [{"rule": each["rule"], "text": each["text"]} for each in versions.drops(connection, chosen["id"])]
            return counts | {"left_out": left[:MOST], "left_out_pieces": len(left)} | self._stamp(connection, chosen)

        return self._answer(run)

    # ---- what all of them do -----------------------------------------------------------------

    def _answer(self, run: Callable[[Any], dict[str, Any]]) -> dict[str, Any]:
        """The answer with the ledger's head; what is not there or not usable is said in `error`."""
        try:
            with closing(query.connect(self.database)) as connection:
                return run(connection) | {"ledger": works.head(connection), "unofficial": True}
        except (Missing, KeelingError) as error:
            return {"error": getattr(error, "message", None) or str(error), "unofficial": True}

    def _ask(self, parts: dict[str, str], asked: dict[str, str] | None = None) -> Ask:
        return Ask(parts, {name: value for name, value in (asked or {}).items() if value}, self.site.rstrip("/"), "/")

    def _link(self, address: str) -> str:
        return f"{self.site.rstrip('/')}{address}"

    def _linked(self, row: dict[str, Any]) -> dict[str, Any]:
        return row | ({"permalink": self._link(row["path"])} if row.get("path") else {})

    def _version(self, connection: Any, name: str) -> Row:
        """A version by id, `work@DAY`, `work@latest`, `work@in-force`; raises Missing for one that is not there."""
        found = dated.named(connection, name, dated.today())
        if found is None:
            raise Missing(f"There is no version {name!r}.")
        return asdict(found)

    def _find(self, connection: Any, citation: str, version: str) -> tuple[ProvisionRow, Row]:
        """A provision by its citation, in the version named or in the one in force today."""
        rows = query.labelled(connection, citation)
        vouched = {row.work_id for row in rows if row.catalogued}
        works = sorted(vouched or {row.work_id for row in rows})
        if not works:
            raise Missing(f"There is no provision {citation!r} in any version.")
        if "@" not in version and len(works) > 1:
            raise Missing(f"{citation!r} stands in {', '.join(works)}: name a version.")
        name = version if "@" in version else f"{works[0]}@{version or 'in-force'}"
        chosen = self._version(connection, name)
        row = query.provision(connection, chosen["id"], label_slug(citation))
        if row is None:
            has = ", ".join(row.version_id for row in rows)
            raise Missing(f"There is no {citation!r} in {chosen['id']}; it stands in {has}.")
        return row, chosen

    def _stamp(self, connection: Any, version: Row) -> dict[str, Any]:
        """What every answer says of the version it is from."""
        return {
            "version": version["id"],
            "version_label": version["label"],
            "status": version["status"],
            "dates": {name: version[name] for name in ("date", "issued", "in_force_from", "in_force_until")},
            "snapshot": version["snapshot"],
            "content_hash": version["content_hash"],
            "version_permalink": self._link(path(version["id"])),
            "unofficial": True,
        }

    def _step(self, row: EventRow) -> dict[str, Any]:
        changes = [
            {"kind": each.kind, "before": one_or_several(each.before), "after": one_or_several(each.after)}
            | {"edits": each.edits, "explained_by": each.explained_by}
            for each in row.changes
        ]
        return {
            "version": row.version_id,
            "status": row.status,
            "date": row.date,
            "label": row.label,
            "changes": changes,
            "permalink": self._link(path(row.version_id, row.slug)),
        }

    def _place(self, connection: Any, version: Row, told: quotes.Quoted) -> dict[str, Any]:
        row = told.provision
        assert row is not None
        around = {"before": told.before, "after": told.after}
        link = self._link(row.path)
        return (
            {"result": told.result, "label": row.label, **around}
            | self._stamp(connection, version)
            | {"permalink": link}
        )


def _json(answer: Answer) -> Any:
    if not isinstance(answer, Document):
        raise Missing("There is no such answer as data.")
    return json.loads(answer.content)


def _parts(version: Row) -> dict[str, str]:
    work, _, name = version["id"].partition("@")
    return {"work": work, "version": name}


def _version_of(connection: Any, found: dict[str, Any]) -> Row:
    row = query.version(connection, found["version_id"])
    assert row is not None
    return asdict(row)


def _concerns(change: dict[str, Any], label: str) -> bool:
    """Whether a change is of a provision, of something in it, or of a whole that it came, went or moved with."""
    ends = [change, *change.get("provisions", ())]
    labels = [each for end in ends for name in ("before", "after") for each in _labels(end.get(name))]
    wanted = label_slug(label)
    whole = change["kind"] != "modified"
    return any(
        slug == wanted or slug.startswith(f"{wanted}-") or (whole and wanted.startswith(f"{slug}-"))
        for slug in map(label_slug, labels)
    )


def _labels(value: Any) -> list[str]:
    if isinstance(value, dict):
        value = value.get("label")
    return [value] if isinstance(value, str) else [str(each) for each in value or [] if isinstance(each, str)]


def _published(connection: Any, work: str) -> list[Row]:
    """Every published version, of one work or of all, newest last."""
    rows = query.rows(connection, "select id from versions where snapshot is not null order by work_id, position")
    found = [query.version(connection, row["id"]) for row in rows if work in ("", row["id"].partition("@")[0])]
    if not found:
        raise Missing(f"There is no work {work!r}.")
    return [asdict(row) for row in found if row]


def server(database: Path, site: str = "") -> Any:
    """The server with every tool; UsageError without the extra package."""
    try:
        from mcp.server import MCPServer
    except ImportError:
        raise UsageError(EXTRA) from None
    query.connect(database).close()
    tools = Tools(database, site)
    made = MCPServer("keeling", instructions=RULES)
    for name in ("search_measures", "provision_at", "compare", "why_changed", "applies", "verify_quote", "coverage"):
        made.tool(name=name)(getattr(tools, name))
    return made
