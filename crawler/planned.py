"""What a planned address is expected to be."""

from dataclasses import dataclass
from typing import Literal

Role = Literal["document", "landing", "listing", "robots"]
Media = Literal["html", "pdf", "json", "xml", ""]


@dataclass(frozen=True, slots=True)
class Page:
    """An address to fetch: its role in the archive, the reader that finds links in it, its expected format.

    `reader` names a method of the spider (`read_<reader>`); empty where nothing follows.
    `title` is what the page that links here calls it. A web archive's capture has the address of
    its `original` and the time at which it was `archived`, ISO 8601. `further` counts the pages of
    a listing that stand before this one.
    """

    url: str
    role: Role
    source: str
    reader: str = ""
    media: Media = ""
    title: str = ""
    original: str = ""
    archived: str = ""
    further: int = 0

    @property
    def address(self) -> str:
        """Where its publisher has it: of a capture the original's address."""
        return self.original or self.url


class NotSelected(Exception):
    """The page is what it claims to be, and the source's content rules leave it out."""


class Moved(Exception):
    """The page says that its content stands at another address for good."""

    def __init__(self, target: str) -> None:
        super().__init__(target)
        self.target = target
