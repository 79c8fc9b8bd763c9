"""What happened to one provision, each change once: from the events of `query.history`."""

from collections.abc import Sequence

from db.ask.query import Row


def told(events: Sequence[Row], current: str) -> list[Row]:
    """The events of a provision, oldest first.

    A text that keeling computed stands behind its base. What it computed beforehand and a version then published is
    told once, with that version, whose `computed` names the computed one; a computed text without a change of the
    provision is left out. `current` is the version shown, which always stays.
    """
    published = [dict(event, changes=_own(event), computed="") for event in events if event["status"] != "derived"]
    made = list(published)
    for event in (event for event in events if event["status"] == "derived"):
        own = dict(event, changes=_own(event), computed="")
        again = next((each for each in published if own["changes"] and _same(each, own)), None)
        if again is not None:
            again["computed"] = again["computed"] or event["version_id"]
        if event["version_id"] == current or (own["changes"] and again is None):
            made.insert(_behind(made, event["previous_id"]), own)
    return made


def _behind(events: Sequence[Row], base: str | None) -> int:
    """The place behind a base and what was already computed from it; the end where the base is not there."""
    at = next((n for n, each in enumerate(events) if each["version_id"] == base), len(events) - 1) + 1
    while at < len(events) and events[at]["status"] == "derived":
        at += 1
    return at


def _same(one: Row, other: Row) -> bool:
    return bool(_said(one) == _said(other))


def _said(event: Row) -> list[tuple[str, str, str]]:
    return [(change["kind"], change["after"] or "", change["edits"] or "") for change in event["changes"]]


def _own(event: Row) -> list[Row]:
    """The changes of a provision itself and of what stands below it; where it went along with what it stands in, that
    it did, with its own words only.
    """
    return [
        _along(event, change) if change["role"] == "along" else dict(change, along="") for change in event["changes"]
    ]


def _along(event: Row, change: Row) -> Row:
    """A change of what a provision stands in, as it concerns the provision."""
    words = "\n".join(part for part in (event["heading"], event["text"]) if part)
    edits = [[1, words]] if change["kind"] == "added" and words else []
    return dict(change, along=change["after"] or change["before"] or "", edits=edits)
