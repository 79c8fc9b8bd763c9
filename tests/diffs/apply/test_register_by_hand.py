"""A register as people keep it: blank lines, two tables, rows without a first bar, ranges, other spellings."""

import re
from datetime import date

import pytest

from corpus.citation import label_key
from corpus.errors import UsageError
from diffs.apply.register import Lineage, carry
from diffs.apply.register_check import check, unread_days
from diffs.apply.register_table import labels, not_read, read
from diffs.output.register_files import written
from tests.diffs.apply.test_register import CLOSED, DAY, KITES, OPENED, TABLE, code, held

KEPT = """\
| Measure | Title | Status | Last review | Next review |
|---|---|---|---|---|
| KIT C1 | Trim tails | taken | 01/02/2025 | 01/02/2032 |

KIT C3 | At night | Implemented | 1 Feb 2025 | 3.4.25 |
| | | | | |

Those that we left:

| Measure | Decision | Status |
|---|---|---|
| KIT C2 | none | open |
| KIT C9 | none | open |
"""


def problems(table: str) -> list[tuple[str, str]]:
    """What is wrong with a register, as kind and label."""
    found = check(read(OPENED + table + CLOSED), [KITES], date(2030, 5, 1))
    return [(each.kind, each.at) for each in found]


def test_every_row_between_the_markers_is_read() -> None:
    """Rows behind a blank line, without the first bar, or of a second table were passed over, and nothing was said."""
    table = read(OPENED + KEPT + CLOSED)
    assert [row.labels for row in table.rows] == [("KIT C1",), ("KIT C3",), (), ("KIT C2",), ("KIT C9",)]
    assert table.before + "".join(row.gap + row.raw for row in table.rows) + table.after == table.text
    assert table.column(table.rows[3], "decision") == "none"
    assert problems(KEPT) == [("permissive", "KIT C3"), ("unknown_label", "KIT C9")]


def test_the_next_review_counts_and_one_that_cannot_be_read_is_said() -> None:
    """The day of the last review makes nothing overdue, and two digits for a year are no day."""
    assert "overdue" not in dict(problems(KEPT))
    (said,) = unread_days(read(OPENED + KEPT + CLOSED))
    assert "“3.4.25” is no day that can be read" in said
    late = KEPT.replace("01/02/2032", "01/02/2029")
    assert ("overdue", "KIT C1") in problems(late)


def test_a_row_that_is_gone_takes_nothing_else_along() -> None:
    """Rows of all tables follow; new ones come below the last of the first table; all between them stays."""
    later = held(code("C1 Trim tails", "C2 Wind strings", "C4 Fold sails"), "kit@2031-01-01")
    text = OPENED + KEPT + CLOSED
    now = {label_key(f"KIT C{n}"): (f"KIT C{n}",) for n in (1, 2)} | {label_key("KIT C3"): ()}
    done = carry(read(text), [KITES], [later], Lineage(now, {}), DAY)
    assert (done.gone, done.new) == (("KIT C3",), ("KIT C4",))
    shown = done.text.split("No longer in the code:")
    assert [shown[0].index(each) for each in ("KIT C1", "KIT C4", "Those that we left", "KIT C2")] == sorted(
        shown[0].index(each) for each in ("KIT C1", "KIT C4", "Those that we left", "KIT C2")
    )
    assert "KIT C3 | At night" in shown[1]
    assert [row.labels for row in read(done.text).rows] == [("KIT C1",), (), ("KIT C4",), ("KIT C2",), ("KIT C9",)]


@pytest.mark.parametrize(
    "cell", ["KIT C1–C3", "KIT C1 to C3", "KIT C1.2a", "KIT C1.2.3", "KIT C*", "KIT C1.*", "KIT C1, 2"]
)
def test_what_is_no_list_of_labels_is_said(cell: str) -> None:
    """A range, a wildcard and a number with more behind it were read as the labels that they begin and end with."""
    assert not_read(f"**{cell}**") == cell
    assert ("unknown_label", cell) in problems(f"| Measure | Note |\n|---|---|\n| {cell} | |\n")
    done = carry(read(OPENED + f"| Measure |\n|---|\n| {cell} |\n" + CLOSED), [KITES], [KITES], Lineage({}, {}), DAY)
    assert (done.unknown, done.astray) == ((cell,), True)


@pytest.mark.parametrize("cell", ["KIT C1: Trim 3 tails", "KIT C1 – 2 tails", "*KIT C1*", "[KIT C1](a.md#c1-2)"])
def test_words_behind_a_label_do_not_unmake_it(cell: str) -> None:
    """A title, an emphasis, or a link."""
    assert (labels(cell), not_read(cell)) == (("KIT C1",), "")


@pytest.mark.parametrize("cell", ["kit-c1.2", "KIT C 1.2", "C1.2", "KITC1.2", "`kit c1.2`"])
def test_a_label_in_another_spelling_is_no_label_and_is_told_which(cell: str) -> None:
    """It is not taken for the label: which one may be meant is said."""
    found = check(read(OPENED + f"| Measure |\n|---|\n| {cell} |\n" + CLOSED), [KITES], DAY)
    assert "did you mean KIT C1.2?" in next(each.detail for each in found if each.kind == "unknown_label")


def test_labels_of_other_numberings_are_read() -> None:
    """What `init` wrote of a code whose measures are numbered otherwise, `check` said was no label."""
    assert labels("GP 2") == ("GP 2",)
    assert labels("GP 2.1, GP 3(a)") == ("GP 2.1", "GP 3(a)")
    assert labels("LAMP12.3, LAMP4") == ("LAMP12.3", "LAMP4")
    assert labels("ICU D9/D10") == ("ICU D9", "ICU D10")


def test_no_table_is_no_empty_register() -> None:
    """Words between the markers that are no table were taken for a register without rows, with nothing wrong."""
    with pytest.raises(UsageError, match=re.escape("is no table")):
        read(OPENED + "- KIT C1: taken\n" + CLOSED)


def test_a_byte_order_mark_hides_no_marker() -> None:
    """A file as an editor of Windows saves it."""
    assert read("\ufeff" + OPENED + "| Measure |\n|---|\n| KIT C1 |\n" + CLOSED).rows[0].labels == ("KIT C1",)


@pytest.mark.parametrize("form", ["csv", "html"])
def test_a_copy_says_what_waits(form: str) -> None:
    """Measures of which nothing can be said yet were lost in a copy, which was no more than a head where all wait."""
    made = written(TABLE, form, "Cannot say yet whether these apply (kit@1): KIT C7.")
    assert "KIT C7" in str(made)
    assert "kit@2030-01-01" in str(made)


@pytest.mark.parametrize(
    "row",
    [
        "| KIT C1, C2 | as KIT C2 asks | |\n",
        "KIT C1, C2 | as KIT C2 asks | |\n",
        "| KIT C1 and [C2](a.md) | C2 \\| KIT C2 |\n",
    ],
)
def test_a_label_is_renamed_where_it_stands_and_not_in_the_words_of_the_provider(row: str) -> None:
    """A number without its prefix kept the old label, and the provider's own sentence got the new one."""
    text = f"{OPENED}| Measure | Note | Owner |\n|---|---|---|\n{row}{CLOSED}"
    now = {label_key("KIT C1"): ("KIT C1",), label_key("KIT C2"): ("KIT C5",)}
    done = carry(read(text), [KITES], [KITES], Lineage(now, {}), DAY)
    assert row.replace("C2", "C5", 1) in done.text
