"""Citations in running text: of provisions of the same work, of other works, of Acts."""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from corpus.address import eu_law, section_paths
from corpus.citation import Citation, label_key
from corpus.effect import Effect
from corpus.errors import CitationError
from corpus.provision import Provision
from corpus.text import later
from corpus.work import Reference, Scheme
from parser.codes.acts import Acts, named_acts, regulation_addresses, section_addresses
from parser.codes.schemes import (
    ANOTHERS,
    BRACKETS,
    ITEMS,
    JOIN,
    citation_signs,
    is_anothers,
    is_of_guide,
    prefix_of,
    scheme_citations,
)
from parser.codes.sequences import has_units, item_beside, of_a_judgment, series_of, units_cited

_SUB = re.compile(rf"\b[Ss]ub-?paragraphs?\s+({BRACKETS}(?:{BRACKETS})*(?:{JOIN}{BRACKETS}(?:{BRACKETS})*)*)")
_OF_NAMED = re.compile(
    r"\s+(?:of|in|to)\s+(?:(?:[Pp]ara(?:graph)?|[Cc]lause|[Rr]ule|[Mm]easure|[Rr]ecommendation|[Ss]ection)s?\s+)?"
    r"((?:[A-Z]{2,8}\s)?[A-Z]{0,2}\d[\w.]*)"
)
"""`sub-paragraph (d) of paragraph 1.3`: an item of that one, and none of the words' own neighbours."""
_DOTTED_NUMBER = rf"\d{{1,3}}(?:\.\d{{1,3}})+[A-Z]{{0,2}}{ITEMS}"
_NUMBER_OR_ITEM = rf"{_DOTTED_NUMBER}|{BRACKETS}"
_PARAGRAPH = re.compile(
    rf"\b(?:[Pp]ara(?:graph)?|[Cc]lause|[Rr]ule|[Pp]rovision)s?\.?\s+({_DOTTED_NUMBER}(?:{JOIN}(?:{_DOTTED_NUMBER}|{BRACKETS}))*)"
    r"(?:\.?\s+(?:above|below)\b)?"
)
_OF_PART = re.compile(r",?\s(?:of|in|to)\s(?P<part>[A-Za-z][a-z]{3,7}\s(?:\d{1,2}|[A-Z]\d?))\b")
_OF_PARAGRAPHS = re.compile(r"[Pp]ara(?:graph)?s?\.?\s")
"""In every text that cites one: not in one with `separate` or `Parade`, which need none of the long patterns."""
_AND = r"(?:\s*,\s*(?:and\s+|or\s+)?|\s+(?:and|or|to)\s+|\s*[–-]\s*)"
_COUNTED_ITEM = r"\d{1,3}(?:\([a-z]{1,4}\)|\(\d{1,3}\))*"
_PLAIN = re.compile(
    rf"\b[Pp]ara(?:graph)?(?:s\.?\s+({_COUNTED_ITEM}(?:{_AND}(?:{_COUNTED_ITEM}|{BRACKETS}))*)(?!{_AND}\d)|\.?\s+({_COUNTED_ITEM}))"
    r"(?![\w%]|\.\d|\s*\(\w{1,4}\)|\s+(?:of|to|in)\b(?!\s+th(?:is|ese)\b))"
)
"""`paragraph 4`, `paragraphs 4, 7(a) and 9 of this notice`, `paragraphs 1 – 3`, of which the two ends are told."""
_DOTTED_SECTION = re.compile(
    rf"\b[Ss]ections?\s+({_DOTTED_NUMBER}(?:{_AND}{_DOTTED_NUMBER})*)(?![\w%]|\.\d|\s*\(\w{{1,3}}\)|\s+(?:of|to|in)\b(?!\s+th(?:is|ese)\b))"
)
"""`section 15.2`, `sections 15.2 and 15.3 of this code`."""
_NUMBER = rf"\d{{1,3}}(?:\.\d{{1,3}})*[A-Z]?{ITEMS}"
_HERE = re.compile(
    rf"\b([Pp]aragraph|[Ss]ection|[Cc]lause)s?\s+({_NUMBER}(?:{JOIN}(?:{_NUMBER}|{BRACKETS}))*)\.?\s+(?:above|below)\b"
)
"""`paragraph 1.1 above`: of this document, whether or not it has the number."""
_CLAUSE = re.compile(r"\b(?:[Tt]his\s+)?[Cc]lauses?\s+(\d{1,3})(?![\w%]|\.\d)")
"""`clause 8`: a contract's word for a section."""
_BEHIND_A_TITLE = re.compile(r"[a-z],\s+\Z")
"""A section that stands by itself behind a title in small letters: `guidance on kites and reels, section 5.`"""
_PARAGRAPHS = rf"[Pp]ara(?:graph)?s?\.?\s+({_COUNTED_ITEM}(?:{_AND}{_COUNTED_ITEM})*)"
_PARAGRAPHS_BEHIND = re.compile(rf",?\s+(?:at\s+)?{_PARAGRAPHS}(?![\w%]|\.\d)")
_PARAGRAPHS_IN_FRONT = re.compile(rf"\b{_PARAGRAPHS}\s+(?:of|in|to)\s+(?:the\s+)?\Z")
"""`Annex H, paras. 31-34` and `paragraph 25 of Annex C`."""
_EU_ARTICLE = r"\d{1,3}[A-Za-z]?(?:\s?\((?:[a-z]{1,4}|\d{1,3})\))*"
_OF_EU_LAW = later(
    rf"\b[Aa]rticles?\s+(?P<list>{_EU_ARTICLE}(?:{_AND}{_EU_ARTICLE})*)(?:,\s*|\s+)(?:(?:of|in|to)\s+)?(?:the\s+)?"
    r"(?P<law>(?:[A-Z][a-z]+\s+){0,3}?(?:E[UC]\s+)?(?:Regulation|Reg\.?|Directive)\s*(?:\(E(?:U|C|EC)\)\s*)?(?P<no>[Nn]o\.?\s*)?"
    r"(?P<first>\d{2,4})/(?P<second>\d{1,4})\b|(?:UK\s+|EU\s+)?(?:GDPR\b|General\sData\sProtection\sRegulation\b))"
)
"""`Article 195, EU Reg. No. 952/2013`, `Article 6(1)(e) of UK GDPR`."""
_FUNCTION = "in|and|or|to|is|are|was|were|for|by|on|at|as|with|from|under|shall|should|must|may|which|that|if|when"
"""Words that do not belong to the name of what a section is of: section 2 of this notification *in*."""
_OWN_SECTION = re.compile(
    r"\b[Ss]ections?\s+(\d{1,3})(?![\dA-Za-z]|\.\d|\s*\((?![A-Z][^()]{2,}))(?:\s*\([A-Z][^()]{3,120}\))?"
    rf"(?P<of>\s+of\s+(?:the\s+|that\s+|this\s+)[\w-]+(?:\s(?!(?:{_FUNCTION})\b)[\w-]+)?)?"
)
_CHAPTERS = re.compile(
    rf"\b[Cc]hapters?\s+(\d{{1,2}}(?:{_AND}\d{{1,2}})*)"
    rf"(?![\w%]|\.\d|{_AND}(?:\d|Part\b)|\s+of\s+(?!th(?:is|ese)\b|the\s+[a-z]))"
)
_FEWEST_CHAPTERS = 3
_LETTER = re.compile(r"(?<=\d)([a-z])\Z")
_TOPMOST = re.compile(r"(?:Section|Schedule|Annex|Appendix) [A-Z0-9]+")
_DIVISION = re.compile(
    r"\b([Ss]chedule|SCHEDULE|[Aa]nnex|ANNEX|[Aa]ppendix|APPENDIX|[Ss]ection(?=\s+[A-Z]))\s+([A-Z]\d{0,2}|\d{1,2}[A-Z]?)(?![\w’-]|[.(]\w)"
)
_DIVISIONS = ("chedule", "SCHEDULE", "nnex", "ANNEX", "ppendix", "APPENDIX", "ection")
_OF_THIS = re.compile(r"\s+(?:of|to)\s+(?!this\b|these\b|our\b)", re.IGNORECASE)
_OF_ANY = re.compile(r"[\s,]+(?:of|in|to|from)\s+(?!this\b|these\b)", re.IGNORECASE)
_SIGNS = ("lause", "hapter", "ection", "chedule", "SCHEDULE", "egulation", "rticle", "ule")
_ANNEXES = ("nnex", "ANNEX", "ppendix", "APPENDIX")
_NAMES_SECTION = re.compile(r"\([Ss]ection (\d{1,3})\)$")
_ITS_OWN = re.compile(r"\s+of\s+(?:this|the)\s+(?:code|codes|notification|document|guidance|schedule)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Where:
    """The labelled provision that words stand in, all labels by key, and the numbers of the document's sections.

    `running` where a plain number of a paragraph is the document's own: instructions name those of what they amend.
    `beside` where `sub-paragraph (a)` is one of the words' own neighbours: of an instruction it is one of its target's.
    `citable` are the sections that a bare number names: none where headings name those of another text or where
    instructions do, of what they amend. `units` where sections are called articles or rules.
    `series` are what its dotted numbers count on from (`4` of 4.1, 4.2), `chapters` what the labels of the divisions
    begin with that the document's words call chapters, if they do.
    """

    label: str
    labels: dict[str, str]
    sections: frozenset[str]
    running: bool
    citable: frozenset[str]
    beside: bool = True
    chapters: str = ""
    units: bool = False
    series: frozenset[str] = frozenset()

    def lacks(self, number: str) -> bool:
        """Whether a dotted number would be the document's own and is not there: 4.9 where it has 4.1 to 4.5."""
        return number.partition("(")[0].rpartition(".")[0] in self.series

    def own(self, number: str, named: str = "") -> str | None:
        """The label of a number in the part or annex named or speaking, if it numbers its own; else in the document."""
        around = (named,) if named else (self.label, self.label.rpartition("/")[0])
        parts = (f"{part}/{number}" for part in around if part)
        return next(filter(None, (self.labels.get(label_key(each)) for each in (*parts, number))), None)


def references(
    provisions: Sequence[Provision], effects: Sequence[Effect], own: Sequence[Scheme], others: Sequence[Scheme] = ()
) -> tuple[Reference, ...]:
    """Every citation in the words of provisions and of what instructions insert, in order.

    `own` are the schemes of the document, `others` those of other works.
    """
    own_nodes = list(_labelled(provisions))
    nodes = [*own_nodes, *(pair for effect in effects for pair in _labelled(effect.content))]
    labels = {node.key: node.label for _, node in nodes if node.label}
    acts = named_acts(node.text for _, node in nodes if node.text)
    schemes = tuple(dict.fromkeys((*own, *(scheme for scheme in others if scheme not in own))))
    headed = _acts_of_headings(provisions, acts)
    titled = _named_in_titles(node for _, node in own_nodes)
    labels = {label_key(name): label for name, label in titled.items()} | labels
    topmost = (*titled, *labels.values())
    sections = frozenset(label.removeprefix("Section ") for label in topmost if _TOPMOST.fullmatch(label))
    others_sections = bool(effects) or any(map(_names_anothers, (node for _, node in nodes)))
    citable = frozenset[str]() if others_sections else sections
    found: list[Reference] = []
    told: dict[str, set[str]] = {}
    chapters = _chapters(own_nodes, labels)
    if chapters:  # a number of a section is one of an Act
        sections = frozenset(each for each in sections if not each.isdigit())
        citable = citable & sections
    units = not effects and has_units(labels.values())
    series = series_of(labels.values())
    signs = (*citation_signs(schemes), *_SIGNS, *_ANNEXES)
    for place, (label, node) in enumerate(nodes):
        text = node.text
        told_of = (
            units or any(map(text.__contains__, signs)) or _of_paragraphs(text) or ("s." in text and "Act" in text)
        )
        if told_of and node.kind != "row":
            beside = not effects or place >= len(own_nodes)
            where = _Where(label, labels, sections, not effects, citable, beside, chapters, units, series)
            of_acts = tuple(_of_acts(text, where, headed.get(id(node), acts), told))
            found += _of_schemes(text, where, schemes, tuple(own))
            found += _inside(text, where, {at for _, at in of_acts})
            found += [reference for reference, _ in of_acts]
    return tuple(dict.fromkeys(found))


def _acts_of_headings(provisions: Sequence[Provision], acts: Acts) -> dict[int, Acts]:
    """The Acts as they are for what stands under a heading that names one, by the identity of the provision.

    `1.1 Kites: the Kites Act 1973`: a bare section under it is of that Act. A heading without a number holds for its
    neighbours up to the next; the title for none.
    """
    found: dict[int, Acts] = {}
    title = 1 if provisions and provisions[0].kind == "heading" else 0
    waiting: list[tuple[Acts | None, Sequence[Provision]]] = [(None, provisions[title:])]
    while waiting:
        around, nodes = waiting.pop()
        here = around
        for node in nodes:
            named = acts.of_heading(node.heading) if node.heading else None
            here = (named or around) if node.kind == "heading" else here
            inside = named or here
            if inside is not None:
                found[id(node)] = inside
            if node.children:
                waiting.append((inside, node.children))
    return found


def _chapters(nodes: Sequence[tuple[str, Provision]], labels: dict[str, str]) -> str:
    """What the labels of a document's divisions begin with, where its words call several of them chapters."""
    own = "Chapter" if label_key("Chapter 1") in labels else "Section"
    if any(node.printed.startswith("Section") for _, node in nodes if node.kind == "section"):
        return ""
    named = [listed for _, node in nodes if "hapter" in node.text for listed in _CHAPTERS.findall(node.text)]
    numbers = {number for number in re.findall(r"\d+", " ".join(named)) if label_key(f"{own} {number}") in labels}
    return own if len(numbers) >= _FEWEST_CHAPTERS else ""


def _named_in_titles(nodes: Iterable[Provision]) -> dict[str, str]:
    """The labels of numbered sections that their titles call otherwise, by that name: `17. Appendix A – Fees`."""
    headed = ((node.label, _DIVISION.match(node.heading)) for node in nodes if node.label and node.heading and node.num)
    named = [(f"{title[1].capitalize()} {title[2]}", label) for label, title in headed if label and title]
    return dict(reversed(named))


def _names_anothers(node: Provision) -> bool:
    """Whether a section's heading names a section of another text: `5. What you declare (section 1)`."""
    named = _NAMES_SECTION.search(node.heading) if node.heading and node.num else None
    return named is not None and named[1] != node.num


def _of_paragraphs(text: str) -> bool:
    return "ara" in text and _OF_PARAGRAPHS.search(text) is not None


def _labelled(nodes: Sequence[Provision]) -> Iterator[tuple[str, Provision]]:
    """Each node with its own label or that of the nearest labelled provision around it."""
    waiting = [("", node) for node in reversed(nodes)]
    while waiting:
        label, node = waiting.pop()
        own = node.label or label
        yield own, node
        if node.children:
            waiting += [(own, child) for child in reversed(node.children)]


def _of_schemes(text: str, where: _Where, schemes: Sequence[Scheme], own: tuple[Scheme, ...]) -> Iterator[Reference]:
    prefixes = {"", *(scheme.prefix for scheme in own)}
    for words, labels in scheme_citations(text, schemes, own):
        for label in labels:
            known = where.labels.get(label_key(label)) or where.labels.get(label_key(_LETTER.sub(r"(\1)", label)))
            its_own = known or prefix_of(label, schemes).strip() in prefixes
            if label_key(label) != label_key(where.label):
                yield Reference(where.label, known or label, words, "internal" if its_own else "external")


def _inside(text: str, where: _Where, of_acts: Collection[int]) -> Iterator[Reference]:
    """Sub-paragraphs of the paragraph that speaks, paragraphs and sections of the document by their own number.

    `of_acts` are the places of the text where sections of Acts are cited.
    """
    if where.running and ("above" in text or "below" in text):
        yield from _above_or_below(text, where)
    if "lause" in text or "ule" in text or "rovision" in text or _of_paragraphs(text):
        yield from _sub_paragraphs(text, where) if where.beside else ()
        yield from _own_paragraphs(text, where)
        yield from _own_clauses(text, where)
    for match in _OWN_SECTION.finditer(text) if "ection" in text else ():
        label = f"Section {match[1]}"
        its_own = (
            _ITS_OWN.match(match["of"])
            if match["of"]
            else match[1] in where.citable
            and not ANOTHERS.match(text, match.end())
            and not is_anothers(text, match.start())
            and not (_BEHIND_A_TITLE.search(text, 0, match.start()) and text[match.end() :][:1] in ("", ".", ";", ")"))
        )
        there = label_key(label) in where.labels or (match["of"] and "this" in match["of"] and where.sections)
        if its_own and match.start() not in of_acts and there:
            end = match.end() if its_own is True else match.start("of") + its_own.end()
            yield Reference(where.label, label, text[match.start() : end], "internal")
    for match in _DOTTED_SECTION.finditer(text) if "ection" in text and where.running else ():
        for number in re.findall(_DOTTED_NUMBER, match[1]):
            label = where.labels.get(label_key(number), where.label)
            if label != where.label and match.start() not in of_acts and not is_anothers(text, match.start()):
                yield Reference(where.label, label, match[0], "internal")
    if where.chapters and "hapter" in text:
        yield from _own_chapters(text, where)
    yield from _own_divisions(text, where, of_acts)
    for at, words, named in units_cited(text) if where.units else ():
        others = at in of_acts or (is_anothers(text, at) and not _PARAGRAPHS_IN_FRONT.search(text, 0, at))
        labels = () if others else (where.labels.get(label_key(each)) for each in named)
        yield from (Reference(where.label, each, words, "internal") for each in labels if each and each != where.label)


def _own_chapters(text: str, where: _Where) -> Iterator[Reference]:
    """`chapter 6` and `chapters 6 and 10 of this guidance`, whatever the labels call them."""
    for match in _CHAPTERS.finditer(text):
        for number in () if is_anothers(text, match.start()) else re.findall(r"\d+", match[1]):
            label = where.labels.get(label_key(f"{where.chapters} {number}"))
            if label and label != where.label:
                yield Reference(where.label, label, match[0], "internal")


def _own_divisions(text: str, where: _Where, of_acts: Collection[int]) -> Iterator[Reference]:
    """`Annex B`, `Schedule 2`, `section D2` of the document, where no other text is named beside it."""
    for match in _DIVISION.finditer(text) if any(map(text.__contains__, _DIVISIONS)) else ():
        name = f"{match[1].capitalize()} {match[2]}"
        below = f"{name[: -len(match[2]) + 1]}/{match[2]}"
        label = where.labels.get(label_key(name)) or where.labels.get(label_key(below))
        if match.start() in of_acts or _OF_THIS.match(text, match.end()) or is_anothers(text, match.start()):
            continue
        first = label_key(f"{match[1]} {'A1'[match[2].isdigit()]}")  # of a series that lacks the one named
        lacked = name if first in where.labels and match[1].lower() != "section" else where.label
        if (label or lacked) != where.label:
            yield Reference(where.label, label or lacked, match[0], "internal")
            behind = _PARAGRAPHS_BEHIND.match(text, match.end())
            if listed := behind or _PARAGRAPHS_IN_FRONT.search(text, 0, match.start()):
                words = match[0] + listed[0] if behind else listed[0] + match[0]
                for each in re.findall(_COUNTED_ITEM, listed[1]):
                    if target := where.labels.get(label_key(f"{label}/{each}")):
                        yield Reference(where.label, target, words, "internal")


def _sub_paragraphs(text: str, where: _Where) -> Iterator[Reference]:
    for match in _SUB.finditer(text):
        named = _OF_NAMED.match(text, match.end())
        outer = where.labels.get(label_key(named[1].rstrip(".,;:"))) if named else None
        for items in re.findall(rf"{BRACKETS}(?:{BRACKETS})*", match[1]):
            target = (f"{outer}{items}" if outer else None) if named else _nearest(items, where)
            if target:
                yield Reference(where.label, target, match[0], "internal")


def _own_paragraphs(text: str, where: _Where) -> Iterator[Reference]:
    """`paragraph 3.1`, `paragraphs 3.1(a) and (b)`; `paragraph 45` where no other document is named beside it.

    In an annex that numbers its own, `paragraph 1` is the annex's.
    """
    for match in _PARAGRAPH.finditer(text):
        last, named = "", _OF_PART.match(text, match.end())
        others = ANOTHERS.match(text, match.end()) or is_of_guide(text, match.start())
        for number in () if others else re.findall(_NUMBER_OR_ITEM, match[1]):
            last = item_beside(last, number) if number.startswith("(") else number
            known = where.own(last, named["part"] if named else "")
            lacks = where.lacks(last) and not (_OF_ANY.match(text, match.end()) or is_anothers(text, match.start()))
            if known or (where.running and (where.own(last.partition("(")[0]) or lacks)):
                yield Reference(where.label, known or last, match[0], "internal")
    division, numbered, _ = where.label.rpartition("/")
    for match in _PLAIN.finditer(text) if where.running else ():
        last = ""
        for number in re.findall(rf"{_COUNTED_ITEM}|{BRACKETS}", match[1] or match[2]):
            last = item_beside(last, number) if number.startswith("(") else number
            beside = f"{where.label.partition('(')[0]}({last})" if where.units else last
            label = where.labels.get(label_key(f"{division}/{last}" if numbered else beside))
            others = is_anothers(text, match.start()) or of_a_judgment(text, match)
            if label and label != where.label and not others:
                yield Reference(where.label, label, match[0], "internal")


def _above_or_below(text: str, where: _Where) -> Iterator[Reference]:
    """`paragraph 1.1 above` is the document's own: a number that it does not have is said to be missing."""
    for match in _HERE.finditer(text):
        last = ""
        for number in re.findall(rf"{_NUMBER}|{BRACKETS}", match[2]):
            last = item_beside(last, number) if number.startswith("(") else number
            meant = f"Section {last}" if match[1].casefold() == "section" and "." not in last else last
            known = where.own(last) or where.labels.get(label_key(meant))
            if known is None or (known != where.label and meant == last and match[1].casefold() == "section"):
                yield Reference(where.label, known or meant, match[0], "internal")


def _own_clauses(text: str, where: _Where) -> Iterator[Reference]:
    """`clause 8` of terms whose sections have that number, where nothing else is named that may have it."""
    for match in _CLAUSE.finditer(text) if "lause" in text else ():
        label = where.labels.get(label_key(f"Section {match[1]}"))
        others = ANOTHERS.match(text, match.end()) or is_anothers(text, match.start())
        if label and label != where.label and not others:
            yield Reference(where.label, label, match[0], "internal")


def _nearest(items: str, where: _Where) -> str | None:
    """The item meant by `sub-paragraph (a)`: under the provision that speaks, or under what it stands in."""
    try:
        citation: Citation | None = Citation.parse(where.label)
    except CitationError:
        return None
    while citation is not None:
        candidate = f"{citation}{items}"
        if label_key(candidate) in where.labels:
            return where.labels[label_key(candidate)]
        citation = citation.parent if citation.items else None
    return None


def _of_acts(text: str, where: _Where, acts: Acts, told: dict[str, set[str]]) -> Iterator[tuple[Reference, int]]:
    """Sections of Acts and regulations, each with its place in the text.

    `told` remembers with which Acts each section was cited.
    """
    if "ection" in text or "chedule" in text or ("s." in text and "Act" in text):
        for words, address, at in section_addresses(text, acts, where.sections.__contains__, told):
            yield Reference(where.label, address, words, "act"), at
    of_eu = {match.start(): match for match in _OF_EU_LAW.finditer(text)} if "rticle" in text else {}
    for words, address, at in regulation_addresses(text, acts):
        if at not in of_eu:
            yield Reference(where.label, address, words, "act"), at
    for at, match in of_eu.items():
        for path in section_paths(match["list"].replace(" (", "(")):
            address = eu_law(match["first"], match["second"], match["law"], bool(match["no"]))
            yield Reference(where.label, f"{address}/article/{path}", " ".join(match[0].split()), "act"), at
