"""The replica's six codes as PDF against their truth: every label, item, definition and note, word for word."""

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from corpus.provision import Provision, find, walk
from corpus.text import fold
from corpus.work import Expression

REPLICA = Path(__file__).resolve().parents[3] / "../shared/replica"
CODES = {
    "ics-issued-2025-02-24": "illegal-content-codes-of-practice-for-search-services-24-feb.pdf",
    "icu-consolidated-2026-09-09": "illegal-content-codes-of-practice-for-user-to-user-services-9sep2026.pdf",
    "icu-issued-2025-02-24": "illegal-content-codes-of-practice-for-user-to-user-services-24-feb.pdf",
    "pcs-issued-2025-07-04": "protection-of-children-code-of-practice-for-search-services.pdf",
    "pcu-as-laid-2025-04-24": "FINAL_-_Protection_of_Children_Code_of_Practice_for_user-to-user_services__2025_*.pdf",
    "pcu-issued-2025-07-04": "protection-of-children-code-of-practice-for-user-to-user-services.pdf",
}


def truth(name: str) -> dict[str, Any]:
    if not REPLICA.is_dir():
        pytest.skip("../shared is not beside the project")
    data: dict[str, Any] = json.loads((REPLICA / "truth" / f"{name}.json").read_text("utf-8"))
    return data


def path_of(pdf: str) -> Path:
    return next(path for path in sorted(REPLICA.glob("site*/**/*.pdf")) if path.match(pdf))


def paragraphs(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        if "uid" in value:
            yield value
        for inner in value.values():
            yield from paragraphs(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from paragraphs(inner)


def bare(text: str) -> str:
    """Punctuation and words; white space and hyphens do not count."""
    return re.sub(r"[\s-]+", "", fold(text))


def words(node: Provision) -> str:
    """A provision's words and those below it, footnotes left out."""
    own = [node.heading or "", node.text]
    below = [f"{child.printed} {words(child)}" for child in node.children if child.kind != "footnote"]
    return " ".join((*own, *below))


@pytest.fixture(params=CODES)
def code(request: pytest.FixtureRequest, parsed: Callable[[Path], Expression]) -> tuple[dict[str, Any], Expression]:
    data = truth(request.param)
    return data, parsed(path_of(CODES[request.param]))


def test_every_paragraph_has_its_label_and_its_words(code: tuple[dict[str, Any], Expression]) -> None:
    """Each numbered paragraph of the truth is a provision with exactly its text, items included."""
    data, expression = code
    for paragraph in paragraphs(data["sections"]):
        node = find(expression.provisions, paragraph["id"])
        assert node is not None, paragraph["id"]
        assert bare(words(node)) == bare(paragraph["text"]), paragraph["id"]


def test_every_item_has_its_label_and_its_words(code: tuple[dict[str, Any], Expression]) -> None:
    """Each item of the truth is a sub-paragraph cited under its paragraph, with exactly its text."""
    data, expression = code
    for paragraph in paragraphs(data["sections"]):
        for item in paragraph["items"]:
            label = f"{paragraph['id']}({item['label'].strip('()')})"
            node = find(expression.provisions, label)
            assert node is not None, label
            assert bare(node.text) == bare(item["text"]), label


def test_no_label_is_invented(code: tuple[dict[str, Any], Expression]) -> None:
    """The paragraphs of the tree are the paragraphs of the truth, in its order, and no others."""
    data, expression = code
    expected = [paragraph["id"] for paragraph in paragraphs(data["sections"])]
    assert [node.label for node in walk(expression.provisions) if node.kind == "paragraph"] == expected


def test_measures_stand_in_their_subsections_with_their_groups(code: tuple[dict[str, Any], Expression]) -> None:
    """Each measure has its title and its groups, and stands in the subsection the truth gives."""
    data, expression = code
    for subsection in data["sections"]["4 Recommended measures"]:
        node = find(expression.provisions, f"Section 4/{subsection['subsection']}")
        assert node is not None
        assert node.heading == subsection["title"]
        assert [child.label for child in node.children] == [measure["id"] for measure in subsection["measures"]]
        for child, measure in zip(node.children, subsection["measures"], strict=True):
            assert bare(child.heading or "") == bare(measure["title"])
            assert [group.heading for group in child.children] == [part["heading"] for part in measure["parts"]]


def test_index_entries_keep_their_columns(code: tuple[dict[str, Any], Expression]) -> None:
    """Each row of the index has title, application and duties as printed."""
    data, expression = code
    entries = [node for node in walk(expression.provisions) if node.kind == "index_entry"]
    rows = data["sections"]["3 Index of recommended measures"]
    assert [node.label for node in entries] == [f"Index/{row['id']}" for row in rows]
    for node, row in zip(entries, rows, strict=True):
        printed = (node.heading, node.application, node.duties)
        assert [bare(text or "") for text in printed] == [bare(row[k]) for k in ("title", "application", "duties")]


def test_definitions_of_the_code_keep_term_and_meaning(code: tuple[dict[str, Any], Expression]) -> None:
    """Each entry of the table of definitions is a definition scoped to its section."""
    data, expression = code
    for definition in data["sections"]["definitions"]:
        node = find(expression.provisions, f"Definition/{definition['term']}@Section 5")
        assert node is not None, definition["term"]
        assert bare(words(node)) == bare(definition["term"] + definition["meaning"])


def test_rows_with_a_number_are_labelled_by_it(code: tuple[dict[str, Any], Expression]) -> None:
    """Each row of Table A is a row of a table with its cells."""
    data, expression = code
    for row in data["sections"]["Table A"]:
        node = find(expression.provisions, f"Row/{row['row']}@Section 5")
        assert node is not None, row
        assert [bare(cell.text) for cell in node.children] == [bare(text) for text in row.values()]


def test_every_footnote_is_tied_to_its_reference(code: tuple[dict[str, Any], Expression]) -> None:
    """Each note of the truth is a footnote whose reference is the paragraph that has it."""
    data, expression = code
    expected = [(bare(note), (p["id"],)) for p in paragraphs(data["sections"]) for note in p["footnotes"]]
    assert sorted((bare(note.text), note.refs) for note in expression.footnotes) == sorted(expected)


def test_nothing_is_lost_and_no_running_head_is_text(code: tuple[dict[str, Any], Expression]) -> None:
    """Placed and dropped words add up and the foot of the pages is in no provision."""
    data, expression = code
    assert expression.coverage.shortfall == ""
    assert expression.coverage.placed + expression.coverage.dropped == expression.coverage.words
    assert expression.kind == "code"
    foot = bare(data["meta"]["note"]).rstrip(".")
    assert not [node.label for node in walk(expression.provisions) if foot in bare(node.text)]
