"""Answers for a person, and the profile to fill in."""

from collections.abc import Iterator, Sequence
from difflib import get_close_matches

from corpus.condition import CodeConditions, Condition, Kind
from corpus.harm_names import functionalities, misspelt, named, plain
from diffs.apply.decide import Answer, Decided, missing_facts
from diffs.apply.profile import Profile

NOT_COVERED = (
    "Not covered: duties of the Act that stand outside the codes (for example sections 10(3A), 20A, 21(2A) and 66). "
    "Computed from the words of the code and the facts you gave; it is no legal advice."
)


def lines(answers: Sequence[Answer], notes: Sequence[str] = ()) -> list[str]:
    """Every measure answered, what is derived, what is missing, and once what is not covered."""
    shown = [line for answer in answers for line in _code(answer)]
    missing = [f"  {each['fact']}: decides {', '.join(each['decides'])}" for each in missing_facts(answers)]
    asked = ["Facts still missing, those that decide most first:", *missing, ""] if missing else []
    return [*shown, *asked, *notes, NOT_COVERED]


def _code(answer: Answer) -> Iterator[str]:
    yield f"{answer.version}: {len(answer.measures)} measures"
    for each in answer.derived:
        value = {True: "yes", False: "no", None: "not known"}[each.value]
        yield f"  {each.fact} service: {value} ({each.label}: {' '.join(each.because.split())})"
    for heading, wanted in (("Applies", True), ("Cannot say", None), ("Does not apply", False)):
        found = [each for each in answer.measures if each.applies is wanted]
        if found:
            yield from ("", f"{heading} ({len(found)})")
            yield from (line for each in found for line in told(each))
    yield ""


def told(each: Decided) -> list[str]:
    """One measure: its answer with the sentence that decides, the facts used, and what is unknown."""
    may = " (permits; not required)" if each.permissive else ""
    made = [
        f"  {each.label} {each.title}{may}",
        f"      {' '.join(each.because.split())} [{each.decides}, {each.version}]",
    ]
    made += [f"      {fact}" for fact in each.facts if each.applies is False or not fact.known]
    made += [f"      waits for: {', '.join(each.unknown)}"] if each.unknown else []
    return made


def differences(before: Sequence[Answer], after: Sequence[Answer]) -> list[tuple[Decided, Decided]]:
    """The measures that two answers to the same codes decide differently."""
    pairs = zip(before, after, strict=True)
    return [
        (old, new)
        for a, b in pairs
        for old, new in zip(a.measures, b.measures, strict=True)
        if old.applies != new.applies
    ]


def difference_lines(before: Sequence[Answer], after: Sequence[Answer]) -> list[str]:
    """Only what comes and goes."""
    yes = {True: "applies", False: "does not apply", None: "cannot say"}
    found = differences(before, after)
    shown = [
        line
        for old, new in found
        for line in (f"{new.label} {new.title}: {yes[old.applies]} → {yes[new.applies]}", *told(new)[1:])
    ]
    return shown or ["No measure comes or goes."]


def unnamed(profile: Profile, codes: Sequence[CodeConditions]) -> list[str]:
    """What a profile says and no code here knows by that name, with what may have been meant: it decides nothing."""
    kinds = {table: [k for code in codes if code.children is of for k in code.kinds] for table, of in _TABLES}
    told = []
    for table, other in (("risk", "risk_children"), ("risk_children", "risk")):
        for name in (each for each in getattr(profile, table) if not named(each, kinds[table])):
            if named(name, kinds[other]) and not getattr(profile, other):
                told.append(f"“{name}” stands in [{table}] and belongs into [{other}] of the profile.")
            elif kinds[table]:
                told.append(f"“{name}” is no kind of harm of {_codes(codes)}{_near(name, kinds[table])}")
    wanted = [leaf for code in codes for _, leaf in _turned_on(code) if leaf.op == "functionality"]
    known = {plain(str(leaf.value)) for leaf in wanted}
    for each in profile.get("functionalities") or () if wanted else ():
        if not functionalities(each) and plain(each) not in known:
            meant = misspelt(each)
            near = f"; did you mean “{meant}”?" if meant else "."
            told.append(f"“{each}” is no functionality that {_codes(codes)} asks about{near}")
    return told


def _codes(codes: Sequence[CodeConditions]) -> str:
    return ", ".join(code.version for code in codes)


def _near(name: str, kinds: Sequence[Kind]) -> str:
    folded = {each.name.casefold(): each.name for each in kinds}
    near = get_close_matches(name.casefold(), folded, 1, 0.6)
    return f"; did you mean “{folded[near[0]]}”?" if near else "."


_TABLES = (("risk", False), ("risk_children", True))
_COMMENTS = {
    "service": ('service = "user-to-user"', "user-to-user or search; a list where both"),
    "likely_accessed_by_children": ("likely_accessed_by_children = true", "true or false"),
    "users": ("monthly_uk_users_below = 700_000", "or monthly_uk_users = NUMBER, or monthly_uk_users_above = NUMBER"),
    "functionalities": ('functionalities = ["direct messaging"]', "everything users can do"),
    "images_or_video": ("images_or_video = true", "can users share photographs, videos or other images?"),
    "service_type": ('service_type = "none"', "such as file-storage and file-sharing"),
    "purpose": ('principal_purpose = "…"', "what the service is mainly for"),
    "category": ('category = "none"', "1, 2A, 2B or none"),
    "search_kind": ('search_kind = "general"', "general or vertical"),
    "recommender_system": ("recommender_system = false", ""),
    "uses_proactive_technology": ("uses_proactive_technology = false", ""),
    "uses_highly_effective_age_assurance": ("uses_highly_effective_age_assurance = false", ""),
    "has_means_of_determining_age": ("has_means_of_determining_age = false", ""),
    "primary": (
        'primary_priority_content_prohibited = ["suicide", "…"]',
        "kinds that your terms prohibit for all users",
    ),
    "priority": ("priority_content_allowed = []", "kinds that your terms allow"),
    "takedown_technically_feasible": ("takedown_technically_feasible = true", ""),
}


def asked(codes: Sequence[CodeConditions]) -> dict[str, list[str]]:
    """The facts that some condition of these codes turns on, by their key here, each with the labels it decides."""
    found: dict[str, list[str]] = {"service": []}
    for code in codes:
        for label, leaf in _turned_on(code):
            for key in _keys(leaf):
                found.setdefault(key, []).append(label)
    return found


def template(codes: Sequence[CodeConditions]) -> str:
    """A profile to fill in that asks only for facts that some condition of these codes turns on, each saying where."""
    wanted = asked(codes)
    kinds: dict[str, dict[str, None]] = {"risk": {}, "risk_children": {}}
    for code in codes:
        table = kinds["risk_children" if code.children else "risk"]
        for _, leaf in _turned_on(code):
            if leaf.op == "risk":
                table.update(dict.fromkeys(kind.name for kind in code.kinds) if leaf.of else dict.fromkeys(leaf.kinds))
    made = ["# Facts of your service. Remove the # before what you have decided; what you leave out is undecided.", ""]
    for key, (line, hint) in _COMMENTS.items():
        if key in wanted:
            where = ", ".join(dict.fromkeys(wanted[key]))
            made += [
                f"# {hint}{'; ' if hint and where else ''}{'decides ' + where if where else ''}".rstrip(),
                f"# {line}",
            ]
    for name, names in kinds.items():
        if names:
            made += ["", f"# [{name}]    # negligible, low, medium or high", *(f'# "{kind}" = "low"' for kind in names)]
    return "\n".join(made) + "\n"


def _turned_on(code: CodeConditions) -> Iterator[tuple[str, Condition]]:
    conditions = [(code.measures[0].label if code.measures else "", code.scope)]
    conditions += [(each.fact, each.condition) for each in code.derived]
    conditions += [(each.label, own) for each in code.measures for own in (each.paragraph, each.index) if own]
    yield from (
        (label, leaf) for label, condition in conditions for leaf in condition.leaves() if leaf.op not in ("all", "any")
    )


def _keys(leaf: Condition) -> list[str]:
    if leaf.op == "users" or (leaf.op == "fact" and leaf.value == "large"):
        return ["users"]
    if leaf.op == "functionality":
        return ["images_or_video"] if "images" in str(leaf.value) else ["functionalities"]
    if leaf.op == "content":
        return ["primary" if "primary" in leaf.of else "priority"]
    if leaf.op == "fact" and str(leaf.value).endswith("search"):
        return ["search_kind"]
    return [leaf.op] if leaf.op in _COMMENTS else [str(leaf.value)] if str(leaf.value) in _COMMENTS else []
