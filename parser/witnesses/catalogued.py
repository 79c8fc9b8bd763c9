"""The catalogue as a witness: what it says a text of this work has at least."""

from corpus.text import fold
from parser.witnesses.evidence import Evidence, Hearing


def catalogued(evidence: Evidence) -> Hearing:
    """The kind of the work, `minimum_measures` and `must_contain`."""
    hearing = Hearing()
    work = evidence.work
    if work is None:
        return hearing
    if work.minimum_measures:
        found = sum(seat.node.kind == "measure" and bool(seat.node.label) for seat in evidence.seats)
        if found < work.minimum_measures:
            hearing.doubt("catalogue", work.id, f"{found} measures, {work.minimum_measures} or more are expected")
        else:
            hearing.agrees += 1
    if work.must_contain:
        words = fold("\n".join(block.text for block in evidence.reading.blocks)).casefold()
        for text in work.must_contain:
            if fold(text).casefold() in words:
                hearing.agrees += 1
            else:
                hearing.doubt("catalogue", work.id, f"its text must contain {text!r}")
    if evidence.kind == work.kind:
        hearing.agrees += 1
    elif evidence.kind is not None:
        hearing.doubt("kind", work.id, f"the catalogue says {work.kind}, the text looks like {evidence.kind}")
    return hearing
