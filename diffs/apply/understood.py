"""What of a profile no code here knows, or was understood only in part: said, so that nothing is decided in silence."""

from collections.abc import Iterator, Sequence
from difflib import get_close_matches

from corpus.condition import CodeConditions, Condition, Kind
from corpus.harm_names import functionalities, misspelt, named, plain
from diffs.apply import entries
from diffs.apply.decide import facts_of
from diffs.apply.profile import Profile

_TABLES = (("risk", False), ("risk_children", True))
_OTHER = {"risk": "risk_children", "risk_children": "risk"}
_LISTS = ("primary_priority_content_prohibited", "priority_content_allowed")


def unnamed(profile: Profile, codes: Sequence[CodeConditions]) -> list[str]:
    """What a profile says and no code here knows by that name, with what may have been meant and what came of it."""
    found = (_kinds(profile, codes), _functionalities(profile, codes), _worded(profile, codes))
    return [line for told in found for line in told]


def turned_on(code: CodeConditions) -> Iterator[tuple[str, Condition]]:
    """Every leaf on which an answer of a code can turn, with the label it decides."""
    conditions = [(code.measures[0].label if code.measures else "", code.scope)]
    conditions += [(each.fact, each.condition) for each in code.derived]
    conditions += [(each.label, own) for each in code.measures for own in (each.paragraph, each.index) if own]
    yield from (
        (label, leaf) for label, condition in conditions for leaf in condition.leaves() if leaf.op not in ("all", "any")
    )


def _kinds(profile: Profile, codes: Sequence[CodeConditions]) -> Iterator[str]:
    """Names of kinds of harm that no table of these codes has, stand in the wrong table, or rate one kind twice."""
    known = {table: [k for code in codes if code.children is of for k in code.kinds] for table, of in _TABLES}
    for table, other in _OTHER.items():
        for name in (each for each in getattr(profile, table) if not named(each, known[table])):
            if named(name, known[other]) and not getattr(profile, other):
                yield f"“{name}” stands in [{table}] and belongs into [{other}] of the profile."
            elif known[table]:
                yield f"“{name}” is no kind of harm of {_codes(codes)}{_near(name, known[table])}"
        yield from _twice(getattr(profile, table), known[table])
    every = [*known["risk"], *known["risk_children"]]
    for key in _LISTS:
        for name in (each for each in profile.get(key) or () if every and not named(each, every)):
            yield f"“{name}” in {key} is no kind of harm of {_codes(codes)}{_near(name, every)}"


def _twice(table: dict[str, str], kinds: Sequence[Kind]) -> Iterator[str]:
    """Two names that rate the same kind otherwise, where none of them is the code's own name."""
    for kind in dict.fromkeys(each.name for each in kinds):
        rated = {name: level for name, level in table.items() if any(k.name == kind for k in named(name, kinds))}
        exact = [name for name in rated if plain(name) == plain(kind)]
        if len(set(rated.values())) > 1 and len(exact) != 1:
            said = ", ".join(f"“{name}” ({level})" for name, level in rated.items())
            yield f"{said} are all “{kind}” to the code: the highest counts."


def _functionalities(profile: Profile, codes: Sequence[CodeConditions]) -> Iterator[str]:
    """Entries that name no functionality, one that nothing asks about, or one they doubt."""
    leaves = [leaf for code in codes for _, leaf in turned_on(code)]
    names = dict.fromkeys(str(leaf.value) for leaf in leaves if leaf.op == "functionality")
    wanted = set(map(plain, names))
    for each in profile.get("functionalities") or () if wanted else ():
        if not functionalities(each) and plain(each) not in wanted:
            near = misspelt(each) or next((name for name in names if entries.near_functionality(each, name)), "")
            meant = f"; did you mean “{near}”?" if near else ", by a name that is known: it decides nothing."
            yield f"“{each}” is no functionality that {_codes(codes)} asks about{meant}"
        elif entries.doubts_functionality(each):
            yield (
                f"“{each}” was taken neither as a yes nor as a no: functionalities lists what users can do, by name; "
                "what they cannot do is left out."
            )


def _worded(profile: Profile, codes: Sequence[CodeConditions]) -> Iterator[str]:
    """What was made of a purpose and a type of service that were written in words of one's own."""
    for key, op in (("principal_purpose", "purpose"), ("service_type", "service_type")):
        said = profile.get(key)
        text = ", ".join(map(str, said)) if isinstance(said, list) else str(said or "")
        came = _came(profile, codes, op) if text.strip() else {}
        wanted = [name for name, result in came.items() if result is not False or not plain(text).startswith("none")]
        if wanted and True not in came.values():
            doubt = None in came.values()
            what = "taken neither as a yes nor as a no to" if doubt else "taken as none of"
            yield f"{key} “{text}” was {what} what {_codes(codes)} asks about: {'; '.join(wanted)}."


def _came(profile: Profile, codes: Sequence[CodeConditions], op: str) -> dict[str, bool | None]:
    """What the conditions of one form come to for the service, by what they ask about."""
    held = [(facts_of(profile, code), code) for code in codes]
    leaves = ((facts, leaf) for facts, code in held for _, leaf in turned_on(code) if leaf.op == op)
    return {str(leaf.value): facts.leaf(leaf) for facts, leaf in leaves}


def _codes(codes: Sequence[CodeConditions]) -> str:
    return ", ".join(code.version for code in codes)


def _near(name: str, kinds: Sequence[Kind]) -> str:
    folded = {each.name.casefold(): each.name for each in kinds}
    near = get_close_matches(name.casefold(), folded, 1, 0.6)
    return f"; did you mean “{folded[near[0]]}”?" if near else "."
