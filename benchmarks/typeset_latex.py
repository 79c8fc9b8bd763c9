"""A made-up code as LaTeX source: long tables, notes and hyphens as TeX makes them."""

from collections.abc import Sequence

from benchmarks.typeset_layouts import Layout
from benchmarks.typeset_truth import PREFIX, SECTIONS, Code, Item, Paragraph, enumerators, index

_PAGES = {"plain": r"\thepage", "of": r"Page \thepage\ of 20"}
_RULES = {"grid": r"\hline", "rules": r"\hline", "shading": "", "none": ""}


def latex(made: Code, layout: Layout) -> str:
    """The source of one document for pdflatex."""
    parts = [_head(layout), rf"{{\LARGE\bfseries {made.title}\par}}\bigskip Published 4 July 2025\par"]
    parts += [r"\tableofcontents"] if layout.contents != "none" else []
    parts.append(_heading("section", f"1. {SECTIONS[0]}"))
    parts += [_paragraph(paragraph, layout) for paragraph in made.introduction]
    head, rows, shares = index(made, layout)
    table = _table(head, rows, shares, layout)
    wide = layout.index == "landscape"
    parts += [
        _heading("section", f"2. {SECTIONS[1]}"),
        rf"\begin{{landscape}}{table}\end{{landscape}}" if wide else table,
    ]
    parts.append(_heading("section", f"3. {SECTIONS[2]}"))
    for letter, title, measures in made.subsections:
        parts.append(_heading("subsection", f"{letter}. {title}"))
        for measure in measures:
            parts.append(_heading("subsubsection", f"{PREFIX} {measure.num} {measure.title}"))
            for group, found in (("Application", measure.application), ("Recommendation", measure.recommendation)):
                parts += [_heading("paragraph", group), *(_paragraph(paragraph, layout) for paragraph in found)]
    parts += [
        _heading("section", f"4. {SECTIONS[3]}"),
        _table(("Term", "Meaning"), made.definitions, (0.28, 0.72), layout),
    ]
    return "\n\n".join([*parts, r"\end{document}"])


def _head(layout: Layout) -> str:
    paper = "a4paper" if layout.paper == "A4" else "letterpaper"
    size = {9.0: "9pt", 10.0: "10pt"}.get(layout.size, "11pt")
    columns = ",twocolumn" if layout.columns > 1 else ""
    parts = [
        rf"\documentclass[{size},{paper}{columns}]{{extarticle}}",
        r"\usepackage[T1]{fontenc}\usepackage[utf8]{inputenc}\usepackage{lmodern}",
        rf"\usepackage[margin={layout.margin}mm]{{geometry}}",
        r"\usepackage{array,longtable,booktabs,colortbl,graphicx,fancyhdr,eso-pic,pdflscape}",
        r"\setlength{\parindent}{0pt}\setlength{\parskip}{5pt}\setcounter{secnumdepth}{-2}\setcounter{tocdepth}{1}",
        r"\pagestyle{fancy}\fancyhf{}\renewcommand{\headrulewidth}{0pt}\rhead{\footnotesize Code of Practice}",
        rf"\cfoot{{{_PAGES[layout.pages]}}}",
    ]
    parts += [r"\usepackage{lineno}\linenumbers"] if layout.lines != "none" else []
    parts += [r"\renewcommand{\familydefault}{\sfdefault}"] if layout.font == "sans-serif" else []
    parts += [] if layout.hyphens else [r"\hyphenpenalty=10000\exhyphenpenalty=10000\sloppy\raggedright"]
    parts += [r"\renewcommand{\thefootnote}{\fnsymbol{footnote}}"] if layout.symbols else []
    large = r"\rotatebox{40}{\color[gray]{0.85}\fontsize{70}{70}\selectfont " + layout.watermark + "}"
    parts += [rf"\AddToShipoutPictureBG{{\AtTextCenter{{\makebox(0,0){{{large}}}}}}}"] if layout.watermark else []
    return "\n".join([*parts, r"\begin{document}"])


def _heading(kind: str, text: str) -> str:
    return (
        rf"\{kind}*{{{text}}}"
        + (rf"\addcontentsline{{toc}}{{section}}{{{text}}}" if kind == "section" else "")
        + (r"\ \par" if kind == "paragraph" else "")
    )


def _paragraph(paragraph: Paragraph, layout: Layout) -> str:
    num = paragraph.num if paragraph.num[0].isdigit() else f"{PREFIX} {paragraph.num}"
    text = paragraph.text + (rf"\footnote{{{paragraph.note}}}" if paragraph.note else "")
    items = _items(paragraph.items, layout, 0 if layout.paragraphs == "inline" else 1)
    if layout.paragraphs == "hanging":
        return rf"\hangindent=5em\hangafter=1\makebox[5em][l]{{{num}}}{text}\par" + items
    if layout.paragraphs == "inline":
        return rf"{num} {text}\par" + items
    rule = "|" if layout.paragraphs == "columns-lines" else ""
    line = r"\hline " if rule else ""
    wide = r"\dimexpr\linewidth-5em-4\tabcolsep\relax"
    body = rf"{num} & {text}\par{_items(paragraph.items, layout, 0)}\\{line}"
    return rf"\begin{{longtable}}[l]{{{rule}p{{5em}}{rule}p{{{wide}}}{rule}}}{line}{body}\end{{longtable}}"


def _items(items: Sequence[Item], layout: Layout, depth: int) -> str:
    left = 5.0 if depth else 0.0
    made = []
    for mark, text, level in _flat(items, 0):
        shown = layout.enumerator.format(mark)
        at = left + 2 * (level + 1)
        hang = rf"\leftskip={at - 2}em\hangindent=2em\hangafter=1\makebox[2em][l]{{{shown}}}{text}"
        made.append(rf"{{{hang}\par}}")
    return "".join(made)


def _flat(items: Sequence[Item], level: int) -> list[tuple[str, str, int]]:
    """Items with their enumerators and depths, in order."""
    made = []
    for mark, item in zip(enumerators(level), items, strict=False):
        made += [(mark, item.text, level), *_flat(item.items, level + 1)]
    return made


def _table(head: Sequence[str], rows: Sequence[Sequence[str]], shares: Sequence[float], layout: Layout) -> str:
    rule = "|" if layout.table == "grid" else ""
    cells = rule.join(
        rf">{{\raggedright\arraybackslash}}p{{\dimexpr{share:.3f}\linewidth-2\tabcolsep\relax}}" for share in shares
    )
    line = _RULES[layout.table]
    names = " & ".join(rf"\textbf{{{cell}}}" for cell in head) + r" \\ " + line
    body = []
    for place, row in enumerate(rows):
        shade = r"\rowcolor[gray]{0.88}" if layout.table == "shading" and place % 2 else ""
        if len(row) == 1:
            body.append(rf"\multicolumn{{{len(head)}}}{{{rule}l{rule}}}{{\textbf{{{row[0]}}}}} \\ {line}")
        else:
            body.append(shade + " & ".join(row) + r" \\ " + line)
    if layout.columns > 1:  # a long table stands in one column only; one of a row each goes on in the next
        begin, end = rf"\noindent\begin{{tabular}}{{@{{}}{rule}{cells}{rule}@{{}}}}", r"\end{tabular}\par"
        return "\n".join(f"{begin}{row}{end}" for row in (line + names, *body))
    begin = rf"\begin{{longtable}}{{{rule}{cells}{rule}}}{line} {names} \endhead"
    return "\n".join([begin, *body, r"\end{longtable}"])
