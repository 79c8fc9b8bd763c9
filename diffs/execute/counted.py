"""What an instruction counts, a sentence, a bullet, the second place of a word: it counts in the text its drafter had.

All that one instrument orders it orders of the text as it stood before: "omit the second and third sentences" are
neighbours, though after the first of them the third is another one. Where an earlier instruction changed what is
counted and both readings find something, nobody can tell which is meant.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from difflib import SequenceMatcher

from corpus.citation import label_key
from corpus.effect import Effect
from diffs.execute.label_index import Survey, labelled
from diffs.execute.refused import NotApplied
from diffs.execute.targets import Slot, bullets, find, part_of, read, resolve, sentence_slots, slots, target
from diffs.execute.tree import at
from diffs.words.in_text import occurrences

_TOKEN = re.compile(r"\w+|[^\w\s]")


def as_drafted(effect: Effect, begun: Survey, start: Survey, now: Survey) -> Effect:
    """An effect with its ordinals as they count now, for what they counted in the version that its instrument amends.

    `begun` is that version, `start` the one before this instruction. Raises NotApplied where another instruction
    changed what is counted and the two readings differ.
    """
    if now.forest is begun.forest or not effect.label or not labelled(begun, effect.label):
        return effect
    part = effect.part
    if part and part.kind in _LISTED and (number := _ordinal(part.name)) is not None:
        lists = [_listed(version, effect.label, part.kind) for version in (begun, start, now)]
        if number := _recounted(number, lists[0], lists[1], lists[2], f"{part} of {effect.label}"):
            effect = replace(effect, part=replace(part, name=str(number)))
    words = effect.old_text or effect.anchor_text
    return _of_words(effect, words, begun, start, now) if words and effect.occurrence is not None else effect


def require_unmade(effect: Effect, done: Sequence[Effect]) -> None:
    """Raise NotApplied where the words that an effect looks for are words that its own instruction has put in.

    "For x substitute y and for y substitute z" of a text with both is a change of each, and not of one into the other.
    """
    words = effect.old_text or effect.anchor_text
    for made in done if words and effect.occurrence is None else ():
        put = made.new_text if made.type.startswith("words") else None
        if put and words and _meet(made.label, effect.label) and occurrences(put, words):
            raise NotApplied("not understood", f"whether “{words}” are words of the text or of this instruction")


def _meet(one: str | None, other: str | None) -> bool:
    keys = [label_key(label) for label in (one, other) if label]
    return len(keys) < 2 or any(a == b or a.startswith((f"{b}(", f"{b}.")) for a, b in (keys, keys[::-1]))


_LISTED = ("sentence", "bullet")


def _ordinal(name: str) -> int | None:
    return int(name) if re.fullmatch(r"-?\d+", name) else None


def _listed(version: Survey, label: str, kind: str) -> list[str]:
    """The sentences or bullets of a provision, by their words; none where they cannot be told."""
    if not labelled(version, label):
        return []
    forest, path = version.forest, resolve(version, label)
    if kind == "bullet":
        return [at(forest, place).full_text() for place in bullets(forest, path)]
    return [read(forest, slot)[slot.start : slot.end] for slot in sentence_slots(forest, path)]


def _recounted(number: int, begun: list[str], start: list[str], now: list[str], what: str) -> int | None:
    """The place in a list as it is now, counted from 1, of what had a place in the list as it was."""
    if begun == now:
        return None
    place = number - 1 if number > 0 else len(begun) + number
    kept = _kept(begun, now)
    if kept is None or not 0 <= place < len(begun):
        return None
    drafted = kept.get(place)
    read_on = number - 1 if number > 0 else len(now) + number
    return _settled(drafted, read_on if 0 <= read_on < len(now) else None, begun == start, what)


def _of_words(effect: Effect, words: str, begun: Survey, start: Survey, now: Survey) -> Effect:
    """The same for one of several places of words."""
    number = effect.occurrence or 0
    try:
        then, later = _places(begun, effect, words), _places(now, effect, words)
        unchanged = _places(start, effect, words) == then
    except NotApplied:
        return effect
    (old, old_at), (new, new_at) = then, later
    place = number - 1 if number > 0 else len(old_at) + number
    kept = _kept(old, new)
    if old == new or kept is None or not 0 <= place < len(old_at):
        return effect
    token = kept.get(old_at[place])
    drafted = new_at.index(token) if token in new_at else None
    read_on = number - 1 if number > 0 else len(new_at) + number
    what = f"place {number} of “{words}” in {effect.label}"
    found = _settled(drafted, read_on if 0 <= read_on < len(new_at) else None, unchanged, what)
    return replace(effect, occurrence=found)


def _places(version: Survey, effect: Effect, words: str) -> tuple[list[str], list[int]]:
    """The tokens of the texts that an effect acts on, and at which of them the words begin."""
    forest = version.forest
    within = slots(forest, target(version, effect), part_of(effect))
    found = find(forest, within, words)
    tokens: list[str] = []
    starts: list[int] = []
    for slot in within:
        here = {span[0] for other, span in found if other == slot}
        for match in _tokens(read(forest, slot), slot):
            starts += [len(tokens)] if match.start() in here else []
            tokens.append(match.group())
    return tokens, starts


def _tokens(text: str, slot: Slot) -> Sequence[re.Match[str]]:
    return list(_TOKEN.finditer(text, slot.start, len(text) if slot.end is None else slot.end))


def _kept(old: Sequence[str], new: Sequence[str]) -> Mapping[int, int] | None:
    """For each place in the old sequence that in the new one; None where they are the texts of two provisions."""
    if not {*old} & {*new}:
        return None
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    found: dict[int, int] = {}
    for kind, start, end, there, end_there in matcher.get_opcodes():
        if kind == "equal" or (kind == "replace" and end - start == end_there - there):
            found |= zip(range(start, end), range(there, end_there), strict=True)
    return found


def _settled(drafted: int | None, read_on: int | None, alone: bool, what: str) -> int:
    """The place, from 1, that both readings give, or the only one that does; raises NotApplied for two."""
    if drafted is None or (read_on is not None and drafted != read_on and not alone):
        raise NotApplied(
            "not understood", f"whether {what} is counted before or after what another instruction changed"
        )
    return drafted + 1
