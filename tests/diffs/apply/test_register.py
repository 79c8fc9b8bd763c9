"""A provider's register: read, checked and carried without touching what is the provider's."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.citation import label_key
from corpus.errors import UsageError
from corpus.work import Expression
from diffs.apply.decide import decide
from diffs.apply.profile import read as profile
from diffs.apply.register import Held, Lineage, begin, carry, lineage_of, undecided
from diffs.apply.register_check import check, labels_in
from diffs.apply.register_table import labels, read
from diffs.compare.between import between
from parser.codes.applicability import applicability
from parser.document import parse

DAY = date(2030, 5, 1)
FACTS = profile({"monthly_uk_users": 5})


def code(*measures: str, prefix: str = "KIT") -> Expression:
    """A code of measures that apply to every service, in our own words; a title with `may` only permits."""
    words = [f"Code of practice {prefix} for user-to-user services\n\n4 Recommended measures\n"]
    for name in measures:
        label, _, title = name.partition(" ")
        verb = "may" if title.startswith("May") else "should"
        words.append(
            f"{prefix} {label} {title}\n\nApplication\n\n"
            f"{prefix} {label}.1 This measure applies to providers of every service.\n\n"
            "Recommendation\n\n"
            f"{prefix} {label}.2 The provider {verb} {title.lower()} with care.\n"
        )
    return parse("\n".join(words).encode(), name="code.txt")


def held(expression: Expression, version: str = "kit@2030-01-01", former: tuple[str, ...] = ()) -> Held:
    """A code with the answers for a small service."""
    from dataclasses import replace

    named = replace(expression, version=version)
    return Held(named, decide(FACTS, applicability(named)), "user-to-user", frozenset(map(label_key, former)))


KITES = held(code("C1 Trim tails", "C2 Wind strings", "C3 May launch at night"))
TABLE = """# Our record

Prose before, | with a bar.

<!-- keeling:register kit@2030-01-01 -->
| Measure | Title | Owner | Status | Review |
|---|---|---|:-:|---|
|KIT C1| Trim tails |  ann  | taken   | 2031-01-01 |
| KIT C2, C3 | both | bob | "planned" \\| later |  |
| [KIT C1.2](https://example.org/a(b)) | a row of its own | | | |
<!-- /keeling:register -->

After, with a table:

| a |
|---|
| KIT C9 |
"""


def test_labels_of_a_first_column() -> None:
    """One label or several; a number takes the prefix of the one before it; links are looked through."""
    assert labels("KIT D1, D2") == ("KIT D1", "KIT D2")
    assert labels("KIT D9/D10") == ("KIT D9", "KIT D10")
    assert labels("[ICU D12.3](a/ICU%20D4.md)") == ("ICU D12.3",)
    assert labels("**ICU D2.2(a)**") == ("ICU D2.2(a)",)
    assert labels("notes") == ()
    assert labels("H2K S1, S2") == ("H2K S1", "H2K S2")
    assert labels("R&B C1 / C2") == ("R&B C1", "R&B C2")


def test_a_label_that_the_version_before_has_not_is_told() -> None:
    """Where its row belongs in the next version cannot be told: it is not among those that were kept."""
    text = TABLE.replace("|KIT C1| Trim tails", "|KIT C8| Trim tails")
    done = carry(read(text), [KITES], [LATER], lineage_of(between(KITES.code, LATER.code), KITES.code), DAY)
    assert (done.unknown, done.astray) == (("KIT C8",), True)
    assert "KIT C8" not in done.kept
    assert "|KIT C8| Trim tails |  ann  | taken   | 2031-01-01 |\n" in done.text


def test_a_table_is_read_between_its_markers_only() -> None:
    """Rows, columns and versions; tables outside the markers are not looked at."""
    table = read(TABLE)
    assert table.versions == ("kit@2030-01-01",)
    assert [row.labels for row in table.rows] == [("KIT C1",), ("KIT C2", "KIT C3"), ("KIT C1.2",)]
    assert table.before + "".join(row.raw for row in table.rows) + table.after == TABLE
    assert table.column(table.rows[1], "status") == '"planned" | later'


@pytest.mark.parametrize(
    "text",
    [
        "no markers at all",
        "<!-- keeling:register a@1 -->\n| Measure |\n|---|\n",
        "<!-- /keeling:register -->\n<!-- keeling:register a@1 -->\n",
        "<!-- keeling:register a@1 -->\n<!-- /keeling:register -->\n" * 2,
    ],
)
def test_broken_markers_are_said(text: str) -> None:
    """Missing, half, turned or double markers: a clear line, nothing guessed."""
    with pytest.raises(UsageError):
        read(text)


def test_a_register_that_was_begun_has_nothing_wrong() -> None:
    """`init` writes what `check` accepts: a row for each measure that applies."""
    table = read(begin([KITES]))
    assert [row.labels[0] for row in table.rows] == ["KIT C1", "KIT C2", "KIT C3"]
    assert check(table, [KITES], DAY) == ()


@pytest.mark.parametrize(
    ("row", "kind", "at"),
    [
        ("| KIT C7 | | | |", "unknown_label", "KIT C7"),
        ("| LAM C1 | | | |", "wrong_code", "LAM C1"),
        ("| KIT C5 | | | |", "gone", "KIT C5"),
        ("| KIT C3 | | Implemented | |", "permissive", "KIT C3"),
        ("| KIT C2 | | taken | 2029-12-31 |", "overdue", "KIT C2"),
        ("| KIT C2 | | taken | 3 March 2030 |", "overdue", "KIT C2"),
        ("| KIT C2 | | alternative measure: a bell | |", "alternative_incomplete", "KIT C2"),
        ("| KIT C2 | for search services | | |", "wrong_code", "KIT C2"),
        ("| KIT C1 | | | |", "duplicate", "KIT C1"),
        ("| something else | | | |", "unknown_label", "something else"),
    ],
)
def test_what_is_wrong_with_a_row_is_found(row: str, kind: str, at: str) -> None:
    """Each kind of problem, at its label and line."""
    head = (
        "<!-- keeling:register kit@1 -->\n| Measure | Note | Status | Review |\n|---|---|---|---|\n| KIT C1 | | | |\n"
    )
    text = f"{head}{row}\n<!-- /keeling:register -->\n"
    code_held = held(code("C1 Trim tails", "C2 Wind strings", "C3 May launch at night"), former=("KIT C5",))
    found = [p for p in check(read(text), [code_held], DAY) if p.kind != "missing"]
    assert [(p.kind, p.at, p.line) for p in found] == [(kind, at, 5)]


def test_a_measure_that_applies_and_has_no_row_is_missing() -> None:
    """A row for one of its paragraphs is enough; a measure that only permits is not missed."""
    text = "<!-- keeling:register kit@1 -->\n| Measure |\n|---|\n| KIT C1.2 |\n<!-- /keeling:register -->\n"
    assert [(p.kind, p.at) for p in check(read(text), [KITES], DAY)] == [("missing", "KIT C2")]


def test_a_complete_alternative_is_no_problem() -> None:
    """What is done instead, how it meets the duty, freedom of expression and privacy."""
    words = (
        "alternative measure: a bell instead; it complies with section 10(2); freedom of expression and privacy weighed"
    )
    head = "<!-- keeling:register kit@1 -->\n| Measure | Status |\n|---|---|\n"
    text = f"{head}| KIT C1 | {words} |\n| KIT C2 | |\n<!-- /keeling:register -->\n"
    assert check(read(text), [KITES], DAY) == ()


LATER = held(code("C1 Trim tails", "C4 Wind strings", "C5 Paint them red"), "kit@2031-01-01")
MOVED = Lineage(
    {
        label_key("KIT C1"): ("KIT C1",), label_key("KIT C1.2"): ("KIT C1.2",), label_key("KIT C2"): ("KIT C4",),
        label_key("KIT C3"): (),
    },
    {label_key("KIT C1.2"): "words"},
)  # fmt: skip


def test_rows_follow_their_provision() -> None:
    """A renamed label is rewritten in its row and nothing else of the row is; a new measure is to decide."""
    done = carry(read(TABLE), [KITES], [LATER], MOVED, DAY)
    assert done.renamed == (("KIT C2", "KIT C4"),)
    assert done.new == ("KIT C5",)
    assert done.text_changed == ("KIT C1", "KIT C1.2")
    assert '| KIT C4, C3 | both | bob | "planned" \\| later |  |\n' in done.text
    assert "|KIT C1| Trim tails |  ann  | taken   | 2031-01-01 |\n" in done.text
    assert "kit@2030-01-01 → kit@2031-01-01" in done.history
    assert done.text.startswith(
        "# Our record\n\nProse before, | with a bar.\n\n<!-- keeling:register kit@2031-01-01 -->\n"
    )
    assert done.text.endswith(TABLE[TABLE.index("<!-- /keeling") :])


def test_rows_of_what_is_gone_stand_below() -> None:
    """A row whose measure the code no longer has is kept, word for word, below the table."""
    text = TABLE.replace("| KIT C2, C3 | both", "| KIT C3 | both")
    done = carry(read(text), [KITES], [LATER], MOVED, DAY)
    assert done.gone == ("KIT C3",)
    assert '| KIT C3 | both | bob | "planned" \\| later |  |\n' in done.text
    assert done.text.index("No longer in the code") < done.text.index("| KIT C3 | both")


def test_carried_again_nothing_changes() -> None:
    """A second run with the same version writes nothing, not even a line of history."""
    once = carry(read(TABLE), [KITES], [LATER], MOVED, DAY).text
    still = Lineage({label_key(f"KIT C{n}"): (f"KIT C{n}",) for n in (1, 4, 5)}, {})
    again = carry(read(once), [LATER], [LATER], still, DAY)
    assert (again.text, again.history, again.new) == (once, "", ())


def test_nothing_changed_is_said_aloud() -> None:
    """A new version that touches no row leaves one dated line."""
    same = Lineage({}, {})
    later = held(KITES.code, "kit@2031-01-01")
    done = carry(read(TABLE), [KITES], [later], same, DAY)
    assert done.history == "2030-05-01: kit@2030-01-01 → kit@2031-01-01: no row changed and none was added."


OPENED, CLOSED = "<!-- keeling:register kit@2030-01-01 -->\n", "<!-- /keeling:register -->\n"
FORMS = {
    "list": ".. keeling:register kit@2030-01-01\n\n.. list-table::\n   :header-rows: 1\n\n"
    "   * - Measure\n     - Status\n"
    "   * - KIT C1\n     - taken\n   * - KIT C2\n     - planned\n       later\n\n.. /keeling:register\n",
    "grid": f"{OPENED}+---------+--------+\n| Measure | Status |\n+=========+========+\n"
    f"| KIT C1  | taken  |\n+---------+--------+\n| KIT C2  | later  |\n+---------+--------+\n{CLOSED}",
    "simple": f"{OPENED}=======  ======\nMeasure  Status\n=======  ======\nKIT C1   taken\n"
    f"KIT C2   later\n=======  ======\n{CLOSED}",
}


@pytest.mark.parametrize("form", FORMS)
def test_tables_of_restructuredtext(form: str) -> None:
    """List, grid and simple tables are read, kept whole, and get their new rows in their own form."""
    table = read(FORMS[form])
    assert [row.labels for row in table.rows] == [("KIT C1",), ("KIT C2",)]
    assert table.before + "".join(row.raw for row in table.rows) + table.after == FORMS[form]
    done = carry(table, [KITES], [LATER], MOVED, DAY)
    again = read(done.text)
    assert [row.labels for row in again.rows] == [("KIT C1",), ("KIT C4",), ("KIT C5",)]


cells = st.text(
    st.characters(blacklist_characters="|\n\r\\", blacklist_categories=("Cs", "Cc", "Zl", "Zp")), max_size=20
)


@given(
    st.lists(st.tuples(st.sampled_from(["KIT C1", "KIT C2", "KIT C3", "KIT C1.2", "none"]), cells, cells), max_size=6),
    cells,
    cells,
)
def test_no_byte_of_the_providers_is_lost(rows: list[tuple[str, str, str]], before: str, after: str) -> None:
    """Every cell the provider wrote, and all that stands outside the markers, is there after a carry."""
    body = "".join(f"| {label} |{one}|{two}|\n" for label, one, two in rows)
    head = "<!-- keeling:register kit@2030-01-01 -->\n| Measure | a | b |\n|---|---|---|\n"
    text = f"{before}\n{head}{body}<!-- /keeling:register -->\n{after}"
    done = carry(read(text), [KITES], [LATER], MOVED, DAY).text
    assert done.startswith(f"{before}\n")
    assert done.endswith(f"<!-- /keeling:register -->\n{after}")
    for _, one, two in rows:
        assert f"|{one}|{two}|\n" in done


def test_measures_that_wait_for_a_fact_are_named_beside_a_register_in_order() -> None:
    """Nothing wrong in what is there is not all: a measure that may apply, and has no row, is named."""
    open_code = parse(
        b"Code of practice KIT for user-to-user services\n\n4 Recommended measures\n\n"
        b"KIT C1 Trim tails\n\nApplication\n\nKIT C1.1 This measure applies to providers of every service.\n\n"
        b"Recommendation\n\nKIT C1.2 The provider should trim.\n\n"
        b"KIT C2 Wind strings\n\nApplication\n\nKIT C2.1 This measure applies to a service that flies by night.\n\n"
        b"Recommendation\n\nKIT C2.2 The provider should wind.\n",
        name="code.txt",
    )
    rows = "| Measure | Status |\n|---|---|\n| KIT C1 | taken |"
    register = f"<!-- keeling:register kit@2030-01-01 -->\n{rows}\n<!-- /keeling:register -->\n"
    assert undecided([held(open_code)], labels_in(read(register))) == ("KIT C2",)
    assert undecided([KITES], labels_in(read(register))) == ()
