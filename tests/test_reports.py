"""Each input that was once read wrong in silence, as it was reported, from the file to the database.

Inputs are in `tests/reports/NAME`. The crawls of `crawl-…` and `soft-404-is-a-version` are sites
and not files: `tests/crawler/test_links.py` and `test_shrink.py` hold them.
"""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from corpus.catalogue import Catalogue, load
from corpus.errors import UsageError
from corpus.provision import Provision
from corpus.snapshots import SnapshotStore
from corpus.work import Expression
from crawler.add import Claim, add_files
from db.build.check import check
from db.build.run import BuildSummary, build
from parser.document import parse

REPORTS = Path(__file__).parent / "reports"
CATALOGUE = load()


class Trial:
    """An archive to which the files of one report are added."""

    def __init__(self, data: Path, report: str) -> None:
        self.data, self.folder = data, REPORTS / report

    def add(self, *names: str, url: str = "", catalogue: Catalogue = CATALOGUE, **claim: str) -> list[str]:
        """Add files as `keeling add` does; gives the refusals."""
        store = SnapshotStore(self.data / "snapshots")
        paths = [self.folder / name for name in names]
        return add_files(paths, store, catalogue, Claim(url=url, **claim))[1]

    def build(self) -> BuildSummary:
        """Build with the shipped catalogue."""
        return build(self.data, CATALOGUE)

    def column(self, sql: str) -> list[object]:
        """The first column of an answer."""
        with sqlite3.connect(self.data / "keeling.db") as connection:
            return [row[0] for row in connection.execute(sql)]

    @property
    def versions(self) -> list[object]:
        """Ids of the texts that somebody published."""
        return self.column("select id from versions where status is not 'derived' order by id")


def read(report: str, name: str) -> Expression:
    """A file of a report, parsed."""
    return parse((REPORTS / report / name).read_bytes(), name=name, works=CATALOGUE.works)


def dates(expression: Expression) -> list[tuple[str, str]]:
    """What a document states, as type and day."""
    return [(event.type, str(event.date)) for event in expression.dates]


def test_a_month_in_capitals_is_a_date(tmp_path: Path) -> None:
    """Two days in capitals are two versions, and the later text is the later version's."""
    trial = Trial(tmp_path / "data", "dates-capital-month-merges-two-versions")
    trial.add("july.txt", "december.txt")
    trial.build()
    assert [str(version).partition("@")[2] for version in trial.versions] == ["2025-07-04", "2025-12-04"]
    (text,) = trial.column("select text from provision where label = '1.1' and version like '%12-04'")
    assert "its plan each year" in str(text)


@pytest.mark.parametrize("name", ["statement.html", "comment.html"])
def test_other_pages_and_comments_date_nothing(name: str) -> None:
    """Only the day of the statement itself counts."""
    assert dates(read("dates-from-a-sidebar", name)) == [("published", "2026-06-25")]


@pytest.mark.parametrize("name", ["graph.html", "time.html", "zulu.html"])
def test_days_of_the_markup(name: str) -> None:
    """JSON-LD, `time` and a moment in UTC: the publisher's local day."""
    assert dates(read("dates-in-structured-data", name)) == [("published", "2026-06-25")]


@pytest.mark.parametrize("number", range(1, 11))
def test_days_as_people_write_them(number: int) -> None:
    """A weekday, an ordinal, a clock, numbers, a second claim: the day is read."""
    (day, *more) = dates(read("dates-weekday-time-and-numbers", f"{number:02}.html"))
    assert day[1] == "2026-06-25"
    assert more in ([], [("updated", "2026-07-01")])


def test_the_next_instrument_of_the_same_title(tmp_path: Path) -> None:
    """Two instruments by number and day, and the code as amended by both."""
    trial = Trial(tmp_path / "data", "identity-next-instrument-same-title")
    trial.add("code.txt", "june.txt", "november.txt")
    trial.build()
    assert len({str(version).partition("@")[0] for version in trial.versions}) == 3
    texts = trial.column("select text from provision where label = 'PCU C1.2(c)' and version like '%+%+%'")
    assert [str(text).strip() for text in texts] == [
        "keep a written record of the watch and a short list for 12 months."
    ]


def test_titles_that_differ_late(tmp_path: Path) -> None:
    """Two instruments whose titles begin alike are two works with an effect each."""
    trial = Trial(tmp_path / "data", "identity-sixty-characters")
    trial.add("u2u.txt", "search.txt")
    trial.build()
    assert len(trial.column("select id from works where catalogued = 0")) == 2
    assert sorted(map(str, trial.column("select label from effects"))) == ["PCS C1.2", "PCU C1.2"]


def test_organisations_with_one_title(tmp_path: Path) -> None:
    """Three works, and the words of each in the database."""
    trial = Trial(tmp_path / "data", "identity-two-organisations-one-title")
    for name in ("alpha", "beta", "gamma"):
        trial.add(f"{name}.html", url=f"https://www.{name}.org.uk/news/response")
    assert trial.build().comparisons == 0
    assert len({str(version).partition("@")[0] for version in trial.versions}) == 3
    for name in ("Alpha", "Beta", "Gamma"):
        assert trial.column(f"select text from texts where text like '%{name}%'")


def test_a_corrected_copy_of_the_same_day(tmp_path: Path) -> None:
    """The corrected text is a version of its own, compared with the first, and the newest."""
    trial = Trial(tmp_path / "data", "merged-corrected-copy-same-date")
    for name in ("code.txt", "code-corrected.txt"):
        trial.add(name, url=f"https://www.ofcom.org.uk/siteassets/a/{name}")
    assert trial.build().comparisons == 1
    assert trial.column("select silent_edit from versions order by position") == [0, 1]
    assert trial.column("select text from provision where label = '1.1' order by version")[-1] == (
        "A provider should not publish its plan."
    )


def test_a_notice_is_not_the_code(tmp_path: Path) -> None:
    """A text without a measure is refused at the code's address and stored nowhere."""
    trial = Trial(tmp_path / "data", "minimum-measures-is-never-asked")
    url = next(v.urls[0] for v in CATALOGUE.work("pcu").versions if v.date == "2025-07-04")
    (refusal,) = trial.add("not-found.txt", url=url)
    assert "0 measures, 40 or more are expected" in refusal
    assert SnapshotStore(trial.data / "snapshots").sightings() == []


def test_a_day_that_does_not_exist(tmp_path: Path) -> None:
    """Refused at the door, and the next build and check are as if it had never been tried."""
    trial = Trial(tmp_path / "data", "poison-impossible-date")
    with pytest.raises(UsageError, match="is no date"):
        trial.add("code.txt", date="2025-06-31")
    trial.add("code.txt", date="2025-06-30")
    assert trial.build().exit_status == 0
    assert check(trial.data, CATALOGUE).found["parse"] == ()


@pytest.mark.parametrize(
    ("report", "name"), [("struck-html", "tracked.html"), ("struck-pdf-drawn-line", "tracked.pdf")]
)
def test_struck_words_are_no_text(report: str, name: str) -> None:
    """They are dropped by a rule of their own, and the document is said to show changes."""
    found = read(report, name)
    struck = [drop.text for drop in found.coverage.drops if drop.rule == "struck"]
    assert len(struck) == 5
    assert any("shows changes" in reason for reason in found.coverage.review)
    assert not any(node.label == "PCU C1.4" for node in _nodes(found))


def _nodes(expression: Expression) -> Iterator[Provision]:
    return (node for root in expression.provisions for node in root.walk())


@pytest.mark.parametrize("name", ["page.html", "title-is-an-id.html"])
def test_a_stranger_replaces_no_code(tmp_path: Path, name: str) -> None:
    """A page of another site is never a version or a rendition of a catalogued work, whatever it says of itself."""
    trial = Trial(tmp_path / "data", "stranger-replaces-code")
    trial.add(name, url="https://www.example.org/news/reprint/")
    trial.build()
    assert not {str(version).partition("@")[0] for version in trial.versions} & {work.id for work in CATALOGUE.works}


def test_a_title_that_nothing_can_write(tmp_path: Path) -> None:
    """It is refused, or kept with marks; every build and check goes on."""
    trial = Trial(tmp_path / "data", "poison-title")
    trial.add("item.json")
    assert trial.build().failures == ()
    assert check(trial.data, CATALOGUE).found["parse"] == ()


def test_a_bad_file_among_others(tmp_path: Path) -> None:
    """It is refused with a sentence; the rest is stored."""
    trial = Trial(tmp_path / "data", "one-bad-file-stops-add")
    bad = tmp_path / "bad.pdf"
    bad.write_bytes(b"%PDF-1.7\nno pages\n%%EOF\n")
    store = SnapshotStore(trial.data / "snapshots")
    stored, refused = add_files([bad, trial.folder / "item.json"], store, CATALOGUE, Claim())
    assert (len(stored), len(refused)) == (1, 1)
    assert "bad.pdf" in refused[0]
