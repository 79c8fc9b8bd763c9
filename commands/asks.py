"""What statements ask for and what became of it: asks, asks decide."""

import sqlite3
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from commands.options import FILE, Place, based, formats, places, today
from commands.talk import say, write
from corpus.errors import NothingFound, UsageError

if TYPE_CHECKING:  # only for annotations
    from db.ask.asks import Ask
    from db.ask.decisions import Decision


class _Asks(click.Group):
    """`keeling asks [WORK]` lists; `keeling asks decide` is a command of its own."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Without the word `decide` all arguments are the list's."""
        named = "decide" in args or "list" in args[:1] or args[:1] in (["-h"], ["--help"])
        return super().parse_args(ctx, args if named else ["list", *args])


@click.group(cls=_Asks)
@places
def asks(place: Place) -> None:
    """List what statements ask for, and what became of it.

    \b
    keeling asks
    keeling asks pcu --undecided
    """


@asks.command("list")
@places
@click.argument("work", required=False, default="")
@click.option("--undecided", is_flag=True, help="Only what nobody decided yet")
@based
@click.option("--output", type=FILE, default=None, help="Write to a file")
@formats("text", "json", "markdown", "csv", "xlsx")
def list_(place: Place, work: str, undecided: bool, base: str, output: Path | None, form: str) -> None:
    """List asks, with what may answer them and decisions.

    Those that concern a code or stand in a statement, or the one with an id
    [default: all].
    """
    from db.ask import answers

    with place.connected() as connection:
        _known_work(connection, work)
        found = answers.answers(connection, _decisions(place, connection), work, undecided=undecided)
        write(_in_form(connection, found, form, base), output)
    for each in found.unknown:
        say(f"keeling: {each.where} is about an ask that no statement has: {each.ask}")
    sys.exit(1 if found.unknown else 0)


def _in_form(connection: sqlite3.Connection, found: Any, form: str, base: str) -> Any:
    from db.ask import answers
    from db.web.parts.downloads import comma_separated, xlsx

    if form == "json":
        return answers.to_json(found)
    if form == "text":
        return answers.to_text(found)
    if form == "markdown":
        return answers.brief(connection, found, base.rstrip("/")).rstrip("\n")
    rows = answers.table(found)
    return comma_separated(rows).rstrip("\n") if form == "csv" else xlsx(rows)


@asks.command()
@places
@click.argument("ids", nargs=-1, required=True, metavar="ID...")
@click.option(
    "--outcome",
    "--state",
    "state",
    type=click.Choice(["met", "partly", "not_met", "deferred", "overtaken"]),
    required=True,
    help="What became of it",
)
@click.option("--label", default=None, help='The provision it rests on, as "PCU C6.1(b)"')
@click.option(
    "--version",
    "at",
    default=None,
    metavar="VERSION",
    help="[default: where a candidate has it, else the newest published that does]",
)
@click.option("--why", default="", help="In a sentence")
@click.option("--by", required=True, envvar="KEELING_BY", help="Who decides; or KEELING_BY")
@click.option("--on", "day", default="", metavar="DAY", help="[default: today]")
def decide(
    place: Place, ids: tuple[str, ...], state: str, label: str | None, at: str | None, why: str, by: str, day: str
) -> None:
    """Write down what became of an ask, as a person decided.

    To outcomes.toml in the data directory, with its evidence.
    """
    from db.ask import decisions

    with place.connected() as connection:
        known = [_ask(connection, name) for name in ids]
        made = [_decision(connection, ask, (state, label, at), (why, by, _day(day))) for ask in known]
        doubts = [decisions.again(connection, ask, each) for ask, each in zip(known, made, strict=True)]
    for each, reasons in zip(made, doubts, strict=True):
        decisions.add(place.data / decisions.FILE, each)
        rests = f", on {each.label} of {each.version}" if each.label else ""
        said = f"{decisions.STATE_WORDS[each.state]}, says {each.by}{rests}"
        say(f"{each.ask}: {said}; written to {place.data / decisions.FILE}")
        for reason in reasons:
            say(f"keeling: {each.ask} is to be looked at again: {reason}")


def _day(day: str) -> str:
    from db.ask.decisions import is_day

    if day and not is_day(day):
        raise UsageError(f"--on is a day such as 2026-09-30, not {day!r}")
    return day or today().isoformat()


def _decision(
    connection: sqlite3.Connection, ask: "Ask", what: tuple[str, str | None, str | None], who: tuple[str, str, str]
) -> "Decision":
    from db.ask.decisions import Decision, digest, wording

    state, label, at = what
    why, by, day = who
    if state in ("met", "partly") and not label:
        raise UsageError(f'{state} rests on a provision: name it with --label, as in --label "PCU C6.1(b)"')
    if not by.strip():
        raise UsageError("a decision is somebody's: name them with --by")
    made = Decision(ask.id, state, by.strip(), day, None, at, why, digest(ask.words))
    if label is None:
        return made
    version, label = _rests_on(connection, ask, label, at)
    words = wording(connection, version, label)
    assert words is not None
    return replace(made, label=_printed(connection, version, label), version=version, rests_on=digest(words))


def _rests_on(connection: sqlite3.Connection, ask: "Ask", label: str, at: str | None) -> tuple[str, str]:
    """The version a decision rests on, named, a candidate's, or the newest published that has the label; and the label.

    A term alone (“keeper”) is the definition of it, where the version has one only.
    """
    from corpus.citation import label_key
    from db.ask import query
    from db.ask.candidates import candidates
    from db.ask.dated import named
    from db.ask.decisions import wording

    if at is not None:
        row = named(connection, at, today().isoformat())
        if row is None:
            raise NothingFound(f"there is no version {at!r}; `keeling list` names those there are")
        names = [row.id]
    else:
        near = [
            c for c in candidates(connection, ask) if label_key(c.label) == label_key(label) and not c.changed.draft
        ]
        rows = [row for work in ask.works for row in query.versions(connection, work) if row.status != "derived"]
        names = [*(c.version for c in near), *(row.id for row in reversed(rows))]
    for name in map(str, names):
        if wording(connection, name, label) is not None:
            return name, label
        if len(terms := definitions(connection, name, label)) == 1:
            return name, terms[0]
    raise NothingFound(
        f"no {label!r} in {', '.join(dict.fromkeys(names)) or 'any code the ask concerns'}; `keeling show` finds labels"
    )


def definitions(connection: sqlite3.Connection, version: str, term: str) -> list[str]:
    """The labels of the definitions of a term in a version, whatever they are the definitions of."""
    from corpus.citation import label_key
    from db.ask import query

    wanted = label_key(term.removeprefix("Definition/").strip(" “”\"'‘’"))
    sql = "select label from definitions d join provisions p on p.id = d.provision_id where d.version_id = :v"
    found = [str(row["label"]) for row in query.rows(connection, sql, v=version)]
    return [label for label in found if wanted == label_key(label.removeprefix("Definition/").partition("@")[0])]


def _printed(connection: sqlite3.Connection, version: str, label: str) -> str:
    from db.ask import query

    known = query.labelled(connection, label)
    return next((row.label for row in known if row.version_id == version and row.label), label)


def _ask(connection: sqlite3.Connection, name: str) -> "Ask":
    from db.ask import asks as asked

    found = asked.one(connection, name)
    if found is None:
        near = [ask.id for ask in asked.every(connection) if ask.statement == name.rpartition("/")[0]]
        hint = f"that statement has {', '.join(near)}" if near else "`keeling asks` lists them"
        raise NothingFound(f"there is no ask {name!r}; {hint}")
    return found


def _known_work(connection: sqlite3.Connection, work: str) -> None:
    from db.ask import query

    if "/" in work:
        _ask(connection, work)
    elif work and query.work(connection, work) is None:
        raise NothingFound(f"there is no work {work!r}; `keeling list` names those there are")


def _decisions(place: Place, connection: sqlite3.Connection) -> Sequence["Decision"]:
    """Those beside the data, in the user's catalogues, and in the catalogue that was built."""
    from db.ask import decisions

    return decisions.known(connection, place.data / decisions.FILE, place.data / "catalogue.toml", *place.catalogues)
