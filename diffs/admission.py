"""Whether an instrument can be meant for a version at all, and whether the version includes it already."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Literal

from corpus.citation import Citation
from corpus.effect import Effect
from corpus.errors import CitationError
from corpus.provision import find, walk
from corpus.typography import fold
from corpus.work import Expression
from diffs.forest import Forest
from diffs.operations import Stand, execute
from diffs.places import AlreadyThere, NotApplied, part_of, slots, target
from diffs.places import find as find_words

Evidence = Literal["done", "to do", "unknown"]

_CONTAINERS = {"Section", "Part", "Chapter", "Annex", "Schedule", "Table", "Appendix"}


def refusal(base: Expression, forest: Forest, instrument: Expression) -> str | None:
    """Why no instruction of an instrument may be executed on a version; None when it may be tried.

    An instrument that names another work or uses another code's prefix is for that code. One whose
    payloads and words all stand in the version has been applied before: to execute what remains,
    such as "omit the second sentence", would take out what nobody named.
    """
    works = {effect.work for effect in instrument.effects if effect.work}
    if base.work and works and base.work not in works:
        return f"another code: the instrument amends {', '.join(sorted(works))}, not {base.work}"
    own, theirs = prefixes(node.label for node in walk(base.provisions)), _prefixes(instrument.effects)
    if own and theirs and not own & theirs:
        return f"another code: the instrument names {', '.join(sorted(theirs))}, the version {', '.join(sorted(own))}"
    found = [evidence(forest, effect) for effect in instrument.effects]
    if "done" in found and "to do" not in found:
        return "applied before: the version includes what the instrument inserts and substitutes"
    return None


def other_code(base: Expression, effects: Iterable[Effect]) -> str | None:
    """Why one instruction of an instrument that amends several codes is not for this one."""
    works = {effect.work for effect in effects if effect.work}
    if base.work and works and base.work not in works:
        return f"another code: the instruction amends {', '.join(sorted(works))}, not {base.work}"
    return None


def _prefixes(effects: Iterable[Effect]) -> set[str]:
    labels = [label for effect in effects for label in (effect.label, effect.anchor, effect.new_label)]
    labels += [node.label for effect in effects for node in walk(effect.content)]
    return prefixes(labels)


def prefixes(labels: Iterable[str | None]) -> set[str]:
    """The prefixes of a code's own numbering (`PCU`) among labels."""
    found = set()
    for label in labels:
        try:
            citation: Citation | None = Citation.parse(label or "")
        except CitationError:
            continue
        while citation is not None and citation.scope is not None:
            citation = citation.scope
        if citation is not None and citation.prefix and citation.prefix not in _CONTAINERS:
            found.add(citation.prefix)
    return found


def evidence(forest: Forest, effect: Effect) -> Evidence:
    """Whether a version shows an effect: its payload and words stand there, or are still to come.

    What is gone or renumbered is no evidence: another provision may have the number. What can
    still be omitted is evidence that it was not.
    """
    if effect.content and effect.type in ("inserted", "entry inserted", "substituted"):
        return _payload_evidence(forest, effect)
    if effect.type in ("omitted", "words omitted") and not effect.part:
        return "to do" if _still_there(forest, effect) else "unknown"
    if effect.type not in ("words inserted", "words substituted") or not effect.new_text:
        return "unknown"
    try:
        execute(forest, effect, Stand(forest))
    except AlreadyThere:
        return "done"
    except NotApplied:
        return "done" if _stands(forest, effect) else "unknown"
    return "to do"


def _still_there(forest: Forest, effect: Effect) -> bool:
    try:
        execute(forest, replace(effect, text=""), Stand(forest))
    except NotApplied:
        return False
    return True


def _payload_evidence(forest: Forest, effect: Effect) -> Evidence:
    labelled = [node for node in effect.content if node.label]
    found = [find(forest, node.label or "") for node in labelled]
    if not labelled:
        return "unknown"
    if any(other is None for other in found):
        return "to do"
    alike = all(
        other and fold(other.full_text()) == fold(node.full_text()) for node, other in zip(labelled, found, strict=True)
    )
    return "done" if alike else "to do" if effect.type == "substituted" else "unknown"


def _stands(forest: Forest, effect: Effect) -> bool:
    """Whether the new words stand in the target and the old ones do not."""
    try:
        places = slots(forest, target(forest, effect), part_of(effect))
    except NotApplied:
        return False
    new = (effect.new_text or "").strip()
    return (
        len(new) > 3
        and bool(find_words(forest, places, new))
        and not find_words(forest, places, effect.old_text or new)
    )
