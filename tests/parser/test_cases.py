"""Golden cases: a small document of our own words, and the whole of what it parses to."""

import json
from pathlib import Path
from typing import Any

import pytest

from corpus.as_json import to_json
from parser.document import parse

CASES = Path(__file__).resolve().parents[1] / "cases"
FOLDERS = sorted({path.parent for path in CASES.glob("*/input.*")})
KEPT = ("title", "kind", "status", "identifiers", "dates", "provisions", "effects", "footnotes", "coverage", "repairs")


def node(made: dict[str, Any]) -> dict[str, Any]:
    """A node without its places and without what is empty: a golden file is there to be read."""
    kept = {key: value for key, value in made.items() if value and key not in ("source", "children")}
    return {**kept, **({"children": [node(child) for child in made["children"]]} if made["children"] else {})}


def document(made: dict[str, Any]) -> dict[str, Any]:
    """What a document parses to, as it is kept."""
    kept: dict[str, Any] = {key: made[key] for key in KEPT}
    kept["provisions"] = [node(each) for each in made["provisions"]]
    kept["coverage"] = {key: value for key, value in made["coverage"].items() if key != "drops"}
    kept["coverage"]["drops"] = [{"rule": d["rule"], "text": d["text"]} for d in made["coverage"].get("drops", [])]
    kept["effects"] = [{**e, "content": [node(each) for each in e["content"]]} for e in made["effects"]]
    return kept


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_a_document_parses_to_what_is_kept_beside_it(folder: Path, golden) -> None:
    """Every word, label, date and doubt of the input: `pytest --update-golden` rewrites them to be read."""
    (path,) = folder.glob("input.*")
    made = document(to_json(parse(path.read_bytes(), name=path.name)))
    golden(folder / "document.json", json.dumps(made, ensure_ascii=False, indent=1) + "\n")
