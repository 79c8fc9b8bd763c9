"""What a verb acts on: words, provisions, and points between them.

"the words from “x” to the end", "the “and” at the end of sub-paragraph (a)", "paragraphs X and Y
and the entry relating to it", "after “x”, in both places where it occurs".
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

from corpus.effect import Part, Position
from parser.drafting.forms import BE
from parser.drafting.location import Step, Words, before
from parser.drafting.location_phrases import ordinal, target
from parser.drafting.number_phrases import not_a_choice
from parser.drafting.occurrences import several_places, which, which_places
from parser.drafting.places import Place
from parser.drafting.ranges import NotUnderstood
from parser.drafting.tokens import Cursor

Resolve = Callable[[tuple[Step, ...]], tuple[Place, ...]]

_ADVERBS = ("in consequence", "as a consequence", "in consequence of that", "consequentially", "consequently",
            "accordingly", "as a result", "also", "hereby", "then")  # fmt: skip
CONJUNCTIONS = ("and", "or", "; and", "; or", "and/or")
_STOPS = {"full stop": ".", "comma": ",", "semi-colon": ";", "semicolon": ";", "colon": ":"}


@dataclass(frozen=True, slots=True)
class Named:
    """Provisions as a whole (`whole`), or words in each of `places`."""

    places: tuple[Place, ...]
    words: Words | None = None
    whole: bool = False


@dataclass(frozen=True, slots=True)
class Where:
    """A point: before or after words or a provision, or at an end of `places`."""

    position: Position
    places: tuple[Place, ...]
    words: Words | None = None
    whole: bool = False


def adverbs(cursor: Cursor) -> None:
    """Pass over "in consequence" and the like."""
    while True:
        start = cursor.at
        cursor.punct(",")
        if not cursor.phrase(*_ADVERBS):
            cursor.at = start
            return
        cursor.punct(",")


def position(cursor: Cursor, resolve: Resolve, places: tuple[Place, ...]) -> Where | None:
    """Take a phrase that says where something is inserted."""
    start = cursor.at
    if cursor.phrase("in each of", "in", "at each of", "at") and cursor.phrase(
        "the appropriate place", "the appropriate places", "the appropriate alphabetical place",
        "the appropriate alphabetical places", "the appropriate alphabetical position",
        "the appropriate position", "appropriate places"):  # fmt: skip
        cursor.phrase("in alphabetical order", "alphabetically", "in numerical order")
        return Where("appropriate", inside(cursor, resolve) or places)
    cursor.at = start
    if end := cursor.phrase("at the end", "at the beginning", "at the start", "at the top"):
        cursor.phrase("thereof")
        cursor.punct(",")
        cursor.phrase("and on a new line", "on a new line")
        cursor.punct(",")
        return Where("end" if end == "at the end" else "beginning", inside(cursor, resolve) or places)
    cursor.phrase("immediately", "directly")
    if side := cursor.phrase("before", "after"):
        return _beside(cursor, resolve, places, "before" if side == "before" else "after")
    cursor.at = start
    return None


def inside(cursor: Cursor, resolve: Resolve) -> tuple[Place, ...]:
    """Take "of sub-paragraph (b)"; () where nothing is named."""
    start = cursor.at
    if cursor.phrase("of", "to", "in", "within", "from"):
        steps = target(cursor)
        if steps:
            return resolve(steps)
    cursor.at = start
    return ()


def _beside(cursor: Cursor, resolve: Resolve, places: tuple[Place, ...], side: Position) -> Where | None:
    named = _words(cursor, resolve, places)
    if named:
        if len(named) > 1:
            raise NotUnderstood("several words to insert beside")
        return Where(side, named[0].places, named[0].words)
    steps = target(cursor)
    return Where(side, resolve(steps), whole=True) if steps else None


def operands(cursor: Cursor, resolve: Resolve, places: tuple[Place, ...]) -> list[Named]:
    """Take a list of words and provisions: "paragraph X, the second sentence and the word “y”"."""
    found: list[Named] = []
    start = cursor.at
    joined: str | None = None
    while named := _operand(cursor, resolve, places, found):
        not_a_choice(joined)
        found.extend(named)
        start = cursor.at
        comma = cursor.punct(",")
        joined = cursor.phrase("and", "or")
        if not (joined or comma):
            break
        adverbs(cursor)
    cursor.at = start
    return found


def put_in_place(cursor: Cursor, named: list[Named]) -> str:
    """ "for the words “x”, the words “y” shall be substituted": of what was read as two words the second is the new."""
    if len(named) != len(("old", "new")):
        return ""
    old, new = named
    plain = new.words and new.words == Words(new.words.text) and new.places == old.places
    listed = {"and", "or"} & {token.low for token in cursor.tokens[: cursor.at] if token.kind == "word"}
    put = plain and old.words and not listed and cursor.phrase(*(f"{be} substituted" for be in BE))
    return (new.words.text or "") if put and new.words else ""


def _operand(cursor: Cursor, resolve: Resolve, places: tuple[Place, ...], known: list[Named]) -> list[Named]:
    named = _relating(cursor, resolve, known) or _before_it(cursor, known) or _words(cursor, resolve, places)
    if named:
        return named
    start = cursor.at
    steps = target(cursor)
    if steps and steps[-1].parts == (Part("heading"),) and (heading := cursor.quote()) is not None:
        return [Named(resolve(steps), Words(heading))]
    if steps and not (known and cursor.phrase("becomes", "become", "is", "are")):
        return [Named(resolve(steps), whole=True)]
    cursor.at = start
    return []


def _relating(cursor: Cursor, resolve: Resolve, known: list[Named]) -> list[Named]:
    """ "and the entry relating to it in Section 3": the index entries of what was just named."""
    start = cursor.at
    cursor.phrase("the", "its", "their")
    if not cursor.phrase("entry relating to it", "entries relating to them", "entry for it", "entries for them",
                         "entry relating to that recommendation", "entry for that recommendation",
                         "corresponding entry", "corresponding entries", "index entry", "index entries",
                         *(("entry", "entries") if cursor.peek(-1).low in ("its", "their") else ())):  # fmt: skip
        cursor.at = start
        return []
    outer = inside(cursor, resolve) or (Place(),)
    measures = [place.provision for named in known if named.whole for place in named.places if place.provision]
    if not measures:
        raise NotUnderstood("“the entry relating to it”, but no Recommendation was named")
    return [Named(tuple(replace(outer[0], entry=f"Index/{measure}") for measure in measures), whole=True)]


def _words(cursor: Cursor, resolve: Resolve, places: tuple[Place, ...]) -> list[Named]:
    """Words by quotation; each of a list is one."""
    start = cursor.at
    several = _quoted_words(cursor)
    if not several:
        cursor.at = start
        return []
    several = [_at_end(cursor, several[0])] if len(several) == 1 else several
    if joining := _joining(cursor, resolve, several):
        return joining
    if counted := several_places(cursor):
        # The last first, so that the places before it keep their count.
        return [Named(places, replace(w, occurrence=n)) for w in several for n in sorted(counted, reverse=True)]
    occurrence, occurrences = which_places(cursor)
    _end_of_own(cursor, several[0], places)
    begun, inner = cursor.at, inside(cursor, resolve)
    _require_plural(cursor, begun, several[0].at_end and len(inner) > 1)
    if several[0].until_end:
        # "to the end of paragraph (b)": the words may begin before it, which execution must see.
        around = next((place.body for place in places if place.body), None)
        inner = tuple(replace(p, within=(*p.within, around)) if around and p.body != around else p for p in inner)
    if occurrence is None and occurrences is None:
        occurrence, occurrences = which_places(cursor)
    if occurrence is None and occurrences is None:
        return [Named(inner or places, w) for w in several]
    return [Named(inner or places, replace(w, occurrence=occurrence, occurrences=occurrences)) for w in several]


def _require_plural(cursor: Cursor, begun: int, at_ends: bool) -> None:
    """The word for the places is a plural: "at the end of (a), and paragraph (b)" may mean the whole of (b)."""
    words = [token.low for token in cursor.tokens[begun : cursor.at] if token.kind == "word"]
    if at_ends and any(words.count(word) > 1 and word not in ("and", "of", "the") for word in words):
        raise NotUnderstood("whether the words at an end, or the whole of the last provision named, is meant")


def _joining(cursor: Cursor, resolve: Resolve, words: list[Words]) -> list[Named]:
    """ "the “and” after sub-paragraph (b)", "the “or” immediately before sub-paragraph (c)": at the end of an item."""
    start = cursor.at
    cursor.phrase("which")
    cursor.phrase("immediately", "directly")
    side = cursor.phrase("after", "following", "follows", "before", "preceding", "precedes")
    steps = target(cursor) if side and len(words) == 1 and words[0].text in CONJUNCTIONS else None
    if not steps:
        cursor.at = start
        return []
    found = resolve(steps)
    places = found if side in ("after", "following", "follows") else tuple(before(place) for place in found)
    return [Named(places, replace(words[0], at_end=True))]


def _before_it(cursor: Cursor, named: list[Named]) -> list[Named]:
    """ "and the “and” before it", behind an item that was named as a whole."""
    start = cursor.at
    words = _quoted_words(cursor)
    told = cursor.phrase(*(f"{how}{side} {it}" for how in ("", "immediately ") for side in ("before", "preceding")
                           for it in ("it", "them", "that sub-paragraph", "that item", "that paragraph")))  # fmt: skip
    items = [place for each in named if each.whole for place in each.places if place.items]
    if len(words) != 1 or not told or not items:
        cursor.at = start
        return []
    return [Named((before(items[0]),), replace(words[0], at_end=True))]


def _end_of_own(cursor: Cursor, words: Words, places: tuple[Place, ...]) -> None:
    """Pass over "of the paragraph" in "to the end of the paragraph" where that is the place named already."""
    if not (words.until_end or words.at_end):
        return
    if cursor.phrase("of the paragraph") and any(place.items or not place.provision for place in places):
        raise NotUnderstood("the end of the paragraph around the place named")
    if cursor.phrase("of the sub-paragraph") and any(not place.items for place in places):
        raise NotUnderstood("the end of a sub-paragraph that is not named")


def _at_end(cursor: Cursor, words: Words) -> Words:
    return replace(words, at_end=True) if cursor.phrase("at the end") else words


def _quoted_words(cursor: Cursor) -> list[Words]:
    start = cursor.at
    if cursor.phrase("each occurrence of", "every occurrence of", "each reference to", "every reference to",
                     "all references to", "all occurrences of"):  # fmt: skip
        return [Words(quote, occurrences="all") for quote in _quotes(cursor)]
    cursor.phrase("all the", "both the", "both", "the")
    if name := cursor.phrase(*_STOPS):
        return [_at_end(cursor, Words(_STOPS[name]))]
    number = ordinal(cursor)
    if number is not None:
        cursor.phrase("occurrence of", "instance of", "appearance of")
    cursor.phrase("closing", "concluding") if cursor.peek().kind == "quote" else None
    found = _stretch(cursor, cursor.phrase(*_WORDS) or "") or _listed(cursor)
    if not found or (number is not None and len(found) > 1):
        cursor.at = start
        return []
    return [replace(words, occurrence=number) for words in found] if number is not None else found


_WORDS = ("words", "word", "text", "everything", "phrase", "expression", "figure", "figures", "reference to", "number")


def _listed(cursor: Cursor) -> list[Words]:
    """Take “x” and “y”, or “x” to “y”."""
    quotes = _quotes(cursor)
    if len(quotes) == 1 and cursor.token.low == "to" and cursor.peek().kind == "quote":
        cursor.at += 1
        return [Words(quotes[0], until=cursor.quote())]
    return [Words(quote) for quote in quotes]


def _quotes(cursor: Cursor) -> list[str]:
    """Take “x” and “y”; what follows a comma may be a clause of its own."""
    quotes = []
    while (quote := cursor.quote()) is not None:
        quotes.append(quote)
        if not (cursor.token.low == "and" and cursor.peek().kind == "quote"):
            break
        cursor.at += 1
    return quotes


_FOLLOWING = tuple(
    f"and the words {said}"
    for said in (
        "which follow it",
        "which follow",
        "that follow it",
        "that follow",
        "following it",
        "following",
        "after it",
    )
)


def _stretch(cursor: Cursor, noun: str) -> list[Words]:
    """ "from “x” to “y”", "from the beginning to “y”", "from “x” to the end", "the words after “x”", "“x” onwards"."""
    start = cursor.at
    if noun in ("words", "text", "everything") and cursor.phrase("after", "following"):
        quote = cursor.quote()
        cursor.phrase("to the end")
        return [Words(after=quote, until_end=True)] if quote is not None else []
    led = cursor.phrase("from the words from", "from the words", "from the word", "from")
    first = cursor.quote()
    if (not led and (first is None or not cursor.phrase("onwards", "to the end", *_FOLLOWING))) or (
        led and first is None and not cursor.phrase("the beginning", "the start")
    ):
        cursor.at = start
        return []
    if not led:
        return [Words(first, until_end=True)]
    return [_until(cursor, Words(first, occurrence=_nth(cursor)))]


def _until(cursor: Cursor, words: Words) -> Words:
    """The words with the end of their stretch."""
    if cursor.phrase("onwards", "onward"):
        return replace(words, until_end=True)
    if not cursor.phrase("to", "up to", "to and including", "and ending with", "until"):
        raise NotUnderstood("words whose end is not named")
    if cursor.phrase("the end"):
        cursor.phrase("of the entry", "of the definition", "of the note")
        return replace(words, until_end=True)
    last = cursor.quote()
    if last is None:
        raise NotUnderstood("words whose end is not named")
    return replace(words, until=last, until_occurrence=_nth(cursor))


def _nth(cursor: Cursor) -> int | None:
    """Which place the end of a stretch has, where that is said: ", where it second occurs,"."""
    start = cursor.at
    cursor.punct(",")
    if cursor.token.low not in ("where", "in", "on", "at") or (found := which(cursor)) is None:
        cursor.at = start
        return None
    cursor.punct(",")
    return found[0]
