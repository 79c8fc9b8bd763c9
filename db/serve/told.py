"""Histories digested, as data have them and as pages tell them."""

from bisect import bisect_right
from functools import cached_property

from db.ask import provisions
from db.ask.provisions import History
from db.serve.row_digests import digest


class Told:
    """A history digested: `all` of it, as data have it, and as a page of a version tells it.

    A page leaves out what keeling computed without a change of the provision, but for the version shown.
    """

    def __init__(self, history: History) -> None:
        self.history = history
        self.texts = {id(event): repr(event) for event in history}
        self.all = digest(*self.texts.values()) if history else ""
        self.computed = {event.version_id for event in history if event.derived}
        self.published = self._told("") if history else ""

    def told(self, version: str) -> str:
        """The digest of what a page of a version tells."""
        return self._told(version) if version in self.computed else self.published

    def upto(self, position: int) -> str:
        """The digest of what happened up to a version that was published."""
        places, digests = self._past
        return digests[bisect_right(places, position)]

    @cached_property
    def _past(self) -> tuple[list[int], list[str]]:
        """The places of the versions that were published, and the digest before the first and behind each."""
        places, digests = list[int](), [""]
        for event in self.history:
            if not event.derived:
                places.append(event.version_position)
                digests.append(digest(digests[-1], self.texts[id(event)]))
        return places, digests

    @cached_property
    def changed(self) -> str:
        """The digest of what changed something."""
        return digest(*(self.texts.get(id(event)) or repr(event) for event in self.history.changed))

    def _told(self, version: str) -> str:
        published = (self.texts[id(event)] for event in self.history if not event.derived)
        told = (self.texts.get(id(event)) or repr(event) for event in provisions.told(self.history, version))
        return digest(*published, "", *told)
