"""Answers for a person, and the profile to fill in."""

from collections.abc import Iterable, Iterator, Sequence

from corpus.condition import CodeConditions, Condition
from diffs.apply.decide import Answer, Decided, missing_facts
from diffs.apply.understood import turned_on

_OUTSIDE = {"online-safety-act-section-43": "sections 10(3A), 20A, 21(2A) and 66 of the Online Safety Act 2023"}
"""By the procedure under which a code is made, as the catalogue calls it, duties of its Act that stand in no code."""


def not_covered(procedures: Iterable[str] = ()) -> str:
    """What no answer covers, with examples where the catalogue says under which procedure the codes are made."""
    known = "; ".join(dict.fromkeys(_OUTSIDE[each] for each in procedures if each in _OUTSIDE))
    examples = f" (for example {known})" if known else ""
    return (
        f"Not covered: duties of the Act that stand outside the codes{examples}, and of other laws. "
        "Computed from the words of the code and the facts you gave; it is no legal advice."
    )


def lines(answers: Sequence[Answer], notes: Sequence[str] = (), uncovered: str = "") -> list[str]:
    """Every measure answered, what is derived, what is missing, and once what is not covered."""
    shown = [line for answer in answers for line in _code(answer)]
    missing = [f"  {each['fact']}: decides {', '.join(each['decides'])}" for each in missing_facts(answers)]
    asked = ["Facts still missing, those that decide most first:", *missing, ""] if missing else []
    return [*shown, *asked, *notes, uncovered or not_covered()]


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
        for label, leaf in turned_on(code):
            for key in _keys(leaf):
                found.setdefault(key, []).append(label)
    return found


def template(codes: Sequence[CodeConditions]) -> str:
    """A profile to fill in that asks only for facts that some condition of these codes turns on, each saying where."""
    wanted = asked(codes)
    kinds: dict[str, dict[str, None]] = {"risk": {}, "risk_children": {}}
    for code in codes:
        table = kinds["risk_children" if code.children else "risk"]
        for _, leaf in turned_on(code):
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
