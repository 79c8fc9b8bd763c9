"""Provisions built field by field for speed are the same as by the plain definition."""

from dataclasses import fields, replace

from corpus.provision import Mark, Provision, Span
from parser.codes.lines import Draft
from parser.document import _in_snapshot

SPAN = Span(1, 9, 2, (0.0, 1.0, 2.0, 3.0))
CHILD = Provision("text", text="words", source=SPAN)
WHOLE = Provision(
    "index_entry", "Index/XYZ C1", "C1", "Lights", "All services", (CHILD, Provision("text")), SPAN,
    "XYZ C1", "All services", "section 9", (Mark(3, "1", "[1]"),), "Lamps",
)  # fmt: skip


def plainly(node: Provision, snapshot: str) -> Provision:
    """The definition: the same node, its span and those below naming the snapshot."""
    source = replace(node.source, snapshot=snapshot) if node.source else None
    return replace(node, source=source, children=tuple(plainly(child, snapshot) for child in node.children))


def test_the_example_has_every_field() -> None:
    """A field that is added later stands in the example too: none is left out of the comparison."""
    assert all(getattr(WHOLE, field.name) for field in fields(Provision))


def test_only_the_spans_differ() -> None:
    """Whatever a provision holds, the fast way gives what the definition gives."""
    assert _in_snapshot((WHOLE,), "a" * 64) == (plainly(WHOLE, "a" * 64),)
    assert _in_snapshot((WHOLE,), None) == (WHOLE,)


def test_a_draft_freezes_field_by_field() -> None:
    """Every field of a draft stands in the provision under its own name, its span as the source."""
    names = {field.name: field.name for field in fields(Draft)} | {"span": "source"}
    own = {name: getattr(WHOLE, of) for name, of in names.items() if name != "children"}
    frozen = Draft(**own, children=[Draft("text", text="words", span=SPAN), Draft("text")]).freeze()
    assert frozen == replace(WHOLE, **{of: own[name] for name, of in names.items() if name in own})
