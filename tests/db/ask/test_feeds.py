"""Feeds: what they carry and for whom."""

from dataclasses import replace
from xml.etree import ElementTree

from db.ask import feeds
from db.ask.rows import ChangeRow
from db.ask.words import ILLUSTRATIVE, UNOFFICIAL

ATOM = "{http://www.w3.org/2005/Atom}"
CHANGE = ChangeRow(
    "modified", ("XYZ C1.1",), ("XYZ C1.1",), "", "XYZ C1", ((0, "You may "), (-1, "not "), (0, "fly <b>kites</b>."))
)
ENTRY = {
    "id": "/xyz/2030-03-01 published", "date": "2030-03-01", "learned": "2030-03-20T10:00:00+01:00", "work_id": "xyz",
    "kind": "version", "title": "Kite Code", "summary": "One & two\nthree", "path": "/compare/xyz/a...b",
    "changes": [CHANGE],
}  # fmt: skip


def _only(body: str) -> ElementTree.Element:
    found = ElementTree.fromstring(body).find(f"{ATOM}entry")
    assert found is not None
    return found


def test_an_entry_carries_the_change_word_by_word() -> None:
    """A struck "not" is struck in the content; what the text has of markup is text; the entry says what it is."""
    content = _only(feeds.atom([ENTRY], "t")).findtext(f"{ATOM}content") or ""
    assert "You may <del>not </del>fly &lt;b&gt;kites&lt;/b&gt;." in content
    assert "<p>One &amp; two</p><p>three</p>" in content
    assert UNOFFICIAL in content
    assert ILLUSTRATIVE not in content
    assert ILLUSTRATIVE in feeds.json_feed([ENTRY | {"illustrative": 1}], "t")


def test_updated_is_when_keeling_learned_of_it() -> None:
    """A version of the first found on the twentieth is published on the first and updated on the twentieth."""
    entry = _only(feeds.atom([ENTRY], "t"))
    assert entry.findtext(f"{ATOM}published") == "2030-03-01T00:00:00Z"
    assert entry.findtext(f"{ATOM}updated") == "2030-03-20T09:00:00Z"
    assert feeds.modified([ENTRY]) == "Wed, 20 Mar 2030 09:00:00 GMT"


def test_what_has_no_date_is_not_of_1970() -> None:
    """An undated document is published when keeling learned of it."""
    entry = _only(feeds.atom([ENTRY | {"date": "undated"}], "t"))
    assert entry.findtext(f"{ATOM}published") == "2030-03-20T09:00:00Z"


def test_an_id_does_not_follow_the_address_of_the_site() -> None:
    """The same event has the same id wherever the site stands, and one that a feed may have (RFC 3987)."""
    ids = {_only(feeds.atom([ENTRY], "t", base)).findtext(f"{ATOM}id") for base in ("", "https://a.example")}
    assert len(ids) == 1
    named = _only(feeds.atom([ENTRY | {"id": 'outcome/x/1/Ada "A" <a@b>'}], "t")).findtext(f"{ATOM}id")
    assert named == "tag:keeling.invalid,2026:outcome/x/1/Ada::A:::a@b:"


def test_a_measure_is_not_the_one_whose_number_begins_like_it() -> None:
    """`XYZ C1` is concerned by C1.1, its measure, and not by C11."""
    assert feeds._concerns(CHANGE, "XYZ C1")
    assert not feeds._concerns(
        replace(CHANGE, measure="XYZ C11", before=("XYZ C11.1",), after=("XYZ C11.1",)), "XYZ C1"
    )


def test_a_long_text_is_said_to_be_cut() -> None:
    """What an entry does not carry it says."""
    long = replace(CHANGE, edits=((1, "word " * 900),))
    content = _only(feeds.atom([ENTRY | {"changes": [long]}], "t")).findtext(f"{ATOM}content") or ""
    assert "cut here" in content
