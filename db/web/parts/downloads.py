"""Lists as complete tables: CSV and XLSX. Nothing is cut off, and no text is taken for a formula."""

import csv
import io
from collections.abc import Sequence
from datetime import datetime

from db.ask.query import Row
from db.ask.words import ILLUSTRATIVE, UNOFFICIAL
from db.web.parts.answer import Document
from diffs.output.escaping import for_cell

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

CELL = 32_767
SEEN = 200
"""Rows that decide how wide a column is."""


def document(rows: Sequence[Row], name: str, form: str, head: str, *, illustrative: object = False) -> Document:
    """All rows as a download in the form asked for, each with what it is (`notice`) and the head of the ledger that it
    was made from; of no rows one that says so, for an empty file tells neither that nor what it was made from.
    """
    notice = f"{ILLUSTRATIVE} {UNOFFICIAL}" if illustrative else UNOFFICIAL
    nothing: Row = {"notice": f"Nothing is in this list. {notice}", "ledger": head}
    rows = [row | {"notice": notice, "ledger": head} for row in rows] or [nothing]
    if form == "xlsx":
        return Document(xlsx(rows), _XLSX, f"{name}.xlsx")
    return Document(comma_separated(rows), "text/csv; charset=utf-8", f"{name}.csv")


def comma_separated(rows: Sequence[Row]) -> str:
    """CSV with a byte order mark, so that spreadsheets read it as UTF-8; text is text there (`for_cell`)."""
    out = io.StringIO()
    names = list(rows[0]) if rows else []
    writer = csv.DictWriter(out, names, lineterminator="\r\n")
    writer.writeheader()
    writer.writerows({name: for_cell(value) for name, value in row.items()} for row in rows)
    return "\ufeff" + out.getvalue()


MADE = datetime(1980, 1, 1)


def xlsx(rows: Sequence[Row]) -> bytes:
    """A spreadsheet with fixed headings; no cell is read as a formula.

    A text too long for a cell goes on in the rows below its own, so that nothing is lost.
    """
    import xlsxwriter

    out = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = xlsxwriter.Workbook(out, options)
    book.set_properties({"created": MADE})
    sheet = book.add_worksheet("keeling")
    wrap, head = book.add_format({"text_wrap": True, "valign": "top"}), book.add_format({"bold": True})
    for column, name in enumerate(rows[0] if rows else {}):
        sheet.write_string(0, column, name, head)
        sheet.set_column(column, column, _width([name, *(row[name] for row in rows[:SEEN])]))
    line = 0
    for row in rows:
        line += 1
        parts = [_parts(value) for value in row.values()]
        for column, pieces in enumerate(parts):
            for offset, piece in enumerate(pieces):
                write = sheet.write_string if isinstance(piece, str) else sheet.write_number
                write(line + offset, column, piece, wrap)
        line += max((len(pieces) for pieces in parts), default=1) - 1
    sheet.freeze_panes(1, 0)
    if rows:
        sheet.autofilter(0, 0, line, len(rows[0]) - 1)
    book.close()
    return out.getvalue()


def _width(values: Sequence[object]) -> int:
    """The width of a column in characters: its longest line, within what one can read without scrolling."""
    longest = max(len(line) for value in values for line in (str(value or "").splitlines() or [""]))
    return min(max(longest + 2, 10), 60)


def _parts(value: object) -> list[str | int | float]:
    """A value in pieces that fit into cells; none for an empty one."""
    if value is None:
        return []
    if isinstance(value, int | float):
        return [value]
    text = str(value)
    return [text[start : start + CELL] for start in range(0, len(text), CELL)]
