"""Whom a measure reaches, in plain words, and who gained or lost it between two texts.

Two conditions are held against each other by every combination of the facts they name (`_worlds`), so that what is
said of gain and loss does not depend on how a condition is written. Where a phrase could not be read, or too many
facts are named, nothing is said of gain and loss.
"""

import itertools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from corpus.condition import LEVELS, Condition, every

_MOST_WORLDS = 20_000
_FACTS = {
    "large": "are large",
    "multi-risk": "are multi-risk",
    "general search": "are general search services",
    "vertical search": "are vertical search services",
    "likely_accessed_by_children": "are likely to be accessed by children",
    "recommender_system": "have a content recommender system",
    "uses_proactive_technology": "use proactive technology",
    "uses_highly_effective_age_assurance": "use highly effective age assurance",
    "has_means_of_determining_age": "have a means of determining the age of users",
    "takedown_technically_feasible": "are able to take the content down",
}
_VERBS = {
    "are": "are not",
    "have": "do not have",
    "use": "do not use",
    "offer": "do not offer",
    "allow": "do not allow",
}

World = Mapping[tuple[str, ...], object]


@dataclass(frozen=True, slots=True)
class Reach:
    """How the services that a measure reaches differ between two texts: in plain words, each empty where none do.

    `among` are the services that both texts are about, empty where that is every service.
    """

    gained: str
    lost: str
    among: str = ""


def plain(condition: Condition) -> str:
    """To whom a measure applies: `every service`, or `services that are large or are multi-risk`."""
    if not condition.parts and condition.op in ("all", "any"):
        return "every service" if condition.op == "all" else "no service"
    return f"services that {_said(condition)}"


def _said(condition: Condition, denied: bool = False, inside: bool = False) -> str:
    """What a service is, has or does by a condition, or where it is denied by its contrary."""
    if condition.op == "not":
        return _said(condition.parts[0], not denied, inside)
    if not condition.parts:
        return _denied(_leaf(condition)) if denied else _leaf(condition)
    word = " and " if (condition.op == "all") != denied else " or "
    parts = word.join(_said(part, denied, inside=True) for part in condition.parts)
    return f"({parts})" if inside and len(condition.parts) > 1 else parts


def _denied(words: str) -> str:
    verb, _, rest = words.partition(" ")
    return f"{_VERBS[verb]} {rest}" if verb in _VERBS else f"do not come under {words}"


def _leaf(leaf: Condition) -> str:
    return {
        "users": lambda: f"have more than {int(leaf.value):,} monthly UK users",
        "risk": lambda: _risk(leaf),
        "fact": lambda: _FACTS.get(str(leaf.value), f"are {leaf.value} services"),
        "functionality": lambda: f"offer {leaf.value}",
        "measure": lambda: f"are under {leaf.value}",
        "category": lambda: f"are in Category {leaf.value}",
        "service_type": lambda: f"are {leaf.value} services",
        "content": lambda: f"allow {leaf.of or 'the content'}",
    }.get(leaf.op, lambda: f"“{leaf.text or leaf.value}”")()


def _risk(leaf: Condition) -> str:
    kinds = f"kinds of {leaf.of}" if leaf.of else " or ".join(leaf.kinds)
    if leaf.count > 1:
        kinds = f"at least {leaf.count} of {kinds}" if not leaf.of else f"at least {leaf.count} {kinds}"
    elif leaf.of:
        kinds = f"any {kinds.replace('kinds', 'kind', 1)}"
    return f"are at {' or '.join(leaf.levels)} risk of {kinds}"


def reach(before: Condition, after: Condition) -> Reach | None:
    """Who gained and who lost a measure; None where that cannot be told."""
    shared, before, after = _apart(before, after)
    if before == after:
        return Reach("", "")
    every_world = _worlds((before, after, shared))
    if every_world is None:
        return None
    worlds = [world for world in every_world if _holds(shared, world)]
    gained = [world for world in worlds if _holds(after, world) and not _holds(before, world)]
    lost = [world for world in worlds if _holds(before, world) and not _holds(after, world)]
    among = plain(shared) if shared.parts or shared.op != "all" else ""
    return Reach(_branches(after, before, gained), _branches(before, after, lost), among)


def _apart(before: Condition, after: Condition) -> tuple[Condition, Condition, Condition]:
    """What both conditions ask for, and what each asks for beside it; all without their words."""
    asked = [each.parts if each.op == "all" else (each,) for each in (_wordless(before), _wordless(after))]
    shared = tuple(part for part in asked[0] if part in asked[1])
    rest = (every(tuple(part for part in parts if part not in shared)) for parts in asked)
    return (every(shared), *rest)  # type: ignore[return-value]


def _wordless(condition: Condition) -> Condition:
    parts = tuple(_wordless(part) for part in condition.parts)
    return replace(
        condition, parts=parts, text="" if condition.op != "unreadable" else condition.text, at="", sentence=""
    )


def _branches(now: Condition, then: Condition, worlds: Sequence[World]) -> str:
    """The alternatives of a condition that let services in which the other one left out, in plain words."""
    if not worlds:
        return ""
    parts = now.parts if now.op == "any" else (now,)
    found = [part for part in parts if any(_holds(part, world) for world in worlds)]
    said = " or ".join(_said(part, inside=len(found) > 1) for part in found if part.parts or part.op != "all")
    if not said:
        return f"services that {_said(then, denied=True)}"
    apart = "" if _disjoint(found, then, worlds) else f", except {plain(then).replace('services', 'those', 1)}"
    return f"services that {said}{apart}"


def _disjoint(parts: Sequence[Condition], other: Condition, worlds: Sequence[World]) -> bool:
    """Whether no service of these alternatives was reached by the other text as well."""
    every = _worlds((*parts, other)) or worlds
    return not any(_holds(other, world) and any(_holds(part, world) for part in parts) for world in every)


def _worlds(conditions: Sequence[Condition]) -> list[World] | None:
    """Every combination of the facts that conditions name; None where a phrase is unread or there are too many."""
    domains: dict[tuple[str, ...], set[object]] = {}
    for leaf in (leaf for condition in conditions for leaf in condition.leaves()):
        if leaf.op == "unreadable":
            return None
        domains.setdefault(_key(leaf), set()).update(_values(leaf))
    size = 1
    for values in domains.values():
        size *= len(values)
    if size > _MOST_WORLDS:
        return None
    keys = list(domains)
    return [
        dict(zip(keys, each, strict=True)) for each in itertools.product(*(sorted(domains[k], key=str) for k in keys))
    ]


def _key(leaf: Condition) -> tuple[str, ...]:
    """The fact that a leaf turns on: leaves about one risk, or about the number of users, share theirs."""
    if leaf.op == "users":
        return ("users",)
    if leaf.op == "risk":
        return ("risk", str(leaf.count), leaf.of, *sorted(leaf.kinds))
    return (leaf.op, str(leaf.value).casefold(), leaf.of, *leaf.levels, *sorted(leaf.kinds))


def _values(leaf: Condition) -> Iterator[object]:
    if leaf.op == "users":
        yield from (int(leaf.value), int(leaf.value) + 1)
    elif leaf.op == "risk":
        yield from LEVELS
    else:
        yield from (False, True)


def _holds(condition: Condition, world: World) -> bool:
    if condition.op == "not":
        return not _holds(condition.parts[0], world)
    if condition.parts or condition.op in ("all", "any"):
        return (all if condition.op == "all" else any)(_holds(part, world) for part in condition.parts)
    value = world[_key(condition)]
    if condition.op == "users":
        return int(str(value)) > int(condition.value)
    return value in condition.levels if condition.op == "risk" else bool(value)
