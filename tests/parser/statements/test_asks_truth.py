"""The asks of real statements against a truth made by hand (`asks_truth.toml`): precision and recall."""

import hashlib
import tomllib
from pathlib import Path

import pytest

from corpus.text import letters
from parser.document import parse
from parser.statements.asks import sentences

TRUTH = tomllib.loads((Path(__file__).parent / "asks_truth.toml").read_text("utf-8"))["statement"]


def digest(text: str) -> str:
    """The digest of a sentence's letters and digits."""
    return hashlib.sha256(letters(text).casefold().encode()).hexdigest()[:16]


def found(path: Path) -> set[str]:
    """By digest the first sentence of each ask; below a call, of the item."""
    statement = parse(path.read_bytes(), name=path.name).statement
    asks = statement.asks if statement else ()
    return {digest(sentences(ask.text.split("\n")[-1] if ask.form == "listed" else ask.text)[0]) for ask in asks}


@pytest.mark.parametrize("seen", [("unread", "half read"), ("tuned",)])
def test_precision_and_recall_on_real_statements(shared: Path, seen: tuple[str, ...]) -> None:
    """Nine in ten of the asks are found, and nine in ten of those found are asks."""
    right = named = wanted = 0
    for entry in TRUTH:
        if entry["seen"] in seen:
            made, truth = found(shared / "real" / entry["path"]), {each[0] for each in entry["asks"]}
            right, named, wanted = right + len(made & truth), named + len(made), wanted + len(truth)
    assert right >= 0.9 * named
    assert right >= 0.9 * wanted
