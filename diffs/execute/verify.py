"""A derived version held against the published one, provision by provision."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from corpus.change import Edit
from corpus.citation import label_key
from corpus.effect import Effect
from corpus.provision import Provision
from corpus.text import fold
from corpus.work import Expression
from diffs.execute.label_index import Survey, labelled, survey
from diffs.execute.preconditions import Evidence, evidence

Result = Literal["identical", "typography", "differs", "missing", "extra"]
Cause = Literal[
    "not_executed", "target_absent", "publisher_omitted", "publisher_changed", "typography", "not_commenced",
    "source_incomplete", "undetermined",
]  # fmt: skip
RESULTS: tuple[Result, ...] = ("identical", "typography", "differs", "missing", "extra")
FRONT = "Front matter"


@dataclass(frozen=True, slots=True)
class Checked:
    """One provision: `missing` is only in the published version, `extra` only in the derived one.

    `edits` turn the derived words into the published ones. `cause` is why they differ and `because` the
    evidence for it (`diffs.execute.divergences`).
    """

    label: str
    result: Result
    edits: tuple[Edit, ...] = ()
    cause: Cause | None = None
    because: str = ""


@dataclass(frozen=True, slots=True)
class Verification:
    """The result for every labelled provision of either version, in the order of the published one."""

    derived: str
    published: str
    provisions: tuple[Checked, ...]

    @property
    def counts(self) -> dict[Result, int]:
        """How many provisions of each result, zero included."""
        return {result: sum(each.result == result for each in self.provisions) for result in RESULTS}

    @property
    def share(self) -> float:
        """The overall figure: provisions that agree (typography apart) of all, from 0 to 1."""
        agree = self.counts["identical"] + self.counts["typography"]
        return agree / len(self.provisions) if self.provisions else 0.0

    @property
    def agrees(self) -> bool:
        """Whether every provision agrees, typography apart."""
        return all(each.result in ("identical", "typography") for each in self.provisions)

    def to_json(self) -> dict[str, Any]:
        """The `verification` object of `keeling consolidate --verify` (interface.md)."""
        return {
            **{str(result): count for result, count in self.counts.items()},
            "share": round(self.share, 4),
            "derived": self.derived,
            "published": self.published,
            "provisions": [_checked_to_json(each) for each in self.provisions],
        }


@dataclass(frozen=True, slots=True)
class Inclusion:
    """How far a published version shows the effects of an instrument.

    `shown` effects stand in it and did not in the version before; `open` are still to come;
    `unclear` leave no trace that could be told apart. `included` when something is shown and
    nothing of what could be shown is open.
    """

    instrument: str
    shown: int
    open: int
    unclear: int

    @property
    def included(self) -> bool:
        """Whether the version includes the instrument: at least nine of ten effects that can be told."""
        return self.shown > 0 and self.shown >= 9 * self.open


def match_instruments(
    published: Expression, candidates: Sequence[Expression], previous: Expression | None = None
) -> tuple[Inclusion, ...]:
    """Which instruments a later published version includes, told by their effects alone.

    With the version before it, effects that stood there already are no evidence, and what was
    omitted or renumbered counts. What has effect from a later day than the version counts for nothing.
    Gives one entry for each candidate, in their order.
    """
    found = []
    now, before = survey(published.provisions), survey(previous.provisions) if previous else None
    for candidate in candidates:
        due = (effect for effect in candidate.effects if not effect.begins_after(published.begins))
        seen = [_evidence(effect, now, before) for effect in due]
        counts = [seen.count(value) for value in ("done", "to do", "unknown")]
        found.append(Inclusion(_name(candidate), *counts))
    return tuple(found)


def _evidence(effect: Effect, published: Survey, previous: Survey | None) -> Evidence:
    now = evidence(published, effect)
    if previous is None:
        return now
    if effect.type == "omitted" and effect.label and not effect.part and labelled(previous, effect.label):
        return "to do" if labelled(published, effect.label) else "done"
    before = evidence(previous, effect)
    return "unknown" if now == "done" and before == "done" else now


def verify(derived: Expression, published: Expression) -> Verification:
    """Compare by label what belongs to each provision itself: heading, words, and unlabelled parts.

    Notes are compared as provisions of their own, by what they say: where on a page they stand and
    which number they have depends on the page. Words before the first label count as front matter.
    """
    left, right = own_words(derived), own_words(published)
    found = []
    for key, (label, after) in right.items():
        found.append(_checked(label, left[key][1], after) if key in left else Checked(label, "missing"))
    extra = [Checked(label, "extra") for key, (label, _) in left.items() if key not in right]
    return Verification(_name(derived), _name(published), (*found, *extra))


def _checked_to_json(checked: Checked) -> dict[str, Any]:
    edits = {"edits": [list(edit) for edit in checked.edits]} if checked.edits else {}
    told = {"cause": checked.cause, "because": checked.because} if checked.cause else {}
    return {"label": checked.label, "result": checked.result, **told, **edits}


def _checked(label: str, before: str, after: str) -> Checked:
    if before == after:
        return Checked(label, "identical")
    if fold(before) == fold(after):
        return Checked(label, "typography")
    return Checked(label, "differs", _word_edits()(before, after))


def _word_edits() -> Callable[[str, str], tuple[Edit, ...]]:
    from diffs.words.edits import word_edits

    return word_edits


def _name(expression: Expression) -> str:
    return expression.version or expression.work or expression.title


def own_words(expression: Expression) -> dict[str, tuple[str, str]]:
    """For every label key the label and its own words; front matter and notes under names of their own."""
    found: dict[str, tuple[str, str]] = {}
    front = _parts(expression.provisions, found)
    front_matter = {label_key(FRONT): (FRONT, "\n".join(front))} if front else {}
    notes = [n.text for n in expression.footnotes] or [n.text for n in _notes(expression.provisions)]
    named = {f"note:{fold(text)}": (f"Footnote {i}", text) for i, text in enumerate(notes, 1)}
    return front_matter | found | named


def _parts(nodes: Sequence[Provision], found: dict[str, tuple[str, str]]) -> list[str]:
    parts: list[str] = []
    for node in nodes:
        own = [part for part in (node.heading, node.text) if part]
        if node.kind == "footnote":
            continue
        if node.label:
            key = node.key
            found.setdefault(key, (node.label, ""))
            found[key] = (node.label, "\n".join([*own, *_parts(node.children, found)]))
        else:
            parts += [*own, *_parts(node.children, found)]
    return parts


def _notes(nodes: Sequence[Provision]) -> list[Provision]:
    return [node for root in nodes for node in root.walk() if node.kind == "footnote"]
