"""Statements beside each other: who else signed."""

from dataclasses import replace
from pathlib import Path

import example_corpus
import pytest

from corpus.work import Expression, Signatory, Statement
from db.ask import query, statements
from db.build.run import build

NAMES = ("Harbour Trust", "Kite Club", "Lantern Society", "Rope Makers")


def signed(title: str, words: str, names: tuple[str, ...]) -> Expression:
    """A statement with these words, signed by these."""
    said = Statement("joint statement", None, None, tuple(Signatory(name) for name in names), ())
    text = replace(example_corpus.statement().provisions[1], text=words)
    return replace(example_corpus.statement(), title=title, provisions=(text,), statement=said, references=())


@pytest.mark.parametrize(
    ("names", "shared"),
    [(NAMES, 4), ((*NAMES[:3], "Mill Owners"), None), ((*NAMES, "Mill Owners"), 4), (NAMES[:2], None)],
)
def test_a_statement_that_the_same_signed_is_named(tmp_path: Path, names: tuple[str, ...], shared: int | None) -> None:
    """A paraphrased copy stays a work of its own, and each names the other; a few names in common say nothing."""
    one = signed("Joint statement on kites", "We ask that every kite be entered in a log before it is flown.", NAMES)
    other = signed("Kites: what we say", "No flight without an entry: that is what all of us call for today.", names)
    example_corpus.archive(tmp_path, ("letter", one), ("letter-2", other))
    build(tmp_path, example_corpus.catalogue(), parse=example_corpus.grammar, parser="test")
    connection = query.connect(tmp_path / "keeling.db")
    ids = [row[0] for row in connection.execute("select version_id from statements order by version_id")]
    found = [[each["shared"] for each in statements.also_signed(connection, name)] for name in ids]
    connection.close()
    assert len(ids) == 2
    assert found == ([[], []] if shared is None else [[shared], [shared]])
