"""Applicability: to which services each measure of a code applies, read from its words.

A measure says so twice: in its Application paragraph and in its row of the index. Both are read; where they
differ that is kept, so that nobody is told either as the truth. What *large* and *multi-risk* mean is read from
the definitions of the same code.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from corpus.citation import label_key
from corpus.condition import ALWAYS, BY_THE_CODE_ONLY, Applicability, CodeConditions, Condition, Derived, Kind, every
from corpus.enumerators import counts_on
from corpus.provision import Provision, walk
from corpus.work import Expression
from parser.codes.condition_clauses import Clause, read_clause
from parser.codes.condition_phrases import Phrases
from parser.codes.condition_sentences import unreadable
from parser.codes.harm_kinds import kinds_of

_APPLICATION = re.compile(r"\bapplication\b|\bwho (?:this|the) (?:measure|recommendation) applies to\b", re.IGNORECASE)
_APPLIES = re.compile(
    r"^\s*(?:this|the)\s+(?:measure|recommendation)\s+(?:applies|is recommended|is (?:meant |intended )?for|does not apply)\b|^\s*applies to\b",
    re.IGNORECASE,
)
_LIMITS = re.compile(
    r"\b(?:this|the) (?:measure|recommendation) does not apply\b|^\s*it does not apply\b", re.IGNORECASE
)
_INDIVIDUAL = re.compile(r"\bin relation to an? (?:individual|person|user)\b", re.IGNORECASE)
_MAY = re.compile(r"\b(?:the )?providers?\s+(?:may|can choose to|is permitted to)\b", re.IGNORECASE)
_SHOULD = re.compile(
    r"\b(?:should|must|shall|ought to|(?:is|are) to|(?:has|have|needs?) to"
    r"|(?:is|are) (?:required|expected|recommended|obliged|prohibited)|(?:may|can) (?:not|never|only)|cannot"
    r"|no (?:service )?providers? (?:may|can))\b",
    re.IGNORECASE,
)
_COUNTS_AS = re.compile(
    r"(?:\b(?:a|the) service (?:is|counts as|will be|is to be (?:treated|regarded) as) an? (?P<name>[\w-]+(?: [\w-]+){0,3}?) service\s+(?:if|where|when)\s+(?P<if>.+))"
    r"|(?:\b(?:where|if|when)\s+(?P<where>.+?),\s+(?:the|a|that) service\s+(?:is|counts as|is to be treated as) an? (?P<named>[\w-]+(?: [\w-]+){0,3}?) service\b)",
    re.IGNORECASE | re.DOTALL,
)
_A_SERVICE = re.compile(
    r"^\s*(?:means\s+)?(?:an?|any)\s+(?:[\w-]+\s+)?service\s+(?:which|that|with|having)\s+", re.IGNORECASE
)
_SEE = re.compile(r"\bsee (?:paragraph|section)\s+([\w.]+\d)", re.IGNORECASE)
_MARK = re.compile(r"(?<!\w)\(?([a-z]{1,2}|[ivx]{1,4})\)\s+")
_OF_THE_CODE = re.compile(r"\s*(?:the|this) code\b", re.IGNORECASE)
_SCOPE = re.compile(r"\bapplies (?:in relation to|to|in respect of)\s+(.+?)(?:\.|$)", re.IGNORECASE)


def applicability(code: Expression) -> CodeConditions:
    """The conditions of every measure of a code."""
    kinds = kinds_of(code.provisions)
    measures = [node for node in walk(code.provisions) if node.kind == "measure" and node.label]
    prefix = _prefix(measures)
    phrases = Phrases(kinds, prefix)
    derived = tuple(_derived(code.provisions, phrases))
    phrases.services = tuple(
        each.fact for each in derived if each.fact not in ("large", "multi-risk", "large general search")
    )
    entries = {
        label_key(node.label.removeprefix("Index/")): node
        for node in walk(code.provisions)
        if node.kind == "index_entry" and node.label
    }
    listed = {node.key: node for node in measures if node.label}
    order = [*listed, *(key for key in entries if key not in listed)]
    made = tuple(_measure(listed.get(key), entries.get(key), phrases) for key in order)
    scope = _scope(code)
    said = scope.text if scope else ""
    limit = (
        Condition(
            "fact",
            value="likely_accessed_by_children",
            text="likely to be accessed by children",
            at=scope.label or "" if scope else "",
            sentence=said,
        )
        if _for_children(code, said)
        else ALWAYS
    )
    return CodeConditions(
        code.version or code.title, _service(code, said), limit, kinds, derived, made, _harmful_to_children(code, kinds)
    )


def _prefix(measures: Sequence[Provision]) -> str:
    return next((node.label.rpartition(" ")[0] for node in measures if node.label and " " in node.label), "")


def _service(code: Expression, scope: str) -> str:
    """The kind of service a code is for, by its title or its sentence of scope; empty where neither says."""
    said = f"{code.title} {scope}".casefold()
    kinds = [name for name, word in (("user-to-user", "user-to-user"), ("search", "search service")) if word in said]
    return kinds[0] if len(kinds) == 1 else ""


def _scope(code: Expression) -> Provision | None:
    """The paragraph that says to which services the code as a whole applies."""
    paragraphs = (node for node in walk(code.provisions) if node.kind == "paragraph")
    return next((node for node in paragraphs if _OF_THE_CODE.match(node.text) and _SCOPE.search(node.text)), None)


def _for_children(code: Expression, scope: str) -> bool:
    if scope:
        return bool(re.search(r"likely to be accessed by children", scope, re.IGNORECASE))
    return bool(re.search(r"protection of children", code.title, re.IGNORECASE))


def _harmful_to_children(code: Expression, kinds: Sequence[Kind]) -> bool:
    """Whether the kinds of the code are of content harmful to children, not of illegal harm."""
    grouped = any("priority content" in kind.group.casefold() for kind in kinds)
    return grouped or bool(re.search(r"protection of children", code.title, re.IGNORECASE))


def _derived(provisions: tuple[Provision, ...], phrases: Phrases) -> Iterator[Derived]:
    """What the code's own sentences and definitions say makes a service large, multi-risk, or of another named kind."""
    seen: set[str] = set()
    unread: dict[str, Derived] = {}
    for node in walk(provisions):
        found = _COUNTS_AS.search(node.text) if node.kind in ("paragraph", "text", "definition") else None
        made = _counting(node, found, phrases) if found else _defined(node, provisions, phrases)
        if made and made.condition.unreadable:
            unread.setdefault(made.fact, made)
        elif made and made.fact not in seen:
            seen.add(made.fact)
            yield made
    yield from (unread[fact] for fact in BY_THE_CODE_ONLY if fact in unread and fact not in seen)


def _counting(node: Provision, found: re.Match[str], phrases: Phrases) -> Derived | None:
    name = (found["name"] or found["named"] or "").casefold()
    clause = Clause(
        (found["if"] or found["where"]),
        tuple(_clause(child) for child in node.children if child.kind == "subparagraph"),
        node.label or "",
    )
    first = re.split(r"(?<=[a-z\d)])\.\s+(?=[A-Z])", clause.text)[0]
    first = re.sub(r"\s*[,(]*\s*\(?(?:excluding|leaving out|except|other than)\b[^)]*\)?\s*\.?\s*$", "", first)
    condition = read_clause(Clause(_it_is(first), clause.items, clause.at), phrases)
    return Derived(_name(name), condition.placed(node.text, node.label or ""), node.label or "", node.text)


def _it_is(text: str) -> str:
    return re.sub(r"^\s*it\s+", "", text)


def _name(name: str) -> str:
    return re.sub(r"\s+", " ", name.casefold().replace("multi risk", "multi-risk")).strip()


def _defined(node: Provision, provisions: tuple[Provision, ...], phrases: Phrases) -> Derived | None:
    """A definition `large service: a service which has more than …`; one that points to a paragraph says nothing itself."""
    if node.kind != "definition" or not node.label:
        return None
    term = node.label.removeprefix("Definition/").rpartition("@")[0]
    if not term.casefold().endswith(" service"):
        return None
    meaning = node.text.partition("\n")[2] or re.sub(r"^.*?\bmeans\b", "", node.text, flags=re.DOTALL)
    if _SEE.search(meaning) or not _A_SERVICE.match(meaning):
        return None
    items = tuple(_clause(child) for child in node.children)
    condition = read_clause(
        Clause(
            _A_SERVICE.sub("has " if "with" in meaning[:40] or "having" in meaning[:40] else "", meaning, count=1),
            items,
            node.label,
        ),
        phrases,
    )
    return Derived(_name(term[: -len(" service")]), condition.placed(node.text, node.label), node.label, node.text)


def _measure(node: Provision | None, entry: Provision | None, phrases: Phrases) -> Applicability:
    label = (node.label if node else (entry.label or "").removeprefix("Index/") if entry else "") or ""
    title = (node.heading if node else entry.heading if entry else "") or ""
    words = (entry.application or "") if entry else ""
    index = read_clause(inline(words, entry.label or ""), phrases) if entry and words.strip() else None
    return Applicability(label, title, _paragraphs(node, phrases) if node else None, index, permissive(node))


def _paragraphs(measure: Provision, phrases: Phrases) -> Condition | None:
    """What the Application paragraphs say; None where the measure has none."""
    found = list(_application(measure))
    if not found:
        return None
    parts = [read_clause(_clause(node), phrases) for node in found if not _LIMITS.search(node.text)]
    limits = [unreadable(node.text).placed(node.text, node.label or "") for node in found if _excludes(node)]
    return every((*parts, *limits)) if parts or limits else None


def _excludes(node: Provision) -> bool:
    """A sentence that takes services out; one that takes out persons leaves the measure applying."""
    return bool(_LIMITS.search(node.text)) and not _INDIVIDUAL.search(node.text)


def _application(measure: Provision) -> Iterator[Provision]:
    groups = [
        child
        for child in measure.children
        if child.kind in ("group", "heading") and _APPLICATION.search(child.heading or "")
    ]
    inside = [node for group in groups for node in group.children if node.kind in ("paragraph", "text") and node.text]
    if inside:
        yield from (node for node in inside if node.kind == "paragraph" or _APPLIES.match(node.text))
        return
    yield from (node for node in measure.walk() if node.kind in ("paragraph", "text") and _APPLIES.match(node.text))


def permissive(measure: Provision | None) -> bool:
    """Whether a measure only permits: its recommendation says that the provider may, and never that it should, nor that
    it may not.
    """
    if measure is None:
        return False
    applying = {id(node) for node in _application(measure)}
    words = [
        node.text
        for node in measure.walk()
        if node.kind in ("paragraph", "subparagraph", "text") and id(node) not in applying
    ]
    return any(_MAY.search(text) for text in words) and not any(_SHOULD.search(text) for text in words)


def _clause(node: Provision) -> Clause:
    items = tuple(_clause(child) for child in node.children if child.kind == "subparagraph")
    flush = " ".join(child.text for child in node.children if child.kind == "text")
    made = Clause(node.text, items, node.label or "") if items else inline(node.text, node.label or "")
    return replace(made, behind=flush)


def inline(text: str, at: str) -> Clause:
    """A sentence whose list runs on in the line, `(a) …; or (b) …`, as a clause with items."""
    marks = [
        mark
        for mark in _MARK.finditer(text)
        if mark[0].startswith("(") or mark.start() == 0 or text[mark.start() - 1] in " ;,:"
    ]
    if not marks or marks[0][1] not in ("a", "i"):
        return Clause(text, (), at)
    return _nested(text, marks, 0, len(text), at)


def _nested(text: str, marks: list[re.Match[str]], start: int, end: int, at: str) -> Clause:
    """The clause of a stretch: its first mark opens the list, and its successors are the items at that depth."""
    inside = [mark for mark in marks if start <= mark.start() and mark.end() <= end]
    if not inside:
        return Clause(text[start:end].strip(), (), at)
    series = [inside[0]]
    for mark in inside[1:]:
        if counts_on(series[-1][1], mark[1]):
            series.append(mark)
    if len(series) < 2:
        return Clause(text[start:end].strip(), (), at)
    bounds = [mark.start() for mark in series[1:]] + [end]
    items = tuple(
        _nested(text, [m for m in marks if m not in series], mark.end(), bound, f"{at}({mark[1]})")
        for mark, bound in zip(series, bounds, strict=True)
    )
    return Clause(text[start : series[0].start()].strip(), items, at)
