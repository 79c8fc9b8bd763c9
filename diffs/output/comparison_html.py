"""A comparison as one self-contained HTML page: to mail, to print, to link into.

Nothing is fetched and nothing of the sources is markup: the template escapes everything, and
the page's own policy allows only its own style and script, by their digests.
"""

import base64
import hashlib
import re
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from corpus.change import Comparison
from corpus.verdict import MANNERS
from corpus.work import Expression
from diffs.explain.headline import said
from diffs.output.comparison_layout import sheet
from diffs.output.comparison_sheet import STAYED, UNOFFICIAL, Origin, Sheet
from diffs.output.pieces import margins, new_side, old_side
from diffs.words.force import DIRECTION_WORDS

if TYPE_CHECKING:  # Jinja costs what other formats need not pay
    from jinja2 import Template

_INVISIBLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def to_html(
    comparison: Comparison,
    before: Expression,
    after: Expression,
    origin: Origin | None = None,
    instruments: Sequence[Expression] = (),
) -> str:
    """The report as a page."""
    laid_out = sheet(comparison, before, after, origin, instruments)
    style, script = _asset("report.css") + _page_rule(laid_out), _asset("report.js")
    page = _template().render(
        page=laid_out,
        style=style,
        script=script,
        policy=f"default-src 'none'; style-src {_digest(style)}; script-src {_digest(script)}; base-uri 'none'; "
        "form-action 'none'",
        unofficial=UNOFFICIAL,
        stayed=STAYED,
        licence=laid_out.origin.licence,
        ledger=laid_out.origin.ledger,
    )
    return _INVISIBLE.sub(lambda match: f"\\u{ord(match[0]):04x}", page)


def _page_rule(page: Sheet) -> str:
    """What stands on every printed page: the two versions with their dates, unofficial, the page."""
    sides = (f"{side.name} ({side.dates[0]})" if side.dates else side.name for side in (page.before, page.after))
    made = f" · made {page.origin.made.isoformat()}" if page.origin.made else ""
    title = page.after.title or page.before.title
    named = f"{title}\n" if title else ""
    header = _css_string(f"{named}{' → '.join(sides)} · unofficial comparison{made}")
    return (
        f"@page {{ @top-left {{ content: {header}; font: 8pt system-ui, sans-serif; width: 80%; "
        "white-space: pre-wrap } "
        "@bottom-right { content: counter(page) ' of ' counter(pages); font: 8pt system-ui, sans-serif } }\n"
    )


def _css_string(text: str) -> str:
    """A CSS string in which nothing but letters and digits stands as itself."""
    return '"' + "".join(c if c.isascii() and c.isalnum() else f"\\{ord(c):x} " for c in text) + '"'


@cache
def _template() -> "Template":
    from jinja2 import Environment, StrictUndefined

    # the page's own style and script are the only values marked safe, in the template itself
    environment = Environment(autoescape=True, trim_blocks=True, lstrip_blocks=True, undefined=StrictUndefined)
    environment.globals |= {
        "old_side": old_side,
        "new_side": new_side,
        "margins": margins,
        "said": said,
        "words": {kind: manner.word for kind, manner in MANNERS.items()},
        "direction_words": DIRECTION_WORDS,
    }
    return environment.from_string(_asset("report.html"))


@cache
def _asset(name: str) -> str:
    return files("diffs.output").joinpath("templates", name).read_text("utf-8")


def _digest(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
