"""Differences between two checkouts, sorted by their mechanism: `python -m benchmarks.before_after_kinds DIR [MECHANISM]`.

DIR is what `benchmarks.before_after` wrote. Prints a line for each mechanism: in how many answers, how often, and two
examples. With a part of a mechanism's name: every difference of it, for a person to judge. A mechanism is what happened to
the JSON (a label is new on a block that had none; words of the tree are now dropped by a rule), never why.
"""

import json
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

Json = dict[str, Any]
Found = Iterator[tuple[str, str]]
"""Mechanism and detail of each difference."""

NEW_KEYS = {"structure", "amending", "time", "tracked", "organisations", "title", "within", "named", "commences",
            "possible", "concordance", "until_occurrence"}  # fmt: skip
"""Keys that the round added by design: left out of both sides where only one has them."""
WHOLE = ("kind", "title", "status", "work", "version", "format", "identifiers", "statement", "reserved")
EACH = ("dates", "effects", "footnotes", "references", "repairs")
_WORD = re.compile(r"[^\W_]+")


def main() -> None:
    """Print the table, or the differences of one mechanism."""
    folder, wanted = Path(sys.argv[1]), sys.argv[2] if len(sys.argv) > 2 else None
    times: Counter[str] = Counter()
    where: dict[str, list[tuple[str, str]]] = defaultdict(list)
    same = Counter[str]()
    for name, before, after in _pairs(folder):
        command = name.split("/")[0]
        found = list(_answers(command, before, after))
        same[command, "differs" if found else "same"] += 1
        for mechanism, detail in found:
            times[mechanism] += 1
            where[mechanism].append((name, detail))
    if wanted is not None:
        _show(where, wanted)
        return
    print(dict(same))
    for mechanism, places in sorted(where.items()):
        names = list(dict.fromkeys(name for name, _ in places))
        print(f"{len(names):4} {times[mechanism]:6}  {mechanism:60} {names[0][-60:]} … {names[-1][-60:]}")


def _show(where: dict[str, list[tuple[str, str]]], wanted: str) -> None:
    for mechanism, places in sorted(where.items()):
        if wanted in mechanism:
            for name, detail in places:
                print(f"{mechanism}\t{name}\t{detail}")


def _pairs(folder: Path) -> Iterator[tuple[str, Json, Json]]:
    for path in sorted((folder / "before").rglob("*.json")):
        other = folder / "after" / path.relative_to(folder / "before")
        if other.exists() and path.parent.name in ("parse", "diff", "consolidate"):
            before, after = json.loads(path.read_text()), json.loads(other.read_text())
            yield before["name"], before, after


def _answers(command: str, before: Json, after: Json) -> Found:
    old, new = before["out"], after["out"]
    for side, each in (("before", before), ("after", after)):
        if each["failed"]:
            yield f"{command}: fails {side}", each["failed"]
    if not (isinstance(old, dict) and isinstance(new, dict)):
        if isinstance(old, dict) != isinstance(new, dict):
            yield f"{command}: answered only {'before' if isinstance(old, dict) else 'after'}", after["err"] + before["err"]
        return
    if before["exit"] != after["exit"]:
        yield f"{command}: exit {before['exit']}, now {after['exit']}", after["err"]
    yield from {"parse": _parse, "diff": _diff, "consolidate": _consolidate}[command](old, new)


def _parse(old: Json, new: Json) -> Found:
    for key in WHOLE:
        if old[key] != new[key]:
            yield f"parse: {key} {_short(old[key])} -> {_short(new[key])}" if key in ("kind", "status") else f"parse: {key}", \
                f"{old[key]!r} -> {new[key]!r}"  # fmt: skip
    for key in EACH:
        yield from _each(key, old[key], new[key])
    if old["coverage"]["shortfall"] != new["coverage"]["shortfall"]:
        yield "parse: shortfall", f"{old['coverage']['shortfall']!r} -> {new['coverage']['shortfall']!r}"
    yield from _tree("parse", old["provisions"], new["provisions"], _dropped(old), _dropped(new))


def _short(value: Any) -> str:
    return str(value)[:20]


def _dropped(read: Json) -> dict[str, Counter[str]]:
    """Words dropped, by rule."""
    rules: dict[str, Counter[str]] = defaultdict(Counter)
    for drop in read["coverage"]["drops"]:
        rules[drop["rule"]].update(_words(drop["text"]))
    for effect in read["effects"]:
        for node in _nodes(effect["content"]):
            rules["(inserted by an effect)"].update(node[0].split())
    return rules


def _each(key: str, old: list[Json], new: list[Json]) -> Found:
    """Rows that are gone or new, by their type or kind; keys that only one side knows do not count."""
    before, after = Counter(map(_plain, old)), Counter(map(_plain, new))
    for word, rows in (("gone", before - after), ("new", after - before)):
        for row, number in rows.items():
            kind = json.loads(row)
            yield from [(f"parse: {key} {kind.get('type') or kind.get('kind') or ''} {word}", row)] * number


def _plain(row: Json) -> str:
    kept = {key: value for key, value in row.items() if key not in NEW_KEYS}
    return json.dumps(kept, ensure_ascii=False, sort_keys=True)


def _words(text: str) -> list[str]:
    return _WORD.findall(text)


Node = tuple[str, Json, str | None]
"""Its words in one run, the node, the label of the nearest labelled node above."""


def _nodes(nodes: list[Json], above: str | None = None) -> Iterator[Node]:
    for node in nodes:
        number = None if node["kind"] == "footnote" else node["printed"] or node["num"]
        words = _words(" ".join(filter(None, (number, node["heading"], node["text"]))))
        yield " ".join(words), node, above
        yield from _nodes(node["children"], node["label"] or above)


def _tree(command: str, old: list[Json], new: list[Json], dropped: dict[str, Counter[str]],
          drops: dict[str, Counter[str]]) -> Found:  # fmt: skip
    before = [node for node in _nodes(old) if node[0]]
    after = [node for node in _nodes(new) if node[0]]
    runs = SequenceMatcher(None, [node[0] for node in before], [node[0] for node in after], autojunk=False)
    for tag, start, end, begin, stop in runs.get_opcodes():
        if tag == "equal":
            for one, other in zip(before[start:end], after[begin:stop], strict=True):
                yield from _node(command, one, other)
        else:
            yield from _passage(command, before[start:end], after[begin:stop], dropped, drops)


def _node(command: str, before: Node, after: Node) -> Found:
    (words, old, above), (_, new, over) = before, after
    if old["label"] != new["label"]:
        kind = "new" if old["label"] is None else "gone" if new["label"] is None else "other"
        yield f"{command}: label {kind}", f"{old['label']} -> {new['label']} | {words[:90]}"
    if old["kind"] != new["kind"]:
        yield f"{command}: node {old['kind']} -> {new['kind']}", f"{new['label']} | {words[:90]}"
    if above != over:
        yield f"{command}: parent", f"{above} -> {over} | {new['label']} | {words[:90]}"
    for key in ("num", "printed", "heading", "text"):
        if old[key] != new[key]:
            yield f"{command}: {key} of a node", f"{old[key]!r:.150} -> {new[key]!r:.150}"


def _passage(command: str, old: list[Node], new: list[Node], dropped: dict[str, Counter[str]],
             drops: dict[str, Counter[str]]) -> Found:  # fmt: skip
    """A run of nodes that reads otherwise: words gone, words new, or the same words in other nodes."""
    before, after = " ".join(node[0] for node in old).split(), " ".join(node[0] for node in new).split()
    labels = f"{[node[1]['label'] or node[1]['kind'] for node in old][:6]} -> {[node[1]['label'] or node[1]['kind'] for node in new][:6]}"  # noqa: E501
    if before == after:
        kind = "joined" if len(new) < len(old) else "divided" if len(new) > len(old) else "cut elsewhere"
        yield f"{command}: nodes {kind}", f"{labels} | {' '.join(before)[:160]}"
        return
    if Counter(before) == Counter(after):
        yield f"{command}: words in another order", f"{labels} | {' '.join(before)[:200]} || {' '.join(after)[:200]}"
        return
    for tag, start, end, begin, stop in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag != "equal":
            yield from _gone(command, "gone", before[start:end], drops, labels, before[max(0, start - 5) : start])
            yield from _gone(command, "new", after[begin:stop], dropped, labels, after[max(0, begin - 5) : begin])


def _gone(command: str, word: str, words: list[str], drops: dict[str, Counter[str]], labels: str,
          behind: list[str]) -> Found:  # fmt: skip
    """Words on one side only: whether the other side dropped them by a rule, and by which."""
    if not words:
        return
    side = "before" if word == "new" else "now"
    rules = [rule for rule, those in drops.items() if not Counter(words) - those]
    where = f"dropped {side} by {rules[0]}" if rules else "dropped {side} by several rules" if _several(words, drops) else "BY NO RULE"
    yield f"{command}: words {word}, {where.format(side=side)}", f"…{' '.join(behind)} [{' '.join(words)[:300]}] {labels[:200]}"


def _several(words: list[str], drops: dict[str, Counter[str]]) -> bool:
    """Whether all of them were dropped, one by this rule, one by that; numbers of a list are the reader's, in no drop."""
    left = Counter(words) - sum(drops.values(), Counter())
    return len(words) > 1 and all(re.fullmatch(r"\d{1,2}", word) for word in left)


def _diff(old: Json, new: Json) -> Found:
    yield from _rows("diff", _changes(old), _changes(new))


def _changes(answer: Json) -> dict[tuple[str, str], Json]:
    changes = {}
    for change in answer["changes"]:
        changes[str(change["before"]), str(change["after"]), str(change["edits"])[:60] if not change["before"] and not change["after"] else ""] = change  # noqa: E501
    return changes


def _rows(command: str, old: dict[Any, Json], new: dict[Any, Json]) -> Found:
    for key in old.keys() - new.keys():
        yield f"{command}: {old[key]['kind']} gone", f"{key} {_text(old[key])}"
    for key in new.keys() - old.keys():
        yield f"{command}: {new[key]['kind']} new", f"{key} {_text(new[key])}"
    for key in old.keys() & new.keys():
        for name in sorted(old[key].keys() & new[key].keys()):
            if old[key][name] != new[key][name]:
                yield f"{command}: {name} of a change", f"{key} {old[key][name]!r:.200} -> {new[key][name]!r:.200}"


def _text(change: Json) -> str:
    said = "".join({-1: "[-", 1: "[+"}.get(sign, "") + text + ("]" if sign else "") for sign, text in change["edits"] or ())
    return (said or str(change.get("heading")))[:300]


def _consolidate(old: Json, new: Json) -> Found:
    before = {(each["instrument"], each["num"], str(each["nodes"])): each for each in old["instructions"]}
    after = {(each["instrument"], each["num"], str(each["nodes"])): each for each in new["instructions"]}
    for key in before.keys() - after.keys():
        yield f"consolidate: instruction gone, {before[key]['state']}", f"{key} {before[key]['reason']}"
    for key in after.keys() - before.keys():
        yield f"consolidate: instruction new, {after[key]['state']}", f"{key} {after[key]['reason']}"
    for key in before.keys() & after.keys():
        for name in ("state", "reason"):
            if before[key][name] != after[key][name]:
                yield f"consolidate: {name} of an instruction", f"{key} {before[key][name]!r} -> {after[key][name]!r}"
    yield from _tree("consolidate", old["provisions"], new["provisions"], {}, {})


if __name__ == "__main__":
    main()
