"""The history of a provision: each change once, and only what happened to it."""

from corpus.work import Status
from db.ask.provisions import told
from db.ask.rows import EventRow, OwnChange


def change(kind: str, after: str, words: str = "", role: str = "itself") -> OwnChange:
    """A change as the database gives it."""
    return OwnChange(kind, (), (after,), None, None, ((1, words),) if words else (), role=role)


def event(version: str, *changes: OwnChange, status: Status = "issued", base: str | None = None) -> EventRow:
    """A version with the changes that led to it."""
    return EventRow(
        f"{version}/1", "XYZ C7.3", "1", version, 1, 1, None, "x", "2030-01-01", version, status, 1, base, None,
        "", "the words of the item", changes,
    )  # fmt: skip


def test_what_was_computed_and_then_published_is_told_once() -> None:
    """With the published version, which names the computed one."""
    same = change("modified", "XYZ C7.3", "a")
    events = [event("x@1"), event("x@3", same), event("x@1+i", same, status="derived", base="x@1")]
    found = told(events, "x@3")
    assert [each.version_id for each in found] == ["x@1", "x@3"]
    assert found[1].computed == "x@1+i"


def test_what_is_still_to_come_stands_behind_its_base() -> None:
    """A computed change that no version has published, and the computed text that is shown."""
    other = change("modified", "XYZ C7.3", "b")
    events = [event("x@1"), event("x@3"), event("x@1+i", other, status="derived", base="x@1")]
    assert [each.version_id for each in told(events, "x@3")] == ["x@1", "x@1+i", "x@3"]
    unchanged = [event("x@1"), event("x@1+i", status="derived", base="x@1")]
    assert [each.version_id for each in told(unchanged, "x@1")] == ["x@1"]
    assert [each.version_id for each in told(unchanged, "x@1+i")] == ["x@1", "x@1+i"]


def test_an_item_that_came_with_its_measure_has_its_own_words_only() -> None:
    """The whole measure is not printed in the history of one of its items."""
    (found,) = told([event("x@1", change("added", "XYZ C11", "the whole measure", "along"))], "x@1")
    (own,) = found.changes
    assert (own.within, own.edits) == (("XYZ C11",), ((1, "the words of the item"),))
