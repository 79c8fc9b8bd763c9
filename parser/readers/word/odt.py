"""OpenDocument."""

from corpus.errors import UnreadableInput
from parser.readers.blocks import Reading
from parser.readers.changes import Changes
from parser.readers.word.package import Package


def read_odt(package: Package, changes: Changes = "accepted") -> Reading:
    """TODO."""
    raise UnreadableInput("no")
