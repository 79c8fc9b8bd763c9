"""The profile of a service: its facts, as a person wrote them in TOML (interface.md, "Applicability")."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from corpus.condition import LEVELS
from corpus.errors import UsageError

TRUTHS = (
    "likely_accessed_by_children", "images_or_video", "recommender_system", "uses_proactive_technology",
    "uses_highly_effective_age_assurance", "has_means_of_determining_age",
)  # fmt: skip
NUMBERS = ("monthly_uk_users", "monthly_uk_users_below", "monthly_uk_users_at_most", "monthly_uk_users_above")
WORDS = ("service", "service_type", "principal_purpose", "category", "search_kind", "takedown_technically_feasible")
LISTS = ("functionalities", "primary_priority_content_prohibited", "priority_content_allowed")
RECORDED = (
    "also_search", "age_declared_by_users", "has_accounts", "volunteers_moderate", "terms_of_service_exist",
    "content_communicated", "minimum_age_in_terms", "direct_messaging", "name",
)  # fmt: skip
"""Facts that people record and that no condition read so far turns on."""
TABLES = ("risk", "risk_children", "risk_recorded")
KEYS = (*TRUTHS, *NUMBERS, *WORDS, *LISTS, *RECORDED, *TABLES)
SERVICES = ("user-to-user", "search")
CATEGORIES = ("1", "2A", "2B", "none")


@dataclass(frozen=True, slots=True)
class Profile:
    """The facts by their key, and the level of risk by the kind's name as written; a missing one is undecided."""

    facts: Mapping[str, Any] = field(default_factory=dict)
    risk: Mapping[str, str] = field(default_factory=dict)
    risk_children: Mapping[str, str] = field(default_factory=dict)

    def get(self, key: str) -> Any:
        """A fact, or None where it is undecided."""
        return self.facts.get(key)

    @property
    def services(self) -> tuple[str, ...]:
        """The kinds of service it is; empty where that is undecided."""
        said = self.facts.get("service")
        found = tuple(said) if isinstance(said, list) else (said,) if said else ()
        return (*found, "search") if self.facts.get("also_search") is True and "search" not in found else found

    def to_json(self) -> dict[str, Any]:
        """The profile as it was written."""
        tables = {"risk": dict(self.risk), "risk_children": dict(self.risk_children)}
        return dict(self.facts) | {name: table for name, table in tables.items() if table}

    def supposing(self, changes: Mapping[str, str]) -> "Profile":
        """The same service with other facts: `hate=medium`, `monthly_uk_users=800000`, `category=1`.

        A name that is no fact is a kind of harm; it is changed in the table that has it, else in each that is used.
        """
        made = self
        for name, value in changes.items():
            made = made._with(name.strip().strip('"'), value.strip().strip('"'))
        return made

    def _with(self, name: str, value: str) -> "Profile":
        if name in KEYS and name not in TABLES:
            return read(
                {
                    **self.facts,
                    "risk": {**self.risk},
                    "risk_children": {**self.risk_children},
                    name: _value(name, value),
                }
            )
        if value not in LEVELS:
            raise UsageError(f"{value!r} is no level of risk; write one of {', '.join(LEVELS)}")
        table, _, kind = name.partition(".")
        if table in ("risk", "risk_children"):
            return replace(self, **{table: {**getattr(self, table), kind: value}})
        from corpus.harm_names import same_kind

        for attribute in ("risk", "risk_children"):
            own: Mapping[str, str] = getattr(self, attribute)
            known = next((key for key in own if same_kind(key, name)), None)
            if known:
                return replace(self, **{attribute: {**own, known: value}})
        used = [attribute for attribute in ("risk", "risk_children") if getattr(self, attribute)]
        tables = used or ("risk", "risk_children")
        return replace(self, **{attribute: {**getattr(self, attribute), name: value} for attribute in tables})


def _value(name: str, value: str) -> Any:
    if name in NUMBERS:
        return _whole(name, value)
    if value.lower() in ("true", "false") and name not in ("service_type", "principal_purpose"):
        return value.lower() == "true"
    return [part.strip() for part in value.split(",") if part.strip()] if name in LISTS else value


def _whole(name: str, value: str) -> int:
    digits = value.replace("_", "").replace(",", "").replace(" ", "")
    if not digits.isdigit():
        raise UsageError(f"{name} is a whole number of users, not {value!r}")
    return int(digits)


def load(path: Path) -> Profile:
    """Read a profile. Raises UsageError, with the place and what would be right, for one that cannot be meant."""
    try:
        return read(tomllib.loads(path.read_text("utf-8-sig")), str(path))
    except OSError as error:
        raise UsageError(f"the profile {path} cannot be read ({error.strerror})") from None
    except UnicodeDecodeError:
        raise UsageError(f"the profile {path} is no text in UTF-8; save it in UTF-8 again") from None
    except tomllib.TOMLDecodeError as error:
        raise UsageError(f"{path} is not TOML: {error}; `keeling profile --for CODE` writes one to fill in") from None


def read(data: Mapping[str, Any], where: str = "the profile") -> Profile:
    """Facts as TOML gives them -> a profile; raises UsageError for keys, values and levels that are not known."""
    for key, value in data.items():
        _checked(key, value, where)
    _consistent(data, where)
    levels = {
        name: {kind: str(level) for kind, level in data.get(name, {}).items()} for name in ("risk", "risk_children")
    }
    facts = {key: value for key, value in data.items() if key not in TABLES}
    return Profile(facts, levels["risk"], levels["risk_children"])


def _checked(key: str, value: Any, where: str) -> None:
    if key not in KEYS:
        near = get_close_matches(key, KEYS, 1, 0.5)
        raise UsageError(f"{where}: {key!r} is no fact of a profile" + (f"; did you mean {near[0]!r}?" if near else ""))
    if key in (*TRUTHS, "also_search", "direct_messaging") and not isinstance(value, bool):
        raise UsageError(f"{where}: {key} is true or false, not {value!r}; leave it out while it is undecided")
    if key in NUMBERS and (isinstance(value, bool) or not isinstance(value, int) or value < 0):
        raise UsageError(f"{where}: {key} is a whole number of users, such as 700_000, not {value!r}")
    if key in LISTS and not (isinstance(value, list) and all(isinstance(each, str) for each in value)):
        raise UsageError(f'{where}: {key} is a list of names, such as ["direct messaging"], not {value!r}')
    if key in ("risk", "risk_children"):
        _levels(key, value, where)
    allowed = {"service": SERVICES, "category": CATEGORIES, "search_kind": ("general", "vertical")}.get(key)
    for each in (value if isinstance(value, list) else [value]) if allowed else ():
        if str(each) not in (allowed or ()):
            near = get_close_matches(str(each), allowed or (), 1, 0.4)
            raise UsageError(
                f"{where}: {key} is {' or '.join(allowed or ())}, not {each!r}"
                + (f"; did you mean {near[0]!r}?" if near else "")
            )


def _levels(key: str, table: Any, where: str) -> None:
    if not isinstance(table, Mapping):
        raise UsageError(f'{where}: [{key}] is a table of kinds, such as "hate" = "low"')
    for kind, level in table.items():
        if level not in LEVELS:
            near = get_close_matches(str(level).lower(), LEVELS, 1, 0.3)
            hint = f"; did you mean {near[0]!r}?" if near else f"; write one of {', '.join(LEVELS)}"
            raise UsageError(f"{where}: {level!r} is no level of risk for {kind!r}{hint}")


def _consistent(data: Mapping[str, Any], where: str) -> None:
    """Facts that cannot both be true."""
    users, below = data.get("monthly_uk_users"), data.get("monthly_uk_users_below")
    most, above = data.get("monthly_uk_users_at_most"), data.get("monthly_uk_users_above")
    highest = min(
        (bound for bound in (users, most, None if below is None else below - 1) if bound is not None), default=None
    )
    lowest = max((bound for bound in (users, None if above is None else above + 1) if bound is not None), default=0)
    if highest is not None and lowest > highest:
        raise UsageError(
            f"{where}: the numbers of users contradict each other: more than {lowest - 1} and at most {highest}"
        )
    said = [str(each).casefold() for each in data.get("functionalities", ())]
    words = {"images_or_video": "image", "recommender_system": "recommender", "direct_messaging": "direct messag"}
    for key, word in words.items():
        if data.get(key) is False and any(word in each for each in said):
            raise UsageError(
                f"{where}: {key} is false, and functionalities names one with {word!r}; one of them is wrong"
            )
