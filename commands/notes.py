"""People's notes on provisions, carried from version to version: notes, notes add."""

import sys

import click

from commands.options import Place, formats, places, today
from commands.talk import emit, hint
from corpus.errors import NothingFound


@click.group()
def notes() -> None:
    """Keep notes on provisions; they follow the provision.

    A note whose words are gone is orphaned openly.
    """


@notes.command("add")
@places
@click.argument("version")
@click.argument("label")
@click.option("--quote", default="", help="The words it is about [default: the whole provision]")
@click.option("--text", "body", required=True, help="The note")
@click.option("--by", required=True, envvar="KEELING_BY", help="Who writes it; or KEELING_BY")
def add(place: Place, version: str, label: str, quote: str, body: str, by: str) -> None:
    """Write a note on a provision of a version.

    keeling notes add pcu@2025-07-04 "PCU C6.1(b)" --text "…" --by "…"
    """
    from db.ask import notes as noted

    with place.connected() as connection:
        made = noted.made(connection, version, label, quote=quote, body=body, by=by, created=today().isoformat())
    noted.add(place.data / noted.FILE, made)
    hint(f"written to {place.data / noted.FILE}")


@notes.command("show")
@places
@click.argument("version")
@formats("text", "json")
def show(place: Place, version: str, form: str) -> None:
    """Show where each note stands in a version.

    The status is 1 where one stands nowhere any more.
    """
    from db.ask import dated
    from db.ask import notes as noted

    with place.connected() as connection:
        row = dated.named(connection, version, today().isoformat())
        if row is None:
            raise NothingFound(f"there is no version {version!r}; `keeling list` names those there are")
        known = [note for note in noted.read(place.data / noted.FILE) if note.source.partition("@")[0] == row.work_id]
        found = [noted.placed(connection, note, row.id) for note in known]
    if form == "json":
        emit({"version": row.id, "notes": [each.to_json() for each in found]})
    else:
        emit([f"{e.label or 'orphaned: ' + e.orphaned}: “{e.note.exact}” {e.note.body} ({e.note.by})" for e in found])
    sys.exit(1 if any(each.orphaned for each in found) else 0)
