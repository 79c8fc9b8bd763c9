"""The record of measures that a provider keeps: register init, check, carry."""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from commands.options import FILE, Place, formats, places, today
from commands.provider import codes_of, conditions_of, day_of, replaced
from commands.talk import emit, hint, put, say, write
from corpus.errors import UsageError
from db.ask.words import DAY

if TYPE_CHECKING:  # only for annotations: these imports cost what `--help` must not
    from corpus.work import Expression
    from diffs.apply.register import Held


@click.group()
def register() -> None:
    """Keep the record of measures, a table in a file of yours."""


def _held(place: Place, facts: Any, names: Sequence[str], at: str) -> list["Held"]:
    """The codes a register is held against, with the labels they had in other versions."""
    from diffs.apply.decide import decide
    from diffs.apply.register import Held
    from diffs.apply.understood import unnamed

    texts = [(text, conditions_of(text)) for text in codes_of(place, names, at)]
    say(*unnamed(facts, [conditions for _, conditions in texts]))
    return [Held(text, decide(facts, read), read.service, _former(place, text)) for text, read in texts]


def _former(place: Place, text: "Expression") -> frozenset[str]:
    """Labels that other versions of the same work have."""
    from corpus.citation import label_key
    from db.ask.versions import labels_of_work

    if not text.work:
        return frozenset()
    with place.beside() as connection:
        labels = labels_of_work(connection, text.work) if connection else ()
    return frozenset(label_key(label) for label in labels)


def _options(command: Any) -> Any:
    """The file, the profile, and the text it is held against."""
    named = command.__name__ == "check"
    default = "[default: the text that the register names]" if named else "[default: the text in force today]"
    at = click.option("--at", default="", metavar="VERSION|DATE", help=default)
    who = click.option("--for", "profile", type=FILE, required=True, help="The profile of the service")
    return click.argument("file", type=FILE)(who(at(command)))


@register.command()
@places
@_options
@click.argument("codes", nargs=-1, metavar="[CODE]...")
@click.option(
    "--to", "form", type=click.Choice(["markdown", "csv", "html", "xlsx"]), default="markdown", show_default=True
)
def init(place: Place, file: Path, profile: Path, at: str, codes: tuple[str, ...], form: str) -> None:
    """Begin a register with a row for each measure that applies.

    It is written to FILE; `-` prints it.
    """
    from diffs.apply.profile import load
    from diffs.apply.register import begin, said_to_wait, undecided

    there = None if str(file) == "-" else _there(file, form)
    held = _held(place, load(profile), codes, at)
    made: Any = begin(held)
    if form != "markdown":
        from diffs.output.register_files import written

        made = written(made, form, said_to_wait(undecided(held), " ".join(each.answer.version for each in held)))
    if str(file) == "-":
        if isinstance(made, bytes):
            raise UsageError("a spreadsheet is not printed; name a file in place of `-`")
        emit(made.rstrip("\n"))
        return
    if there:
        made = there + ("" if there.endswith("\n") else "\n") + "\n" + made
    write(made.rstrip("\n") if isinstance(made, str) else made, file)
    hint(f"written to {file}; status and how each measure is met are yours to fill in")


def _there(file: Path, form: str) -> str:
    """The text that a register is put below; raises UsageError where what is there would be lost."""
    text = _text(file) if file.exists() and form == "markdown" else ""
    if "keeling:register" in text:
        raise UsageError(f"{file} has a register already; `keeling register check` or `carry` go on with it")
    if file.is_file() and file.stat().st_size and not text.strip("\ufeff"):
        raise UsageError(f"{file} is there already and may hold your record; name another file, or move it away")
    return text


@register.command()
@places
@_options
@click.argument("codes", nargs=-1, metavar="[CODE]...")
@formats("text", "json")
def check(place: Place, file: Path, profile: Path, at: str, codes: tuple[str, ...], form: str) -> None:
    """Hold a register against its code and the profile.

    Exit status 1 where something is wrong.
    """
    from diffs.apply.profile import load
    from diffs.apply.register import said_to_wait, undecided
    from diffs.apply.register_check import check as run
    from diffs.apply.register_check import labels_in, unread_days

    table = table_of(file)
    held = _held(place, load(profile), codes or _named(table, at), at)
    problems = run(table, held, today())
    waiting, notes = undecided(held, labels_in(table)), [*unread_days(table), *_standing(place, held, at)]
    if form == "json":
        found = {"rows": len(table.rows), "problems": [each.to_json() for each in problems]}
        emit(found | {"undecided": list(waiting), "notes": notes})
    else:
        where = [
            f"{file}:{each.line or '-'}: {each.kind.replace('_', ' ')}: {each.at}: {each.detail}" for each in problems
        ]
        rows = "1 row" if len(table.rows) == 1 else f"{len(table.rows)} rows"
        emit([*(where or [f"{rows}; nothing wrong in what is there"]), *filter(None, [said_to_wait(waiting)]), *notes])
    sys.exit(1 if problems else 0)


def _standing(place: Place, held: Sequence["Held"], at: str) -> list[str]:
    """What each text that a register is held against is on the day, and that another one is in force then."""
    from db.ask import query
    from db.ask.dated import beyond, standing
    from db.ask.in_force import decided

    day, said = day_of(at), []
    with place.beside() as connection:
        if connection is None:
            return []
        for version in [each.code.version or "" for each in held]:
            row = query.version(connection, version)
            now = standing(connection, row.work_id, day) if row else None
            if row and now and now.id != row.id:
                which = "text in force" if decided(now, day).state == "in_force" else "newest text issued"
                said.append(f"The {which} is {now.id}; this was held against {row.id}.")
            said += beyond(connection, row, day) if row else []
    return said


def table_of(file: Path) -> Any:
    """The register of a file; raises UsageError for one that has none or cannot be read."""
    from diffs.apply.register_table import read

    return read(_text(file))


_COPIES = (".xlsx", ".xls", ".ods", ".csv", ".docx", ".odt", ".pdf", ".html", ".htm")


def _text(file: Path) -> str:
    """The text of a record; raises UsageError, with what to do, for one that is none or not in UTF-8."""
    try:
        content = file.read_bytes()
        if b"\0" in content or file.suffix.lower() in _COPIES:
            raise UsageError(
                f"{file} is no text in UTF-8 with a register: that is a Markdown or reStructuredText table between its "
                "markers; a spreadsheet, CSV or page is a copy of it for others and is not read back"
            )
        return content.decode("utf-8")
    except OSError as error:
        raise UsageError(f"the register {file} cannot be read ({error.strerror})") from None
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise UsageError(f"the register {file} is not in UTF-8, first in line {line}; save it in UTF-8 again") from None


def _named(table: Any, at: str) -> tuple[str, ...]:
    """The versions that a register names; where another text is asked for, their works."""
    names = tuple(each.replace("%20", " ") for each in table.versions)
    return tuple(each.partition("@")[0] if at and DAY.fullmatch(at) else each for each in names)


@register.command()
@places
@_options
@click.argument("codes", nargs=-1, metavar="[CODE]...")
@click.option("--dry-run", is_flag=True, help="Say what would be done; write nothing")
@formats("text", "json")
def carry(place: Place, file: Path, profile: Path, at: str, codes: tuple[str, ...], dry_run: bool, form: str) -> None:
    """Carry a register to another version of its code.

    Rows follow their provision; what you wrote stays byte for byte. Exit status 1 where a label is of no measure of
    the version before that has its number still: where the row belongs cannot be told.
    """
    from diffs.apply.profile import load
    from diffs.apply.register import carry as run

    facts, table = load(profile), table_of(file)
    names = [each.replace("%20", " ") for each in table.versions]
    before = _held(place, facts, names, "")
    if at and not DAY.fullmatch(at):
        after = _held(place, facts, codes or replaced(names, at), "")
    else:
        after = _held(place, facts, codes or [_later(place, each, at) for each in names], at)
    done = run(table, before, after, _lineage(before, after), today())
    if not dry_run and done.text != table.text:
        _unchanged_since(file, table.text)
        put(file, done.text.encode())
    emit(done.to_json() if form == "json" else _told(done))
    if done.astray:
        sys.exit(1)


def _later(place: Place, name: str, at: str) -> str:
    """The work to carry a register of a version to; that version itself where it starts after today: never back to an
    older text unasked."""
    from db.ask import query
    from db.ask.dated import start

    if not at and "@" in name:
        with place.connected() as connection:
            row = query.version(connection, name)
        if row and start(row) > today().isoformat():
            return name
    return name.partition("@")[0]


def _unchanged_since(file: Path, text: str) -> None:
    if file.read_bytes().decode() != text:
        raise UsageError(f"{file} was edited meanwhile; nothing was written, run it again")


def _lineage(before: Sequence["Held"], after: Sequence["Held"]) -> Any:
    """Where the labels went, code by code."""
    from diffs.apply.register import Lineage, lineage_of
    from diffs.apply.successors import parted
    from diffs.compare.between import between

    now: dict[str, tuple[str, ...]] = {}
    changed: dict[str, str] = {}
    for old in before:
        new = next((each for each in after if each.prefix == old.prefix), None)
        if new is not None:
            compared = parted(between(old.code, new.code), old.code.provisions, new.code.provisions)
            say(*(f"not in any change of {new.prefix}: {one.sentence}" for one in compared.unaccounted))
            found = lineage_of(compared, old.code)
            now |= found.now
            changed |= found.changed
    return Lineage(now, changed)


def _told(done: Any) -> list[str]:
    lines = [f"{len(done.kept)} label{'' if len(done.kept) == 1 else 's'} kept"]
    lines += [f"{old} is {new} now" for old, new in done.renamed]
    lines += [f"{label}: to decide" for label in done.new] + [f"{label}: gone" for label in done.gone]
    lines += [f"{label}: its words changed" for label in done.text_changed]
    lines += [f"{label}: read as no label of the version before; its row is as it was" for label in done.unknown]
    return [*lines, done.history or "nothing to carry"]
