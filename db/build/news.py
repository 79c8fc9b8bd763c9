"""What changed, in sentences a person understands: the entries of the front page and the feeds."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from corpus.address import published
from corpus.change import Comparison
from corpus.verdict import counted
from corpus.work import Expression, is_draft
from db.ask.words import STATUS_WORDS, day_words, isolated, path
from db.build.expression_rows import Row
from db.build.versions import Version

NAMED = 6


def version_label(version: Version) -> str:
    """Short name of a version: 4 July 2025, in force."""
    words = day_words(version.date)
    if version.status and (version.work.kind in ("code", "amendment") or version.status != "issued"):
        words += f", {STATUS_WORDS[version.status]}"
    return f"{words} (wording {_evidence(version)})" if version.silent_edit or version.rival else words


def _evidence(version: Version) -> str:
    """Since when there is evidence of a wording: `first seen 4 July 2025`, `archived 4 July 2025`."""
    return f"{'archived' if version.archived else 'first seen'} {day_words(version.known_from[:10])}"


def counts_sentence(summary: Mapping[str, int]) -> str:
    """`2 provisions added, 1 provision reworded`; says so when nothing changed."""
    parts = [counted(kind, n) for kind, n in summary.items() if n]
    return ", ".join(parts) + "." if parts else "No change of wording."


def comparison_news(version: Version, earlier: Version, comparison: Comparison, sentences: Sequence[str]) -> Row:
    """A new version of a work against the one before."""
    title = f"{isolated(version.work.title)}: {version_label(version)}"
    if version.silent_edit:
        title = f"{isolated(version.work.title)}: the wording changed without a new date ({_evidence(version)})"
    if version.rival:
        same = "of one day" if version.date else "without a date"
        title = f"{isolated(version.work.title)}: two texts {same} say different things ({_evidence(version)})"
    lines = [
        *sentences,
        f"{'Beside' if version.rival else 'Since'} {version_label(earlier)}: {counts_sentence(comparison.summary)}",
    ]
    return _row(
        date=version.known_from[:10] if version.silent_edit else version.date,
        work_id=version.work.id,
        kind="silent_edit" if version.silent_edit else "version",
        title=title,
        lines=lines,
        address=f"/compare/{version.work.id}/{earlier.id.partition('@')[2]}...{version.id.partition('@')[2]}",
        event=f"{path(version.id)} published",
        learned=_learned(version),
    )


def version_news(version: Version, expression: Expression) -> Row:
    """The first version of a work that keeling holds."""
    title = f"{isolated(version.work.title)}: {version_label(version)}"
    return _row(
        date=version.date,
        work_id=version.work.id,
        kind=_kind(expression),
        title=title,
        lines=[*(f"It says: “{words}”." for words in version.ends), *_first_lines(expression, version.ends)],
        address=path(version.id),
        event=f"{path(version.id)} published",
        learned=_learned(version),
    )


def commencement_news(version: Version, start: str, words: str) -> Row:
    """A text comes into force: an event of its own, on the day that the text states, which may be ahead."""
    return _row(
        date=start,
        work_id=version.work.id,
        kind="commencement",
        title=f"{isolated(version.work.title)}: in force from {day_words(start)}",
        lines=[f"The text of {day_words(version.date)} says so: “{words}”."],
        address=path(version.id),
        event=f"{path(version.id)} in force",
        learned=max(_learned(version), f"{start}T00:00:00+00:00"),
    )


def ending_news(version: Version) -> Row:
    """A page that was withdrawn, or that is no longer there."""
    said = {"withdrawn": "the publisher has withdrawn it", "gone": "its page is gone"}[version.ending]
    seen = f"Seen on {day_words(version.ended)}; the text is kept."
    return _row(
        date=version.ended,
        work_id=version.work.id,
        kind="withdrawal",
        title=f"{isolated(version.work.title)}: {said}",
        lines=[seen, published(version.renditions[0].url)],
        address=path(version.id),
        event=f"{path(version.id)} withdrawal",
        learned=f"{version.ended}T00:00:00+00:00",
    )


def told_apart(rows: Iterable[Row]) -> list[Row]:
    """News whose titles are told apart: of works that say the same on one day each has its id."""
    rows = list(rows)
    works: dict[str, set[str]] = {}
    for row in rows:
        works.setdefault(row["title"], set()).add(row["work_id"])
    alike = {title for title, ids in works.items() if len(ids) > 1}
    return [row | {"title": f"{row['title']} ({row['work_id']})"} if row["title"] in alike else row for row in rows]


def add_verification(told: Row, instruments: Sequence[Version], verification: Mapping[str, Any]) -> None:
    """Add to the news of a published version how it compares with what was computed beforehand."""
    total = sum(verification[name] for name in ("identical", "typography", *_RESULTS))
    same = verification["identical"] + verification["typography"]
    other = [f"{verification[name]} {words}" for name, words in _RESULTS.items() if verification[name]]
    made = " and ".join(
        f"the {'draft' if is_draft(each.status, each.facts.title) else 'instrument'} of {day_words(each.date)}"
        for each in instruments
    )
    rest = f"; {', '.join(other)}" if other else ""
    line = f"{same} of {total} provisions read as keeling computed them from {made}{rest}."
    told["summary"] = "\n".join(filter(None, (told["summary"], line)))


_RESULTS = {
    "differs": "read otherwise",
    "missing": "were published but not computed",
    "extra": "were computed but not published",
}


def _kind(expression: Expression) -> str:
    return {"amendment": "amendment", "statement": "statement"}.get(expression.kind or "", "version")


def _first_lines(expression: Expression, ends: Sequence[str] = ()) -> list[str]:
    if expression.statement:
        said = expression.statement
        signed, asked = len(said.signatories), len(said.asks)
        counts = [f"{signed} {'signatory' if signed == 1 else 'signatories'}"] if signed else []
        counts += [f"{asked} ask{'s' * (asked != 1)}"] if asked else []
        return [f"{', '.join(counts)}."] if counts else []
    if expression.kind == "amendment":
        return [] if ends and not expression.effects else _effect_lines(expression)
    measures = sum(node.kind == "measure" for root in expression.provisions for node in root.walk())
    return [f"{measures} measure{'s' * (measures != 1)}."] if measures else []


def _effect_lines(expression: Expression) -> list[str]:
    new = [node for effect in expression.effects for node in effect.content if node.kind == "measure"]
    named = [" ".join(part for part in (node.label, node.heading) if part) for node in new]
    instructions = len({effect.instruction for effect in expression.effects})
    said = f"{instructions} instruction{'s' * (instructions != 1)}"
    said += f" {'that would insert' if _draft(expression) else 'inserting'} {_joined(named)}" if named else ""
    force = next((event for event in expression.dates if event.type == "in_force"), None)
    if force:
        said += f"; in force {f'from {day_words(force.date.isoformat())}' if force.date else f'“{force.text}”'}"
    return [f"{said}."]


def _draft(expression: Expression) -> bool:
    return is_draft(expression.status, expression.title)


def _joined(names: Sequence[str]) -> str:
    shown = [*names[:NAMED], *([f"{len(names) - NAMED} more"] if len(names) > NAMED else [])]
    return " and ".join(filter(None, (", ".join(shown[:-1]), shown[-1])))


def _learned(version: Version) -> str:
    """When keeling learned of a version: the first sighting of its wording (UTC, ISO 8601)."""
    return min(rendition.first_seen for rendition in version.renditions)


def _row(  # noqa: PLR0913 (the columns)
    *, date: str, work_id: str, kind: str, title: str, lines: Sequence[str], address: str, event: str, learned: str
) -> Row:
    """One entry. `event` is its id: what happened to what, whatever else is found later."""
    return {
        "id": event,
        "date": date,
        "learned": learned,
        "work_id": work_id,
        "kind": kind,
        "title": title,
        "summary": "\n".join(lines),
        "path": address,
    }
