"""What an instrument orders and a build does not do is in the build's output and in its exit status."""

from pathlib import Path

import pytest
from lantern_archive import CODE, DRAFT, LANTERNS, OFFICE, Archive

from corpus.catalogue import Catalogue


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
