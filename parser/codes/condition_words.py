"""Words of conditions: amounts, the little words between phrases, and where services are named anew."""

import itertools
import re
from dataclasses import dataclass

NUMBERS = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10}
WORD = "|".join(NUMBERS)
_SCALES = {"hundred": 100, "thousand": 1_000, "k": 1_000, "million": 1_000_000, "m": 1_000_000}
SCALE = r"(?:\s*(?:hundred(?:\s+thousand)?|thousand|million|m|k)\b)?"
"""What may stand behind a number: `million`, `hundred thousand`."""


def number(text: str) -> int:
    """A number as printed: `7 million`, `700,000`, `seven million`, `two hundred thousand`."""
    found = re.match(rf"([\d,.\u00a0 ]*\d|{WORD}){SCALE}", text.strip(), re.IGNORECASE)
    if not found:
        raise ValueError(f"no number: {text!r}")
    digits = found[1].lower().replace(",", "").replace(" ", "").replace("\u00a0", "")
    value = float(NUMBERS.get(digits, 0) or digits)
    for scale in found[0][found.end(1) :].lower().split():
        value *= _SCALES[scale]
    return round(value)


def levels(text: str) -> tuple[str, ...]:
    """The levels of risk that a phrase names, in rising order."""
    if re.search(r"\bat least\b|\bor (?:higher|above)\b", text, re.IGNORECASE):
        return ("medium", "high")
    return tuple(level for level in ("low", "medium", "high") if re.search(rf"\b{level}\b", text, re.IGNORECASE))


def counted(text: str) -> int:
    """How many kinds `two or more`, `at least three`, `any` asks for; 0 for all of them."""
    words = (text or "any").lower()
    if words in ("each", "every", "all"):
        return 0
    if words == "multiple":
        return 2
    found = re.search(rf"\b({WORD}|\d+)\b", words)
    said = NUMBERS.get(found[1], 0) or int(found[1]) if found else 1
    return said + 1 if words.startswith("more than") else said


GLUE = frozenset([
    "service", "services", "is", "are", "a", "an", "the", "any", "each", "every", "all", "it", "its", "has",
    "have", "provides", "provide", "provider", "providers", "by", "for", "in", "of", "to", "on", "at", "as",
    "this", "these", "those", "either", "both", "being", "be", "where", "if", "following", "description",
    "descriptions", "conditions", "condition", "meets", "meet", "satisfies", "satisfy", "comes", "come", "within",
    "falls", "fall", "one", "which", "that", "who", "whose", "regulated", "user-to-user", "search", "part", "so",
    "they", "their", "respect", "relation", "also",
])  # fmt: skip
_EXCEPTIONS = frozenset([
    "except", "unless", "excluding", "other", "without", "exempt", "save", "apart", "rather", "cannot", "no",
    "none", "never", "outside",
])  # fmt: skip
VERBS = frozenset(["is", "are", "has", "have", "does", "do", "exists", "exist", "meets"])
_CONDITIONAL = frozenset(["if", "when", "whenever", "where", "wherever", "provided"])
_CONCEDING = frozenset(["whether", "even", "though", "although"])
"""Words behind which a fact stands that does not matter."""
RELATIVE = frozenset(["that", "which", "who", "whose", "where", "if", "when"])
NOUNS = frozenset(["service", "services"])
CLEAR = frozenset([*VERBS, *RELATIVE, *NOUNS, "not", "on", "to", "a", "any", "all"])
"""Words with which an alternative begins that stands by itself."""
_ANEW = frozenset(["any", "all", "every", "each", "to", "other"])
"""Words before a noun that names services anew: `and all multi-risk services`."""
_DETERMINERS = _ANEW | {"a", "an", "the", "this", "regulated", "user-to-user", "search"}
_BE = frozenset(["is", "are", "be", "being"])
_POINTING = frozenset(["its", "their", "such", "those", "these", "that"])
_JOINTS = frozenset(["and", "or", "nor", ",", "both", "either", "neither"])


def is_phrase(piece: str) -> bool:
    """Whether a piece is the place-holder of a phrase that was read."""
    return piece.startswith("\u27e6")


def has_phrase(pieces: list[str]) -> bool:
    """Whether anything in a stretch was read."""
    return any(map(is_phrase, pieces))


def exception(pieces: list[str]) -> int:
    """The place of the first word that takes something out (`except`, `other than`); behind all where none does."""
    lowered = [piece.lower() for piece in pieces]
    found = (n for n, piece in enumerate(lowered) if piece in _EXCEPTIONS)
    return next((n for n in found if lowered[n] != "other" or lowered[n + 1 : n + 2] == ["than"]), len(pieces))


def is_conditional(pieces: list[str]) -> bool:
    """Whether what is asked for hangs on a fact: `if A, is B` says of a service without A that it need not be B."""
    lowered = [piece.lower() for piece in pieces]
    for start in (n for n, piece in enumerate(lowered) if piece in _CONDITIONAL):
        ends = (n for n, piece in enumerate(lowered) if n > start and (piece == "," or piece in VERBS))
        behind = next((n + 1 for n in ends if has_phrase(pieces[start:n])), len(pieces))
        if has_phrase(pieces[behind:]) and lowered[behind] not in ("and", "or"):
            return True
    return bool(_CONCEDING & set(lowered)) or ["or", "not"] in (lowered[n : n + 2] for n in range(len(lowered)))


def split(pieces: list[str], *where: tuple[str, ...]) -> list[list[str]]:
    """Parts between runs of pieces that equal one of `where`, word by word."""
    lowered = [piece.lower() for piece in pieces]
    joints = [[*words] for words in where if words[0] in lowered]
    if not joints:
        return [pieces] if pieces else []
    parts: list[list[str]] = [[]]
    index = 0
    while index < len(pieces):
        cut = next((joint for joint in joints if lowered[index : index + len(joint)] == joint), None)
        if cut:
            parts.append([])
            index += len(cut)
        else:
            parts[-1].append(pieces[index])
            index += 1
    return [part for part in parts if part]


def runs(pieces: list[str]) -> list[list[str]]:
    """The pieces cut behind every semicolon."""
    found: list[list[str]] = [[]]
    for piece in pieces:
        found[-1].append(piece)
        if piece == ";":
            found.append([])
    return found


def without_brackets(pieces: list[str]) -> list[str]:
    """The pieces without brackets, unless alternatives stand in some: those limit all of what stands outside."""
    inside: list[str] = []
    outside: list[str] = []
    depth = 0
    for piece in pieces:
        depth += (piece == "(") - (piece == ")")
        (inside if depth else outside).append(piece)
    kept = has_phrase(outside) and has_phrase(inside) and {"and", "or"} & {piece.lower() for piece in inside}
    return pieces if kept else [piece for piece in pieces if piece not in "()"]


def trimmed(part: list[str]) -> list[str]:
    """A part without the words that join it to the next."""
    while part and part[-1].lower() in ("and", "or", ","):
        part = part[:-1]
    return part


def opens(lowered: list[str], at: int) -> bool:
    """Whether a relative clause begins here, or a further limit stands behind the noun."""
    if lowered[at] in RELATIVE:
        return not (at and lowered[at - 1] in ("on", "for", "to", "by"))
    if lowered[at] in ("on", "for", "to", "by") and at + 1 < len(lowered) and lowered[at + 1] == "which":
        return True
    behind = at > 0 and lowered[at - 1] in NOUNS and is_phrase(lowered[at])
    return behind and has_phrase(lowered[: at - 1])


def held_before(pieces: list[str]) -> bool:
    """Whether something stands here that is more than glue."""
    return any(is_phrase(piece) or (piece.lower() not in GLUE and piece.isalpha()) for piece in pieces)


def limits(behind: list[str]) -> bool:
    """Whether what stands behind a comma is a limit: `, and on which …`, `, on which …`, `, and that are …`."""
    lowered = [piece.lower() for piece in behind]
    first = lowered[1:] if lowered[:1] == ["and"] else lowered
    return bool(first) and (lowered[:1] == ["and"] or opens(first, 0))


@dataclass(frozen=True, slots=True)
class _Noun:
    """A noun `services` with what describes it before it: where that begins and where the noun is.

    `said` where it is what a service is said to be (`is a large service`), `goes_on` where it goes on saying so
    behind a joint (`or a multi-risk service`).
    """

    start: int
    at: int
    said: bool = False
    goes_on: bool = False


def _nouns(pieces: list[str], adjectives: frozenset[str]) -> list[_Noun]:
    """The nouns of a stretch that name services; `the service` and `its service` name none anew."""
    lowered = [piece.lower() for piece in pieces]
    found: list[_Noun] = []
    for at in (n for n, piece in enumerate(lowered) if piece in NOUNS):
        start = at
        while start and _describes(pieces, start, at, adjectives):
            start -= 1
        place = start - 1
        while place >= 0 and lowered[place] in ("both", "either", "neither", "not"):
            place -= 1
        before = lowered[place] if place >= 0 else ""
        last = found[-1] if found else None
        goes_on = bool(before in _JOINTS and last and last.said and place - 1 == last.at and start < at)
        if before not in _POINTING and not {"the", "this"} & set(lowered[start:at]):
            found.append(_Noun(start, at, goes_on or before in _BE, goes_on))
    return found


def _describes(pieces: list[str], start: int, noun: int, adjectives: frozenset[str]) -> bool:
    """Whether the piece before `start` belongs to the noun: a determiner, an adjective, what joins two adjectives."""
    before = pieces[start - 1]
    if before in adjectives or before.lower() in _DETERMINERS:
        return True
    joins = before.lower() in _JOINTS and start > 1 and pieces[start - 2] in adjectives
    return joins and start < noun and pieces[start] in adjectives


def union(pieces: list[str], adjectives: frozenset[str]) -> list[list[str]] | None:
    """Descriptions of services that are joined to others: one where there is one; None where it is not clear how.

    A noun named again behind `or`, behind a comma, or as `all …`, begins an alternative to all before it. Behind a
    bare `and` it may be a limit as well, and other words (`in addition to`) are not understood.
    """
    nouns = _nouns(pieces, adjectives)
    lowered = [piece.lower() for piece in pieces]
    cuts: list[int] = []
    for noun in [each for each in nouns if not each.said][1:]:
        word, before = lowered[noun.start - 1], lowered[noun.start - 2] if noun.start > 1 else ""
        anew = before == "," or bool(cuts) or bool(_ANEW & set(lowered[noun.start : noun.start + 2]))
        if not (word in ("or", ",") or (word == "and" and anew)):
            return None
        cuts.append(noun.start)
    if cuts and lowered[cuts[-1] - 1] == ",":
        return None
    said = [each for each in nouns if each.said]
    further = [each.start for each in said if each.goes_on and lowered[each.start - 1] == "or"]
    if further and has_phrase(pieces[: said[0].start]):
        described = any(is_phrase(piece) for each in said for piece in pieces[each.at + 1 : each.at + 2])
        bare = any(not has_phrase(pieces[each.start : each.at]) for each in said)
        if described or bare:
            return None
        further = []
    bounds = [0, *sorted((*cuts, *further)), len(pieces)]
    return [trimmed(pieces[a:b]) for a, b in itertools.pairwise(bounds)]


def names_anew(part: list[str], adjectives: frozenset[str]) -> bool:
    """Whether a part names services of its own anywhere: `of each other service that …` may add some, or limit."""
    return any(not noun.said for noun in _nouns(part, adjectives))


def names_services(part: list[str], adjectives: frozenset[str]) -> bool:
    """Whether a part begins with a noun of its own, perhaps behind what it is called: `large services at …`."""
    nouns = _nouns(part, adjectives)
    return bool(nouns) and not nouns[0].start
