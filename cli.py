"""keeling: what changed in codes of practice, and which instrument changed it.

One command per stage. Data goes to standard output, talk to standard error. Exit status: 0 done,
1 the world is wrong, 2 wrong usage or unreadable input. Libraries are imported inside commands,
so that `--help` and `show` answer at once.
"""

import json
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar, cast

import click

from corpus.errors import KeelingError, NothingFound, UsageError

if TYPE_CHECKING:  # only for annotations: these imports cost what `--help` must not
    from corpus.catalogue import Catalogue
    from corpus.snapshots import SnapshotStore
    from corpus.work import Expression

F = TypeVar("F", bound=Callable[..., Any])
FILE = click.Path(path_type=Path)


class Place:
    """Where the data is and which catalogue is used; options of a command win over those of `keeling`."""

    def __init__(self, data: Path | None = None, catalogues: Sequence[Path] = ()) -> None:
        self.data = data or Path(os.environ.get("KEELING_DATA") or "data")
        self.catalogues = tuple(catalogues)

    def store(self) -> "SnapshotStore":
        """The archive in the data directory."""
        from corpus.snapshots import SnapshotStore

        return SnapshotStore(self.data / "snapshots")

    def catalogue(self) -> "Catalogue":
        """The shipped catalogue, or that of the data directory if it has its own, and the user's files."""
        from corpus.catalogue import load

        own = self.data / "catalogue.toml"
        return load(*self.catalogues, instead=own if own.is_file() else None)

    def version(self, argument: str) -> "Expression":
        """A VERSION argument: a version, a stack, or a file parsed on the fly."""
        from db.read import version

        return version(argument, self.data, self.catalogue())


def _take(context: click.Context, parameter: click.Parameter, value: Any) -> None:
    place = context.ensure_object(Place)
    if parameter.name == "data" and value is not None:
        place.data = value
    elif parameter.name == "catalogue" and value:
        place.catalogues = (*place.catalogues, *value)


def places(command: F) -> F:
    """`--data` and `--catalogue`, before or after the command's name."""
    data = click.option("--data", type=FILE, expose_value=False, callback=_take, help="Data directory [default: data]")
    extra = click.option("--catalogue", type=FILE, multiple=True, expose_value=False, callback=_take, help="Yours too")
    return cast("F", data(extra(click.make_pass_decorator(Place, ensure=True)(command))))


def formats(*names: str) -> Callable[[F], F]:
    """`--format` with these names, the first being the default, and `--json` for short."""

    def decorate(command: F) -> F:
        choice = click.option("--format", "form", type=click.Choice(names), default=names[0], show_default=True)
        short = click.option("--json", "form", flag_value="json", help="Short for --format json")
        return choice(short(command))

    return decorate


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="keeling", message="%(prog)s %(version)s")
@places
def cli(place: Place) -> None:
    """Collect codes of practice and the instruments that amend them; show how each code changed.

    \b
    keeling demo                                   the whole of it, on a sample corpus
    keeling add code.pdf page.html && keeling build
    keeling show "PCU C11.4(a)"                    one provision, with its history
    keeling diff draft.pdf final.pdf               what changed, word by word
    """


@cli.command()
@places
@click.option("--serve/--no-serve", default=True, help="Serve the pages at the end [default: serve]")
@click.option("--port", type=int, default=8001, show_default=True, help="A free one is found when it is taken")
def demo(place: Place, serve: bool, port: int) -> None:
    """Run the main job on the sample corpus: crawl, build, print what changed, serve."""
    from crawler.demo import crawl_sample

    demo = Place(place.data / "demo")
    summary = crawl_sample(demo.data, say)
    say(*summary.lines())
    built = _build(demo)
    emit(built.lines())
    status = summary.exit_status or built.exit_status
    if serve and not status:
        from db.serve import serve as run

        run(demo.data, port=port)
    sys.exit(status)


@cli.command()
@places
@click.argument("sources", nargs=-1, metavar="[SOURCE]...")
@click.option("--dry-run", is_flag=True, help="Say what would be fetched; fetch nothing")
@click.option("--when-locked", type=click.Choice(["0", "75"]), default="75", help="Exit status if another runs [75]")
@formats("text", "json")
def crawl(place: Place, sources: tuple[str, ...], dry_run: bool, when_locked: str, form: str) -> None:
    """Fetch what the catalogue names into the archive: conditional, polite, resumable."""
    from corpus.errors import ArchiveLocked
    from crawler.run import crawl as run

    try:
        summary = run(sources, place.store(), place.catalogue(), dry_run=dry_run, log=place.data / "crawl.log")
    except ArchiveLocked as error:
        say(str(error))
        sys.exit(int(when_locked))
    emit(summary.to_json() if form == "json" else summary.lines())
    sys.exit(summary.exit_status)


@cli.command()
@places
@click.argument("paths", nargs=-1, required=True, type=FILE, metavar="PATH...")
@click.option("--work", default="", help="The work these files are, as the catalogue names it")
@click.option("--date", default="", help="The date of the version: 2025-07-04")
@click.option("--status", default="", help="consultation, laid, issued, in_force, superseded or withdrawn")
@click.option("--url", default="", help="Where the file was published")
@formats("text", "json")
def add(place: Place, paths: tuple[Path, ...], work: str, date: str, status: str, url: str, form: str) -> None:
    """Put local files (a saved page, a PDF, a text) into the archive, with their provenance."""
    from crawler.add import Claim, add_files

    stored, refused = add_files(paths, place.store(), place.catalogue(), Claim(work, date, status, url))
    facts = [{"file": s.name, "snapshot": s.digest, "url": s.url} for s in stored]
    lines = [f"{s.name}  {s.digest}  {s.length} bytes" for s in stored]
    emit({"stored": facts, "refused": refused} if form == "json" else lines)
    say(*refused)
    sys.exit(2 if refused else 0)


@cli.command()
@places
@click.option("-j", "--jobs", type=click.IntRange(1, 64), default=1, show_default=True, help="Processes")
@click.option("--scheduler", default=None, metavar="ADDRESS", help="A Dask scheduler: tcp://host:8786")
@click.option("--shared", default="", metavar="URL", help="Where its workers find the data directory, if elsewhere")
@click.option("--to", "server", default=None, metavar="URL", help="Load into a server too: postgresql+psycopg://…")
@formats("text", "json")
def build(place: Place, jobs: int, scheduler: str | None, shared: str, server: str | None, form: str) -> None:
    """Parse every snapshot, compare versions, execute amendments; write keeling.db whole."""
    from db.server import load_into

    summary = _build(place, jobs=jobs, scheduler=scheduler, shared=shared)
    if server:
        load_into(server, place.data / "keeling.db")
    emit(summary.to_json() if form == "json" else summary.lines())
    sys.exit(summary.exit_status)


def _build(place: Place, **options: Any) -> Any:
    from db.build import build as run

    return run(place.data, place.catalogue(), progress=progress(), **options)


@cli.command()
@places
@click.argument("files", nargs=-1, required=True, type=FILE, metavar="FILE...")
@click.option("--work", default="", help="The work it is, for the numbering of its measures")
@formats("text", "json")
def parse(place: Place, files: tuple[Path, ...], work: str, form: str) -> None:
    """Print one document's tree; of several, one JSON document a line."""
    from corpus.record import to_json
    from db.read import parse_file
    from parser.outline import to_text

    if len(files) == 1:
        expression = parse_file(files[0], place.catalogue(), work)
        emit(to_json(expression) if form == "json" else to_text(expression).rstrip("\n"))
        sys.exit(1 if expression.coverage.shortfall else 0)
    failed = False
    for path in files:
        try:
            expression = parse_file(path, place.catalogue(), work)
            line = {"file": str(path), **to_json(expression)}
            failed = failed or bool(expression.coverage.shortfall)
        except KeelingError as error:
            line, failed = {"file": str(path), "error": str(error)}, True
        click.echo(json.dumps(line, ensure_ascii=False))
    sys.exit(1 if failed else 0)


@cli.command()
@places
@click.argument("citation")
@click.option("--at", default=None, metavar="VERSION", help="The version to show [default: the latest in force]")
@click.option("--timeline", is_flag=True, help="Of a work: the events of its passage through Parliament")
@formats("text", "json")
def show(place: Place, citation: str, at: str | None, timeline: bool, form: str) -> None:
    """Print one provision with its history line: keeling show "PCU C11.4(a)"."""
    from db import read

    answer = read.timeline(citation, place.data) if timeline else read.show(citation, place.data, at)
    emit(answer.to_json() if form == "json" else answer.text())


@cli.command()
@places
@click.argument("before")
@click.argument("after")
@click.option("--colour/--no-colour", default=None, help="[default: when the terminal has it]")
@formats("text", "json", "html", "markdown")
def diff(place: Place, before: str, after: str, colour: bool | None, form: str) -> None:
    """What changed between two versions, or any two files."""
    from db.read import declared
    from diffs import changes, render, report
    from diffs.reconcile import reconcile

    old, new = place.version(before), place.version(after)
    comparison = reconcile(changes.between(old, new), declared(old, place.data, place.catalogue())).comparison
    made: dict[str, Callable[[], Any]] = {
        "json": lambda: changes.to_json(comparison),
        "html": lambda: report.to_html(comparison, old, new),
        "markdown": lambda: render.to_markdown(comparison, old, new),
        "text": lambda: render.to_text(comparison, old, new, colour=sys.stdout.isatty() if colour is None else colour),
    }
    emit(made[form]())


@cli.command()
@places
@click.argument("base")
@click.argument("instruments", nargs=-1, required=True, metavar="INSTRUMENT...")
@click.option("--verify", "published", default=None, metavar="PUBLISHED", help="Compare with the published version")
@click.option("--overrides", type=FILE, default=None, help="Resolutions of a person, with author and reason")
@formats("text", "json", "html", "markdown", "docx")
@click.option("-o", "--output", type=FILE, default=None, help="Write to this file (needed for docx)")
def consolidate(place: Place, base: str, instruments: tuple[str, ...], published: str | None,
                overrides: Path | None, form: str, output: Path | None) -> None:  # fmt: skip
    """Execute instruments on a version; print the version as amended and what each instruction did."""
    from diffs import consolidate as engine
    from diffs import overrides as decisions
    from diffs import schedule
    from diffs.verify import verify

    versions = [place.version(name) for name in (base, *instruments)]
    done = engine.consolidate(versions[0], versions[1:], decisions.load(overrides), (base, *instruments))
    checked = verify(done.expression, place.version(published)) if published else None
    write(engine.to_json(done, checked) if form == "json" else schedule.render(done, checked, form), output)
    say(*(f"keeling: no amending instruction was found in {name}; is it an instrument?" for name in done.silent))
    sys.exit(0 if done.complete and (checked is None or checked.agrees) else 1)


@cli.command()
@places
@click.argument("instrument")
@formats("text", "json")
def explain(place: Place, instrument: str, form: str) -> None:
    """How each instruction was read: verb, target, anchor, payload, residue."""
    from corpus.record import effect_to_json
    from parser.outline import effect_lines

    expression = place.version(instrument)
    if not expression.effects:
        raise NothingFound(f"no amending instruction was found in {instrument}; is it an instrument?")
    if form == "json":
        effects = [effect_to_json(effect) for effect in expression.effects]
        emit({"instrument": expression.version or instrument, "effects": effects})
    else:
        emit([line for effect in expression.effects for line in effect_lines(effect)])
    sys.exit(1 if any(effect.type == "not understood" for effect in expression.effects) else 0)


@cli.command()
@places
@formats("text", "json")
def status(place: Place, form: str) -> None:
    """Per source: last good fetch, last change, checks made, last failure and why."""
    from crawler.status import status as ask

    answer = ask(place.store(), place.catalogue())
    emit(answer.to_json() if form == "json" else answer.lines())
    sys.exit(answer.exit_status)


@cli.command()
@places
@formats("text", "json")
def check(place: Place, form: str) -> None:
    """Verify the archive (digests), the parse (nothing lost) and the database (same as a rebuild)."""
    from db.check import check as run

    answer = run(place.data, place.catalogue())
    emit(answer.to_json() if form == "json" else answer.lines())
    sys.exit(answer.exit_status)


@cli.command()
@places
@click.argument("version")
@click.option("--to", "form", required=True, type=click.Choice(["akn", "json", "csv", "markdown", "docx", "warc"]))
@click.option("-o", "--output", type=FILE, default=None, help="Write to this file (needed for docx and warc)")
def export(place: Place, version: str, form: str, output: Path | None) -> None:
    """Write a version for others to use; `keeling export archive --to warc -o FILE` writes the archive."""
    from crawler.warc import export_archive
    from diffs.export import export as run

    if form == "warc" and output is not None:
        say(f"{export_archive(place.store(), output)} records written to {output}")
    else:
        write(b"" if form == "warc" else run(place.version(version), form), output)


@cli.command()
@places
@click.option("--port", type=int, default=8001, show_default=True, help="A free one is found when it is taken")
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--sql/--no-sql", default=False, help="Let readers run SQL of their own [default: no]")
@click.option("--processes", type=click.IntRange(1, 64), help="Server processes [default: one a core, at most 4]")
def serve(place: Place, **options: Any) -> None:
    """Serve keeling.db in Datasette, with the project's pages."""
    from db.serve import serve as run

    run(place.data, **options)


def say(*lines: str) -> None:
    """Talk, to standard error."""
    for line in lines:
        click.echo(line, err=True)


def text_of(answer: Any) -> str:
    """A text, lines, or JSON with keys in the order given."""
    if isinstance(answer, dict):
        return json.dumps(answer, ensure_ascii=False, indent=2)
    return answer if isinstance(answer, str) else "\n".join(answer)


def emit(answer: Any) -> None:
    """Data, to standard output."""
    click.echo(text_of(answer))


def write(answer: Any, output: Path | None) -> None:
    """Data to a file, or to standard output; bytes need a file."""
    if output is None and isinstance(answer, bytes):
        raise UsageError("this format is not text; name a file with --output")
    if output is None:
        emit(answer)
    else:
        output.write_bytes(answer if isinstance(answer, bytes) else (text_of(answer) + "\n").encode())


def progress() -> Callable[[int, int, str], None] | None:
    """A counter on standard error when it is a terminal, else nothing."""
    line = "\r{}/{} {:60.60}"
    return (lambda *step: click.echo(line.format(*step), err=True, nl=False)) if sys.stderr.isatty() else None


def main() -> None:
    """Run; every error keeling raises on purpose is one line and its exit status."""
    try:
        cli.main(standalone_mode=False)
    except click.exceptions.Exit as stop:
        sys.exit(stop.exit_code)
    except click.ClickException as error:
        error.show()
        sys.exit(2)
    except (click.Abort, KeyboardInterrupt):
        say("keeling: stopped; the archive and the last database are whole")
        sys.exit(130)
    except KeelingError as error:
        say(f"keeling: {error}")
        sys.exit(error.exit_status)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except Exception as error:
        if os.environ.get("KEELING_TRACE"):
            raise
        say(f"keeling: a fault of its own ({type(error).__name__}: {error}); please report it")
        sys.exit(1)


if __name__ == "__main__":
    main()
