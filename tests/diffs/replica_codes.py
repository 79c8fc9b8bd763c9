"""Expressions from the replica's truth files: no parser needed to test a comparison."""

import json
import re
from pathlib import Path

import pytest

from corpus.provision import Provision
from corpus.work import Expression

TRUTH = Path(__file__).resolve().parents[2] / "../shared/replica/truth"


def truth(name: str) -> Expression:
    """One code of the replica as an expression; skips the test when the replica is not there."""
    path = TRUTH / f"{name}.json"
    if not path.exists():
        pytest.skip("../shared is not beside the project")
    data = json.loads(path.read_text("utf-8"))
    return code(data, name)


def code(data: dict, name: str) -> Expression:
    """The tree that interface.md describes, from a truth file's lists."""
    prefix = data["meta"]["code"]
    definitions = data["sections"].get("definitions", [])
    sections = []
    for title, content in data["sections"].items():
        number, _, heading = title.partition(" ")
        if not number.isdigit():
            continue
        children = _section(content, prefix)
        label = f"Section {number}"
        if number == "5":
            children += _table(data["sections"].get("Table A", []), label)
            children += tuple(_definition(entry, label) for entry in definitions)
        sections.append(Provision("section", label, number, heading, children=children))
    cover = tuple(Provision("text", text=line) for line in data["meta"]["cover"])
    return Expression(data["meta"]["title"], "code", cover + tuple(sections), version=name)


def _section(content: list[dict], prefix: str) -> tuple[Provision, ...]:
    if "subsection" in content[0]:
        return tuple(_subsection(entry, prefix) for entry in content)
    if "application" in content[0]:
        return tuple(_entry(entry, prefix) for entry in content)
    return tuple(_paragraph(entry, prefix) for entry in content)


def _subsection(entry: dict, prefix: str) -> Provision:
    measures = tuple(_measure(measure, prefix) for measure in entry["measures"])
    letter = entry["subsection"]
    return Provision("subsection", f"Section 4/{letter}", letter, entry["title"], children=measures)


def _entry(entry: dict, prefix: str) -> Provision:
    number = entry["id"].removeprefix(f"{prefix} ")
    text = f"{entry['application']}\n{entry['duties']}"
    return Provision("index_entry", f"Index/{entry['id']}", number, entry["title"], text)


def _measure(entry: dict, prefix: str) -> Provision:
    groups = tuple(
        Provision(
            "group", heading=part["heading"], children=tuple(_paragraph(one, prefix) for one in part["paragraphs"])
        )
        for part in entry["parts"]
    )
    return Provision("measure", entry["id"], entry["id"].removeprefix(f"{prefix} "), entry["title"], children=groups)


def _paragraph(entry: dict, prefix: str) -> Provision:
    label = entry["id"]
    first = entry["items"][0] if entry["items"] else None
    lead = entry["text"].partition(f" {first['label']} ")[0] if first else entry["text"]
    notes = tuple(Provision("footnote", text=text) for text in entry["footnotes"])
    return Provision(
        "paragraph",
        label,
        label.removeprefix(f"{prefix} "),
        None,
        lead,
        _items(entry["items"], label) + notes,
        printed=label,
    )


def _items(items: list[dict], parent: str) -> tuple[Provision, ...]:
    found = []
    for item in items:
        letter = re.sub(r"\W", "", item["label"])
        children = _items(item.get("items", []), f"{parent}({letter})")
        text = item["text"]
        if item.get("items"):
            text = text.partition(f" {item['items'][0]['label']} ")[0]
        found.append(
            Provision("subparagraph", f"{parent}({letter})", letter, None, text, children, printed=item["label"])
        )
    return tuple(found)


def _table(rows: list[dict], label: str) -> tuple[Provision, ...]:
    return tuple(
        Provision(
            "row",
            f"Row/{row['row']}@{label}",
            row["row"],
            children=tuple(Provision("text", text=row[key]) for key in ("row", "kind", "detail")),
        )
        for row in rows
    )


def _definition(entry: dict, label: str) -> Provision:
    return Provision("definition", f"Definition/{entry['term']}@{label}", text=f"{entry['term']}\n{entry['meaning']}")
