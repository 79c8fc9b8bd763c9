"""What an instruction says to do: its clauses, read into acts.

A clause is a place (perhaps in several phrases, perhaps inherited from the clause before) and a
verb: insert, substitute, omit or renumber. Every word must be read; what cannot be raises
NotUnderstood, so that nothing is ever guessed.
"""

from dataclasses import dataclass, replace
from typing import Literal

from corpus.effect import Position
from corpus.work import Scheme
from parser.amendments.location import Memory, NotUnderstood, Place, Step, Words, resolve
from parser.amendments.location_phrases import target
from parser.amendments.number_phrases import not_a_choice, numbers
from parser.amendments.operands import adverbs, inside, operands, position, which_places
from parser.amendments.quotations import set_aside
from parser.amendments.tokens import Cursor, tokens

Verb = Literal["insert", "substitute", "omit", "renumber"]

_INSERT = ("insert", "there is inserted", "there are inserted", "there shall be inserted", "add", "there is added",
           "there are added", "inserting", "adding")  # fmt: skip
_SUBSTITUTE = ("substitute", "there is substituted", "there are substituted", "there shall be substituted",
               "substituting")  # fmt: skip
_OMIT = ("omit", "delete", "remove", "leave out", "strike out", "there is omitted", "there are omitted", "omitting",
         "deleting", "removing", "leaving out")  # fmt: skip
_RENUMBER = ("renumber", "re-number", "re-letter", "reletter", "redesignate", "re-designate")
_BE = ("is", "are", "is hereby", "are hereby", "shall be", "is to be", "are to be")
_OMITTED = tuple(f"{be} {past}" for be in _BE
                 for past in ("omitted", "deleted", "removed", "revoked", "repealed"))  # fmt: skip
_PUT_IN = tuple(f"{be} {past}" for be in _BE for past in ("inserted", "added"))
_REPLACED = tuple(f"{be} {past}" for be in _BE for past in ("replaced with", "replaced by", "substituted by",
                  "substituted with"))  # fmt: skip
_RENUMBERED = ("becomes", "become", *(f"{be} {past}{tail}" for be in ("is", "are") for tail in (" as", "")
               for past in ("renumbered", "re-numbered", "re-lettered", "relettered")))  # fmt: skip
_NOUNS = ("entry", "entries", "paragraph", "paragraphs", "sub-paragraph", "sub-paragraphs", "definition", "definitions",
          "recommendation", "recommendations", "measure", "measures", "item", "items", "row", "rows", "text",
          "heading", "footnote", "sentence", "sentences", "section", "provision", "provisions", "subsection", "table",
          "regulation", "rule", "title")  # fmt: skip
_STOPS = {"a full stop": ".", "a comma": ",", "a semi-colon": ";", "a semicolon": ";", "a colon": ":"}


@dataclass(frozen=True, slots=True)
class Inserted:
    """What an act puts in: a quotation in the instruction, or the blocks that follow it (`quote` None)."""

    quote: str | None = None
    noun: str = ""


@dataclass(frozen=True, slots=True)
class Act:
    """One thing an instruction does.

    `places` are the provisions named as a whole, or those in which `words` stand; `whole` tells
    which. `position` is where something is inserted, relative to them or to the words.
    """

    verb: Verb
    places: tuple[Place, ...]
    words: Words | None = None
    whole: bool = False
    position: Position | None = None
    inserted: Inserted | None = None
    new: tuple[Place, ...] = ()


@dataclass(frozen=True, slots=True)
class Understood:
    """The acts of an instruction, what it leaves for "that paragraph", and the place it ends in."""

    acts: tuple[Act, ...]
    memory: Memory
    places: tuple[Place, ...]


def read(text: str, schemes: tuple[Scheme, ...] = (), memory: Memory | None = None) -> Understood:
    """The acts of an instruction; raises NotUnderstood with the words that could not be read."""
    quoted = set_aside(text)
    clauses = _Clauses(Cursor(tokens(quoted, schemes), quoted.quotes), memory or Memory())
    try:
        clauses.run()
    except NotUnderstood as error:
        raise NotUnderstood(str(error) or clauses.cursor.rest(quoted.text)) from None
    if not clauses.cursor.ended():
        raise NotUnderstood(clauses.cursor.rest(quoted.text))
    return Understood(tuple(clauses.acts), clauses.memory, clauses.places)


def leads(text: str, schemes: tuple[Scheme, ...], memory: Memory) -> bool:
    """Whether a text only names a place, as the lead-in of a list of instructions does."""
    try:
        return not read(text, schemes, memory).acts
    except NotUnderstood:
        return False


_NARROWED = ("omit", "for", "delete", "leave", "remove", "replace", "substitute")


def _group(cursor: Cursor) -> tuple[Step, ...]:
    """ "under the heading “Key definitions”": a group of paragraphs."""
    heading = cursor.quote() if cursor.phrase("the heading", "the sub-heading", "the subheading") else None
    return (Step("part", (f"group {heading}",)),) if heading else ()


class _Clauses:
    """Reads clause after clause, each with the place of the one before as its start."""

    def __init__(self, cursor: Cursor, memory: Memory) -> None:
        self.cursor = cursor
        self.memory = memory
        self.places: tuple[Place, ...] = (Place(),)
        self.stale = False
        self.narrowed = Words()
        self.acts: list[Act] = []

    def run(self) -> None:
        while not self._finished():
            adverbs(self.cursor)
            self.narrowed = Words()
            while self._locator():
                pass
            if self._finished() and not self.acts:
                return
            self._narrow()
            self.acts.extend(self._narrowly(act) for act in self._action())
            self.stale = True
            if not self._separator():
                break
        self._finished()

    def _finished(self) -> bool:
        """At the end, a full stop or a stray closing quote passed over."""
        start = self.cursor.at
        while self.cursor.punct(".;") or (self.cursor.token.text == "”" and self.cursor.kind("other")):
            pass
        if self.cursor.ended():
            return True
        self.cursor.at = start
        return False

    def _separator(self) -> bool:
        found = False
        while self.cursor.punct(",;") or self.cursor.phrase("and", "then"):
            found = True
        return found and not self.cursor.ended()

    def _locator(self) -> bool:
        """ "In Section 3 (Index),": a phrase that moves to another place."""
        cursor, start = self.cursor, self.cursor.at
        if self._amended_by():
            return True
        led = cursor.phrase("in", "within", "throughout", "under")
        bare = not led and cursor.peek(-1).text == "," and start > 0 and not self.stale
        if (led or bare) and not cursor.phrase("the appropriate", "each of the appropriate"):
            steps = _group(cursor) if led == "under" else target(cursor)
            if steps and (led or cursor.ended() or cursor.token.text in (",", "–", "—", ":")):
                self.places = self._joined(resolve(self.places, steps, self.memory, self.stale))
                self.stale = False
                self.narrowed = replace(self.narrowed, occurrences="all" if led == "throughout" else None)
                self._note(self.places)
                cursor.punct(",")
                cursor.dash()
                adverbs(cursor)
                return True
        cursor.at = start
        return False

    def _amended_by(self) -> bool:
        """ "Paragraph X is amended by substituting ...": the place before the verb."""
        start, memory = self.cursor.at, self.memory
        steps = target(self.cursor)
        if steps and self.cursor.phrase(*(f"{be} amended by" for be in _BE)):
            self.places = resolve(self.places, steps, self.memory, self.stale)
            self.stale = False
            self._note(self.places)
            return True
        self.cursor.at, self.memory = start, memory
        return False

    def _joined(self, found: tuple[Place, ...]) -> tuple[Place, ...]:
        """The same places and those that follow with "and in": "in sub-paragraph (a) and in sub-paragraph (c)"."""
        cursor, start = self.cursor, self.cursor.at
        while (joined := cursor.phrase("and in", "or in")) and (steps := target(cursor)):
            not_a_choice(joined.split()[0])
            found += resolve(self.places, steps, self.memory, self.stale)
            start = cursor.at
        cursor.at = start
        return tuple(dict.fromkeys(found))

    def _narrow(self) -> None:
        """ "at the end of sub-paragraph (a)", "in both places where it occurs" before a verb that is not "insert"."""
        start, memory = self.cursor.at, self.memory
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

    def _narrowly(self, act: Act) -> Act:
        """The act with what was said before its verb about its words."""
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

    def _note(self, places: tuple[Place, ...]) -> None:
        for place in places:
            self.memory = self.memory.note(place)

    def _resolve(self, steps: tuple[Step, ...]) -> tuple[Place, ...]:
        found = resolve(self.places, steps, self.memory, self.stale)
        self._note(found)
        return found

    def _action(self) -> list[Act]:
        for attempt in (self._insert_at, self._insert, self._substitute, self._omit, self._renumber, self._passive):
            start, memory = self.cursor.at, self.memory
            found = attempt()
            if found:
                return found
            self.cursor.at, self.memory = start, memory
        raise NotUnderstood

    def _insert_at(self) -> list[Act]:
        """ "after “x” insert “y”", "at the end insert–"."""
        where = position(self.cursor, self._resolve, self.places)
        if where is None:
            return []
        self.cursor.punct(",")
        adverbs(self.cursor)
        if not self.cursor.phrase(*_INSERT) and not self._put_in():
            return []
        return [self._inserting(where.places, where.words, where.whole, where.position)]

    def _put_in(self) -> bool:
        """ "the following paragraph is inserted"; the cursor is behind it."""
        start = self.cursor.at
        if self.cursor.phrase("the following new", "the following", "a new", "new"):
            self.cursor.phrase(*_NOUNS, "words")
            if self.cursor.phrase(*_PUT_IN):
                return True
        self.cursor.at = start
        return False

    def _inserting(self, places: tuple[Place, ...], words: Words | None, whole: bool, where: Position | None) -> Act:
        inserted = self._object()
        return Act("insert", places, self._occurring(words), whole, where, inserted)

    def _insert(self) -> list[Act]:
        """ "insert at the end–", "insert “y” after “x”"."""
        cursor = self.cursor
        if not cursor.phrase(*_INSERT) and not self._put_in():
            return []
        cursor.punct(",")
        where = position(cursor, self._resolve, self.places)
        if where:
            cursor.punct(",")
            return [self._inserting(where.places, where.words, where.whole, where.position)]
        inserted = self._object(final=False)
        cursor.punct(",")
        where = position(cursor, self._resolve, self.places)
        if where is None:
            return self._after_omission(inserted)
        if inserted.quote is None:
            inserted = replace(self._object(), noun=inserted.noun)
        return [Act("insert", where.places, self._occurring(where.words), where.whole, where.position, inserted)]

    def _after_omission(self, inserted: Inserted) -> list[Act]:
        """ "leave out “x” and insert “y”" puts the one in the place of the other."""
        last = self.acts[-1] if self.acts else None
        if last and last.verb == "omit" and last.words and last.words.text and not last.whole and inserted.quote:
            self.acts.pop()
            return [replace(last, verb="substitute", inserted=inserted)]
        raise NotUnderstood("where to insert")

    def _object(self, final: bool = True) -> Inserted:
        """What is inserted; the blocks that follow where the instruction ends here."""
        cursor = self.cursor
        cursor.punct(",")
        noun = ""
        if cursor.phrase("the following new", "the following", "these new", "these", "a new", "new", "as a new", "as"):
            cursor.phrase("new")
            noun = cursor.phrase(*_NOUNS, "words") or "text"
            cursor.phrase("as a new", "as new", "as")
            cursor.phrase(*_NOUNS)
            numbers(cursor)
            if title := cursor.title():
                raise NotUnderstood(f"({title})")
            cursor.phrase("as follows")
        elif name := cursor.phrase(*_STOPS):
            return Inserted(_STOPS[name])
        cursor.phrase("the words", "the word", "words", "the definition", "the sentence")
        dash = cursor.dash()
        quote = cursor.quote()
        if quote is not None:
            return Inserted(quote, noun)
        if cursor.ended() or (noun and not final and not dash):
            return Inserted(None, noun)
        raise NotUnderstood

    def _occurring(self, words: Words | None) -> Words | None:
        """Which of several places, where that follows what is inserted."""
        if words is None or words.occurrence is not None or words.occurrences is not None:
            return words
        occurrence, occurrences = which_places(self.cursor)
        return replace(words, occurrence=occurrence, occurrences=occurrences)

    def _substitute(self) -> list[Act]:
        cursor = self.cursor
        if link := cursor.phrase("for", "in place of", "instead of"):
            named = operands(cursor, self._resolve, self.places)
            cursor.punct(",")
            adverbs(cursor)
            if not named or not cursor.phrase(*_SUBSTITUTE, *(() if link == "for" else _INSERT)):
                return []
            inserted = self._object()
        elif cursor.phrase("substitute", "substituting"):
            inserted = self._object(final=False)
            cursor.punct(",")
            if not cursor.phrase("for", "in place of", "in substitution for"):
                return []
            named = operands(cursor, self._resolve, self.places)
        elif cursor.phrase("replace", "replacing"):
            named = operands(cursor, self._resolve, self.places)
            if not named or not cursor.phrase("with", "by"):
                return []
            inserted = self._object()
        else:
            return []
        return [Act("substitute", n.places, self._occurring(n.words), n.whole, None, inserted) for n in named]

    def _omit(self) -> list[Act]:
        if not self.cursor.phrase(*_OMIT):
            return []
        self.cursor.dash()
        named = operands(self.cursor, self._resolve, self.places)
        return [Act("omit", n.places, n.words, n.whole) for n in named]

    def _renumber(self) -> list[Act]:
        goes_on = bool(self.acts) and self.acts[-1].verb == "renumber"
        if not self.cursor.phrase(*_RENUMBER) and not goes_on:
            return []
        return self._renumbering(("as",))

    def _renumbering(self, links: tuple[str, ...]) -> list[Act]:
        cursor = self.cursor
        cursor.phrase("the remaining", "the")
        steps = target(cursor)
        old = self._resolve(steps) if steps else ()
        if not old or not cursor.phrase(*links):
            return []
        new = self._new_numbers(old)
        if len(new) != len(old):
            raise NotUnderstood(f"{len(old)} provisions renumbered with {len(new)} numbers")
        return [Act("renumber", old, whole=True, new=new)]

    def _new_numbers(self, old: tuple[Place, ...]) -> tuple[Place, ...]:
        """The places that take the new numbers; items stand where the old ones stood."""
        steps = target(self.cursor)
        if not steps:
            raise NotUnderstood
        start = self.cursor.at
        self.cursor.punct(",")
        if not self.cursor.phrase("respectively"):
            self.cursor.at = start
        return resolve((replace(old[0], items=old[0].items[:-1]),), steps, self.memory, stale=True)

    def _passive(self) -> list[Act]:
        """ "paragraph X is omitted", "paragraph X becomes paragraph Y"."""
        start, memory = self.cursor.at, self.memory
        found = self._renumbering(_RENUMBERED)
        if found:
            return found
        self.cursor.at, self.memory = start, memory
        named = operands(self.cursor, self._resolve, self.places)
        if named and self.cursor.phrase(*_OMITTED):
            return [Act("omit", n.places, n.words, n.whole) for n in named]
        if named and self.cursor.phrase(*_REPLACED):
            inserted = self._object()
            return [Act("substitute", n.places, self._occurring(n.words), n.whole, None, inserted) for n in named]
        return []
