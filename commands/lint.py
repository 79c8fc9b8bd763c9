"""Where a version does not agree with itself, and what its changes reach: lint."""

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click

from commands.options import FILE, Place, formats, places
from commands.talk import emit, say
from corpus.errors import NothingFound, UnreadableInput

if TYPE_CHECKING:  # only for annotations
    from corpus.change import Change
    from corpus.work import Expression
    from diffs.explain.reach import Reach


@click.command()
@places
@click.argument("version")
@click.option("--register", "record", type=FILE, default=None, help="A provider's record: which rows the changes touch")
@click.option(
    "--on", "base", default=None, metavar="VERSION", help="Of an instrument: what it amends [default: as known]"
)
@formats("text", "json")
def lint(place: Place, version: str, record: Path | None, base: str | None, form: str) -> None:
    """Say what of a version does not agree with itself.

    References, terms, numbers and rows of the index; and what its changes reach. Of an amending instrument: what
    it reaches alone, what cites that, and what it would leave in disagreement.
    """
    from diffs.explain import consistency
    from diffs.explain.reach import pairs as moved
    from diffs.explain.reach import touched

    text = place.version(version)
    if text.kind == "amendment":
        _reach(place, text, (version, base, record), form)
    before, changes = _before(place, text, version)
    pairs = [pair for change in changes for pair in moved(change)]
    found = [*consistency.findings(text, before)]
    found += consistency.left_behind(before, text, pairs) if before else ()
    reached = consistency.reached([label for change in changes for label in touched(change)], text)
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


def _reach(place: Place, instrument: "Expression", asked: tuple[str, str | None, Path | None], form: str) -> NoReturn:
    """What an instrument reaches alone in each code that it amends; ends with 1 where something is to be seen to."""
    from diffs.explain.reach import reach

    version, base, record = asked
    found = [reach(place.version(name), instrument) for name in _bases(place, instrument, version, base)]
    if not found:
        raise NothingFound(f"keeling does not know what {version} amends; name it with --on VERSION")
    told = [each.to_json() | {"asks": _near(place, instrument, each)} for each in found]
    for each, said in zip(found, told, strict=True):
        said["rows"] = _rows(record, each.labels)
    lines = [line for each, said in zip(found, told, strict=True) for line in _reach_text(version, each, said)]
    emit({"instrument": instrument.version or version, "reaches": told} if form == "json" else lines)
    sys.exit(1 if any(each.introduced or each.not_done or each.unread or each.unaccounted for each in found) else 0)


def _bases(place: Place, instrument: "Expression", version: str, base: str | None) -> list[str]:
    from db.ask import query
    from db.ask.touched import bases

    if base or not instrument.version or Path(version).exists():
        return [base] if base else []
    with place.beside() as connection:
        row = query.version(connection, instrument.version) if connection else None
        return [each.id for each in bases(connection, row)] if connection and row else []


def _near(place: Place, instrument: "Expression", reached: "Reach") -> list[dict[str, Any]]:
    """The asks near what is touched; none where the base or the instrument is a file."""
    from db.ask.touched import near

    work = reached.base.work
    if work is None:
        return []
    with place.beside() as connection:
        found = near(connection, work, reached.labels, instrument.version or "") if connection else {}
    return [{"id": ask.id, "labels": labels} for ask, labels in found.items()]


def _reach_text(version: str, reached: "Reach", said: dict[str, Any]) -> Iterator[str]:
    from diffs.explain.consistency import WORDS

    on, many = reached.base.version or "the text", len(reached.outcomes)
    yield f"{version} on {on}: {said['applied']} of {many} instructions executed."
    yield from (f"  {each.num} not executed: {each.reason}" for each in reached.not_done)
    yield from (f"  {at} not understood: {text}" for at, text in reached.unread)
    yield from (f"  not in any change: {sentence}" for sentence in reached.unaccounted)
    yield f"{len(reached.labels)} provisions are touched:"
    for each in reached.reached:
        yield f"  {each.label} ({each.kind})" + (f" is cited by {', '.join(each.cited_by)}" if each.cited_by else "")
    broken = len(reached.introduced)
    yield f"It leaves {broken} places in disagreement:" if broken else "It leaves nothing in disagreement."
    yield from (f"  {each.at}: {WORDS[each.kind]}. {each.detail}" for each in reached.introduced)
    yield from (f"  ask {ask['id']} is near {', '.join(ask['labels'])}" for ask in said["asks"])
    yield from (f"  line {row['line']} of the record: {row['label']}" for row in said["rows"])


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

    if not text.version:
        return None
    with place.beside() as connection:
        row = query.version(connection, text.version) if connection else None
    return row.previous_id if row else None


def _asks(place: Place, text: "Expression", version: str) -> list[Any]:
    """The asks that a stored version's changes touch."""
    from db.ask.touched import touching

    if not text.version or not text.work or Path(version).exists():
        return []
    with place.beside() as connection:
        return touching(connection, text.work, text.version) if connection else []


def _rows(record: Path | None, labels: Sequence[str]) -> list[dict[str, Any]]:
    """The rows of a provider's record about a measure that changed, or in which something did."""
    from commands.register import table_of
    from db.ask.touched import rows_touched

    if record is None:
        return []
    if not record.is_file():
        raise UnreadableInput(f"{record} does not exist; name the file with the record")
    return rows_touched(table_of(record), labels)


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
    places = "1 place does" if len(findings) == 1 else f"{len(findings)} places do"
    lines.append(f"{version}: {places} not agree." if findings else f"{version} agrees with itself.")
    cited = [each for each in reached if each.cited_by]
    if before:
        changed = f"{len(reached)} provision{'' if len(reached) == 1 else 's'} changed"
        lines += ["", f"Since {before.version}, {changed}; cited elsewhere of them: {len(cited)}"]
        lines += [f"  {each.label} ({each.kind}) is cited by {', '.join(each.cited_by)}" for each in cited]
    lines += [f"  ask {each.ask.id} is near {', '.join(each.labels)}" for each in asks]
    return lines
