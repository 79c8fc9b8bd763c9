"""One document or version: parse, show, diff, export."""

import json
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from commands.completion import labels, versions
from commands.options import FILE, Place, based, formats, places, today
from commands.talk import emit, say, write
from corpus.errors import KeelingError, NothingFound, UsageError

if TYPE_CHECKING:  # imported when a report is made
    from corpus.change import Comparison
    from corpus.work import Doubt, Expression
    from diffs.output.comparison_sheet import Origin

if TYPE_CHECKING:  # `--help` must not load the readers
    from parser.readers.changes import Changes


@click.command()
@places
@click.argument("files", nargs=-1, required=True, type=FILE, metavar="FILE...")
@click.option("--work", default="", help="The work it is, for the numbering of its measures")
@click.option(
    "--changes",
    type=click.Choice(["accepted", "rejected", "shown"]),
    default="accepted",
    show_default=True,
    help="How struck and inserted words read",
)
@formats("text", "json")
def parse(place: Place, files: tuple[Path, ...], work: str, changes: "Changes", form: str) -> None:
    """Print a document as numbered provisions, with its doubts.

    Of several documents, one JSON document a line.

    \b
    keeling parse code.pdf
    keeling parse draft.docx --changes shown --json
    """
    from corpus.as_json import to_json
    from db.from_file import parse_file
    from parser.terminal import to_text

    if len(files) == 1:
        expression = parse_file(files[0], place.catalogue(), work, changes)
        emit(to_json(expression) if form == "json" else to_text(expression).rstrip("\n"))
        sys.exit(1 if expression.shortfalls else 0)
    failed = False
    for path in files:
        try:
            expression = parse_file(path, place.catalogue(), work, changes)
            line = {"file": str(path), **to_json(expression)}
            failed = failed or bool(expression.shortfalls)
        except KeelingError as error:
            line, failed = {"file": str(path), "error": str(error)}, True
        click.echo(json.dumps(line, ensure_ascii=False))
    sys.exit(1 if failed else 0)


@click.command()
@places
@click.argument("citation", shell_complete=labels)
@click.option(
    "--at", metavar="VERSION", shell_complete=versions,
    help="A version, or a day: the text in force then [default: the one in force]",
)  # fmt: skip
@click.option("--as-at", default=None, metavar="DAY", help="Say what is in force as at this day [default: today]")
@click.option("--timeline", is_flag=True, help="Of a work: the events of its passage through Parliament")
@click.option(
    "--calendar", type=click.Path(path_type=Path), help="With --timeline: a TOML file of days that are not sitting days"
)  # fmt: skip
@formats("text", "json")
def show(
    place: Place, citation: str, at: str | None, as_at: str | None, timeline: bool, calendar: Path | None, form: str
) -> None:
    """Print one provision, with its history.

    \b
    keeling show "PCU C11.4(a)"
    keeling show "PCU C6.1" --at pcu@2025-04-24
    keeling show "PCU C6.1" --at 2025-08-01          the text in force that day
    keeling show pcu-amendments-2026-06 --timeline
    """
    from db import show

    if calendar and not timeline:
        raise UsageError("--calendar is for --timeline: `keeling show WORK --timeline --calendar FILE`")
    if not timeline and (rows := show.versions_of(citation, place.data, as_at)):
        emit({"versions": rows} if form == "json" else [f"{row['version']:34} {row['now']['words']}" for row in rows])
        return
    answer = show.timeline(citation, place.data, calendar) if timeline else show.show(citation, place.data, at, as_at)
    emit(answer.to_json() if form == "json" else answer.text())


@click.command()
@places
@click.argument("before", shell_complete=versions)
@click.argument("after", required=False, shell_complete=versions)
@click.option("--colour/--no-colour", default=None, help="[default: when the terminal has it]")
@based
@formats("text", "json", "html", "markdown")
def diff(place: Place, before: str, after: str | None, colour: bool | None, base: str, form: str) -> None:
    """Say what changed between two versions or files, word by word.

    Of one file with tracked changes: what they change, by whom and when.

    \b
    keeling diff draft.pdf final.pdf
    keeling diff pcu@2025-04-24 pcu@2025-07-04 --format html > changes.html
    keeling diff tracked.docx
    """
    from db.from_file import both_readings
    from diffs.compare import between
    from diffs.explain.reconcile import reconcile
    from diffs.explain.tracked import attributed
    from diffs.output import comparison_html, comparison_text, tracked_changes

    if after is None:
        old, new = both_readings(Path(before), place.catalogue())
    else:
        old, new = place.version(before), place.version(after)
    instruments = _declared(place, old)
    comparison = _told_apart(reconcile(between.between(old, new), instruments).comparison, before, after or before)
    tracked = attributed(comparison, old, new) if after is None else ()
    made: dict[str, Callable[[], Any]] = {
        "json": lambda: tracked_changes.in_json(between.to_json(comparison), tracked),
        "html": lambda: tracked_changes.in_html(
            comparison_html.to_html(comparison, old, new, _origin(place, base), instruments), tracked
        ),
        "markdown": lambda: (
            comparison_text.to_markdown(comparison, old, new, instruments) + tracked_changes.as_markdown(tracked)
        ),
        "text": lambda: (
            comparison_text.to_text(
                comparison, old, new, sys.stdout.isatty() if colour is None else colour, instruments
            )
            + tracked_changes.as_text(tracked)
        ),
    }
    emit(made[form]())
    say(*(f"{text.version}: {doubt.at}: {doubt.detail}" for text in (old, new) for doubt in _renderings(text)))
    if comparison.unaccounted:
        say("the changes are not the whole difference:", *(one.sentence for one in comparison.unaccounted))
        sys.exit(1)


def _told_apart(comparison: "Comparison", before: str, after: str) -> "Comparison":
    """Both sides with the name of their file where they are called the same; with its path, where its name is too."""
    if comparison.before != comparison.after or before == after:
        return comparison
    alike = Path(before).name == Path(after).name
    old, new = (
        f"{comparison.before} ({given if alike else Path(given).name})" if Path(given).exists() else comparison.before
        for given in (before, after)
    )
    return replace(comparison, before=old, after=new)


def _declared(place: Place, old: "Expression") -> "tuple[Expression, ...]":
    """The instruments that amend a text; a file needs no database, and one that cannot be read is said."""
    from db.show import declared

    if old.version is None:
        with place.beside() as connection:
            if connection is None:
                return ()
    return declared(old, place.data, place.catalogue())


def _renderings(text: "Expression") -> "list[Doubt]":
    """What other renditions of a version say otherwise than the text compared."""
    return [doubt for doubt in text.structure.doubts if doubt.kind == "rendition"]


def _origin(place: Place, base: str) -> "Origin":
    """Where and when a comparison is made: the publisher's addresses, the site, the day, keeling's version."""
    from importlib.metadata import version

    from corpus.address import published
    from diffs.output.comparison_sheet import Origin

    store = place.store()
    seen = store.sightings() if store.root.is_dir() else []
    found = {each.digest: published(each.url) for each in seen if each.digest}
    return Origin(found, base, today(), version("keeling"))


@click.command()
@places
@click.argument("version", shell_complete=versions)
@click.option("--to", "form", default=None, type=click.Choice(["akn", "json", "csv", "markdown", "docx", "warc"]))
@click.option("-o", "--output", type=FILE, default=None, help="Write to this file (needed for docx, warc and corpus)")
def export(place: Place, version: str, form: str | None, output: Path | None) -> None:
    """Write a version, the archive or the corpus in another format.

    \b
    keeling export pcu@2025-07-04 --to csv > code.csv
    keeling export pcu@2025-07-04 --to docx -o code.docx
    keeling export archive --to warc -o archive.warc.gz
    keeling export corpus -o folder
    """
    if version == "corpus":
        _corpus(place, output)
    elif not form:
        raise UsageError("say which format: --to akn, json, csv, markdown, docx or warc")
    else:
        _export(place, version, form, output)


def _corpus(place: Place, output: Path | None) -> None:
    from db.serve.research import export_corpus

    if output is None:
        raise UsageError("name a folder for the data set with -o")
    counts = export_corpus(place.database, output)
    say(f"{sum(counts.values())} rows of {len(counts)} tables written to {output} (CSV and Parquet)")


def _export(place: Place, version: str, form: str, output: Path | None) -> None:
    if (form == "warc") is not (version == "archive"):
        said = "a WARC is of the whole archive" if form == "warc" else "the archive is written as a WARC only"
        raise UsageError(f"{said}: keeling export archive --to warc -o FILE")
    if form == "warc" and output is not None:
        from crawler.warc import export_archive  # here: it takes as long to load as all the rest of a start

        store = place.store()
        if not store.sightings():
            raise NothingFound(f"nothing is in {store.root}; name another directory with --data")
        say(f"{export_archive(store, output)} records written to {output}")
    else:
        write(b"" if form == "warc" else _exported(place, version, form), output)


def _exported(place: Place, version: str, form: str) -> str | bytes:
    from db.show import consolidation, said
    from diffs.output.version import export as run

    made = consolidation(version, place.data, place.catalogue()) if form in ("akn", "docx") else None
    expression = made.expression if made else place.version(version)
    return run(expression, form, made, said(expression.version, place.data) if expression.version else [])
