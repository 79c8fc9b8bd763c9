"""What an instruction puts in: a quotation, the blocks that follow, or words behind a dash that no mark delimits."""

import re
from dataclasses import dataclass

from parser.drafting.number_phrases import numbers
from parser.drafting.ranges import NotUnderstood
from parser.drafting.tokens import Cursor
from parser.drafting.verbs import amends

NOUNS = ("entry", "entries", "paragraph", "paragraphs", "sub-paragraph", "sub-paragraphs", "definition", "definitions",
          "recommendation", "recommendations", "measure", "measures", "item", "items", "row", "rows", "text",
          "heading", "footnote", "sentence", "sentences", "section", "provision", "provisions", "subsection", "table",
          "regulation", "rule", "title", "subsections", "subparagraph", "subparagraphs", "clause", "clauses", "part",
          "chapter", "schedule", "article", "articles", "condition", "conditions", "point", "points",
          "annex", "annexes", "appendix", "principle", "principles", "standard", "standards", "requirement",
          "requirements",
          "words")  # fmt: skip
_STOPS = {"a full stop": ".", "a comma": ",", "a semi-colon": ";", "a semicolon": ";", "a colon": ":"}


_NOT_WORDS = frozenset(
    "the following after before at in immediately new these only except not other unless half both also either any "  # noqa: SIM905
    "each all if for".split()
)


@dataclass(frozen=True, slots=True)
class Inserted:
    """What an act puts in: a quotation in the instruction, or the blocks that follow it (`quote` None).

    `noun` is what the instruction calls it, `numbers` those that it says the new provisions have.
    """

    quote: str | None = None
    noun: str = ""
    numbers: tuple[str, ...] = ()


def read_object(cursor: Cursor, text: str, final: bool = True) -> Inserted:
    """What is inserted; the blocks that follow where the instruction ends here."""
    cursor.punct(",")
    noun = ""
    named: tuple[str, ...] = ()
    if cursor.phrase("the following new", "the following", "these new", "these", "a new", "new", "as a new", "as"):
        cursor.phrase("new")
        noun = cursor.phrase(*NOUNS, "words") or "text"
        if not cursor.phrase("as follows"):
            cursor.phrase("as a new", "as new", "as")
            cursor.phrase(*NOUNS)
        named = numbers(cursor)
        if title := cursor.title():
            raise NotUnderstood(f"({title})")
        cursor.phrase("as follows")
    elif name := cursor.phrase(*_STOPS):
        return Inserted(_STOPS[name])
    else:
        noun, named = _numbered(cursor)
    cursor.phrase("the words", "the word", "words", "the definition", "the sentence",
                  "a reference to", "the reference to")  # fmt: skip
    dash = cursor.dash()
    if final and dash and (rest := _unquoted(cursor, text)):
        return Inserted(rest, noun, named)
    quote = cursor.quote()
    if quote is not None:
        return Inserted(quote, noun, named)
    if cursor.ended() or (noun and not final and not dash):
        return Inserted(None, noun, named)
    raise NotUnderstood


def _numbered(cursor: Cursor) -> tuple[str, tuple[str, ...]]:
    """ "insert paragraph A1.3A as follows:": what is called by its own number; nothing where it does not follow."""
    start = cursor.at
    noun = cursor.phrase(*NOUNS) or ""
    named = numbers(cursor) if noun else ()
    if named and cursor.phrase("as follows"):
        return noun, named
    cursor.at = start
    return "", ()


def words_left(cursor: Cursor, text: str) -> Inserted | None:
    """ "for the words from “x” to “y” substitute words that no mark delimits": all that is left."""
    rest = cursor.rest(text)
    plain = cursor.token.kind in ("word", "punct") and cursor.token.text not in "–—:-,;."
    known = cursor.token.low in _NOT_WORDS or "“" in rest
    if known or not (plain or rest.startswith("(")) or amends(rest):
        return None
    found = _unquoted(cursor, text)
    return Inserted(found) if found else None


def _unquoted(cursor: Cursor, text: str) -> str:
    """The words behind the dash where no quotation marks them and nothing follows; empty where none can be told.

    A definition opens with its own quotation: “term” means ...
    """
    if cursor.token.kind == "quote" and not _is_definition(cursor):
        return ""
    rest = cursor.rest(text)
    nested = "“" in rest and cursor.token.kind != "quote" and not _MEANS.search(rest)
    if cursor.ended() or nested or amends(rest) or (cursor.token.kind == "word" and cursor.token.low in _NOT_WORDS):
        return ""
    cursor.at = len(cursor.tokens) - 1
    return re.sub(r"\s+(?=[.;,]*$)|[\s,;]*;?\s*[.,]?$", "", rest).strip()


_MEANS = re.compile(r"”,?\s+(?:means|includes|has|have)\b|”,\s")


def _is_definition(cursor: Cursor) -> bool:
    """“term” means ..., “term”, in relation to ..., means ...: the quotation is a part of what is inserted."""
    rest = [cursor.peek(n).low for n in range(1, 40)]
    defining = {"means", "meaning", "meanings"} & set(rest)
    return rest[0] in ("means", "includes") or (rest[0] in ("has", "have", ",") and bool(defining))
