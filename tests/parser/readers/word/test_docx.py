"""Word files: the words and numbers that a reader sees, in each of the three ways to read tracked changes."""

from collections.abc import Callable

import pytest
from made_docx import abstract, deleted, docx, level, mark, num, numbered, p, packed, part, t, tracked

from corpus.as_json import to_json
from corpus.errors import UnreadableInput
from parser.document import parse
from parser.read import read
from parser.readers.blocks import Reading, printed
from parser.readers.changes import Changes

LEGAL = abstract(
    0, level(0, "%1"), level(1, "LMP %1.%2"), level(2, "(%3)", "lowerLetter"), level(3, "(%4)", "lowerRoman")
)


def shown(reading: Reading) -> list[str]:
    """What stands in the text, numbers and notes' marks included."""
    assert reading.unread == ""
    return [printed(block) for block in reading.blocks if not block.rule]


def lines(body: str, changes: Changes = "accepted", **parts: str) -> list[str]:
    return shown(read(docx(body, **parts), changes=changes))


def items(*places: tuple[int, int]) -> str:
    """Paragraphs in these lists and levels."""
    return "".join(p("x", numbered(number, place)) for number, place in places)


def test_levels_count_and_start_anew_below_a_higher_one() -> None:
    """Each level shows the numbers of those above it as its pattern says."""
    found = lines(
        items((1, 0), (1, 1), (1, 2), (1, 2), (1, 3), (1, 1), (1, 2), (1, 0), (1, 1)), numbering=LEGAL + num(1, 0)
    )
    assert [each.removesuffix(" x") for each in found] == [
        "1", "LMP 1.1", "(a)", "(b)", "(i)", "LMP 1.2", "(a)", "2", "LMP 2.1",
    ]  # fmt: skip


def test_numbers_with_words_are_read_as_where_they_are_typed() -> None:
    """`Section 1` in front of a heading names a section; `Rule 1.1` in front of a paragraph is not lost."""
    words = abstract(0, level(0, "Section %1"), level(1, "Rule %1.%2")) + num(1, 0)
    heading = numbered(1, 0) + '<w:outlineLvl w:val="0"/>'
    body = p("Keeping", heading) + p("A keeper must not leave.", numbered(1, 1)) + p("Leaving", heading)
    provisions = to_json(parse(docx(body, numbering=words)))["provisions"]
    assert [(node["label"], node["heading"]) for node in provisions] == [
        ("Section 1", "Keeping"), ("Section 2", "Leaving"),
    ]  # fmt: skip
    assert [node["text"] for node in provisions[0]["children"]] == ["Rule 1.1 A keeper must not leave."]


def test_a_list_that_begins_below_its_first_level_is_said() -> None:
    """The level that nothing has counted counts as one, as LibreOffice shows it; programs do not agree."""
    reading = read(docx(items((1, 1), (1, 0)), numbering=LEGAL + num(1, 0)))
    assert shown(reading) == ["LMP 1.1 x", "2 x"]
    assert any("begins below its first level" in note for note in reading.review)


def test_lists_of_one_pattern_share_its_counters_unless_one_starts_anew() -> None:
    """A list after a table goes on counting; an override with a start begins at it, once."""
    override = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="7"/></w:lvlOverride>'
    numbering = abstract(0, level(0, "%1.")) + num(1, 0) + num(2, 0) + num(3, 0, override)
    found = lines(items((1, 0), (2, 0), (3, 0), (3, 0), (1, 0)), numbering=numbering)
    assert found == ["1. x", "2. x", "7. x", "8. x", "9. x"]


@pytest.mark.parametrize(
    ("form", "place", "expected"),
    [
        ("lowerLetter", 28, "bb"), ("upperLetter", 27, "AA"), ("lowerRoman", 49, "xlix"), ("upperRoman", 4, "IV"),
        ("ordinal", 22, "22nd"), ("ordinal", 13, "13th"), ("cardinalText", 21, "Twenty-one"),
        ("ordinalText", 32, "Thirty-second"), ("ordinalText", 20, "Twentieth"), ("decimalZero", 4, "04"),
    ],
)  # fmt: skip
def test_forms_of_numbers(form: str, place: int, expected: str) -> None:
    """As Word shows them: z is followed by aa and aa by bb."""
    numbering = abstract(0, level(0, "%1)", form, start=place)) + num(1, 0)
    assert lines(items((1, 0)), numbering=numbering) == [f"{expected}) x"]


def test_a_level_may_never_start_anew_or_show_figures_only() -> None:
    """`lvlRestart 0` goes on below the next heading; `isLgl` shows the roman heading as a figure."""
    numbering = abstract(
        0,
        level(0, "%1", "upperRoman"),
        level(1, "%1.%2", more="<w:isLgl/>"),
        level(2, "P%3", more='<w:lvlRestart w:val="0"/>'),
    ) + num(1, 0)
    found = lines(items((1, 0), (1, 1), (1, 2), (1, 0), (1, 1), (1, 2)), numbering=numbering)
    assert [each.removesuffix(" x") for each in found] == ["I", "1.1", "P1", "II", "2.1", "P2"]


def test_a_style_numbers_its_paragraphs_and_list_zero_takes_the_number_away() -> None:
    """The level is the one that is tied to the style; a style inherits list and level from the one it is based on.

    LibreOffice takes the first level where the style says none, Word the one that is tied to it: that is said.
    """
    styles = (
        '<w:style w:type="paragraph" w:styleId="A"><w:name w:val="heading 2"/>'
        '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="B"><w:basedOn w:val="A"/></w:style>'
    )
    numbering = abstract(0, level(0, "%1"), level(1, "%1.%2", more='<w:pStyle w:val="A"/>')) + num(1, 0)
    off = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="0"/></w:numPr>'
    body = p("x", '<w:pStyle w:val="A"/>') + p("x", f'<w:pStyle w:val="A"/>{off}') + p("x", '<w:pStyle w:val="B"/>')
    reading = read(docx(body, styles=styles, numbering=numbering))
    assert shown(reading) == ["1.1 x", "x", "1.2 x"]
    assert any("no level of it" in note for note in reading.review)
    assert [block.style for block in reading.blocks] == ["heading"] * 3
    assert reading.blocks[0].level == 2


CHANGED = (
    p(t("Keep ") + deleted("the old ") + tracked("ins", t("a new ")) + t("lamp."), numbered(1, 1))
    + p(deleted("Trim the wick."), numbered(1, 1) + mark("del"))
    + p(tracked("ins", t("Fill the can.")), numbered(1, 1) + mark("ins"))
    + p(t("Watch"), numbered(1, 1) + mark("del"))
    + p(t(" the sea."), numbered(1, 1))
    + p(t("Light"), numbered(1, 1) + mark("ins"))
    + p(t(" the lamp."), numbered(1, 1))
)


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ("accepted", ["1 Keep a new lamp.", "2 Fill the can.", "3 Watch the sea.", "4 Light", "5 the lamp."]),
        ("rejected", ["1 Keep the old lamp.", "2 Trim the wick.", "3 Watch", "4 the sea.", "5 Light the lamp."]),
    ],
)  # fmt: skip
def test_tracked_changes_are_made_or_not(changes: Changes, expected: list[str]) -> None:
    """Words, whole paragraphs, paragraphs joined and parted; the numbers are those of that reading."""
    reading = read(docx(CHANGED, numbering=LEGAL + num(1, 0)), changes=changes)
    assert shown(reading) == [f"LMP 1.{each}" for each in expected]
    dropped = {block.rule for block in reading.blocks if block.rule}
    assert dropped == {"struck" if changes == "accepted" else "inserted"}


def test_every_change_has_its_author_and_date() -> None:
    """As Word recorded them, each once."""
    found = read(docx(CHANGED, numbering=LEGAL + num(1, 0))).tracked
    assert [(c.kind, c.text) for c in found] == [
        ("struck", "the old "), ("inserted", "a new "), ("struck", "Trim the wick."), ("inserted", "Fill the can."),
        ("struck", "\n"), ("inserted", "\n"),
    ]  # fmt: skip
    assert {(c.author, c.date) for c in found} == {("A. Keeper", "2026-07-01T09:00:00Z")}


def test_moved_words_stand_where_they_went() -> None:
    """A move is a deletion in one place and an insertion in another."""
    body = p(tracked("moveFrom", t("Moved."))) + p("Between.") + p(tracked("moveTo", t("Moved.")))
    assert lines(body) == ["Between.", "Moved."]
    assert lines(body, "rejected") == ["Moved.", "Between."]


def test_unlike_paragraphs_that_a_change_joins_are_said() -> None:
    """The end that is left decides, as the standard says; programs do not all follow it."""
    parts = {"numbering": LEGAL + num(1, 0)}
    unlike = docx(p(t("A "), numbered(1, 0) + mark("del")) + p("b", numbered(1, 1)), **parts)
    alike = docx(p(t("A "), numbered(1, 0) + mark("del")) + p("b", numbered(1, 0)), **parts)
    assert shown(read(unlike)) == ["LMP 1.1 A b"]
    assert any("joins paragraphs" in note for note in read(unlike).review)
    assert not any("joins paragraphs" in note for note in read(alike).review)


def test_rows_and_former_settings() -> None:
    """A row put in is gone when the change is rejected, and so is the list that a paragraph was put into."""
    row = '<w:tr><w:trPr><w:ins w:id="1" w:author="A"/></w:trPr><w:tc>' + p("New") + "</w:tc></w:tr>"
    former = numbered(1, 0) + '<w:pPrChange w:id="2" w:author="A"><w:pPr/></w:pPrChange>'
    body = f"<w:tbl><w:tr><w:tc>{p('Old')}</w:tc></w:tr>{row}</w:tbl>" + p("x", former)
    parts = {"numbering": LEGAL + num(1, 0)}
    assert lines(body, **parts) == ["Old", "New", "1 x"]
    assert lines(body, "rejected", **parts) == ["Old", "x"]


def test_what_a_person_does_not_see_is_not_read() -> None:
    """Hidden text, the instruction of a field, what is struck through; each is listed or is no word at all."""
    begin, between, end = (f'<w:r><w:fldChar w:fldCharType="{k}"/></w:r>' for k in ("begin", "separate", "end"))
    told = "<w:r><w:instrText> REF a </w:instrText></w:r>"
    body = p(
        t("See ") + begin + told + between + t("4.2") + end + t(" secret", "<w:vanish/>") + t(" not", "<w:strike/>")
        + t(" now.", '<w:vanish w:val="0"/>')
    )  # fmt: skip
    reading = read(docx(body))
    assert shown(reading) == ["See 4.2 now."]
    assert [(block.rule, block.text) for block in reading.blocks if block.rule] == [
        ("hidden", "secret"),
        ("struck", "not"),
    ]


def test_footnotes_are_tied_to_their_marks() -> None:
    """Numbers go by the references that are left: a note whose reference was deleted is dropped with it."""
    notes = "".join(f'<w:footnote w:id="{i}">{p(f"Note {i}.")}</w:footnote>' for i in (1, 2))
    gone = tracked("del", '<w:r><w:footnoteReference w:id="1"/></w:r>')
    body = p(t("A lamp") + gone + t(" and a wick") + '<w:r><w:footnoteReference w:id="2"/></w:r>' + t("."))
    reading = read(docx(body, footnotes=notes))
    assert shown(reading) == ["A lamp and a wick 1 .", "1 Note 2."]
    assert [(block.rule, block.text) for block in reading.blocks if block.rule] == [("struck", "Note 1.")]
    assert [mark.num for mark in reading.blocks[0].marks] == ["1"]


def test_furniture_boxes_controls_and_comments() -> None:
    """Words in boxes and controls are words of the page; running heads and comments are listed."""
    box = f"<w:txbxContent>{p('In a box')}</w:txbxContent>"
    choice = f'<mc:Choice Requires="wps"><w:drawing><wps:txbx>{box}</wps:txbx></w:drawing></mc:Choice>'
    again = f"<mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback>"
    body = (
        f"<w:sdt><w:sdtContent>{p('In a control')}</w:sdtContent></w:sdt>"
        + p(t("Text") + f"<w:r><mc:AlternateContent>{choice}{again}</mc:AlternateContent></w:r>")
        + p("<w:smartTag><w:r><w:t>Tagged</w:t></w:r></w:smartTag>")
    )
    comment = f'<w:comment w:id="1">{p("Really?")}</w:comment>'
    reading = read(docx(body, header=p("The Board"), comments=comment))
    assert shown(reading) == ["In a control", "Text", "In a box", "Tagged"]
    assert {(block.rule, block.text) for block in reading.blocks if block.rule} == {
        ("running-head", "The Board"), ("comment", "Really?"),
    }  # fmt: skip


def test_tables_keep_their_columns() -> None:
    """A cell over two columns leaves an empty one; a repeated first row is a heading."""
    head = f"<w:tr><w:trPr><w:tblHeader/></w:trPr><w:tc>{p('No')}</w:tc><w:tc>{p('Title')}</w:tc></w:tr>"
    wide = f'<w:tr><w:tc><w:tcPr><w:gridSpan w:val="2"/></w:tcPr>{p("Both")}{p("lines")}</w:tc></w:tr>'
    blocks = read(docx(f"<w:tbl>{head}{wide}</w:tbl>")).blocks
    assert [[cell.text for cell in block.cells] for block in blocks] == [["No", "Title"], ["Both\nlines", ""]]
    assert [block.header for block in blocks] == [True, False]


def test_symbols_are_read_by_their_font() -> None:
    """A private character of a known font is what it shows; of an unknown one, a reason to look."""
    sign = '<w:r><w:sym w:font="{}" w:char="F0B3"/></w:r>'
    assert lines(p(t("A ") + sign.format("Symbol") + t(" 3"))) == ["A ≥ 3"]
    assert any("no known meaning" in note for note in read(docx(p(t("A") + sign.format("Private")))).review)


def test_a_number_that_the_file_does_not_hold_is_said() -> None:
    """LISTNUM has no result: only Word can show it."""
    begin, end = (f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "end"))
    reading = read(docx(p(begin + "<w:r><w:instrText>LISTNUM</w:instrText></w:r>" + end + t("Words"))))
    assert any("LISTNUM" in note for note in reading.review)


def test_the_second_reader_sees_what_the_first_does_not_enter() -> None:
    """Words in an element that the first reader does not know are a shortfall and never silence."""
    body = p("Known.") + f"<w:unheardOf>{p('Not entered.')}</w:unheardOf>"
    assert "second reader" in read(docx(body)).unread


def bomb() -> bytes:
    """Twelve million paragraphs without words in a small file; made when it is asked for."""
    return packed({"word/document.xml": part("document", "<w:body>" + "<w:p/>" * 12_000_000 + "</w:body>")})


DECLARED = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]>'
ENTITY = DECLARED + part("document", "<w:body><w:p>&a;</w:p></w:body>")[38:]


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (docx(p("x"))[:-40], "damaged"),
        (bomb, "unpacks to more than"),
        (packed({"word/document.xml": ENTITY}), "entities"),
        (packed({"word/document.xml": "<w:p"}), "no XML"),
        (docx(""), "no words"),
        (docx("<w:sdt><w:sdtContent>" * 5_000 + p("x") + "</w:sdtContent></w:sdt>" * 5_000), "nested|depth"),
        (packed({"xl/workbook.xml": "<x/>"}), "spreadsheet"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "EncryptedPackage".encode("utf-16-le"), "password"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "old Office"),
    ],
    ids=["cut", "bomb", "entity", "no-xml", "empty", "nested", "spreadsheet", "locked", "old"],
)
def test_a_file_that_does_harm_is_a_clear_error(body: bytes | Callable[[], bytes], said: str) -> None:
    """Within bounds of memory and time, and nothing outside the file is opened."""
    made = body if isinstance(body, bytes) else body()
    with pytest.raises(UnreadableInput, match=said):
        read(made)


def test_macros_and_missing_parts_are_said() -> None:
    """They are no reason to refuse a document, and one to look at it."""
    relation = '<Relationship Id="r1" Type="http://x/footnotes" Target="footnotes.xml"/>'
    space = "http://schemas.openxmlformats.org/package/2006/relationships"
    relations = f'<Relationships xmlns="{space}">{relation}</Relationships>'
    parts = {"word/document.xml": part("document", f"<w:body>{p('Words')}</w:body>"), "word/vbaProject.bin": b"x"}
    notes = " ".join(read(packed({**parts, "word/_rels/document.xml.rels": relations})).review)
    assert "macros" in notes
    assert "missing" in notes


def test_a_sign_ties_a_paragraph_to_words_before_it() -> None:
    """`Kites*` and below it `*Not the red ones.` are mark and note in a Word file as on a page."""
    made = read(docx(p(t("Kites* fly.")) + p(t("*Not the red ones.")) + p(t("Rest."))))
    assert [(block.style, block.marker, block.text) for block in made.blocks] == [
        ("para", "", "Kites fly."),
        ("note", "*", "Not the red ones."),
        ("para", "", "Rest."),
    ]
    assert [mark.num for mark in made.blocks[0].marks] == ["*"]
