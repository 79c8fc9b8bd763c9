"""A made-up code as Typst markup."""

from collections.abc import Sequence

from benchmarks.typeset_layouts import Layout
from benchmarks.typeset_truth import PREFIX, SECTIONS, Code, Item, Paragraph, enumerators, index

_STROKES = {
    "grid": "stroke: 0.6pt",
    "rules": "stroke: (x: none, y: 0.5pt)",
    "shading": "stroke: none, fill: (_, y) => if calc.odd(y) { luma(225) } else { none }",
    "none": "stroke: none",
}

_PAGES = {"plain": '"1"', "of": "(n, all) => [Page #n of #all]"}


def typst(made: Code, layout: Layout) -> str:
    """The source of one document."""
    parts = [_head(made, layout), f"#text(20pt, weight: 700)[{made.title}]\n\nPublished 4 July 2025\n"]
    if layout.contents != "none":
        parts.append("#outline(title: [Contents], depth: 1)")
    parts.append(f"= 1. {SECTIONS[0]}")
    parts += [_paragraph(paragraph, layout) for paragraph in made.introduction]
    head, rows, shares = index(made, layout)
    table = _table(head, rows, layout, shares)
    parts += [f"= 2. {SECTIONS[1]}", f"#page(flipped: true)[{table}]" if layout.index == "landscape" else table]
    parts.append(f"= 3. {SECTIONS[2]}")
    for letter, title, measures in made.subsections:
        parts.append(f"== {letter}. {title}")
        for measure in measures:
            parts.append(f"=== {PREFIX} {measure.num} {measure.title}")
            for group, found in (("Application", measure.application), ("Recommendation", measure.recommendation)):
                parts += [f"==== {group}", *(_paragraph(paragraph, layout) for paragraph in found)]
    parts += [f"= 4. {SECTIONS[3]}", _table(("Term", "Meaning"), made.definitions, layout, (0.28, 0.72))]
    return "\n\n".join(parts)


def _head(made: Code, layout: Layout) -> str:
    paper = "a4" if layout.paper == "A4" else "us-letter"
    draft = f"background: rotate(-40deg, text(70pt, fill: luma(220))[{layout.watermark}])," if layout.watermark else ""
    signs = '#set footnote(numbering: "*")' if layout.symbols else ""
    family = "" if layout.font in ("serif", "sans-serif") else f'font: "{layout.font}", '
    numbers = '#set par.line(numbering: "1")' if layout.lines != "none" else ""
    return f"""
#set document(title: "{made.title}")
#set page(paper: "{paper}", margin: {layout.margin / 10}cm, numbering: {_PAGES[layout.pages]},
  columns: {layout.columns}, {draft}
  header: align(right, text(8pt)[Code of Practice]))
{signs}
#set text(size: {layout.size}pt, {family}lang: "en", hyphenate: {str(layout.hyphens).lower()})
#set par(justify: {str(layout.hyphens).lower()})
#show heading: set text(hyphenate: false)
{numbers}
"""


def _paragraph(paragraph: Paragraph, layout: Layout) -> str:
    num = paragraph.num if paragraph.num[0].isdigit() else f"{PREFIX} {paragraph.num}"
    text = paragraph.text + (f"#footnote[{paragraph.note}]" if paragraph.note else "")
    items = _items(paragraph.items, 0, layout)
    if layout.paragraphs.startswith("columns"):
        stroke = "0.5pt" if layout.paragraphs == "columns-lines" else "none"
        return f"#table(columns: (5em, 1fr), stroke: {stroke}, inset: (x: 2pt, y: 4pt))[{num}][{text}\n\n{items}]"
    if layout.paragraphs == "hanging":
        return f"#grid(columns: (5.5em, 1fr), [{num}], [{text}\n\n{items}])"
    return f"{num} {text}\n\n{items}"


def _items(items: Sequence[Item], depth: int, layout: Layout) -> str:
    made = []
    for mark, item in zip(enumerators(depth), items, strict=False):
        below = _items(item.items, depth + 1, layout)
        shown = layout.enumerator.format(mark)
        made.append(f"#pad(left: 1em)[#grid(columns: (2em, 1fr), [{shown}], [{item.text}\n\n{below}])]")
    return "\n\n".join(made)


def _table(head: Sequence[str], rows: Sequence[Sequence[str]], layout: Layout, shares: Sequence[float]) -> str:
    columns = f"({', '.join(f'{100 * share:.0f}%' for share in shares[:-1])}, 1fr)"
    heads = "table.header(" + ", ".join(f"[*{cell}*]" for cell in head) + "),"
    across = f"table.cell(colspan: {len(head)})[*{{}}*],"
    cells = "\n".join(across.format(row[0]) if len(row) == 1 else "".join(f"[{cell}]," for cell in row) for row in rows)
    return f"#table(columns: {columns}, {_STROKES[layout.table]}, {heads}\n{cells})"
