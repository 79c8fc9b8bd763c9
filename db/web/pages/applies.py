"""A form for the facts of a service and the measures that apply to it; the answers stand in its address."""

import re
import sqlite3
from collections.abc import Sequence
from typing import Any

from corpus.condition import LEVELS, CodeConditions
from corpus.errors import UsageError
from db.ask import dated, expressions, query, versions
from db.ask.rows import VersionRow
from db.ask.works import procedures, told_apart
from db.web.parts.answer import Answer, Ask, Document, Missing, Page, as_json
from db.web.parts.find import as_at, part
from db.web.parts.html import href
from diffs.apply.decide import answers_json, decide, missing_facts
from diffs.apply.profile import LISTS, Profile, read
from diffs.apply.register import Held, begin
from diffs.apply.telling import asked, not_covered
from diffs.apply.understood import unnamed

TRUTH = {"yes": True, "no": False}
_OTHERS = ("code", "as-at")
"""What stands in the address beside facts."""
QUESTIONS = {
    "likely_accessed_by_children": "Is it likely to be accessed by children?",
    "images_or_video": "Can users share photographs, videos or other images?",
    "recommender_system": "Does it have a content recommender system?",
    "uses_proactive_technology": "Does it use proactive technology?",
    "uses_highly_effective_age_assurance": "Does it use highly effective age assurance?",
    "has_means_of_determining_age": "Does it have a means of determining the age of users?",
    "takedown_technically_feasible": "Is it technically feasible to take content down?",
}


def applies(connection: sqlite3.Connection, ask: Ask) -> Answer:
    """The form, and below it every measure of the chosen code answered; also as JSON, profile and register."""
    works = dated.codes(connection)
    work = ask.get("code", tuple(works)) or (works[0] if works else "")
    day = as_at(ask)
    row = dated.counting(connection, work, ask.get("as-at"))
    if row is None:
        said = "No text of a code stood on that day." if works else "There is no code in this database yet."
        raise _nothing(ask, said)
    conditions = versions.conditions(connection, row.id)
    if conditions is None:
        raise _nothing(ask, f"{row.id} was not read as a code: it has no measures.")
    profile, notes = _profile(ask, conditions), [*dated.beyond(connection, row, day), *_unused(ask, conditions)]
    notes += unnamed(profile, [conditions])
    answer = decide(profile, conditions)
    uncovered = not_covered(procedures(connection, [row.id]))
    form = part(ask, "format")
    if form == "json":
        return as_json(answers_json(profile, [answer]) | {"notes": [*notes, uncovered]})
    if form == "toml":
        return Document(_toml(profile), "text/plain; charset=utf-8", f"{work}-profile.toml")
    if form == "md":
        text = expressions.expression(connection, row.id)
        register = begin([Held(text, answer, conditions.service)])
        return Document(register, "text/markdown; charset=utf-8", f"{work}-register.md")
    groups = [
        (said, [_shown(each, row) for each in answer.measures if each.applies is state])
        for said, state in (("Applies", True), ("Cannot say", None), ("Does not apply", False))
    ]
    return Page(
        "applies.html",
        {
            "works": told_apart([found for each in works if (found := query.work(connection, each))]),
            "work": work,
            "version": row,
            "fields": _fields(ask, conditions),
            "kinds": _kinds(ask, conditions),
            "levels": LEVELS,
            "asked": bool(profile.to_json()),
            "groups": groups,
            "derived": answer.derived,
            "missing": missing_facts([answer]),
            "notes": notes,
            "not_covered": uncovered,
            "query": _query(ask),
        },
    )


def _nothing(ask: Ask, said: str) -> Missing:
    """No form: 404 where a code or a day was asked for; the page that every menu names is there and says why."""
    asked_for = any(ask.query.get(name) for name in _OTHERS)
    return Missing(said, [("/", "The codes there are")], status=404 if asked_for else 200)


def _query(ask: Ask) -> str:
    from urllib.parse import urlencode

    return urlencode({name: value for name, value in ask.query.items() if value})


def _names(conditions: CodeConditions) -> dict[str, str]:
    """The name in an address of each kind of harm, in whatever script, no two alike."""
    made: dict[str, str] = {}
    for kind in conditions.kinds:
        name = "r-" + re.sub(r"[\W_]+", "-", kind.name.casefold()).strip("-")
        made[kind.name] = f"{name}-{len(made)}" if name in made.values() else name
    return made


def _unused(ask: Ask, conditions: CodeConditions) -> list[str]:
    """What the address says and this code does not ask, as it does after another code was chosen in the form."""
    asks = {field["name"] for field in _fields(ask, conditions)} | {*_names(conditions).values(), *_OTHERS}
    unused = sorted(name for name, value in ask.query.items() if value and name not in asks)
    said = f"This code asks nothing by the name of {', '.join(unused)}: what was said there is not used."
    return [said] if unused else []


def _profile(ask: Ask, conditions: CodeConditions) -> Profile:
    """The profile that the address states; what is left out is undecided."""
    facts: dict[str, Any] = {}
    for name in QUESTIONS:
        said = ask.get(name, ("", "yes", "no"))
        facts |= {name: TRUTH[said]} if said else {}
    users, below = ask.get("monthly_uk_users"), ask.get("monthly_uk_users_below")
    for name, value in (("monthly_uk_users", users), ("monthly_uk_users_below", below)):
        if value:
            facts[name] = ask.number(name, 0, 10_000_000_000)
    for name in ("category", "service_type", "principal_purpose", "search_kind"):
        if value := ask.get(name):
            facts[name] = value
    for name in LISTS:
        if listed := ask.get(name):
            facts[name] = [each.strip() for each in listed.split(",") if each.strip().casefold() not in ("", "none")]
    table = "risk_children" if conditions.children else "risk"
    names = _names(conditions)
    levels = {kind: level for kind, name in names.items() if (level := ask.get(name, ("", *LEVELS)))}
    try:
        return read(facts | ({table: levels} if levels else {}), "this address")
    except UsageError as error:
        raise Missing(str(error), status=400) from None


def _fields(ask: Ask, conditions: CodeConditions) -> list[dict[str, Any]]:
    """The questions that some condition of the code turns on, each with what the address answers."""
    wanted = asked([conditions])
    made = [
        {"name": name, "label": said, "options": ["yes", "no"], "value": ask.get(name)}
        for name, said in QUESTIONS.items()
        if name in wanted
    ]
    if "users" in wanted:
        made.append(
            {
                "name": "monthly_uk_users",
                "label": "Monthly users in the UK, if you know",
                "value": ask.get("monthly_uk_users"),
            }
        )
        made.append(
            {"name": "monthly_uk_users_below", "label": "or fewer than", "value": ask.get("monthly_uk_users_below")}
        )
    if "category" in wanted:
        made.append(
            {
                "name": "category",
                "label": "Category",
                "options": ["none", "1", "2A", "2B"],
                "value": ask.get("category"),
            }
        )
    if "search_kind" in wanted:
        made.append(
            {
                "name": "search_kind",
                "label": "Kind of search",
                "options": ["general", "vertical"],
                "value": ask.get("search_kind"),
            }
        )
    for key, name, label in (
        ("functionalities", "functionalities", "What users can do, separated by commas"),
        (
            "primary",
            "primary_priority_content_prohibited",
            "Kinds of primary priority content that your terms prohibit for all users, or none",
        ),
        (
            "priority",
            "priority_content_allowed",
            "Kinds of priority content that your terms allow, or none",
        ),
        ("service_type", "service_type", "Type of service"),
        ("purpose", "principal_purpose", "Principal purpose"),
    ):
        if key in wanted:
            made.append({"name": name, "label": label, "value": ask.get(name)})
    return made


def _kinds(ask: Ask, conditions: CodeConditions) -> list[dict[str, str]]:
    shown = [kind for kind in conditions.kinds if kind.row != "?"]
    names = _names(conditions)
    return [{"name": names[each.name], "label": each.name, "value": ask.get(names[each.name])} for each in shown]


def _shown(each: Any, row: VersionRow) -> dict[str, Any]:
    from corpus.citation import label_slug

    return {
        "label": each.label,
        "title": each.title,
        "path": href(f"{row.id}/{label_slug(each.label)}"),
        "because": each.because,
        "decides": each.decides,
        "facts": list(map(str, each.facts)),
        "unknown": each.unknown,
        "permissive": each.permissive,
    }


def _toml(profile: Profile) -> str:
    """The profile as a file to keep."""
    import json

    lines = [f"{name} = {json.dumps(value, ensure_ascii=False)}" for name, value in profile.facts.items()]
    tables: Sequence[tuple[str, Any]] = (("risk", profile.risk), ("risk_children", profile.risk_children))
    for name, table in tables:
        lines += (
            [
                "",
                f"[{name}]",
                *(f"{json.dumps(kind, ensure_ascii=False)} = {json.dumps(level)}" for kind, level in table.items()),
            ]
            if table
            else []
        )
    return "\n".join(lines) + "\n"
