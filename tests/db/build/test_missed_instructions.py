"""What an instrument orders and a build does not do is in the build's output and in its exit status."""

from contextlib import closing
from pathlib import Path

import pytest
from lantern_archive import CODE, DRAFT, LANTERNS, OFFICE, Archive

from corpus.catalogue import Catalogue
from corpus.work import CataloguedVersion, Scheme, Work
from db.ask import dated, query


@pytest.mark.parametrize(
    ("old", "status", "told"),
    [
        ("a list", 0, "amending passage: 1 executed, 0 not understood."),
        ("a lamp that is not there", 1, "amending passage: 0 executed, 0 not understood, 1 read and not executed."),
    ],
)
def test_an_instruction_that_was_not_applied_makes_exit_status_1(
    tmp_path: Path, old: str, status: int, told: str
) -> None:
    """Words that are not in the code are amended by nobody, and a scheduled job learns of it."""
    archive = Archive(tmp_path)
    archive.add(CODE.format(day="4 July 2025"))
    archive.add(DRAFT.format(day="18 June 2026", isbn="978-1-5286-6625-1", old=old, new="a short list"))
    summary = archive.build().summary
    assert (summary.exit_status, summary.not_applied) == (status, status)
    assert any(told in line for line in summary.lines())


def test_a_passage_executed_on_two_texts_is_counted_once(tmp_path: Path) -> None:
    """A copy that somebody saved is shown as amended too, and the instrument has one passage still."""
    archive = Archive(tmp_path)
    archive.add(CODE.format(day="4 July 2025"), work="lan", date="2025-07-04")
    archive.add(CODE.format(day="4 May 2026").replace("12 months", "24 months"))
    archive.add(DRAFT.format(day="18 June 2026", isbn="", old="a list", new="a short list"))
    summary = archive.build(Catalogue((OFFICE,), (LANTERNS,))).summary
    assert summary.derived == 2
    assert (summary.passages, summary.passages_read, summary.executed) == (1, 1, 1)


def test_an_archive_without_a_document_is_said_to_have_none(tmp_path: Path) -> None:
    """A crawl that kept only pages that lead to documents: an empty database is no success."""
    archive = Archive(tmp_path)
    archive.add(CODE.format(day="4 July 2025"), role="landing")
    summary = archive.build().summary
    assert (summary.versions, summary.exit_status) == (0, 1)
    assert any("Nothing in the archive is a document" in line for line in summary.lines())


ONE_DAY = tuple(
    Work(
        f"lan-{name}",
        "amendment",
        f"{name.title()} amendments to the Lantern Code of Practice for large towers",
        "office",
        amends=("lan",),
        versions=(CataloguedVersion("2026-06-18", "issued", (f"https://www.office.example.org/{name}.txt",)),),
    )
    for name in ("first", "second")
)  # fmt: skip


@pytest.mark.parametrize(("wanted", "unexecuted"), [("a short list", []), ("a lamp", ["lan-second@2026-06-18 2.2"])])
def test_instruments_of_one_day_are_executed_together_and_what_is_not_is_named(
    tmp_path: Path, wanted: str, unexecuted: list[str]
) -> None:
    """The second may change what the first puts in: alone on the code it finds nothing, and nothing is missed."""
    archive = Archive(tmp_path)
    archive.add(CODE.format(day="4 July 2025"), "https://www.office.example.org/code.txt")
    for name, old, new in (("first", "a list", "a short list"), ("second", wanted, "no list")):
        text = DRAFT.format(day="18 June 2026", isbn="", old=old, new=new).replace("Draft", name.title(), 1)
        archive.add(text, f"https://www.office.example.org/{name}.txt")
    summary = archive.build(Catalogue((OFFICE,), (LANTERNS, *ONE_DAY))).summary
    assert [where.partition(",")[0] for where, _ in summary.unexecuted] == unexecuted
    assert summary.exit_status == bool(unexecuted)
    assert [line for line in summary.lines() if line.startswith("Not executed: ")][:1] == [
        f"Not executed: {each}, on lan@2025-07-04: {why}"
        for each, (_, why) in zip(unexecuted, summary.unexecuted, strict=True)
    ]


def test_what_was_issued_without_a_start_cautions_whoever_reads_the_code(tmp_path: Path) -> None:
    """A code of which an issued amendment does not say when it starts may read otherwise; each instrument is named."""
    archive = Archive(tmp_path)
    archive.add(
        CODE.format(day="4 July 2025") + "1.2 This Code comes into force on 1 August 2025.",
        LANTERNS.versions[0].urls[0],
    )
    for name in ("first", "second"):
        text = DRAFT.format(day="18 June 2026", isbn="", old="a list", new="a book").replace("Draft", name.title(), 1)
        archive.add(text, f"https://www.office.example.org/{name}.txt")
    archive.build(Catalogue((OFFICE,), (LANTERNS, *ONE_DAY)))
    with closing(query.connect(tmp_path / "keeling.db")) as connection:
        version = query.version(connection, "lan@2025-07-04")
        said = [dated.now(connection, version, day).cautions for day in ("2026-06-17", "2026-06-18")]
    assert not [each for each in said[0] if "amended code" in each]
    assert len({each for each in said[1] if "do not say when they start" in each}) == len(ONE_DAY)


END = """Notice of withdrawal
Issued on 4 May 2026
1. The {title} is withdrawn with effect from 1 June 2026.
2. This notice is given by the Office.
"""


@pytest.mark.parametrize(
    ("title", "status", "until"),
    [("Lantern Code of Practice for large towers", 0, "2026-05-31"), ("Lamp Code", 1, "")],
)
def test_a_withdrawal_that_ends_its_code_is_executed(tmp_path: Path, title: str, status: int, until: str) -> None:
    """Nothing of it is left to be understood; one that names a code nobody has is said as before."""
    archive = Archive(tmp_path)
    archive.add(CODE.format(day="4 July 2025"), work="lan", date="2025-07-04", status="issued")
    archive.add(END.format(title=title), work="lan-end", date="2026-05-04", status="issued")
    notice = Work("lan-end", "amendment", "Notice of withdrawal", "office", amends=("lan",))
    summary = archive.build(Catalogue((OFFICE,), (LANTERNS, notice))).summary
    assert (summary.exit_status, summary.passages, summary.derived) == (status, status, status)
    with closing(query.connect(tmp_path / "keeling.db")) as connection:
        assert query.version(connection, "lan@2025-07-04").in_force_until == until


@pytest.mark.parametrize(("day", "until", "open_"), [(" from 1 June 2026", "2026-05-31", ""), ("", "", "2026-05-04")])
def test_a_code_of_another_work_ends_the_one_it_replaces(tmp_path: Path, day: str, until: str, open_: str) -> None:
    """From the day that it tells; without any it is open what stands, and why is said."""
    archive = Archive(tmp_path)
    archive.add(CODE.format(day="4 July 2025"), work="lan", date="2025-07-04", status="issued")
    new = CODE.format(day="4 May 2026").replace("Lantern Code", "Beacon Code").replace("LAN", "BEA")
    told = f"1.2 The Lantern Code of Practice for large towers is replaced by this Code{day}.\n4. Rec"
    archive.add(new.replace("4. Rec", told), work="bea", date="2026-05-04", status="issued")
    beacons = Work("bea", "code", "Beacon Code of Practice for large towers", "office", scheme=Scheme("BEA"))
    archive.build(Catalogue((OFFICE,), (LANTERNS, beacons)))
    with closing(query.connect(tmp_path / "keeling.db")) as connection:
        found = query.version(connection, "lan@2025-07-04")
    assert (found.in_force_until, found.unsettled_from) == (until, open_)
    assert "is replaced by this Code" in found.until_rule
