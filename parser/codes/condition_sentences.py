"""Sentences of applicability: how `and`, `or`, `either`, lists and relative clauses join the phrases of a condition.

What joins two phrases is read only where English has one reading: a comma, `either`, a list or a repeated relative
pronoun sets the scope. Where it has two, the whole is one unreadable leaf; words that nothing was made of are one too.
"""

import itertools
import re

from corpus.condition import ALWAYS, Condition, every, negated, some
from parser.codes.condition_phrases import Phrases, marked

_TOKEN = re.compile(r"\u27e6\d+\u27e7|[;:,()]|[^\s;:,()\u27e6]+")
_GLUE = frozenset([
    "service", "services", "is", "are", "a", "an", "the", "any", "each", "every", "all", "it", "its", "has",
    "have", "provides", "provide", "provider", "providers", "by", "for", "in", "of", "to", "on", "at", "as",
    "this", "these", "those", "either", "both", "being", "be", "where", "if", "following", "description",
    "descriptions", "conditions", "condition", "meets", "meet", "comes", "come", "within", "falls", "fall", "one",
    "which", "that", "who", "whose", "regulated", "user-to-user", "search", "part", "so", "they", "their",
    "respect", "relation", "also",
])  # fmt: skip
_AS_AND = {"but": "and"}
_EXCEPTIONS = frozenset([
    "except", "unless", "excluding", "other", "without", "exempt", "save", "apart", "rather", "cannot", "no",
    "none", "never", "outside",
])  # fmt: skip
_VERBS = frozenset(["is", "are", "has", "have", "does", "do", "exists", "exist", "meets"])
_RELATIVE = frozenset(["that", "which", "who", "whose", "where"])
_NOUNS = frozenset(["service", "services"])
_CLEAR = frozenset([*_VERBS, *_RELATIVE, *_NOUNS, "not", "on", "to", "a", "any", "all"])
"""Words with which an alternative begins that stands by itself."""
_SENTENCE_END = re.compile(r"(?<=[a-z)][.])\s+(?=[A-Z])")
_SAYS_MORE = re.compile(r"\b(?:appl(?:y|ies)|exempt|need|not|no|only|except|exclud\w*|recommended)\b", re.IGNORECASE)
_TAKES_OUT = re.compile(r"^(?!.*\b(?:only|unless|except|but)\b).*\b(?:(?:does|do|need) not|exempt)\b", re.IGNORECASE)
_BOILERPLATE = (
    re.compile(
        r"^\s*(?:this|the)\s+(?:measure|recommendation)\s+(?:applies|is (?:meant |intended )?for|is recommended(?: for)?|concerns|covers|should be (?:applied|taken)|is to be taken)\s+"
        r"(?:to|for|by)?\s*(?:a|the|any|each)?\s*providers?\s*(?:of|in (?:respect of|relation to))\s+",
        re.IGNORECASE,
    ),
    re.compile(r"\b(?:it|the provider)\s+provides\b", re.IGNORECASE),
    re.compile(r"^\s*(?:this measure )?applies to\s+", re.IGNORECASE),
    re.compile(
        r"^\s*(?:this|the)\s+(?:measure|recommendation)\s+(?:is (?:meant |intended )?for|concerns|covers)\s+",
        re.IGNORECASE,
    ),
    re.compile(r"\(all\)\s*$", re.IGNORECASE),
)


_UNIONS = (
    ((",", "and", "to", "services"),),
    ((",", "and", "services"),),
    (("and", "to", "services"),),
    (("or", "to", "services"), ("or", "services"), ("or", "a", "service"), ("or", "any", "service")),
)
"""A noun named again begins an alternative to all that stands before it."""


def unreadable(text: str) -> Condition:
    """A phrase that nothing was made of."""
    words = " ".join(text.split()).strip(" ,;:.")
    return Condition("unreadable", value=words, text=words)


def sentence(text: str, phrases: Phrases) -> Condition:
    """The condition of one sentence without a list, as far as the sentences behind it leave it what it is."""
    first, *further = _SENTENCE_END.split(text.strip())
    later = [one for one in further if _SAYS_MORE.search(one) or "\u27e6" in marked(one, phrases)]
    if not all(_TAKES_OUT.search(one) for one in later):
        return unreadable(text)
    return every((_sentence(first, phrases), *map(unreadable, later)))


def _sentence(text: str, phrases: Phrases) -> Condition:
    pieces = _pieces(text, phrases)
    read, apart = _apart(pieces, phrases)
    if read is None:
        return unreadable(_words(pieces, phrases))
    parts = _split(read, (":",))
    return every((*(_semicolons(part, phrases) for part in parts), *apart)) if parts or apart else ALWAYS


def takes_out(text: str, phrases: Phrases) -> bool:
    """Whether a word of the text takes something out (`except`, `unless`), so that a list behind it says what."""
    return any(piece.lower() in _EXCEPTIONS for piece in _pieces(text, phrases))


def _pieces(text: str, phrases: Phrases) -> list[str]:
    """The words of a sentence, each phrase that is known as its place-holder."""
    for pattern in _BOILERPLATE:
        text = pattern.sub(" ", text)
    held = re.sub(r"\b(?:does|do)\s+not\s+(?=\u27e6)", "not ", marked(text.strip(" .:;,"), phrases))
    return _plain([_AS_AND.get(piece.lower(), piece) for piece in _TOKEN.findall(held)])


def _apart(pieces: list[str], phrases: Phrases) -> tuple[list[str] | None, tuple[Condition, ...]]:
    """The pieces without their exceptions, and each exception as one unreadable phrase that limits all of them.

    An exception reaches from its word (`except`, `unless`) to the end of its part: what stands before it can only
    be limited by it. None where that is not sure: nothing known stands before it, a denial does, or an alternative
    begins behind it (`large services, other than A, or services with B`).
    """
    read: list[str] = []
    apart: list[Condition] = []
    for part in _runs(pieces):
        at = next((n for n, piece in enumerate(part) if piece.lower() in _EXCEPTIONS), len(part))
        rest = [piece for piece in part[at:] if piece != ";"]
        if rest and (not _can_be_limited(part[:at]) or _goes_on(rest, phrases)):
            return None, ()
        apart += [unreadable(_words(rest, phrases))] if rest else []
        read += [*_trimmed(part[:at]), *([";"] if part[-1:] == [";"] else [])] if rest else part
    return read, tuple(apart)


def _can_be_limited(before: list[str]) -> bool:
    """Whether something known stands here that is not denied: `not A, unless B` may add what B is."""
    return any(piece.startswith("\u27e6") for piece in before) and "not" not in [piece.lower() for piece in before]


def _goes_on(rest: list[str], phrases: Phrases) -> bool:
    """Whether `or`, `and` or a comma with a noun, verb or relative of its own begins something new in an exception."""
    opened = [n + 1 for n, piece in enumerate(rest[:-1]) if piece.lower() in ("or", "and")]
    words = (_words(rest[n : n + 1], phrases).lower().split() for n in opened)
    return any(found and found[0] in _CLEAR for found in words)


def _runs(pieces: list[str]) -> list[list[str]]:
    """The pieces cut behind every semicolon."""
    runs: list[list[str]] = [[]]
    for piece in pieces:
        runs[-1].append(piece)
        if piece == ";":
            runs.append([])
    return runs


def _plain(pieces: list[str]) -> list[str]:
    """The pieces without brackets that hold nothing but a phrase or a reference."""
    return [piece for piece in pieces if piece not in "()"]


def _split(pieces: list[str], *where: tuple[str, ...]) -> list[list[str]]:
    """Parts between runs of pieces that equal one of `where`, word by word."""
    lowered = [piece.lower() for piece in pieces]
    runs = [[*words] for words in where if words[0] in lowered]
    if not runs:
        return [pieces] if pieces else []
    parts: list[list[str]] = [[]]
    index = 0
    while index < len(pieces):
        cut = next((run for run in runs if lowered[index : index + len(run)] == run), None)
        if cut:
            parts.append([])
            index += len(cut)
        else:
            parts[-1].append(pieces[index])
            index += 1
    return [part for part in parts if part]


def _semicolons(pieces: list[str], phrases: Phrases) -> Condition:
    parts = _split(pieces, (";", "or"), (";", "and"), (";",))
    if len(parts) < 2:
        return _commas(pieces, phrases)
    conjunction = any(pieces[n : n + 2] == [";", "and"] for n in range(len(pieces)))
    if conjunction and any(_begins_anew(part) for part in parts[1:]):
        return unreadable(_words(pieces, phrases))
    made = tuple(_commas(part, phrases) for part in parts)
    return every(made) if conjunction else _either(made, pieces, phrases)


def _either(made: tuple[Condition, ...], pieces: list[str], phrases: Phrases) -> Condition:
    """One of these; an alternative without a limit would make the others idle: then some words are not understood."""
    return some(made) if ALWAYS not in made else unreadable(_words(pieces, phrases))


def _begins_anew(part: list[str]) -> bool:
    """Whether a part names services of its own: `…; and services with` may add services or limit them."""
    words = [piece.lower() for piece in part[:2]]
    return words[:1] == ["services"] or words in (["a", "service"], ["any", "service"], ["to", "services"])


def _commas(pieces: list[str], phrases: Phrases) -> Condition:
    """`A, or B` and `A, and B`: a comma before the word makes it join all that stands before and after."""
    parts = _split(pieces, (",", "or"))
    if _denial_reaches(_split(pieces, (",", "or"), (",", "and")), phrases):
        return unreadable(_words(pieces, phrases))
    if len(parts) > 1 and not _is_list(pieces, "or"):
        return _alternatives(parts, phrases)
    if _split(pieces, ("services", "and", "services")) != [pieces]:
        return unreadable(_words(pieces, phrases))  # a union of services, or what one service must be?
    for union in _UNIONS:
        if len(_split(pieces, *union)) > 1:
            return some(tuple(_commas(part, phrases) for part in _split(pieces, *union, (",", "services"))))
    parts = _split(pieces, (",", "and"))
    if len(parts) > 1 and not _is_list(pieces, "and"):
        return every(tuple(_commas(part, phrases) for part in parts))
    return _relatives(pieces, phrases)


def _alternatives(parts: list[list[str]], phrases: Phrases) -> Condition:
    """`services with A that are B, or are C`: where a verb follows, the words before the relative clause limit both."""
    first, *rest = parts
    lowered = [piece.lower() for piece in first]
    opens = [n for n in range(len(first)) if _opens(lowered, n) and _held_before(first[:n])]
    continued = [part[0].lower() in _VERBS or _opens([t.lower() for t in part], 0) for part in rest]
    if not opens or not any(continued):
        every_part = [piece for part in parts for piece in part]
        return _either(tuple(_commas(part, phrases) for part in parts), every_part, phrases)
    if not all(continued) or len(opens) > 1:
        return unreadable(_words([piece for part in parts for piece in part], phrases))
    head, tail = first[: opens[0]], first[opens[0] :]
    return every((_commas(head, phrases), some(tuple(_commas(part, phrases) for part in (tail, *rest)))))


def _denial_reaches(parts: list[list[str]], phrases: Phrases) -> bool:
    """Whether a `not` may deny the next part too: `not A or B` is clear only where B has a verb or noun of its own."""
    for part, following in itertools.pairwise(parts):
        words = _words(following[:1], phrases).lower().split()
        if "not" in [piece.lower() for piece in part] and words and words[0] not in _CLEAR:
            return True
    return False


def _is_list(pieces: list[str], word: str) -> bool:
    """Whether `, or` ends a list of three or more: `A, B, or C`."""
    at = next((n for n in range(len(pieces) - 1) if pieces[n] == "," and pieces[n + 1].lower() == word), len(pieces))
    return "," in pieces[:at]


def _relatives(pieces: list[str], phrases: Phrases) -> Condition:
    """`services that are A and on which B`: each relative clause limits what stands before it."""
    lowered = [piece.lower() for piece in pieces]
    cuts = [n for n, piece in enumerate(lowered) if _opens(lowered, n)]
    joints = {lowered[n - 1] for n in cuts if n and lowered[n - 1] in ("and", "or")}
    inner = [n for n in cuts if n and _held_before(pieces[:n])]
    if not inner:
        return _joined(pieces, phrases)
    if len(joints) > 1:
        return unreadable(_words(pieces, phrases))
    bounds = [0, *inner, len(pieces)]
    parts = [pieces[a:b] for a, b in itertools.pairwise(bounds)]
    made = tuple(_joined(_trimmed(part), phrases) for part in parts)
    if "or" in lowered and any(part.op == "unreadable" for part in made):
        return unreadable(_words(pieces, phrases))  # what could not be joined may be an alternative, not a limit
    if joints == {"or"}:
        first, *rest = made
        return every((first, some(tuple(rest)))) if not _joins(pieces, inner[0]) else some(made)
    return every(made)


def _joins(pieces: list[str], at: int) -> bool:
    return pieces[at - 1].lower() == "or"


def _trimmed(part: list[str]) -> list[str]:
    while part and part[-1].lower() in ("and", "or", ","):
        part = part[:-1]
    return part


def _opens(lowered: list[str], at: int) -> bool:
    """Whether a relative clause begins here, or a further limit stands behind the noun."""
    if lowered[at] in _RELATIVE:
        return not (at and lowered[at - 1] in ("on", "for", "to", "by"))
    if lowered[at] in ("on", "for", "to", "by") and at + 1 < len(lowered) and lowered[at + 1] == "which":
        return True
    behind = at > 0 and lowered[at - 1] in _NOUNS and lowered[at].startswith("\u27e6")
    return behind and any(piece.startswith("\u27e6") for piece in lowered[: at - 1])


def _held_before(pieces: list[str]) -> bool:
    return any(piece.startswith("\u27e6") or (piece.lower() not in _GLUE and piece.isalpha()) for piece in pieces)


def _joined(pieces: list[str], phrases: Phrases) -> Condition:
    """Phrases joined by `and`, `or`, `neither … nor`, commas; juxtaposed ones limit each other."""
    lowered = [piece.lower() for piece in pieces]
    if "neither" in lowered:
        return _neither(pieces, lowered.index("neither"), phrases)
    ands, ors = lowered.count("and"), lowered.count("or")
    if ands and ors:
        return unreadable(_words(pieces, phrases))
    word = "or" if ors else "and"
    if ors or ands:
        parts = _split(pieces, (",", word), (word,), (",",))
        if _denial_reaches(parts, phrases):
            return unreadable(_words(pieces, phrases))
        made = tuple(_unit(part, phrases) for part in parts)
        if word == "or":
            return _either(made, pieces, phrases)
        return every(tuple(each for each in made if each != ALWAYS))
    return every(tuple(_unit(part, phrases) for part in _split(pieces, (",",)))) if pieces else ALWAYS


def _neither(pieces: list[str], at: int, phrases: Phrases) -> Condition:
    """What stands before `neither`, and none of what `nor` joins behind it."""
    denied = _split(pieces[at + 1 :], ("nor",))
    if not denied:
        return unreadable(_words(pieces, phrases))
    before = (_joined(pieces[:at], phrases),) if _held_before(pieces[:at]) else ()
    return every((*before, negated(some(tuple(_joined(part, phrases) for part in denied)))))


def _unit(pieces: list[str], phrases: Phrases) -> Condition:
    """Juxtaposed phrases, all of which hold; `not` denies the next; other words are unreadable."""
    made: list[Condition] = []
    unread: list[str] = []
    denied = False
    for piece in pieces:
        if piece.startswith("\u27e6"):
            leaf = phrases.leaves[int(piece.strip("\u27e6\u27e7"))]
            made.append(negated(leaf) if denied else leaf)
            denied = False
        elif piece.lower() == "not":
            denied = True
        elif piece.lower() not in _GLUE:
            unread.append(piece)
    if _covered(pieces):
        return unreadable(_words(pieces, phrases))
    if denied or unread:
        made.append(unreadable(_words(pieces, phrases, only=unread) or "not"))
    return every(tuple(made)) if made else ALWAYS


def _covered(pieces: list[str]) -> bool:
    """Whether words that nothing was made of stand before a phrase: they may mean its contrary."""
    known = [n for n, piece in enumerate(pieces) if piece.startswith("\u27e6")]
    words = [n for n, piece in enumerate(pieces) if not piece.startswith("\u27e6") and piece.lower() not in _GLUE]
    return bool(
        known and words and min(n for n in words) < max(known) and any(pieces[n].lower() != "not" for n in words)
    )


def _words(pieces: list[str], phrases: Phrases, only: list[str] | None = None) -> str:
    """The pieces as they were printed, each place-holder with its words; for unread words those between them."""
    if only is not None:
        shown = [t for t in pieces if not t.startswith("\u27e6")]
        return " ".join(shown)
    return " ".join(phrases.leaves[int(t.strip("\u27e6\u27e7"))].text if t.startswith("\u27e6") else t for t in pieces)
