"""The title of a work inside an instruction: "of the Communications Act 2003", "in the Airport Code of Practice"."""

import re

from parser.drafting.lead_in import CAPITAL_WORKS, WORKS
from parser.drafting.location import Step
from parser.drafting.tokens import Cursor, unmask


def work_title(cursor: Cursor) -> tuple[Step, ...]:
    """ "the Code", "that Code", "the Communications Act 2003", "the Ports Act 2001 and the Docks Act 2002"."""
    titles = [title] if (title := _title(cursor)) else []
    while titles:
        start = cursor.at
        cursor.punct(",")
        cursor.phrase("and")
        named = cursor.at > start and cursor.phrase("the") and _title(cursor)
        if not named or _YEAR.fullmatch(named) or named in titles:
            cursor.at = start
            break
        titles.append(named)
    return (Step("code", tuple(titles)),) if titles else ()


def _title(cursor: Cursor) -> str:
    """The title here; empty where there is none."""
    start = cursor.at
    cursor.phrase("that", "those", "these", "this")
    first = cursor.at
    length = _title_length(cursor)
    if not length:
        cursor.at = start
        return ""
    cursor.at += length
    cursor.phrase("of practice")
    _for_services(cursor)
    dated = 2 if cursor.token.low == "of" and _YEAR.fullmatch(cursor.peek().text) else 1  # "the Act of 2011"
    if _YEAR.fullmatch(cursor.peek(dated - 1).text):
        cursor.at += dated
    name = " ".join(token.text for token in cursor.tokens[first : cursor.at])
    return unmask(name, cursor.quotes)


def _title_length(cursor: Cursor) -> int:
    """How many tokens lead up to the noun of a title: "Social Security (Contributions) Regulations"; 0 for no title."""
    for length in range(_LONGEST_TITLE):
        token = cursor.peek(length)
        if token.kind == "paren" or (token.kind == "number" and _YEAR.fullmatch(token.text)):
            continue
        if token.kind != "word" or token.low in _NO_TITLE:
            return 0
        if token.low in ("code", "codes") or (token.text[0].isupper() and token.low in _WORKS):
            numbered = cursor.peek(length + 1).kind in ("number", "cite") and not _YEAR.fullmatch(
                cursor.peek(length + 1).text
            )
            return 0 if numbered and not length else length + 1
    return 0


def _for_services(cursor: Cursor) -> None:
    """Take "for user-to-user services" in a code's title, or other words up to the end of the phrase."""
    for length in range(1, 7):
        following = cursor.peek(length)
        if cursor.token.low == "for" and length > 1 and (following.kind == "end" or following.text in (",", ".", ";")):
            cursor.at += length
            return
        if cursor.token.low != "for" or following.kind != "word" or following.low in _NO_TITLE:
            return
        if cursor.peek(length).low == "services":
            cursor.at += length + 1
            return


_LONGEST_TITLE = 16  # tokens before "Code of Practice"
_YEAR = re.compile(r"(?:1[89]|20)\d\d")
_WORKS = WORKS | CAPITAL_WORKS - {"measure", "statement"}
_NO_TITLE = {"in", "insert", "omit", "substitute", "after", "before", "to", "paragraph", "section", "entry", "heading",
             "definition", "title", "words", "recommendation"}  # fmt: skip
