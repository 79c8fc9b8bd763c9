"""Clauses of applicability: a sentence with the list behind it, whose items it joins or limits."""

import re
import string
from collections.abc import Iterator
from dataclasses import dataclass

from corpus.citation import label_key
from corpus.condition import Condition, every, negated, some
from parser.codes.condition_phrases import Phrases
from parser.codes.condition_sentences import further, leads_on, sentence, sentences, takes_out, unreadable
from parser.codes.condition_words import WORD, counted, levels
from parser.codes.harm_kinds import mentions

_LEVEL = (
    "(?P<level>low, medium or high|medium or high|at least (?:at )?medium|medium or (?:higher|above)|medium|high|low)"
)
_COUNT = rf"(?P<count>(?:at least|any) (?:{WORD})|(?:{WORD}) or more|any|each|all|either|both)?"
_RISK_LEAD = re.compile(
    rf"(?P<before>.*?)(?:(?:is|are)\s+)?(?:at\s+)?(?:a\s+)?{_LEVEL}\s+risk\s+of\s+"
    rf"{_COUNT}(?:\s+of)?(?:\s+(?:these|the following))?"
    r"(?:\s+(?:specific\s+)?kinds?\s+of\s+[\w\s-]+?)?\s*:?\s*$",
    re.IGNORECASE | re.DOTALL,
)
_RISK_IS = re.compile(
    r"(?P<before>.*?)(?:,?\s*(?:and|for which|whose|the|its))*\s*\brisk\s+of\s+"
    rf"{_COUNT}(?:\s+of)?(?:\s+(?:these|the following))?"
    rf"(?:\s+(?:specific\s+)?kinds?\s+of\s+[\w\s-]+?)?\s+is\s+(?:assessed as\s+|at\s+)?{_LEVEL}\s*:?\s*$",
    re.IGNORECASE | re.DOTALL,
)
"""The same with the level behind: `and its risk of any of these kinds of content is medium:`."""

_LAST_WORD = re.compile(r"[;,]?\s*\b(and|or|nor)\s*$", re.IGNORECASE)
_JOINT = re.compile(
    r"(?P<comma>,?)\s*\b(?:(?P<joint>and|or)\b,?\s*(?:(?:(?:it|they)\s+)?(?:is|are|meets?|satisf(?:y|ies))\b\s*)?)?(?:\b(?:either|both|neither)\b)?\s*:?\s*$",
    re.IGNORECASE,
)
"""What joins the words before a list to it."""
_LIST_LEAD = re.compile(
    r"\b(?:(?P<any>either|any(?: one)?(?: or more)?|one or (?:more|both|all)|at least one|one)|(?P<all>all|both|each))\s+of\s+(?:the\s+following|these)\b[^:]*:?\s*$",
    re.IGNORECASE,
)


_DENIED_LEAD = re.compile(
    rf"^(?P<before>.*?)\b(?:(?:does|do|did)\s+not\s+(?:meet|satisfy|fulfil)|(?:is|are)\s+not)\s+(?P<of>{_LIST_LEAD.pattern})",
    re.IGNORECASE | re.DOTALL,
)
"""A list of conditions that must not be met."""
_DENIED = re.compile(r"\b(?:is|are)\s+not\s*$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Clause:
    """Words with the items of the list behind them, each a clause, and the label where they stand.

    `behind` are the words that stand below the list and belong to all of it.
    """

    text: str
    items: tuple["Clause", ...] = ()
    at: str = ""
    behind: str = ""


def read_clause(clause: Clause, phrases: Phrases) -> Condition:
    """The condition of a sentence, its list, and what stands below that."""
    made = _sentence_with_list(clause, phrases)
    text = clause.behind.strip()
    if not text:
        return made
    joined = _GOES_ON.match(text)
    if joined and not _ANEW.match(text[joined.end() :]):
        rest = sentence(text[joined.end("word") if joined["word"] else 0 :], phrases).placed(text, clause.at)
        return some((made, rest)) if joined["word"] == "or" else every((made, rest))
    later = None if text[:1].islower() else further(sentences(text), phrases)
    return _whole(clause).placed(clause.text, clause.at) if later is None else every((made, *later))


_GOES_ON = re.compile(r"[,;]?\s*(?:(?P<word>and|or|but)\b|(?=(?:unless|except|where|if|other than)\b))\s*")
"""How words go on below a list: as an alternative to all of it, or as a limit of all of it."""
_ANEW = re.compile(
    r"(?:(?:to|of|for|by|in)\s+)*(?:(?:a|any|all|every|each|other|large|multi-?risk|providers? of)\s+)*services?\b",
    re.IGNORECASE,
)


def _sentence_with_list(clause: Clause, phrases: Phrases) -> Condition:
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
    return _led(clause, lead, phrases).placed(clause.text, clause.at)


def _led(clause: Clause, lead: str, phrases: Phrases) -> Condition:
    """The words before a list and the list, joined by what stands between them."""
    before = _JOINT.sub("", _LIST_LEAD.sub(" ", lead)).strip(" :,")
    if not leads_on(before, phrases):
        return _whole(clause)
    joined = _JOINT.search(_LIST_LEAD.sub(" ", lead).strip())
    joint = (joined["joint"] or "").lower() if joined else ""
    if joined and not joined["comma"] and {"or": "and", "and": "or"}.get(joint) in before.lower().split():
        return _whole(clause)  # `A or B and: …`: does the list limit both?
    listed = _list(clause, phrases)
    head = sentence(before, phrases).placed(clause.text, clause.at)
    return some((head, listed)) if joint == "or" else every((head, listed))


def _whole(clause: Clause) -> Condition:
    """A clause with its list as words that nothing was made of."""
    return unreadable(" ".join((clause.text, *(item.text for item in clause.items), clause.behind)))


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
        return _whole(clause)
    way = way or (joints.pop() if joints else "")
    if not way:
        return _whole(clause)
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
    """`at high risk of one or more of these kinds: a) …; b) …` as one risk; None for another lead-in.

    `not` before it denies it; where other words that are not understood stand before it, they may turn it into its
    contrary (`at no more than`), so that nothing is read.
    """
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
    needed = len(names) if count in ("each", "all", "both") else counted(count)
    if not found["count"] and joints == {"and"}:
        return None
    risk = Condition("risk", levels=levels(found["level"]), kinds=tuple(dict.fromkeys(names)), count=needed)
    denial = _DENIED.search(found["before"])
    before = found["before"][: denial.start()] if denial else found["before"]
    before = re.sub(r"\band(?:\s+(?:which|that))?\s*$", "", before.strip()).strip(" ,")
    if not leads_on(before, phrases):
        return _whole(clause)
    return every((sentence(before, phrases), negated(risk) if denial else risk))
