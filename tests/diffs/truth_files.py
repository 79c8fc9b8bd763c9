"""Expressions built from the truth files of the replica, so that consolidation is tested without a parser."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from corpus.provision import Mark, Provision
from corpus.work import Expression, Footnote

TRUTH = Path(__file__).resolve().parents[3] / "shared" / "replica" / "truth"
_ITEM = re.compile(r"(?:^| )(?P<mark>(?:[a-z]{1,2}|[ivx]+)\)) ")


def truth(name: str) -> Any:
    """One truth file; skips where ../shared is not beside the project."""
    path = TRUTH / f"{name}.json"
    if not path.is_file():
        pytest.skip("../shared is not beside the project")
    return json.loads(path.read_text("utf-8"))


def code(name: str) -> Expression:
    """A code of the replica as an Expression."""
    data = truth(name)
    notes: list[Footnote] = []
    sections = []
    for title, entries in data["sections"].items():
        if not re.match(r"\d+ ", title):
            continue
        num, _, heading = title.partition(" ")
        sections.append(Provision("section", f"Section {num}", num, heading, children=_section(num, entries, notes)))
    extra = _definitions(data["sections"].get("definitions", []))
    sections[-1] = sections[-1].with_children((*sections[-1].children, *extra))
    footnotes = tuple(Provision("footnote", num=note.num, text=note.text, printed=note.num) for note in notes)
    meta = data["meta"]
    return Expression(
        title=meta["title"],
        kind="code",
        provisions=(Provision("text", text="\n".join(meta["cover"])), *sections, *footnotes),
        work=meta["code"].lower(),
        status="issued",
        footnotes=tuple(notes),
        version=f"{meta['code'].lower()}@{meta['date']}",
    )


def _section(num: str, entries: list[Any], notes: list[Footnote]) -> tuple[Provision, ...]:
    found = []
    for entry in entries:
        if "measures" in entry:
            letter = entry["subsection"]
            measures = tuple(_measure(measure, notes) for measure in entry["measures"])
            found.append(Provision("subsection", f"Section {num}/{letter}", letter, entry["title"], children=measures))
        elif "duties" in entry:
            found.append(_index_entry(entry))
        else:
            found.append(_paragraph(entry, notes))
    return tuple(found)


def _index_entry(entry: dict[str, Any]) -> Provision:
    label = entry["id"]
    return Provision(
        "index_entry",
        f"Index/{label}",
        label.split()[1],
        entry["title"],
        f"{entry['application']}\n{entry['duties']}",
        printed=label,
        application=entry["application"],
        duties=entry["duties"],
    )


def _measure(measure: dict[str, Any], notes: list[Footnote]) -> Provision:
    groups = tuple(
        Provision("group", heading=part["heading"], children=tuple(_paragraph(p, notes) for p in part["paragraphs"]))
        for part in measure["parts"]
    )
    return Provision(
        "measure", measure["id"], measure["id"].split()[1], measure["title"], children=groups, printed=measure["id"]
    )


def _paragraph(entry: dict[str, Any], notes: list[Footnote]) -> Provision:
    label = entry["id"]
    node = paragraph(label, entry["text"])
    marks = []
    for text in entry["footnotes"]:
        num = str(len(notes) + 1)
        notes.append(Footnote(num, text, (label,)))
        marks.append(Mark(len(node.text), num))
    return Provision(
        **{f: getattr(node, f) for f in ("kind", "label", "num", "text", "children", "printed")}, marks=tuple(marks)
    )


def paragraph(label: str, text: str) -> Provision:
    """A paragraph with its items from text in which they are run together."""
    pieces = _split(text)
    items = []
    for mark, words in pieces[1:]:
        roman = re.fullmatch(r"[ivx]+\)", mark) and items and items[-1][0].text.rstrip().endswith(":")
        nested = roman or (items and items[-1][1] and re.fullmatch(r"[ivx]+\)", mark))
        if nested and not (mark == "i)" and items[-1][0].num == "h"):
            items[-1][1].append(_item(f"{items[-1][0].label}", mark, words))
        else:
            items.append((_item(label, mark, words), []))
    children = tuple(item.with_children(tuple(inner)) for item, inner in items)
    return Provision(
        "paragraph", label, label.rsplit(maxsplit=1)[-1], text=pieces[0][1], children=children, printed=label
    )


def _split(text: str) -> list[tuple[str, str]]:
    starts = [m for m in _ITEM.finditer(text) if text[: m.start()].rstrip().endswith((":", ";", "and", "or"))]
    ends = [*(m.start() for m in starts), len(text)]
    return [("", text[: ends[0]].strip())] + [
        (m["mark"], text[m.end() : end].strip()) for m, end in zip(starts, ends[1:], strict=True)
    ]


def _item(parent: str, mark: str, words: str) -> Provision:
    num = mark.rstrip(")")
    return Provision("subparagraph", f"{parent}({num})", num, text=words, printed=mark)


def _definitions(entries: list[Any]) -> tuple[Provision, ...]:
    return tuple(
        Provision("definition", f"Definition/{e['term']}@Section 5", text=f"{e['term']}\n{e['meaning']}")
        for e in entries
    )


def run_together(node: Provision) -> str:
    """A paragraph as the truth files print it: items run together."""
    parts = [node.text, *(f"{child.printed} {run_together(child)}" for child in node.children)]
    return " ".join(part for part in parts if part)
