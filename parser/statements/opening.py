"""What the opening of a statement shows where no closing and no signatures follow: a salutation, or whose it is.

The witnesses are the salutation, the form of the title ("X response to Y", "Statement from X"), the words of the
address, the host that is somebody's own name, and a name that the title begins with and the text shortens.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from parser.readers.blocks import Block, Reading

_FORM = r"(?:statement|response|submission|evidence|letter|manifesto|declaration|briefing|memorandum)"
_BEFORE = re.compile(
    rf"^(?:the\s+)?(?!(?:we|our|i|my|why|how|what)\b)(?P<who>[A-Z0-9](?:(?!\b(?:on|to|in|about|from|by|advice)\b)[^:;"
    rf"|]){{1,70}}?)(?:['’]s?)?\s+(?:(?:joint|open|written|consultation|public|further)\s+)*{_FORM}s?"
    r"\s+(?:to|on|about|for)\b",
    re.IGNORECASE,
)
_FROM = re.compile(
    rf"\b{_FORM}\s+(?:(?:from|by|submitted\s+by)\s+(?:the\s+)?|of\s+(?:the\s+(?=(?-i:[A-Z]))|(?=(?-i:[A-Z]{{2,}}\b))))"
    r"(?P<who>.+?)(?:\s+(?:on|to|about|for|regarding)\b|$)",
    re.IGNORECASE,
)
"""Behind "of" stands who speaks only with "the" or in capitals: a statement of changes, of principles, is of nobody."""
_RESPONDS = re.compile(
    r"^(?:the\s+)?(?P<who>[A-Z0-9][\w’'&.-]*(?:\s+(?:(?:of|for|and|the|&)\s+)*[A-Z0-9][\w’'&.-]*){0,8})"
    r"\s+(?:responds|reacts|replies)\s+to\b"
)
"""The title of an organisation's own news of what it says: `The Lantern Trust responds to the new code`."""
_TO = re.compile(
    rf"\b(?i:{_FORM})\s+to\s+(?:the\s+)?(?P<who>[A-Z][\w’' -]{{1,60}}?)(?:['’]s\b|\s+(?:on|about|for|regarding"
    rf"|consultation)\b|$)"
)
_LETTER_TO = re.compile(
    r"\bletters?\s+to\s+(?:the\s+|(?:his|her|their|our)\s+)?(?P<who>(?:[A-Z][\w’'.-]*\s*(?:(?:of|for|the"
    r"|and)\s+(?=[A-Z]))?){1,8})"
)
_GIVES = re.compile(
    r"(?:(?:supplementary|further|joint|written)\s+)*(?:memorandum|evidence|submission)\s+(?:(?:submitted"
    r"|received)\s+)?(?:by|from)\s+(?:the\s+)?(?P<who>[^.;(]{3,120}?)"
    r"\s*(?:\([A-Z0-9 ]+\))?$",
    re.IGNORECASE,
)
_COMMITTEE = re.compile(
    r"(?P<who>(?:(?:Joint|Select|Public\s+Bill|Standing)\s+)?(?:(?:[A-Z][\w’'-]+,?\s+(?:and\s+"
    r"|of\s+)?){0,6})Committee(?:\s+on\s+(?:the\s+)?"
    r"(?:[A-Z][\w’'-]+(?:,?\s+(?:and\s+|of\s+|for\s+)?(?=[A-Z])(?!Minutes\b|Written\b|Memorand))?)+)?)"
)
"""A committee that takes evidence, by its name."""
_LINE = 160
_TITLED = re.compile(rf"\b{_FORM}\b", re.IGNORECASE)
_SALUTATION = re.compile(r"(?:dear|to the)\s+(?P<who>[^,:.]{2,80})[,:]?", re.IGNORECASE)
_NAME = re.compile(r"[A-Z0-9][\w’'&-]*(?:\s+(?:(?:of|for|and|on|the|&)\s+)*[A-Z][\w’'&-]+){0,8}")
_SHORTENED = re.compile(
    r"(?P<who>[A-Z][\w’'-]*(?:\s+(?:(?:of|for|and|on|the)\s+)*[A-Z][\w’'-]*){1,9})\s+\((?P<short>[A-Z]{2,8})\)"
)
_VOICE = re.compile(r"\b(?:(?i:we|our|us|my)|I)\b")
_SUFFIXES = ("", "uk", "foundation", "trust", "org", "charity", "online", "news")
_STATE = re.compile(r"\b(?:government|department|ministry|hm|office)\b", re.IGNORECASE)
_OF_STATE = re.compile(r"(?:^|\.)(?:gov|mil|gouv|gob|govt|gc)(?:\.[a-z]{2})?$", re.IGNORECASE)
_POSSESSIVE = re.compile(r"['’]s$")
_UNSPELLED = re.compile(r"[^a-z0-9]+")
"""What an address leaves out of a name."""
_FIRST = 4
"""Blocks in which a greeting stands."""
_FEWEST_WORDS = 4


@dataclass(frozen=True, slots=True)
class Opening:
    """Whose an opening is and to whom; each None where nothing shows it."""

    letter: bool
    issuer: str | None
    addressee: str | None


def opening(reading: Reading, blocks: Sequence[Block]) -> Opening | None:
    """What the opening of a statement shows; None where the text does not speak for anybody."""
    spoken = any(_VOICE.search(block.text) for block in blocks)
    gives = witness(blocks)
    if gives and spoken:
        return Opening(False, *gives)
    greeted = next((m for block in blocks[:_FIRST] if (m := _SALUTATION.fullmatch(block.text))), None)
    if greeted and spoken and _in_office(greeted["who"]):
        return Opening(True, issuer(reading, blocks), greeted["who"].strip())
    who = issuer(reading, blocks)
    if not who or _STATE.search(who) or not (spoken or _asks(blocks)):
        return None
    titled = any(_TITLED.search(title) or _RESPONDS.match(title) for title in titles(reading, blocks))
    own = _may_speak(reading) and by_host(reading, blocks) is not None and _asks(blocks)
    return Opening(False, who, addressee(reading, blocks)) if titled or own else None


def _may_speak(reading: Reading) -> bool:
    """Whether a page whose title calls it nothing may be a statement by its address: no front page, none of a state."""
    address = urlsplit(reading.get("url") or "")
    return bool(address.path.strip("/")) and not _OF_STATE.search(address.hostname or "")


def issuer(reading: Reading, blocks: Sequence[Block]) -> str | None:
    """Whose a text is, by its title, its address, the host, or a name the title begins with and the text shortens."""
    for title in titles(reading, blocks):
        found = _BEFORE.match(title) or _FROM.search(title) or _RESPONDS.match(title)
        if found and not re.match(r"(?:our|my|a|an|joint|open)\b", found["who"], re.IGNORECASE):
            return _printed(found["who"], blocks)
    return by_host(reading, blocks) or _shortened(blocks)


def witness(blocks: Sequence[Block]) -> tuple[str, str] | None:
    """Who gives evidence to which committee, where the first lines say so: `Memorandum by the Lantern Trust`."""
    top = [block.text for block in blocks[:_FIRST] if len(block.text) < _LINE]
    by = next((found["who"] for text in top if (found := _GIVES.match(text))), None)
    to = next((found["who"] for text in top if (found := _COMMITTEE.search(text))), None)
    return (by.strip(), to.strip()) if by and to else None


def addressee(reading: Reading, blocks: Sequence[Block]) -> str | None:
    """To whom a text is, by its title, or by the letter it tells of."""
    titled = (_TO.search(title) for title in titles(reading, blocks))
    told = (_LETTER_TO.search(block.text) for block in blocks[: 2 * _FIRST])
    return next((found["who"].strip() for found in (*titled, *told) if found), None)


def titles(reading: Reading, blocks: Sequence[Block]) -> Iterator[str]:
    """The title, the first headings, and the words of the address."""
    yield from dict.fromkeys((reading.title, *(b.text for b in blocks[:_FIRST] if b.style == "heading")))
    words = _address_words(reading)
    if len(words) >= _FEWEST_WORDS:
        yield " ".join(words)


def _address_words(reading: Reading) -> list[str]:
    last = urlsplit(reading.get("url") or "").path.rstrip("/").rsplit("/", 1)[-1]
    return [word for word in re.sub(r"\.\w+$", "", last).split("-") if word]


def by_host(reading: Reading, blocks: Sequence[Block]) -> str | None:
    """A name of the text, or of the address, that the host is: `5rightsfoundation.com`."""
    labels = urlsplit(reading.get("url") or "").hostname or ""
    wanted = {label for label in labels.split(".")[:-1] if len(label) > 3}
    if not wanted:
        return None  # a file without an address: no name of the text needs to be spelled
    spelled = {label.removesuffix(suffix) for label in wanted for suffix in _SUFFIXES if label.endswith(suffix)}
    printed = dict.fromkeys(m[0] for block in blocks for m in _NAME.finditer(block.text))
    for name in (*printed, " ".join(word.title() for word in _address_words(reading))):
        for part in _parts(name):
            if _letters(part) in spelled:
                return _POSSESSIVE.sub("", part)
    return None


def _parts(name: str) -> Iterator[str]:
    """A name, and the runs of its words."""
    words = name.split()
    for length in range(len(words), 0, -1):
        for start in range(len(words) - length + 1):
            yield " ".join(words[start : start + length])


def _letters(name: str) -> str:
    return _UNSPELLED.sub("", _POSSESSIVE.sub("", name).lower())


def _printed(name: str, blocks: Sequence[Block]) -> str:
    """A name as the text prints it, where the address has it without capitals."""
    if name != name.lower():
        return name.strip()
    wanted = _letters(name)
    printed = (m[0] for block in blocks for m in _NAME.finditer(block.text) if _letters(m[0]) == wanted)
    return next(printed, name.title().strip())


def _shortened(blocks: Sequence[Block]) -> str | None:
    start = blocks[0].text if blocks else ""
    for block in blocks[: 2 * _FIRST]:
        for found in _SHORTENED.finditer(block.text):
            if start.startswith(found["who"]):
                return found["who"]
    return None


def _in_office(who: str) -> bool:
    from parser.statements.asking import in_office  # here, as below

    return in_office(who)


def _asks(blocks: Sequence[Block]) -> bool:
    """Whether the author asks for something, in a sentence and no words of a menu; who tells of a letter does not.

    What asks is known by 250 patterns. They are compiled where a text may ask: of most documents this is never asked.
    """
    from parser.statements.asking import urges
    from parser.statements.calling import tells_of_letter
    from parser.statements.demanding import demands
    from parser.statements.prose import sentences

    every = (sentence for block in blocks for sentence in sentences(block.text))
    whole = (each for each in every if each.rstrip("”’\"') ")[-1:] in (".", "!", "?"))
    return any((urges(each) or demands(each)) and not tells_of_letter(each) for each in whole)
