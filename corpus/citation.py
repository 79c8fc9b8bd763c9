"""Citations: the labels that name a provision, as printed in the source.

Forms (interface.md, "Words"; the enumerator `a)` of a source is cited `(a)`):

    PCU C11   PCU C11.4   PCU C11.4(a)(ii)      measure, paragraph, item of an item
    Section 4   Section 4/C                     section, subsection
    XYZ(Kites, Poles and String)1.1(a)          paragraph of a measure whose prefix names its subject
    2.3   2.9(a)                                paragraph of a section or instruction
    Definition/crisis@PCU C11                   definition and its scope
    Index/PCU C11                               entry in the index of measures
    Row/P6@Section 2                            row of a table that has a number of its own
    Row/P6, Table 2@Section 2                   row of a later table that has the number again
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Self

from corpus.errors import CitationError

_ROLES = ("Definition", "Index", "Row")
_CONTAINERS = ("Section", "Part", "Chapter", "Annex", "Schedule", "Table", "Appendix")
_PLAIN = re.compile(
    r"(?:(?P<prefix>[A-Za-z][A-Za-z&-]*) )?"
    r"(?P<number>(?:[A-Z]{2,8}\([A-Z][A-Za-z ,&'’-]+\)(?=\d))?[A-Za-z0-9][A-Za-z0-9.\-]*(?:/[A-Za-z0-9.\-]+)*)"
    r"(?P<items>(?:\([A-Za-z0-9]+\))*)"
)
_ITEM = re.compile(r"\(([A-Za-z0-9]+)\)")
_NATURAL = re.compile(r"\d+|[A-Za-z]+|[^A-Za-z\d]+")


@dataclass(frozen=True, slots=True)
class Citation:
    """One label, taken apart. `Citation.parse(str(c)) == c` for every citation."""

    number: str = ""
    prefix: str = ""
    items: tuple[str, ...] = ()
    role: str = ""
    term: str = ""
    scope: "Citation | None" = None

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read a label; raises CitationError for anything else."""
        role, slash, rest = text.strip().partition("/")
        if slash and role in _ROLES:
            return cls._parse_role(role, rest)
        match = _PLAIN.fullmatch(" ".join(text.split()))
        if match is None:
            raise CitationError(f"{text!r} is not a citation; write it like PCU C11.4(a), Section 4/C or 2.3")
        items = tuple(_ITEM.findall(match["items"]))
        return cls(number=match["number"], prefix=match["prefix"] or "", items=items)

    @classmethod
    def _parse_role(cls, role: str, rest: str) -> Self:
        if role == "Index":
            return cls(role=role, scope=Citation.parse(rest))
        term, at, scope = rest.rpartition("@")
        if not at:
            term, scope = rest, ""
        if not term.strip():
            raise CitationError(f"{role}/{rest} names no {role.lower()}; write it like Definition/crisis@PCU C11")
        return cls(role=role, term=" ".join(term.split()), scope=Citation.parse(scope) if scope else None)

    def __str__(self) -> str:
        if self.role == "Index":
            return f"Index/{self.scope}"
        if self.role:
            return f"{self.role}/{self.term}" + (f"@{self.scope}" if self.scope else "")
        head = f"{self.prefix} {self.number}" if self.prefix else self.number
        return head + "".join(f"({item})" for item in self.items)

    @property
    def slug(self) -> str:
        """The label in an address: `PCU C11.4(a)` is `c11-4-a`. A scheme's prefix is left out."""
        if self.role:
            parts = [self.role, self.term, self.scope.slug if self.scope else ""]
        else:
            parts = [self.prefix if self.prefix in _CONTAINERS else "", self.number, *self.items]
        return re.sub(r"[^a-z0-9]+", "-", "-".join(p for p in parts if p).lower()).strip("-")

    @property
    def parent(self) -> "Citation | None":
        """The provision this one stands in, as far as the label alone tells."""
        if self.items:
            return Citation(self.number, self.prefix, self.items[:-1])
        if self.role:
            return self.scope if self.role != "Index" else None
        for separator in ("/", "."):
            head, found, _ = self.number.rpartition(separator)
            if found:
                return Citation(head, self.prefix)
        return None

    def item(self, enumerator: str) -> "Citation":
        """The citation of an item below this provision."""
        return Citation(self.number, self.prefix, (*self.items, enumerator))

    def sort_key(self) -> tuple[tuple[int, int, str], ...]:
        """Order of numbering: C9, C9A, C10; a, aa, b, ba; numbers by value, letters by alphabet."""
        scope = self.scope.sort_key() if self.scope else ()
        parts = [_natural(text) for text in (self.role, self.prefix, self.number, *self.items, self.term.casefold())]
        return tuple(key for part in parts for key in (*part, (0, 0, ""))) + scope


def _natural(text: str) -> tuple[tuple[int, int, str], ...]:
    pieces = _NATURAL.findall(text)
    return tuple((1, int(p), "") if p.isascii() and p.isdigit() else (2, 0, p.casefold()) for p in pieces)


@lru_cache(maxsize=1 << 16)
def label_key(label: str) -> str:
    """The form in which two labels are compared: without regard to case or spaces (interface.md)."""
    return "".join(label.split()).casefold()


def stands_in(label: str, whole: str) -> bool:
    """Whether a label, as compared, is `whole` or numbers something of it: `pcuc1.2(a)` stands in `pcuc1`."""
    return label == whole or label.startswith((f"{whole}.", f"{whole}("))


def unnumbered(label: str) -> tuple[str, str] | None:
    """What a text without a number stands in, and which of its texts it is: (`PCU C3`, `2`) of `PCU C3/~2`.

    Nothing stands around the second text of a document, `~2`; None for a label.
    """
    owner, marked, count = label.rpartition("~")
    return (owner.rstrip("/"), count) if marked and count.isdigit() else None


def slug(label: str) -> str:
    """The label in an address; raises CitationError for a text that is not a label."""
    return Citation.parse(label).slug


@lru_cache(maxsize=1 << 16)
def label_slug(label: str) -> str:
    """The label in an address; a label of a form that is not known is folded letter by letter."""
    try:
        made = Citation.parse(label).slug
    except CitationError:
        made = ""
    return made or "".join(char if char.isalnum() else "-" for char in label.casefold()).strip("-") or "~"


class Anchors:
    """Names of changes on a page: the same in a report and on the site's page, whose permalinks the report prints.

    A change is named by its first label after it, one of what is gone by its label before; no name is given twice.
    """

    def __init__(self) -> None:
        self._given: dict[str, int] = {}

    def of(self, before: Sequence[str], after: Sequence[str]) -> str:
        """The next change's name, in the order of the changes."""
        label = next(iter((*after, *before)), "")
        name = label_slug(label) if label else "text"
        name = name if after or not before else f"removed-{name}"
        self._given[name] = self._given.get(name, 0) + 1
        return name if self._given[name] == 1 else f"{name}-{self._given[name]}"
