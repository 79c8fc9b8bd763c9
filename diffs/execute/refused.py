"""Why an instruction is not executed."""

from dataclasses import dataclass, replace
from typing import Literal

RefusalKind = Literal[
    "not understood", "not commenced", "another code", "another work", "applied before", "already there",
    "target not found", "target found twice", "text not found", "text found", "label repeated", "refused",
]  # fmt: skip
_SAYS_ALL: tuple[RefusalKind, ...] = ("already there", "refused")
"""Kinds whose detail is a sentence of its own."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why an instruction is not executed: of what kind, the particulars, and what an earlier one did to its target.

    "text found" goes on with how often or where beside the target; "refused" is what fits no other kind.
    """

    kind: RefusalKind
    detail: str
    since: str = ""

    def __str__(self) -> str:
        """ "target not found: there is no ICU C14.6 (2.3 removed or renumbered it)"."""
        if self.kind in _SAYS_ALL:
            said = self.detail
        else:
            said = f"{self.kind}{' ' if self.kind == 'text found' else ': '}{self.detail}"
        return f"{said} ({self.since})" if self.since else said

    def after(self, what: str) -> "Refusal":
        """The same refusal with what an earlier instruction did."""
        return replace(self, since=what)


class NotApplied(Exception):
    """Why an instruction cannot be executed; never leaves `diffs.execute.consolidate`."""

    def __init__(self, kind: RefusalKind, detail: str) -> None:
        self.refusal = Refusal(kind, detail)
        super().__init__(str(self.refusal))


class AlreadyThere(NotApplied):
    """What the instruction does stands in the text, as after an earlier application."""

    def __init__(self, detail: str) -> None:
        super().__init__("already there", detail)
