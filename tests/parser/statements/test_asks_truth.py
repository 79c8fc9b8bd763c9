"""The asks of real statements against a truth made by hand (`asks_truth.toml`): precision and recall."""

import hashlib
import tarfile
import tomllib
from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path

import pytest

from corpus.text import letters
from corpus.work import Ask
from parser.document import parse
from parser.read import read
from parser.readers.blocks import Reading
from parser.statements.grammar import interpret
from parser.statements.prose import sentences

KNOWN = tomllib.loads((Path(__file__).parent / "asks_truth.toml").read_text("utf-8"))
TRUTH, GRAMMAR = KNOWN["statement"], KNOWN["grammar"]


def digest(text: str) -> str:
    """The digest of a sentence's letters and digits."""
    return hashlib.sha256(letters(text).casefold().encode()).hexdigest()[:16]


def found(path: Path) -> set[str]:
    """By digest the first sentence of each ask; below a call, of the item."""
    statement = parse(path.read_bytes(), name=path.name).statement
    return digests(statement.asks if statement else ())


def digests(asks: Iterable[Ask]) -> set[str]:
    """The digest of each ask's first sentence."""
    return {digest(sentences(ask.text.split("\n", 1)[-1] if ask.form == "listed" else ask.text)[0]) for ask in asks}


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


@cache
def members(path: Path) -> dict[str, bytes]:
    """What an archive holds, unpacked once."""
    with tarfile.open(path) as archive:
        return {each.name: file.read() for each in archive if (file := archive.extractfile(each))}


def reading(shared: Path, entry: dict[str, str], seen: Callable[[Path], Reading]) -> Reading:
    """What the reader sees in a document, out of its archive where it stands in one."""
    path = shared / "real" / entry["path"]
    if "member" in entry:
        return read(members(path)[entry["member"]], name=entry["member"].rpartition("/")[2])
    return seen(path)


def test_what_the_grammar_finds_in_documents_that_are_no_statements(
    shared: Path, seen: Callable[[Path], Reading]
) -> None:
    """Nothing it names is none; six of a letter's annexes are known to be missed."""
    right = named = wanted = 0
    for entry in GRAMMAR:
        made = digests(interpret(reading(shared, entry, seen)).statement.asks)
        truth = {each[0] for each in entry["asks"]}
        right, named, wanted = right + len(made & truth), named + len(made), wanted + len(truth)
    assert (right, named) == (named, right)
    assert right >= wanted - 6
