"""Clauses of applicability: a sentence with the list behind it, whose items it joins or limits."""

import re
import string
from collections.abc import Iterator
from dataclasses import dataclass

from corpus.citation import label_key
from corpus.condition import Condition, every, negated, some
from parser.codes.condition_amounts import levels
from parser.codes.condition_phrases import Phrases, mentions
from parser.codes.condition_sentences import sentence, takes_out, unreadable

_RISK_LEAD = re.compile(
    r"(?P<before>.*?)(?:(?:is|are)\s+)?(?:at\s+)?(?:a\s+)?(?P<level>low, medium or high|medium or high|at least medium|medium|high|low)\s+risk\s+of\s+"
    r"(?P<count>at least one|one or more|any|at least two|two or more|each|all|either|both)?(?:\s+of)?(?:\s+(?:these|the following))?"
    r"(?:\s+(?:specific\s+)?kinds?\s+of\s+[\w\s-]+?)?\s*:?\s*$",
    re.IGNORECASE | re.DOTALL,
)
_RISK_IS = re.compile(
    r"(?P<before>.*?)(?:,?\s*(?:and|for which|whose|the|its))*\s*\brisk\s+of\s+"
    r"(?P<count>at least one|one or more|any|at least two|two or more|each|all|either|both)?(?:\s+of)?(?:\s+(?:these|the following))?"
    r"(?:\s+(?:specific\s+)?kinds?\s+of\s+[\w\s-]+?)?\s+is\s+(?:assessed as\s+|at\s+)?"
    r"(?P<level>low, medium or high|medium or high|at least medium|medium|high|low)\s*:?\s*$",
    re.IGNORECASE | re.DOTALL,
)
"""The same with the level behind: `and its risk of any of these kinds of content is medium:`."""

_LAST_WORD = re.compile(r"[;,]?\s*\b(and|or|nor)\s*$", re.IGNORECASE)
_LIST_LEAD = re.compile(
    r"\b(?:(?P<any>either|any(?: one)?(?: or more)?|one or more|one)|(?P<all>all|both|each))\s+of\s+(?:the\s+following|these)\b[^:]*:?\s*$",
    re.IGNORECASE,
)


_DENIED_LEAD = re.compile(
    rf"^(?P<before>.*?)\b(?:does|do|did)\s+not\s+(?:meet|satisfy|fulfil)\s+(?P<of>{_LIST_LEAD.pattern})",
    re.IGNORECASE | re.DOTALL,
)
"""A list of conditions that must not be met."""


@dataclass(frozen=True, slots=True)
class Clause:
    """Words with the items of the list behind them, each a clause, and the label where they stand."""

    text: str
    items: tuple["Clause", ...] = ()
    at: str = ""


def read_clause(clause: Clause, phrases: Phrases) -> Condition:
    """The condition of a sentence and its list."""
    if not clause.items:
        return sentence(_LAST_WORD.sub("", clause.text), phrases).placed(clause.text, clause.at)
    if takes_out(clause.text, phrases):
        listed = unreadable(" ".join(item.text for item in clause.items))
        return every((sentence(clause.text, phrases), listed)).placed(clause.text, clause.at)
    risk = _risk_over_list(clause, phrases)
    if risk is not None:
        return risk.placed(clause.text, clause.at)
    lead = clause.text.strip()
    denied = _DENIED_LEAD.search(lead)
    if denied:
        meets = Clause(f"{denied['before']} meets {denied['of']}", clause.items, clause.at)
        return _denied(meets, phrases).placed(clause.text, clause.at)
    listed = _list(clause, phrases)
    joined = re.search(r"\b(and|or)\s*:?\s*$", lead, re.IGNORECASE)
    head = sentence(re.sub(r"\b(?:and|or|neither)\s*:?\s*$", "", _LIST_LEAD.sub(" ", lead)).strip(" :,"), phrases)
    head = head.placed(clause.text, clause.at)
    return some((head, listed)) if joined and joined[1].lower() == "or" else every((head, listed))


def _denied(clause: Clause, phrases: Phrases) -> Condition:
    """What stands before the list, and not what the list says: `that does not meet either of these: …`."""
    return every((sentence(_LIST_LEAD.sub(" ", clause.text), phrases), negated(_list(clause, phrases))))


def _list(clause: Clause, phrases: Phrases) -> Condition:
    """The items joined by the word behind the last but one, or by what the lead-in says of them."""
    lead = _LAST_WORD.sub("", clause.text).strip()
    parts = tuple(part.behind(lead) for part in _items(clause, phrases))
    if len(parts) == 1:
        return parts[0]
    joints = {found[1].lower() for item in clause.items[:-1] if (found := _LAST_WORD.search(_last_words(item)))}
    said = _LIST_LEAD.search(clause.text)
    if re.search(r"\bneither\b[^:]*:?\s*$", clause.text, re.IGNORECASE):
        return negated(some(parts))
    ends = re.search(r"\b(either|both)\b\s*:?\s*$", clause.text.strip(), re.IGNORECASE)
    way = ("or" if said["any"] else "and") if said else {"either": "or", "both": "and"}[ends[1].lower()] if ends else ""
    if len(joints) > 1 or (way and joints and joints != {way} and not said):
        return unreadable(" ".join((clause.text, *(item.text for item in clause.items))))
    way = way or (joints.pop() if joints else "")
    if not way:
        return unreadable(" ".join((clause.text, *(item.text for item in clause.items))))
    return some(parts) if way == "or" else every(parts)


def _items(clause: Clause, phrases: Phrases) -> Iterator[Condition]:
    """The items in their order; the kinds that each names are there for the items behind it to refer to."""
    phrases.listed = {}
    listed: dict[str, tuple[str, ...]] = {}
    for mark, item in zip(string.ascii_lowercase, clause.items, strict=False):
        phrases.listed = listed
        made = read_clause(item, phrases)
        kinds = {leaf.kinds for leaf in made.leaves() if leaf.op == "risk"}
        if len(kinds) == 1:
            listed = listed | {mark: (names := kinds.pop())}
            phrases.listed_at[label_key(item.at)] = names
        yield made
    phrases.listed = {}


def _last_words(clause: Clause) -> str:
    return _last_words(clause.items[-1]) if clause.items else clause.text


def _risk_over_list(clause: Clause, phrases: Phrases) -> Condition | None:
    """`at high risk of one or more of these kinds: a) …; b) …` as one risk; None for another lead-in."""
    found = _RISK_LEAD.fullmatch(clause.text.strip()) or _RISK_IS.fullmatch(clause.text.strip())
    if not found or any(item.items for item in clause.items):
        return None
    names: list[str] = []
    for item in clause.items:
        read = mentions(_LAST_WORD.sub("", item.text).strip(" ;,."), phrases.kinds)
        if read is None:
            return None
        names += read[0]
    count = (found["count"] or "any").lower()
    joints = {each[1].lower() for item in clause.items[:-1] if (each := _LAST_WORD.search(item.text))}
    needed = 2 if "two" in count else len(names) if count in ("each", "all", "both") else 1
    if not found["count"] and joints == {"and"}:
        return None
    risk = Condition("risk", levels=levels(found["level"]), kinds=tuple(dict.fromkeys(names)), count=needed)
    before = re.sub(r"\band(?:\s+(?:which|that))?\s*$", "", found["before"].strip()).strip(" ,")
    return every((sentence(before, phrases), risk))
