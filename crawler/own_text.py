"""A page about documents that is one itself: a regulator's code set as a page and not as a file.

Where a page leads is told before it is fetched; what it is, its own numbers tell. A page is a
document itself where the catalogue has its address as a work's text, or where the parser finds a
code or an instrument in it by evidence, with numbered provisions. A short page that
only describes the files below it has none.
"""

from typing import TYPE_CHECKING

from corpus.provision import walk
from crawler.planned import Page

if TYPE_CHECKING:
    from crawler.run import Run

_FEWEST = 3
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
