"""What the codes ask of one service: applies, changed, profile, register."""

import os
import re
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from commands.options import FILE, Place, formats, places
from commands.talk import emit, say, write
from corpus.errors import NothingFound, UsageError

if TYPE_CHECKING:  # only for annotations: these imports cost what `--help` must not
    from corpus.condition import CodeConditions
    from corpus.work import Expression
    from diffs.apply.register import Held

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def today() -> date:
    """Today, or the day that KEELING_TODAY names."""
    said = os.environ.get("KEELING_TODAY")
    try:
        return date.fromisoformat(said) if said else date.today()
    except ValueError:
        raise UsageError(f"KEELING_TODAY is a day such as 2026-09-30, not {said!r}") from None


def _connection(place: Place) -> Any:
    from db.ask import query

    return query.connect(place.data / "keeling.db")


def _text(place: Place, name: str, at: str = "") -> "Expression":
    """A code by a VERSION argument, or the version of a work that stood on a day (`at`)."""
    from db.ask.dated import standing

    if "@" in name or Path(name).exists() or Path(name).suffix:
        return place.version(name)
    connection = _connection(place)
    try:
        row = standing(connection, name, at)
    finally:
        connection.close()
    if row is None:
        when = f" on {at}" if at else ""
        raise NothingFound(f"no version of {name!r} stood{when}; `keeling list {name}` names those there are")
    return place.version(row["id"])


def _codes(place: Place, names: Sequence[str], at: str) -> list["Expression"]:
    """The texts asked for; without names every code there is, as it stood on the day."""
    if at and not _DAY.fullmatch(at):
        return [
            place.version(name) for name in ([at] if not names or list(names) == [at.partition("@")[0]] else [*names])
        ]
    if names:
        return [_text(place, name, at) for name in names]
    from db.ask.dated import codes, standing

    connection = _connection(place)
    try:
        found = [row["id"] for work in codes(connection) if (row := standing(connection, work, at))]
    finally:
        connection.close()
    if not found:
        raise NothingFound("there is no code here; name one, or run `keeling build` first")
    return [place.version(name) for name in found]


def _conditions(code: "Expression") -> "CodeConditions":
    from parser.codes.applicability import applicability

    made = applicability(code)
    if not made.measures:
        raise NothingFound(f"{made.version} has no measures; is it a code?")
    return made


@click.command()
@places
@click.argument("profile", type=FILE)
@click.argument("codes", nargs=-1, metavar="[CODE]...")
@click.option("--at", default="", metavar="VERSION|DATE", help="The text that counts: as at a day, or a version")
@click.option("--what-if", "supposed", multiple=True, metavar="KIND=LEVEL", help="Print only what comes and goes")
@formats("text", "json")
def applies(place: Place, profile: Path, codes: tuple[str, ...], at: str, supposed: tuple[str, ...], form: str) -> None:
    """Which measures apply to a service, each with the sentence that decides."""
    from diffs.apply import telling
    from diffs.apply.decide import answers_json, decide
    from diffs.apply.profile import load

    facts = load(profile)
    conditions = [_conditions(code) for code in _codes(place, codes, at)]
    answers = [decide(facts, code) for code in conditions]
    notes = _newer(place, conditions)
    if supposed:
        other = facts.supposing(dict(_pair(each) for each in supposed))
        changed = [decide(other, code) for code in conditions]
        data = answers_json(other, changed) | {"changes": _differing(answers, changed), "notes": notes}
        emit(data if form == "json" else telling.difference_lines(answers, changed))
    else:
        data = answers_json(facts, answers) | {"notes": [*notes, telling.NOT_COVERED]}
        emit(data if form == "json" else telling.lines(answers, notes))
    sys.exit(1 if any(_unread(each) for answer in answers for each in answer.measures) else 0)


def _unread(each: Any) -> bool:
    """Whether the answer waits for words, not for a fact: the code's text is not held or could not be read."""
    return each.applies is None and (not each.missing or bool(each.condition.unreadable))


def _pair(text: str) -> tuple[str, str]:
    name, equals, value = text.rpartition("=")
    if not equals or not name.strip() or not value.strip():
        raise UsageError(f"--what-if is written KIND=LEVEL, such as hate=medium, not {text!r}")
    return name, value


def _differing(before: Sequence[Any], after: Sequence[Any]) -> list[dict[str, Any]]:
    from diffs.apply.telling import differences

    return [
        {"label": new.label, "before": old.applies, "after": new.applies} for old, new in differences(before, after)
    ]


def _newer(place: Place, codes: Sequence["CodeConditions"]) -> list[str]:
    """What is laid and not in these texts, said beside every answer."""
    from db.ask.dated import pending

    if not (place.data / "keeling.db").is_file():
        return []
    connection = _connection(place)
    try:
        works = [code.version.partition("@")[0] for code in codes if "@" in code.version]
        found = [(work, row) for work in works for row in pending(connection, work)]
    finally:
        connection.close()
    return [
        f"{row['status'].capitalize()}, not in these texts of {work}: {row['work_title']}, {row['date']} ({row['id']})."
        for work, row in found
    ]


@click.command()
@places
@click.option("--for", "profile", type=FILE, required=True, help="The profile of the service")
@click.option("--since", required=True, metavar="VERSION|DATE")
@click.option("--until", default="", metavar="VERSION|DATE", help="[default: today]")
@click.argument("codes", nargs=-1, metavar="[CODE]...")
@formats("text", "json")
def changed(place: Place, profile: Path, since: str, until: str, codes: tuple[str, ...], form: str) -> None:
    """What changed for a service: what newly applies, no longer applies, or reads differently."""
    from diffs.apply import changed as telling
    from diffs.apply.profile import load
    from diffs.compare.between import change_to_json

    facts = load(profile)
    until = until or today().isoformat()
    works = _works(place, codes, since, until)
    steps = [step for work in works for step in _steps(place, work, since, until, facts)]
    measures = tuple(each for step in steps for each in telling.measure_changes(step))
    events = tuple(event for work in works for event in _events(place, work, since, until))
    checked = tuple(f"{step.before.version} and {step.after.version}" for step in steps)
    outcome = telling.Outcome(since, until, events, measures, checked)
    emit(telling.to_json(outcome, change_to_json) if form == "json" else telling.lines(outcome))


def _works(place: Place, codes: Sequence[str], since: str, until: str) -> list[str]:
    """The codes to compare: those named, that of a version given as an end, else every code."""
    from db.ask.dated import codes as every

    if codes:
        return list(codes)
    if not _DAY.fullmatch(since):
        return [since.partition("@")[0] if "@" in since else since]
    connection = _connection(place)
    try:
        return every(connection)
    finally:
        connection.close()


def _end(place: Place, work: str, end: str) -> "Expression | None":
    """The text of a work at one end; None where none stood."""
    if not _DAY.fullmatch(end):
        return place.version(end)
    try:
        return _text(place, work, end)
    except NothingFound:
        return None


def _steps(place: Place, work: str, since: str, until: str, facts: Any) -> list[Any]:
    """The step between the two ends, and for every instrument that is laid the step it would make."""
    before, after = _end(place, work, since), _end(place, work, until)
    if after is None:
        return []
    found = [_step(before or _nothing(after, since), after, facts, after.status or "issued", _start(place, after))]
    for name, starts in _laid(place, work, until):
        stack = f"{after.version}+{name.partition('@')[0]}"
        found.append(_step(after, place.version(stack), facts, "laid", starts))
    return found


def _nothing(after: "Expression", since: str) -> "Expression":
    """In place of a text that did not stand yet: a code without a measure."""
    from dataclasses import replace

    return replace(after, provisions=(), version=f"no text of {after.work or after.title} on {since}")


def _step(before: "Expression", after: "Expression", facts: Any, state: str, starts: str | None) -> Any:
    from diffs.apply.changed import Step
    from diffs.apply.decide import decide
    from diffs.compare.between import between
    from parser.codes.applicability import applicability

    answers = [decide(facts, applicability(each)) for each in (before, after)]
    return Step(answers[0], answers[1], between(before, after), state, starts)


def _start(place: Place, code: "Expression") -> str | None:
    stated = sorted(event.date.isoformat() for event in code.dates if event.type == "in_force" and event.date)
    return stated[-1] if stated else None


def _laid(place: Place, work: str, until: str) -> list[tuple[str, str | None]]:
    from db.ask.dated import pending

    if not (place.data / "keeling.db").is_file():
        return []
    connection = _connection(place)
    try:
        return [
            (row["id"], None) for row in pending(connection, work) if row["date"] <= until or not _DAY.fullmatch(until)
        ]
    finally:
        connection.close()


def _events(place: Place, work: str, since: str, until: str) -> list[Any]:
    from db.ask.dated import happened, start
    from diffs.apply.changed import Event

    if not (place.data / "keeling.db").is_file() or Path(work).exists():
        return []
    connection = _connection(place)
    try:
        ends = [end if _DAY.fullmatch(end) else end.partition("@")[2][:10] for end in (since, until)]
        rows = happened(connection, work, *ends)
        return [
            Event(
                row["date"],
                row["status"] or "issued",
                row["work_id"],
                row["id"],
                _later(start(connection, row), row["date"]),
            )
            for row in rows
        ]
    finally:
        connection.close()


def _later(day: str, date_: str) -> str | None:
    return day if day > date_ else None


@click.command()
@places
@click.option("--for", "code", multiple=True, metavar="CODE", help="A code, as often as needed")
@click.argument("codes", nargs=-1, metavar="[CODE]...")
def profile(place: Place, code: tuple[str, ...], codes: tuple[str, ...]) -> None:
    """Print a profile to fill in: it asks only for facts that some condition turns on."""
    from diffs.apply.telling import template

    emit(template([_conditions(text) for text in _codes(place, (*code, *codes), "")]).rstrip("\n"))


@click.group()
def register() -> None:
    """The record of measures: a table between markers in a file of yours."""


def _held(place: Place, facts: Any, names: Sequence[str], at: str) -> list["Held"]:
    """The codes a register is held against, with the labels they had in other versions."""
    from diffs.apply.decide import decide
    from diffs.apply.register import Held

    found = []
    for text in _codes(place, names, at):
        conditions = _conditions(text)
        found.append(Held(text, decide(facts, conditions), conditions.service, _former(place, text)))
    return found


def _former(place: Place, text: "Expression") -> frozenset[str]:
    """Labels that other versions of the same work have."""
    from corpus.citation import label_key
    from db.ask.versions import labels_of_work

    if not text.work or not (place.data / "keeling.db").is_file():
        return frozenset()
    connection = _connection(place)
    try:
        return frozenset(label_key(label) for label in labels_of_work(connection, text.work))
    finally:
        connection.close()


def _options(command: Any) -> Any:
    """The file, the profile, and the text it is held against."""
    at = click.option("--at", default="", metavar="VERSION|DATE", help="[default: the text in force today]")
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
    """Begin a register: a row for each measure that applies, written to FILE (`-` prints it)."""
    from diffs.apply.profile import load
    from diffs.apply.register import begin

    made: Any = begin(_held(place, load(profile), codes, at))
    if form != "markdown":
        from diffs.output.register_files import written

        made = written(made, form)
    if str(file) == "-":
        emit(made.rstrip("\n") if isinstance(made, str) else made)
        return
    if file.exists() and "keeling:register" in file.read_text("utf-8", "replace"):
        raise UsageError(f"{file} has a register already; `keeling register check` or `carry` go on with it")
    if file.exists() and form == "markdown":
        text = file.read_bytes().decode()
        made = text + ("" if text.endswith("\n") or not text else "\n") + "\n" + made
    write(made.rstrip("\n") if isinstance(made, str) else made, file)
    say(f"written to {file}; status and how each measure is met are yours to fill in")


@register.command()
@places
@_options
@click.argument("codes", nargs=-1, metavar="[CODE]...")
@formats("text", "json")
def check(place: Place, file: Path, profile: Path, at: str, codes: tuple[str, ...], form: str) -> None:
    """Hold a register against its code and the profile; exit status 1 where something is wrong."""
    from diffs.apply.profile import load
    from diffs.apply.register import check as run

    table = _table(file)
    problems = run(table, _held(place, load(profile), codes or _named(table, at), at), today())
    if form == "json":
        emit({"rows": len(table.rows), "problems": [each.to_json() for each in problems]})
    else:
        emit(
            [f"{file}:{each.line or '-'}: {each.kind.replace('_', ' ')}: {each.at}: {each.detail}" for each in problems]
            or [f"{len(table.rows)} rows; nothing wrong"]
        )
    sys.exit(1 if problems else 0)


def _table(file: Path) -> Any:
    from diffs.apply.register_table import read

    try:
        return read(file.read_bytes().decode("utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"the register {file} cannot be read ({error})") from None


def _named(table: Any, at: str) -> tuple[str, ...]:
    """The versions that a register names; where another text is asked for, their works."""
    return tuple(each.partition("@")[0] if at and _DAY.fullmatch(at) else each for each in table.versions)


@register.command()
@places
@_options
@click.argument("codes", nargs=-1, metavar="[CODE]...")
@click.option("--dry-run", is_flag=True, help="Say what would be done; write nothing")
@formats("text", "json")
def carry(place: Place, file: Path, profile: Path, at: str, codes: tuple[str, ...], dry_run: bool, form: str) -> None:
    """Carry a register to another version: rows follow their provision, what you wrote stays byte for byte."""
    from diffs.apply.profile import load
    from diffs.apply.register import carry as run

    facts, table = load(profile), _table(file)
    before = _held(place, facts, table.versions, "")
    wanted = codes or (
        (at,) if at and not _DAY.fullmatch(at) else tuple(each.partition("@")[0] for each in table.versions)
    )
    after = _held(place, facts, wanted, at if _DAY.fullmatch(at) else "")
    done = run(table, before, after, _lineage(before, after), today())
    if not dry_run and done.text != table.text:
        _unchanged_since(file, table.text)
        file.write_bytes(done.text.encode())
    emit(done.to_json() if form == "json" else _told(done))


def _unchanged_since(file: Path, text: str) -> None:
    if file.read_bytes().decode() != text:
        raise UsageError(f"{file} was edited meanwhile; nothing was written, run it again")


def _lineage(before: Sequence["Held"], after: Sequence["Held"]) -> Any:
    """Where the labels went, code by code."""
    from diffs.apply.register import Lineage, lineage_of
    from diffs.compare.between import between

    now: dict[str, tuple[str, ...]] = {}
    changed: dict[str, str] = {}
    for old in before:
        new = next((each for each in after if each.prefix == old.prefix), None)
        if new is not None:
            found = lineage_of(between(old.code, new.code), old.code)
            now |= found.now
            changed |= found.changed
    return Lineage(now, changed)


def _told(done: Any) -> list[str]:
    lines = [f"{len(done.kept)} labels kept"]
    lines += [f"{old} is {new} now" for old, new in done.renamed]
    lines += [f"{label}: to decide" for label in done.new] + [f"{label}: gone" for label in done.gone]
    lines += [f"{label}: its words changed" for label in done.text_changed]
    return [*lines, done.history or "nothing to carry"]
