"""Whether two documents of one version say the same, and what one says otherwise, with the words.

A witness that does not share the reader's blind spot: the trees of both are compared as two versions
would be, so that typography, markup and the order of a page are no difference and a lost "not" is.
"""

import json
import re
from collections.abc import Sequence

from corpus.change import Change, each
from corpus.dated_lines import is_date_line
from corpus.text import caseless
from corpus.verdict import MANNERS
from corpus.work import Doubt, Expression
from db.build.parse_cache import Facts, Readings

NAMED = 5
"""Differences that a doubt names; how many more there are it counts."""
LONGEST = 120
BEGINS = 40


_WEIGHTY = re.compile(
    r"\b(?:not|no|never|none|must|shall|should|may|need|cannot|only|unless|except|\d+|two|three|four|five|six|seven|eight"
    r"|nine|ten|eleven|twelve|twenty|thirty|hundred|thousand|million|half|all|any|every)\b",
    re.IGNORECASE,
)
"""Words whose change changes what is asked of somebody."""


def same_words(readings: Readings, one: Facts, other: Facts) -> bool:
    """Whether two parsed documents differ in nothing that counts as a change."""
    return not differences(readings.expression(one), readings.expression(other))


def doubts(changes: Sequence[Change], where: str) -> tuple[Doubt, ...]:
    """What a rendition at `where` says otherwise than the text that is shown (`differences`); empty where nothing."""
    ordered = sorted(changes, key=lambda change: not _is_grave(change))
    if not ordered:
        return ()
    named = "; ".join(_words(change) for change in ordered[:NAMED])
    more = f"; and {len(ordered) - NAMED} more differences" if len(ordered) > NAMED else ""
    return (Doubt("rendition", where, f"it says otherwise than the text shown: {named}{more}"),)


def is_grave(changes: Sequence[Change], copied: bool) -> bool:
    """Whether a numbered provision, a duty, a "not" or a number differs: then the version is not whole.

    What a copy on another site leaves out or adds around the text is its own affair; what it
    changes inside a passage that both have is not.
    """
    return any(_is_grave(change) for change in changes if not copied or (change.before and change.after))


def to_json(changes: Sequence[Change]) -> str:
    """Each difference as a row of the database keeps it; empty where there is none."""
    found = [
        {"kind": each.kind, "before": each.before, "after": each.after, "grave": _is_grave(each), "edits": each.edits}
        for each in changes
    ]
    return json.dumps(found, ensure_ascii=False) if found else ""


def _is_grave(change: Change) -> bool:
    labelled = any(
        not label.rpartition("/")[2].startswith("~") for label in (*each(change.before), *each(change.after))
    )
    return labelled or _WEIGHTY.search(" ".join(text for sign, text in change.edits if sign)) is not None


def differences(one: Expression, other: Expression) -> list[Change]:
    """The changes between two texts that are not the same letters in another setting."""
    from diffs.compare.between import between

    return [change for change in between(one, other).changes if not change.edits or not _is_setting(change)]


def _is_setting(change: Change) -> bool:
    """Whether the same letters are set otherwise, or only the lines differ that say when it was published."""
    old, new = ("".join(text for sign, text in change.edits if sign in (0, side)) for side in (-1, 1))
    dated = all(is_date_line(text) for text in (old, new) if text.strip())
    return dated or caseless(old) == caseless(new)


def _words(change: Change) -> str:
    """A change in words: where, and what became what; words without a label are named by how they begin."""
    at = _place(change)
    if not change.edits:
        return f"{at or 'a passage'} {MANNERS[change.kind].word}"
    old, new = (" ".join("".join(t for sign, t in change.edits if sign == side).split())[:LONGEST] for side in (-1, 1))
    said = f"has “{new}” for “{old}”" if old and new else f"leaves out “{old}”" if old else f"adds “{new}”"
    return f"{at}: {said}" if at else said


def _place(change: Change) -> str:
    """The labels, or the words with which a passage that goes on begins; nothing for one that came or went whole."""
    labels = [one for one in (*each(change.before), *each(change.after)) if not one.rpartition("/")[2].startswith("~")]
    if labels:
        return ", ".join(dict.fromkeys(labels))
    kept = any(sign == 0 and text.strip() for sign, text in change.edits)
    begins = " ".join("".join(text for sign, text in change.edits if sign in (0, -1)).split())
    return f"“{begins[:BEGINS]}{' …' if len(begins) > BEGINS else ''}”" if kept else ""
