"""The settings of a made-up code: which engine, how tables, paragraphs, notes and pages are set."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Layout:
    """One way to set a code.

    `engine`: chromium, weasyprint, weasyprint-ua, docx, odt (both through LibreOffice), reportlab,
    typst, latex. `table`: grid, rules (level lines only), shading, none. `paragraphs`: hanging, columns,
    columns-lines, inline. `enumerator`: how `a` is printed. `notes`: foot or end. `contents`:
    leaders, plain or none. `lines`: where line numbers stand, or none. `columns`: of the body.
    `index`: four columns, three, groups (a row across the table names the measures below it) or
    landscape (on pages turned on their side). `pages`: how page numbers are printed, plain or of
    (`Page 3 of 20`). `symbols`: notes are marked * † ‡. `capital`: a paragraph without a number opens
    with a drop capital. `directions`: the text has marks of direction, which nobody sees. `margin`: in mm.
    """

    engine: str
    table: str = "grid"
    paragraphs: str = "hanging"
    enumerator: str = "{})"
    notes: str = "foot"
    contents: str = "none"
    hyphens: bool = False
    paper: str = "A4"
    columns: int = 1
    lines: str = "none"
    watermark: str = ""
    size: float = 11.0
    font: str = "serif"
    index: str = "four"
    pages: str = "plain"
    symbols: bool = False
    capital: bool = False
    directions: bool = False
    margin: int = 23

    @property
    def name(self) -> str:
        """The engine and all that is not usual."""
        parts = [self.engine, self.table, self.paragraphs, self.enumerator.format("a"), f"notes-{self.notes}"]
        parts += [f"contents-{self.contents}"] if self.contents != "none" else []
        parts += ["hyphens"] if self.hyphens else []
        parts += [self.paper] if self.paper != "A4" else []
        parts += [f"{self.columns}-columns"] if self.columns > 1 else []
        parts += [f"lines-{self.lines}"] if self.lines != "none" else []
        parts += ["watermark"] if self.watermark else []
        parts += [f"index-{self.index}"] if self.index != "four" else []
        parts += [f"page-{self.pages}"] if self.pages != "plain" else []
        parts += [name for name in ("symbols", "capital", "directions") if getattr(self, name)]
        parts += [f"margin-{self.margin}"] if self.margin != 23 else []
        parts += [self.font] if self.font not in ("serif", "sans-serif") else []
        return " ".join(parts)


LAYOUTS = (
    Layout("chromium", "grid", "columns-lines", notes="end"),
    Layout("chromium", "rules", "hanging", "({})", notes="end", contents="leaders"),
    Layout("chromium", "shading", "columns", notes="end", font="sans-serif"),
    Layout("chromium", "none", "inline", "({})", notes="end", paper="Letter"),
    Layout("chromium", "none", "hanging", notes="end", hyphens=True, watermark="DRAFT"),
    Layout("weasyprint", "grid", "hanging", contents="leaders"),
    Layout("weasyprint", "rules", "columns", "({})", hyphens=True),
    Layout("weasyprint", "shading", "inline", paper="Letter", font="sans-serif"),
    Layout("weasyprint", "none", "columns-lines", "({})", notes="end"),
    Layout("weasyprint", "none", "hanging", hyphens=True, contents="plain"),
    Layout("weasyprint", "rules", "inline", columns=2, notes="end", size=9.0),
    Layout("weasyprint", "none", "columns", watermark="CONSULTATION DRAFT"),
    Layout("weasyprint-ua", "none", "hanging", "({})", contents="leaders"),
    Layout("weasyprint-ua", "rules", "columns", notes="end"),
    Layout("weasyprint-ua", "shading", "inline", hyphens=True),
    Layout("weasyprint-ua", "none", "inline", columns=2, notes="end", size=9.0),
    Layout("docx", "grid", "hanging", contents="leaders"),
    Layout("docx", "rules", "inline", "({})", notes="end"),
    Layout("docx", "none", "columns", paper="Letter"),
    Layout("docx", "shading", "hanging", lines="left"),
    Layout("docx", "none", "columns-lines", "({})"),
    Layout("odt", "none", "hanging", "({})"),
    Layout("odt", "rules", "columns", hyphens=True),
    Layout("odt", "grid", "inline", columns=2, notes="end", size=9.0),
    Layout("reportlab", "grid", "hanging", lines="right"),
    Layout("reportlab", "rules", "inline", "({})", watermark="DRAFT"),
    Layout("reportlab", "none", "columns", lines="left"),
    Layout("reportlab", "shading", "columns-lines", paper="Letter", contents="leaders"),
    Layout("reportlab", "none", "inline", columns=2, size=9.0),
    Layout("typst", "grid", "hanging", "({})", contents="leaders"),
    Layout("typst", "rules", "columns", hyphens=True),
    Layout("typst", "shading", "inline", lines="left"),
    Layout("typst", "none", "hanging", watermark="DRAFT"),
    Layout("typst", "none", "columns", "({})", columns=1, paper="Letter"),
    Layout("typst", "none", "inline", columns=2, notes="foot", size=9.0),
    Layout("latex", "grid", "hanging", contents="leaders"),
    Layout("latex", "rules", "inline", "({})", hyphens=True, paper="Letter"),
    Layout("latex", "none", "columns", hyphens=True, symbols=True),
    Layout("latex", "shading", "columns-lines", "({})", index="groups"),
    Layout("latex", "none", "hanging", hyphens=True, index="three", pages="of", font="sans-serif"),
    Layout("latex", "rules", "inline", columns=2, hyphens=True, size=9.0, margin=18),
    Layout("latex", "none", "hanging", index="landscape", lines="left", watermark="DRAFT"),
    Layout("chromium", "rules", "hanging", notes="end", index="three", pages="of", margin=32),
    Layout("chromium", "none", "columns", "({})", notes="end", index="landscape", pages="of"),
    Layout("chromium", "shading", "inline", notes="end", capital=True, directions=True, paper="Letter"),
    Layout("chromium", "none", "hanging", notes="end", index="groups", font="Liberation Sans Narrow"),
    Layout("weasyprint", "none", "hanging", index="three", pages="of", symbols=True, contents="leaders"),
    Layout("weasyprint", "shading", "columns", "({})", index="landscape", margin=15, font="DejaVu Serif"),
    Layout("weasyprint", "rules", "inline", index="groups", capital=True, hyphens=True),
    Layout("weasyprint", "none", "inline", "({})", index="three", directions=True, margin=40, size=10.0),
    Layout("weasyprint-ua", "rules", "hanging", index="groups", symbols=True, pages="of"),
    Layout("weasyprint-ua", "grid", "columns", "({})", index="landscape", capital=True),
    Layout("docx", "none", "hanging", "({})", index="three", pages="of", symbols=True),
    Layout("docx", "rules", "columns", index="landscape", capital=True, font="sans-serif"),
    Layout("docx", "shading", "inline", index="groups", lines="left", pages="of", margin=30),
    Layout("odt", "none", "hanging", index="groups", symbols=True, directions=True),
    Layout("odt", "shading", "inline", "({})", index="three", pages="of", paper="Letter"),
    Layout("reportlab", "none", "hanging", "({})", index="three", lines="right", pages="of", watermark="DRAFT"),
    Layout("reportlab", "rules", "columns", index="groups", lines="right", symbols=True, font="sans-serif"),
    Layout("reportlab", "none", "inline", index="three", margin=35, lines="left", pages="of"),
    Layout("typst", "none", "hanging", index="three", pages="of", symbols=True, margin=30),
    Layout("typst", "rules", "inline", "({})", index="landscape", paper="Letter", font="Liberation Sans"),
    Layout("typst", "none", "columns", index="groups", directions=True, lines="left"),
)
