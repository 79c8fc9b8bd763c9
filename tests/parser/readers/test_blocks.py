"""Blocks, whatever reader makes them."""

from dataclasses import fields, replace

from corpus.provision import Mark, Span
from parser.readers.blocks import Block


def test_a_block_at_another_place_is_otherwise_the_same() -> None:
    """Every field is carried along, those that a later version adds too."""
    block = Block(
        "The lamp",
        "item",
        2,
        "(a)",
        (Mark(3, "1", "1"),),
        (Block("Oil"),),
        4,
        True,
        "hidden",
        Span(1, 2),
        True,
        "Tar",
        True,
    )
    plain = Block("")
    assert all(getattr(block, field.name) != getattr(plain, field.name) for field in fields(Block))
    for span in (Span(5, 9, 3), None):
        assert block.at(span) == replace(block, span=span)
