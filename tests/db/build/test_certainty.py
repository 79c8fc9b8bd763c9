"""What nobody vouches for in a version is said by `build` and `check`, and nothing is made of it."""

from pathlib import Path

import pytest
from lantern_archive import CATALOGUE, CODE, DRAFT, Archive

from corpus.catalogue import Catalogue
from corpus.snapshots import ADDED
from db.ask import dated, query
from db.build.check import check
from db.show import consolidation

AT_OFFICE = "https://www.office.example.org/news/{}.txt"
LATER = CODE.format(day="9 March 2026").replace("should keep a record", "need not keep a record")


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    """An empty archive."""
    return Archive(tmp_path)


def said(archive: Archive) -> str:
    """What build and check say of the identity of documents: the same."""
    built = archive.build().summary
    assert check(archive.data, CATALOGUE).identities == tuple(f"{where}: {why}" for where, why in built.identities)
    return "\n".join(why for _, why in built.identities)


def standing(archive: Archive, day: str) -> str:
    """The version of the code that stands on a day, and what is known of it."""
    connection = query.connect(archive.data / "keeling.db")
    row = dated.standing(connection, "lan", day)
    assert row is not None
    found = f"{row.id}: {dated.now(connection, row, day).words}"
    connection.close()
    return found


@pytest.mark.parametrize("order", [1, -1])
def test_files_that_differ_are_no_edit(archive: Archive, order: int) -> None:
    """Two files of one title and day: nobody edited anything in silence, both are said to be unsure, neither stands."""
    for text in [LATER, LATER.replace("12 months", "24 months")][::order]:
        archive.add(text)
    assert said(archive).count("came as a file without an address: whether its publisher has it is not known") == 2
    rows = archive.rows("select silent_edit, in_force_from, in_force_rule from versions")
    assert [row[:2] for row in rows] == [(0, ""), (0, "")]
    assert all("which of them was issued is not known" in str(row[2]) for row in rows)
    assert archive.rows("select count(*) from news where kind = 'silent_edit'") == [(0,)]
    assert archive.rows("select title from news where title like '%two texts of one day%'")


@pytest.mark.parametrize("order", [1, -1])
def test_a_file_beside_a_page_is_no_edit(archive: Archive, order: int) -> None:
    """The page of the address stands; the file with other words, on a person's word, is the one that is unsure."""
    code = CODE.format(day="4 July 2025")
    known = [
        ({"url": "https://www.office.example.org/code.txt"}, code),
        ({"work": "lan"}, LATER.replace("9 March 2026", "4 July 2025")),
    ]
    for claim, text in known[::order]:
        archive.add(text, **claim)
    assert "whether its publisher has it is not known" in said(archive)
    assert archive.rows("select silent_edit from versions") == [(0,), (0,)]
    rules = dict(archive.rows("select url, in_force_rule from versions"))
    assert "not known" not in str(rules["https://www.office.example.org/code.txt"])


def test_one_site_with_two_texts_of_a_day_edited_it(archive: Archive) -> None:
    """Where the publisher's site had both texts, the second is an edit without a new date."""
    archive.add(CODE.format(day="4 July 2025"), "https://www.office.example.org/code.txt")
    archive.add(CODE.format(day="4 July 2025").replace("12", "18"), "https://www.office.example.org/code.txt")
    assert said(archive) == ""
    assert archive.rows("select silent_edit from versions order by position") == [(0,), (1,)]


@pytest.mark.parametrize(
    ("status", "stands"), [("", "lan@2025-07-04"), ("issued", "lan@2026-03-09"), ("laid", "lan@2025-07-04")]
)
def test_a_text_of_no_status_is_not_in_force(archive: Archive, status: str, stands: str) -> None:
    """A text that a person gives a work and a day counts as issued only where the person or the text says so."""
    archive.add(CODE.format(day="4 July 2025"), "https://www.office.example.org/code.txt")
    undated = LATER.replace("Published 9 March 2026\n", "")
    archive.add(undated, work="lan", date="2026-03-09", status=status)
    assert ("says whether it was issued or is a draft" in said(archive)) is (status == "")
    assert standing(archive, "2026-06-01").startswith(f"{stands}: ")


def test_what_was_said_last_of_a_file_holds(archive: Archive) -> None:
    """A file added again with its status, or with another day, is what was said last, and no second version."""
    text, known = LATER.replace("Published 9 March 2026\n", ""), {"work": "lan", "name": "code.txt", "source": ADDED}
    archive.add(text, date="2026-03-08", **known)
    assert "--status" in said(archive)
    archive.add(text, date="2026-03-09", status="issued", **known)
    assert said(archive) == ""
    assert archive.versions == ["lan@2026-03-09"]
    archive.add(text, date="2026-05-01", **(known | {"name": "other.txt"}))
    assert archive.versions == ["lan@2026-03-09"]
    assert archive.build().versions == ["lan@2026-03-09", "lan@2026-05-01"]


def test_a_file_added_again_is_read_as_the_work_it_is(archive: Archive) -> None:
    """Numbers without a prefix are those of the code that is amended, though the file came first without `--work`."""
    archive.add(CODE.format(day="4 July 2025"), "https://www.office.example.org/code.txt")
    text = DRAFT.format(day="18 June 2026", isbn="", old="12", new="18").replace("LAN C1.2", "paragraph C1.2")
    archive.add(text)
    archive.add(text, work="lan-amendments")
    archive.build()
    assert archive.rows("select label from effects") == [("LAN C1.2",)]
    made = consolidation("lan@2025-07-04+lan-amendments@2026-06-18", archive.data, CATALOGUE)
    assert made is not None
    assert made.complete


def test_a_work_that_no_catalogue_has_is_said(archive: Archive) -> None:
    """Built without the catalogue with which a file was added: its work is another now, and build and check say so."""
    archive.add(LATER, work="lan", status="issued")
    assert said(archive) == ""
    with_others = archive.build(Catalogue(CATALOGUE.publishers, CATALOGUE.works[1:])).summary.identities
    assert any("no catalogue that is read has that" in why for _, why in with_others)


def test_alone_it_is_not_known_to_be_in_force(archive: Archive) -> None:
    """Where there is no other text of the code, it is shown, and not as one that was issued."""
    archive.add(LATER.replace("Published 9 March 2026\n", ""), work="lan", date="2026-03-09")
    assert "--status" in said(archive)
    assert standing(archive, "2026-06-01") == "lan@2026-03-09: Not known whether it is in force"


def test_a_day_that_the_text_does_not_state_is_said(archive: Archive) -> None:
    """A person's day beside another day of the text: the version has the person's, and build and check say both."""
    archive.add(LATER, work="lan", date="2026-04-01", status="issued")
    assert "its date, 1 April 2026, is the word of who added it; the text says: Published 9 March 2026" in said(archive)
    archive.add(LATER, work="lan", date="2026-03-09", status="issued")
    assert said(archive).count("is the word of who added it") == 1


@pytest.mark.parametrize(
    "claim", [{}, {"work": "lan", "date": "2027-02-03", "status": "issued"}], ids=["text", "person"]
)
def test_a_day_after_the_look_is_said_by_check(archive: Archive, claim: dict[str, str]) -> None:
    """A text seen in November 2026 that is dated 2027: build and check say so, whoever gave the day."""
    text = CODE.format(day="3 February 2027") if not claim else CODE.replace("Published {day}\n", "")
    archive.add(text, AT_OFFICE.format("next"), **claim)
    assert "2027-02-03 is after the day on which the text was seen" in said(archive)


def test_wordings_of_one_second_are_each_a_version(archive: Archive) -> None:
    """Files that one `add` puts in stand in the ledger with one second: each has its id, and the archive builds."""
    now = "2026-11-20T10:00:00+00:00"
    for months in ("6", "8", "10", "18"):
        archive.add(CODE.format(day="4 July 2025").replace("12", months), AT_OFFICE.format("a"), time=now)
    assert len(set(archive.build().versions)) == 4
    assert check(archive.data, CATALOGUE).found["database"] == ()


@pytest.mark.parametrize(
    ("title", "said_of_it"),
    [
        ("Lantern \u0421\u043ede of Practice for large towers", "its title looks like that of lan"),
        ("\uff2cantern Code of Practice for large towers", "it calls itself lan"),
        ("Lan\u200btern Code of Practice for large towers", "it calls itself lan"),
    ],
    ids=["cyrillic", "full width", "zero width"],
)
def test_a_title_in_other_letters_is_told(archive: Archive, title: str, said_of_it: str) -> None:
    """A title that a person takes for a code's is said to be, whatever letters it is written in; it is no version."""
    text = CODE.format(day="4 July 2025").replace("Lantern Code of Practice for large towers", title)
    archive.add(text, "https://blog.example.net/reprint")
    assert said_of_it in said(archive)
    assert not any(str(version).startswith("lan@") for version in archive.versions)
    review, calls = archive.rows("select review, calls_itself from versions")[0]
    assert calls == ("lan" if said_of_it.startswith("it calls") else None)
    assert ("alphabet" in str(review)) is ("\u0421" in title or "\uff2c" in title)


def test_an_instrument_with_another_number_says_so(archive: Archive) -> None:
    """The title and the day of a catalogued instrument with a number it has not: a document of its own, and said."""
    archive.add(
        DRAFT.format(day="18 June 2026", isbn="978-1-5286-6625-2", old="a list", new="no list"), AT_OFFICE.format("b")
    )
    assert "it has the title and the day of lan-amendments and another number, 978-1-5286-6625-2" in said(archive)
    assert not any(str(version).startswith("lan-amendments@") for version in archive.versions)


def test_a_day_at_the_end_of_the_calendar_stops_no_reader(archive: Archive) -> None:
    """A period that ends after the year 9999 is none."""
    commences = (
        "1.2 This code comes into force at the end of "
        "the period of 21 days beginning with the day on which it is issued."
    )
    issued = "1.3 The Office issued this code on 31 December 9999."
    archive.add(
        CODE.format(day="4 July 2025").replace("4. Rec", f"{commences}\n{issued}\n4. Rec"), AT_OFFICE.format("c")
    )
    assert archive.build().summary.failures == ()
