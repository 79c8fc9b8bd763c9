"""Sentences of applicability: how `and`, `or`, `either`, lists and relative clauses join the phrases of a condition.

What joins two phrases is read only where English has one reading: a comma, `either`, a list or a repeated relative
pronoun sets the scope. Where it has two, the whole is one unreadable leaf; words that nothing was made of are one too.
"""

import itertools
import re
from collections.abc import Sequence

from corpus.condition import ALWAYS, Condition, every, negated, some
from parser.codes.condition_phrases import Phrases, marked
from parser.codes.condition_words import (
    CLEAR,
    GLUE,
    NOUNS,
    VERBS,
    exception,
    has_phrase,
    held_before,
    is_conditional,
    is_phrase,
    limits,
    names_anew,
    names_services,
    opens,
    runs,
    split,
    trimmed,
    union,
    without_brackets,
)

_TOKEN = re.compile(r"\u27e6\d+\u27e7|[;:,()]|[^\s;:,()\u27e6]+")
_AS_AND = {"but": "and"}
_SENTENCE_END = re.compile(r"(?<=[a-z)][.])\s+(?=[A-Z])")
_SAYS_MORE = re.compile(r"\b(?:appl(?:y|ies)|exempt|need|not|no|only|except|exclud\w*|recommended)\b", re.IGNORECASE)
_TAKES_OUT = re.compile(r"^(?!.*\b(?:only|unless|except|but)\b).*\b(?:(?:does|do|need) not|exempt)\b", re.IGNORECASE)
_BOILERPLATE = (
    re.compile(
        r"^\s*(?:this|the)\s+(?:measure|recommendation)\s+(?:applies|is (?:meant |intended )?for|is recommended(?: for)?|concerns|covers|should be (?:applied|taken)|is to be taken)\s+(?:only\s+)?"
        r"(?:to|for|by)?\s*(?:a|the|any|each)?\s*providers?\s*(?:of|in (?:respect of|relation to))\s+",
        re.IGNORECASE,
    ),
    re.compile(r"\b(?:it|the provider)\s+provides\b", re.IGNORECASE),
    re.compile(r"^\s*(?:this measure )?applies to\s+", re.IGNORECASE),
    re.compile(
        r"^\s*(?:this|the)\s+(?:measure|recommendation)\s+(?:is (?:meant |intended )?for|concerns|covers)\s+",
        re.IGNORECASE,
    ),
    re.compile(
        r"\(all\)\s*$|(?:(?<=services)|(?<=large)|(?<=multi-risk))\s+\(?only\)?\s*$|^\s*only\s+(?!if\b|where\b|when\b)",
        re.IGNORECASE,
    ),
)


def unreadable(text: str) -> Condition:
    """A phrase that nothing was made of."""
    words = re.sub(r" (?=[,;:])", "", " ".join(text.split())).strip(" ,;:.")
    return Condition("unreadable", value=words, text=words)


def sentence(text: str, phrases: Phrases) -> Condition:
    """The condition of one sentence without a list, as far as the sentences behind it leave it what it is."""
    first, *behind = sentences(text)
    later = further(behind, phrases)
    return unreadable(text) if later is None else every((_sentence(first, phrases), *later))


def further(sentences: Sequence[str], phrases: Phrases) -> tuple[Condition, ...] | None:
    """What sentences behind a condition take out of it, as phrases that limit it; None where one may add to it."""
    later = [one for one in sentences if _SAYS_MORE.search(one) or "\u27e6" in marked(one, phrases)]
    return tuple(map(unreadable, later)) if all(_TAKES_OUT.search(one) for one in later) else None


def sentences(text: str) -> list[str]:
    """A text cut behind every sentence."""
    return _SENTENCE_END.split(text.strip())


def _sentence(text: str, phrases: Phrases) -> Condition:
    pieces = _pieces(text, phrases)
    read, apart = _apart(pieces, phrases)
    if read is None or is_conditional(pieces):
        return unreadable(_words(pieces, phrases))
    parts = split(read, (":",))
    return every((*(_semicolons(part, phrases) for part in parts), *apart)) if parts or apart else ALWAYS


def takes_out(text: str, phrases: Phrases) -> bool:
    """Whether a word of the text takes something out (`except`, `unless`), so that a list behind it says what."""
    pieces = _pieces(text, phrases)
    return exception(pieces) < len(pieces)


def leads_on(text: str, phrases: Phrases) -> bool:
    """Whether all words behind the last phrase are known, so that none turns what follows into its contrary."""
    pieces = _pieces(text, phrases)
    behind = max((n + 1 for n, piece in enumerate(pieces) if is_phrase(piece)), default=0)
    return all(piece.lower() in GLUE or piece.lower() in (",", ":", "and", "or") for piece in pieces[behind:])


def _pieces(text: str, phrases: Phrases) -> list[str]:
    """The words of a sentence, each phrase that is known as its place-holder."""
    for pattern in _BOILERPLATE:
        text = pattern.sub(" ", text)
    held = re.sub(r"\b(?:does|do)\s+not\s+(?=\u27e6)", "not ", marked(text.strip(" .:;,"), phrases))
    return without_brackets([_AS_AND.get(piece.lower(), piece) for piece in _TOKEN.findall(held)])


def _apart(pieces: list[str], phrases: Phrases) -> tuple[list[str] | None, tuple[Condition, ...]]:
    """The pieces without their exceptions, and each exception as one unreadable phrase that limits all of them.

    An exception reaches from its word (`except`, `unless`) to the end of its part: what stands before it can only
    be limited by it. None where that is not sure: nothing known stands before it, a denial does, or an alternative
    begins behind it (`large services, other than A, or services with B`).
    """
    read: list[str] = []
    apart: list[Condition] = []
    for part in runs(pieces):
        at = exception(part)
        rest = [piece for piece in part[at:] if piece != ";"]
        if rest and (not _can_be_limited(part[:at]) or _goes_on(rest, phrases)):
            return None, ()
        apart += [unreadable(_words(rest, phrases))] if rest else []
        read += [*trimmed(part[:at]), *([";"] if part[-1:] == [";"] else [])] if rest else part
    return read, tuple(apart)


def _can_be_limited(before: list[str]) -> bool:
    """Whether something known stands here that is not denied: `not A, unless B` may add what B is."""
    return has_phrase(before) and "not" not in [piece.lower() for piece in before]


def _goes_on(rest: list[str], phrases: Phrases) -> bool:
    """Whether `or`, `and` or a comma with a noun, verb or relative of its own begins something new in an exception."""
    opened = [n + 1 for n, piece in enumerate(rest[:-1]) if piece.lower() in ("or", "and")]
    words = (_words(rest[n : n + 1], phrases).lower().split() for n in opened)
    return any(found and found[0] in CLEAR for found in words)


def _semicolons(pieces: list[str], phrases: Phrases) -> Condition:
    parts = split(pieces, (";", "or"), (";", "and"), (";",))
    if len(parts) < 2:
        return _commas(pieces, phrases)
    conjunction = any(pieces[n : n + 2] == [";", "and"] for n in range(len(pieces)))
    if conjunction and any(names_anew(part, phrases.adjectives) for part in parts[1:]):
        return unreadable(_words(pieces, phrases))
    made = tuple(_commas(part, phrases) for part in parts)
    return every(made) if conjunction else _either(made, pieces, phrases)


def _either(made: tuple[Condition, ...], pieces: list[str], phrases: Phrases) -> Condition:
    """One of these; an alternative without a limit would make the others idle: then some words are not understood."""
    return some(made) if ALWAYS not in made else unreadable(_words(pieces, phrases))


def _commas(pieces: list[str], phrases: Phrases) -> Condition:
    """`A, or B` and `A, and B`: a comma before the word makes it join all that stands before and after."""
    parts = split(pieces, (",", "or"))
    if _denial_reaches(split(pieces, (",", "or"), (",", "and")), phrases):
        return unreadable(_words(pieces, phrases))
    if len(parts) > 1 and not _is_list(pieces, "or"):
        return _alternatives(parts, phrases)
    descriptions = union(pieces, phrases.adjectives)
    if descriptions is None:
        return unreadable(_words(pieces, phrases))  # a union of services, or what one service must be?
    if len(descriptions) > 1:
        return _united(descriptions, phrases)
    parts = split(pieces, (",", "and"))
    if len(parts) > 1 and not _is_list(pieces, "and"):
        return every(tuple(_commas(part, phrases) for part in parts))
    return _relatives(pieces, phrases)


def _united(parts: list[list[str]], phrases: Phrases) -> Condition:
    """Services of several descriptions; what follows the last behind a comma limits it, or all: only `either` tells."""
    last = parts[-1]
    cuts = [n for n, piece in enumerate(last) if piece == "," and limits(last[n + 1 :])]
    if not cuts:
        return some(tuple(_commas(part, phrases) for part in parts))
    if "either" not in [piece.lower() for piece in parts[0]]:
        return unreadable(_words([piece for part in parts for piece in part], phrases))
    whole = [*parts[:-1], last[: cuts[0]]]
    limit = [piece for piece in last[cuts[0] + 1 :] if piece.lower() != "and" or piece is not last[cuts[0] + 1]]
    return every((some(tuple(_commas(part, phrases) for part in whole)), _commas(limit, phrases)))


def _alternatives(parts: list[list[str]], phrases: Phrases) -> Condition:
    """`services with A that are B, or are C`: where a verb follows, the words before the relative clause limit both."""
    first, *rest = parts
    lowered = [piece.lower() for piece in first]
    begun = [n for n in range(len(first)) if opens(lowered, n) and held_before(first[:n])]
    continued = [part[0].lower() in VERBS or opens([t.lower() for t in part], 0) for part in rest]
    every_part = [piece for part in parts for piece in part]
    if begun and not all(
        on or names_services(part, phrases.adjectives) for on, part in zip(continued, rest, strict=True)
    ):
        return unreadable(_words(every_part, phrases))  # `A that are B, or C`: is C an alternative to B, or to both?
    if not begun or not any(continued):
        return _either(tuple(_commas(part, phrases) for part in parts), every_part, phrases)
    if not all(continued) or len(begun) > 1:
        return unreadable(_words(every_part, phrases))
    head, tail = first[: begun[0]], first[begun[0] :]
    return every((_commas(head, phrases), some(tuple(_commas(part, phrases) for part in (tail, *rest)))))


def _denial_reaches(parts: list[list[str]], phrases: Phrases) -> bool:
    """Whether a `not` may deny the next part too: `not A or B` is clear only where B has a verb or noun of its own."""
    for part, following in itertools.pairwise(parts):
        words = _words(following[:1], phrases).lower().split()
        if "not" in [piece.lower() for piece in part] and words and words[0] not in CLEAR:
            return True
    return False


def _is_list(pieces: list[str], word: str) -> bool:
    """Whether `, or` ends a list of three or more: `A, B, or C`."""
    at = next((n for n in range(len(pieces) - 1) if pieces[n] == "," and pieces[n + 1].lower() == word), len(pieces))
    return "," in pieces[:at]


def _relatives(pieces: list[str], phrases: Phrases) -> Condition:
    """`services that are A and on which B`: each relative clause limits what stands before it."""
    lowered = [piece.lower() for piece in pieces]
    cuts = [n for n, piece in enumerate(lowered) if opens(lowered, n)]
    joints = {lowered[n - 1] for n in cuts if n and lowered[n - 1] in ("and", "or")}
    inner = [n for n in cuts if n and held_before(pieces[:n])]
    if not inner:
        return _joined(pieces, phrases)
    if len(joints) > 1 or any(lowered[n] == "that" and _unknown(pieces[n - 1]) for n in inner):
        return unreadable(_words(pieces, phrases))
    bounds = [0, *inner, len(pieces)]
    parts = [pieces[a:b] for a, b in itertools.pairwise(bounds)]
    made = tuple(_joined(trimmed(part), phrases) for part in parts)
    if "or" in lowered and any(part.op == "unreadable" for part in made):
        return unreadable(_words(pieces, phrases))  # what could not be joined may be an alternative, not a limit
    if joints == {"or"}:
        first, *rest = made
        return every((first, some(tuple(rest)))) if not _joins(pieces, inner[0]) else some(made)
    return every(made)


def _unknown(piece: str) -> bool:
    """Whether a word is not understood: `that` behind it may begin what somebody says or finds."""
    return piece.isalpha() and piece.lower() not in GLUE and piece.lower() not in ("and", "or", "not")


def _joins(pieces: list[str], at: int) -> bool:
    return pieces[at - 1].lower() == "or"


def _joined(pieces: list[str], phrases: Phrases) -> Condition:
    """Phrases joined by `and`, `or`, `neither … nor`, commas; juxtaposed ones limit each other."""
    lowered = [piece.lower() for piece in pieces]
    if "neither" in lowered:
        return _neither(pieces, lowered.index("neither"), phrases)
    ands, ors = "and" in lowered, "or" in lowered
    of_either_kind = lowered[:1] == ["both"] and lowered[-1] in NOUNS  # `both A and B services`: each of them, or both?
    if (ands and ors) or of_either_kind:
        return unreadable(_words(pieces, phrases))
    if not (ands or ors):
        return every(tuple(_unit(part, phrases) for part in split(pieces, (",",)))) if pieces else ALWAYS
    word = "or" if ors else "and"
    parts = split(pieces, (",", word), (word,), (",",))
    if _denial_reaches(parts, phrases):
        return unreadable(_words(pieces, phrases))
    made = tuple(_unit(part, phrases) for part in parts)
    return _either(made, pieces, phrases) if ors else every(tuple(each for each in made if each != ALWAYS))


def _neither(pieces: list[str], at: int, phrases: Phrases) -> Condition:
    """What stands before `neither`, and none of what `nor` joins behind it."""
    *denied, last = split(pieces[at + 1 :], ("nor",)) or [[]]
    joints = [n for n, piece in enumerate(last) if piece.lower() in ("and", "or")]
    if not last or (joints and (last[joints[0]].lower() == "or" or not _stands_alone(last[joints[0] + 1 :], phrases))):
        return unreadable(_words(pieces, phrases))
    behind = (_joined(last[joints[0] + 1 :], phrases),) if joints else ()
    denied.append(last[: joints[0]] if joints else last)
    before = (_joined(trimmed(pieces[:at]), phrases),) if held_before(pieces[:at]) else ()
    return every((*before, negated(some(tuple(_joined(part, phrases) for part in denied))), *behind))


def _stands_alone(part: list[str], phrases: Phrases) -> bool:
    """Whether a part begins with a verb, noun or relative of its own, so that no denial before it reaches it."""
    words = _words(part[:1], phrases).lower().split()
    return bool(words) and words[0] in CLEAR - {"to", "a", "any", "all"}


def _unit(pieces: list[str], phrases: Phrases) -> Condition:
    """Juxtaposed phrases, all of which hold; `not` denies the next; other words are unreadable."""
    made: list[Condition] = []
    unread: list[str] = []
    denied = False
    for piece in pieces:
        if is_phrase(piece):
            leaf = phrases.leaves[int(piece.strip("\u27e6\u27e7"))]
            made.append(negated(leaf) if denied else leaf)
            denied = False
        elif piece.lower() == "not":
            denied = True
        elif piece.lower() not in GLUE:
            unread.append(piece)
    if _covered(pieces):
        return unreadable(_words(pieces, phrases))
    if denied or unread:
        made.append(unreadable(_words(pieces, phrases, only=unread) or "not"))
    return every(tuple(made)) if made else ALWAYS


def _covered(pieces: list[str]) -> bool:
    """Whether words that nothing was made of stand before a phrase: they may mean its contrary."""
    known = [n for n, piece in enumerate(pieces) if is_phrase(piece)]
    words = [n for n, piece in enumerate(pieces) if not is_phrase(piece) and piece.lower() not in GLUE]
    return bool(
        known and words and min(n for n in words) < max(known) and any(pieces[n].lower() != "not" for n in words)
    )


def _words(pieces: list[str], phrases: Phrases, only: list[str] | None = None) -> str:
    """The pieces as they were printed, each place-holder with its words; for unread words those between them."""
    if only is not None:
        shown = [t for t in pieces if not t.startswith("\u27e6")]
        return " ".join(shown)
    return " ".join(phrases.leaves[int(t.strip("\u27e6\u27e7"))].text if t.startswith("\u27e6") else t for t in pieces)
