"""Differences between two checkouts by their mechanism: `python -m benchmarks.before_after_kinds DIR [MECHANISM]`.

DIR is what `benchmarks.before_after` wrote. Prints a line for each mechanism: in how many answers, how often, and two
examples. With a part of a mechanism's name: every difference of it, for a person to judge. A mechanism is what happened
to the JSON (a label is new on a block that had none; words of the tree are now dropped by a rule), never why.
"""

import json
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from difflib import SequenceMatcher
from functools import cache
from pathlib import Path
from typing import Any

from benchmarks.before_after import answer

Json = dict[str, Any]
Rules = dict[str, Counter[str]]
"""Words dropped, by rule."""
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
        found = list(_answers(command, before, after, folder))
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


def _answers(command: str, before: Json, after: Json, folder: Path) -> Found:
    old, new = before["out"], after["out"]
    for side, each in (("before", before), ("after", after)):
        if each["failed"]:
            yield f"{command}: fails {side}", each["failed"]
    if not (isinstance(old, dict) and isinstance(new, dict)):
        if isinstance(old, dict) != isinstance(new, dict):
            yield (
                f"{command}: answered only {'before' if isinstance(old, dict) else 'after'}",
                after["err"] + before["err"],
            )
        return
    if before["exit"] != after["exit"]:
        yield f"{command}: exit {before['exit']}, now {after['exit']}", after["err"]
    if command == "diff":
        yield from _diff(old, new, _dropped_in(folder, before["name"]))
    else:
        yield from {"parse": _parse, "consolidate": _consolidate}[command](old, new)


def _dropped_in(folder: Path, name: str) -> Counter[str]:
    """All words that any version of a page drops now."""
    found: Counter[str] = Counter()
    for other in _versions(folder).get(name.split("/", 1)[1].rsplit("/", 1)[0], ()):
        read = answer(folder / "after", other)["out"]
        found += sum(_dropped(read).values(), Counter()) if isinstance(read, dict) else Counter()
    return found


@cache
def _versions(folder: Path) -> dict[str, list[str]]:
    """The names of parses by the folder their documents stand in."""
    found: dict[str, list[str]] = defaultdict(list)
    for path in (folder / "after/parse").glob("*.json"):
        name = json.loads(path.read_text())["name"]
        found[name.split("/", 1)[1].rsplit("/", 1)[0]].append(name)
    return found


def _parse(old: Json, new: Json) -> Found:
    for key in WHOLE:
        if old[key] != new[key]:
            named = f" {_short(old[key])} -> {_short(new[key])}" if key in ("kind", "status") else ""
            yield f"parse: {key}{named}", f"{old[key]!r} -> {new[key]!r}"
    for key in EACH:
        yield from _each(key, old[key], new[key])
    if old["coverage"]["shortfall"] != new["coverage"]["shortfall"]:
        yield "parse: shortfall", f"{old['coverage']['shortfall']!r} -> {new['coverage']['shortfall']!r}"
    yield from _tree("parse", old["provisions"], new["provisions"], _dropped(old), _dropped(new))


def _short(value: Any) -> str:
    return str(value)[:20]


def _dropped(read: Json) -> Rules:
    """Words dropped, by rule."""
    rules: Rules = defaultdict(Counter)
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


def _tree(command: str, old: list[Json], new: list[Json], dropped: Rules, drops: Rules) -> Found:
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


def _passage(command: str, old: list[Node], new: list[Node], dropped: Rules, drops: Rules) -> Found:
    """A run of nodes that reads otherwise: words gone, words new, or the same words in other nodes."""
    before, after = " ".join(node[0] for node in old).split(), " ".join(node[0] for node in new).split()
    labels = f"{_opening(old)} -> {_opening(new)}"
    if before == after:
        kind = "joined" if len(new) < len(old) else "divided" if len(new) > len(old) else "cut elsewhere"
        yield f"{command}: nodes {kind}", f"{labels} | {' '.join(before)[:160]}"
    elif Counter(before) == Counter(after):
        yield f"{command}: words in another order", f"{labels} | {' '.join(before)[:200]} || {' '.join(after)[:200]}"
    else:
        for tag, start, end, begin, stop in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
            if tag != "equal":
                gone, come = before[start:end], after[begin:stop]
                behind = " ".join(before[max(0, start - 5) : start])
                detail = f"…{behind} [-{' '.join(gone)[:300]}] [+{' '.join(come)[:300]}] {labels[:200]}"
                for word, words, rules in (("gone", gone, drops), ("new", come, dropped)):
                    yield from [(f"{command}: words {word}, {_where(word, words, rules)}", detail)] if words else ()


def _opening(nodes: list[Node]) -> str:
    return str([node[1]["label"] or node[1]["kind"] for node in nodes][:6])


def _where(word: str, words: list[str], rules: Rules) -> str:
    """Whether the other side dropped words that only this side has, and by which rule."""
    side = "before" if word == "new" else "now"
    found = [rule for rule, those in rules.items() if not Counter(words) - those]
    if not found and not _several(words, rules):
        return "BY NO RULE"
    return f"dropped {side} by {found[0] if found else 'several rules'}"


def _several(words: list[str], drops: Rules) -> bool:
    """Whether all of them were dropped, by one rule or another; numbers of a list are in no drop."""
    left = Counter(words) - sum(drops.values(), Counter())
    return len(words) > 1 and all(re.fullmatch(r"\d{1,2}", word) for word in left)


def _diff(old: Json, new: Json, drops: Counter[str]) -> Found:
    """Changes that only one side names: of words dropped now, of words that others name, of words that none does."""
    before, after = Counter(map(_named, old["changes"])), Counter(map(_named, new["changes"]))
    gone, come = before - after, after - before
    words = {"gone": _changed(gone), "new": _changed(come)}
    for word, rows in (("gone", gone), ("new", come)):
        others = words["new" if word == "gone" else "gone"]
        for key, number in rows.items():
            changed = Counter(_words(" ".join(key[3:])))
            how = (
                "of words dropped now" if changed and word == "gone" and not changed - drops
                else "named otherwise" if not changed - others
                else "OF WORDS THAT NO OTHER NAMES"
            )  # fmt: skip
            yield from [
                (f"diff: {key[0]} {word}, {how}", f"{key[1]} -> {key[2]} [-{key[3][:150]}] [+{key[4][:150]}]")
            ] * number


Named = tuple[str, str, str, str, str]
"""Kind of a change, labels before and after (none for what has none), words deleted and words inserted."""


def _named(change: Json) -> Named:
    edits = change["edits"] or ()
    deleted, inserted = (" ".join(text for sign, text in edits if sign == side) for side in (-1, 1))
    whole = " ".join(text for _, text in edits) or str(change.get("heading") or "")
    if change["kind"] in ("added", "removed"):
        deleted, inserted = ("", whole) if change["kind"] == "added" else (whole, "")
    return change["kind"], _label(change["before"]), _label(change["after"]), deleted, inserted


def _label(label: Any) -> str:
    """A label, or several; nothing for a place that is only counted (`Section 3/~2`)."""
    return "" if label is None or "~" in str(label) else str(label)


def _changed(changes: Counter[Named]) -> Counter[str]:
    found: Counter[str] = Counter()
    for key, number in changes.items():
        for _ in range(number):
            found.update(_words(f"{key[3]} {key[4]}"))
    return found


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
