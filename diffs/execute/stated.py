"""What an instruction states of its target besides the number: its title, what it stands in, that there is one.

Nothing of this is needed to find the place, so each is a witness of its own: where it does not
hold, the instruction was drafted for another text, and nothing is done.
"""

import re
from collections.abc import Iterable, Set

from corpus.citation import label_key
from corpus.effect import Effect, Part
from corpus.provision import Provision
from corpus.text import fold, letter_runs
from corpus.work import Expression
from diffs.execute.headed import require_under, stands_in, tables_of
from diffs.execute.label_index import Survey
from diffs.execute.refused import NotApplied, Refusal
from diffs.execute.targets import Slot, find, heading_above, pick, read, resolve, slots
from diffs.execute.tree import Forest, Path, at, paths
from diffs.words.in_text import Found, marks_clash, occurrences, possessives

_SMALL = frozenset(
    [
        "the",
        "of",
        "for",
        "and",
        "to",
        "in",
        "a",
        "an",
        "on",
        "by",
        "with",
        "or",
        "this",
        "that",
        "these",
        "those",
        "said",
        "existing",
        "current",
        "draft",
        "principal",
    ]
)
_KINDS = {"codes": "code", "practices": "practice", "schemes": "scheme", "orders": "order", "acts": "act"}
_DUPLICATES = frozenset({"repeated_label", "duplicate"})


def require_stated(now: Survey, effect: Effect) -> None:
    """Raise NotApplied unless the titles in brackets and the provisions around are the target's own.

    What has effect from a day of its own is not in the text that the instrument makes: it is told with that day.
    """
    if effect.commences:
        raise NotApplied("not commenced", f"its instrument gives it effect from {effect.commences}")
    for label, title in effect.named:
        _require_title(now, label, title)
    place = effect.anchor or effect.label
    around: Path = ()
    for named in effect.within if place else ():
        inner = resolve(now, place)
        if isinstance(named, Part):
            require_under(now.forest, around, named.name, inner)
            continue
        outer = around = resolve(now, named)
        if not stands_in(now.forest, inner, outer):
            raise NotApplied("target not found", f"{place} does not stand in {named}")


def _require_title(now: Survey, label: str, title: str) -> None:
    path = resolve(now, label)
    own, said = _titles(now, path), _plain(re.sub(r"^the\s+", "", title))
    short = at(now.forest, path).kind == "section"  # "Section 3 (Index)" for an Index of recommended measures
    if not any(said == _plain(each) or (short and said == _plain(each)[: len(said)]) for each in own):
        bracket = f"the bracket after {label} says “{title}”"
        raise NotApplied("target not found", f"{bracket}, its heading is {' / '.join(f'“{t}”' for t in own) or 'none'}")


def _titles(now: Survey, path: Path) -> tuple[str, ...]:
    """The heading of a provision; of one without, the heading it stands under."""
    node = at(now.forest, path)
    if node.heading or node.kind in ("section", "subsection", "measure"):
        return (node.heading,) if node.heading else ()
    if node.kind == "subparagraph":  # "section 1(2) (logs)" has the title of the section
        outer = next((path[:n] for n in range(len(path), 0, -1) if at(now.forest, path[:n]).kind != "subparagraph"), ())
        return _titles(now, outer) if outer else ()
    above = [at(now.forest, path[:n]) for n in range(1, len(path))]
    measures = tuple(each.heading for each in above if each.kind == "measure" and each.heading)
    try:
        slot = heading_above(now.forest, path)
    except NotApplied:
        return measures
    found = at(now.forest, slot.path)
    return (*(text for text in (found.heading, found.text) if text and found.kind in ("group", "heading")), *measures)


def _plain(title: str) -> tuple[str, ...]:
    return tuple(letter_runs(fold(title).casefold()))


def printed_twice(base: Expression, effects: Iterable[Effect]) -> Refusal | None:
    """Why a target cannot be told: its number, or that of a provision it stands in, is printed twice in the base."""
    twice = {label_key(repair.at) for repair in base.repairs if repair.kind in _DUPLICATES}
    for effect in effects if twice else ():
        for label in (effect.label, effect.anchor):
            if label and any(_is_in(label_key(label), key) for key in twice):
                return Refusal("target found twice", f"{label} is printed in two places of the version")
    return None


def _is_in(key: str, outer: str) -> bool:
    return key == outer or key.startswith((f"{outer}(", f"{outer}."))


def another_work(base: Expression, instrument: Expression, effects: Iterable[Effect]) -> Refusal | None:
    """Why effects are not for this version: the work they are said to amend is not its own.

    By the catalogue's id where both have one, else by the title. A shorter name ("the Harbour Code")
    is the version's own where the instrument names no other by the full one.
    """
    titles = {effect.title for effect in instrument.effects if effect.title}
    others = [title for title in titles if not _is_named(base, title, titles)]
    titled = _title_of_another(base, instrument)
    for effect in effects:
        if titled and not (effect.title or effect.work or effect.type == "not understood"):
            return Refusal("another work", f"the instrument is called “{instrument.title}”, the version “{base.title}”")
        if others and not (effect.title or effect.work or effect.type == "not understood"):
            said = f"the instruction names none, and the instrument amends “{min(others)}” too"
            return Refusal("another work", said)
        if effect.work and effect.work == base.work and not effect.title:
            continue
        if base.work and effect.work and effect.work != base.work:
            return Refusal("another code", f"the instruction amends {effect.work}, not {base.work}")
        if (
            effect.title
            and not (effect.work and effect.work == base.work)
            and not _is_named(base, effect.title, titles)
        ):
            said = f"the instruction amends “{effect.title}”, the version is “{base.title}”"
            return Refusal("another work", said)
    return None


def _title_of_another(base: Expression, instrument: Expression) -> bool:
    """Whether an instrument's title, "Market Code (Amendment) 2031", names a code without any word of the version's."""
    match = _AMENDS_CODE.match(instrument.title)
    named = set(_significant(match["what"])) - _EVERY_CODE if match else set()
    own = {word[:_STEM] for word in _significant(base.title)}
    return bool(named) and not any(word[:_STEM] in own for word in named)


_AMENDS_CODE = re.compile(
    r"(?P<what>.*\bcodes?\b[^():]*?)\s*"
    r"(?:\((?:draft )?amendments?\b[^()]*\)|(?::|\s[–—-])\s*(?:[a-z]+\s+){0,4}amendments?\W*$)",
    re.I,
)
_EVERY_CODE = frozenset({"code", "codes", "practice", "conduct", "draft", "revised"})
_STEM = 5
"""Letters by which two forms of a word are alike: "allotment", "allotments"."""


def awaits_renumbering(text: str, undone: Iterable[str]) -> Refusal | None:
    """Why "paragraph 3.4, as renumbered" cannot be told: `undone` are the instructions before it that were not applied.

    Until one that renumbers is done, the number belongs to another provision.
    """
    if _AS_RENUMBERED.search(_QUOTED.sub("", text)) and any(map(_RENUMBERS.search, undone)):
        return Refusal("target not found", "it stands under a number that an instruction before it gives, not applied")
    return None


_QUOTED = re.compile(r"“[^”]*”")
_NEW_NUMBER = r"re-?(?:number|letter|designat)"
_AS_RENUMBERED = re.compile(rf"\bas\s+(?:so\s+)?{_NEW_NUMBER}ed\b", re.I)
_RENUMBERS = re.compile(rf"\b{_NEW_NUMBER}|\bbecomes?\b", re.I)


def of_this_work(base: Expression, instrument: Expression, effects: tuple[Effect, ...]) -> tuple[Effect, ...]:
    """Of an instruction that says the same of several works by their titles, what it says of this one."""
    if len({effect.title for effect in effects}) < 2:
        return effects
    return tuple(effect for effect in effects if not another_work(base, instrument, (effect,))) or effects


def _is_named(base: Expression, title: str, titles: Set[str]) -> bool:
    own, named = _significant(base.title), _significant(title)
    if own == named or not own:
        return True
    full = any(_significant(each) == own for each in titles)
    return _is_short_for(named, own) and (not full or len(named) == 1)


def _is_short_for(named: list[str], own: list[str]) -> bool:
    """Whether a name is a title's words in their order, some left out: "the Harbour Code", "the Code".

    "Harbour Code of Practice" is a title of its own beside "Harbour Code of Practice for ferries".
    """
    rest = iter(own)
    return all(word in rest for word in named) and named[-2:] != ["code", "practice"]


def _significant(title: str) -> list[str]:
    """The words of a title that tell it from others, in small letters, the kinds of works in the singular."""
    found = [_KINDS.get(word, word) for word in _plain(title)]
    return [word for word in found if word not in _SMALL]


def picked_words(forest: Forest, places: tuple[Slot, ...], effect: Effect, words: str) -> list[tuple[Slot, Found]]:
    """The occurrences of words that an effect means."""
    require_plain(forest, places, effect, words)
    return pick(find(forest, places, words), effect, words)


def require_plain(forest: Forest, places: tuple[Slot, ...], effect: Effect, words: str) -> None:
    """No place where the words stand as a possessive beside those where they stand alone."""
    alone = find(forest, places, words)
    if effect.label is None:
        _require_no_heading(forest, places, words)
    if alone and any(possessives(read(forest, slot), words) for slot in places):
        raise NotApplied(
            "text found", f"as a possessive too: whether “{words}’s” is meant the instruction does not say"
        )


def _require_no_heading(forest: Forest, places: tuple[Slot, ...], words: str) -> None:
    """No heading with the words, where they are to change throughout: whether headings are meant nobody can tell."""
    changed = {slot.path for slot in places if slot.field == "heading"}
    for path, node in paths(forest):
        if node.heading and path not in changed and occurrences(node.heading, words):
            name = node.label or "a provision"
            raise NotApplied(
                "text found", f"in the heading of {name} too: whether “{words}” is meant there is not said"
            )


def require_one_mark(text: str, at: int, new: str) -> None:
    """Raise NotApplied where new words would set two different closing marks beside each other."""
    if marks_clash(new, text[at:]):
        said = f"“{new}” ends in a mark, and “{text[at:].lstrip()[:1]}” follows in the text"
        raise NotApplied("not understood", f"{said}: which of them stays")


def require_begun_inside(now: Survey, effect: Effect, found: list[tuple[Slot, Found]]) -> None:
    """Words "to the end of paragraph (b)" stand nowhere in the provision around it, where they might begin too."""
    for label in effect.within:
        if isinstance(label, str) and effect.label and effect.label.startswith((f"{label}(", f"{label}.")):
            around = slots(now.forest, resolve(now, label), None)
            if len(find(now.forest, around, effect.old_text or "")) != len(found):
                raise NotApplied(
                    "text found", f"before {effect.label} too: where “{effect.old_text}” begins is not said"
                )


def require_end_told(forest: Forest, target: Path, end: Path, words: str) -> None:
    """Raise NotApplied where words for the end of a provision might be its last item's, or stand behind it.

    `end` is where the last words of the provision stand. A sentence, or what brings its own full stop, may go below a
    list, behind a table or into the last item: the instruction does not say which.
    """
    label = at(forest, target).label if target else None
    if end == target:
        if tables_of(forest, target):
            raise NotApplied("not understood", f"whether the words stand before or behind the table of {label}")
        return
    inner = at(forest, end)
    in_row = any(at(forest, end[:depth]).kind == "row" for depth in range(len(target) + 1, len(end)))
    own = words.rstrip().endswith((".", ";")) and not words.startswith((";", ","))
    if in_row or (own and inner.kind != "text" and at(forest, target).kind != "definition"):
        raise NotApplied(
            "not understood", f"whether the words are those of {inner.label or 'its last item'}, or stand behind it"
        )


def require_named(node: Provision, effect: Effect) -> None:
    """A section, subsection or measure goes only when the instruction prints its number."""
    if node.kind not in ("section", "subsection", "measure") or not effect.text:
        return
    if not occurrences(effect.text, node.num or node.heading or node.label or "") and not _in_range(node, effect.text):
        raise NotApplied("not understood", f"the instruction does not name {node.label}, a whole {node.kind}")


def _in_range(node: Provision, text: str) -> bool:
    """Whether an instruction names a section by the ends of a range: "sections 4 to 6"."""
    ends = re.findall(
        r"\b(?:[Ss]ections|[Pp]arts|[Cc]hapters)\s+(\d{1,3})[A-Z]{0,3}\s+to\s+(\d{1,3})[A-Z]{0,3}\b", text
    )
    number = re.match(r"\d{1,3}", node.num or "")
    return number is not None and any(int(first) <= int(number[0]) <= int(last) for first, last in ends)
