"""What an instrument says of its own amendments beside making them: savings, transitional provisions, application.

"The amendment made by paragraph 2.2 does not apply to ropes bought before …" changes no text. The text that
paragraph 2.2 makes is the text as amended, and does not hold for every case: whoever shows it says so.
"""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from corpus.citation import label_key
from corpus.dates import DAY
from corpus.drafting import COMMENCES, qualifies
from corpus.effect import Effect
from corpus.provision import Provision, walk
from corpus.work import Expression

_NUMBER = r"\d{1,3}[A-Z]?(?:\.\d{1,3}[A-Z]{0,2})*(?:\([a-z0-9]{1,4}\))*"
_NAMED = re.compile(
    rf"\b(?:paragraph|instruction|regulation|article|rule|amendment|item|section|sub-?section|sub-?paragraph|number)s?\s+"
    rf"(?P<numbers>(?:{_NUMBER}|\(\w{{1,4}}\)(?:\([a-z0-9]{{1,4}}\))*)"
    rf"(?:(?:,|,? and|,? or| to)\s+(?:{_NUMBER}|\(\w{{1,4}}\)(?:\([a-z0-9]{{1,4}}\))*))*)"
    r"(?!\s+(?:of|to)\s+(?!(?:this|these)\b|this|\())",
    re.I,
)
_ONE = re.compile(rf"{_NUMBER}|(?:\(\w{{1,4}}\))+")
_WHOLE = re.compile(
    r"\b(?:these\s+(?:regulations|rules|directions|amendments|modifications|changes|byelaws|instructions)"
    r"|(?:this|the present)\s+(?:order|act|instrument|scheme|decision|direction|determination|notice|bill|document)"
    r"|the\s+(?:amendments?|changes?|modifications?|insertions?|omissions?|substitutions?|repeals?|revocations?)\b"
    r"(?!\s+(?:made|effected|referred|set out|mentioned)?\s*(?:by|in|under|of|to)\s+(?:paragraph|regulation|article|"
    r"rule|section|sub-?section|sub-?paragraph|this\s+(?:paragraph|regulation|article|rule|section))))",
    re.I,
)
_AROUND = re.compile(
    r"\bthis\s+(?:section|regulation|article|rule|paragraph|part|schedule|chapter|sub-?section)\b", re.I
)
# "This takes effect only for …", a line without a number, is about the instruction that it stands behind.
_BACK = re.compile(r"\W*(?:this|that|it|they|these|those|the (?:above|same|change|insertion|new))\b", re.I)
_NOTES = re.compile(r"(?:the )?explanatory (?:notes?|memorandum)\b|\(this note\b", re.I)


@dataclass(frozen=True, slots=True)
class Saving:
    """A provision of an instrument that qualifies some of its amendments: its number and its words."""

    num: str
    text: str


def savings(instrument: Expression) -> Mapping[str, tuple[Saving, ...]]:
    """For each instruction, by its number, what the instrument says of the case in which it does not hold."""
    acting = tuple(dict.fromkeys(effect.instruction for effect in instrument.effects))
    keys = {label_key(number) for number in acting}
    found: dict[str, tuple[Saving, ...]] = {}
    behind = _behind(instrument.provisions, keys)
    for node, around in _beside(instrument.provisions, keys, ()):
        text = node.text if _acts(node, keys) else node.full_text()
        own = node.label or node.num or ""
        later = () if qualifies(text) else _staged(text, own, around, acting)
        if later or qualifies(text):
            about = later or _about(text, own, around, instrument.effects, acting)
            last = "" if own or about or not _BACK.match(text) else behind.get(id(node), "")
            saving = Saving(own or (f"the text behind {last}" if last else ""), text)
            for number in about or tuple(one for one in acting if last and _is_in(one, last)):
                found[number] = (*found.get(number, ()), saving)
    return found


def _acts(node: Provision, keys: Collection[str]) -> bool:
    return any(below.label and below.key in keys for below in node.walk())


def _behind(nodes: tuple[Provision, ...], keys: Collection[str]) -> dict[int, str]:
    """For every text without a number the instruction, whole, that it stands behind."""
    last, found = "", dict[int, str]()
    for node in walk(nodes):
        if node.label and node.key in keys:
            last = node.label.partition("(")[0] or node.label
        elif last and not node.num:
            found[id(node)] = last
    return found


def _beside(
    nodes: tuple[Provision, ...], keys: Collection[str], around: tuple[str, ...]
) -> Iterator[tuple[Provision, tuple[str, ...]]]:
    """The texts that hold no instruction, with the labels of what they stand in; none of an explanatory note."""
    for node in nodes:
        if _NOTES.match(node.heading or node.text):
            return
        if node.label and node.key in keys:
            yield from ((child, around) for child in node.children if child.kind == "text" and not _acts(child, keys))
            continue
        acts = _acts(node, keys)
        if acts and node.kind == "text" and node.text.strip():
            yield node, around  # what stands above the next instruction, and behind the last
        titled = node.kind == "text" and not qualifies(node.text)  # "Saving", above what is numbered
        leads = bool(node.text.strip() and not titled) or not any(child.num for child in node.children)
        if not acts and leads and node.kind in ("paragraph", "subparagraph", "text"):
            yield node, around
        else:
            yield from _beside(node.children, keys, (*around, node.label) if node.label else around)


def _about(
    text: str, own: str, around: tuple[str, ...], effects: tuple[Effect, ...], acting: tuple[str, ...]
) -> tuple[str, ...]:
    """The instructions that a provision qualifies: those it names, those that change what it names, or all."""
    named = [one for match in _NAMED.finditer(text) for one in _numbers(match["numbers"], own, around, acting)]
    named += [effect.instruction for effect in effects if any(_says(text, label) for label in _targets(effect))]
    if named:
        return tuple(number for number in acting if number in set(named))
    if around and _AROUND.search(text):
        inside = tuple(number for number in acting if _is_in(number, around[-1]))
        if inside:
            return inside
    return acting if _WHOLE.search(text) or _AROUND.search(text) else ()


def _staged(text: str, own: str, around: tuple[str, ...], acting: tuple[str, ...]) -> tuple[str, ...]:
    """Those instructions among others that a text lets begin when it names no day: "on a day to be appointed"."""
    if not COMMENCES.search(text) or re.search(DAY, text):
        return ()
    named = {one for match in _NAMED.finditer(text) for one in _numbers(match["numbers"], own, around, acting)}
    return tuple(number for number in acting if number in named) if len(named) < len(acting) else ()


def _numbers(phrase: str, own: str, around: tuple[str, ...], acting: tuple[str, ...]) -> list[str]:
    """The instructions that a list of numbers names, "(1)" beside the provision that says so; a range by its ends."""
    outer = (around[-1] if around else own.rpartition("(")[0]) if own else ""
    ends = [f"{outer}{end}" if end.startswith("(") else end for end in _ONE.findall(phrase)]
    at = [n for n, number in enumerate(acting) if any(_is_in(number, end) for end in ends)]
    if " to " in phrase and at:
        at = list(range(min(at), max(at) + 1))
    return [acting[n] for n in at]


def _is_in(number: str, outer: str) -> bool:
    return number == outer or number.startswith((f"{outer}(", f"{outer}/", f"{outer}."))


def _targets(effect: Effect) -> Iterator[str]:
    """The provisions an instruction changes that a text can name by more than a bare number."""
    labels = [effect.anchor or effect.label, *(node.label for node in effect.content)]
    yield from (label for label in labels if label and " " in label and "/" not in label)


def _says(text: str, label: str) -> bool:
    return re.search(rf"(?<![\w.]){re.escape(label)}(?![\w(]|\.\d)", text, re.I) is not None
