"""Whether a text is in force depends on the day it is asked for, and never claims more than is known."""

from dataclasses import fields, replace
from datetime import date
from typing import Any

import pytest

from corpus.work import SECTION_43, DatedEvent, Expression, Work
from db.ask.in_force import decided
from db.ask.rows import VersionRow
from db.build.intervals import ending, intervals, with_ends
from db.build.parse_cache import facts_of
from db.build.versions import Rendition, Version

CODE = Work("xyz", "code", "Example Code", "example")
DRAFT = Work("xyz-draft", "amendment", "Draft", "example", amends=("xyz",), procedure=SECTION_43)


def text(
    *dates: tuple[str, str], work: Work = CODE, on: str = "", status: str | None = "issued", **more: Any
) -> Version:
    """A version with the dates it states: kind and day (nothing where it is left open)."""
    events = tuple(DatedEvent(kind, date.fromisoformat(day) if day else None, f"{kind} {day}") for kind, day in dates)
    facts = facts_of(Expression("T", work.kind, (), dates=events), "0", "0")
    seen = more.pop("seen", "2026-01-01")
    rendition = Rendition(facts, "https://example.org/a", f"{seen}T00:00:00+00:00", f"{seen}T00:00:00+00:00", 0)
    suffix = f"~{seen}" if more.get("silent_edit") else ""
    return Version(f"{work.id}@{on or 'undated'}{suffix}", work, on, status, (rendition,), **more)


def as_row(known: dict[str, Any]) -> VersionRow:
    """A row of `versions` with what is known of it."""
    return VersionRow(**{field.name: known.get(field.name) for field in fields(VersionRow)})


def states(group: list[Version], nth: int, *days: str) -> list[str]:
    """The states of one version of a group as at some days."""
    row = intervals(group)[group[nth].id]
    known = {"kind": group[nth].work.kind, "status": group[nth].status, "url": "", "date": group[nth].date}
    return [decided(as_row({**row, **known}), day).state for day in days]


DATES = (("issued", "2026-09-09"), ("in_force", "2026-09-30"))
SEPTEMBER = text(*DATES, on="2026-09-09")
LATER = text(("issued", "2027-01-10"), ("in_force", "2027-01-31"), on="2027-01-10")


def test_a_code_starts_on_its_day_and_ends_before_the_next_starts() -> None:
    """Issued on 9 September, in force from 30 September: not before; and until the day before its successor starts."""
    days = ("2026-09-15", "2026-09-29", "2026-09-30", "2027-01-30", "2027-01-31")
    assert states([SEPTEMBER], 0, *days) == ["not_yet", "not_yet", "in_force", "in_force", "in_force"]
    assert states([SEPTEMBER, LATER], 0, *days) == ["not_yet", "not_yet", "in_force", "in_force", "no_longer"]
    assert states([SEPTEMBER, LATER], 1, "2027-01-30", "2027-01-31") == ["not_yet", "in_force"]
    row = intervals([SEPTEMBER, LATER])[SEPTEMBER.id]
    assert (row["in_force_from"], row["in_force_until"]) == ("2026-09-30", "2027-01-30")
    assert row["in_force_text"] == "in_force 2026-09-30"


def test_a_successor_without_a_start_leaves_both_open() -> None:
    """Where the next text does not say when it starts, neither is said to be in force from then on."""
    silent = text(("issued", "2027-01-10"), on="2027-01-10")
    assert states([SEPTEMBER, silent], 0, "2027-01-09", "2027-01-10") == ["in_force", "not_known"]
    assert states([SEPTEMBER, silent], 1, "2027-01-09", "2030-01-01") == ["not_yet", "not_known"]


@pytest.mark.parametrize(
    ("dates", "said"),
    [
        ([("issued", "2026-09-09"), ("in_force", "2026-08-01")], "before its own date"),
        ([("issued", "2026-09-09"), ("in_force", "2026-09-30"), ("in_force", "2026-10-07")], "two starts"),
    ],
    ids=["start-before-issue", "two-starts"],
)
def test_a_contradiction_is_said_and_nothing_claimed(dates: list[tuple[str, str]], said: str) -> None:
    """A start before issue, or two starts: not known, with the contradiction."""
    version = text(*dates, on="2026-09-09")
    row = intervals([version])[version.id]
    assert row["in_force_from"] == ""
    assert said in row["conflict"]
    now = decided(as_row({**row, "kind": "code", "status": "issued", "url": "", "date": "2026-09-09"}), "2026-12-01")
    assert now.state == "not_known"
    assert any(said in caution for caution in now.cautions)


def test_the_start_of_an_earlier_issue_is_not_that_of_a_later_one() -> None:
    """A consolidated text that states two issues and the start of the first has no start of its own."""
    later = text(("issued", "2025-07-04"), ("in_force", "2025-07-25"), ("issued", "2026-09-09"), on="2026-09-09")
    row = intervals([later])[later.id]
    assert row["in_force_from"] == ""
    assert "earlier issue" in row["in_force_rule"]
    assert row["conflict"] == ""
    both = text(
        ("issued", "2025-07-04"),
        ("in_force", "2025-07-25"),
        ("issued", "2026-09-09"),
        ("in_force", "2026-09-30"),
        on="2026-09-09",
    )
    assert intervals([both])[both.id]["in_force_from"] == "2026-09-30"


def test_a_text_without_dates_claims_nothing() -> None:
    """No date at all: whether it is in force is not known, on whatever day."""
    assert states([text(status=None)], 0, "1970-01-01", "2026-01-01", "2999-01-01") == ["not_known"] * 3


def test_a_draft_is_never_in_force_and_open_after_its_earliest_start() -> None:
    """Laid: a draft until the projected start, then not known; never "not in force"."""
    laid = text(("laid", "2026-06-10"), ("in_force", ""), work=DRAFT, on="2026-06-10", status="laid")
    row = intervals([laid])[laid.id] | {"kind": "amendment", "status": "laid", "url": "https://a.example", "date": ""}
    assert row["projected_from"] > "2026-07-01"
    others = text(("laid", "2026-06-10"), work=replace(DRAFT, procedure=""), on="2026-06-10", status="laid")
    assert intervals([others])[others.id]["projected_from"] == "", "another regulator's drafts pass otherwise"
    assert decided(as_row(row), "2026-06-11").state == "draft"
    late = decided(as_row(row), "2027-06-11")
    assert late.state == "not_known"
    assert "keeling has not seen the amended code" in late.because
    assert "https://a.example" in late.because
    assert "not in force" not in late.because


def test_parts_that_start_on_days_of_their_own_are_no_missing_start() -> None:
    """The words are kept, and no day is given for the whole."""
    staged = text(("issued", "2026-09-09"), on="2026-09-09")
    words = "Paragraph 1.3 comes into force on 1 January 2027"
    facts = replace(staged.facts, dates=(*staged.facts.dates, ("in_force", "", words)))
    staged = replace(staged, renditions=(replace(staged.renditions[0], facts=facts),))
    row = intervals([staged])[staged.id]
    assert (row["in_force_from"], row["in_force_text"]) == ("", words)
    assert row["in_force_rule"] == "parts of the text come into force on days of their own"


def test_a_silent_edit_stands_from_the_day_it_was_seen() -> None:
    """Wording that changed without a new date: the first text until then, the new one from the day it was seen."""
    edit = text(
        ("issued", "2026-09-09"), ("in_force", "2026-09-30"), on="2026-09-09", silent_edit=True, seen="2026-11-05"
    )
    group = [SEPTEMBER, edit]
    assert states(group, 0, "2026-11-04", "2026-11-05") == ["in_force", "no_longer"]
    assert states(group, 1, "2026-11-04", "2026-11-05") == ["not_yet", "in_force"]
    found = intervals(group)
    known = {"kind": "code", "status": "issued", "date": "2026-09-09"}
    words = [decided(as_row({**found[version.id], **known}), "2026-11-20").words for version in group]
    assert words[0].endswith("until 4 November 2026 or earlier"), (
        "the day before keeling looked is not stated by anybody"
    )
    assert words[1] == "In force, this wording first seen on 5 November 2026"


def test_a_withdrawal_ends_a_text_and_a_page_that_is_gone_leaves_it_open() -> None:
    """Withdrawn, as seen on a day: no longer in force; gone: not known."""
    withdrawn = text(
        ("issued", "2026-09-09"),
        ("in_force", "2026-09-30"),
        on="2026-09-09",
        status="withdrawn",
        ending="withdrawn",
        ended="2026-12-01",
    )
    assert states([withdrawn], 0, "2026-11-30", "2026-12-01") == ["in_force", "no_longer"]
    gone = text(
        ("issued", "2026-09-09"), ("in_force", "2026-09-30"), on="2026-09-09", ending="gone", ended="2026-12-01"
    )
    assert states([gone], 0, "2026-11-30", "2026-12-01") == ["in_force", "not_known"]


NOTICE = Work("xyz-end", "amendment", "Notice of withdrawal", "example", amends=("xyz",))


def notice(title: str, day: str, status: str = "issued", *, limited: bool = False) -> Version:
    """An instrument of 1 November 2026 that withdraws a work."""
    version = text(("issued", "2026-11-01"), work=NOTICE, on="2026-11-01", status=status)
    facts = replace(version.facts, withdraws=((title, day, f"the {title} is withdrawn", limited),))
    return replace(version, renditions=(replace(version.renditions[0], facts=facts),))


@pytest.mark.parametrize(
    ("title", "day", "expected"),
    [
        ("Example Code", "2026-12-01", ["in_force", "no_longer"]),
        ("Example Code issued on 9 September 2026", "2026-12-01", ["in_force", "no_longer"]),
        ("Code", "2026-12-01", ["in_force", "no_longer"]),
        ("Example Code", "", ["not_known", "not_known"]),
        ("Example Code issued on 9 September 2020", "2026-12-01", ["in_force", "in_force"]),
        ("Example Code for towers", "2026-12-01", ["in_force", "in_force"]),
        ("Other Code", "2026-12-01", ["in_force", "in_force"]),
    ],
)
def test_a_notice_of_withdrawal_ends_the_code_it_names(title: str, day: str, expected: list[str]) -> None:
    """From its day on; without one not known; another work, another issue and a longer title are not this code."""
    row = intervals([SEPTEMBER], [notice(title, day)])[SEPTEMBER.id] | {"kind": "code", "status": "issued"}
    known = as_row({**row, "date": SEPTEMBER.date, "url": ""})
    assert [decided(known, each).state for each in ("2026-11-30", "2026-12-01")] == expected
    if expected[1] != "in_force":
        assert f"the {title} is withdrawn" in decided(known, "2026-12-01").because


def test_a_code_of_another_work_ends_the_one_it_replaces() -> None:
    """By its day; a year that is not this issue's is another's; a text that nobody vouches for leaves it open."""
    new = replace(notice("Example Code", "2026-12-01"), work=Work("new", "code", "New Code", "example"))
    row = intervals([SEPTEMBER], [new])[SEPTEMBER.id]
    assert (row["in_force_until"], row["unsettled_from"]) == ("2026-11-30", "")
    assert "ended by the code of 1 November 2026 (new)" in row["until_rule"]
    unknown = intervals([SEPTEMBER], [replace(new, catalogued=False)])[SEPTEMBER.id]
    assert (unknown["in_force_until"], unknown["unsettled_from"]) == ("", "2026-12-01")
    for title, texts in (("Example Code 2020", ()), ("Example Code of September 2026", (new,)), ("Code", ())):
        named = replace(notice(title, "2026-12-01"), work=new.work)
        assert [each.id for each in ending([SEPTEMBER], [named])] == [each.id for each in texts]
    assert with_ends(new, [SEPTEMBER]).ends == ("the Example Code is withdrawn",)


def test_a_withdrawal_of_a_part_leaves_open_what_stands_and_a_draft_of_one_ends_nothing() -> None:
    """What is saved from a withdrawal nobody can tell from a day."""
    part = intervals([SEPTEMBER], [notice("Example Code", "2026-12-01", limited=True)])[SEPTEMBER.id]
    assert (part["in_force_until"], part["unsettled_from"]) == ("", "2026-12-01")
    draft = intervals([SEPTEMBER], [notice("Example Code", "2026-12-01", "consultation")])
    assert draft == intervals([SEPTEMBER])


@pytest.mark.parametrize(
    ("called", "state"), [("withdrawn", "not_known"), ("superseded", "not_known"), (None, "in_force")]
)
def test_a_text_that_says_it_is_over_is_not_in_force_for_certain(called: str | None, state: str) -> None:
    """Whatever the catalogue calls it, where the text gives no day."""
    facts = replace(SEPTEMBER.facts, status=called)
    over = replace(SEPTEMBER, renditions=(replace(SEPTEMBER.renditions[0], facts=facts),))
    assert states([over], 0, "2026-12-01") == [state]


def test_what_is_taken_out_of_a_start_cautions(monkeypatch: pytest.MonkeyPatch) -> None:
    """A start that is not that of the whole is not told alone."""
    words = "comes into force on 30 September 2026, except for section 2, which comes into force on 1 May 2027"
    facts = replace(SEPTEMBER.facts, dates=(("issued", "2026-09-09", ""), ("in_force", "2026-09-30", words)))
    version = replace(SEPTEMBER, renditions=(replace(SEPTEMBER.renditions[0], facts=facts),))
    row = intervals([version])[version.id] | {"kind": "code", "status": "issued", "url": "", "date": version.date}
    now = decided(as_row(row), "2026-12-01")
    assert now.words == "In force from 30 September 2026 (not all of it)"
    assert (now.state, now.cautions) == ("in_force", (f"Not all of it starts on that day: “{words}”.",))


def test_a_start_in_other_words_is_not_said_to_be_missing() -> None:
    """It is not "states no day" where the text says it in words that are no day."""
    words = "comes into force on Easter Monday 2027"
    facts = replace(SEPTEMBER.facts, dates=(("issued", "2026-09-09", ""), ("in_force", "", words)))
    version = replace(SEPTEMBER, renditions=(replace(SEPTEMBER.renditions[0], facts=facts),))
    row = intervals([version])[version.id] | {"kind": "code", "status": "issued", "url": "", "date": version.date}
    now = decided(as_row(row), "2026-12-01")
    assert now.state == "not_known"
    assert words in now.because


def test_what_is_stored_does_not_depend_on_the_day(monkeypatch: pytest.MonkeyPatch) -> None:
    """The columns are the same on every day; only what is said of them differs."""
    monkeypatch.setenv("KEELING_TODAY", "1999-01-01")
    before = intervals([SEPTEMBER, LATER])
    monkeypatch.setenv("KEELING_TODAY", "2099-01-01")
    assert intervals([SEPTEMBER, LATER]) == before


def test_an_instrument_takes_its_days_from_the_code_that_includes_it() -> None:
    """Laid, then included in a published code: in force from the day that code states."""
    laid = text(("laid", "2026-06-10"), work=DRAFT, on="2026-06-10", status="laid")
    row = intervals([laid])[laid.id] | {"kind": "amendment", "status": "laid", "url": "", "date": "2026-06-10"}
    included = {"date": "2026-09-09", "in_force": "2026-09-30"}
    assert decided(as_row(row), "2026-09-15", included).state == "not_yet"
    assert decided(as_row(row), "2026-09-30", included).state == "in_force"
    assert decided(as_row(row), "2026-06-11", included).state == "draft"
    assert decided(as_row(row), "2026-10-30", {"date": "2026-09-09", "in_force": ""}).state == "not_known"
