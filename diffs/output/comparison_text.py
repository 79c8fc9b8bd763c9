"""A comparison as text for a terminal and as Markdown; `diffs.output.comparison_html` makes the HTML page.

Words that went and came are marked by signs, so that neither colour nor a screen is needed:
`[-deleted-]` and `{+inserted+}`.
"""

import re
from collections.abc import Iterator, Sequence
from html import escape

from corpus.change import Comparison
from corpus.work import Expression
from diffs.explain.headline import said
from diffs.output.comparison_html import to_html
from diffs.output.comparison_layout import sheet
from diffs.output.comparison_sheet import LICENCE, STAYED, UNOFFICIAL, Entry, Sheet, Version
from diffs.output.pieces import Piece
from diffs.words.force import DIRECTION_WORDS

__all__ = ["to_html", "to_markdown", "to_text"]

_CONTROL = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]"
)  # what a terminal obeys
_MARKDOWN = re.compile(r"([\\`*_{}\[\]#|~!])")
_LIST = re.compile(r"^(\s*\d*)([-+.)])(?=\s)", re.MULTILINE)  # what would start a list
_KEPT = 24  # words kept on each side of a change inside a long unchanged run
_COLOURS = {"deleted": "\x1b[31m", "inserted": "\x1b[32m", "bold": "\x1b[1m", "dim": "\x1b[2m"}
_PLAIN = "\x1b[0m"


def to_text(
    comparison: Comparison,
    before: Expression,
    after: Expression,
    colour: bool = False,
    instruments: Sequence[Expression] = (),
) -> str:
    """Everything that changed, for a terminal; control characters of the sources are shown, not obeyed."""
    page = sheet(comparison, before, after, instruments=instruments)
    return "\n".join(_text_lines(page, colour)) + "\n"


def _text_lines(page: Sheet, colour: bool) -> Iterator[str]:
    yield _paint(f"{_safe(page.before.name)} → {_safe(page.after.name)}", "bold", colour)
    yield from (f"  {name}: {_describe(side)}" for name, side in (("before", page.before), ("after", page.after)))
    yield _safe(f"  {page.headline}")
    yield f"  {page.summary}"
    yield from (_paint(_safe(f"  not in any change: {one}"), "deleted", colour) for one in page.unaccounted)
    if page.first:
        yield ""
        yield from (_safe(f"  {what.lower():<8} {label}  {heading}".rstrip()) for what, label, heading, _ in page.first)
    yield from _text_duties(page, colour)
    heading = ""
    for entry in page.entries:
        yield ""
        if entry.heading != heading:
            heading = entry.heading
            yield _paint(_safe(heading), "bold", colour)
        yield from _text_entry(entry, colour)
    if page.front:
        yield from ("", _paint("Before the first provision", "bold", colour))
        for entry in page.front:
            yield from _text_entry(entry, colour)
    yield from _text_numbers(page, colour)
    yield from ("", _paint(UNOFFICIAL, "dim", colour))


def _text_duties(page: Sheet, colour: bool) -> Iterator[str]:
    """Words of duty, figures and limits that changed, before everything else."""
    if page.duties:
        yield from ("", _paint(f"{page.duty_title}: {page.duty_counts}", "bold", colour), f"  {STAYED}")
    for duty, entry in page.duties:
        yield _safe(f"  {DIRECTION_WORDS[duty.direction]:<17} {_name(entry)}: {duty.said}")


def _text_numbers(page: Sheet, colour: bool) -> Iterator[str]:
    """Two numberings reconciled, and possible successors."""
    if page.concordance:
        yield from ("", _paint("Numbers then and now", "bold", colour))
    for pair in page.concordance:
        yield _safe(f"  {said(pair.before)} → {said(pair.after)}{'' if pair.sure else '  (not sure)'}")
    if page.possible:
        yield from ("", _paint("Possible successors of what is gone (no verdict)", "bold", colour))
    for one in page.possible:
        yield _safe(f"  {said(one.before)} → {said(one.after)}?  both say: {', '.join(one.shared)}")


def _text_entry(entry: Entry, colour: bool) -> Iterator[str]:
    name = _name(entry)
    because = f"  [{entry.explanation}]" if entry.explanation else ""
    coarse = "  (too large for word by word: replaced as a block)" if entry.coarse else ""
    yield _safe(f"{entry.title.lower()} {name}".rstrip() + because + coarse)
    if entry.row:
        yield _safe(
            f"    row {' | '.join(entry.row)}{f'; column {entry.column}' if entry.column else ''}".replace("\n", " ")
        )
    if entry.context and entry.pieces:
        yield _paint(f"    (of) {_safe(_shorten(entry.context, first=True, last=True))}", "dim", colour)
    for line in _text_pieces(entry.pieces, colour).split("\n") if entry.pieces else ():
        yield f"    {line}"
    if entry.along:
        yield _safe(f"    along with it: {_few(entry.along)}")


def _text_pieces(shown: tuple[Piece, ...], colour: bool) -> str:
    whole = all(piece.shade in ("inserted",) for piece in shown) or all(piece.shade == "deleted" for piece in shown)
    out = []
    for place, piece in enumerate(shown):
        text = _safe(piece.text)
        if piece.shade == "deleted":
            out.append(_marked(text, "[-", "-]", "deleted", colour))
        elif piece.shade == "inserted":
            out.append(_marked(text, "{+", "+}", "inserted", colour))
        else:
            out.append(text if whole else _shorten(text, first=place == 0, last=place == len(shown) - 1))
    return "".join(out)


def _marked(text: str, opening: str, closing: str, shade: str, colour: bool) -> str:
    """The signs stand inside the white space around the words, and on every line."""
    lines = []
    for line in text.split("\n"):
        core = line.strip()
        lead, tail = line[: len(line) - len(line.lstrip())], line[len(line.rstrip()) :] if core else ""
        lines.append(f"{lead}{_paint(f'{opening}{core}{closing}', shade, colour)}{tail}" if core else line)
    return "\n".join(lines)


def _shorten(text: str, *, first: bool, last: bool) -> str:
    """A long unchanged run without its middle: what is near a change stays, and where a sentence begins."""
    words = text.split(" ")
    keep_start = _KEPT // 2 if first else _KEPT
    keep_end = _KEPT // 2 if last else _KEPT
    if len(words) <= keep_start + keep_end + _KEPT:
        return text
    return " ".join([*words[:keep_start], "[…]", *words[len(words) - keep_end :]])


def _paint(text: str, shade: str, colour: bool) -> str:
    return f"{_COLOURS[shade]}{text}{_PLAIN}" if colour else text


def _safe(text: str) -> str:
    return _CONTROL.sub(lambda match: f"\\u{ord(match[0]):04x}", text.replace("\t", " "))


def _name(entry: Entry) -> str:
    if entry.before and entry.after and entry.before != entry.after:
        return f"{entry.before} → {entry.after}"
    return entry.after or entry.before


def _few(labels: tuple[str, ...]) -> str:
    shown = ", ".join(labels[:6])
    return shown if len(labels) <= 6 else f"{shown} and {len(labels) - 6} more"


def _describe(side: Version) -> str:
    dates = f" ({'; '.join(side.dates[:3])})" if side.dates else ""
    return _safe(f"{side.title or side.name}, {_status(side)}{dates}")


def _status(side: Version) -> str:
    return "status not known" if side.status == "not known" else side.status


def to_markdown(
    comparison: Comparison, before: Expression, after: Expression, instruments: Sequence[Expression] = ()
) -> str:
    """Everything that changed as Markdown; deleted words are struck through, inserted ones bold."""
    page = sheet(comparison, before, after, instruments=instruments)
    return "\n".join(_markdown_lines(page)) + "\n"


def _markdown_lines(page: Sheet) -> Iterator[str]:
    yield f"# {_escape(page.before.name)} → {_escape(page.after.name)}"
    yield ""
    yield f"- Before: {_escape(_describe(page.before))}"
    yield f"- After: {_escape(_describe(page.after))}"
    yield f"- {_escape(page.headline)}"
    yield f"- {page.summary}"
    yield from (f"- **Not in any change: {_escape(one)}**" for one in page.unaccounted)
    yield from _markdown_duties(page)
    if page.first:
        yield from ("", "## Measures that are new, dropped or deferred", "")
        yield from (f"- {what}: **{_escape(label)}** {_escape(heading)}" for what, label, heading, _ in page.first)
    yield from ("", "## Changes")
    for entry in page.entries:
        yield from _markdown_entry(entry)
    if page.front:
        yield from ("", "## Before the first provision")
        for entry in page.front:
            yield from _markdown_entry(entry)
    yield from _markdown_numbers(page)
    yield from ("", f"*{_escape(UNOFFICIAL)}* {_escape(LICENCE)}")


def _markdown_duties(page: Sheet) -> Iterator[str]:
    if page.duties:
        yield from ("", f"## {page.duty_title}: {page.duty_counts}", "", STAYED, "")
    for duty, entry in page.duties:
        yield f"- {DIRECTION_WORDS[duty.direction]}: **{_escape(_name(entry))}** {_escape(duty.said)}"


def _markdown_numbers(page: Sheet) -> Iterator[str]:
    if page.concordance:
        yield from ("", "## Numbers then and now", "", "| before | after | |", "|---|---|---|")
        for pair in page.concordance:
            yield f"| {_escape(pair.before)} | {_escape(pair.after)} | {'' if pair.sure else 'not sure'} |"
    if page.possible:
        yield from ("", "## Possible successors of what is gone (no verdict)", "")
        yield from (
            f"- {_escape(one.before)} → {_escape(one.after)}? Both say: {_escape(', '.join(one.shared))}"
            for one in page.possible
        )


def _markdown_entry(entry: Entry) -> Iterator[str]:
    name = _escape(f"{entry.title}: {_name(entry)}" if _name(entry) else entry.title)
    yield from ("", f"### {name}", "")
    facts = [
        f"row {' | '.join(entry.row)}{f', column {entry.column}' if entry.column else ''}".replace("\n", " ")
        if entry.row
        else "",
        entry.heading,
        f"declared by {entry.explanation}" if entry.explanation else "",
    ]
    facts.append("too large for word by word: replaced as a block" if entry.coarse else "")
    if any(facts):
        yield from (_escape("; ".join(fact for fact in facts if fact)), "")
    if entry.pieces:
        yield "  \n".join(f"> {line}" for line in "".join(map(_markdown_piece, entry.pieces)).split("\n"))
    if entry.along:
        yield from ("", f"Along with it: {_escape(', '.join(entry.along))}")


def _markdown_piece(piece: Piece) -> str:
    marks = {"deleted": "~~", "inserted": "**"}.get(piece.shade)
    text = _safe(piece.text)
    if marks is None:
        return _escape(text)
    lines = []
    for line in text.split("\n"):
        core = line.strip()
        lead, tail = line[: len(line) - len(line.lstrip())], line[len(line.rstrip()) :] if core else ""
        lines.append(f"{lead}{marks}{_escape(core)}{marks}{tail}" if core else line)
    return "\n".join(lines)


def _escape(text: str) -> str:
    marked = _MARKDOWN.sub(r"\\\1", escape(_safe(text), quote=False))
    return _LIST.sub(r"\1\\\2", marked)
