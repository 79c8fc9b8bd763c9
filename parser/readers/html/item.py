"""Items of gov.uk's content API: every string of an item is read, or dropped by a rule that is named.

A string is a value (an address, a day, an id, a name of a kind) or words. Words that no field here
is known for are read all the same: nothing that the publisher's page may show is left out.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from corpus.errors import UnreadableInput
from corpus.text import letters
from parser.readers.blocks import Block, Reading, Style
from parser.readers.decode import visible
from parser.readers.html.element_rules import Rules
from parser.readers.html.json_spans import json_string
from parser.readers.html.page import read_page

_MARKUP = re.compile(r"</?[a-zA-Z][^<>]*>|&#?\w+;")
_WORDS = re.compile(r"[^\W\d_]{2,}\S*\s+\S*[^\W\d_]{2,}")
_ADDRESS = re.compile(r"\S*(?://|@|\.[a-z]{2,4}$)\S*$|[0-9a-f-]{36}$", re.IGNORECASE)
_FIRST = ("withdrawn_notice", "attachments", "documents", "introduction", "introductory_paragraph", "summary", "body")
_LAST = ("change_history", "change_note", "change_description")
_DROPPED = {
    "headers": "contents-list",
    "change_history": "update-log",
    "government": "item-value",
    "national_applicability": "item-value",
    "tags": "item-value",
    "emphasised_organisations": "item-value",
    "featured_attachments": "item-value",
    "organisation_govuk_status": "item-value",
    "logo": "item-value",
    "image": "thumbnail",
    "default_news_image": "thumbnail",
    "brand": "item-value",
    "metadata": "item-value",
}
"""Fields whose words stand elsewhere on the page, or are no words of the document."""
_VALUES = frozenset([
    "id", "content_id", "locale", "filename", "content_type", "url", "email", "slug", "attachment_type", "base_path",
    "unique_reference", "hoc_paper_number", "command_paper_number", "isbn", "web_isbn", "schema_name", "document_type",
    "alternative_format_contact_email", "parliamentary_session", "external_related_links_url", "reading_time",
    "display_date", "public_timestamp", "first_public_at", "closing_date", "opening_date", "hash",
])  # fmt: skip
"""Fields that hold a value, whatever it looks like."""
_TEXTS = frozenset(["body", "content", "note", "explanation", "introduction", "description", "summary"])
"""Fields that hold words, be it one."""
_TITLES = frozenset(["title", "heading", "label", "name"])
_DEEPEST = 30


@dataclass(slots=True)
class _Item:
    """What is gathered from an item: blocks, why to look at it, and what was not read."""

    source: str
    rules: Rules
    blocks: list[Block] = field(default_factory=list)
    review: list[str] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)


def item_of(source: str) -> dict[str, Any]:
    """The item that a JSON source holds; raises UnreadableInput for what is none."""
    try:
        item: Any = json.loads(source)
    except (ValueError, RecursionError) as error:
        raise UnreadableInput(f"the file starts like JSON and is not ({error}); fetch it again") from None
    if isinstance(item, dict) and item.get("document_type") in ("redirect", "gone", "vanish"):
        raise UnreadableInput(f"the item is of type {item['document_type']!r}: the document has moved or is gone")
    if (
        not isinstance(item, dict)
        or not isinstance(item.get("title"), str)
        or not isinstance(item.get("details"), dict)
    ):
        raise UnreadableInput("the JSON is not an item of gov.uk's content API; give the page's own item or its HTML")
    return item


def read_details(item: dict[str, Any], source: str, rules: Rules) -> Reading:
    """The blocks of an item: its title, its description, then its details in the order of the page."""
    made = _Item(source, rules)
    made.blocks.append(Block(" ".join(item["title"].split()), "heading", 1))
    if isinstance(item.get("description"), str) and item["description"].strip():
        made.blocks.append(Block(" ".join(item["description"].split())))
    head = len(made.blocks)
    details = {"withdrawn_notice": item.get("withdrawn_notice"), **item["details"]}
    for key in _in_order(details):
        _read(made, key, details[key], 0)
    if not any(block for block in made.blocks[head:] if not block.rule):
        raise UnreadableInput(f"the item {item['title']!r} has no body; give an item that holds a document")
    blocks = tuple(_clean(block, made.review) for block in made.blocks)
    return Reading(blocks, "content-api", item["title"], (), tuple(made.review), "; ".join(made.unread))


def _in_order(details: dict[str, Any]) -> Iterator[str]:
    """The fields in the order in which the page shows them."""
    yield from (key for key in _FIRST if key in details)
    yield from (key for key in details if key not in _FIRST and key not in _LAST)
    yield from (key for key in _LAST if key in details)


def _read(made: _Item, key: str, value: Any, depth: int) -> None:
    """Read a field: a string, or what a list or an object holds."""
    if key in _DROPPED:
        texts = [text for text in _strings(value) if _WORDS.search(text) or _DROPPED[key] != "item-value"]
        style: Style = "item" if key in _LAST else "para"
        made.blocks += [Block(_lines(text), style, int(key in _LAST), rule=_DROPPED[key]) for text in texts]
    elif isinstance(value, str):
        _read_string(made, key, value)
    elif depth > _DEEPEST:
        made.unread.append(f"{key!r} is nested more than {_DEEPEST} deep")
    elif isinstance(value, list):
        _read_list(made, key, value, depth)
    elif isinstance(value, dict):
        _read_object(made, key, value, depth)


def _read_object(made: _Item, key: str, value: dict[str, Any], depth: int) -> None:
    """Read the fields of an object, its title first: an attachment is an item of a list, anything else a part."""
    for name in sorted(value, key=lambda name: name not in _TITLES):
        title = value[name] if name in _TITLES and isinstance(value[name], str) else ""
        if title.strip():
            listed = key.endswith(("attachments", "documents", "links"))
            made.blocks.append(Block(" ".join(title.split()), "item" if listed else "heading", 1 if listed else 2))
        elif not title:
            _read(made, name, value[name], depth + 1)


def _read_list(made: _Item, key: str, values: list[Any], depth: int) -> None:
    """Several formats of one text are one text; anything else is read one by one."""
    if values and all(isinstance(each, dict) and {"content_type", "content"} <= each.keys() for each in values):
        _read_formats(made, key, values)
        return
    for each in values:
        _read(made, key, each, depth + 1)


def _read_formats(made: _Item, key: str, values: list[dict[str, Any]]) -> None:
    best = next((each for each in values if each["content_type"] == "text/html"), values[0])
    _read_string(made, key, str(best["content"] or ""))
    shown = letters(" ".join(block.text for block in made.blocks))
    for other in values:
        text = " ".join(str(other["content"] or "").split())
        if other is not best and text and letters(_MARKUP.sub("", text)) not in shown:
            made.blocks.append(Block(text, rule="other-format"))


def _read_string(made: _Item, key: str, value: str) -> None:
    """Words become blocks; a value does not."""
    if not value.strip() or key in _VALUES or (key not in _TEXTS and _is_value(value)):
        return
    if _MARKUP.search(value):
        _read_html(made, key, value)
    else:
        parts = [" ".join(part.split()) for part in re.split(r"\n\s*\n", value)]
        made.blocks += [Block(part) for part in parts if part]


def _lines(text: str) -> str:
    """The text by its lines, each with single spaces."""
    lines = [" ".join(line.split()) for line in text.splitlines()]
    return "\n".join(line for line in lines if line)


def _is_value(value: str) -> bool:
    """Whether a string is an address, an id, a day, or one word that names a kind."""
    return bool(_ADDRESS.match(value.strip())) or not (_WORDS.search(value) or "<" in value)


def _read_html(made: _Item, key: str, value: str) -> None:
    try:
        reading = read_page(value, made.rules, whole=True)
    except UnreadableInput:
        return
    string = json_string(made.source, key, value)
    blocks = [replace(b, span=string.span(b.span) if string and b.span else None) for b in reading.blocks]
    made.blocks += [_listed_before(block, made) for block in blocks] if key.endswith("documents") else blocks
    made.review += reading.review
    made.unread += [reading.unread] if reading.unread else []


def _listed_before(block: Block, made: _Item) -> Block:
    """A list of documents repeats the titles of the attachments: they are read once."""
    titles = {letters(each.text) for each in made.blocks if each.style == "item" and not each.rule}
    repeated = not block.rule and letters(block.text) in titles
    return replace(block, rule="attachment-list") if repeated else block


def _strings(value: Any) -> Iterator[str]:
    waiting = [value]
    while waiting:
        each = waiting.pop()
        if isinstance(each, str):
            yield each
        elif isinstance(each, dict):
            # A heading comes before those below it, in whatever order its fields stand.
            fields = sorted(each.items(), key=lambda field: not isinstance(field[1], str))
            waiting += reversed([held for name, held in fields if name not in _VALUES])
        elif isinstance(each, list):
            waiting += reversed(each)


def _clean(block: Block, review: list[str]) -> Block:
    """JSON may hold what no file can: lone surrogates, NUL."""
    text, notes = visible(block.text, signs=True)
    review += notes
    return replace(block, text=text) if notes else block
