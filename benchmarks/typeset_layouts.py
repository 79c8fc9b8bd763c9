"""The settings of a made-up code: which engine, how tables, paragraphs, notes and pages are set."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Layout:
    """One way to set a code.

    `engine`: chromium, weasyprint, weasyprint-ua, docx, odt (both through LibreOffice), reportlab,
    typst. `table`: grid, rules (level lines only), shading, none. `paragraphs`: hanging, columns,
    columns-lines, inline. `enumerator`: how `a` is printed. `notes`: foot or end. `contents`:
    leaders, plain or none. `lines`: where line numbers stand, or none. `columns`: of the body.
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
)
