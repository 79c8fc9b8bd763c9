"""Works that are as they were when a site was published: what was known of their provisions and numbers still holds.

A site of many codes has one changed at a time. Of the others neither the histories are read nor the digests made
again: the manifest has them, beside a mark of all that they are made from.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from db.ask.status_line import IN_FORCE
from db.serve.site_folder import Made, Pages


@dataclass(slots=True)
class Known:
    """Of a work the digests of the pages of its provisions, and of its numbers, by address."""

    provisions: dict[str, str] = field(default_factory=dict)
    numbers: dict[str, str] = field(default_factory=dict)


class Earlier:
    """What an earlier publishing left: its pages, and by work the mark of what their digests were made from."""

    def __init__(self, pages: Pages, marks: Mapping[str, str]) -> None:
        self.pages, self.marks = pages, marks

    def known(self, work: str, mark: str) -> Known | None:
        """What was known of a work whose mark is the same now; None of another, and where a page was not finished."""
        if self.marks.get(work) != mark:
            return None
        found = Known()
        for address, made in self._of_works[work]:
            if made.forms:
                found.provisions[address] = made.key
            elif address.startswith((f"/{work}/history/", f"/{work}/{IN_FORCE}")):
                found.numbers[address] = made.key
        return found if all(found.provisions.values()) and all(found.numbers.values()) else None

    @cached_property
    def _of_works(self) -> Mapping[str, list[tuple[str, Made]]]:
        found: dict[str, list[tuple[str, Made]]] = defaultdict(list)
        for address, made in self.pages.items():
            found[address.split("/", 2)[1]].append((address, made))
        return found
