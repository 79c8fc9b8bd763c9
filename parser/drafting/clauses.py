"""What an instruction says to do: its clauses, read into acts.

A clause is a place (perhaps in several phrases, perhaps inherited from the clause before) and a
verb: insert, substitute, omit or renumber. Every word must be read; what cannot be raises
NotUnderstood, so that nothing is ever guessed.
"""

import re
from dataclasses import dataclass, replace

from corpus.effect import Part
from corpus.work import Scheme
from parser.drafting.act import Act
from parser.drafting.actions import Actions
from parser.drafting.forms import BE, OMIT
from parser.drafting.location import Step, Words, resolve
from parser.drafting.location_phrases import target
from parser.drafting.number_phrases import not_a_choice
from parser.drafting.occurrences import several_places, which_places
from parser.drafting.operands import adverbs, inside, position
from parser.drafting.places import Memory, Place
from parser.drafting.quotations import Quoted, set_aside
from parser.drafting.ranges import NotUnderstood
from parser.drafting.tokens import Cursor, tokens


@dataclass(frozen=True, slots=True)
class Understood:
    """The acts of an instruction, what it leaves for "that paragraph", and the place it ends in."""

    acts: tuple[Act, ...]
    memory: Memory
    places: tuple[Place, ...]


def read(text: str, schemes: tuple[Scheme, ...] = (), memory: Memory | None = None) -> Understood:
    """The acts of an instruction; raises NotUnderstood with the words that could not be read."""
    quoted = set_aside(text)
    if quoted.unclosed:
        quoted = _ended(quoted)
    clauses = _Clauses(Cursor(tokens(quoted, schemes), quoted.quotes), quoted.text, memory or Memory())
    try:
        clauses.run()
    except NotUnderstood as error:
        raise NotUnderstood(str(error) or clauses.cursor.rest(quoted.text)) from None
    if not clauses.cursor.ended():
        raise NotUnderstood(clauses.cursor.rest(quoted.text))
    return Understood(tuple(clauses.acts), clauses.memory, clauses.places)


def _ended(quoted: Quoted) -> Quoted:
    """A text whose last quotation nothing closes, without the full stop of the instruction at its end.

    Whose it is can be told where words take the place of words that have none; raises NotUnderstood elsewhere.
    """
    last = quoted.quotes[-1]
    if last.rstrip().endswith(("—", "–", ":")):
        raise NotUnderstood(f"what “{last}” leads to is not there")
    match = _ENDED.search(last)
    alike = _FOR_WORDS.search(quoted.text) and not _ENDED.search(quoted.quotes[-2]) and not re.search("[“”]", last)
    if match and not alike:
        raise NotUnderstood(f"where the quotation ends that nothing closes: “{last}")
    return replace(quoted, quotes=(*quoted.quotes[:-1], last[: match.start()])) if match else quoted


def leads(text: str, schemes: tuple[Scheme, ...], memory: Memory) -> bool:
    """Whether a text only names a place, as the lead-in of a list of instructions does."""
    try:
        return not read(text, schemes, memory).acts
    except NotUnderstood:
        return False


_ENDED = re.compile(r"[.;,:]\s*(?:and|or)?$")  # of the text or of the instruction, nobody can tell
_FOR_WORDS = re.compile(
    r"\bfor (?:the words? )?[\ue000-\uf8ff],? (?:there (?:is|are|shall be) )?substituted? [\ue000-\uf8ff]\s*$"
)
_NARROWED = ("omit", "for", "delete", "leave", "remove", "replace", "substitute")


def _group(cursor: Cursor) -> tuple[Step, ...]:
    """ "under the heading “Key definitions”": a group of paragraphs."""
    heading = cursor.quote() if cursor.phrase("the heading", "the sub-heading", "the subheading") else None
    return (Step("part", parts=(Part("group", heading),)),) if heading else ()


class _Clauses(Actions):
    """Reads clause after clause, each with the place of the one before as its start."""

    def __init__(self, cursor: Cursor, text: str, memory: Memory) -> None:
        super().__init__(cursor, text, memory)
        self.narrowed = Words()
        self.counted: tuple[int, ...] = ()

    def run(self) -> None:
        while not self._finished():
            adverbs(self.cursor)
            self.narrowed, self.counted = Words(), ()
            while self._locator():
                pass
            if self._finished() and not self.acts:
                return
            self._narrow()
            acts = [each for act in self.action() for each in self._narrowly(act)]
            self.acts.extend(acts)
            for act in acts:
                if act.verb == "insert" and act.whole and act.position in ("before", "after"):
                    self.memory = self.memory.beside(act.places[0])
            self.stale = True
            if not self._separator():
                break
        self._finished()

    def _separator(self) -> bool:
        found = False
        while self.cursor.punct(",;") or self.cursor.phrase("and", "then"):
            found = True
        return found and not self.cursor.ended()

    def _locator(self) -> bool:
        """ "In Section 3 (Index),": a phrase that moves to another place."""
        cursor, start = self.cursor, self.cursor.at
        if self._amended_by() or self._taken_from():
            return True
        led = cursor.phrase("in", "within", "throughout", "under")
        bare = not led and (start == 0 or cursor.peek(-1).text == ",") and not self.stale
        if (led or bare) and not cursor.phrase("the appropriate", "each of the appropriate"):
            steps = _group(cursor) if led == "under" else target(cursor)
            if steps and (led or cursor.ended() or cursor.token.text in ((",", "–", "—", ":") if start else "–—:")):
                self.places = self._joined(resolve(self.places, steps, self.memory, self.stale))
                self.stale = False
                self.narrowed = replace(self.narrowed, occurrences="all" if led == "throughout" else None)
                self._note(self.places)
                self._only()
                cursor.punct(",")
                cursor.dash()
                adverbs(cursor)
                return True
        cursor.at = start
        return False

    def _only(self) -> None:
        """ "in point (a) only,": an item is no more than itself; what "only" narrows elsewhere is not told."""
        if all(place.items for place in self.places):
            start = self.cursor.at
            if self.cursor.phrase("only") and self.cursor.token.text != ",":
                self.cursor.at = start

    def _taken_from(self) -> bool:
        """ "From paragraph X, omit ...": the place before a verb that takes words out of it."""
        cursor, start, memory = self.cursor, self.cursor.at, self.memory
        steps = target(cursor) if cursor.phrase("from") else ()
        cursor.punct(",")
        verb = cursor.at
        if steps and cursor.phrase(*OMIT):
            cursor.at = verb
            self.places = resolve(self.places, steps, self.memory, self.stale)
            self.stale = False
            self._note(self.places)
            return True
        cursor.at, self.memory = start, memory
        return False

    def _amended_by(self) -> bool:
        """ "Paragraph X is amended by substituting ...", "Amend paragraph X by deleting ...": the place comes first."""
        start, memory = self.cursor.at, self.memory
        ordered = self.cursor.phrase("amend")
        steps = target(self.cursor)
        amended = self.cursor.phrase("by") if ordered else self.cursor.phrase(*(f"{be} amended" for be in BE))
        if steps and amended and self.cursor.token.low not in ("to", "so"):
            self.cursor.phrase("by")
            self.cursor.punct(",")
            self.places = resolve(self.places, steps, self.memory, self.stale)
            self.stale = False
            self._note(self.places)
            return True
        self.cursor.at, self.memory = start, memory
        return False

    def _joined(self, found: tuple[Place, ...]) -> tuple[Place, ...]:
        """The same places and those that follow with "and in", or in another work: "and section 5 of the Docks Act"."""
        cursor, start = self.cursor, self.cursor.at
        while (joined := cursor.phrase("and in", "or in", "and")) and (steps := target(cursor)):
            if joined == "and" and (steps[0].kind != "code" or len(steps) < 2):
                break
            not_a_choice(joined.split()[0])
            found += resolve(self.places, steps, self.memory, self.stale)
            start = cursor.at
        cursor.at = start
        return tuple(dict.fromkeys(found))

    def _narrow(self) -> None:
        """ "at the end of sub-paragraph (a)", "in both places where it occurs" before a verb that is not "insert"."""
        start, memory = self.cursor.at, self.memory
        if (counted := several_places(self.cursor)) and self.cursor.token.low in _NARROWED:
            self.counted = counted
            return
        self.cursor.at = start
        where = position(self.cursor, self._resolve, self.places)
        occurrence, occurrences = (None, None) if where else which_places(self.cursor)
        inner = inside(self.cursor, self._resolve) if occurrence or occurrences else ()
        self.cursor.punct(",")
        if where and where.position == "end" and self.cursor.token.low in _NARROWED:
            self.places = where.places
            self.narrowed = Words(at_end=True)
        elif (occurrence or occurrences) and self.cursor.token.low in _NARROWED:
            self.places = inner or self.places
            self.narrowed = Words(occurrence=occurrence, occurrences=occurrences)
        else:
            self.cursor.at, self.memory = start, memory

    def _narrowly(self, act: Act) -> list[Act]:
        """The act with what was said before its verb about its words; one for each place, the last first."""
        if not self.counted:
            return [self._narrowed(act)]
        if act.words is None or act.verb == "insert" or (act.words.occurrence or act.words.occurrences) is not None:
            raise NotUnderstood("which of several places is meant")
        return [replace(act, words=replace(act.words, occurrence=n)) for n in sorted(self.counted, reverse=True)]

    def _narrowed(self, act: Act) -> Act:
        told = self.narrowed
        if told == Words():
            return act
        if act.words is None or act.verb == "insert":
            raise NotUnderstood("words that are not quoted")
        if told.at_end:
            return replace(act, words=replace(act.words, at_end=True))
        if act.words.occurrence is not None or act.words.occurrences is not None:
            raise NotUnderstood("which of several places is meant")
        return replace(act, words=replace(act.words, occurrence=told.occurrence, occurrences=told.occurrences))
