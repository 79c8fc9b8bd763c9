"""Histories digested, as data have them and as pages tell them."""

import hashlib
from bisect import bisect_right
from dataclasses import fields
from functools import cached_property
from operator import attrgetter

from db.ask import provisions
from db.ask.provisions import History
from db.ask.rows import EventRow, OwnChange
from db.serve.row_digests import digest

_EVENT = attrgetter(*(field.name for field in fields(EventRow) if field.name != "changes"))
_CHANGE = attrgetter(*(field.name for field in fields(OwnChange)))


def said(event: EventRow) -> str:
    """All that an event is, as a text: its `repr` takes three times as long, and a site tells tens of thousands."""
    return repr((_EVENT(event), [_CHANGE(change) for change in event.changes]))


class Told:
    """A history digested: `all` of it, as data have it, and as a page of a version tells it.

    A page leaves out what keeling computed without a change of the provision, but for the version shown.
    """

    def __init__(self, history: History) -> None:
        self.history = history
        self.texts = {id(event): said(event) for event in history}
        self.computed = {event.version_id for event in history if event.derived}

    @cached_property
    def all(self) -> str:
        """The digest of all of it."""
        return digest(*self.texts.values()) if self.history else ""

    @cached_property
    def _published(self) -> str:
        return self._told("") if self.history else ""

    def told(self, version: str) -> str:
        """The digest of what a page of a version tells."""
        return self._told(version) if version in self.computed else self._published

    def upto(self, position: int) -> str:
        """The digest of what happened up to a version that was published."""
        places, digests = self._past
        return digests[bisect_right(places, position)]

    @cached_property
    def _past(self) -> tuple[list[int], list[str]]:
        """The places of the versions that were published, and the digest before the first and behind each."""
        places, digests, upto = list[int](), [""], hashlib.blake2b(digest_size=12)
        for event in self.history:
            if not event.derived:
                upto.update(self.texts[id(event)].encode("utf-8", "surrogatepass"))
                places.append(event.version_position)
                digests.append(upto.hexdigest())
        return places, digests

    @cached_property
    def changed(self) -> str:
        """The digest of what changed something."""
        return digest(*(self.texts.get(id(event)) or said(event) for event in self.history.changed))

    def _told(self, version: str) -> str:
        published = (self.texts[id(event)] for event in self.history if not event.derived)
        told = (self.texts.get(id(event)) or said(event) for event in provisions.told(self.history, version))
        return digest(*published, "", *told)
