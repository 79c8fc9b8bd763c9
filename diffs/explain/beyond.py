"""Words of a change that no instruction orders: "45" was to become "30", and a "not" went with it.

An instruction that quotes words accounts for these words, and one that puts in a provision for those of the provision.
Where one of the instructions behind a change names its words by their place only, nobody can tell, and nothing is said.
"""

from collections import Counter
from collections.abc import Iterable, Sequence

from corpus.change import Change, each
from corpus.citation import label_key
from corpus.effect import Effect
from corpus.provision import Provision, walk
from corpus.text import fold, letter_runs


def goes_beyond(change: Change, effects: Sequence[Effect]) -> bool:
    """Whether words went or came, or stayed out of what is put in, that none of a change's effects orders."""
    if change.kind not in ("added", "modified", "renumbered", "moved") or not change.edits or change.coarse:
        return False
    own = {label_key(label) for label in each(change.after)}
    whole = [node for effect in effects for node in _put_in(effect) if node.key in own]
    if not all(effect.content or _quotes(effect) for effect in effects):
        return False
    before, after = (_words(text for sign, text in change.edits if sign * side >= 0) for side in (-1, 1))
    if len(effects) == len(whole) == 1:
        return not _reads(whole[0], after, change.kind == "added")
    if whole or change.kind == "added" or any(effect.content for effect in effects):  # a row, an entry, an item inside
        return False
    text = fold("".join(text for sign, text in change.edits if sign <= 0)).casefold()
    old, new = Counter[str](), Counter[str]()
    for effect in effects:
        places = max(1, text.count(fold(effect.old_text or effect.anchor_text or "").casefold() or text))
        for words, quoted in ((old, effect.old_text), (new, effect.new_text)):
            words.update({word: places * count for word, count in _words([quoted or ""]).items()})
    return bool(before - after - old or after - before - new)


def _quotes(effect: Effect) -> bool:
    """Whether an effect gives all words that go and come, and not only from where to where they run."""
    runs = effect.until_end or effect.until_text is not None
    return effect.type.startswith("words") and not runs and bool(effect.old_text or effect.new_text)


def _put_in(effect: Effect) -> list[Provision]:
    """The provisions an effect puts in, with all their words."""
    return list(walk(effect.content)) if effect.type in ("substituted", "inserted") else []


def _reads(node: Provision, words: Counter[str], below: bool) -> bool:
    """Whether a change has the words of a provision, numbers apart, with what stands `below` it or without."""
    numbers = _words(f"{inner.printed} " for inner in walk((node,)))
    ordered = _words([node.full_text() if below else f"{node.heading or ''} {node.text}"])
    return all(ordered[word] == words[word] for word in (ordered | words) - numbers)


def _words(texts: Iterable[str]) -> Counter[str]:
    return Counter(letter_runs(fold("".join(texts)).casefold()))
