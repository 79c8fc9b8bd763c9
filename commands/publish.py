"""The site as files: publish."""

import sys
from pathlib import Path
from typing import Any

import click

from commands.options import FILE, Place, formats, places
from commands.talk import emit, say


@click.command()
@places
@click.argument("folder", type=FILE, metavar="DIR")
@click.option(
    "--url", default="", help="Where it will be read: https://you.github.io/codes/ (feeds and citations need it)"
)
@click.option("--processes", type=click.IntRange(1, 64), help="Processes [default: one a core, at most 4]")
@formats("text", "json")
def publish(place: Place, folder: Path, form: str, **options: Any) -> None:
    """Write the whole site as files that need no server.

    The pages and their addresses are the same.

    Opens from a disk and on any static host. Only what changed since the last time is made and written again.
    """
    from db.serve.publish import publish as run

    outcome = run(place.data, folder, **options)
    if not options["url"]:
        say("no --url: feeds and citations have relative addresses; readers of feeds need whole ones")
    emit(outcome.to_json() if form == "json" else outcome.lines())
    sys.exit(outcome.exit_status)
