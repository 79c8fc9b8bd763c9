"""Labels in addresses."""

from corpus.citation import Citation
from corpus.errors import CitationError


def label_slug(label: str) -> str:
    """The label in an address; a label of a form that is not known is folded letter by letter."""
    try:
        made = Citation.parse(label).slug
    except CitationError:
        made = ""
    return made or "".join(char if char.isalnum() else "-" for char in label.casefold()).strip("-") or "~"
