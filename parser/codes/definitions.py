"""Definitions: a quoted term and the verb that defines it, wherever a paragraph begins one."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_TERM = r"(?:“(?P<curly>[^”“\n]{1,160})”|\"(?P<straight>[^\"\n]{1,160})\"|‘(?P<single>(?:[^‘’\n]|’(?=\w)){1,160})’)"
_MORE = r"(?:,? (?:and|or) (?:“[^”\n]{1,160}”|\"[^\"\n]{1,160}\"))*"
_ASIDE = (
    r"(?:\s*\([^()\n]{1,120}\))?"
    r"(?:,?\s(?:in relation to|in respect of|for the purposes? of|when|where)\b[^“”:;.\n]{1,160}?,)?"
)
_VERB = (
    r"\s+(?:mean(?:s|ing)?|(?:does not )?includes?|ha(?:s|ve) the (?:same |following )?meanings?|shall (?:mean|have)"
    r"|(?:is|are) to be (?:read|construed|interpreted|taken)|(?:is|are) defined|is a reference to|refers? to"
    r"|shall be (?:as )?(?:described|defined|construed|read|interpreted))\b"
)
_DEFINITION = re.compile(_TERM + _MORE + _ASIDE + rf"(?:{_VERB}|\s?[—–]$)")
_ALONE = re.compile(_TERM + _MORE + _ASIDE + r"\s*")
_MEANING = re.compile(_VERB.removeprefix(r"\s+"))
_QUOTED = re.compile(_TERM + r"(?=[\s(])")
_LEAD_IN = re.compile(
    r"\s*(?:In|For (?:the )?purposes? of|For this purpose|(?:As|Where|When) used in|Throughout"
    r"|The following (?:definitions?|terms?|expressions?))\b(?:[^.;“”]|\.(?=\d))*[,:–—]\s*"
    r"|\s*(?:In|For (?:the )?purposes? of) (?:this|these|that) (?:\w+ ){1,3}"
)
_LIST_AHEAD = re.compile(
    r"\b(?:words?|terms?|expressions?|phrases?)\b.{0,120}\b(?:meanings?|means?|defined|definitions?|interpreted)\b"
    r"|\b(?:following|these) (?:definitions|meanings|interpretations)\b"
    r"|\bdefinitions?\b.{0,60}\b(?:apply|are set out|as follows)\b",
    re.IGNORECASE,
)
_DEFINITIONS = re.compile(r"\b(?:definitions?|interpretation|glossary|defined terms|meanings?)\b", re.IGNORECASE)
_BETWEEN = re.compile(r"(?:[;.:–—]|,)\s*(?:and\s+|or\s+)?$")
_AND = re.compile(r"[;.,]?\s+(?:and|or)\s+$")


@dataclass(frozen=True, slots=True)
class DefinitionStart:
    """Where a definition begins in a line, and the term it defines (the first, of several)."""

    start: int
    term: str


def definition_at(text: str) -> str | None:
    """The term that a text defines when it opens with a definition."""
    match = _DEFINITION.match(text.lstrip())
    return _term(match) if match else None


def quoted_term(text: str) -> str | None:
    """The term in quotation marks that a text opens with; in a list of definitions it is the one defined."""
    match = _QUOTED.match(text.lstrip())
    return _term(match) if match else None


def is_defined_below(term: str, below: str) -> bool:
    """Whether a text is a quoted term alone and the one below it begins with the verb that defines it."""
    return term[:1] in '“"‘' and is_meaning(below) and _ALONE.fullmatch(term) is not None


def is_meaning(text: str) -> bool:
    """Whether a text begins with the verb that defines the term before it: "means a person who …"."""
    return _MEANING.match(text) is not None


def introduces_definitions(text: str) -> bool:
    """Whether words lead in a list of defined terms: "the following words shall have these meanings"."""
    return _LIST_AHEAD.search(text) is not None


def heads_definitions(heading: str) -> bool:
    """Whether a heading says that what follows are definitions."""
    return _DEFINITIONS.search(heading) is not None


def may_define(text: str) -> bool:
    """Whether a text has a quotation mark with which a defined term opens: without one it defines nothing."""
    return "“" in text or '"' in text or "‘" in text


def definition_starts(text: str, opened: bool) -> Iterator[DefinitionStart]:
    """Where definitions begin in a line; `opened` says that the lines before hold one already.

    The first of a paragraph opens the line or follows a lead-in ("In this Recommendation …,").
    Each further one follows a full stop, a semicolon or "and". Anything else that looks like a
    definition is part of a sentence and stays in it.
    """
    if not may_define(text):
        return
    for match in _DEFINITION.finditer(text):
        head = text[: match.start()]
        first = not head.strip() or _LEAD_IN.fullmatch(head)
        further = opened and (_BETWEEN.search(head) or _AND.search(head))
        if first or further:
            opened = True
            yield DefinitionStart(match.start(), _term(match))


def _term(match: re.Match[str]) -> str:
    return tidy_term(match["curly"] or match["straight"] or match["single"])


def tidy_term(text: str) -> str:
    """A term as labels have it: one line, without quotes, full stop or comma around it."""
    return " ".join(text.split()).strip('“”"‘ :,;.').removesuffix("’")


def definition_label(term: str, scope: str | None) -> str:
    """The label of a definition: `Definition/crisis@PCU C11`."""
    return f"Definition/{tidy_term(term)}" + (f"@{scope}" if scope else "")
