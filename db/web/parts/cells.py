"""Cells of Datasette's own tables: addresses, versions and labels are links, edits are marked words.

Views have no pages of rows; the links are the way from them to the site.
"""

import json
import re
from collections.abc import Mapping
from typing import Any

from markupsafe import Markup, escape

from db.ask.words import label_words, path
from db.web.parts.html import inline

LONG = 600
"""Characters of edits that a cell shows; the row's own page and the comparison have all."""
_LISTS = frozenset(["before", "after", "nodes", "refs", "amends", "instruments", "urls"])
"""Columns of tables that hold a list as JSON; the views have them as words already."""
TEXTS = ("text", "words")
FIRST = 160
"""Characters of a text that a row with a page of its own shows of it."""
_VERSION = re.compile(r"[a-z0-9][a-z0-9-]*@[^/\s]+")
_PROVISION = re.compile(rf"({_VERSION.pattern})/([^/\s]+)")


def cell(row: Mapping[str, Any], value: Any, column: str) -> Markup | None:
    """A cell of a table, a view or a query as a page shows it; None leaves it to Datasette."""
    if not isinstance(value, str) or not value:
        return None
    if column == "edits" or column in _LISTS:
        return _marked(value) if column == "edits" else _listed(value)
    if column == "path" and value.startswith("/") and not value.startswith("//"):
        return _link(value, value)
    if column == "label":
        return _label(row, value)
    if column in TEXTS and len(value) > FIRST and "path" in row.keys():  # noqa: SIM118 (a row of SQLite)
        return _first(value, str(row["path"] or ""))
    return _reference(value, column)


def _reference(value: str, column: str) -> Markup | None:
    """A version or a provision by its id."""
    if _VERSION.fullmatch(value):
        return _link(path(value), value)
    found = _PROVISION.fullmatch(value) if column.endswith("id") or column == "provision" else None
    return _link(path(found[1], found[2]), value) if found and column != "id" else None


def _listed(value: str) -> Markup | None:
    """Labels or ids that a column holds as a list, in words; None for what is no list of words."""
    try:
        found = json.loads(value)
    except ValueError:
        return None
    known = isinstance(found, list) and all(isinstance(each, str) for each in found)
    shown = (
        [_link(path(each), each) if _VERSION.fullmatch(each) else escape(label_words(each)) for each in found]
        if known
        else []
    )
    return Markup(", ").join(shown) if known else None


def _first(value: str, address: str) -> Markup:
    """The first words of a long text, and the way to the page that has all of it."""
    shown = Markup("{}… ").format(value[:FIRST].rpartition(" ")[0] or value[:FIRST])
    rest = _link(address, f"all {len(value):,} characters") if address else ""
    return Markup('<div class="first">{}{}</div>').format(shown, rest)


def _label(row: Mapping[str, Any], value: str) -> Markup | None:
    """A label, which leads to its provision where the row says in which version it stands."""
    names = row.keys()
    if "path" in names and str(row["path"] or "").startswith("/"):
        return _link(str(row["path"]), label_words(value))
    if "slug" in names and "version_id" in names and _VERSION.fullmatch(str(row["version_id"])):
        return _link(path(str(row["version_id"]), str(row["slug"])), label_words(value))
    return None


def _link(address: str, words: str) -> Markup:
    return Markup('<a href="{}">{}</a>').format(address, words)


def _marked(value: str) -> Markup | None:
    """Edits with what was struck and inserted marked; a long text is cut, and says so."""
    try:
        edits = [(int(sign), str(text)) for sign, text in json.loads(value)]
    except (ValueError, TypeError):
        return None
    shown, left = [], LONG
    for sign, text in edits:
        shown.append((sign, text[:left]))
        left -= len(text)
        if left <= 0:
            break
    more = sum(len(text) for _, text in edits) - LONG
    rest = escape(f" … and {more:,} more characters") if more > 0 else ""
    return Markup('<div class="words">{}{}</div>').format(inline(shown) if edits else "", rest)
