"""What a clause does: its verb with what it acts on and what it puts in, read into an act.

Each drafting form is one method; the verbs are data, in the English of the United Kingdom and, said
as nouns ("by the substitution of"), of Ireland.
"""

from dataclasses import replace

from corpus.effect import Position
from parser.drafting.act import Act
from parser.drafting.forms import (
    BELOW,
    CHANGE,
    ENDED,
    IN_ITS_PLACE,
    INSERT,
    INSTEAD,
    NOMINAL,
    OMIT,
    OMITTED,
    PUT_IN,
    READS,
    RENUMBER,
    RENUMBERED,
    REPLACED,
    SUBSTITUTE,
    SUBSTITUTED_FOR,
)
from parser.drafting.location import Step, Words, resolve
from parser.drafting.location_phrases import ITEMS, PARAGRAPHS, quotations, target
from parser.drafting.number_phrases import numbers, singular
from parser.drafting.objects import NOUNS, Inserted, read_object, words_left
from parser.drafting.occurrences import which_places
from parser.drafting.operands import Named, Where, adverbs, inside, operands, position, put_in_place
from parser.drafting.places import Memory, Place
from parser.drafting.ranges import NotUnderstood, number_before
from parser.drafting.tokens import Cursor

_ONE_FOR_SEVERAL = "in whose place the new words stand, where several are omitted"


class Actions:
    """Reads one action after another from a cursor, in the places that the clause has led to."""

    def __init__(self, cursor: Cursor, text: str, memory: Memory) -> None:
        self.cursor = cursor
        self.text = text
        self.memory = memory
        self.places: tuple[Place, ...] = (Place(),)
        self.stale = False
        self.acts: list[Act] = []
        self.named: tuple[str, ...] = ()
        self.noun = ""

    def _finished(self) -> bool:
        """At the end, a full stop or a stray closing quote passed over."""
        start = self.cursor.at
        while self.cursor.punct(".;") or (self.cursor.token.text == "”" and self.cursor.kind("other")):
            pass
        if self.cursor.ended():
            return True
        self.cursor.at = start
        return False

    def _note(self, places: tuple[Place, ...]) -> None:
        self.memory = self.memory.note_all(places)

    def _resolve(self, steps: tuple[Step, ...]) -> tuple[Place, ...]:
        found = resolve(self.places, steps, self.memory, self.stale)
        self._note(found)
        return found

    def action(self) -> list[Act]:
        """The acts of the clause here, in the first form that fits; raises NotUnderstood where none does."""
        for attempt in (
            self._nominal,
            self._insert_at,
            self._insert,
            self._substitute,
            self._change,
            self._omit,
            self._renumber,
            self._passive,
        ):
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
        if not self.cursor.phrase(*INSERT) and not self._put_in():
            return []
        return [self._inserting(where.places, where.words, where.whole, where.position)]

    def _nominal(self) -> list[Act]:
        """ "by the insertion of the following paragraph after paragraph (c):", "by the deletion of “x”"."""
        cursor = self.cursor
        cursor.phrase("by")
        cursor.phrase("the")
        noun = cursor.phrase(*NOMINAL)
        if noun is None or (noun == "repeal" and cursor.token.low != "of"):
            return []
        cursor.punct(",")
        match NOMINAL[noun]:
            case "insert":
                return [self._nominal_insertion()]
            case "substitute":
                return self._nominal_substitution()
        cursor.phrase("from")
        if not cursor.phrase("of"):
            raise NotUnderstood
        named = operands(cursor, self._resolve, self.places)
        return [Act("omit", n.places, n.words, n.whole) for n in named]

    def _nominal_insertion(self) -> Act:
        cursor = self.cursor
        where = position(cursor, self._resolve, self.places)
        cursor.punct(",")
        if not cursor.phrase("of"):
            raise NotUnderstood
        if where:
            return self._inserting(where.places, where.words, where.whole, where.position)
        inserted = read_object(self.cursor, self.text, final=False)
        cursor.punct(",")
        where = position(cursor, self._resolve, self.places)
        if where is None and inserted.noun.startswith("definition"):
            where = Where("appropriate", self.places)  # in a list by the alphabet every definition has its place
        if where is None:
            raise NotUnderstood("where to insert")
        self._late(inserted)
        return Act("insert", where.places, self._occurring(where.words), where.whole, where.position, inserted)

    def _nominal_substitution(self) -> list[Act]:
        cursor = self.cursor
        first = bool(cursor.phrase("for"))
        named = operands(cursor, self._resolve, self.places) if first else []
        cursor.punct(",")
        if not cursor.phrase("of"):
            raise NotUnderstood
        inserted = read_object(self.cursor, self.text, final=first)
        cursor.punct(",")
        if not first:
            if not cursor.phrase("for", "in place of", "in substitution for"):
                raise NotUnderstood
            named = operands(cursor, self._resolve, self.places)
            self._late(inserted)
        return [Act("substitute", n.places, self._occurring(n.words), n.whole, None, inserted) for n in named]

    def _late(self, inserted: Inserted) -> None:
        """Take the dash behind the place where what is inserted follows in blocks of its own."""
        if inserted.quote is None:
            self.cursor.dash()
            if not self._finished():
                raise NotUnderstood

    def _put_in(self) -> bool:
        """ "the following paragraph (ba) is inserted"; the cursor is behind it."""
        start, self.named, self.noun = self.cursor.at, (), ""
        if self.cursor.phrase("the following new", "the following", "a new", "new"):
            noun = self.cursor.phrase(*NOUNS, "words") or ""
            named = numbers(self.cursor)
            if self.cursor.phrase(*PUT_IN):
                self.named, self.noun = named, noun
                return True
        self.cursor.at = start
        return False

    def _object(self, final: bool = True) -> Inserted:
        """What is inserted, with what it was called before the verb and the numbers that were named there."""
        inserted = read_object(self.cursor, self.text, final)
        return replace(inserted, numbers=self.named or inserted.numbers, noun=self.noun or inserted.noun)

    def _inserting(self, places: tuple[Place, ...], words: Words | None, whole: bool, where: Position | None) -> Act:
        inserted = self._object()
        return Act("insert", places, self._occurring(words), whole, where, inserted)

    def _insert(self) -> list[Act]:
        """ "insert at the end–", "insert “y” after “x”"."""
        cursor = self.cursor
        if cursor.phrase(*INSERT):
            self.named, self.noun = (), ""
        elif not self._put_in():
            return []
        adds = cursor.peek(-1).low in ("add", "adding", "added")
        cursor.punct(",")
        where = position(cursor, self._resolve, self.places)
        if where:
            cursor.punct(",")
            return [self._inserting(where.places, where.words, where.whole, where.position)]
        inserted = self._object(final=False)
        cursor.punct(",")
        where = position(cursor, self._resolve, self.places)
        listed = adds or singular(inserted.noun) in ITEMS
        if where is None and listed and inserted.quote is None and self.places != (Place(),):
            where = Where("appropriate", self.places)  # the place of what is added to a list is told by its number
        if where is None:
            where = self._by_number(inserted)
        if where is None:
            return self._after_omission(inserted)
        if inserted.quote is None:
            cursor.phrase("as follows")
            inserted = replace(read_object(self.cursor, self.text), noun=inserted.noun, numbers=inserted.numbers)
        return [Act("insert", where.places, self._occurring(where.words), where.whole, where.position, inserted)]

    def _by_number(self, inserted: Inserted) -> Where | None:
        """ "Add a new paragraph 4.14": where no place is named, behind the paragraph that its number follows."""
        unit = singular(inserted.noun)
        steps = [Step("paragraph", (number,), unit=unit) for number in map(number_before, inserted.numbers) if number]
        if unit not in PARAGRAPHS or len(inserted.numbers) != 1 or not steps or "(" in inserted.numbers[0]:
            return None
        return Where("after", self._resolve((steps[0],)), whole=True)

    def _after_omission(self, inserted: Inserted) -> list[Act]:
        """ "leave out “x” and insert “y”" puts the one in the place of the other."""
        last = self.acts[-1] if self.acts else None
        other = self.acts[-2] if len(self.acts) > 1 else None
        if last and last.verb == "omit" and last.words and last.words.text and not last.whole and inserted.quote:
            if other and other.verb == "omit" and other.places == last.places:
                raise NotUnderstood(_ONE_FOR_SEVERAL)
            self.acts.pop()
            return [replace(last, verb="substitute", inserted=inserted)]
        raise NotUnderstood("where to insert")

    def _occurring(self, words: Words | None) -> Words | None:
        """Which of several places, where that follows what is inserted."""
        if words is None or words.occurrence is not None or words.occurrences is not None:
            return words
        occurrence, occurrences = which_places(self.cursor)
        return replace(words, occurrence=occurrence, occurrences=occurrences)

    def _substitute(self) -> list[Act]:
        cursor = self.cursor
        if cursor.phrase(*SUBSTITUTED_FOR):
            named = operands(cursor, self._resolve, self.places)
            inserted = read_object(self.cursor, self.text)
        elif cursor.phrase("for", "in place of", "instead of") or cursor.token.low == "from":
            named = operands(cursor, self._resolve, self.places)
            cursor.punct(",")
            adverbs(cursor)
            if new := put_in_place(cursor, named):
                return [Act("substitute", named[0].places, self._occurring(named[0].words), inserted=Inserted(new))]
            if not named or not cursor.phrase(*SUBSTITUTE, *INSERT, "read"):
                return []
            if respectively := self._respectively(named):
                return respectively
            stretch = any(n.words and (n.words.until or n.words.until_end) for n in named)
            inserted = (words_left(self.cursor, self.text) if stretch else None) or read_object(self.cursor, self.text)
        elif cursor.phrase("substitute", "substituting"):
            inserted = read_object(self.cursor, self.text, final=False)
            cursor.punct(",")
            if not cursor.phrase("for", "in place of", "in substitution for"):
                return self._after_omission(inserted)
            named = operands(cursor, self._resolve, self.places)
            self._late(inserted)
        else:
            return []
        return [Act("substitute", n.places, self._occurring(n.words), n.whole, None, inserted) for n in named]

    def _change(self) -> list[Act]:
        """ "replace “x” with “y”", "change the heading to “y”", "amend paragraph P to read–"."""
        cursor = self.cursor
        verb = cursor.phrase(*CHANGE)
        replaces = verb is not None and verb.startswith("replac")
        if verb and not replaces and (changed := self._changed_words()):
            return changed
        named = operands(cursor, self._resolve, self.places) if verb else []
        if not named or not cursor.phrase(*(("with", "by") if replaces else ("to read", "to"))):
            return []
        inserted = read_object(self.cursor, self.text)
        named = self._placed_behind(named, inserted)
        return [Act("substitute", n.places, self._occurring(n.words), n.whole, None, inserted) for n in named]

    def _changed_words(self) -> list[Act]:
        """ "change “x” to “y”", which is no stretch from the one to the other."""
        cursor, start = self.cursor, self.cursor.at
        cursor.phrase("the words", "the word", "words")
        old = cursor.quote()
        new = cursor.quote() if old is not None and cursor.phrase("to") else None
        if old is None or new is None:
            cursor.at = start
            return []
        inserted = Inserted(new)
        named = self._placed_behind([Named(self.places, Words(old))], inserted)
        made = [Act("substitute", n.places, self._occurring(n.words), n.whole, None, inserted) for n in named]
        end = cursor.at
        more = self._changed_words() if cursor.phrase("and") or cursor.punct(",") else []
        if not more:
            cursor.at = end
        return [*made, *more]

    def _placed_behind(self, named: list[Named], inserted: Inserted) -> list[Named]:
        """ "replace “x” with “y” in paragraph P": the words in the place that is named last."""
        words = inserted.quote is not None and all(n.words and n.places == self.places for n in named)
        places = inside(self.cursor, self._resolve) if words else ()
        return [replace(n, places=places) for n in named] if places else named

    def _respectively(self, named: list[Named]) -> list[Act]:
        """ "for “a” and “b” substitute “c” and “d” respectively": each in the place of its own."""
        start = self.cursor.at
        self.cursor.phrase("the words", "words")
        new = quotations(self.cursor)
        self.cursor.punct(",")
        if len(new) < 2 or len(new) != len(named) or not self.cursor.phrase("respectively"):
            self.cursor.at = start
            return []
        pairs = zip(named, new, strict=True)
        return [Act("substitute", n.places, n.words, n.whole, None, Inserted(text)) for n, text in pairs]

    def _omit(self) -> list[Act]:
        if not self.cursor.phrase(*OMIT):
            return []
        self.cursor.dash()
        named = operands(self.cursor, self._resolve, self.places)
        start = self.cursor.at
        self.cursor.punct(",;")
        instead = self.cursor.phrase(*INSTEAD)
        blocks = self.cursor.token.text in ("–", "—", "-", ":") or self.cursor.peek().low == "following"
        replaced = self.cursor.token.kind == "quote" or blocks
        if not (named and replaced and instead):
            self.cursor.at = start
        else:
            if len({n.words and (n.words.text, n.words.until) for n in named}) > 1:
                raise NotUnderstood(_ONE_FOR_SEVERAL)
            inserted = read_object(self.cursor, self.text)
            self.cursor.phrase(*IN_ITS_PLACE)
            return [Act("substitute", n.places, n.words, n.whole, None, inserted) for n in named]
        return [Act("omit", n.places, n.words, n.whole) for n in named]

    def _renumber(self) -> list[Act]:
        goes_on = bool(self.acts) and self.acts[-1].verb == "renumber"
        if not self.cursor.phrase(*RENUMBER) and not goes_on:
            return []
        return self._renumbering(("as",))

    def _renumbering(self, links: tuple[str, ...]) -> list[Act]:
        cursor = self.cursor
        cursor.phrase("the remaining", "the")
        steps = target(cursor)
        old = self._resolve_beside(steps) if steps else ()
        if not old or not cursor.phrase(*links):
            return []
        new = self._new_numbers(old)
        # What stands below a provision always goes along with its number.
        cursor.phrase(
            "accordingly", *(f"and {whose} {what} accordingly" for whose in ("its", "their") for what in BELOW)
        )
        if len(new) != len(old):
            raise NotUnderstood(f"{len(old)} provisions renumbered with {len(new)} numbers")
        return [Act("renumber", old, whole=True, new=new)]

    def _resolve_beside(self, steps: tuple[Step, ...]) -> tuple[Place, ...]:
        """ "Item (b) of P is omitted, and item (c) becomes (b)": an item of what the item before was of."""
        last = self.acts[-1].places[0] if self.acts else None
        if self.places == (Place(),) and last and last.items and all(step.kind == "item" for step in steps):
            return resolve((replace(last, items=last.items[:-1]),), steps, self.memory, stale=True)
        return self._resolve(steps)

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
        found = self._renumbering(RENUMBERED)
        if found:
            return found
        self.cursor.at, self.memory = start, memory
        named = operands(self.cursor, self._resolve, self.places)
        words = named[0].words if len(named) == 1 else None
        if words and words.text and words == Words(words.text) and self.cursor.phrase(*PUT_IN):
            where = position(self.cursor, self._resolve, self.places)
            if where is None:
                raise NotUnderstood("where to insert")
            return [Act("insert", where.places, where.words, where.whole, where.position, Inserted(words.text))]
        comma = self.cursor.at
        self.cursor.punct(",")
        if named and self.cursor.token.low not in ("is", "are", "shall", "cease", "ceases"):
            self.cursor.at = comma
        if named and self.cursor.phrase(*OMITTED, *ENDED):
            return [Act("omit", n.places, n.words, n.whole) for n in named]
        if named and self.cursor.phrase(*REPLACED, *READS):
            inserted = read_object(self.cursor, self.text)
            return [Act("substitute", n.places, self._occurring(n.words), n.whole, None, inserted) for n in named]
        return []
