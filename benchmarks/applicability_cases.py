"""Codes of practice in words of the generator's own, with the conditions they state kept beside them as truth.

A truth is a nested tuple: `("all" | "any", parts)`, `("not", part)`, or a leaf whose first word names a fact. It is
evaluated here (`truth`), by other code than the project's, over what a service's facts leave possible. A shape makes a
truth together with the words of an index row and of an Application paragraph; the shapes are those of published codes.
"""

from __future__ import annotations

import html
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

Truth = tuple[Any, ...]
LEVELS = ("negligible", "low", "medium", "high")
ILLEGAL = (
    "Terrorism", "Hate", "Harassment, stalking, threats and abuse", "Controlling or coercive behaviour",
    "Intimate image abuse", "Extreme pornography", "Human trafficking", "Proceeds of crime",
    "Fraud and financial services offences", "Firearms, knives and other weapons", "Foreign interference",
)  # fmt: skip
WHOLE, PARTS = "Child sexual exploitation and abuse", ("Grooming", "Image-based CSAM", "CSAM URLs")
PRIMARY = ("pornographic content", "suicide content", "self-harm content", "eating disorder content")
PRIORITY = ("abusive content", "content inciting hatred", "bullying content", "violent content", "stunts content")
DOES = {
    "post or send images or videos": "images_or_video",
    "send direct messages": "direct messaging",
    "livestream": "livestreaming",
}
ODD = (
    "that carry passengers by sea",
    "which its board has set apart for trade",
    "operated from a lighthouse",
    "whose owners keep bees",
)


@dataclass(frozen=True, slots=True)
class World:
    """What one generated code calls things: its prefix, thresholds, kinds (name, counted) and definitions."""

    rng: random.Random
    prefix: str
    children: bool
    large: int
    line: int
    needed: int
    kinds: tuple[str, ...]
    groups: dict[str, str]
    whole: bool
    truths: dict[str, Truth] = field(default_factory=dict)

    @property
    def noun(self) -> str:
        return "content harmful to children" if self.children else "illegal harm"

    @property
    def counted(self) -> tuple[str, ...]:
        return tuple(kind for kind in self.kinds if kind not in PARTS)


def world(seed: int) -> World:
    """The names and numbers of one code."""
    rng = random.Random(seed)
    children = rng.random() < 0.35
    whole = not children and rng.random() < 0.7
    if children:
        groups = dict.fromkeys(PRIMARY, "Primary priority content") | dict.fromkeys(
            rng.sample(PRIORITY, 4), "Priority content"
        )
        kinds = tuple(groups)
    else:
        plain = rng.sample(ILLEGAL, rng.randint(5, len(ILLEGAL)))
        kinds, groups = (plain[0], *((WHOLE, *PARTS) if whole else ()), *plain[1:]), {}
    prefix = "".join(rng.choice("BDFGHKLMNPRSTVWXZ") for _ in range(3))
    return World(
        rng, prefix, children, rng.choice((3_000_000, 5_000_000, 7_000_000, 10_000_000)),
        rng.choice((200_000, 700_000, 1_500_000)), rng.choice((2, 2, 3)), kinds, groups, whole,
    )  # fmt: skip


# --- the truth of a condition for a service


def truth(tree: Truth, service: dict[str, Any], w: World) -> bool | None:
    """What a condition comes to for a service whose missing facts may be anything."""
    op, *rest = tree
    if op == "not":
        inner = truth(rest[0], service, w)
        return None if inner is None else not inner
    if op in ("all", "any"):
        came = [truth(part, service, w) for part in rest[0]]
        stop = op == "any"
        return stop if stop in came else None if None in came else not stop
    return _TRUTHS[op](service, w, *rest)


def _users(service: dict[str, Any], w: World, bar: int) -> bool | None:
    low = service.get("monthly_uk_users", service.get("monthly_uk_users_above", -1) + 1)
    high = service.get("monthly_uk_users", service.get("monthly_uk_users_at_most", float("inf")))
    high = min(high, service.get("monthly_uk_users_below", float("inf")) - 1)
    return True if low > bar else False if high <= bar else None


def _possible(service: dict[str, Any], w: World, kind: str) -> set[str]:
    levels = service.get("risk_children" if w.children else "risk", {})
    if kind in levels:
        return {levels[kind]}
    if kind != WHOLE:
        return set(LEVELS)
    floor = max((LEVELS.index(levels[part]) for part in PARTS if part in levels), default=0)
    return set(LEVELS[floor:])


def _risk(service: dict[str, Any], w: World, wanted: Sequence[str], kinds: Sequence[str], count: int) -> bool | None:
    spans = [_possible(service, w, kind) for kind in kinds]
    sure = sum(span <= set(wanted) for span in spans)
    may = sum(bool(span & set(wanted)) for span in spans)
    return True if sure >= count else None if may >= count else False


def _said(service: dict[str, Any], w: World, key: str) -> bool | None:
    said: bool | None = service.get(key)
    return said


def _functionality(service: dict[str, Any], w: World, name: str) -> bool | None:
    if name == "images_or_video":
        return _said(service, w, name)
    listed = service.get("functionalities")
    return None if listed is None else name in listed


def _equals(service: dict[str, Any], w: World, key: str, value: str) -> bool | None:
    said = service.get(key)
    return None if said is None else said == value


def _allowed(service: dict[str, Any], w: World, group: str) -> bool | None:
    kinds = [kind for kind in w.kinds if w.groups[kind] == group]
    if group == "Primary priority content":
        prohibited = service.get("primary_priority_content_prohibited")
        return None if prohibited is None else not set(kinds) <= set(prohibited)
    allowed = service.get("priority_content_allowed")
    return None if allowed is None else bool(set(kinds) & set(allowed))


def _named(service: dict[str, Any], w: World, name: str) -> bool | None:
    if name == "large":
        return _users(service, w, w.large)
    return _risk(service, w, ("medium", "high"), w.counted, w.needed)


_TRUTHS: dict[str, Callable[..., bool | None]] = {
    "users": _users, "risk": _risk, "said": _said, "functionality": _functionality, "equals": _equals,
    "allowed": _allowed, "named": _named, "unknown": lambda service, w: None,
    "measure": lambda service, w, label: truth(w.truths[label], service, w),
}  # fmt: skip


def service(w: World) -> dict[str, Any]:
    """The facts of a random service, each left out now and then; never two that contradict each other."""
    rng = w.rng
    facts: dict[str, Any] = {
        key: rng.random() < 0.5
        for key in ("likely_accessed_by_children", "images_or_video", "recommender_system", "uses_proactive_technology",
                    "uses_highly_effective_age_assurance", "has_means_of_determining_age")
    }  # fmt: skip
    facts["service"] = "user-to-user"
    facts["category"] = rng.choice(("1", "2B", "none"))
    facts["service_type"] = rng.choice(("file-storage and file-sharing", "forum"))
    facts["principal_purpose"] = rng.choice(("regulated pornographic content", "talk among gardeners"))
    facts["functionalities"] = rng.sample(("direct messaging", "livestreaming", "comments"), rng.randint(0, 3))
    if w.children:
        facts["primary_priority_content_prohibited"] = rng.sample(PRIMARY, rng.choice((4, 4, 3)))
        facts["priority_content_allowed"] = rng.sample([k for k in w.kinds if k in PRIORITY], rng.randint(0, 2))
    facts = {key: value for key, value in facts.items() if rng.random() < 0.8}
    if rng.random() < 0.85:
        key = rng.choice(("monthly_uk_users", "monthly_uk_users", "monthly_uk_users_below", "monthly_uk_users_at_most",
                          "monthly_uk_users_above"))  # fmt: skip
        facts[key] = rng.choice((900, w.line, w.line + 1, w.large, w.large + 1, w.large * 2))
    return facts | {"risk_children" if w.children else "risk": _rated(w)}


def _rated(w: World) -> dict[str, str]:
    weights = w.rng.choice(((5, 5, 1, 1), (3, 3, 3, 3)))
    levels = {kind: w.rng.choices(LEVELS, weights)[0] for kind in w.kinds if w.rng.random() < 0.93}
    if WHOLE in levels:
        floor = max((LEVELS.index(levels[part]) for part in PARTS if part in levels), default=0)
        levels[WHOLE] = LEVELS[max(floor, LEVELS.index(levels[WHOLE]))]
    return levels


# --- words


def printed(number: int, rng: random.Random) -> str:
    """A number of users as codes print it."""
    millions = number % 1_000_000 == 0
    forms = [f"{number:,}"] + ([f"{number // 1_000_000} million"] if millions else [])
    return rng.choice(forms)


def paragraphs(text: str) -> str:
    """Lines -> paragraphs of HTML."""
    return "".join(f"<p>{html.escape(line.strip())}</p>" for line in text.strip().split("\n"))
