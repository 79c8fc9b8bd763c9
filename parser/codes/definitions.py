"""Definitions: a quoted term and the verb that defines it, wherever a paragraph begins one; the terms of a glossary.

Under a heading that says glossary, or behind words that lead in definitions, a term need not be quoted: it may be a
heading with its meaning below, or stand before a colon, a dash or a verb. Anywhere else such words define nothing.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from corpus.text import small
from parser.readers.blocks import Block

_TERM = r"(?:“(?P<curly>[^”“\n]{1,160})”|\"(?P<straight>[^\"\n]{1,160})\"|‘(?P<single>(?:[^‘’\n]|’(?=\w)){1,160})’)"
_MORE = r"(?:,? (?:and|or) (?:“[^”\n]{1,160}”|\"[^\"\n]{1,160}\"|‘(?:[^‘’\n]|’(?=\w)){1,160}’))*"
_ASIDE = (
    r"(?:\s*\([^()\n]{1,120}\))?"
    r"(?:,?\s(?:in relation to|in respect of|for the purposes? of|when|where)\b[^“”:;.\n]{1,160}?,)?"
)
_VERB = (
    r"\s+(?:mean(?:s|ing)?|(?:does not )?includes?|ha(?:s|ve) the (?:same |following )?meanings?|shall (?:mean|have)"
    r"|to mean|(?:is|are) to be (?:read|construed|interpreted|taken)|(?:is|are) defined|is a reference to|refers? to"
    r"|shall be (?:as )?(?:described|defined|construed|read|interpreted))\b"
)
_DEFINITION = re.compile(_TERM + _MORE + _ASIDE + rf"(?:{_VERB}|\s?[—–]$)")
_ALONE = re.compile(_TERM + _MORE + _ASIDE + r"\s*")
_MEANING = re.compile(_VERB.removeprefix(r"\s+"))
_FIRST_TERM = re.compile(_TERM)
_QUOTED = re.compile(_TERM + r"(?=[\s(])")
_LEAD_IN = re.compile(
    r"\s*(?:In|For (?:the )?purposes? of|For this purpose|(?:As|Where|When) used in|Throughout"
    r"|The following (?:definitions?|terms?|expressions?))\b(?:[^.;“”]|\.(?=\d))*[,:–—]\s*"
    r"(?:the (?:term|word|expression|phrase)\s+)?"
    r"|\s*(?:The|(?:This|We)\b[^.;:‘’“”\"]{0,60}?\buses? the) (?:term|word|expression|phrase)\s+"
    r"|\s*(?:In|For (?:the )?purposes? of) (?:this|these|that) (?:\w+ ){1,3}"
)
_LIST_AHEAD = re.compile(
    r"\b(?:words?|terms?|expressions?|phrases?)\b.{0,120}\b(?:meanings?|means?|defined|definitions?|interpreted)\b"
    r"|\b(?:following|these) (?:definitions|meanings|interpretations)\b"
    r"|\bdefinitions?\b.{0,60}\b(?:apply|are set out|as follows)\b",
    re.IGNORECASE,
)
_DEFINITIONS = re.compile(r"\b(?:definitions?|interpretation|glossary|defined terms|meanings?)\b", re.IGNORECASE)
_GLOSSARY_WORD = r"glossary|definitions?|interpretations?|terminology|meanings?|terms?|expressions?|words?|phrases?"
_GLOSSARY = re.compile(
    r"(?:(?:annex|appendix|schedule|part|section|chapter|article|condition)\s+[\w.]+|[\w.]*\d[\w.]*)?[\s.:)–—-]*"
    r"(?:(?:the|key|main|common|technical|important|useful|general|other|legal|list|defined|of|and|&"
    rf"|{_GLOSSARY_WORD})\s+)*(?:{_GLOSSARY_WORD})"
    r"(?:\s+(?:used|explained|defined|we use|in (?:this|the) [\w-]+|and (?:abbreviations|acronyms)))*\W*",
    re.IGNORECASE,
)
_SURE = re.compile(r"\b(?:glossary|terminology|terms|expressions|words|phrases)\b", re.IGNORECASE)
_ONLY_WORDS = re.compile(r"(?:the |other )?(?:terms?|words?|phrases?|meanings?)\W*", re.IGNORECASE)
"""Headings that say too little to head a glossary: `Terms` may be those of a contract."""
_OF_TERMS = re.compile(r"\b(?:terms?|terminology|definitions?|words|expressions|meanings?|glossary)\b", re.IGNORECASE)
_NOT_A_TERM = (
    r"(?:this|that|these|those|it|they|we|you|there|here|which|what|if|when|where|how|in|for|by|as|to|at|on|from|please"
    r"|notes?|e\.?g|examples?|source|see|(?:figure|table|chart|graph|box|map)\s\S{0,3}\d)\b"
)
_WORDS = r"[^\W\d_][^\s.:;?!“”\"]*+(?: [^\s.:;?!“”\"–—]++){0,9}"
"""Words of a term: whole ones always, since what follows is a space or a sign that none of them holds."""
_UNQUOTED = re.compile(
    rf"(?!{_NOT_A_TERM})(?P<term>{_WORDS}?)"
    r"(?::\s+|\s+[–—-]\s+|(?:\s+(?:shall mean|means)|(?<=s)\s+mean)\s+"
    r"(?!(?:that|of|to|you|we|they|it|there|more|less)\b)"
    r"|\s+(?:refers? to|has the (?:same )?meaning|(?:is|are) defined as)\s+)(?=[^\W\d_]|[“‘\"'(])",
    re.IGNORECASE,
)
_IS = re.compile(
    rf"(?!{_NOT_A_TERM}|(?:the|an?|each|all|any|no)\b)"
    r"(?P<term>[^\W\d_][\w’'-]*+(?: [\w’'-]++){0,3}?) is (?:the|an?) ",
    re.IGNORECASE,
)
_QUOTED_DASH = re.compile(rf"{_TERM}\s*(?:[–—:]|-\s)")
_MEANS = re.compile(r"(?: shall)? means? ")
_FOLLOWS = re.compile(
    r"(?:(?!(?:that|which|who|whose|where|any|if)\b)[\w’'-]+ ){1,4}?"
    r"(?:will|can|cannot|could|must|may|should|would|are|is|have|has|get|gets|need|needs)\b",
    re.IGNORECASE,
)
"""What something means for somebody: `the rule means schools can open` defines no rule."""
_HEADS_TERM = re.compile(
    rf"(?!{_NOT_A_TERM}|(?:table|figure|box|annex|appendix|part|section|chapter|question|step|related|why|who)\b"
    r"|(?:introduction|overview|background|summary|about|general|further|contacts?|scope|purpose|application|exceptions?)"
    r"(?:\s+(?:and|of|to|for|in|this|the|us|information|reading|details|provisions|rules)\b.*)?$)"
    r"[“‘\"']?[^\W\d_][^?:]{0,100}(?<![.;,])",
    re.IGNORECASE,
)
"""A heading that can be a term: what divides a text is none."""
_FEWEST = 2
_FEWEST_IN_PROSE = 3
"""Paragraphs in a row that say what something means, where no heading says so."""
_FEWEST_SORTED = 3
_LONGEST_HEADING = 80
_MOST_BESIDE = 200
_MEANS_BELOW = re.compile(_VERB.removeprefix(r"\s+"), re.IGNORECASE)
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


def may_define_below(text: str) -> bool:
    """Whether a paragraph under a heading of definitions says what a term means: `Lofting is the art of …`."""
    if may_define(text[:1]):
        return _QUOTED_DASH.match(text) is not None
    return bool(unquoted_term(text)) or _IS.match(text) is not None


def heads_terms(heading: str) -> bool:
    """Whether a heading is that of a glossary or of definitions, and of nothing else."""
    return _is_glossary(heading) and _OF_TERMS.search(heading) is not None


def term_of(text: str, headed: bool) -> str:
    """The term of a line of a glossary: of a heading the first in quotation marks or all, else what is in front."""
    if not headed and (match := _IS.match(text)):
        return tidy_term(match["term"])
    if not headed:
        return unquoted_term(text) or quoted_term(text) or ""
    match = _FIRST_TERM.match(text)
    return _term(match) if match else tidy_term(text)


def unquoted_term(text: str) -> str:
    """The term that a text of a glossary begins with: `Quay: where …`, `Quay – where …`, `Quay means …`; else empty."""
    match = _UNQUOTED.match(text) if _may_say(text) else None
    return tidy_term(match["term"]) if match else ""


def _may_say(text: str) -> bool:
    """Whether a text has any of what stands behind a term without quotation marks: a look at each word takes long."""
    if any(map(text.__contains__, ":-–—")):
        return True
    words = small(text)
    return "mean" in words or "refer" in words or "def" in words


def glossary(blocks: Sequence[Block]) -> dict[int, Literal["term", "defined"]]:
    """The places of blocks that hold a term of a glossary: a heading by itself, or words that its meaning follows."""
    found: dict[int, Literal["term", "defined"]] = {}
    headings: list[int] = []
    glossaries: list[int] = []  # their places among the headings
    leads: list[int] = []
    meanings: list[int] = []
    for at, block in enumerate(blocks):
        text = block.text
        if block.style == "heading":
            glossaries += [len(headings)] if block.level and _is_glossary(text) else []
            headings.append(at)
        elif text.endswith(":"):
            leads.append(at)
        elif " mean" in text and block.style == "para" and not block.marker and _says_meaning(text):
            meanings.append(at)
    for place in glossaries:
        found |= _terms_below(blocks, headings[place], headings[place + 1 :])
    for at in leads:
        if at not in found and introduces_definitions(blocks[at].text):
            found |= dict.fromkeys(_led_terms(blocks, at + 1), "defined")
    return found | dict.fromkeys(_in_prose(meanings), "defined")


def _is_glossary(heading: str) -> bool:
    return (
        len(heading) <= _LONGEST_HEADING
        and _GLOSSARY.fullmatch(heading) is not None
        and not _ONLY_WORDS.fullmatch(heading)
    )


def _terms_below(blocks: Sequence[Block], at: int, further: Sequence[int]) -> dict[int, Literal["term", "defined"]]:
    level = blocks[at].level
    end = next((other for other in further if 0 < blocks[other].level <= level), len(blocks))
    inner = [other for other in further if other < end]
    if terms := _headed_terms(blocks, at, inner) or _terms_beside(blocks, level, further):
        return dict.fromkeys(terms, "term")
    listed = _listed_terms(blocks, at + 1, inner[0] if inner else end)
    if not _OF_TERMS.search(blocks[at].text):  # `Interpretation` may head remarks, each behind its subject and a colon
        listed = [each for each in listed if _opens_with_term(blocks[each]) or _says_meaning(blocks[each].text)]
    return dict.fromkeys(listed, "defined")


def _headed_terms(blocks: Sequence[Block], at: int, inner: Sequence[int]) -> list[int]:
    """The headings below that of a glossary that are its terms: of one level, each with words below it."""
    named = [each for each in inner if len(blocks[each].text) > 1]  # `A`, `B` part a glossary by its letters
    if len(named) < _FEWEST or len({blocks[each].level for each in named}) > 1:
        return []
    terms = [each for each in named if _HEADS_TERM.fullmatch(blocks[each].text) and _has_words(blocks, each + 1)]
    texts = [blocks[each].text.casefold() for each in terms]
    rises = sum(one <= other for one, other in pairwise(texts))
    in_order = len(terms) >= _FEWEST_SORTED and 5 * rises >= 4 * (len(terms) - 1)
    lead = blocks[at + 1] if inner[0] > at + 1 else None
    sure = _SURE.search(blocks[at].text) or in_order or (lead is not None and _OF_TERMS.search(lead.text))
    return terms if sure and len(terms) >= _FEWEST and 5 * len(terms) >= 4 * len(named) else []


def _terms_beside(blocks: Sequence[Block], level: int, further: Sequence[int]) -> list[int]:
    """Headings right behind that of a glossary, as high as it is, below most of which a verb says what it means."""
    near = [at for at in further[:_MOST_BESIDE] if blocks[at].level == level and _has_words(blocks, at + 1)]
    near = near[: next((place for place, at in enumerate(near) if at != further[place]), len(near))]
    means = [_MEANS_BELOW.match(blocks[at + 1].text) is not None for at in near]
    while means and not means[-1]:
        means.pop()
    sure = means[:1] == [True] and sum(means) >= _FEWEST and 3 * sum(means) >= 2 * len(means)
    return near[: len(means)] if sure else []


def _has_words(blocks: Sequence[Block], at: int) -> bool:
    after = blocks[at] if at < len(blocks) else None
    plain = after is not None and not (after.marker or after.text[:1].isdigit())
    return after is not None and (after.style == "item" or (after.style == "para" and plain))


def _listed_terms(blocks: Sequence[Block], start: int, end: int) -> list[int]:
    """Paragraphs or bullets of a glossary that begin with their term, where most of them do."""
    plain = [at for at in range(start, end) if blocks[at].style in ("para", "item") and not blocks[at].marker]
    formed = [at for at in plain if unquoted_term(blocks[at].text) or _opens_with_term(blocks[at])]
    alike = [at for at in formed if _form(blocks[at]) == _form(blocks[formed[0]])]
    among = [at for at in plain if alike and _form(blocks[at]) == _form(blocks[alike[0]]) and at >= alike[0]]
    enough = len(alike) >= _FEWEST and 3 * len(alike) >= 2 * len(among)
    return [at for at in alike if definition_at(blocks[at].text) is None] if enough else []


def _opens_with_term(block: Block) -> bool:
    """Whether a paragraph of a glossary begins with a term in quotation marks, whatever follows: `“quay” is a wall`."""
    return block.style == "para" and quoted_term(block.text) is not None


def _form(block: Block) -> tuple[str, int]:
    return block.style, block.level


def _led_terms(blocks: Sequence[Block], start: int) -> list[int]:
    """The bullets right below words that lead in definitions, where each begins with its term."""
    end = next((at for at in range(start, len(blocks)) if blocks[at].style != "item"), len(blocks))
    outer = [at for at in range(start, end) if blocks[at].level <= blocks[start].level]
    whole = all(not blocks[at].marker and unquoted_term(blocks[at].text) for at in outer)
    return outer if whole and len(outer) >= _FEWEST else []


def _in_prose(meanings: Sequence[int]) -> Iterator[int]:
    """Paragraphs, three or more in a row, each of which says what a term means."""
    run: list[int] = []
    for at in meanings:
        run = [*run, at] if run and run[-1] == at - 1 else [at]
        if len(run) >= _FEWEST_IN_PROSE:
            yield from run


def _says_meaning(text: str) -> bool:
    match = _UNQUOTED.match(text)
    means = match is not None and _MEANS.fullmatch(match[0][match.end("term") :]) is not None
    return match is not None and means and _FOLLOWS.match(text, match.end()) is None


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
