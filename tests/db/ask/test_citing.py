"""Citations: the official document first, then keeling's copy with its digest; nothing of the reader's own machine."""

import json
import re
from dataclasses import replace

import pytest

from db.ask.citing import FORMS, Citation, Official

URL = "https://www.kite-office.example/kite-code.pdf?v=7"
CODE = Official(
    "Kite Office", "Kite Code", "2026-09-09", "issued, in force from 30 September 2026", URL, "2026-10-01", "ab" * 32
)
CITED = Citation(
    key="kite-2026-09-09-a1-2",
    official=CODE,
    pinpoint="XYZ A1.2(a)",
    page=7,
    amended=(),
    computed=False,
    illustrative=False,
    version="kite@2026-09-09 XYZ A1.2(a)",
    permalink="https://codes.example.org/kite/2026-09-09/a1-2-a",
    wording="cd" * 32,
)  # fmt: skip


def test_plain_names_the_official_document_first() -> None:
    """Publisher, title, day, pinpoint, page, address and access come before keeling's copy and its digest."""
    said = CITED.plain()
    wanted = (
        "Kite Office",
        "Kite Code",
        "9 September 2026",
        "XYZ A1.2(a)",
        "page 7",
        "in force from 30 September 2026",
    )
    places = [
        said.index(words) for words in (*wanted, f"<{URL}>", "accessed 1 October 2026", CITED.permalink, "ab" * 32)
    ]
    assert places == sorted(places)
    assert "unofficial" in said


def test_oscola_is_a_footnote_with_the_day_of_access() -> None:
    """OSCOLA: author, title (day) pinpoint, page <address> accessed day; then the copy."""
    assert CITED.oscola() == (
        f"Kite Office, Kite Code (9 September 2026) XYZ A1.2(a), 7 <{URL}> accessed 1 October 2026"
        " (reproduced by keeling at <https://codes.example.org/kite/2026-09-09/a1-2-a>, unofficial;"
        " SHA-256 of the document abababababab…)"
    )


@pytest.mark.parametrize("form", FORMS)
def test_without_a_public_address_no_address_of_keeling_is_given(form: str) -> None:
    """A site that only this machine can reach is cited by the version's name and not by its address."""
    said = replace(CITED, permalink="").form(form)
    assert "codes.example.org" not in said
    assert "kite@2026-09-09" in said


@pytest.mark.parametrize("form", FORMS)
def test_a_local_file_is_cited_by_name(form: str) -> None:
    """A document that came from a file has no address and no day of access."""
    said = replace(CITED, official=replace(CODE, place="file:kite code.pdf")).form(form)
    assert "kite code.pdf" in said
    assert "accessed" not in said
    assert "urldate" not in said


def test_a_computed_text_is_said_to_be_one() -> None:
    """The base is cited, then the instrument whose amendments are made; the digest is of the computed words."""
    draft = Official(
        "Kite Office", "Draft amendments", "2026-10-10", "laid", "https://www.kite-office.example/d", "", ""
    )
    said = replace(CITED, computed=True, amended=(draft,)).plain()
    assert "as it would read with the amendments made by Kite Office, Draft amendments (10 October 2026)" in said
    assert "computed by keeling" in said
    assert "cd" * 32 in said
    assert "page 7" not in said


def test_ris_is_one_record() -> None:
    """Lines are tag, two blanks, dash, blank; the record begins with TY and ends with ER."""
    lines = CITED.ris().split("\r\n")
    assert lines[0] == "TY  - GOVDOC"
    assert lines[-2:] == ["ER  - ", ""]
    assert all(re.match(r"[A-Z][A-Z0-9]  - ", line) for line in lines[:-1])
    assert f"UR  - {URL}" in lines
    assert "Y2  - 2026/10/01" in lines


def test_csl_is_a_list_of_one_item() -> None:
    """Dates are parts, the publisher is a literal author, the address is the official one."""
    (item,) = json.loads(CITED.csl())
    assert item["issued"] == {"date-parts": [[2026, 9, 9]]}
    assert item["author"] == [{"literal": "Kite Office"}]
    assert (item["URL"], item["archive_location"]) == (URL, CITED.permalink)


def test_bibtex_escapes_what_tex_reads() -> None:
    """Signs that TeX gives a meaning are escaped in text and left alone in addresses."""
    said = replace(CITED, official=replace(CODE, title="Kites & {strings} 100%_#")).bibtex()
    assert r"Kites \& \{strings\} 100\%\_\#" in said
    assert f"url = {{{URL}}}" in said


def test_a_document_without_a_date_is_cited_without_one() -> None:
    """No year is made up."""
    said = replace(CITED, official=replace(CODE, day="undated"))
    assert "no date known" in said.plain()
    assert "year" not in said.bibtex()
    assert "issued" not in json.loads(said.csl())[0]
