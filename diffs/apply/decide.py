"""Which measures of a code apply to a service, each answer with the sentence that decides it.

The answer is three-valued. *Does not apply* is said only where a condition that was read fails on facts that are
known; what waits for a fact, for words that could not be read, or on a paragraph and an index row that differ is
*cannot say*.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from corpus.citation import label_key
from corpus.condition import ALWAYS, BY_THE_CODE_ONLY, Applicability, CodeConditions, Condition, every, to_json
from corpus.harm_names import plain
from diffs.apply.facts import Facts, Meaning
from diffs.apply.profile import Profile


@dataclass(frozen=True, slots=True)
class Used:
    """A fact that an answer used, and what it comes to for this service; `known` where it is said in the profile."""

    fact: str
    came: str
    known: bool = True

    def __str__(self) -> str:
        """ "large service: yes"."""
        return f"{self.fact}: {self.came}"


@dataclass(frozen=True, slots=True)
class Decided:
    """One measure answered: the deciding words with their label and version, the facts used, what is unknown."""

    label: str
    title: str
    applies: bool | None
    permissive: bool
    because: str
    decides: str
    version: str
    condition: Condition
    facts: tuple[Used, ...]
    unknown: tuple[str, ...]
    missing: tuple[str, ...] = ()
    differs: bool = False

    @property
    def key(self) -> str:
        """Its label as labels are compared."""
        return label_key(self.label)

    def to_json(self) -> dict[str, Any]:
        """An entry of `measures` in interface.md."""
        return {
            "label": self.label,
            "title": self.title,
            "applies": self.applies,
            "permissive": self.permissive,
            "because": self.because,
            "decides": {"label": self.decides, "version": self.version},
            "condition": to_json(self.condition),
            "facts": list(map(str, self.facts)),
            "unknown": list(self.unknown),
        }


@dataclass(frozen=True, slots=True)
class Derivation:
    """A fact that a code derives from others, with its paragraph."""

    fact: str
    value: bool | None
    label: str
    because: str


@dataclass(frozen=True, slots=True)
class Answer:
    """All measures of one code answered for one service."""

    version: str
    derived: tuple[Derivation, ...]
    measures: tuple[Decided, ...]


def decide(profile: Profile, code: CodeConditions) -> Answer:
    """Every measure of a code, in its order."""
    facts = facts_of(profile, code)
    derived = tuple(
        Derivation(each.fact, facts.leaf(Condition("fact", value=each.fact)), each.label, each.because)
        for each in code.derived
    )
    return Answer(code.version, derived, tuple(_decided(measure, code, facts) for measure in code.measures))


def facts_of(profile: Profile, code: CodeConditions) -> Facts:
    """The facts of a service as one code understands them."""
    meanings = {each.fact: Meaning(each.condition, each.label, each.because) for each in code.derived}
    measures = {plain(each.label): _whole(each, code) for each in code.measures}
    return Facts(profile, code.kinds, code.children, meanings, measures)


def _whole(measure: Applicability, code: CodeConditions) -> Condition:
    """The condition of a measure with what holds for the whole code."""
    own = measure.paragraph if measure.paragraph is not None else measure.index
    return (
        every((code.scope, own))
        if own is not None
        else Condition("unreadable", value="no text held", text="no text held")
    )


def _decided(measure: Applicability, code: CodeConditions, facts: Facts) -> Decided:
    if code.service and facts.profile.services and code.service not in facts.profile.services:
        said = f"The code is for {code.service} services; this is a {' and '.join(facts.profile.services)} service."
        return Decided(
            measure.label,
            measure.title,
            False,
            measure.permissive,
            said,
            measure.label,
            code.version,
            _whole(measure, code),
            (Used("service", ", ".join(facts.profile.services)),),
            (),
        )
    sources = [every((code.scope, own)) for own in (measure.paragraph, measure.index) if own is not None]
    results = [facts.holds(source) for source in sources]
    if not sources:
        nothing = _whole(measure, code)
        return Decided(
            measure.label,
            measure.title,
            None,
            measure.permissive,
            "no text held that says to which services it applies",
            measure.label,
            code.version,
            nothing,
            (),
            ("no text held",),
        )
    if True in results and False in results:
        return _differing(measure, code, facts, sources, results)
    chosen = _chosen(sources, results)
    return _explained(measure, code, facts, sources[chosen], results[chosen])


def _chosen(sources: Sequence[Condition], results: Sequence[bool | None]) -> int:
    """The paragraph, unless it could not be read whole and the index row can."""
    if len(sources) > 1 and results[0] is None and results[1] is not None:
        whole = not sources[1].unreadable and sources[0].unreadable
        return int(bool(whole and len(list(sources[1].leaves())) >= len(list(sources[0].leaves()))))
    return 0


def _differing(
    measure: Applicability,
    code: CodeConditions,
    facts: Facts,
    sources: Sequence[Condition],
    results: Sequence[bool | None],
) -> Decided:
    """The paragraph and the row of the index give different answers: neither is told as the truth."""
    yes = {True: "applies", False: "does not apply"}
    said = [
        f"{_place(source, measure)} says it {yes[bool(result)]}"
        for source, result in zip(sources, results, strict=True)
    ]
    return Decided(
        measure.label, measure.title, None, measure.permissive, "; ".join(said), measure.label, code.version,
        sources[0], (), ("the paragraph and the index differ",), (), True,
    )  # fmt: skip


def _place(condition: Condition, measure: Applicability) -> str:
    return next((leaf.at for leaf in condition.leaves() if leaf.at), measure.label)


def _explained(
    measure: Applicability, code: CodeConditions, facts: Facts, condition: Condition, result: bool | None
) -> Decided:
    decisive = list(deciding(condition, facts, result)) or [condition]
    placed = [leaf for leaf in decisive if leaf.at]
    own_words = [leaf for leaf in placed if leaf.at.removeprefix("Index/").startswith(measure.label)]
    first = next(iter(_said_by(own_words) if result and own_words else placed), decisive[0])
    unknown = tuple(dict.fromkeys(_unknown(leaf, facts) for leaf in decisive)) if result is None else ()
    missing = tuple(dict.fromkeys(key for leaf in decisive for key in facts.missing(leaf))) if result is None else ()
    because = first.sentence or first.text or str(first.value)
    own = measure.paragraph if measure.paragraph is not None else measure.index
    used = tuple(dict.fromkeys(stated(leaf, facts) for leaf in decisive if leaf.op not in ("all", "any")))
    return Decided(
        measure.label, measure.title, result, measure.permissive, because or _said(own), first.at or _at(own, measure),
        code.version, condition, used, unknown, missing,
    )  # fmt: skip


def _said_by(leaves: Sequence[Condition]) -> Sequence[Condition]:
    """The leaves of an answer that say why: those of the items of a list, whose sentences have its lead-in as well."""
    return [leaf for leaf in leaves if leaf.at.endswith(")")] or leaves


def _said(condition: Condition | None) -> str:
    return condition.sentence or condition.text if condition else ""


def _at(condition: Condition | None, measure: Applicability) -> str:
    return (condition.at if condition else "") or measure.label


def deciding(condition: Condition, facts: Facts, result: bool | None) -> Iterator[Condition]:
    """The leaves that make a condition come to its result."""
    if condition.op == "not":
        yield from deciding(condition.parts[0], facts, None if result is None else not result)
        return
    if not condition.parts:
        if condition != ALWAYS and condition.op not in ("all", "any"):
            yield condition
        return
    alone = {("all", False), ("any", True)}
    matching = [part for part in condition.parts if facts.holds(part) is result]
    for part in matching[:1] if (condition.op, result) in alone else matching:
        yield from deciding(part, facts, result)


def _unknown(leaf: Condition, facts: Facts) -> str:
    if leaf.op == "unreadable":
        return str(leaf.value)
    keys = facts.missing(leaf)
    if leaf.op == "fact" and leaf.value in BY_THE_CODE_ONLY and not keys:
        meaning = facts.meanings.get(str(leaf.value))
        where = f"{meaning.label} could not be read whole" if meaning else "the code does not say what makes it one"
        return f"{words(leaf)}: {where}"
    return keys[0] if len(keys) == 1 else str(stated(leaf, facts))


def stated(leaf: Condition, facts: Facts) -> Used:
    """A leaf in words, with what it comes to for this service."""
    came = facts.leaf(leaf)
    return Used(words(leaf), {True: "yes", False: "no", None: "not known"}[came], came is not None)


def words(leaf: Condition) -> str:
    """A leaf in plain words."""
    if leaf.op == "users":
        return f"more than {int(leaf.value):,} monthly UK users"
    if leaf.op == "risk":
        kinds = ", ".join(leaf.kinds) if len(leaf.kinds) <= 3 else leaf.of or f"{len(leaf.kinds)} kinds"
        many = f"{leaf.count} of " if leaf.count > 1 else ""
        return f"{' or '.join(leaf.levels)} risk of {many}{kinds}"
    if leaf.op == "category":
        return f"Category {leaf.value}"
    if leaf.op == "measure":
        return f"{leaf.value} applies"
    if leaf.op == "content":
        return f"{leaf.of or 'content'} is allowed"
    names = {"large": "large service", "multi-risk": "multi-risk service"}
    return names.get(str(leaf.value), str(leaf.value).replace("_", " "))


def missing_facts(answers: Sequence[Answer]) -> list[dict[str, Any]]:
    """The facts that answers wait for, those that decide most first."""
    waits: dict[str, list[str]] = {}
    for answer in answers:
        for each in answer.measures:
            for key in each.missing if each.applies is None else ():
                waits.setdefault(key, []).append(each.label)
    return [
        {"fact": key, "decides": labels}
        for key, labels in sorted(waits.items(), key=lambda item: (-len(item[1]), item[0]))
    ]


def answers_json(profile: Profile, answers: Sequence[Answer]) -> dict[str, Any]:
    """JSON of `applies` (interface.md)."""
    return {
        "profile": profile.to_json(),
        "versions": [answer.version for answer in answers],
        "derived": [
            {
                "fact": each.fact,
                "value": each.value,
                "label": each.label,
                "because": each.because,
                "version": answer.version,
            }
            for answer in answers
            for each in answer.derived
        ],
        "missing": missing_facts(answers),
        "measures": [each.to_json() for answer in answers for each in answer.measures],
    }


def by_label(answer: Answer) -> Mapping[str, Decided]:
    """The answers of a code by label as compared."""
    return {plain(each.label): each for each in answer.measures}
