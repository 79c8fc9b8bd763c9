"""What people decided about asks: `outcomes.toml`, beside the data or in a catalogue of the user's.

    [[outcome]]
    ask = "sample-letter-2025-05/1"
    state = "met"
    label = "PCU C6.1(b)"
    version = "pcu@2025-07-04"
    why = "The measure applies to multi-risk services now."
    by = "A. Researcher"
    on = "2025-07-10"

A program writes two digests beside these: `words`, of the ask, and `rests_on`, of the provision. A decision stands at
the ask whose words it was made on, whatever number that has by now. One whose ask or provision reads otherwise now,
whose provision a later version changed, or whose days cannot be, is to be looked at again. keeling decides nothing: two
people's decisions both stand.
"""

import hashlib
import json
import sqlite3
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any, Literal, get_args

from corpus.citation import label_key, label_slug
from corpus.errors import UnreadableInput
from corpus.files import write_whole
from corpus.text import letters
from db.ask import query
from db.ask.asks import Ask
from db.ask.rows import VersionRow
from db.ask.words import DAY, day_words, label_words, status_words

FILE = "outcomes.toml"
State = Literal["met", "partly", "not_met", "deferred", "overtaken"]
STATES: tuple[str, ...] = get_args(State)
STATE_WORDS: dict[str, str] = {
    "met": "met", "partly": "met in part", "not_met": "not met", "deferred": "deferred", "overtaken": "overtaken",
    "disputed": "disputed", "undecided": "not decided",
}  # fmt: skip
_REST_ON = ("met", "partly")
"""States that rest on a provision."""
_KEYS = ("ask", "state", "label", "version", "why", "by", "on", "words", "rests_on")


@dataclass(frozen=True, slots=True)
class Decision:
    """One person's decision about one ask; `words` and `rests_on` are digests of what it was made on, where known."""

    ask: str
    state: str
    by: str
    on: str
    label: str | None = None
    version: str | None = None
    why: str = ""
    words: str | None = None
    rests_on: str | None = None
    where: str = ""

    def to_json(self) -> dict[str, Any]:
        """The decision as interface.md has it."""
        return {"state": self.state, "label": self.label, "version": self.version, "by": self.by, "on": self.on,
                "why": self.why}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Standing:
    """What stands of an ask: the newest decision of each person, oldest first; `again` says why to look once more."""

    decisions: tuple[Decision, ...] = ()
    again: tuple[str, ...] = ()

    @property
    def state(self) -> str:
        """The state all agree on, `disputed` where they do not, `undecided` where nobody decided."""
        states = {each.state for each in self.decisions}
        return "disputed" if len(states) > 1 else next(iter(states), "undecided")

    @property
    def newest(self) -> Decision | None:
        """The newest decision."""
        return self.decisions[-1] if self.decisions else None

    @property
    def words(self) -> str:
        """The state in words."""
        return STATE_WORDS[self.state]


def read(*paths: Path) -> tuple[Decision, ...]:
    """The decisions in these files, in order; a file that is not there has none.

    Raises UnreadableInput, naming the file and the entry, for one that cannot be read as decisions.
    """
    return tuple(each for path in paths if path.is_file() for each in _read(path))


def _read(path: Path) -> Iterable[Decision]:
    try:
        data = tomllib.loads(path.read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise UnreadableInput(f"{path} is not TOML: {error}; mend the line or remove it") from None
    entries = data.get("outcome", [])
    if not isinstance(entries, list):
        raise UnreadableInput(f"{path}: outcomes are tables that begin with [[outcome]]")
    return parsed((f"{path}, outcome {number}", entry) for number, entry in enumerate(entries, 1))


def parsed(entries: Iterable[tuple[str, Any]]) -> list[Decision]:
    """Decisions of entries, each with where it stands; raises UnreadableInput for one that is none."""
    return [_decision(entry, where) for where, entry in entries]


def known(connection: sqlite3.Connection, *paths: Path) -> tuple[Decision, ...]:
    """The decisions in a user's catalogue as it was built, and in these files as they are now, each once."""
    sql = "select * from outcomes order by id"
    built = [
        Decision(row["ask"], row["state"], row["decided_by"], row["decided_on"], row["label"], row["version"],
                 row["why"], row["words"], row["rests_on"], row["source"])
        for row in query.rows(connection, sql)
    ]  # fmt: skip
    every = {replace(each, where=""): each for each in (*built, *read(*paths))}
    return tuple(every.values())


def _decision(entry: Any, where: str) -> Decision:
    if not isinstance(entry, dict):
        raise UnreadableInput(f"{where}: outcomes are tables that begin with [[outcome]]")
    values = {key: _text(value, key, where) for key, value in entry.items()}
    ask, state = values.pop("ask", "") or values.pop("id", ""), values.pop("state", "")
    unknown = set(values) - set(_KEYS) - {"id"}
    if unknown:
        raise UnreadableInput(f"{where}: no such key: {', '.join(sorted(unknown))}; known are {', '.join(_KEYS)}")
    if not ask or state not in STATES:
        raise UnreadableInput(
            f'{where} needs ask = "work/number" and state = one of {", ".join(STATES)}; it has {state!r}'
        )
    if not values.get("by"):
        raise UnreadableInput(f'{where} does not say by whom: add by = "a name"')
    if values.get("on") and not is_day(values["on"]):
        raise UnreadableInput(f"{where}: on is a day such as 2026-09-30, not {values['on']!r}")
    label, version = values.get("label") or None, values.get("version") or None
    return Decision(
        ask, state, values["by"], values.get("on", ""), label, version, values.get("why", ""),
        values.get("words"), values.get("rests_on"), where,
    )  # fmt: skip


def is_day(text: str) -> bool:
    """Whether a text is a day as decisions have it, and one that the calendar has."""
    try:
        return bool(DAY.fullmatch(text) and date.fromisoformat(text))
    except ValueError:
        return False


def _text(value: Any, key: str, where: str) -> str:
    if isinstance(value, date):
        return value.isoformat()[:10]
    if not isinstance(value, str):
        raise UnreadableInput(f"{where}: {key} is a text, not {value!r}")
    return value


def add(path: Path, decision: Decision) -> None:
    """Append a decision to a file, whole or not at all; what stands in it is kept byte for byte."""
    before = path.read_text("utf-8") if path.is_file() else HEAD
    lines = [f"{key} = {_quoted(value)}" for key in _KEYS if (value := getattr(decision, key))]
    write_whole(path, "\n".join([before.rstrip("\n"), "", "[[outcome]]", *lines, ""]))


HEAD = "# What became of asks: who decided what, when and why. Edit entries by hand; `keeling asks decide` adds.\n"


def _quoted(value: str) -> str:
    """A basic string of TOML: JSON's escapes are TOML's, but for the character DEL."""
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


def placed(asks: Sequence[Ask], decisions: Sequence[Decision]) -> tuple[Decision, ...]:
    """Each decision at the ask of its statement whose words it was made on: asks are numbered, and numbers shift.

    Where that statement is no more, it is the ask of any: a file's id comes from its title, and titles are read anew.
    One whose words no ask has, or more than one, stays at its number. `asks` are all there are.
    """
    known = {ask.id: digest(ask.words) for ask in asks}
    found: dict[tuple[str, str], list[str]] = {}
    for ask in asks:
        for statement in (ask.statement, ""):
            found.setdefault((statement, known[ask.id]), []).append(ask.id)
    statements = {ask.statement for ask in asks}
    return tuple(
        replace(each, ask=same[0]) if each.words and known.get(each.ask) != each.words and len(same) == 1 else each
        for each in decisions
        for statement in (each.ask.rpartition("/")[0],)
        for same in (found.get((statement if statement in statements else "", each.words or ""), []),)
    )


def standing(connection: sqlite3.Connection, asks: Sequence[Ask], decisions: Sequence[Decision]) -> dict[str, Standing]:
    """By ask, what people decided and why it should be looked at again."""
    return {ask.id: _standing(connection, ask, [d for d in decisions if d.ask == ask.id]) for ask in asks}


def _standing(connection: sqlite3.Connection, ask: Ask, found: Sequence[Decision]) -> Standing:
    latest: dict[str, Decision] = {}
    for each in sorted(found, key=lambda decision: decision.on):
        latest.pop(each.by, None)
        latest[each.by] = each
    own = tuple(latest.values())
    reasons: dict[str, list[str]] = {}
    for each in own:
        for reason in again(connection, ask, each):
            reasons.setdefault(reason, []).append(each.by)
    return Standing(own, tuple(_whose(reason, names, len(own)) for reason, names in reasons.items()))


def _whose(reason: str, names: Sequence[str], people: int) -> str:
    """A reason, with whose decisions it is about where it is not about all of them."""
    return reason if len(names) == people else f"{reason} ({', '.join(names)})"


def unknown(decisions: Sequence[Decision], known: Iterable[str]) -> tuple[Decision, ...]:
    """Decisions about asks that no statement has."""
    ids = set(known)
    return tuple(each for each in decisions if each.ask not in ids)


def again(connection: sqlite3.Connection, ask: Ask, decision: Decision) -> list[str]:
    """Why a decision should be looked at again; nothing where what it rests on is as it was."""
    found = []
    if decision.words and decision.words != digest(ask.words):
        found.append("the words of the ask are not those decided on")
    if decision.on and decision.on < ask.date:
        found.append(f"it was decided on {day_words(decision.on)}, before it was asked")
    if not decision.label:
        return found + ["it names no provision that it rests on"] * (decision.state in _REST_ON)
    named = label_words(decision.label)
    if not decision.version:
        return [*found, f"it does not say in which text {named} stands"]
    version = query.version(connection, decision.version)
    if version is None:
        return [*found, f"there is no version {decision.version}"]
    now = wording(connection, decision.version, decision.label)
    if now is None:
        return [*found, f"{decision.version} has no {named}"]
    if decision.rests_on and decision.rests_on != digest(now):
        found.append(f"{named} in {decision.version} does not read as it was decided on")
    return [*found, *_out_of_order(ask, decision, version), *_later(connection, version, decision.label)]


def _out_of_order(ask: Ask, decision: Decision, version: VersionRow) -> Iterator[str]:
    """What cannot be: an ask met by what stood already or is only proposed, a decision about a text to come."""
    text = f"the text of {day_words(version.date)} ({version.id})"
    if decision.state in _REST_ON and (version.id in ask.stood or version.date < ask.date):
        yield f"{text} stood already when it was asked"
    if decision.state in _REST_ON and version.status in ("consultation", "derived"):
        yield f"{text} is no published text of the code: {status_words(version.status)}"
    if decision.on and decision.on < version.date and version.date[:1].isdigit():
        yield f"it was decided on {day_words(decision.on)}, before {text}"


def _later(connection: sqlite3.Connection, version: VersionRow, label: str) -> list[str]:
    """That a later published version changed a provision, or has it no more."""
    first = _row(connection, version.id, label)
    assert first is not None
    own = wording(connection, version.id, label) or ""
    for row in query.versions(connection, version.work_id):
        if row.status == "derived" or row.position <= version.position:
            continue
        after = _follow(connection, first, row.id)
        when = f"in the text of {day_words(row.date)} ({row.id})"
        if after is None:
            return [f"{label_words(label)} is gone {when}"]
        if letters(wording(connection, row.id, after) or "") != letters(own):
            return [f"{label_words(label)} changed {when}"]
    return []


def _row(connection: sqlite3.Connection, version: str, label: str) -> query.Row | None:
    row = query.one(connection, "select * from provisions where id = :id", id=f"{version}/{label_slug(label)}")
    return row if row and row["label"] and label_key(row["label"]) == label_key(label) else None


def _follow(connection: sqlite3.Connection, first: query.Row, version: str) -> str | None:
    """The label that the same provision has in another version."""
    sql = "select label from provisions where lineage = :l and version_id = :v"
    found = query.one(connection, sql, l=first["lineage"], v=version)
    return found["label"] if found else None


def wording(connection: sqlite3.Connection, version: str, label: str) -> str | None:
    """The words of a provision with everything below it, numbers apart; None where the version has no such label."""
    row = _row(connection, version, label)
    if row is None:
        return None
    nodes = query.tree(connection, row["version_id"], row["position"], row["last"])
    return "\n".join(words for node in nodes for words in _lines(node))


def _lines(node: query.Node) -> Iterator[str]:
    """Words without numbers: a provision that is only renumbered reads as before."""
    yield " ".join(part for part in (node.row.heading, node.row.text) if part)
    for child in node.children:
        yield from _lines(child)


def digest(text: str) -> str:
    """Sixteen signs of the SHA-256 of a text's letters and digits: quotes, dashes and spaces do not count."""
    return hashlib.sha256(letters(text).encode()).hexdigest()[:16]
