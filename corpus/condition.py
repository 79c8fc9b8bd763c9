"""Conditions: when a measure applies to a service, as a tree whose leaves keep their words and place.

The forms are those of COND in interface.md. What a condition comes to for one service is
three-valued: True, False, or None where a fact is not known or the words could not be read.
"""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields, is_dataclass, replace
from typing import Any, Literal

Op = Literal[
    "all", "any", "not", "fact", "users", "risk", "functionality", "service_type", "purpose", "category", "content",
    "measure", "unreadable",
]  # fmt: skip
Level = Literal["negligible", "low", "medium", "high"]
LEVELS: tuple[Level, ...] = ("negligible", "low", "medium", "high")

BY_THE_CODE_ONLY = ("large", "multi-risk")
"""Facts that no profile states: what makes a service so is read from the code."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of harm as a code's table lists it: `group` is its class of content, `parent` the row it is a part of.

    `counts` is False for a row that the code leaves out where it counts kinds.
    """

    name: str
    row: str = ""
    group: str = ""
    parent: str = ""
    counts: bool = True


@dataclass(frozen=True, slots=True)
class Condition:
    """One node: `parts` of all, any and not; `value` of a leaf; the words it was read from and their label.

    `value` is the name of a fact; the number of users that must be exceeded; the functionality, type of
    service, purpose or category; the label of another measure; the phrase that could not be read. Of a risk,
    `levels` and `kinds` say what counts and `count` how many kinds must; `of` what the kinds are kinds of.
    `text` is the phrase, `sentence` the whole sentence it stands in, with the words that lead its list in.
    """

    op: Op
    parts: tuple["Condition", ...] = ()
    value: str | int = ""
    levels: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    count: int = 1
    of: str = ""
    text: str = ""
    at: str = ""
    sentence: str = ""

    def leaves(self) -> Iterator["Condition"]:
        """Every leaf, in order; what holds always has none."""
        if not self.parts and self.op not in ("all", "any"):
            yield self
        for part in self.parts:
            yield from part.leaves()

    @property
    def unreadable(self) -> tuple[str, ...]:
        """The phrases that nothing was made of."""
        return tuple(str(leaf.value) for leaf in self.leaves() if leaf.op == "unreadable")

    def placed(self, text: str, at: str) -> "Condition":
        """The same condition, its nodes without words of their own with these words and this label."""
        parts = tuple(part.placed(text, at) for part in self.parts)
        return replace(self, parts=parts, text=self.text or text, at=self.at or at, sentence=self.sentence or text)

    def behind(self, lead: str) -> "Condition":
        """The same condition as an item of a list: its sentences begin with the words that lead the list in."""
        parts = tuple(part.behind(lead) for part in self.parts)
        return replace(self, parts=parts, sentence=f"{lead} {self.sentence}".strip())


@dataclass(frozen=True, slots=True)
class Derived:
    """What a code says makes a service large, multi-risk or another kind it names: condition, label and sentence."""

    fact: str
    condition: Condition
    label: str
    because: str


@dataclass(frozen=True, slots=True)
class Applicability:
    """To which services one measure applies: by its paragraph and by its row of the index, None where it has none."""

    label: str
    title: str
    paragraph: Condition | None
    index: Condition | None
    permissive: bool = False


@dataclass(frozen=True, slots=True)
class CodeConditions:
    """A whole code: `service` is the kind of service it is for, `scope` the condition that holds for every measure."""

    version: str
    service: str
    scope: Condition
    kinds: tuple[Kind, ...]
    derived: tuple[Derived, ...]
    measures: tuple[Applicability, ...]
    children: bool = False

    def definition(self, fact: str) -> Derived | None:
        """What the code says of a fact; None where it says nothing that could be read."""
        return next((each for each in self.derived if each.fact == fact), None)


ALWAYS = Condition("all")


def every(parts: tuple[Condition, ...]) -> Condition:
    """All of these; a single one alone."""
    if len(parts) == 1:
        return parts[0]
    flat = tuple(each for part in parts for each in (part.parts if part.op == "all" else (part,)))
    return flat[0] if len(flat) == 1 else Condition("all", flat)


def some(parts: tuple[Condition, ...]) -> Condition:
    """Any of these; a single one alone."""
    if len(parts) == 1:
        return parts[0]
    flat = tuple(each for part in parts for each in (part.parts if part.op == "any" and part.parts else (part,)))
    return flat[0] if len(flat) == 1 else Condition("any", flat)


def negated(part: Condition) -> Condition:
    """Not this."""
    return part.parts[0] if part.op == "not" else Condition("not", (part,))


def holds(condition: Condition, leaf: Callable[[Condition], bool | None]) -> bool | None:
    """Whether a condition holds, by what each leaf comes to; None where what is not known would decide."""
    if condition.op == "not":
        inner = holds(condition.parts[0], leaf)
        return None if inner is None else not inner
    if condition.op not in ("all", "any"):
        return leaf(condition)
    results = [holds(part, leaf) for part in condition.parts]
    deciding = condition.op == "any"
    if deciding in results:
        return deciding
    return None if None in results else not deciding


def to_json(condition: Condition) -> dict[str, Any]:
    """COND of interface.md."""
    made: dict[str, Any]
    if condition.op in ("all", "any"):
        made = {condition.op: [to_json(part) for part in condition.parts]}
    elif condition.op == "not":
        made = {"not": to_json(condition.parts[0])}
    elif condition.op == "risk":
        made = {"risk": {"levels": [*condition.levels], "kinds": [*condition.kinds], "count": condition.count}}
    elif condition.op == "users":
        made = {"users": {"more_than": condition.value}}
    else:
        made = {condition.op: condition.value}
    return made | {"text": condition.text, "at": condition.at}


def packed(code: CodeConditions) -> str:
    """The conditions of a code as JSON, whole, for `unpacked`; a field that is as it is by default is left out."""
    return json.dumps(_plain(code), ensure_ascii=False, separators=(",", ":"))


def _plain(value: Any) -> Any:
    if isinstance(value, tuple):
        return [_plain(each) for each in value]
    if not is_dataclass(value):
        return value
    stated = ((each, getattr(value, each.name)) for each in fields(value))
    return {each.name: _plain(said) for each, said in stated if said != each.default}


def unpacked(text: str) -> CodeConditions:
    """The conditions that `packed` wrote."""
    data = json.loads(text)
    return CodeConditions(
        data["version"],
        data["service"],
        _condition(data["scope"]),
        tuple(Kind(**kind) for kind in data["kinds"]),
        tuple(Derived(**each | {"condition": _condition(each["condition"])}) for each in data["derived"]),
        tuple(_measure(each) for each in data["measures"]),
        data.get("children", False),
    )


def _measure(data: dict[str, Any]) -> Applicability:
    sources = {name: _condition(data[name]) if data[name] else None for name in ("paragraph", "index")}
    return Applicability(**data | sources)


def _condition(data: dict[str, Any]) -> Condition:
    lists = {name: tuple(data[name]) for name in ("levels", "kinds") if name in data}
    stated: dict[str, Any] = data | lists | {"parts": tuple(map(_condition, data.get("parts", ())))}
    return Condition(**stated)
