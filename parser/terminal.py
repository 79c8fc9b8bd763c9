"""A parsed document for a terminal: its facts, its tree, what was left out and what was mended."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from corpus.effect import Effect
from corpus.provision import Provision
from corpus.work import Expression, Statement


def to_text(expression: Expression) -> str:
    """The outline of a document, ending with a newline."""
    return "\n".join(_lines(expression)) + "\n"


def _lines(expression: Expression) -> Iterator[str]:
    yield expression.title
    yield f"kind: {expression.kind or 'unknown'}; status: {expression.status or 'unknown'}"
    for name, value in expression.identifiers:
        yield f"{name}: {value}"
    for event in expression.dates:
        yield f"{event.type}: {event.date or 'not stated'} ({event.text})"
    if expression.statement:
        yield from _statement(expression.statement)
    yield ""
    for root in expression.provisions:
        yield from _tree(root, 0)
    if expression.effects:
        yield from ("", str(expression.amending))
        yield from instruction_lines(expression.effects)
    for note in expression.footnotes:
        yield f"[{note.num}] {note.text} (at {', '.join(note.refs) or 'no reference found'})"
    yield from _proof(expression)


def _tree(node: Provision, depth: int) -> Iterator[str]:
    name = node.label or f"({node.kind})"
    words = " – ".join(part for part in (node.heading or "", " ".join(node.text.split())) if part)
    yield f"{'  ' * depth}{name}  {words}".rstrip()
    for child in node.children:
        yield from _tree(child, depth + 1)


def instruction_lines(effects: Sequence[Effect]) -> Iterator[str]:
    """Each instruction as printed and, below it, as it was read: for a person who checks the reading."""
    for number, group in groupby(effects, lambda effect: effect.instruction):
        read = tuple(group)
        yield f"{number}  {' '.join(read[0].text.split())}"
        for effect in read:
            yield from effect_lines(effect)


def effect_lines(effect: Effect) -> Iterator[str]:
    """How one effect was read: the verb, then every phrase of the target beside what it was read as."""
    where = " ".join(part for part in (effect.label or "no target read", str(effect.part or "")) if part)
    yield f"      {effect.type}: {where}"
    yield from (f"        {name}: {value}" for name, value in _facts(effect).items() if value)


def _facts(effect: Effect) -> dict[str, str | None]:
    work = " ".join(part for part in (f"“{effect.title}”" if effect.title else "", effect.work or "") if part)
    titles = "; ".join(f"“{title}” must be the heading of {label}" for label, title in effect.named)
    until = "the end" if effect.until_end else _counted(effect.until_text, effect.until_occurrence)
    places = f"all {effect.occurrences}" if isinstance(effect.occurrences, int) else effect.occurrences
    return {
        "work": work,
        "must stand in": ", ".join(map(str, effect.within)),
        "title in brackets": titles,
        "position": " ".join(part for part in (effect.position or "", effect.anchor or "") if part),
        "for the words": _counted(effect.old_text, effect.occurrence),
        "up to": until,
        "beside the words": _counted(effect.anchor_text, None if effect.old_text else effect.occurrence),
        "places": places,
        "puts": effect.new_text,
        "becomes": effect.new_label,
        "takes effect": effect.commences.isoformat() if effect.commences else None,
        "inserts": ", ".join(node.label or node.kind for node in effect.content),
        "nothing was made of": effect.residue if effect.type == "not understood" else None,
    }


def _counted(words: str | None, occurrence: int | None) -> str | None:
    """Words in quotation marks, with which of their places is meant."""
    if words is None or occurrence is None:
        return f"“{words}”" if words is not None else None
    return f"“{words}”, the last place" if occurrence == -1 else f"“{words}”, place {occurrence}"


def _statement(statement: Statement) -> Iterator[str]:
    yield f"{statement.type}; from {statement.issuer or 'nobody named'}; to {statement.addressee or 'nobody named'}"
    for signatory in statement.signatories:
        parts = (signatory.name, signatory.role, signatory.organisation, signatory.group and f"({signatory.group})")
        yield f"  signed: {', '.join(part for part in parts if part)}"
    for ask in statement.asks:
        yield f"  asks: {' '.join(part for part in (ask.num, ask.heading, ask.text) if part)}"


def _proof(expression: Expression) -> Iterator[str]:
    coverage = expression.coverage
    yield ""
    yield f"{coverage.words} words: {coverage.placed} placed, {coverage.dropped} dropped by rule"
    for drop in coverage.drops:
        yield f"  dropped ({drop.rule}): {' '.join(drop.text.split())[:100]}"
    for repair in expression.repairs:
        yield f"  repaired ({repair.kind}) at {repair.at}: {repair.detail}"
    for witness in expression.structure.witnesses:
        yield f"  {witness.kind}: {witness.agrees} agree, {witness.differs} differ"
    for doubt in expression.structure.doubts:
        yield f"  DOUBT ({doubt.kind}) at {doubt.at}: {doubt.detail}"
    for reason in coverage.review:
        yield f"  look at this: {reason}"
    if coverage.shortfall:
        yield f"  NOT COMPLETE: {coverage.shortfall}"
