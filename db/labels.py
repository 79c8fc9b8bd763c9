"""Labels in addresses."""

from functools import lru_cache

from corpus.citation import Citation
from corpus.errors import CitationError


@lru_cache(maxsize=1 << 16)
def label_slug(label: str) -> str:
    """The label in an address; a label of a form that is not known is folded letter by letter."""
    try:
        made = Citation.parse(label).slug
    except CitationError:
        made = ""
    return made or "".join(char if char.isalnum() else "-" for char in label.casefold()).strip("-") or "~"
