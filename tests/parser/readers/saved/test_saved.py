"""Saved pages: the page is read, whatever container a program put it into, and says where it comes from."""

import plistlib
from pathlib import Path

import pytest

from corpus.catalogue import Catalogue
from corpus.errors import UnreadableInput
from corpus.snapshots import SnapshotStore
from crawler.add import Claim, add_files
from parser.read import read, styled
from parser.readers.blocks import Reading, printed
from parser.readers.saved.address import saved_from, with_own_links

FROM = "https://harbour.example.org/codes/lamps?a=1&b=2"
WORDS = "The keeper should trim the wick every evening before the lamp is lit and write the hour down in the book."
PAGE = f"<!doctype html><html><head><title>Lamps</title></head><body><h1>Lamps</h1><p>{WORDS}</p></body></html>"
HEAD = b"MIME-Version: 1.0\nX-A: b\n"
MAIL = "Date: Fri, 4 Jul 2025 09:30:00 +0100\nFrom: a@example.org\nTo: b@example.org\nMessage-ID: <1@example.org>\n"


def words(reading: Reading) -> list[str]:
    return [printed(block) for block in reading.blocks if not block.rule]


def mhtml(*parts: tuple[str, str], head: str = "") -> bytes:
    """A message of these parts (location, page)."""
    made = [f"--X\nContent-Type: text/html\nContent-Location: {where}\n\n{page}\n" for where, page in parts]
    top = f'MIME-Version: 1.0\n{head}Content-Type: multipart/related; type="text/html"; boundary="X"\n\n'
    return (top + "".join(made) + "--X--\n").encode()


def test_the_root_of_a_saved_page_is_read_and_its_address_kept() -> None:
    """Word and Internet Explorer write no address at the head: that of the part counts."""
    reading = read(mhtml((FROM, PAGE)), "page.mht")
    assert (reading.format, words(reading), reading.get("saved_from")) == ("mhtml", ["Lamps", WORDS], FROM)


def test_a_page_that_only_frames_another_is_that_other() -> None:
    """A saved frameset's first page has no words of its own."""
    reading = read(mhtml((FROM, "<html><body><p>Menu</p></body></html>"), ("cid:frame", PAGE)))
    assert words(reading) == ["Lamps", WORDS]
    assert reading.review


def test_links_to_places_in_the_page_are_footnotes_again() -> None:
    """Browsers write the whole address in front of `#note-1`; no character of the page moves."""
    source = '<a href="https://h.example/x?a=1&amp;b=2#fn-1">1</a>'
    made = with_own_links(source, "https://h.example/x?a=1&b=2")
    assert made.split() == ["<a", "href", '="#fn-1">1</a>']
    assert len(made) == len(source)


@pytest.mark.parametrize(
    "comment",
    [
        f"<!-- saved from url=(0041){FROM} -->",
        f"<!--\n Page saved with SingleFile \n url: {FROM} \n saved date: Fri Jul 04 2025\n-->",
        f"<!-- Saved from {FROM} at 2025-07-04T10:00:00Z using monolith v2.8.1 -->",
    ],
)
def test_a_page_that_says_where_it_was_saved_from(comment: str) -> None:
    """Three programs, three comments, one fact."""
    reading = read(f"<!doctype html>{comment}{PAGE[15:]}".encode())
    assert (reading.get("saved_from"), words(reading)) == (FROM, ["Lamps", WORDS])


@pytest.mark.parametrize("where", ["file:///C:/page.htm", "about:internet", "javascript:x()", "https://a b<c>"])
def test_only_addresses_of_the_web_are_addresses(where: str) -> None:
    """A file's own path says nothing about where a document is published."""
    assert saved_from(f"<!-- saved from url=(0014){where} -->") == ""


def test_a_letter_is_its_fullest_form_and_names_what_it_carries() -> None:
    """The plain form of the same letter is not read twice; a file in it is a document of its own, and said."""
    body = (
        f"{MAIL}Subject: =?utf-8?q?Lamps_=E2=80=93_draft?=\nMIME-Version: 1.0\n"
        "Content-Type: multipart/mixed; boundary=M\n\n"
        f'--M\nContent-Type: multipart/alternative; boundary="A"\n\n--A\nContent-Type: text/plain\n\nPlain form\n'
        f"--A\nContent-Type: text/html\n\n{PAGE}\n--A--\n"
        '--M\nContent-Type: application/pdf\nContent-Disposition: attachment; filename="draft.pdf"\n\nx\n--M--\n'
    )
    reading = read(body.encode(), "letter.eml")
    assert (reading.format, reading.title, words(reading)) == ("eml", "Lamps – draft", ["Lamps", WORDS])
    assert reading.get("published") == "2025-07-04"
    assert "draft.pdf" in " ".join(reading.review)
    assert any(block.rule == "letter-head" and "b@example.org" in block.text for block in reading.blocks)


def test_a_plain_letter_is_a_text() -> None:
    """Quoted-printable line ends are no line ends of the letter."""
    kind = "Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: quoted-printable"
    body = f"{MAIL}{kind}\n\nTrim the =\nwick.\n"
    assert words(read(body.encode())) == ["Trim the wick."]


def test_a_letter_typed_as_text_keeps_its_first_lines() -> None:
    """Lines such as `To:` and `Date:` that a person wrote are words: no program's header stands among them."""
    reading = read(b"From: The Harbour Board\nTo: All keepers\nDate: 4 July 2025\n\nTrim the wick.\n", "letter.txt")
    assert reading.format == "text"
    assert "All keepers" in " ".join(words(reading))


def test_a_webarchive_is_its_page() -> None:
    """Safari's property list, binary and as XML."""
    held = {"WebMainResource": {"WebResourceData": PAGE.encode(), "WebResourceMIMEType": "text/html",
                                "WebResourceTextEncodingName": "UTF-8", "WebResourceURL": FROM}}  # fmt: skip
    for form in (plistlib.FMT_BINARY, plistlib.FMT_XML):
        reading = read(plistlib.dumps(held, fmt=form))
        assert (reading.format, words(reading), reading.get("saved_from")) == ("webarchive", ["Lamps", WORDS], FROM)


@pytest.mark.parametrize(
    "body",
    [
        b"bplist00WebMainResource" + bytes(40),
        plistlib.dumps({"WebMainResource": "x"}),
        b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "b">]><plist><dict><key>WebMainResource</key></dict></plist>',
        HEAD + b"Content-Type: multipart/related; boundary=X\n\n--X\nContent-Type: image/png\n\nx\n--X--",
        HEAD + b"".join(b"Content-Type: multipart/mixed; boundary=%d\n\n--%d\n" % (i, i) for i in range(3000)),
        MAIL.encode() + b"Content-Type: application/pdf\n\nx",
    ],
    ids=["plist", "no-page", "entities", "no-html", "nested", "no-letter"],
)  # fmt: skip
def test_a_damaged_container_is_a_clear_error(body: bytes) -> None:
    """What holds no page is refused with advice, and never read as text."""
    with pytest.raises(UnreadableInput, match=r"save|webarchive"):
        read(body)


def test_a_message_that_breaks_off_is_said() -> None:
    """A page without its last boundary may have lost words."""
    assert any("damaged" in note for note in read(mhtml((FROM, PAGE))[:-8]).review)


HIDING = '<p>A keeper may <span class="x7">not</span> leave the lamp.</p>'


@pytest.mark.parametrize(
    "link",
    ["cid:css-1@saver", "sheets/main.css?v=1&amp;w=2", "https://harbour.example.org/codes/sheets/main.css?v=1&w=2"],
)
def test_the_sheets_in_a_saved_page_hide_what_they_hid(link: str) -> None:
    """A browser saves style sheets as parts beside the page; a word that one of them hides is nobody's word."""
    page = PAGE.replace("</head>", f'<link rel="stylesheet" type="text/css" href="{link}"></head>').replace(
        "<p>", HIDING + "<p>"
    )
    sheet = ".x7 { display: none }"
    where = (
        "cid:css-1@saver" if link.startswith("cid:") else "https://harbour.example.org/codes/sheets/main.css?v=1&w=2"
    )
    part = f"--X\nContent-Type: text/css\nContent-Location: {where}\n\n{sheet}\n"
    body = mhtml((FROM, page)).replace(b"--X--", part.encode() + b"--X--")
    archive = {
        "WebMainResource": {
            "WebResourceData": page.encode(),
            "WebResourceMIMEType": "text/html",
            "WebResourceURL": FROM,
        },
        "WebSubresources": [
            {"WebResourceData": sheet.encode(), "WebResourceMIMEType": "text/css", "WebResourceURL": where}
        ],
    }
    for saved, name in ((body, "page.mhtml"), (plistlib.dumps(archive), "page.webarchive")):
        assert "A keeper may leave the lamp." in words(read(saved, name))


COMPLETE = """<!doctype html><html lang="en"><head><title>Quay rules</title>
<link rel="stylesheet" href="{href}"></head><body><main><h1>Quay rules</h1>
<p>1.1 The warden must <b class="k7">not</b> leave the gate open at night.</p></main></body></html>"""


def complete(folder: Path, href: str, sheets: dict[str, str]) -> Path:
    """A page saved with its parts in a folder beside it."""
    for name, sheet in sheets.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(sheet)
    path = folder / "Quay rules.html"
    path.write_text(COMPLETE.format(href=href))
    return path


HIDES = ".k7{display:none}"
BESIDE = {
    "a sheet": ("./Quay%20rules_files/main.css", {"Quay rules_files/main.css": HIDES}),
    "a query in its address": ("Quay rules_files/main.css?ver=6.1", {"Quay rules_files/main.css": HIDES}),
    "a sheet that it imports": (
        "Quay rules_files/main.css",
        {"Quay rules_files/main.css": '@import url("deep/b.css");', "Quay rules_files/deep/b.css": HIDES},
    ),
}


@pytest.mark.parametrize("name", BESIDE)
def test_sheets_saved_beside_a_page_are_read_with_it(tmp_path: Path, name: str) -> None:
    """What they hide is hidden, and the page that is kept holds them, so that every later reading is the same."""
    path = complete(tmp_path, *BESIDE[name])
    body = styled(path, path.read_bytes())
    texts = " ".join(block.text for block in read(body, path.name).blocks if not block.rule)
    assert "must leave the gate" in texts
    assert b"data:text/css" in body
    stored, refused = add_files([path], SnapshotStore(tmp_path / "snapshots"), Catalogue(), Claim())
    assert refused == []
    assert SnapshotStore(tmp_path / "snapshots").read(str(stored[0].digest)) == body


def test_a_sheet_that_a_style_element_imports_is_read(tmp_path: Path) -> None:
    """An import in the page's own sheet leads to a file beside it as a link does."""
    path = complete(tmp_path, "none.css", {"Quay rules_files/a.css": HIDES})
    path.write_text(path.read_text().replace("</head>", "<style>@import 'Quay%20rules_files/a.css';</style></head>"))
    reading = read(styled(path, path.read_bytes()), path.name)
    assert "must leave the gate" in " ".join(block.text for block in reading.blocks if not block.rule)


def test_a_sheet_that_is_there_is_no_doubt(tmp_path: Path) -> None:
    """A named element with a word of weight is in doubt while its sheet is not known, and no longer when it is read."""
    path = complete(tmp_path, "Quay rules_files/main.css", {"Quay rules_files/main.css": ".k7{color:#111}"})
    body = styled(path, path.read_bytes())
    assert not read(body, path.name).review
    (tmp_path / "Quay rules_files/main.css").unlink()
    assert styled(path, path.read_bytes()) == path.read_bytes()
    assert read(path.read_bytes(), path.name).review


@pytest.mark.parametrize(
    ("href", "sheets"),
    [
        ("../outside.css", {"../outside.css": HIDES}),
        ("https://static.example.net/main.css", {"static.example.net/main.css": HIDES}),
        ("Quay rules_files/main.css", {"Quay rules_files/main.css": ".none{display:none}"}),
    ],
    ids=["stands outside", "is remote", "changes nothing"],
)
def test_other_sheets_leave_the_file_as_it_is(tmp_path: Path, href: str, sheets: dict[str, str]) -> None:
    """Only what lies below the page's own folder is opened, and only what changes its reading is kept with it."""
    folder = tmp_path / "saved"
    folder.mkdir()
    path = complete(folder, href, sheets)
    path.write_text(path.read_text().replace(' class="k7"', ""))
    assert styled(path, path.read_bytes()) == path.read_bytes()
