"""Which parser this is: a digest of the sources that decide what a document parses to."""

from pathlib import Path

import corpus
from corpus.files import source_digest


def parser_folders() -> tuple[Path, ...]:
    """The folders whose code decides what a document parses to: the parser and its vocabulary."""
    return Path(__file__).parent, Path(corpus.__path__[0])


PARSER_VERSION: str = source_digest(parser_folders())
