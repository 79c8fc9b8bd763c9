"""Lists and ranges of numbers: "C9.1, C9.3 to C9.5 and C9.8", each perhaps with a title in brackets behind it."""

from parser.drafting.ranges import NotUnderstood, expand
from parser.drafting.tokens import Cursor

_PLURALS = {"annexes": "annex", "appendices": "appendix", "entries": "entry"}


def singular(word: str) -> str:
    """`paragraphs` as `paragraph`, in small letters."""
    word = word.lower()
    return _PLURALS.get(word) or (word[:-1] if word.endswith("s") and not word.endswith("ss") else word)


def numbers(
    cursor: Cursor, unit: str = "", several: bool = False, titles: list[tuple[str, str]] | None = None
) -> tuple[str, ...]:
    """Take a list of numbers with its ranges: "C9.1, C9.3 to C9.5 and C9.8"; () where there is none.

    `unit` is the word before it, which may be repeated; `several` says that it is a plural. `titles`
    takes each number that a title in brackets follows, with the title; a caller without it takes none.
    """
    found: list[str] = []
    start = cursor.at
    while (value := _number(cursor)) is not None:
        value = _sibling(found, value)
        if cursor.token.low == "to" and cursor.peek().kind in ("cite", "number", "items"):
            cursor.at += 1
            last = _number(cursor)
            assert last is not None
            cursor.phrase("inclusive")
            found.extend(expand(value, _sibling([value], last)))
        else:
            found.append(value)
        start = cursor.at
        title = cursor.title()
        if not _continues(cursor, unit, several):
            break
        if title and titles is None:
            raise NotUnderstood(f"({title})")
        if title and titles is not None:
            titles.append((found[-1], title))
    cursor.at = start
    return tuple(found)


def _number(cursor: Cursor) -> str | None:
    """One number, the title in brackets after it left out; items set apart by a space joined on."""
    token = cursor.kind("cite", "number", "items")
    if token is None:
        return None
    text = token.text
    if token.kind != "items" and cursor.token.kind == "items" and cursor.token.text.startswith("("):
        text += cursor.tokens[cursor.at].text
        cursor.at += 1
    return text


def _sibling(found: list[str], value: str) -> str:
    """In "C9.4(a)(i) and (ii)" the second is an item beside the first; "C9.5" takes the prefix of "XYZ C9.4"."""
    if not found or found[0].startswith("("):
        return value
    if not value.startswith("("):
        prefix, space, _ = found[0].partition(" ")
        return f"{prefix} {value}" if space and value[0].isalpha() and " " not in value else value
    return f"{found[-1].rpartition('(')[0]}{value}" if "(" in found[-1] else f"{found[-1]}{value}"


def _continues(cursor: Cursor, unit: str, several: bool) -> bool:
    """Take the comma or "and" before a further number of the same list."""
    start = cursor.at
    comma = cursor.punct(",")
    joined = cursor.phrase("and", "or")
    if comma or joined:
        repeated = cursor.token.kind == "word" and singular(cursor.token.text) == unit
        cursor.at += repeated
        if cursor.token.kind in ("cite", "number", "items") and (several or not _starts_clause(cursor, repeated)):
            return not_a_choice(joined)
    cursor.at = start
    return False


def not_a_choice(joined: str | None) -> bool:
    """True, unless two things are joined by "or": which of them is meant is for a person to say."""
    if joined == "or":
        raise NotUnderstood("“or” leaves a choice")
    return True


def _starts_clause(cursor: Cursor, named: bool) -> bool:
    """ "paragraph X and paragraph Y becomes paragraph Z": the second is a clause of its own; "X and Y are" is none."""
    following = cursor.peek()
    singly = ("becomes", "is", "as", *(("become", "are") if named else ()))
    return following.kind == "word" and following.low in singly


def capitals(cursor: Cursor) -> str:
    """The name of an appendix that has no number: "Appendix Lamps"; its words begin with capital letters."""
    words = []
    while cursor.token.kind == "word" and cursor.token.text[0].isupper():
        words.append(cursor.token.text)
        cursor.at += 1
    return " ".join(words)


def letters(cursor: Cursor) -> tuple[str, ...]:
    """Take a list of capital letters: "subsections C and D"."""
    found: list[str] = []
    start = cursor.at
    while cursor.token.kind == "word" and len(cursor.token.text) <= 2 and cursor.token.text.isupper():
        found.append(cursor.token.text)
        cursor.at += 1
        start = cursor.at
        comma = cursor.punct(",")
        joined = cursor.phrase("and", "or")
        if not (joined or comma):
            break
        cursor.phrase("subsection", "part", "annex")
        if joined == "or" and len(cursor.token.text) <= 2 and cursor.token.text.isupper():
            not_a_choice(joined)
    cursor.at = start
    return tuple(found)
