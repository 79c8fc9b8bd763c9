"""The catalogue as a witness: what it says a text of this work has at least."""

from collections.abc import Sequence

from corpus.identifiers import contradicts
from corpus.provision import Provision, walk
from corpus.text import fold
from corpus.work import Doubt, Expression, Work, WorkKind
from parser.witnesses.evidence import Evidence, Hearing


def catalogued(evidence: Evidence) -> Hearing:
    """The kind of the work, the prefix of its labels, `minimum_measures` and `must_contain`."""
    hearing = Hearing()
    if evidence.work is not None:
        _hear(evidence.provisions, evidence.kind, evidence.work, hearing)
    return hearing


def catalogued_doubts(text: Expression, work: Work) -> tuple[Doubt, ...]:
    """The same of a text read before it was known whose it is, and whether it has another number than the work."""
    hearing = Hearing()
    _hear(text.provisions, text.kind, work, hearing)
    if contradicts(text.identifiers, work.numbers):
        own = ", ".join(value for _, value in text.identifiers)
        hearing.doubt("catalogue", work.id, f"its number is {own}, the catalogue says {', '.join(work.identifiers)}")
    return tuple(hearing.doubts)


def _hear(provisions: Sequence[Provision], kind: WorkKind | None, work: Work, hearing: Hearing) -> None:
    nodes = list(walk(tuple(provisions)))
    labels = [node.label for node in nodes if node.kind == "measure" and node.label]
    if work.scheme and labels:
        _hear_prefix(labels, work.scheme.prefix, work.id, hearing)
    if work.minimum_measures:
        found = len(labels)
        if found < work.minimum_measures:
            hearing.doubt("catalogue", work.id, f"{found} measures, {work.minimum_measures} or more are expected")
        else:
            hearing.agrees += 1
    words = (
        fold("\n".join(f"{node.heading or ''} {node.text}" for node in nodes)).casefold() if work.must_contain else ""
    )
    for text in work.must_contain:
        if fold(text).casefold() in words:
            hearing.agrees += 1
        else:
            hearing.doubt("catalogue", work.id, f"its text must contain {text!r}")
    if kind == work.kind:
        hearing.agrees += 1
    elif kind is not None:
        hearing.doubt("kind", work.id, f"the catalogue says {work.kind}, the text looks like {kind}")


def _hear_prefix(labels: Sequence[str], prefix: str, work: str, hearing: Hearing) -> None:
    """Most measures of a code are labelled with its prefix, or the text is another code's."""
    others = [label for label in labels if not label.startswith(prefix)]
    if len(others) * 2 > len(labels):
        hearing.doubt("catalogue", work, f"{len(others)} measures are labelled like {others[0]}, not {prefix}")
    else:
        hearing.agrees += 1
