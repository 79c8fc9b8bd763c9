"""A place in the amended code as an instruction names it, and the memory of places named before."""

import re
from dataclasses import dataclass, replace

from corpus.effect import Part

_MEASURE = re.compile(r"(?P<head>(?:\S+ )?[A-Z]{0,2}\d+[A-Z]*)\.(?P<tail>[\dA-Z.]+)")
_LETTERED = re.compile(r"[A-Z]{1,2}\d")


@dataclass(frozen=True, slots=True)
class Place:
    """A provision, or a part of one, as far as the instruction names it.

    `about` is the title printed in brackets after a section; `items` are enumerators with the
    word that named them ("sub-paragraph", "b"); `division` is a Part of a Schedule, which does not
    count in the labels of its paragraphs; `part` is a part without a label of its own; `code` is
    how the whole code was named, which has no label; `table` the one that words are in; `work` is the title
    of the work that was named,
    `titles` pairs labels with the titles printed in brackets after them, `within` are the labels of
    the provisions named before it in which it must stand ("group X" under a heading X in them).
    """

    container: str = ""
    about: str = ""
    subsection: str = ""
    division: str = ""
    provision: str = ""
    items: tuple[tuple[str, str], ...] = ()
    term: str = ""
    entry: str = ""
    table: Part | None = None
    part: Part | None = None
    code: str = ""
    work: str = ""
    titles: tuple[tuple[str, str], ...] = ()
    within: tuple[str | Part, ...] = ()

    @property
    def label(self) -> str | None:
        """The label of the provision; None where nothing is named."""
        if self.entry:
            return self.entry
        if self.term:
            scope = self.scope
            return f"Definition/{self.term}@{scope}" if scope else f"Definition/{self.term}"
        return self.body

    @property
    def body(self) -> str | None:
        """The label of the provision in which a definition or an entry stands."""
        if self.provision:
            return self.provision + "".join(f"({enumerator})" for _, enumerator in self.items)
        if self.subsection:
            return f"{self.container}/{self.subsection}" if self.container else None
        return f"{self.container}/{self.division}" if self.division else self.container or None

    @property
    def scope(self) -> str | None:
        """The provision for which a definition holds: the measure or the section."""
        if not self.provision:
            return self.body
        return measure_of(self.provision) or (self.container or self.provision)

    @property
    def around(self) -> str | None:
        """The label of the provision whose content this one is; None where no words tell."""
        if self.entry:
            return self.container or None
        if self.term:
            return self.body
        if self.items:
            return replace(self, items=self.items[:-1]).body
        if self.provision:
            return parent_of(self.provision) or replace(self, provision="").body
        return self.container or None if self.subsection or self.division else None


@dataclass(frozen=True, slots=True)
class Memory:
    """The last place named of each kind, for "that paragraph"; `prefix` is that of the document.

    `several` are the kinds of which it can be more than one: named together, or one beside what was inserted.
    """

    prefix: str = ""
    last: tuple[tuple[str, Place], ...] = ()
    several: frozenset[str] = frozenset()

    def recall(self, kind: str) -> Place | None:
        """The last place of a kind."""
        return dict(self.last).get(kind)

    def note_all(self, places: tuple[Place, ...]) -> "Memory":
        """The same memory with places that are named together."""
        made = self
        for place in places:
            made = made.note(place)
        new = {kind for kind, place in made.last if place is not self.recall(kind)}
        alone = [self.note(place) for place in places]
        several = {kind for kind in new if len({one.recall(kind) for one in alone}) > 1}
        return replace(made, several=self.several - new | several)

    def beside(self, place: Place) -> "Memory":
        """The same memory after another provision was inserted beside a place: "that paragraph" may be either."""
        kind = "item" if place.items else "measure" if measure_of(place.provision) == place.provision else "paragraph"
        return replace(self, several=self.several | {kind})

    def note(self, place: Place) -> "Memory":
        """The same memory with one more place."""
        last = dict(self.last)
        place = replace(place, titles=(), within=())
        if place.container:
            last["container"] = Place(place.container, place.about, table=place.table)
            last[place.container] = Place(place.container, place.about)
        if place.subsection:
            last["subsection"] = Place(place.container, subsection=place.subsection)
        if place.division:
            last["container"] = Place(place.container, division=place.division)
        if place.provision:
            outer = replace(place, items=(), term="", entry="", part=None)
            measure = measure_of(place.provision)
            last["measure" if measure == place.provision else "paragraph"] = outer
            if place.provision.startswith("Section "):
                last["container"] = outer
            if measure:
                last["measure"] = replace(outer, provision=measure)
        if place.items:
            last["item"] = replace(place, term="", entry="", part=None)
        if place.term:
            last["definition"] = replace(place, part=None)
        if place.entry:
            last["entry"] = last["row"] = replace(place, part=None)
        return replace(self, last=tuple(last.items()))


def measure_of(provision: str) -> str | None:
    """The measure a provision belongs to: `ICU C9` for `ICU C9.4`; None for paragraphs of sections."""
    head = provision.partition("(")[0]
    match = _MEASURE.fullmatch(head)
    if match:
        return match["head"] if " " in match["head"] or _LETTERED.match(match["head"]) else None
    return head if " " in head and not head.split()[0].istitle() else None


def parent_of(provision: str) -> str | None:
    """The measure of a paragraph, the section of a paragraph numbered like `2.3`."""
    measure = measure_of(provision)
    if measure:
        return measure if measure != provision else None
    head, dot, _ = provision.partition(".")
    if dot and head.isdigit():
        return f"Section {head}"
    container, slash, _ = provision.rpartition("/")
    return container if slash else None
