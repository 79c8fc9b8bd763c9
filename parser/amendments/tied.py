"""Provisions of an instrument that say when, or to what, some of its instructions apply.

"Paragraph 2.3 comes into force on 1 January 2031" stands apart from paragraph 2.3 and belongs to it all the
same: it becomes the day of its effects. What limits an instruction ("Paragraph 2.2 applies only to ferries") is
no amendment that can be executed: the instruction is told as not understood, with the words that limit it.
What is said of all instructions is said of the instrument; a saving ("does not apply to years before …") leaves
the text changed, and is kept as what it is.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from corpus.dates import DAY, day
from corpus.effect import Effect
from corpus.provision import Provision, walk

_OWN = r"\(\w{1,4}\)(?:\([a-z0-9]{1,4}\))*"
"""A number that is cited within the provision that cites it: "subsection (1)"."""
_NUMBER = r"\d{1,3}[A-Z]?(?:\.\d{1,3}[A-Z]{0,2})*(?:\([a-z0-9]{1,4}\))*"
_NAMED = re.compile(
    rf"\b(?:(?:paragraph|instruction|regulation|article|rule|amendment|item|section|number|"
    r"sub-?section|sub-?paragraph)s?\s+"
    rf"(?P<numbers>(?:{_NUMBER}|{_OWN})(?:(?:,|,? and|,? or| to)\s+(?:{_NUMBER}|{_OWN}))*)"
    r"|(?P<this>this (?:section|regulation|article|rule|paragraph|direction)))"
    r"(?P<of>\s+of\s+(?!(?:this|these)\b)|\s*\()?,?\s*(?:(?:which|that|above|below)\s+)?"
    r"(?P<says>(?:shall\s+)?(?:comes?|coming)\s+into\s+(?:force|effect|operation)|"
    r"(?:has|have|takes?|shall have|is to have|are to have)\s+effect|"
    r"(?:shall\s+|(?:is|are)\s+to\s+)?(?:only\s+appl(?:ies|y)|appl(?:ies|y)\s+only)|"
    r"(?:does|do|shall)\s+not\s+(?:have|take|come)\b|ceases?\b)(?P<rest>[^.;]*)",
    re.I,
)
_LIMITS = re.compile(r"\bonly\b|\bnot (?:have|take|come) \w+(?: \w+)? (?:until|before)\b|\bceases?\b", re.I)
_IN_TIME = re.compile(r"\b(?:on or after|before|after)\b", re.I)
"""What is said of cases by their time, "only to actions brought on or after", is a saving: the text is amended."""
_STARTS = re.compile(rf"(?:into|effect)[^.;]*?\b(?:on|from|after|until)\s+(?P<day>{DAY})\s*$", re.I)


def tied(effects: Sequence[Effect], provisions: Sequence[Provision]) -> tuple[Effect, ...]:
    """The effects with the day or the limit that another provision of their instrument gives them."""
    numbers = tuple(dict.fromkeys(effect.instruction for effect in effects))
    said = dict[str, tuple[date | None, str]]()
    for node in walk(tuple(provisions)):
        if node.label not in numbers:
            beside = not any(below.label in numbers for below in node.walk())
            said |= _said(node.full_text() if beside else node.text, node.label or "", numbers)
    return tuple(
        _with(effect, *said[effect.instruction]) if effect.instruction in said else effect for effect in effects
    )


def _said(text: str, own: str, numbers: tuple[str, ...]) -> dict[str, tuple[date | None, str]]:
    """For each instruction that a text says something of, the day it gives, and the words."""
    found = dict[str, tuple[date | None, str]]()
    for match in _NAMED.finditer(text):
        about = [] if match["of"] else list(_named(match["numbers"] or "", own.rpartition("(")[0], numbers))
        started = _STARTS.search(match["says"] + match["rest"])
        limits = started is None and _limits(match["says"] + match["rest"])
        if about and (limits or (started and len(about) < len(numbers))):
            found |= dict.fromkeys(about, (day(started["day"]) if started else None, match.group()))
    return found


def _limits(words: str) -> bool:
    """Whether words narrow what they are said of: to a class of cases, or until something else happens."""
    found = _LIMITS.search(words)
    return found is not None and not (found[0].lower() == "only" and _IN_TIME.search(words))


def _named(phrase: str, around: str, numbers: tuple[str, ...]) -> Iterator[str]:
    """The instructions a phrase names, those below them included; a range by its ends in their order.

    "(1)", and "this section" which is no number, are of the provision `around` the one that says so.
    """
    ends = re.findall(f"{_NUMBER}|{_OWN}", phrase) or [""]
    ends = [f"{around}{end}" if not end[:1].isdigit() else end for end in ends if around or end[:1].isdigit()]
    at = [n for n, number in enumerate(numbers) if any(_is_in(number, end) for end in ends)]
    if " to " in phrase and at:
        at = list(range(min(at), max(at) + 1))
    yield from (numbers[n] for n in at)


def _is_in(number: str, outer: str) -> bool:
    return number == outer or number.startswith((f"{outer}(", f"{outer}/"))


def _with(effect: Effect, start: date | None, words: str) -> Effect:
    if start and effect.type != "not understood":
        return replace(effect, commences=effect.commences or start)
    if effect.type == "not understood":
        return effect
    return Effect(effect.instruction, "not understood", effect.work, text=effect.text, residue=f"limited by “{words}”")
