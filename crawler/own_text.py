"""A page about documents that is one itself: a regulator's code set as a page and not as a file.

Where a page leads is told before it is fetched; what it is, its own numbers tell. A page is a
document itself where the catalogue has its address as a work's text, or where the parser finds a
code or an instrument in it by evidence, with numbered provisions. A short page that
only describes the files below it has none.
"""

from typing import TYPE_CHECKING

from corpus.provision import walk
from corpus.snapshots import Sighting
from crawler.planned import Page

if TYPE_CHECKING:
    from crawler.run import Run

_FEWEST = 3
_WITHDRAWN = "withdrawn"
_KINDS = ("code", "amendment")
_NUMBERED = frozenset({"measure", "paragraph", "section", "subsection"})


def is_document(page: Page, body: bytes, run: "Run") -> bool:
    """Whether a page that was asked for as one about documents is a text by itself."""
    if page.role != "landing" or page.media != "html":
        return False
    if run.catalogue.by_url(page.address) is not None:
        return True
    from parser.document import parse

    try:
        text = parse(body, schemes=run.catalogue.schemes(), works=run.catalogue.works)
    except Exception:  # whatever a reader does, the page stays what it was asked for as, and its links are followed
        return False
    numbered = sum(1 for node in walk(text.provisions) if node.kind in _NUMBERED and node.label)
    return text.kind in _KINDS and (numbered >= _FEWEST or bool(text.effects))


def has_become_withdrawn(known: Sighting, body: bytes, run: "Run") -> bool:
    """Whether a document now says of itself that it was withdrawn; one that said so when first met stays a text."""
    if known.digest is None or _status(body, run) != _WITHDRAWN:
        return False
    return known.outcome == _WITHDRAWN or _status(run.store.read(known.digest), run) != _WITHDRAWN


def _status(body: bytes, run: "Run") -> str | None:
    from parser.document import parse

    try:
        return parse(body, schemes=run.catalogue.schemes(), works=run.catalogue.works).status
    except Exception:  # whatever a reader does, the document stays what it was
        return None
