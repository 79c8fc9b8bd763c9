"""Items of the content API: every string that holds words is read, or dropped by a rule that is named."""

import json
from itertools import product
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from made_readings import read_govuk

from corpus.text import letters
from parser.document import parse
from parser.read import read
from parser.readers.blocks import printed

BODY = "<p>1.1 Lamps are lit.</p>"
DUTY = "This does not apply to children."


def item(**details: Any) -> bytes:
    return json.dumps({"title": "Lights", "details": details, "base_path": "/x", "links": {}}).encode()


WHERE = {
    "parts": {"parts": [{"title": "One", "slug": "one", "body": f"<p>{DUTY}</p>"}]},
    "feedback": {"body": BODY, "public_feedback_detail": f"<p>{DUTY}</p>"},
    "outcome": {"body": BODY, "final_outcome_detail": f"<p>{DUTY}</p>"},
    "introduction": {"body": BODY, "introduction": DUTY},
    "contents of an attachment": {"body": BODY, "attachments": [{"title": "Annex", "content": f"<p>{DUTY}</p>"}]},
    "documents beside attachments": {"body": BODY, "attachments": [{"title": "A"}], "documents": [f"<p>{DUTY}</p>"]},
    "several formats": {"body": [{"content_type": "text/html", "content": f"<p>{DUTY}</p>"}]},
    "another format only": {"body": [{"content_type": "text/govspeak", "content": DUTY}]},
    "a field nobody has heard of": {"body": BODY, "eligibility": {"rules": [{"wording": [DUTY]}]}},
    "a title of a part": {"body": BODY, "parts": [{"title": DUTY}]},
    "a postal address": {"body": BODY, "ways_to_respond": {"postal_address": f"1 Quay Street\n{DUTY}"}},
    "a withdrawal": {"body": BODY, "notice": {"explanation": DUTY}},
}


@pytest.mark.parametrize("name", WHERE)
def test_words_of_every_field_are_read(name: str) -> None:
    """Wherever an item holds words, known field or not, they are in the text."""
    expression = parse(item(**WHERE[name]), name="item.json")
    text = "\n".join(f"{node.heading}{node.text}" for root in expression.provisions for node in root.walk())
    assert DUTY.removesuffix(".") in text
    assert not expression.coverage.shortfall


def test_values_are_no_words() -> None:
    """Addresses, ids, days and names of kinds are not read; names of governments and nations are dropped by rule."""
    details = {
        "body": BODY,
        "first_public_at": "2026-06-18T11:10:00+01:00",
        "attachments": [{"title": "Code", "url": "https://x.example/a.pdf", "content_type": "application/pdf"}],
        "emphasised_organisations": ["ebd15ade-73b2-4eaf-b1c3-43034a42eb37"],
        "government": {"title": "2015 Harbour government", "slug": "2015-harbour-government"},
    }
    blocks = read_govuk(item(**details)).blocks
    assert [block.text for block in blocks if not block.rule] == ["Lights", "Code", "1.1 Lamps are lit."]
    assert [(block.rule, block.text) for block in blocks if block.rule] == [("item-value", "2015 Harbour government")]


def test_a_list_of_documents_repeats_no_title() -> None:
    """The titles of attachments are read once."""
    blocks = read_govuk(item(body=BODY, attachments=[{"title": "Code"}], documents=["<p>Code</p><p>New</p>"])).blocks
    assert [(block.text, block.rule) for block in blocks][1:4] == [
        ("Code", ""),
        ("Code", "attachment-list"),
        ("New", ""),
    ]


WORDED = st.sampled_from(
    [
        " ".join(again * run)
        for size, again in ((2, 1), (3, 1), (3, 2))
        for run in product(["lamps", "must", "be", "lit", "twice"], repeat=size)
    ]
)
NAMES = st.sampled_from(["body", "parts", "title", "rules", "x", "attachments", "content", "note"])
TREES = st.recursive(WORDED, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=3))


@given(st.dictionaries(NAMES, TREES, min_size=1, max_size=4))
def test_no_shape_of_an_item_loses_words(details: dict[str, Any]) -> None:
    """Whatever the fields are called and however they are nested, every word stands in a block."""
    waiting, words = [details], []
    while waiting:
        value = waiting.pop()
        if isinstance(value, str):
            words.append(letters(value))
        else:
            waiting += value.values() if isinstance(value, dict) else value
    read = letters(
        "\n".join(printed(block) for block in read_govuk(item(body=BODY) if not words else item(**details)).blocks)
    )
    assert all(word in read for word in words)


@pytest.mark.parametrize("value", [None, 5, True, [], {}, [None], {"a": None}, [[["x"]]], {"title": 5}])
@pytest.mark.parametrize(
    "key", ["links", "document_type", "first_published_at", "public_updated_at", "withdrawn_notice", "base_path"]
)
def test_anything_in_the_place_of_a_claim_is_read(key: str, value: object) -> None:
    """Whoever made an item may have put anything there: its words are read all the same."""
    item = {
        "title": "Kiln guidance",
        "details": {"body": "<p>A potter keeps a log.</p>"},
        "base_path": "/kiln",
        key: value,
    }
    reading = read(json.dumps(item).encode(), "item.json")
    assert [block.text for block in reading.blocks if not block.rule][-1:] == ["A potter keeps a log."]


def test_contents_of_two_levels_are_in_the_order_of_the_page() -> None:
    """An item has the headings below a heading before its own words: they come after it all the same."""
    below = [{"id": "b", "level": 3, "text": "2.1 Wicks"}, {"id": "c", "level": 3, "text": "2.2 Oil"}]
    headers = [
        {"id": "p", "level": 2, "text": "1. Lamps"},
        {"headers": below, "id": "a", "level": 2, "text": "2. Care"},
    ]
    body = "<h2>1. Lamps</h2><p>Lamps are lit.</p><h2>2. Care</h2><h3>2.1 Wicks</h3><p>Trim.</p>"
    body += "<h3>2.2 Oil</h3><p>Fill.</p>"
    found = parse(item(headers=headers, body=body))
    texts = [drop.text for drop in found.coverage.drops if drop.rule == "contents-list"]
    assert "\n".join(texts).split("\n") == ["1. Lamps", "2. Care", "2.1 Wicks", "2.2 Oil"]
    assert [doubt for doubt in found.structure.doubts if doubt.kind == "order"] == []
