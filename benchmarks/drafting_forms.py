"""Further drafting forms for the generator, and the instrument set as a page and as a PDF.

Importing this module adds its forms to `consolidation_cases.FORMS`: lead-ins that end in a comma or
semicolon, nested items, counted places, "respectively", "onwards", repealed words, a title in
brackets, and the same things said in the Irish way.
"""

import html
from typing import cast

from consolidation_cases import DEFECTS, Case, Words, form, mid, put_in, reworded
from made_pdf import FOOT, HEIGHT, LEFT, RIGHT, _Page


@form("omit and substitute words under a lead-in that ends in a comma")
def comma(made: Case, m: str, words: Words) -> str:
    """Two items under "In paragraph X,"."""
    label, new = f"{m}.3", words.some(2)
    gone, old = mid(made.table[label], 5, 1), mid(made.table[label], 8, 2)
    made.expected[label] = made.table[label].replace(f"{gone} ", "").replace(old, new)
    return f"In paragraph {label},\n(a) omit “{gone}”;\n(b) for “{old}” substitute “{new}”."


@form("nested items under lead-ins that end in a semicolon and a comma")
def nested(made: Case, m: str, words: Words) -> str:
    """Items of items."""
    new, old = words.some(2), mid(made.table[f"{m}.2(a)"], 1, 2)
    made.expected[f"{m}.2(a)"] = made.table[f"{m}.2(a)"].replace(old, new)
    del made.expected[f"{m}.3"]
    return (
        f"In Recommendation {m};\n(a) in paragraph {m}.2,\n(i) in sub-paragraph (a), for “{old}” "
        f"substitute “{new}”;\n(b) omit paragraph {m}.3."
    )


@form("substitute words in the first and second places")
def two_places(made: Case, m: str, words: Words) -> str:
    """Two places that are counted."""
    made.expected[f"{m}.4"] = made.table[f"{m}.4"].replace("swiftly", "at once")
    return f"In paragraph {m}.4, for “swiftly”, in the first and second places where it occurs, substitute “at once”."


@form("substitute words respectively")
def respectively(made: Case, m: str, words: Words) -> str:
    """Two for two."""
    label, new, other = f"{m}.3", words.word(), words.word()
    first, second = mid(made.table[label], 4, 1), mid(made.table[label], 7, 1)
    made.expected[label] = made.table[label].replace(first, new).replace(second, other)
    return f"In paragraph {label}, for “{first}” and “{second}” substitute “{new}” and “{other}” respectively."


@form("substitute words onwards")
def onwards(made: Case, m: str, words: Words) -> str:
    """To the end, said in one word."""
    label, new = f"{m}.3", words.some(3)
    old = mid(made.table[label], 6, 2)
    made.expected[label] = made.table[label].split(old)[0] + new + "."
    return f"In paragraph {label}, for the words from “{old}” onwards substitute “{new}.”"


@form("words are repealed")
def repealed(made: Case, m: str, words: Words) -> str:
    """The passive of an Act."""
    old = reworded(made, f"{m}.3", 5, 3)
    return f"In paragraph {m}.3, the words “{old}” are repealed."


@form("omit a paragraph of a measure whose title stands in brackets")
def titled(made: Case, m: str, words: Words) -> str:
    """The title is the measure's own."""
    title = made.table[m]
    del made.expected[f"{m}.3"]
    return f"In Recommendation {m} ({title}), omit paragraph {m}.3."


@form("Irish: substitute words")
def irish_words(made: Case, m: str, words: Words) -> str:
    """The verb as a noun."""
    label, new = f"{m}.3", words.some(3)
    old = reworded(made, label, 5, 2, new)
    return f"Paragraph {label} is amended by the substitution of “{new}” for “{old}”."


@form("Irish: insert a paragraph")
def irish_paragraph(made: Case, m: str, words: Words) -> str:
    """What is inserted follows the place."""
    new = put_in(made, m, words)
    return (
        f"Recommendation {m} is amended by the insertion of the following paragraph after paragraph {m}.3:\n"
        f"“{m}.3A {new}”."
    )


@form("Irish: delete words")
def irish_deletion(made: Case, m: str, words: Words) -> str:
    """The deletion of words in a paragraph of a measure."""
    old = reworded(made, f"{m}.3", 5, 3)
    return f"Recommendation {m} is amended, in paragraph {m}.3, by the deletion of “{old}”."


@form("omit words under a heading")
def headed_words(made: Case, m: str, words: Words) -> str:
    """The heading of a group of paragraphs narrows where words are looked for."""
    old = reworded(made, f"{m}.3", 5, 3)
    return f"In Recommendation {m}, under the heading “Recommendation”, omit “{old}”."


@form("insert a paragraph at the end of what stands under a heading")
def headed_paragraph(made: Case, m: str, words: Words) -> str:
    """After the last paragraph of the group."""
    new = words.sentence()
    made.expected[f"{m}.6"] = new
    made.beside.append((f"{m}.5", f"{m}.6"))
    return f"In Recommendation {m}, under the heading “Recommendation”, at the end insert–\n“{m}.6 {new}”"


@form("statements of changes: delete and substitute, the number with a full stop")
def changes(made: Case, m: str, words: Words) -> str:
    """The drafting of statements of changes: `4.3.(b)`."""
    new = words.some(2)
    old = reworded(made, f"{m}.2(b)", 1, 2, new)
    return f"In paragraph {m}.2.(b), delete “{old}” and substitute “{new}”."


@form("words with the number of a statute")
def statute(made: Case, m: str, words: Words) -> str:
    """Brackets with a chapter number and an instrument's number stand in the words."""
    new = "section 4 of the Quays Act 2001 (c. 9) and S.I. 2004/118"
    old = reworded(made, f"{m}.3", 5, 2, new)
    return f"In paragraph {m}.3, for “{old}” substitute “{new}”."


@form("items of a list substituted together")
def listed(made: Case, m: str, words: Words) -> str:
    """Two items by two."""
    one, two = words.some(3), words.some(3)
    made.expected |= {f"{m}.2(b)": f"{one}; and", f"{m}.2(c)": f"{two}."}
    return f"In paragraph {m}.2, for sub-paragraphs (b) and (c) substitute–\n“(b) {one}; and\n(c) {two}.”"


DEFECTS.update({
    "of a code with a similar title": lambda made, m, words: (
        f"In paragraph {m}.3 of the {made.prefix} Code of Practice for quays, omit “{mid(made.table[f'{m}.3'], 5, 2)}”."
    ),
    "in other words than those of drafting": lambda made, m, words: (
        f"In paragraph {m}.3, “{mid(made.table[f'{m}.3'], 5, 2)}” becomes “{words.some(2)}”."
    ),
    "under another heading": lambda made, m, words: (
        f"In Recommendation {m}, under the heading “Application”, omit paragraph {m}.3."
    ),
    "from a day of its own": lambda made, m, words: f"Omit paragraph {m}.3 (from 1 January 2031).",
    "in a table that there is not": lambda made, m, words: (
        f"In paragraph {m}.4, in the table, for “may” substitute “must”."
    ),
    "of two other works": lambda made, m, words: (
        f"In the Harbour Act 2001 and the Quays Act 2002, omit paragraph {m}.3."
    ),
})  # fmt: skip


def as_html(text: str) -> bytes:
    """The instrument as a page: sections are headings, every other line is a paragraph, rows are a table."""
    lines, body = text.splitlines(), list[str]()
    for line in lines[1:]:
        if line.startswith("|"):
            cells = "".join(f"<td>{html.escape(cell.strip())}</td>" for cell in line.strip("|").split("|"))
            body.append(f"<table><tr>{cells}</tr></table>")
        elif line[:2] in ("1.", "2.") and line[2:3] == " ":
            body.append(f"<h2>{html.escape(line)}</h2>")
        else:
            body.append(f"<p>{html.escape(line)}</p>")
    joined = "\n".join(body).replace("</table>\n<table>", "")
    return f"<html><body><main><h1>{html.escape(lines[0])}</h1>\n{joined}</main></body></html>".encode()


def as_pdf(text: str) -> bytes:
    """The instrument as a PDF of running paragraphs; rows stand in a ruled table."""
    lines = text.splitlines()
    page = _Page(lines[0])
    page.paragraph("", lines[0], LEFT, 18, "Helvetica-Bold")
    for line in lines[1:]:
        heading = line[:2] in ("1.", "2.") and line[2:3] == " "
        if line.startswith("|"):
            _row(page, [cell.strip() for cell in line.strip().strip("|”.").split("|")])
        else:
            page.paragraph("", line, LEFT, 14 if heading else 11, "Helvetica-Bold" if heading else "Helvetica")
    page.turn()
    page.canvas.save()
    return cast("bytes", page.file.getvalue())


def _row(page: _Page, cells: list[str]) -> None:
    """A row of cells with rules around each."""
    from reportlab.lib.utils import simpleSplit

    wide = (RIGHT - LEFT) / len(cells)
    texts = [simpleSplit(cell, "Helvetica", 10, wide - 8) for cell in cells]
    height = 14.0 * max(map(len, texts)) + 4
    if page.y + height > FOOT:
        page.turn()
    for column, part in enumerate(texts):
        left = LEFT + column * wide
        page.canvas.rect(left, HEIGHT - page.y - height + 12, wide, height)
        for nth, line in enumerate(part):
            page.canvas.setFont("Helvetica", 10)
            page.canvas.drawString(left + 4, HEIGHT - page.y - 14 * nth - 1, line)
    page.y += height
