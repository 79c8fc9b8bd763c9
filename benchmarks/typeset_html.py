"""A made-up code as HTML for print: set by Chromium and WeasyPrint."""

from collections.abc import Sequence
from html import escape

from benchmarks.typeset_layouts import Layout
from benchmarks.typeset_truth import PREFIX, SECTIONS, Code, Item, Paragraph, enumerators, index

_TABLES = {
    "grid": "table.t td, table.t th { border: 0.75pt solid #000 }",
    "rules": "table.t tr { border-bottom: 0.75pt solid #444 } table.t thead tr { border-top: 1pt solid #000 }",
    "shading": "table.t tbody tr:nth-child(odd) { background: #e4ecf4 } table.t thead tr { background: #335 }"
    " table.t th { color: #fff }",
    "none": "",
}


_NARROW = "table.t { table-layout: fixed; overflow-wrap: anywhere } table.t th:first-child { width: 21% }"
"""A table in a column keeps to it."""


def html(made: Code, layout: Layout) -> str:
    """One page of HTML; `layout.engine` decides how notes and page numbers are made."""
    return f"<!doctype html><html lang=en><head><meta charset=utf-8><title>{made.title}</title><style>{_css(layout)}</style></head><body>{_Page(made, layout).body()}</body></html>"  # noqa: E501


def _css(layout: Layout) -> str:
    weasy = layout.engine.startswith("weasyprint")
    number = "'Page ' counter(page) ' of ' counter(pages)" if layout.pages == "of" else "counter(page)"
    foot = f"@bottom-center {{ content: {number} }} @top-right {{ content: 'Code of Practice'; font-size: 8pt }}"
    note = "float: footnote;" if weasy else ""
    return f"""
    @page {{ size: {layout.paper}; margin: 24mm {layout.margin - 1}mm; {foot if weasy or layout.pages == "of" else ""} }}
    @page wide {{ size: {layout.paper} landscape }} .wide {{ page: wide }}
    @counter-style signs {{ system: symbolic; symbols: "*" "\u2020" "\u2021" "\u00a7"; suffix: " " }}
    {"::footnote-call { content: counter(footnote, signs) } ::footnote-marker { content: counter(footnote, signs) ' ' }" if layout.symbols else ""}
    .cap {{ float: left; font-size: 3.4em; line-height: 0.8; padding-right: 2pt }}
    body {{ font: {layout.size}pt/1.35 {_font(layout)}; hyphens: {"auto" if layout.hyphens else "manual"};
           {"text-align: justify;" if layout.hyphens else ""} }}
    .flow {{ {f"columns: {layout.columns}; column-gap: 18pt;" if layout.columns > 1 else ""} }}
    h1 {{ font-size: 1.9em }} h2 {{ font-size: 1.5em }} h3 {{ font-size: 1.25em }} h4 {{ font-size: 1.1em }}
    h5 {{ font-size: 1em; margin: 0.8em 0 0.3em }} h1, h2, h3, h4, h5 {{ break-after: avoid; hyphens: manual }}
    p {{ margin: 0 0 0.6em }}
    .hang {{ padding-left: 5em; text-indent: -5em }} .hang > b.n {{ display: inline-block; width: 5em; text-indent: 0;
           font-weight: normal }}
    .i1 {{ margin-left: 5em }} .i2 {{ margin-left: 7em }}
    .item {{ padding-left: 2em; text-indent: -2em }} .item > b.n {{ display: inline-block; width: 2em;
           text-indent: 0; font-weight: normal }}
    td .i1 {{ margin-left: 0 }} td .i2 {{ margin-left: 2em }} .in .i1 {{ margin-left: 2em }} .in .i2 {{ margin-left: 4em }}
    table {{ border-collapse: collapse; width: 100%; margin: 0 0 1em }} td, th {{ vertical-align: top; text-align: left;
           padding: 3pt 5pt }}
    table.t td:first-child {{ width: 13% }} {_TABLES[layout.table]} {_NARROW if layout.columns > 1 else ""}
    table.p {{ margin: 0 }} table.p > tbody > tr > td:first-child {{ width: 5.2em; padding-left: 0 }}
    {"table.p td { border: 0.5pt solid #777 }" if layout.paragraphs == "columns-lines" else ""}
    .fn {{ {note} font-size: 0.8em }} sup {{ font-size: 0.65em; vertical-align: super; line-height: 0 }}
    .toc p {{ display: flex; margin: 0 }} .toc i {{ flex: 1; overflow: hidden; white-space: nowrap; font-style: normal }}
    .mark {{ position: fixed; top: 45%; left: 8%; transform: rotate(-40deg); font-size: 70pt; color: #ddd; }}
    .toc a {{ text-decoration: none; color: #000 }}
    {".toc a::after { content: leader('.') target-counter(attr(href), page) }" if weasy and layout.contents == "leaders" else ""}
    {".toc a::after { content: '  ' target-counter(attr(href), page) }" if weasy and layout.contents == "plain" else ""}
    """  # noqa: E501


def _font(layout: Layout) -> str:
    return layout.font if layout.font in ("serif", "sans-serif") else f"'{layout.font}'"


class _Page:
    """Collects the markup; counts footnotes."""

    def __init__(self, made: Code, layout: Layout) -> None:
        self.made, self.layout, self.notes = made, layout, 0

    def body(self) -> str:
        made, mark = self.made, self.layout.watermark
        parts = [f"<div class=mark aria-hidden=true>{mark}</div>"] if mark else []
        parts += [f"<h1>{made.title}</h1><p>Published 4 July 2025</p>", self.contents(), "<div class=flow>"]
        parts.append(self.heading(2, 1))
        parts += [f"<p><span class=cap>{made.lead[0]}</span>{escape(made.lead[1:])}</p>"] if made.lead else []
        parts += [*map(self.paragraph, made.introduction), self.heading(2, 2), self.index()]
        parts.append(self.heading(2, 3))
        for letter, title, measures in made.subsections:
            parts.append(f"<h3>{letter}. {title}</h3>")
            for measure in measures:
                parts.append(f"<h4>{PREFIX} {measure.num} {measure.title}</h4>")
                for group, found in (("Application", measure.application), ("Recommendation", measure.recommendation)):
                    parts += [f"<h5>{group}</h5>", *map(self.paragraph, found)]
        parts += [self.heading(2, 4), self.table(("Term", "Meaning"), made.definitions), self.ends(), "</div>"]
        return "\n".join(parts)

    def heading(self, level: int, num: int) -> str:
        return f"<h{level} id=s{num}>{num}. {SECTIONS[num - 1]}</h{level}>"

    def contents(self) -> str:
        if self.layout.contents == "none":
            return ""
        if self.layout.engine == "chromium":
            dots = "<i>" + " ." * 90 + "</i>" if self.layout.contents == "leaders" else "<i>&nbsp;</i>"
            rows = [
                f"<p><span>{n}. {title}</span>{dots}<span>{2 * n}</span></p>" for n, title in enumerate(SECTIONS, 1)
            ]
        else:
            rows = [f"<p style='display: block'><a href='#s{n}'>{n}. {t}</a></p>" for n, t in enumerate(SECTIONS, 1)]
        return f"<div class=toc><h2>Contents</h2>{''.join(rows)}</div>"

    def index(self) -> str:
        head, rows, _ = index(self.made, self.layout)
        table = self.table(head, rows)
        return f"<div class=wide>{table}</div>" if self.layout.index == "landscape" else table

    def table(self, head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
        heads = "".join(f"<th>{cell}</th>" for cell in head)
        body = "".join(self.row(row, len(head)) for row in rows)
        return f"<table class=t><thead><tr>{heads}</tr></thead><tbody>{body}</tbody></table>"

    def row(self, row: Sequence[str], width: int) -> str:
        if len(row) == 1:
            return f"<tr><td colspan={width}><b>{escape(row[0])}</b></td></tr>"
        return "<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>"

    def paragraph(self, paragraph: Paragraph) -> str:
        num = paragraph.num if paragraph.num[0].isdigit() else f"{PREFIX} {paragraph.num}"
        text = escape(paragraph.text) + self.note(paragraph)
        items = self.items(paragraph.items, 0)
        if self.layout.paragraphs.startswith("columns"):
            return f"<table class=p><tbody><tr><td>{num}</td><td><p>{text}</p>{items}</td></tr></tbody></table>"
        if self.layout.paragraphs == "hanging":
            return f"<p class=hang><b class=n>{num}</b>{text}</p>{items}"
        return f"<div class=in><p>{num} {text}</p>{items}</div>"

    def items(self, items: Sequence[Item], depth: int) -> str:
        parts = []
        for mark, item in zip(enumerators(depth), items, strict=False):
            shown = self.layout.enumerator.format(mark)
            parts.append(f"<p class='item i{depth + 1}'><b class=n>{shown}</b>{escape(item.text)}</p>")
            parts.append(self.items(item.items, depth + 1))
        return "".join(parts)

    def note(self, paragraph: Paragraph) -> str:
        if not paragraph.note:
            return ""
        self.notes += 1
        if self.layout.notes == "foot" and self.layout.engine.startswith("weasyprint"):
            return f"<span class=fn>{escape(paragraph.note)}</span>"
        return f"<sup>{self.notes}</sup>"

    def ends(self) -> str:
        if self.layout.notes == "foot" and self.layout.engine.startswith("weasyprint"):
            return ""
        notes = [
            f"<p style='font-size: 0.8em'><sup>{n}</sup> {escape(t)}</p>" for n, t in enumerate(self.made.notes(), 1)
        ]
        return "<hr>" + "".join(notes)
