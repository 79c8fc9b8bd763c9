"""Word and OpenDocument files as LibreOffice and Word show them: forms that a plain walk over the file reads wrong."""

import pytest
from made_docx import abstract, deleted, docx, level, num, numbered, p, t, tracked
from made_odt import at, end, list_style, listed, odt, region, start
from made_odt import changes as listed_changes
from made_odt import level as odt_level
from made_odt import p as odt_p

from parser.read import read
from parser.readers.blocks import Reading, printed
from parser.readers.changes import Changes

PLAIN = abstract(0, level(0, "%1."), level(1, "%1.%2")) + num(1, 0)
PARTS = list_style(odt_level(1, "1", "", "."), odt_level(2, "1", shown=2))


def shown(reading: Reading) -> list[str]:
    """What stands in the text; cells apart by a bar."""
    assert reading.unread == ""
    return [
        " | ".join(cell.text for cell in block.cells) if block.cells else printed(block)
        for block in reading.blocks
        if not block.rule
    ]


def box(content: str) -> str:
    """A text box in a run."""
    inside = f"<v:textbox><w:txbxContent>{content}</w:txbxContent></v:textbox>"
    return f"<w:r><w:pict><v:shape>{inside}</v:shape></w:pict></w:r>"


def apart(level: int) -> str:
    """A numbered paragraph outside of every list."""
    return (
        f'<text:numbered-paragraph text:list-id="n" text:style-name="L" text:level="{level}">{odt_p("x")}'
        "</text:numbered-paragraph>"
    )


def flat(body: bytes) -> bytes:
    """The same OpenDocument file with all its parts in one."""
    import io
    import re
    import zipfile

    with zipfile.ZipFile(io.BytesIO(body)) as archive:
        content, styles = (archive.read(name).decode() for name in ("content.xml", "styles.xml"))
    common = re.sub(r"^<office:document-styles [^>]*>|</office:document-styles>$", "", styles)
    content = content.replace("office:document-content", "office:document")
    return f'<?xml version="1.0"?>{content.replace("<office:automatic", common + "<office:automatic", 1)}'.encode()


def test_lists_in_boxes_and_notes_count_by_themselves() -> None:
    """A numbered paragraph in a box, a note or a running head takes no number away from the text."""
    note = '<w:footnote w:id="1">' + p("Tar.", numbered(1, 0)) + "</w:footnote>"
    body = p("Lamps", numbered(1, 0)) + p(t("Beside.") + box(p("Boxed", numbered(1, 0)))) + p("Wicks", numbered(1, 0))
    referred = p(t("Oil") + '<w:r><w:footnoteReference w:id="1"/></w:r>', numbered(1, 0))
    reading = read(docx(body + referred, numbering=PLAIN, footnotes=note, header=p("Head", numbered(1, 0))))
    assert shown(reading) == ["1. Lamps", "Beside.", "1. Boxed", "2. Wicks", "3. Oil 1", "1 1. Tar."]
    on = 'text:continue-numbering="true"'
    frame = f"<draw:frame><draw:text-box>{listed(odt_p('Boxed'), more=on)}</draw:text-box></draw:frame>"
    body = listed(odt_p("Lamps")) + odt_p(f"Beside.{frame}") + listed(odt_p("Wicks"), more=on)
    assert shown(read(odt(body, PARTS))) == ["1. Lamps", "Beside.", "1. Boxed", "2. Wicks"]


@pytest.mark.parametrize(
    ("shape", "expected"), [("001, 002, 003, ...", ["001. x", "002. x"]), ("a, ç, ĝ", ["1. x", "2. x"])]
)
def test_an_authors_own_form_of_numbers(shape: str, expected: list[str]) -> None:
    """Word 2010 and later write it beside a form for older programs; one that is not known is said."""
    choice = f'<mc:Choice Requires="w14"><w:numFmt w:val="custom" w:format="{shape}"/></mc:Choice>'
    both = f'<mc:AlternateContent>{choice}<mc:Fallback><w:numFmt w:val="decimal"/></mc:Fallback></mc:AlternateContent>'
    lvl = f'<w:lvl w:ilvl="0"><w:start w:val="1"/>{both}<w:lvlText w:val="%1."/></w:lvl>'
    reading = read(docx(p("x", numbered(1, 0)) * 2, numbering=abstract(0, lvl) + num(1, 0)))
    assert shown(reading) == expected
    assert any("are read as figures" in note for note in reading.review) == (expected[0] == "1. x")


def test_numbering_put_in_by_a_tracked_change_is_not_there_before_it() -> None:
    """`w:ins` in the numbering of a paragraph: rejected, neither it nor the next has the number."""
    change = '<w:ins w:id="1" w:author="A" w:date="2026-07-01T09:00:00Z"/>'
    place = f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/>{change}</w:numPr>'
    body = docx(p("Lamps", place) + p("Wicks", numbered(1, 0)), numbering=PLAIN)
    assert shown(read(body)) == ["1. Lamps", "2. Wicks"]
    assert shown(read(body, changes="rejected")) == ["Lamps", "1. Wicks"]


def test_a_hidden_paragraph_of_a_list_is_said() -> None:
    """LibreOffice counts it and Word does not."""
    hidden = p(t("Oil", "<w:vanish/>"), numbered(1, 0) + "<w:rPr><w:vanish/></w:rPr>")
    reading = read(docx(p("Lamps", numbered(1, 0)) + hidden + p("Wicks", numbered(1, 0)), numbering=PLAIN))
    assert any("hidden paragraph is one of a list" in note for note in reading.review)


@pytest.mark.parametrize(
    ("run", "other", "text"),
    [
        (("10", "superscript", "6", " ships"), "super 58%", "10⁶ ships"),
        (("section 12", "superscript", "1", ""), "33% 58%", "section 12¹"),
        (("the 1", "superscript", "st", " day"), "super 58%", "the 1st day"),
        (("CO", "subscript", "2", ""), "sub 58%", "CO2"),
        (("3", "subscript", "10", ""), "-33% 58%", "3₁₀"),
    ],
)
def test_a_raised_figure_never_becomes_part_of_a_number(run: tuple[str, str, str, str], other: str, text: str) -> None:
    """As on a page: 10⁶ is not 106, section 12¹ not section 121, whether a style raises it or the run itself."""
    before, kind, figure, after = run
    align = f'<w:vertAlign w:val="{kind}"/>'
    style = f'<w:style w:type="character" w:styleId="R"><w:name w:val="R"/><w:rPr>{align}</w:rPr></w:style>'
    for marks in (align, '<w:rStyle w:val="R"/>'):
        assert shown(read(docx(p(t(before) + t(figure, marks) + t(after)), styles=style))) == [text]
    position = f'<style:text-properties style:text-position="{other}"/>'
    style = f'<style:style style:name="R" style:family="text">{position}</style:style>'
    body = odt_p(f'{before}<text:span text:style-name="R">{figure}</text:span>{after}')
    assert shown(read(odt(body, style))) == [text]


def test_boxes_of_a_form_show_whether_they_are_ticked() -> None:
    """A ticked box before words says that they apply; the file has it as a property of a field."""

    def field(more: str) -> str:
        data = f"<w:ffData><w:checkBox>{more}</w:checkBox></w:ffData>"
        begin = f'<w:r><w:fldChar w:fldCharType="begin">{data}</w:fldChar></w:r>'
        return begin + '<w:r><w:instrText>FORMCHECKBOX</w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'

    off, by_default, taken_off = (
        '<w:default w:val="0"/>',
        '<w:default w:val="1"/>',
        '<w:default/><w:checked w:val="0"/>',
    )
    body = "".join(p(field(each) + t(" lit")) for each in (off, by_default, taken_off, off + "<w:checked/>"))
    assert shown(read(docx(body))) == ["☐ lit", "☒ lit", "☐ lit", "☒ lit"]
    spaces = 'xmlns:field="urn:openoffice:names:experimental:ooo-ms-interop:xmlns:field:1.0"'
    ticked = '<field:param field:name="Checkbox_Checked" field:value="true"/>'
    mark = (
        f'<field:fieldmark {spaces} field:type="vnd.oasis.opendocument.field.FORMCHECKBOX">{{}}</field:fieldmark> lit'
    )
    assert shown(read(odt(odt_p(mark.format(ticked)) + odt_p(mark.format(""))))) == ["☒ lit", "☐ lit"]


def test_a_field_with_an_empty_result_has_none() -> None:
    """Some programs write an empty run as the result of `AUTONUM`, whose number only they can show."""
    kinds = {kind: f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end")}
    told = "<w:r><w:instrText>AUTONUM</w:instrText></w:r>"
    body = p(kinds["begin"] + told + kinds["separate"] + t("") + kinds["end"] + t("Lamps"))
    assert any("AUTONUM" in note for note in read(docx(body)).review)


def test_a_list_of_contents_ends_where_its_field_ends() -> None:
    """Its first entry stands in the paragraph that begins the field; words behind its end are text."""
    begin = '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>TOC</w:instrText></w:r>'
    begin += '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    ends = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    reading = read(docx(p(begin + t("Lamps 1")) + p("Wicks 2") + p(ends + t("The keeper lights it."))))
    assert shown(reading) == ["The keeper lights it."]
    assert [block.text for block in reading.blocks if block.rule == "contents-list"] == ["Lamps 1", "Wicks 2"]


def test_what_stands_below_a_cell_that_spans_rows_is_not_seen() -> None:
    """The file may hold words in the lower parts of a merged cell; no program shows them."""

    def cell(text: str, properties: str = "") -> str:
        return f"<w:tc><w:tcPr>{properties}</w:tcPr>{p(text)}</w:tc>"

    upper, lower = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    rows = f"<w:tr>{cell('Tall', upper)}{cell('oil')}</w:tr><w:tr>{cell('ghost', lower)}{cell('tar')}</w:tr>"
    reading = read(docx(f"<w:tbl>{rows}</w:tbl>"))
    assert shown(reading) == ["Tall | oil", " | tar"]
    assert [block.text for block in reading.blocks if block.rule == "hidden"] == ["ghost"]
    wide = '<table:table-cell table:number-columns-spanned="2"><text:p>Wide</text:p></table:table-cell>'
    covered = "<table:covered-table-cell><text:p>ghost</text:p></table:covered-table-cell>"
    body = f"<table:table><table:table-row>{wide}{covered}</table:table-row></table:table>"
    assert shown(read(odt(body))) == ["Wide | "]


def test_every_tracked_change_of_cells_and_notes_is_listed() -> None:
    """A cell taken away, one put in, a note whose reference is struck out; one put in with its words stands once."""

    def cell(text: str, change: str) -> str:
        made = f'<w:{change} w:id="1" w:author="A. Keeper" w:date="2026-07-01T09:00:00Z"/>'
        return f"<w:tc><w:tcPr>{made}</w:tcPr>{p(text)}</w:tc>"

    def reference(kind: str, number: int) -> str:
        return tracked(kind, f'<w:r><w:footnoteReference w:id="{number}"/></w:r>')

    table = f"<w:tbl><w:tr>{cell('oil', 'cellDel')}{cell('tar', 'cellIns')}</w:tr></w:tbl>"
    notes = (
        f'<w:footnote w:id="1">{p("Old.")}</w:footnote><w:footnote w:id="2">{p(tracked("ins", t("New.")))}</w:footnote>'
    )
    reading = read(docx(p(t("Lamps") + reference("del", 1) + reference("ins", 2)) + table, footnotes=notes))
    found = [(change.kind, change.text) for change in reading.tracked]
    assert sorted(found) == [("inserted", "New."), ("inserted", "tar"), ("struck", "Old."), ("struck", "oil")]


def test_a_change_of_format_that_hides_words_is_said() -> None:
    """No reading makes it undone."""
    former = '<w:rPrChange w:id="1" w:author="A" w:date="2026-07-01T09:00:00Z"><w:rPr/></w:rPrChange>'
    reading = read(docx(p(t("lit ") + t("not", f"<w:vanish/>{former}"))))
    assert any("change of format hides or shows words" in note for note in reading.review)


def test_notes_that_count_anew_on_each_page_are_said() -> None:
    """Where the pages break is no matter of the file."""
    note = f'<w:footnote w:id="1">{p("Tar.")}</w:footnote>'
    anew = '<w:footnotePr><w:numRestart w:val="eachPage"/></w:footnotePr>'
    body = p(t("Lamps") + '<w:r><w:footnoteReference w:id="1"/></w:r>')
    assert any("counted through" in note for note in read(docx(body, footnotes=note, settings=anew)).review)
    assert not read(docx(body, footnotes=note)).review


def test_letters_in_a_font_of_symbols_are_said() -> None:
    """They show other signs; a private character of OpenDocument is read by its font, as in Word."""
    assert any(
        "other signs" in note for note in read(docx(p(t("x ") + t("ü", '<w:rFonts w:ascii="Wingdings"/>')))).review
    )
    font = '<style:style style:name="W" style:family="text"><style:text-properties style:font-name="W1"/></style:style>'
    named = '<style:font-face style:name="W1" svg:font-family="&apos;Wingdings&apos;"/>'
    face = f"<office:font-face-decls>{named}</office:font-face-decls>"
    reading = read(odt(odt_p('lit <text:span text:style-name="W">\uf0fc\uf0ff</text:span>'), font, face))
    assert shown(reading) == ["lit ✓\uf0ff"]
    assert any("no known meaning" in note for note in reading.review)


@pytest.mark.parametrize(
    ("body", "styles", "expected"),
    [
        (
            listed(odt_p("a"), odt_p("b")).replace("<text:list-item>", '<text:list-item text:style-override="M">', 1),
            PARTS + list_style(odt_level(1, "1", "Lamp "), name="M"),
            ["Lamp 1 a", "2. b"],
        ),
        (
            apart(1) + apart(2) + apart(1),
            PARTS,
            ["1. x", "1.1 x", "2. x"],
        ),
        (
            listed(odt_p("a") + listed(odt_p("b"), style=""), odt_p("c")),
            PARTS.replace("<text:list-style ", '<text:list-style text:consecutive-numbering="true" '),
            ["1. a", "1.2 b", "3. c"],
        ),
        (listed(odt_p("a"), odt_p("b")), list_style(odt_level(1, "1st")), ["1st a", "2nd b"]),
        (listed(odt_p("a"), odt_p("b")), list_style(odt_level(1, "One", "Part ")), ["Part One a", "Part Two b"]),
        (listed(odt_p("a"), odt_p("b")), list_style(odt_level(1, "01, 02, 03, ...")), ["01 a", "02 b"]),
        (listed(odt_p("a")) * 2, PARTS, ["1. a", "1. a"]),
        (listed(odt_p("a"), more='xml:id="n"') * 2, PARTS, ["1. a", "2. a"]),
    ],
    ids=["override", "numbered-paragraph", "consecutive", "ordinal", "words", "zeros", "two lists", "one id twice"],
)
def test_numbers_of_opendocument(body: str, styles: str, expected: list[str]) -> None:
    """Items with another style, paragraphs outside of their list, one count for all levels, LibreOffice's own forms."""
    assert shown(read(odt(body, styles))) == expected


def test_an_unknown_form_of_numbers_in_opendocument_is_said() -> None:
    """Read as figures, and a reason to look."""
    reading = read(odt(listed(odt_p("a")), list_style(odt_level(1, "א, ב, ג, ..."))))
    assert shown(reading) == ["1 a"]
    assert any("are read as figures" in note for note in reading.review)


def test_a_flat_file_reads_as_the_archive_does() -> None:
    """One XML file with all parts: words, numbers, heads of pages and notes are the same."""
    master = "<style:master-page><style:header><text:p>Head</text:p></style:header></style:master-page>"
    body = odt(listed(odt_p("Lamps"), odt_p("Wicks")), PARTS, f"<office:master-styles>{master}</office:master-styles>")
    assert read(flat(body)) == read(body)
    assert shown(read(flat(body))) == ["1. Lamps", "2. Wicks"]


@pytest.mark.parametrize(
    ("way", "expected"), [("accepted", ["1. Lamps", "2. Oil"]), ("rejected", ["1. Lamps", "2. Wicks", "3. Oil"])]
)
def test_a_deletion_may_stand_between_two_points(way: Changes, expected: list[str]) -> None:
    """LibreOffice writes flat files with deleted words in the text, and only their author in the list of changes."""
    items = [odt_p(start("d") + "Wicks"), odt_p(end("d") + "Oil")]
    body = listed_changes(region("d", "deletion")) + listed(odt_p("Lamps"), *items)
    reading = read(flat(odt(body, PARTS)), changes=way)
    assert shown(reading) == expected
    assert [(change.kind, change.text) for change in reading.tracked] == [("struck", "Wicks")]


def test_words_put_in_and_struck_out_again_are_in_no_reading() -> None:
    """One author puts them in, another takes them out: neither reading has them."""
    body = docx(p(t("lit") + tracked("ins", deleted(" never")) + t(" at dusk")))
    assert shown(read(body)) == shown(read(body, changes="rejected")) == ["lit at dusk"]


def test_a_note_that_a_change_takes_away_or_puts_in_is_its_words() -> None:
    """In OpenDocument a note stands in its paragraph, and so in the deletion or between the ends of the insertion."""

    def note(words: str) -> str:
        body = f"<text:note-body>{odt_p(words)}</text:note-body>"
        return f'<text:note text:note-class="footnote"><text:note-citation>1</text:note-citation>{body}</text:note>'

    regions = listed_changes(region("d", "deletion", odt_p(note("Old."))), region("i", "insertion"))
    body = regions + odt_p(f"Lamps{at('d')}{start('i')}{note('New.')}{end('i')}")
    found = [(change.kind, change.text) for change in read(odt(body)).tracked]
    assert found == [("struck", "Old."), ("inserted", "New.")]
