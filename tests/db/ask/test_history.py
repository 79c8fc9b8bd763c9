"""The history of a provision: each change once, and only what happened to it."""

from typing import Any

from db.ask.provisions import told


def change(kind: str, after: str, edits: str = "[]", role: str = "itself") -> dict[str, Any]:
    """A change as the database gives it."""
    return {"kind": kind, "before": None, "after": after, "edits": edits, "role": role}


def event(version: str, *changes: dict[str, Any], status: str = "issued", base: str | None = None) -> dict[str, Any]:
    """A version with the changes that led to it."""
    return {"version_id": version, "status": status, "previous_id": base, "changes": list(changes),
            "heading": "", "text": "the words of the item"}  # fmt: skip


def test_what_was_computed_and_then_published_is_told_once() -> None:
    """With the published version, which names the computed one."""
    same = change("modified", "XYZ C7.3", "[[1, 'a']]")
    events = [event("x@1"), event("x@3", same), event("x@1+i", same, status="derived", base="x@1")]
    found = told(events, "x@3")
    assert [each["version_id"] for each in found] == ["x@1", "x@3"]
    assert found[1]["computed"] == "x@1+i"


def test_what_is_still_to_come_stands_behind_its_base() -> None:
    """A computed change that no version has published, and the computed text that is shown."""
    other = change("modified", "XYZ C7.3", "[[1, 'b']]")
    events = [event("x@1"), event("x@3"), event("x@1+i", other, status="derived", base="x@1")]
    assert [each["version_id"] for each in told(events, "x@3")] == ["x@1", "x@1+i", "x@3"]
    unchanged = [event("x@1"), event("x@1+i", status="derived", base="x@1")]
    assert [each["version_id"] for each in told(unchanged, "x@1")] == ["x@1"]
    assert [each["version_id"] for each in told(unchanged, "x@1+i")] == ["x@1", "x@1+i"]


def test_an_item_that_came_with_its_measure_has_its_own_words_only() -> None:
    """The whole measure is not printed in the history of one of its items."""
    (found,) = told([event("x@1", change("added", "XYZ C11", "[[1, 'the whole measure']]", "along"))], "x@1")
    (own,) = found["changes"]
    assert (own["along"], own["edits"]) == ("XYZ C11", [[1, "the words of the item"]])
