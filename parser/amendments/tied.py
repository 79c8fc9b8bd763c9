"""Provisions of an instrument that say when, or to what, some of its instructions apply.

"Paragraph 2.3 comes into force on 1 January 2031" stands apart from paragraph 2.3 and belongs to it all the
same: it becomes the day of its effects. What limits an instruction ("Paragraph 2.2 applies only to ferries") is
no amendment that can be executed: the instruction is told as not understood, with the words that limit it.
What is said of all instructions is said of the instrument; a saving ("does not apply to years before …") leaves
the text changed, and is kept as what it is.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import takewhile

from corpus.dates import DAY, day
from corpus.effect import Effect
from corpus.provision import Provision, walk

_OWN = r"\(\w{1,4}\)(?:\([a-z0-9]{1,4}\))*"
"""A number that is cited within the provision that cites it: "subsection (1)"."""
_NUMBER = r"\d{1,3}[A-Z]?(?:\.\d{1,3}[A-Z]{0,2})*(?:\([a-z0-9]{1,4}\))*"
_SAYS = (
    r"(?:shall\s+)?(?:comes?|coming)\s+into\s+(?:force|effect|operation)|"
    r"(?:has|have|takes?|shall have|is to have|are to have)\s+(?:no\s+)?effect|"
    r"(?:shall\s+|(?:is|are)\s+to\s+)?(?:only\s+appl(?:ies|y)|appl(?:ies|y)\s+only)|"
    r"(?:does|do|shall)\s+not\s+(?:have|take|come)\b|ceases?\b|(?:is|are)\s+to\s+be\s+disregarded\b"
)
_NAMED = re.compile(
    rf"\b(?:(?P<noun>paragraph|instruction|regulation|article|rule|amendment|item|section|number|"
    r"sub-?section|sub-?paragraph)s?\s+"
    rf"(?P<numbers>(?:{_NUMBER}|{_OWN})(?:(?:,|,? and|,? or| to)\s+(?:{_NUMBER}|{_OWN}))*)"
    r"|(?P<this>this (?:section|regulation|article|rule|paragraph|direction)))"
    r"(?P<of>\s+of\s+(?!(?:this|these)\b)|\s*\()?,?\s*(?:(?:which|that|above|below)\s+)?"
    rf"(?P<says>{_SAYS})(?P<rest>[^.;]*)",
    re.I,
)
_TARGETED = re.compile(
    r"\bthe\s+(?:amendment|change|insertion|omission|substitution|deletion|renumbering)s?\s+(?:made\s+)?(?:to|of|in)\s+"
    rf"(?P<targets>(?:[^.;]|\.(?=\d)){{1,160}}?),?\s+(?P<says>{_SAYS})(?P<rest>[^.;]*)",
    re.I,
)
"""What is said of an amendment by what it amends: "the amendment of XYZ B1.2 comes into force on 1 May 2031"."""
_EXCEPTED = re.compile(
    r"\b(?:other\s+than|except(?:\s+for)?|apart\s+from|save(?!\s+that)(?:\s+for)?|excluding)\s+(?:\w+\s+){0,5}$", re.I
)
_LIMITS = re.compile(
    r"\bonly\b|\b(?:not (?:have|take|come) \w+(?: \w+)?|no effect) (?:until|before|unless|if)\b|\bceases?\b"
    r"|\bdisregarded\b",
    re.I,
)
_IN_TIME = re.compile(r"\b(?:on or after|before|after)\b", re.I)
"""What is said of cases by their time, "only to actions brought on or after", is a saving: the text is amended."""
_HIGHER = re.compile(r"\b(?:[Tt]his|[Tt]hese)\s+(?:Regulations|Rules|Order|Act|regulation|article|rule|section)\b")
"""How an instrument speaks of itself whose topmost provisions are no paragraphs."""
_STARTS = re.compile(rf"(?:into|effect)[^.;]*?\b(?:on|from|after|until)\s+(?P<day>{DAY})\s*$", re.I)


def tied(effects: Sequence[Effect], provisions: Sequence[Provision]) -> tuple[Effect, ...]:
    """The effects with the day or the limit that another provision of their instrument gives them."""
    numbers = tuple(dict.fromkeys(effect.instruction for effect in effects))
    texts = [node.text for node in walk(tuple(provisions))]
    cited = _Cited(numbers, any(map(_HIGHER.search, texts)))
    said = dict[str, tuple[date | None, str]]()
    for node, own in _owned(tuple(provisions)):
        if node.label not in numbers:
            beside = not any(below.label in numbers for below in node.walk())
            text = node.full_text() if beside else node.text
            said |= _said(text, own, cited) | _said_of_targets(text, effects, numbers)
    return tuple(
        _with(effect, *said[effect.instruction]) if effect.instruction in said else effect for effect in effects
    )


def _owned(nodes: Sequence[Provision]) -> Iterator[tuple[Provision, str]]:
    """Each provision with its label; a numbered one without has what the next one beside it shows: (2) before 8(3)."""
    for place, node in enumerate(nodes):
        own = node.label or ""
        if node.num and not own:
            beside = takewhile(lambda other: other.kind != "heading", nodes[place:])
            shown = (n.label for n in beside if n.label and n.num and n.label.endswith(f"({n.num})"))
            own = f"{next(shown, '').rpartition('(')[0]}({node.num})"
        yield node, own
        yield from _owned(node.children)


def _said(text: str, own: str, cited: "_Cited") -> dict[str, tuple[date | None, str]]:
    """For each instruction that a text says something of, the day it gives, and the words."""
    found = dict[str, tuple[date | None, str]]()
    for match in _NAMED.finditer(text):
        noun, numbers = match["noun"] or match["this"], match["numbers"] or ""
        about = [] if match["of"] else cited.named(noun, numbers, own.rpartition("(")[0])
        started = _STARTS.search(match["says"] + match["rest"])
        excepted = _EXCEPTED.search(text[: match.start()]) is not None
        if excepted and "which" not in match.group():  # the others start then, and it is told elsewhere when this does
            started = None
        limits = started is None and (excepted or _limits(match["says"] + match["rest"]))
        if about and (limits or (started and len(about) < len(cited.numbers))):
            found |= dict.fromkeys(about, (day(started["day"]) if started else None, match.group()))
    return found


def _said_of_targets(
    text: str, effects: Sequence[Effect], numbers: Sequence[str]
) -> dict[str, tuple[date | None, str]]:
    """The same of the instructions that are named by the provision they change."""
    found = dict[str, tuple[date | None, str]]()
    for match in _TARGETED.finditer(text):
        labels = {each.instruction: (each.anchor or each.label or "") for each in effects}
        about = [number for number, label in labels.items() if label and _names(match["targets"], label)]
        started = _STARTS.search(match["says"] + match["rest"])
        if about and ((started and len(about) < len(numbers)) or _limits(match["says"] + match["rest"])):
            found |= dict.fromkeys(about, (day(started["day"]) if started else None, match.group()))
    return found


def _names(words: str, label: str) -> bool:
    return re.search(rf"(?<![\w.]){re.escape(label)}(?![\w(]|\.\d)", words, re.I) is not None


def _limits(words: str) -> bool:
    """Whether words narrow what they are said of: to a class of cases, or until something else happens."""
    found = _LIMITS.search(words)
    return found is not None and not (found[0].lower() == "only" and _IN_TIME.search(words))


@dataclass(frozen=True, slots=True)
class _Cited:
    """The instructions by number.

    `higher` says that their topmost provisions are called regulations, articles, sections: then a "paragraph 4" in
    regulation 8 is its own.
    """

    numbers: tuple[str, ...]
    higher: bool

    def named(self, noun: str, phrase: str, around: str) -> list[str]:
        """The instructions a phrase names, those below them included; a range by its ends in their order.

        "(1)" is of the provision `around` the one that says so, or of one further out; "this section", which is no
        number, is the outermost.
        """
        at: list[int] = []
        ends = re.findall(f"{_NUMBER}|{_OWN}", phrase) or [""]
        before = ""
        for end in ends:
            readings = [*_beside(before, end), *self._readings(noun, end, around)]
            found = next((places for reading in readings if (places := self._places(reading))), [])
            before = next((reading for reading in readings if self._places(reading)), before)
            at += found
        if " to " in phrase and at:
            at = list(range(min(at), max(at) + 1))
        return [self.numbers[n] for n in at]

    def _places(self, outer: str) -> list[int]:
        return [n for n, number in enumerate(self.numbers) if outer and _is_in(number, outer)]

    def _readings(self, noun: str, end: str, around: str) -> list[str]:
        """What a number can mean where it stands, the likeliest first."""
        levels = [around[:place] for place in (len(around), *(m.start() for m in re.finditer(r"\(", around)))]
        levels = sorted(filter(None, levels), key=len, reverse=True)
        if not end:
            return levels[:1] if "paragraph" in noun.lower() else levels[-1:]
        if not end[:1].isdigit():
            return [f"{level}{end}" for level in levels]
        first, bracket, rest = end.partition("(")
        own = [f"{level}({first}){bracket}{rest}" for level in levels if "paragraph" in noun.lower()]
        return [*own, end] if self.higher else [end, *own]


def _beside(before: str, end: str) -> Iterator[str]:
    """What a bracket can mean behind another number: "(4)(b) and (e)" are of one (4), "(2)(a) and (3)" of two."""
    outer = before
    while end.startswith("(") and "(" in outer:
        outer, _, last = outer.rpartition("(")
        if last[:1].isdigit() == end[1:2].isdigit():
            yield f"{outer}{end}"


def _is_in(number: str, outer: str) -> bool:
    return number == outer or number.startswith((f"{outer}(", f"{outer}/"))


def _with(effect: Effect, start: date | None, words: str) -> Effect:
    if start and effect.type != "not understood":
        return replace(effect, commences=effect.commences or start)
    if effect.type == "not understood":
        return effect
    return Effect(effect.instruction, "not understood", effect.work, text=effect.text, residue=f"limited by “{words}”")
