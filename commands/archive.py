"""From the web or a file to a database: demo, crawl, add, build, status, check."""

import sys
from pathlib import Path
from typing import Any

import click

from commands.completion import works
from commands.options import FILE, Place, based, formats, places
from commands.talk import emit, hint, progress, say, try_next
from corpus.errors import NothingFound


@click.command()
@places
@click.option("--serve/--no-serve", default=True, help="Serve the pages at the end [default: serve]")
@click.option("--port", type=int, default=8001, show_default=True, help="A free one is found when it is taken")
def demo(place: Place, serve: bool, port: int) -> None:
    """Run the whole of it on a sample corpus, and serve the pages.

    Crawls a site that ships with keeling, builds the database, prints what changed. The texts of the sample were
    written for keeling. They go into a folder of their own, `demo` in the data directory.
    """
    from crawler.sample.demo import crawl_sample

    demo = Place(place.data / "demo")
    summary = crawl_sample(demo.data, say)
    say(*summary.lines())
    built = _build(demo)
    emit(built.lines())
    status = summary.exit_status or built.exit_status
    hint(*try_next(demo.data))
    if serve and not status:
        from db.serve.application import serve as run

        run(demo.data, port=port)
    sys.exit(status)


@click.command()
@places
@click.argument("sources", nargs=-1, metavar="[SOURCE]...")
@click.option("--from", "origin", default="", metavar="ARCHIVE", help="From web archives: webarchive, or one's id")
@click.option("--since", default="", metavar="DAY", help="With --from: captures of this day and later")
@click.option("--until", default="", metavar="DAY", help="With --from: captures of this day and earlier")
@click.option("--dry-run", is_flag=True, help="Say what would be fetched; fetch nothing (of archives the index)")
@click.option("--when-locked", type=click.Choice(["0", "75"]), default="75", help="Exit status if another runs [75]")
@formats("text", "json")
def crawl(place: Place, sources: tuple[str, ...], origin: str, when_locked: str, form: str, **options: Any) -> None:
    """Fetch what the catalogue names into the archive, politely.

    Conditional and resumable; see docs/crawling.md. With --from SOURCE may be a work too: its older and blocked
    versions, as web archives hold them.

    \b
    keeling crawl --dry-run                          what would be asked; asks nothing
    KEELING_CONTACT=you@example.org keeling crawl
    """
    from corpus.errors import ArchiveLocked
    from crawler.run import crawl as run

    try:
        log = place.data / "crawl.log"
        summary = run(sources, place.store(), place.catalogue(), archive=origin, log=log, **options)
    except ArchiveLocked as error:
        say(str(error))
        sys.exit(int(when_locked))
    emit(summary.to_json() if form == "json" else summary.lines())
    sys.exit(summary.exit_status)


@click.command()
@places
@click.argument("paths", nargs=-1, required=True, type=FILE, metavar="PATH...")
@click.option("--work", default="", help="The work these files are, as the catalogue names it")
@click.option("--date", default="", help="The date of the version: 2025-07-04")
@click.option("--status", default="", help="consultation, laid, issued, in_force, superseded or withdrawn")
@click.option("--url", default="", help="Where the file was published")
@formats("text", "json")
def add(place: Place, paths: tuple[Path, ...], work: str, date: str, status: str, url: str, form: str) -> None:
    """Put files you saved (pages, PDFs, Word) into the archive.

    Says what each was taken for. `keeling build` then makes the database.

    \b
    keeling add code.pdf --url https://www.example.org/code.pdf
    keeling add code.txt --work pcu --date 2025-07-04
    """
    from corpus.snapshots import OWN_WORD
    from crawler.add import Claim, add_files
    from db.build.recognised import recognised

    catalogue = place.catalogue()
    stored, refused = add_files(paths, place.store(), catalogue, Claim(work, date, status, url))
    taken = recognised(place.data, catalogue, [s for s in stored if s.by != "warc"])
    facts = [{"file": s.name, "snapshot": s.digest, "url": s.url, "recognised": taken.get(s.number)} for s in stored]
    lines = [
        f"{s.name}  {s.digest}  {s.length} bytes" if s.digest else f"{s.url}: {s.outcome} ({s.note}); nothing kept"
        for s in stored
    ]
    lines += [f"{s.name}: taken for {taken[s.number]}" for s in stored if s.number in taken]
    lines += [f"{s.name}: saved from {s.url}, as the file says" for s in stored if s.note == OWN_WORD]
    emit({"stored": facts, "refused": refused} if form == "json" else lines)
    say(*refused)
    sys.exit(2 if refused else 0)


@click.command()
@places
@click.option("-j", "--jobs", type=click.IntRange(1, 64), default=1, show_default=True, help="Processes")
@click.option("--scheduler", default=None, metavar="ADDRESS", help="A Dask scheduler: tcp://host:8786")
@click.option("--shared", default="", metavar="URL", help="Where its workers find the data directory, if elsewhere")
@click.option("--to", "server", default=None, metavar="URL", help="Load into a server too: postgresql+psycopg://…")
@click.option("--accept-loss", is_flag=True, help="Replace a database that has documents which this one has not")
@based
@formats("text", "json")
def build(place: Place, server: str | None, base: str, form: str, **options: Any) -> None:
    """Make the database of the archive: read, compare, amend.

    Every document is read, versions are compared, amendments executed; keeling.db is written whole or not at all.
    """
    from corpus.errors import ArchiveLocked
    from db.ask import feeds
    from db.serve.postgresql import load_into

    _something(place)
    try:
        summary = _build(place, **options)
    except ArchiveLocked as error:
        say(str(error))
        sys.exit(75)
    if base:
        feeds.write(place.database, place.data / "feeds", base)
    if server:
        load_into(server, place.database)
    emit(summary.to_json() if form == "json" else summary.lines())
    sys.exit(summary.exit_status)


def _something(place: Place) -> None:
    """Raise NothingFound for an archive without a document: a database of nothing answers every question wrongly."""
    store = place.store()
    bodies = any(store.root.glob("sha256/*/*"))  # without their ledger they are damage, which a build names
    if not bodies and (not store.root.is_dir() or not store.sightings()):
        raise NothingFound(
            f"nothing is in {store.root}; put in documents with `keeling add FILE` or `keeling crawl`, or name another"
            " directory with --data (the sample of `keeling demo` is in data/demo)"
        )


def _build(place: Place, **options: Any) -> Any:
    from db.build.run import build as run

    return run(place.data, place.catalogue(), progress=progress(), **options)


@click.command()
@places
@formats("text", "json")
def status(place: Place, form: str) -> None:
    """Say how each source is doing: a table, and what to do.

    Last good answer, last change, looks made, last failure and why. Exit status 1 where a source is stale,
    or a document of one fails or is blocked.
    """
    from crawler.status import status as ask

    answer = ask(place.store(), place.catalogue())
    emit(answer.to_json() if form == "json" else answer.lines())
    sys.exit(answer.exit_status)


@click.command()
@places
@based
@formats("text", "json")
def check(place: Place, base: str, form: str) -> None:
    """Verify archive, parse and database.

    The archive: every digest, and the ledger that the database was made from. The parse: nothing lost. The database
    and the feeds: the same as a rebuild. The caches: as they were written.
    """
    from db.build.check import check as run

    answer = run(place.data, place.catalogue(), base)
    emit(answer.to_json() if form == "json" else answer.lines())
    sys.exit(answer.exit_status)


@click.command("list")
@places
@click.argument("work", default="", shell_complete=works)
@click.option("--as-at", default=None, metavar="DAY", help="Say what is in force as at this day [default: today]")
@formats("text", "json")
def list_(place: Place, work: str, as_at: str | None, form: str) -> None:
    """List the works, or the versions of one work with their days.

    \b
    keeling list
    keeling list pcu
    """
    from db.ask import dated

    with place.connected() as connection:
        rows = dated.spans(connection, work, dated.as_at(as_at)) if work else dated.works(connection)
    if not rows:
        raise NothingFound(
            f"there is no work {work!r}; `keeling list` names those there are" if work else "no work has a version yet"
        )
    emit({"versions" if work else "works": rows} if form == "json" else [_listed(row) for row in rows])


def _listed(row: dict[str, Any]) -> str:
    """One line: days that are not known are said to be so."""
    if "version" not in row:
        versions = f"{row['versions']:3} version{'s' if row['versions'] != 1 else ' '}"
        return f"{row['id']:34} {row['kind']:10} {versions}  {row['title']}"
    return (
        f"{row['version']:34} {row['status'] or '-':12} dated {row['dated'] or 'not known':10}  {row['now']['words']}"
    )
