"""Where a version does not agree with itself, and what its changes reach: lint."""

import sys
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from commands.options import FILE, Place, formats, places
from commands.talk import emit, say
from corpus.errors import UnreadableInput

if TYPE_CHECKING:  # only for annotations
    from corpus.change import Change
    from corpus.work import Expression


@click.command()
@places
@click.argument("version")
@click.option("--register", "record", type=FILE, default=None, help="A provider's record: which rows the changes touch")
@formats("text", "json")
def lint(place: Place, version: str, record: Path | None, form: str) -> None:
    """Say what of a version does not agree with itself.

    References, terms, numbers and rows of the index; and what its changes reach.
    """
    from diffs.explain import consistency

    text = place.version(version)
    before, changes = _before(place, text, version)
    pairs = [pair for change in changes for pair in _pairs(change)]
    found = [*consistency.findings(text, before)]
    found += consistency.left_behind(before, text, pairs) if before else ()
    reached = consistency.reached([label for change in changes for label in _touched(change)], text)
    asks, rows = _asks(place, text, version), _rows(record, [each.label for each in reached])
    if form == "json":
        emit(_json(version, before, (found, reached, asks)) | {"rows": rows})
    else:
        emit(
            [
                *_text(version, before, (found, reached, asks)),
                *(f"  line {r['line']} of the record: {r['label']}" for r in rows),
            ]
        )
    sys.exit(1 if found else 0)


def _before(place: Place, text: "Expression", version: str) -> tuple["Expression | None", tuple["Change", ...]]:
    """The version before, or the base of a stack, and what changed since; nothing of a file."""
    from diffs.compare import between

    name = version.partition("+")[0] if "+" in version else _previous(place, text)
    if not name:
        return None, ()
    before = place.version(name)
    compared = between.between(before, text)
    say(*(f"not in any change since {name}: {one.sentence}" for one in compared.unaccounted))
    return before, compared.changes


def _previous(place: Place, text: "Expression") -> str | None:
    from db.ask import query

    if not text.version or not (place.data / "keeling.db").is_file():
        return None
    with closing(query.connect(place.data / "keeling.db")) as connection:
        row = query.version(connection, text.version)
    return row.previous_id if row else None


def _pairs(change: "Change") -> list[tuple[str, str]]:
    """Labels before and after, of what was renumbered or moved and of what went along with it."""
    if change.kind not in ("renumbered", "moved"):
        return []
    own = [(change.before, change.after)]
    return [(b, a) for b, a in (*own, *change.provisions) if isinstance(b, str) and isinstance(a, str)]


def _touched(change: "Change") -> list[tuple[str, str]]:
    """The label a change has after it, or had, with its kind."""
    labels = change.after if change.kind != "removed" else change.before
    several = labels if isinstance(labels, tuple) else (labels,)
    return [(label, change.kind) for label in several if label]


def _asks(place: Place, text: "Expression", version: str) -> list[Any]:
    """The asks that a stored version's changes touch."""
    from db.ask import query
    from db.ask.touched import touching

    if not text.version or not text.work or Path(version).exists() or not (place.data / "keeling.db").is_file():
        return []
    with closing(query.connect(place.data / "keeling.db")) as connection:
        return touching(connection, text.work, text.version)


def _rows(record: Path | None, labels: Sequence[str]) -> list[dict[str, Any]]:
    """The rows of a provider's record about a measure that changed, or in which something did."""
    from corpus.citation import label_key
    from diffs.apply.register_table import read
    from diffs.explain.consistency import within

    if record is None:
        return []
    if not record.is_file():
        raise UnreadableInput(f"{record} does not exist; name the file with the record")
    changed = [label_key(label) for label in labels]
    rows = [(row.line, label) for row in read(record.read_text("utf-8")).rows for label in row.labels]
    touched = [(line, label) for line, label in rows if any(within(each, label_key(label)) for each in changed)]
    return [{"line": line, "label": label} for line, label in touched]


def _json(version: str, before: "Expression | None", found: tuple[Any, Any, Any]) -> dict[str, Any]:
    findings, reached, asks = found
    return {
        "version": version,
        "before": before.version if before else None,
        "findings": [each.to_json() for each in findings],
        "touches": [{"label": r.label, "kind": r.kind, "cited_by": list(r.cited_by)} for r in reached],
        "asks": [{"id": each.ask.id, "candidates": list(each.labels)} for each in asks],
    }


def _text(version: str, before: "Expression | None", found: tuple[Any, Any, Any]) -> list[str]:
    from diffs.explain.consistency import WORDS

    findings, reached, asks = found
    lines = [f"{each.at}: {WORDS[each.kind]}. {each.detail}" for each in findings]
    lines.append(f"{version}: {len(findings)} places do not agree." if findings else f"{version} agrees with itself.")
    cited = [each for each in reached if each.cited_by]
    if before:
        lines += [
            "",
            f"Since {before.version}, {len(reached)} provisions changed; {len(cited)} of them are cited elsewhere:",
        ]
        lines += [f"  {each.label} ({each.kind}) is cited by {', '.join(each.cited_by)}" for each in cited]
    lines += [f"  ask {each.ask.id} is near {', '.join(each.labels)}" for each in asks]
    return lines
