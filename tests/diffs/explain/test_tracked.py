"""One file with tracked changes: what its two readings differ in is exactly what its author changed."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from docx import Document
from lxml import etree

from cli import cli
from corpus.errors import UsageError

CASES = Path(__file__).resolve().parents[2] / "cases"
FILES = ["word-docx/input.docx", "word-docx-libreoffice/input.docx", "word-odt-libreoffice/input.odt"]


def run(*arguments: str) -> tuple[int, str]:
    done = CliRunner().invoke(cli, ["diff", *arguments])
    return done.exit_code, done.stdout


@pytest.mark.parametrize("name", FILES)
def test_a_file_compared_with_itself_gives_its_tracked_changes(name: str) -> None:
    """Word's file and the two that LibreOffice wrote of it: the same changes, by the same author."""
    status, text = run(str(CASES / name), "--json")
    made = json.loads(text)
    assert status == 0
    assert [(c["kind"], c["before"], c["after"]) for c in made["changes"]] == [
        ("modified", "LMP C1.1", "LMP C1.1"),
        ("removed", "LMP C1.2(b)", None),
        ("renumbered", "LMP C1.2(c)", "LMP C1.2(b)"),
        ("added", None, "LMP C1.3"),
        ("renumbered", "LMP C1.3", "LMP C1.4"),
    ]
    assert [(t["kind"], t["text"].strip(), t["label"], t["author"], t["date"][:10]) for t in made["tracked"]] == [
        ("struck", "large", "LMP C1.1", "A. Keeper", "2026-07-01"),
        ("inserted", "lit", "LMP C1.1", "A. Keeper", "2026-07-01"),
        ("struck", "the sea is calm; or", "LMP C1.2(b)", "A. Keeper", "2026-07-01"),
        ("inserted", "The keeper should write down when the lamp was lit.", "LMP C1.3", "A. Keeper", "2026-07-01"),
    ]
    assert [len(c["tracked"]) for c in made["changes"]] == [2, 1, 0, 1, 0]


@pytest.mark.parametrize("form", ["text", "markdown", "html"])
def test_every_form_names_who_changed_what(form: str) -> None:
    """With the label and the day."""
    _, text = run(str(CASES / FILES[0]), "--format", form)
    assert "LMP C1.3: The keeper should write down when the lamp was lit. (A. Keeper, 2026-07-01)" in text


def test_a_page_with_struck_words_is_compared_with_itself(tmp_path: Path) -> None:
    """HTML records no author; the two readings are compared all the same."""
    page = tmp_path / "page.html"
    page.write_text("<html><body><h1>Code</h1><p>1.1 Trim the <del>old</del> <ins>new</ins> wick.</p></body></html>")
    status, text = run(str(page), "--json")
    assert status == 0
    assert json.loads(text)["summary"]["modified"] == 1


def test_a_file_without_changes_needs_another(tmp_path: Path) -> None:
    """One text has nothing to be compared with: wrong usage."""
    page = tmp_path / "page.html"
    page.write_text("<html><body><h1>Code</h1><p>1.1 Trim the wick.</p></body></html>")
    with pytest.raises(UsageError, match="shows no changes"):
        CliRunner().invoke(cli, ["diff", str(page)], catch_exceptions=False)


def test_words_put_back_by_the_change_beside_them_have_their_place(tmp_path: Path) -> None:
    """An author strikes out a passage and writes one that shares words with it: both are changes of that provision."""
    document = Document()
    document.add_heading("Code of Practice for Lamps", 1)
    place = document.add_paragraph("1.1 The keeper should ").add_run()._r
    made = 'xmlns:w="{}" w:id="1" w:author="A. Keeper" w:date="2026-07-01T09:00:00Z"'.format(place.nsmap["w"])
    old = "trim the wick and fill the lamp with oil"
    new = "clean the wick and fill the bowl with tar"
    for kind, tag, words in (("ins", "t", new), ("del", "delText", old), ("del", "delText", "never ")):
        place.addnext(etree.fromstring(f"<w:{kind} {made}><w:r><w:{tag}>{words}</w:{tag}></w:r></w:{kind}>"))
    document.save(tmp_path / "tracked.docx")
    found = json.loads(run(str(tmp_path / "tracked.docx"), "--json")[1])
    assert [(each["kind"], each["text"], each["label"]) for each in found["tracked"]] == [
        ("struck", "never ", "1.1"), ("struck", old, "1.1"), ("inserted", new, "1.1"),
    ]  # fmt: skip


def test_words_that_moved_have_the_place_they_came_to(tmp_path: Path) -> None:
    """A provision that stands elsewhere and reads as before is a change without edits of words."""
    document = Document()
    document.add_heading("Code of Practice for Lamps", 1)
    for words, kind in (
        ("Trim the wick at dusk.", "moveFrom"),
        ("Fill the lamp.", ""),
        ("Trim the wick at dusk.", "moveTo"),
    ):
        paragraph = document.add_paragraph(words)._p
        made = 'xmlns:w="{}" w:id="1" w:author="A. Keeper" w:date="2026-07-01T09:00:00Z"'.format(paragraph.nsmap["w"])
        if kind:
            paragraph.insert(0, etree.fromstring(f"<w:pPr {made}><w:rPr><w:{kind} {made}/></w:rPr></w:pPr>"))
            paragraph.append(etree.fromstring(f"<w:{kind} {made}/>"))
            paragraph[-1].append(paragraph.r_lst[0])
    document.add_paragraph("Write it down.")
    document.save(tmp_path / "tracked.docx")
    found = json.loads(run(str(tmp_path / "tracked.docx"), "--json")[1])
    assert [(each["kind"], each["before"], each["after"]) for each in found["changes"]] == [("moved", "~2", "~3")]
    assert [(each["kind"], each["label"]) for each in found["tracked"]] == [("struck", "~3"), ("inserted", "~3")]
