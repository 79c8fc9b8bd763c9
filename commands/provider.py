"""What the codes ask of one service: applies, changed, profile."""

import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from commands.options import FILE, Place, formats, places, today
from commands.talk import emit, say
from corpus.errors import NothingFound, UsageError
from db.ask.words import DAY

if TYPE_CHECKING:  # only for annotations: these imports cost what `--help` must not
    from collections.abc import Callable
    from sqlite3 import Connection

    from corpus.condition import CodeConditions
    from corpus.work import Expression

T = TypeVar("T")


def _version(place: Place, name: str, at: str = "") -> str:
    """The version that a VERSION argument names, or that of a work that stood on a day (`at`), or counts today."""
    from db.ask.dated import counting

    if "@" in name or Path(name).exists() or Path(name).suffix:
        return name
    with place.connected() as connection:
        row = counting(connection, name, at)
    if row is None:
        when = f" on {at}" if at else ""
        raise NothingFound(f"no version of {name!r} stood{when}; `keeling list {name}` names those there are")
    return row.id


def versioned(place: Place, name: str) -> "Expression":
    """A VERSION argument; the text of a file goes by the name it was asked for, so that a register can name it."""
    from db.ask.expressions import expression

    if kept := _kept(place, name, expression):
        return kept
    code = place.version(name)
    return code if code.version else replace(code, version=name.replace(" ", "%20"))


def _kept(place: Place, name: str, read: "Callable[[Connection, str], T]") -> "T | None":
    """What the database keeps of a version, as the pages read it: without what the archive alone knows, hence at once.

    None for a stack, which is computed, for a file, and for what is not there.
    """
    from db.ask.dated import named

    if "@" not in name or "+" in name or Path(name).exists():
        return None
    with place.connected() as connection:
        row = named(connection, name, today().isoformat())
        return read(connection, row.id) if row and row.snapshot else None


def replaced(names: Sequence[str], at: str) -> list[str]:
    """The versions to read where one is asked for: in place of that of the same work, of the only one, or alone."""
    if len(names) < 2:
        return [at]
    work = at.partition("@")[0]
    if work not in [name.partition("@")[0] for name in names]:
        raise UsageError(f"{at} is a version of none of {', '.join(names)}; name the codes to read")
    return [at if name.partition("@")[0] == work else name for name in names]


def _asked(place: Place, names: Sequence[str], at: str) -> list[str]:
    """The versions asked for; without names that of every code there is which stood on the day (or counts today)."""
    if at and not DAY.fullmatch(at):
        return [_version(place, name) for name in replaced(names, at)]
    if names:
        return [_version(place, name, at) for name in names]
    from db.ask.dated import codes, counting

    with place.connected() as connection:
        found = [row.id for work in codes(connection) if (row := counting(connection, work, at))]
    if not found:
        raise NothingFound("there is no code here; name one, or run `keeling build` first")
    return found


def codes_of(place: Place, names: Sequence[str], at: str) -> list["Expression"]:
    """The texts asked for; without names every code there is, as it stood on the day."""
    return [versioned(place, name) for name in _asked(place, names, at)]


def conditions_in(place: Place, names: Sequence[str], at: str) -> list["CodeConditions"]:
    """The conditions of the codes asked for: those of a stored version as the build read them, others read now."""
    from db.ask.versions import conditions

    found = ((name, _kept(place, name, conditions)) for name in _asked(place, names, at))
    return [_measured(kept) if kept else conditions_of(versioned(place, name)) for name, kept in found]


def conditions_of(code: "Expression") -> "CodeConditions":
    """The conditions of a code, read from its words; raises NothingFound for a text without measures."""
    from parser.codes.applicability import applicability

    return _measured(applicability(code))


def _measured(made: "CodeConditions") -> "CodeConditions":
    if not made.measures:
        raise NothingFound(f"{made.version} has no measures; is it a code?")
    return made


@click.command()
@places
@click.argument("profile", type=FILE)
@click.argument("codes", nargs=-1, metavar="[CODE]...")
@click.option(
    "--at",
    default="",
    metavar="VERSION|DATE",
    help="A version, or a day: the text in force then [default: the text in force today]",
)
@click.option("--what-if", "supposed", multiple=True, metavar="KIND=LEVEL", help="Print only what comes and goes")
@formats("text", "json")
def applies(place: Place, profile: Path, codes: tuple[str, ...], at: str, supposed: tuple[str, ...], form: str) -> None:
    """Say which measures apply to a service, and why."""
    from diffs.apply import telling
    from diffs.apply.decide import answers_json, decide
    from diffs.apply.profile import load
    from diffs.apply.understood import unnamed

    facts = load(profile)
    conditions = conditions_in(place, codes, at)
    answers = [decide(facts, code) for code in conditions]
    other = facts.supposing(dict(_pair(each) for each in supposed))
    notes = [*unnamed(other, conditions), *_newer(place, conditions, at)]
    if supposed:
        changed = [decide(other, code) for code in conditions]
        data = answers_json(other, changed) | {"changes": _differing(answers, changed), "notes": notes}
        emit(data if form == "json" else [*telling.difference_lines(answers, changed), *notes])
    else:
        uncovered = telling.not_covered(_procedures(place, conditions))
        data = answers_json(facts, answers) | {"notes": [*notes, uncovered]}
        emit(data if form == "json" else telling.lines(answers, notes, uncovered))
    sys.exit(1 if any(_unread(each) for answer in answers for each in answer.measures) else 0)


def _procedures(place: Place, codes: Sequence["CodeConditions"]) -> list[str]:
    """Under which procedures the codes are made, where the database has them."""
    from db.ask.works import procedures

    with place.beside() as connection:
        return procedures(connection, [code.version for code in codes]) if connection else []


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


def day_of(at: str) -> str:
    """The day that `--at` is about: the one it names, today where it names a version or nothing."""
    return at if DAY.fullmatch(at) else today().isoformat()


def _newer(place: Place, codes: Sequence["CodeConditions"], at: str) -> list[str]:
    """What is not in force of these texts, and what is issued or laid beside them, said beside every answer."""
    from db.ask import query
    from db.ask.dated import beyond

    day = day_of(at)
    names = [code.version for code in codes if "@" in code.version]
    if not names:
        return []
    with place.beside() as connection:
        rows = [row for name in names if (row := query.version(connection, name))] if connection else []
        return [line for row in rows for line in beyond(connection, row, day)] if connection else []


@click.command()
@places
@click.option("--for", "profile", type=FILE, required=True, help="The profile of the service")
@click.option("--since", required=True, metavar="VERSION|DATE")
@click.option("--until", default="", metavar="VERSION|DATE", help="[default: today]")
@click.argument("codes", nargs=-1, metavar="[CODE]...")
@formats("text", "json")
def changed(place: Place, profile: Path, since: str, until: str, codes: tuple[str, ...], form: str) -> None:
    """Say what changed for a service.

    What newly applies, what no longer applies, what reads differently.
    """
    from db.ask.dated import as_at
    from diffs.apply import changed as telling
    from diffs.apply.profile import load
    from diffs.compare.between import change_to_json

    facts = load(profile)
    until = until or today().isoformat()
    if all(DAY.fullmatch(end) and as_at(end) for end in (since, until)) and since > until:
        raise UsageError(f"--since {since} is after --until {until}")
    works = _works(place, codes, since, until)
    steps = _compared(place, works, since, until, facts, codes)
    measures = tuple(each for step in steps for each in telling.measure_changes(step))
    events = tuple(event for work in works for event in _events(place, work, since, until))
    checked = tuple(f"{step.before.version}{step.waiting} and {step.after.version}" for step in steps)
    missing = tuple(one.sentence for step in steps for one in step.comparison.unaccounted)
    notes = (*dict.fromkeys(line for step in steps for line in step.notes), *_unseen(place, works, until))
    outcome = telling.Outcome(since, until, events, measures, checked, missing, notes)
    emit(telling.to_json(outcome, change_to_json) if form == "json" else telling.lines(outcome))
    sys.exit(1 if missing else 0)


def _unseen(place: Place, works: Sequence[str], until: str) -> tuple[str, ...]:
    """That nobody looked at the sources up to the end of the period: what was published since is not known."""
    from db.ask.dated import now, standing

    if not DAY.fullmatch(until):
        return ()
    with place.beside() as connection:
        rows = [row for work in works if (row := standing(connection, work, until))] if connection else []
        found = [line for row in rows for line in now(connection, row, until).looked] if connection else []
    return tuple(dict.fromkeys(found))


def _works(place: Place, codes: Sequence[str], since: str, until: str) -> list[str]:
    """The codes to compare: those named, that of a version given as an end, else every code."""
    from db.ask.dated import codes as every

    if codes:
        return list(codes)
    if not DAY.fullmatch(since):
        return [since.partition("@")[0] if "@" in since else since]
    with place.connected() as connection:
        return every(connection)


def _compared(
    place: Place, works: Sequence[str], since: str, until: str, facts: Any, named: Sequence[str]
) -> list[Any]:
    """The steps of all works; raises NothingFound where one that was named, or none, has a text, and says which others
    have none: nothing changes only in what was compared."""
    found = {work: _steps(place, work, since, until, facts) for work in works}
    if not found:
        raise NothingFound("there is no code here to compare; name one, or run `keeling build` first")
    if without := [work for work, steps in found.items() if not steps]:
        said = f"no text of {', '.join(without)} up to {until}, so nothing was compared; see `keeling list`"
        if named or len(without) == len(found):
            raise NothingFound(said)
        say(said)
    return [step for steps in found.values() for step in steps]


def _end(place: Place, work: str, end: str) -> "Expression | None":
    """The text of a work at one end; None where none stood."""
    if not DAY.fullmatch(end) or Path(work).exists():
        return versioned(place, work if DAY.fullmatch(end) else end)
    from db.ask.dated import standing

    with place.connected() as connection:
        row = standing(connection, work, end)
    return versioned(place, row.id) if row else None


def _steps(place: Place, work: str, since: str, until: str, facts: Any) -> list[Any]:
    """The step between the two ends; from there one to each text that is issued and not in force yet, or laid."""
    before, after = _end(place, work, since), _end(place, work, until)
    if after is None:
        later = [(place.version(name), state, starts) for name, state, starts in _ahead(place, work, "", until)]
        return [
            _step(before or _nothing(text, since), text, facts, state, starts, ahead=True)
            for text, state, starts in later
        ]
    starts = _start(after)
    state = "in_force" if starts and starts <= until else after.status or "issued"
    waiting = f", which was not in force on {since}," if before is None else ""
    before = before or _issued(place, work, since) or _nothing(after, since)
    found = [replace(_step(before, after, facts, state, starts), waiting=waiting if before.provisions else "")]
    return found + [
        _step(after, place.version(name), facts, state, starts, ahead=True)
        for name, state, starts in _ahead(place, work, after.version or "", until)
    ]


def _issued(place: Place, work: str, since: str) -> "Expression | None":
    """The newest text of a work that was published by a day and in force only later; None where there was none."""
    from db.ask.query import latest_published, versions
    from db.ask.rows import VersionRow

    def known(row: VersionRow) -> bool:
        published = row.status not in ("consultation", "laid") and bool(row.date)
        return published and row.date <= since < (row.in_force_from or "")

    with place.connected() as connection:
        row = latest_published(filter(known, versions(connection, work))) if DAY.fullmatch(since) else None
    return versioned(place, row.id) if row else None


def _nothing(after: "Expression", since: str) -> "Expression":
    """In place of a text that did not stand yet: a code without a measure."""
    return replace(after, provisions=(), version=f"no text of {after.work or after.title} on {since}")


def _step(
    before: "Expression", after: "Expression", facts: Any, state: str, starts: str | None, ahead: bool = False
) -> Any:
    from diffs.apply.changed import Step
    from diffs.apply.decide import decide
    from diffs.apply.successors import parted
    from diffs.apply.understood import unnamed
    from diffs.compare.between import between
    from parser.codes.applicability import applicability

    codes = [applicability(each) for each in (before, after)]
    compared = parted(between(before, after), before.provisions, after.provisions)
    notes = tuple(unnamed(facts, codes[1:]))
    return Step(decide(facts, codes[0]), decide(facts, codes[1]), compared, state, starts, ahead, notes=notes)


def _start(code: "Expression") -> str | None:
    stated = sorted(event.date.isoformat() for event in code.dates if event.type == "in_force" and event.date)
    return stated[-1] if stated else None


def _ahead(place: Place, work: str, version: str, until: str) -> list[tuple[str, str, str | None]]:
    """What comes after a text: versions issued and not in force on the day; the text as laid instruments make it."""
    from db.ask.dated import coming, pending

    if not DAY.fullmatch(until) or not place.database.is_file():
        return []
    with place.connected() as connection:
        issued = [(row.id, "issued", row.in_force_from or None) for row in coming(connection, work, until)]
        names = [row.id.partition("@")[0] for row in pending(connection, work, until) if version]
    return [*issued, *((f"{version}+{name}", "laid", None) for name in names)]


def _events(place: Place, work: str, since: str, until: str) -> list[Any]:
    from db.ask.dated import happened
    from diffs.apply.changed import Event

    if not place.database.is_file() or Path(work).exists():
        return []
    with place.connected() as connection:
        ends = [end if DAY.fullmatch(end) else end.partition("@")[2][:10] for end in (since, until)]
        rows = happened(connection, work, *ends)
    return [Event(row["date"], row["kind"], row["work"], row["version"], row["from"]) for row in rows]


@click.command()
@places
@click.option("--for", "code", multiple=True, metavar="CODE", help="A code, as often as needed")
@click.argument("codes", nargs=-1, metavar="[CODE]...")
def profile(place: Place, code: tuple[str, ...], codes: tuple[str, ...]) -> None:
    """Print a profile of a service to fill in.

    It asks only for facts that some condition turns on.
    """
    from diffs.apply.telling import template

    found = conditions_in(place, (*code, *codes), "")
    emit(template([*found, *_soon(place, found)]).rstrip("\n"))


def _soon(place: Place, codes: Sequence["CodeConditions"]) -> list["CodeConditions"]:
    """The conditions of texts that are issued and not in force yet: their facts are asked for too."""
    from db.ask.dated import coming

    works = [code.version.partition("@")[0] for code in codes if "@" in code.version]
    if not works:
        return []
    day = today().isoformat()
    with place.beside() as connection:
        rows = [row for work in works for row in coming(connection, work, day)] if connection else []
    return conditions_in(place, [row.id for row in rows], "") if rows else []
