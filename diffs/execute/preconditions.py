"""Whether an instrument can be meant for a version at all, and whether the version includes it already."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Literal

from corpus.citation import Citation
from corpus.effect import Effect
from corpus.errors import CitationError
from corpus.provision import walk
from corpus.text import fold
from corpus.work import Expression
from diffs.execute.label_index import Survey, found
from diffs.execute.operations import Stand, execute
from diffs.execute.refused import AlreadyThere, NotApplied, Refusal
from diffs.execute.targets import find as find_words
from diffs.execute.targets import part_of, slots, target

Evidence = Literal["done", "to do", "unknown"]

_CONTAINERS = {"Section", "Part", "Chapter", "Annex", "Schedule", "Table", "Appendix"}


def refusal(base: Expression, now: Survey, instrument: Expression) -> Refusal | None:
    """Why no instruction of an instrument may be executed on a version; None when it may be tried.

    An instrument that names another work or uses another code's prefix is for that code. One whose
    payloads and words all stand in the version has been applied before: to execute what remains,
    such as "omit the second sentence", would take out what nobody named.
    """
    works = {effect.work for effect in instrument.effects if effect.work}
    if base.work and works and base.work not in works:
        return Refusal("another code", f"the instrument amends {', '.join(sorted(works))}, not {base.work}")
    own, theirs = prefixes(node.label for node in walk(base.provisions)), _prefixes(instrument.effects)
    if own and theirs and not own & theirs:
        said = f"the instrument names {', '.join(sorted(theirs))}, the version {', '.join(sorted(own))}"
        return Refusal("another code", said)
    shown = [evidence(now, effect) for effect in instrument.effects]
    if "done" in shown and "to do" not in shown:
        return Refusal("applied before", "the version includes what the instrument inserts and substitutes")
    return None


def _prefixes(effects: Iterable[Effect]) -> set[str]:
    labels = [label for effect in effects for label in (effect.label, effect.anchor, effect.new_label)]
    labels += [node.label for effect in effects for node in walk(effect.content)]
    return prefixes(labels)


def prefixes(labels: Iterable[str | None]) -> set[str]:
    """The prefixes of a code's own numbering (`PCU`) among labels."""
    found, settled = set(), set()
    for label in labels:
        head, space, _ = (label or "").partition(" ")
        if head in settled or not (space or len(head.split()) > 1):  # XYZ C1 says what XYZ C2 says
            continue
        prefix = _prefix(label or "")
        if prefix and head in (prefix, f"Index/{prefix}"):
            settled.add(head)
        if prefix and prefix not in _CONTAINERS:
            found.add(prefix)
    return found


def _prefix(label: str) -> str:
    """The prefix of the number in a label, empty where there is none."""
    try:
        citation = Citation.parse(label)
    except CitationError:
        return ""
    while citation.scope is not None:
        citation = citation.scope
    return citation.prefix


def evidence(now: Survey, effect: Effect) -> Evidence:
    """Whether a version shows an effect: its payload and words stand there, or are still to come.

    What is gone or renumbered is no evidence: another provision may have the number. What can
    still be omitted is evidence that it was not.
    """
    if effect.content and effect.type in ("inserted", "entry inserted", "substituted"):
        return _payload_evidence(now, effect)
    if effect.type in ("omitted", "words omitted") and not effect.part:
        return "to do" if _still_there(now, effect) else "unknown"
    if effect.type not in ("words inserted", "words substituted") or not effect.new_text:
        return "unknown"
    try:
        execute(now, effect, Stand(now))
    except AlreadyThere:
        return "done"
    except NotApplied:
        return "done" if _stands(now, effect) else "unknown"
    return "to do"


def _still_there(now: Survey, effect: Effect) -> bool:
    try:
        execute(now, replace(effect, text=""), Stand(now))
    except NotApplied:
        return False
    return True


def _payload_evidence(now: Survey, effect: Effect) -> Evidence:
    payload = [node for node in effect.content if node.label]
    there = [found(now, node.label or "") for node in payload]
    if not payload:
        return "unknown"
    if any(other is None for other in there):
        return "to do"
    alike = all(
        other and fold(other.full_text()) == fold(node.full_text()) for node, other in zip(payload, there, strict=True)
    )
    return "done" if alike else "to do" if effect.type == "substituted" else "unknown"


def _stands(now: Survey, effect: Effect) -> bool:
    """Whether the new words stand in the target and the old ones do not."""
    try:
        places = slots(now.forest, target(now, effect), part_of(effect))
    except NotApplied:
        return False
    new = (effect.new_text or "").strip()
    return (
        len(new) > 3
        and bool(find_words(now.forest, places, new))
        and not find_words(now.forest, places, effect.old_text or new)
    )
