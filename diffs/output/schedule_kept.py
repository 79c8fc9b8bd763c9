"""The marks of a schedule as data, kept beside a computed version: no page has to execute its instruments again.

Only what the instruments touched is kept, by its place: the number of a provision in the order of the document, from
1; 0 is the document. `{"7": {"standing": "changed", "edits": {"text": [[1, "b"]]}, "by": [["work", "2.3"]]}}`;
`omitted` of a place are the provisions that stood there, each with its index among what is shown.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import count
from typing import Any

from corpus.as_json import provision_from_json, provision_to_json
from corpus.change import Edit, EffectRef
from corpus.provision import Provision
from diffs.output.schedule_layout import Marked, alone

Kept = Mapping[str, Any]


def kept(marks: Sequence[Marked]) -> Kept:
    """What has to be kept of a whole schedule."""
    found: dict[str, Any] = {}
    _keep(marks, "0", found, count(1))
    return found


def _keep(marks: Sequence[Marked], within: str, found: dict[str, Any], places: Iterator[int]) -> None:
    gone = [[n, _gone_to_json(mark)] for n, mark in enumerate(marks) if mark.standing == "omitted"]
    if gone:
        found.setdefault(within, {})["omitted"] = gone
    for mark in (mark for mark in marks if mark.standing != "omitted"):
        place = str(next(places))
        if mark.standing != "kept":
            found[place] = {"standing": mark.standing, "by": _refs_to_json(mark)}
        if mark.standing == "changed":
            found[place]["edits"] = {name: [list(edit) for edit in edits] for name, edits in mark.edits.items()}
        _keep(mark.children, place, found, places)


def _refs_to_json(mark: Marked) -> list[list[str]]:
    return [[ref.work, ref.instruction] for ref in mark.by]


def _gone_to_json(mark: Marked) -> dict[str, Any]:
    return {"node": provision_to_json(mark.node), "by": _refs_below(mark)}


def _refs_below(mark: Marked) -> list[Any]:
    return [_refs_to_json(mark), [_refs_below(child) for child in mark.children]]


def schedule_of(found: Kept, nodes: Sequence[Provision]) -> tuple[Marked, ...]:
    """The whole schedule of a computed version, from its provisions and what is kept."""
    return _all(found, nodes, "0", count(1))


def mark_of(found: Kept, node: Provision, place: int) -> Marked:
    """The marks of one provision with everything below it."""
    return _one(found, node, count(place))


def _all(found: Kept, nodes: Sequence[Provision], within: str, places: Iterator[int]) -> tuple[Marked, ...]:
    made = [_one(found, node, places) for node in nodes]
    for index, gone in found.get(within, {}).get("omitted", ()):
        made.insert(index, _gone(provision_from_json(gone["node"]), gone["by"]))
    return tuple(made)


def _one(found: Kept, node: Provision, places: Iterator[int]) -> Marked:
    place = str(next(places))
    below = _all(found, node.children, place, places)
    said = found.get(place, {})
    standing = said.get("standing", "kept")
    if standing == "changed":
        return Marked(node, standing, {name: _edits(each) for name, each in said["edits"].items()}, _refs(said), below)
    return alone(node, standing, _refs(said), below)


def _gone(node: Provision, by: Sequence[Any]) -> Marked:
    below = tuple(_gone(child, refs) for child, refs in zip(node.children, by[1], strict=True))
    return alone(node, "omitted", _refs({"by": by[0]}), below)


def _refs(said: Mapping[str, Any]) -> tuple[EffectRef, ...]:
    return tuple(EffectRef(work, instruction) for work, instruction in said.get("by", ()))


def _edits(pieces: Sequence[Sequence[Any]]) -> tuple[Edit, ...]:
    return tuple((kind, words) for kind, words in pieces)
