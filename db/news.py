"""What changed, in sentences a person understands: the entries of the front page and the feeds."""

from collections.abc import Mapping, Sequence

from corpus.change import Comparison
from corpus.work import Expression
from db.assemble import Version
from db.rows import Row
from db.words import STATUS_WORDS, day_words, path

KIND_WORDS = {
    "added": ("provision added", "provisions added"),
    "removed": ("provision removed", "provisions removed"),
    "modified": ("provision reworded", "provisions reworded"),
    "renumbered": ("provision renumbered", "provisions renumbered"),
    "moved": ("provision moved", "provisions moved"),
    "split": ("provision split", "provisions split"),
    "merged": ("merger of provisions", "mergers of provisions"),
}


def version_label(version: Version) -> str:
    """Short name of a version: 4 July 2025, in force."""
    words = day_words(version.date)
    if version.status:
        words += f", {STATUS_WORDS[version.status]}"
    return f"{words} (wording first seen {day_words(version.first_seen)})" if version.silent_edit else words


def counts_sentence(summary: Mapping[str, int]) -> str:
    """`2 provisions added, 1 provision reworded`; says so when nothing changed."""
    parts = [f"{n} {KIND_WORDS[kind][n != 1]}" for kind, n in summary.items() if n]
    return ", ".join(parts) + "." if parts else "No change of wording."


def comparison_news(version: Version, earlier: Version, comparison: Comparison, sentences: Sequence[str]) -> Row:
    """A new version of a work against the one before."""
    title = f"{version.work.title}: {version_label(version)}"
    if version.silent_edit:
        title = f"{version.work.title}: the wording changed without a new date (seen {day_words(version.first_seen)})"
    lines = [f"Compared with {version_label(earlier)}: {counts_sentence(comparison.summary)}", *sentences]
    return _row(
        date=version.first_seen if version.silent_edit else version.date,
        work_id=version.work.id,
        kind="silent_edit" if version.silent_edit else "version",
        title=title,
        lines=lines,
        address=f"/compare/{version.work.id}/{earlier.id.partition('@')[2]}...{version.id.partition('@')[2]}",
    )


def version_news(version: Version, expression: Expression) -> Row:
    """The first version of a work that keeling holds."""
    title = f"{version.work.title}: {version_label(version)}"
    return _row(
        date=version.date,
        work_id=version.work.id,
        kind=_kind(expression),
        title=title,
        lines=_first_lines(expression),
        address=path(version.id),
    )


def ending_news(version: Version) -> Row:
    """A page that was withdrawn, or that is no longer there."""
    said = {"withdrawn": "the publisher has withdrawn it", "gone": "its page is gone"}[version.ending]
    seen = f"Seen on {day_words(version.ended)}; the text is kept."
    return _row(
        date=version.ended,
        work_id=version.work.id,
        kind="withdrawal",
        title=f"{version.work.title}: {said}",
        lines=[seen, version.renditions[0].url],
        address=path(version.id),
    )


def verification_news(derived: str, published: Version, verification: Mapping[str, int]) -> Row:
    """How the code as amended, computed beforehand, compares with what was published."""
    total = sum(verification[name] for name in ("identical", "typography", "differs", "missing", "extra"))
    same = verification["identical"] + verification["typography"]
    title = f"{published.work.title}: {same} of {total} provisions were published as keeling computed them"
    rest = [f"{verification[name]} {words}." for name, words in _RESULTS.items() if verification[name]]
    return _row(
        date=published.date,
        work_id=published.work.id,
        kind="verification",
        title=title,
        lines=rest,
        address=path(derived),
    )


_RESULTS = {
    "differs": "differ in wording",
    "missing": "were published but not computed",
    "extra": "were computed but not published",
}


def _kind(expression: Expression) -> str:
    return {"amendment": "amendment", "statement": "statement"}.get(expression.kind or "", "version")


def _first_lines(expression: Expression) -> list[str]:
    if expression.statement:
        said = expression.statement
        signed, asked = len(said.signatories), len(said.asks)
        return [f"{signed} {'signatory' if signed == 1 else 'signatories'}, {asked} ask{'s' * (asked != 1)}."]
    if expression.kind == "amendment":
        return _effect_lines(expression)
    measures = sum(node.kind == "measure" for root in expression.provisions for node in root.walk())
    return [f"{measures} measures."] if measures else []


def _effect_lines(expression: Expression) -> list[str]:
    new = [node for effect in expression.effects for node in effect.content if node.kind == "measure"]
    named = [" ".join(part for part in (node.label, node.heading) if part) for node in new]
    lines = [f"Would insert {'; '.join(named)}."] if named else []
    instructions = len({effect.instruction for effect in expression.effects})
    lines.append(f"{instructions} instruction{'s' * (instructions != 1)}.")
    force = next((event for event in expression.dates if event.type == "in_force"), None)
    if force:
        lines.append(f"In force: {force.date.isoformat() if force.date else force.text}.")
    return lines


def _row(*, date: str, work_id: str, kind: str, title: str, lines: Sequence[str], address: str) -> Row:  # noqa: PLR0913 (the columns)
    return {
        "id": f"{address} {kind}",
        "date": date,
        "work_id": work_id,
        "kind": kind,
        "title": title,
        "summary": "\n".join(lines),
        "path": address,
    }
