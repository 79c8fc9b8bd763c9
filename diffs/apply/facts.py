"""What each leaf of a condition comes to for one service: true, false, or not known and why."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from corpus.condition import BY_THE_CODE_ONLY, LEVELS, Condition, Kind, holds
from corpus.harm_names import functionality, misspelt, named, plain
from diffs.apply import entries
from diffs.apply.profile import TRUTHS, Profile


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a code says makes a fact true: the condition, and where and with which words."""

    condition: Condition
    label: str
    because: str


@dataclass(frozen=True, slots=True)
class Range:
    """What is known of a level of risk: the lowest and the highest it can be, as places in LEVELS."""

    low: int = 0
    high: int = len(LEVELS) - 1


@dataclass(slots=True)
class Facts:
    """The facts of one service held against one code.

    `meanings` are the code's definitions of large, multi-risk and other facts; `applies` answers for another
    measure of the code. `asked` are the facts and measures being answered, `known` the levels looked up so far.
    """

    profile: Profile
    kinds: tuple[Kind, ...]
    children: bool
    meanings: Mapping[str, Meaning]
    measures: Mapping[str, Condition] = field(default_factory=dict)
    asked: set[str] = field(default_factory=set)
    known: dict[str, Range] = field(default_factory=dict)

    def leaf(self, condition: Condition) -> bool | None:
        """Whether a leaf holds."""
        return _LEAVES[condition.op](self, condition)

    def holds(self, condition: Condition) -> bool | None:
        """Whether a condition holds."""
        return holds(condition, self.leaf)

    def missing(self, condition: Condition) -> tuple[str, ...]:
        """The facts that a leaf waits for, by their keys; empty where it does not wait."""
        if self.leaf(condition) is not None:
            return ()
        if condition.op == "fact":
            meaning = self.meanings.get(str(condition.value))
            if meaning:
                return tuple(dict.fromkeys(key for leaf in meaning.condition.leaves() for key in self.missing(leaf)))
        return tuple(_KEYS[condition.op](self, condition))

    # --- numbers of users

    def _users(self, condition: Condition) -> bool | None:
        """More users than the number the condition names."""
        bar = int(condition.value)
        users, below = self.profile.get("monthly_uk_users"), self.profile.get("monthly_uk_users_below")
        most, above = self.profile.get("monthly_uk_users_at_most"), self.profile.get("monthly_uk_users_above")
        if users is not None:
            return bool(users > bar)
        if (below is not None and below <= bar + 1) or (most is not None and most <= bar):
            return False
        return True if above is not None and above >= bar else None

    # --- risk

    def level(self, kind: str) -> Range:
        """What is known of the level of a kind: as rated, and at least that of its own sub-kinds."""
        if kind not in self.known:
            self.known[kind] = self._level(kind)
        return self.known[kind]

    def _level(self, kind: str) -> Range:
        rated = self._rated(kind)
        parts = [self._rated(each.name) for each in self.kinds if each.parent == kind and each.name != kind]
        floor = max((LEVELS.index(level) for level in parts if level), default=0)
        if rated:
            own = LEVELS.index(rated)
            return Range(max(own, floor), max(own, floor))
        return Range(floor)

    def _rated(self, kind: str) -> str | None:
        table = self.profile.risk_children if self.children else self.profile.risk
        known = {name: level for name, level in table.items() if any(k.name == kind for k in named(name, self.kinds))}
        exact = {name: level for name, level in known.items() if plain(name) == plain(kind)}
        found = [LEVELS.index(level) for level in (exact or known).values()]
        return LEVELS[max(found)] if found else None

    def unlisted(self) -> list[str]:
        """Levels the profile gives for kinds that the code does not list."""
        table = self.profile.risk_children if self.children else self.profile.risk
        return [level for name, level in table.items() if not named(name, self.kinds)]

    def _risk(self, condition: Condition) -> bool | None:
        """Whether so many of the kinds are at one of the levels."""
        wanted = {LEVELS.index(level) for level in condition.levels}
        sure = possible = 0
        unlisted = {kind.name for kind in self.kinds if kind.row == "?"}
        for kind in condition.kinds:
            known = self.level(kind)
            span = set(range(known.low, known.high + 1))
            sure += span <= wanted and kind not in unlisted
            possible += bool(span & wanted)
        if sure >= condition.count:
            return True
        open_class = condition.of and condition.count == 1 and len(condition.kinds) == len(self.kinds)
        if open_class and any(LEVELS.index(level) in wanted for level in self.unlisted()):
            return None
        return None if possible >= condition.count and condition.kinds else False if condition.kinds else None

    def _risk_keys(self, condition: Condition) -> list[str]:
        table = "risk_children" if self.children else "risk"
        return [f"{table}.{kind}" for kind in condition.kinds if self.level(kind).low != self.level(kind).high]

    # --- what the service is and does

    def _fact(self, condition: Condition) -> bool | None:
        name = str(condition.value)
        if name in self.meanings and name not in self.asked:
            self.asked.add(name)
            try:
                return self.holds(self.meanings[name].condition)
            finally:
                self.asked.discard(name)
        if name in ("general search", "vertical search"):
            kind = self.profile.get("search_kind")
            return None if kind is None else kind == name.partition(" ")[0]
        if name == "takedown_technically_feasible":
            said = self.profile.get(name)
            return said if isinstance(said, bool) else None
        if name in TRUTHS:
            return self.profile.facts.get(name)
        return self._type_is(name) if name not in BY_THE_CODE_ONLY else None

    def _functionality(self, condition: Condition) -> bool | None:
        wanted = functionality(str(condition.value)) or str(condition.value)
        images = self.profile.get("images_or_video")
        if wanted == "posting or sending images or videos" and images is not None:
            return bool(images)
        if wanted == "direct messaging" and isinstance(self.profile.get("direct_messaging"), bool):
            return bool(self.profile.get("direct_messaging"))
        listed = self.profile.get("functionalities")
        if listed is None:
            return None
        if (lists := entries.lists_functionality(listed, wanted)) is not False:
            return lists
        if wanted == "posting or sending images or videos" or wanted in map(misspelt, listed):
            return None  # it has a key of its own, so that a list without it does not deny it; or it may be meant
        return False if functionality(str(condition.value)) else None

    def _functionality_keys(self, condition: Condition) -> list[str]:
        images = functionality(str(condition.value)) == "posting or sending images or videos"
        return ["images_or_video" if images else "functionalities"]

    def _service_type(self, condition: Condition) -> bool | None:
        return self._type_is(str(condition.value))

    def _type_is(self, name: str) -> bool | None:
        said = self.profile.get("service_type")
        types = [str(each) for each in (said if isinstance(said, list) else [said]) if str(each or "").strip()]
        return entries.answers(types, [name]) if types else None

    def _purpose(self, condition: Condition) -> bool | None:
        said = self.profile.get("principal_purpose")
        if not str(said or "").strip():
            return None
        wanted = re.split(r"\b(?:of|disseminate|host)\b", str(condition.value))[-1]
        wanted = re.sub(r"^\s*(?:one or more |any )?(?:specific )?kinds? of\s+", "", wanted.strip())
        kinds = [kind.name for kind in self.kinds if kind.group and plain(kind.group) == plain(wanted)]
        return entries.answers([str(said)], [wanted, *kinds])

    def _category(self, condition: Condition) -> bool | None:
        said = self.profile.get("category")
        return None if said is None else str(said).upper() == str(condition.value).upper()

    def _content(self, condition: Condition) -> bool | None:
        """Whether any of the kinds is allowed; where the condition has levels, of those that are at such a level."""
        primary = "primary" in condition.of
        if condition.levels:
            return self._allowed_at_risk(condition, primary)
        return self._allows(set(condition.kinds), primary)

    def _allows(self, kinds: set[str], primary: bool) -> bool | None:
        """Whether one of these kinds is allowed; None where an entry that was not understood may name the one."""
        said = self.profile.get("primary_priority_content_prohibited" if primary else "priority_content_allowed")
        if said is None:
            return None
        listed, understood = entries.kinds_in(said, self.kinds)
        if primary:
            return False if kinds <= listed else True if understood else None
        return True if kinds & listed else False if understood else None

    def _allowed_at_risk(self, condition: Condition, primary: bool) -> bool | None:
        """Whether a kind at one of the levels is allowed; None where one that nobody rated may be at such a level."""
        wanted = {LEVELS.index(level) for level in condition.levels}
        spans = {kind: set(range(self.level(kind).low, self.level(kind).high + 1)) for kind in condition.kinds}
        sure, possible = ({k for k in spans if spans[k] <= wanted}, {k for k in spans if spans[k] & wanted})
        if sure and self._allows(sure, primary):
            return True
        return None if possible and self._allows(possible, primary) is not False else False

    def _content_keys(self, condition: Condition) -> list[str]:
        key = "primary_priority_content_prohibited" if "primary" in condition.of else "priority_content_allowed"
        said = self.profile.get(key)
        if said is not None and entries.kinds_in(said, self.kinds)[1] and condition.levels:
            return self._risk_keys(condition)
        return [key]

    def _measure(self, condition: Condition) -> bool | None:
        """Whether another measure of the code applies."""
        name = plain(str(condition.value))
        if name in self.asked or name not in self.measures:
            return None
        self.asked.add(name)
        try:
            return self.holds(self.measures[name])
        finally:
            self.asked.discard(name)

    def _measure_keys(self, condition: Condition) -> list[str]:
        other = self.measures.get(plain(str(condition.value)))
        if other is None or plain(str(condition.value)) in self.asked:
            return []
        self.asked.add(plain(str(condition.value)))
        try:
            return [key for leaf in other.leaves() for key in self.missing(leaf)]
        finally:
            self.asked.discard(plain(str(condition.value)))

    def _fact_keys(self, condition: Condition) -> list[str]:
        """The key that states a fact; none for large and multi-risk, which only the code's own words decide."""
        name = str(condition.value)
        if name in ("general search", "vertical search"):
            return ["search_kind"]
        if name in BY_THE_CODE_ONLY:
            return []
        return [name if name in TRUTHS or "_" in name else "service_type"]


_LEAVES: dict[str, Callable[[Facts, Condition], bool | None]] = {
    "users": Facts._users, "risk": Facts._risk, "fact": Facts._fact, "functionality": Facts._functionality,
    "service_type": Facts._service_type, "purpose": Facts._purpose, "category": Facts._category,
    "content": Facts._content, "measure": Facts._measure, "unreadable": lambda _facts, _condition: None,
}  # fmt: skip
_KEYS: dict[str, Callable[[Facts, Condition], list[str]]] = {
    "users": lambda _f, _c: ["monthly_uk_users"], "risk": Facts._risk_keys, "fact": Facts._fact_keys,
    "functionality": Facts._functionality_keys, "service_type": lambda _f, _c: ["service_type"],
    "purpose": lambda _f, _c: ["principal_purpose"], "category": lambda _f, _c: ["category"],
    "content": Facts._content_keys, "measure": Facts._measure_keys, "unreadable": lambda _f, _c: [],
}  # fmt: skip
