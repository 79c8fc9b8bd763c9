"""A register as a spreadsheet, CSV or page, for people who keep it elsewhere."""

import csv
import html
import io

from corpus.errors import UsageError
from diffs.apply.register_table import Table, read
from diffs.output.escaping import for_cell


def written(register: str, form: str, waiting: str = "") -> str | bytes:
    """The rows of a register in another form: `csv`, `html` or `xlsx`.

    What it was held against, and the measures of which it cannot be said yet whether they apply (`waiting`), stand in
    rows without a label behind the others.
    """
    table = read(register)
    notes = [f"Held against {' '.join(table.versions)}.", *filter(None, [waiting])]
    rows = [list(table.columns), *(list(row.cells) for row in table.rows)]
    rows += [["", note, *[""] * (len(table.columns) - 2)] for note in notes] if form != "html" else []
    if form == "csv":
        out = io.StringIO()
        csv.writer(out).writerows([[for_cell(cell) for cell in row] for row in rows])
        return out.getvalue()
    if form == "html":
        return _page(table, rows, waiting)
    if form == "xlsx":
        return _sheet(rows)
    raise UsageError(f"a register cannot be written as {form}")


def _page(table: Table, rows: list[list[str]], waiting: str) -> str:
    head, *body = ["".join(f"<{tag}>{html.escape(cell)}</{tag}>" for cell in row) for tag, row in _tagged(rows)]
    title = html.escape(f"Register of measures: {' '.join(table.versions)}")
    lines = "\n".join(f"<tr>{row}</tr>" for row in body)
    below = f"\n<p>{html.escape(waiting)}</p>" if waiting else ""
    style = "table{border-collapse:collapse}td,th{border:1px solid;padding:.3em;vertical-align:top;text-align:left}"
    return (
        f'<!doctype html>\n<html lang="en"><meta charset="utf-8"><title>{title}</title><style>{style}</style>\n'
        f"<h1>{title}</h1>\n<table>\n<thead><tr>{head}</tr></thead>\n<tbody>\n{lines}\n</tbody></table>{below}</html>\n"
    )


def _tagged(rows: list[list[str]]) -> list[tuple[str, list[str]]]:
    return [("td" if number else "th", row) for number, row in enumerate(rows)]


def _sheet(rows: list[list[str]]) -> bytes:
    import xlsxwriter

    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    sheet = book.add_worksheet("Register")
    wrap = book.add_format({"text_wrap": True, "valign": "top"})
    for number, row in enumerate(rows):
        sheet.write_row(number, 0, row, wrap)
    sheet.freeze_panes(1, 1)
    sheet.set_column(0, len(rows[0]) - 1, 30)
    book.close()
    return out.getvalue()
