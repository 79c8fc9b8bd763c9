"""The sample corpus, read: what the demo shows rests on it."""

from collections.abc import Callable
from pathlib import Path

from corpus.provision import find
from corpus.work import Scheme
from parser.document import interpret
from parser.readers.blocks import Reading


def test_a_year_alone_on_a_line_ends_its_sentence(sample: Path, seen: Callable[[Path], Reading]) -> None:
    """A paragraph whose last word, a year, stands alone on a line under the items' column is one paragraph."""
    (path,) = sample.rglob("*user-to-user-services.pdf")
    code = interpret(seen(path), schemes=(Scheme("PCU"),))
    paragraph = find(code.provisions, "1.2")
    assert paragraph is not None
    assert paragraph.text.endswith("on 25 July 2025.")
    assert paragraph.children == ()
