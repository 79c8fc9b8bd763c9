"""Which catalogued work a text means: by the prefix of a label, or by a title."""

from collections.abc import Sequence
from dataclasses import replace

from corpus.citation import label_key
from corpus.effect import Effect
from corpus.provision import Provision, walk
from corpus.text import letter_runs, letters
from corpus.work import Reference, Work

_GENERIC = frozenset(["the", "code", "codes", "of", "practice", "this", "that", "these"])


def aimed(
    effects: Sequence[Effect], titles: Sequence[str], works: Sequence[Work], provisions: tuple[Provision, ...] = ()
) -> tuple[Effect, ...]:
    """Effects with the id of the work they amend.

    A label with a code's prefix says it; for the others the title in "The … is amended as
    follows", or else the one work that the labels of the instrument name. Two candidates are none,
    unless `provisions` show which title stands before an instruction.
    """
    codes = [work for work in works if work.kind != "amendment"]
    effects = tuple(_by_title(effect, codes) for effect in effects)
    named = {
        work.id for work in codes if {_key(work.title), *map(_key, work.aliases)} & {_key(title) for title in titles}
    }
    by_label = [
        None if _is_foreign(effect, codes, titles) else _by_label([effect.label, *_labels(effect.content)], codes)
        for effect in effects
    ]
    candidates = named or {work for work in by_label if work}
    whole = next(iter(candidates)) if len(candidates) == 1 else None
    told = _told_before(provisions, codes) if len(candidates) > 1 else {}
    chosen = [
        None if _is_foreign(effect, codes, titles) else found or told.get(effect.instruction) or whole
        for effect, found in zip(effects, by_label, strict=True)
    ]
    return tuple(
        replace(effect, work=work) if effect.work is None and work else effect
        for effect, work in zip(effects, chosen, strict=True)
    )


def _by_title(effect: Effect, codes: Sequence[Work]) -> Effect:
    """The effect with the id and the full title of the catalogued work that it names by a title."""
    found = [
        work for work in codes if effect.title and _key(effect.title) in {_key(t) for t in (work.title, *work.aliases)}
    ]
    return replace(effect, work=found[0].id, title=found[0].title) if len(found) == 1 else effect


def _is_foreign(effect: Effect, codes: Sequence[Work], titles: Sequence[str]) -> bool:
    """Whether an effect names a work that is not catalogued: no prefix of a label makes it another."""
    if effect.title is None or effect.work:
        return False
    words = set(letter_runs(effect.title.casefold()))
    return bool(words - _GENERIC) and not any(words <= set(letter_runs(work.title.casefold())) for work in codes)


def _told_before(provisions: tuple[Provision, ...], codes: Sequence[Work]) -> dict[str, str]:
    """For each provision of an instrument, the work whose title was the last that "is amended as follows"."""
    from parser.amendments.instrument import amended_title  # a code is read without the grammar of instruments

    told: dict[str, str] = {}
    current: str | None = None
    for node in walk(provisions):
        if title := amended_title(node.text):
            key = _key(title)
            found = [work.id for work in codes if key in {_key(work.title), *map(_key, work.aliases)}]
            current = found[0] if len(found) == 1 else None
        if node.label and current:
            told[node.label] = current
    return told


def elsewhere(references: Sequence[Reference], works: Sequence[Work]) -> tuple[Reference, ...]:
    """References to other works as `work#label`, where the work is catalogued."""
    return tuple(
        replace(each, target=f"{found}#{each.target}")
        if each.kind == "external" and (found := _by_label([each.target], works))
        else each
        for each in references
    )


def _by_label(labels: Sequence[str | None], works: Sequence[Work]) -> str | None:
    """The id of the work whose prefix the first label that has one begins with."""
    for label in labels:
        number = (label or "").rpartition("@")[2].rpartition("/")[2]
        prefix = number.split(" ")[0] if " " in number else ""
        found = [work.id for work in works if work.scheme and prefix and work.scheme.prefix == prefix]
        if len(found) == 1:
            return found[0]
    return None


def _labels(nodes: tuple[Provision, ...]) -> list[str]:
    return [node.label for node in walk(nodes) if node.label]


def _key(title: str) -> str:
    return label_key(letters(title))
