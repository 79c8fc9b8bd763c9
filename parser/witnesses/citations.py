"""What the words of a document say of its provisions: references to its own labels, and whose definitions they are."""

import re

from corpus.citation import label_key
from corpus.work import Reference
from parser.witnesses.evidence import Evidence, Hearing, Seat

_SCOPE = re.compile(
    r"\s*(?:In|For (?:the )?purposes? of)\s+(?:[Rr]ecommendations?|[Mm]easures?)?\s*"
    r"(?P<label>[A-Z][A-Z&-]{1,7}[ \u00a0]?[A-Z]{1,2}\d{1,3}[A-Z]?)(?=[\s,:])"
)

_DEFINITIONS = re.compile(r"\b(?:definitions?|interpretation|glossary)\b", re.IGNORECASE)
_MEANS = re.compile(r"(?:\S+\s+){0,8}means\b|Terms?\s+(?:Meaning|Definition)s?\s*$", re.IGNORECASE)

_FIGURES = re.compile(r"\d+")
_FAR = 10
"""Numbered headings between words and what they say is above or below, from which that is hardly meant."""


def references(evidence: Evidence) -> Hearing:
    """Every reference to a label of the work itself is the label of one provision, or of a number left unused.

    An instrument's references are to the code that it amends, which is not before the witness.
    """
    hearing = Hearing()
    if evidence.effects:
        return hearing
    unused = {each.key for each in evidence.reserved}
    again = {label_key(each.at) for each in evidence.repairs if each.kind == "repeated_label"}
    unsure: list[str] = []
    for reference in evidence.references:
        target = label_key(reference.target)
        if reference.kind != "internal":
            continue
        if target in again:
            unsure.append(reference.target)
        elif target in evidence.labels and (amiss := _elsewhere(reference, evidence)):
            hearing.doubt("reference", reference.source or reference.target, amiss)
        elif target in evidence.labels or target in unused:
            hearing.agrees += 1
        else:
            detail = f"“{reference.text[:80]}” names {reference.target}, which is not in the document"
            hearing.doubt("reference", reference.source or reference.target, detail)
    if unsure:
        hearing.doubt("reference", unsure[0], f"cited, and printed more than once: {', '.join(dict.fromkeys(unsure))}")
    return hearing


def _elsewhere(reference: Reference, evidence: Evidence) -> str:
    """What is wrong where `paragraph 1.1 above` stands below, or is the number of a heading far from the words."""
    side = "above" if reference.text.endswith("above") else "below" if reference.text.endswith("below") else ""
    source, target = evidence.labels.get(label_key(reference.source)), evidence.labels[label_key(reference.target)]
    if not side or source is None or source is target:
        return ""
    said = f"“{reference.text[:80]}” names {reference.target}"
    if (target.place < source.place) != (side == "above"):
        return f"{said}, which does not stand {side}"
    one, other = _FIGURES.findall(reference.source), _FIGURES.findall(reference.target)
    far = len(one) == len(other) > 1 and one[:-1] == other[:-1] and abs(int(one[-1]) - int(other[-1])) > _FAR
    return f"{said}, the heading “{target.node.heading[:60]}” far {side}" if far and target.node.heading else ""


def definitions(evidence: Evidence) -> Hearing:
    """A definition stands in the provision of its scope, and in the measure that the words before it name.

    In a section of a code that is headed as one of definitions, words that say what a term means are one.
    """
    hearing = Hearing()
    unread: dict[str, str] = {}
    for seat in evidence.seats:
        if seat.node.kind == "definition" and seat.node.label and "@" in seat.node.label:
            _definition(seat, evidence, hearing)
        elif evidence.kind == "code" and seat.node.kind == "text" and _defines(seat):
            unread.setdefault(seat.within, seat.node.text)
    for section, words in unread.items():
        hearing.doubt("definition", section, f"words that say what a term means, in no definition: {words[:60]!r}")
    return hearing


def _defines(seat: Seat) -> bool:
    """Whether unlabelled words among definitions say what a term means, or are the head of a table of terms."""
    section = seat.labelled
    if section is None or section.kind != "section" or not _DEFINITIONS.search(section.heading or ""):
        return False
    return bool(_MEANS.match(seat.node.text))


def _definition(seat: Seat, evidence: Evidence, hearing: Hearing) -> None:
    label = seat.node.label or ""
    scope = label.rpartition("@")[2]
    around = seat.above[-1] if seat.above else None
    named = _SCOPE.match(seat.node.text) or (_SCOPE.match(around.text) if around else None)
    if label_key(scope) in evidence.labels and not seat.stands_in(scope):
        hearing.doubt("definition", label, f"does not stand in {scope}")
    elif named and label_key(named["label"]) in evidence.labels and label_key(named["label"]) != label_key(scope):
        hearing.doubt("definition", label, f"its words say that it is for {named['label']}")
    else:
        hearing.agrees += 1
