"""What changed, in sentences: each clause names the provisions and the instruction it rests on."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from corpus.change import Change, each
from corpus.citation import Citation, unnumbered
from corpus.effect import Effect, EffectType
from corpus.enumerators import PREFIX
from corpus.errors import CitationError
from corpus.verdict import MANNERS, VERDICTS, Verdict
from corpus.work import Expression, is_draft
from diffs.explain.reconcile import Declared, Reconciliation

_PUBLISHED = ("issued", "in_force", "superseded")
_DONE: dict[EffectType, str] = {
    "inserted": "inserted",
    "entry inserted": "inserted",
    "omitted": "omitted",
    "substituted": "substituted",
    "renumbered": "renumbered",
    "words inserted": "words inserted in",
    "words omitted": "words omitted from",
    "words substituted": "words substituted in",
}
_INDEX = "Index/"
_DAY = re.compile(r"@(\d{4}-\d{2}-\d{2})")
SEVERAL = 3
_PLAIN = re.compile(rf"{PREFIX} [A-Z]+\d+[A-Z]?")
_SHOWN = 12  # labels named in one sentence; the rest are counted


@dataclass(frozen=True, slots=True)
class Sentence:
    """What happened to provisions (`labels`), and the instruction it rests on with its printed words.

    `beside` names the index entries that go along; `force` says from when it holds, or that nothing declares it, and is
    empty where a sentence before says so of several. `whole` says that whole provisions are put in or taken out, `seen`
    that the two texts show it.
    """

    said: str
    labels: tuple[str, ...]
    work: str | None = None
    instruction: str | None = None
    quotation: str = ""
    instrument: str = ""
    beside: str = ""
    force: str = ""
    whole: bool = False
    seen: bool = True

    @property
    def text(self) -> str:
        """ "C11 inserted into Section 4/C by 2.3 of the draft of 18 June 2026; not issued when keeling read it"."""
        by = f" by {self.instruction} of {self.instrument}" if self.instruction else ""
        # Each unseen one says so itself: said once before several, it would read like what was done.
        unseen = "" if self.seen else "no such change is seen: "
        return f"{unseen}{self.said}{by}{self.beside}" + (f"; {self.force}" if self.force else "")

    @property
    def alike(self) -> tuple[str | None, str, bool]:
        """What two sentences have the same where one may be said in the other."""
        return self.work, self.force, self.seen


def clauses(reconciliation: Reconciliation, force: Mapping[str, str] | None = None) -> tuple[Sentence, ...]:
    """Sentences for words beyond what is ordered, for what is explained, what no instrument declares, what is not seen.

    `force` says by work of instruments whether they are in force, where that is known from elsewhere
    than the instrument itself: a draft does not know that it was issued.
    """
    known = force or {}
    explained: dict[tuple[int, str, EffectType], list[Declared]] = {}
    for entry in reconciliation.explained:
        for declared in entry.declared:
            key = (id(declared.instrument), declared.effect.instruction, declared.effect.type)
            group = explained.setdefault(key, [])
            if declared not in group:
                group.append(declared)
    found = [_declared(group, known) for group in explained.values()]
    beyond = [entry.change for entry in reconciliation.explained if entry.change.effect and entry.change.effect.beyond]
    found[:0] = [_beyond(beyond)] if beyond else []
    found += [_unexplained(kind, group) for kind, group in _by_kind(reconciliation.unexplained)]
    unseen: dict[tuple[int, str, EffectType], list[Declared]] = {}
    for declared in reconciliation.unseen:
        key = (id(declared.instrument), declared.effect.instruction, declared.effect.type)
        unseen.setdefault(key, []).append(declared)
    return (*found, *(replace(_declared(group, known), seen=False) for group in unseen.values()))


def folded(found: Sequence[Sentence]) -> tuple[Sentence, ...]:
    """The sentences, with a measure's index entry said in the sentence that says the measure; whole measures first."""
    entries = {
        (*sentence.alike, tuple(label.removeprefix(_INDEX) for label in sentence.labels)): sentence
        for sentence in found
        if sentence.work and sentence.labels and all(label.startswith(_INDEX) for label in sentence.labels)
    }
    said: list[Sentence] = []
    gone = set()
    for sentence in found:
        entry = entries.get((*sentence.alike, sentence.labels))
        if entry is None:
            said.append(sentence)
            continue
        gone.add(entry)
        which = "its index entry" if len(entry.labels) == 1 else "their index entries"
        said.append(replace(sentence, beside=f", with {which} by {entry.instruction}"))
    kept = [sentence for sentence in said if sentence not in gone]
    return _said_once(sorted(kept, key=lambda sentence: not _of_measures(sentence)))


def _said_once(found: Sequence[Sentence]) -> tuple[Sentence, ...]:
    """What several sentences say of the force of one instrument, in a sentence before them."""
    groups: dict[tuple[str | None, str], list[Sentence]] = {}
    for sentence in found:
        groups.setdefault((sentence.work, sentence.force), []).append(sentence)
    said = []
    for sentence in found:
        group = groups[sentence.work, sentence.force]
        if sentence.work is None or len(group) < SEVERAL:
            said.append(sentence)
            continue
        if sentence is group[0]:
            name = sentence.instrument
            said.append(Sentence(f"{name[0].upper()}{name[1:]}: {sentence.force}", (), sentence.work))
        said.append(replace(sentence, force=""))
    return tuple(said)


def _of_measures(sentence: Sentence) -> bool:
    """Whether whole measures are put in or taken out: that is said first."""
    measures = sentence.whole and sentence.seen and bool(sentence.labels)
    return measures and all(_PLAIN.fullmatch(label) for label in sentence.labels)


def _declared(group: Sequence[Declared], known: Mapping[str, str]) -> Sentence:
    first = group[0]
    effect, instrument = first.effect, first.instrument
    labels = tuple(dict.fromkeys(label for declared in group for label in _subjects(declared.effect)))
    what = _what(effect, labels, tuple(d.effect.new_label for d in group if d.effect.new_label))
    own = _from(effect.commences) if effect.commences else None
    force = own or known.get(first.ref.work) or force_words(instrument)
    name, whole = instrument_name(instrument), effect.type in ("inserted", "omitted")
    return Sentence(what, labels, first.ref.work, effect.instruction, effect.text, name, force=force, whole=whole)


def _subjects(effect: Effect) -> list[str]:
    inserted = [node.label for node in effect.content if node.label]
    if inserted and effect.type in ("inserted", "entry inserted"):
        return inserted
    return [effect.label] if effect.label else []


def _what(effect: Effect, labels: Sequence[str], renumbered: Sequence[str] = ()) -> str:
    named = named_list(labels) or "the text"
    done = _DONE.get(effect.type)
    if done is None:
        return f"{named}: an instruction that was not understood is given"
    if effect.type.startswith("words"):
        return f"{done} {named}"
    if effect.type == "renumbered":
        return f"{named} renumbered {named_list(renumbered)}"
    if effect.type in ("inserted", "entry inserted"):
        where = effect.anchor if effect.anchor and effect.position in ("before", "after") else None
        if where:
            return f"{named} {done} {effect.position} {_short(where)}"
        return f"{named} {done}" + (f" into {_short(effect.label)}" if effect.label else "")
    return f"{named} {done}"


def instrument_name(instrument: Expression, draft: str = "draft") -> str:
    """An instrument by its day: the draft of 18 June 2026, the day it was published or laid.

    Where its text has only the day it was submitted, the day of its version in the catalogue or archive
    comes first; without one the name says that it is the day of submission. `draft` is what a draft is called.
    """
    if not is_draft(instrument.status, instrument.title):
        return _of_day("instrument", "of", instrument.dated("issued", "published", "in_force"), instrument)
    day = instrument.dated("published", "laid") or _version_day(instrument)
    submitted = None if day else instrument.dated("submitted")
    if submitted:
        return _of_day(draft, "submitted on", submitted, instrument)
    day = day or instrument.dated("stated")
    return _of_day(draft if day else "draft", "of", day, instrument)


def _of_day(what: str, done: str, day: date | None, instrument: Expression) -> str:
    return f"the {what} {done} {day.day} {day:%B %Y}" if day else f"the {what} “{instrument.title}”"


def _version_day(instrument: Expression) -> date | None:
    match = _DAY.search(instrument.version or "")
    return date.fromisoformat(match[1]) if match else None


def _from(day: date) -> str:
    return f"in force from {day.day} {day:%B %Y}"


def force_words(instrument: Expression, published: Expression | None = None) -> str:
    """Whether it is in force, as far as the instrument itself says, or the `published` text that includes it."""
    start = published.time.in_force.start if published is not None and published.status in _PUBLISHED else None
    if start is None and is_draft(instrument.status, instrument.title):
        return "not issued when keeling read it"
    day = start or instrument.dated("in_force")
    return _from(day) if day else "date of coming into force not stated"


def _by_kind(changes: Iterable[Change]) -> list[tuple[Verdict, list[Change]]]:
    kinds: dict[Verdict, list[Change]] = {}
    for change in changes:
        kinds.setdefault(change.kind, []).append(change)
    return [(kind, kinds[kind]) for kind in VERDICTS if kind in kinds]


def _beyond(changes: Sequence[Change]) -> Sentence:
    labels = tuple(dict.fromkeys(label for change in changes for label in _labels(change)))
    said = f"other words changed too in {named_list([_span(change) for change in changes])}"
    return Sentence(said, labels, force="no instruction that was read orders them")


def _unexplained(kind: Verdict, changes: Sequence[Change]) -> Sentence:
    labels = tuple(dict.fromkeys(label for change in changes for label in _labels(change)))
    named = named_list([_span(change) for change in changes])
    return Sentence(f"{named} {MANNERS[kind].word}", labels, force="no instrument that was read declares it")


def _labels(change: Change) -> Iterable[str]:
    for labels in (change.before, change.after):
        yield from each(labels)


def _span(change: Change) -> str:
    """The provision of a change, with both numbers where they differ."""
    before, after = (
        " and ".join(map(_short, labels)) if isinstance(labels, tuple) else _short(labels or "")
        for labels in (change.before, change.after)
    )
    if before and after and before != after:
        return f"{before} (now {after})"
    return after or before or "text outside numbered provisions"


def named_list(names: Sequence[str]) -> str:
    """Labels in a sentence: C11, C12 and D1."""
    shown = [_short(name) for name in names[:_SHOWN]]
    if len(names) > _SHOWN:
        shown.append(f"{len(names) - _SHOWN} more")
    if len(shown) < 2:
        return "".join(shown)
    return ", ".join(shown[:-1]) + f" and {shown[-1]}"


def _short(label: str) -> str:
    """A label without the prefix of its code: `C11` of `PCU C11`; an index entry, a text without a number as words."""
    if text := unnumbered(label):
        return f"unnumbered text {text[1]}" + (f" of {_short(text[0])}" if text[0] else "")
    try:
        citation = Citation.parse(label)
    except CitationError:
        return label
    if citation.role == "Index":
        return f"index entry {_short(str(citation.scope))}"
    if citation.role == "Definition":
        return f"definition of “{citation.term}”"
    if citation.role == "Row":
        return f"row {citation.term}"
    return label.removeprefix(f"{citation.prefix} ") if citation.prefix.isupper() else label
