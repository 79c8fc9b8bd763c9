"""Real pages beside the project: readers agree, coverage is whole, statements are known. Facts only, no sentences."""

import tarfile
from pathlib import Path

import pytest

from corpus.errors import Blocked, UnreadableInput
from parser.document import parse
from parser.read import read
from parser.statements.grammar import interpret


def test_the_sample_pages_are_whole(shared: Path) -> None:
    """All 160 pages are parsed without an exception, and every word is placed or dropped."""
    number = 0
    with tarfile.open(shared / "real/govuk/sample-pages.tar.gz") as archive:
        for member in archive:
            file = archive.extractfile(member) if member.isfile() else None
            if file:
                coverage = parse(file.read(), name=member.name).coverage
                assert coverage.shortfall == "", member.name
                assert coverage.placed + coverage.dropped == coverage.words
                number += 1
    assert number == 160


@pytest.mark.parametrize(
    "pattern",
    ["real/govuk/series/*/*.html", "real/govuk/amending-instruments/*/*.html", "real/govuk/content-api/*/*/*.json"],
)
def test_series_and_items_are_whole(shared: Path, pattern: str) -> None:
    """The latest version of every series, every instrument and every item of the content API (benchmarks: all)."""
    paths = list(
        {path.parent if path.suffix == ".html" else path: path for path in sorted(shared.glob(pattern))}.values()
    )
    assert len(paths) >= 6
    for path in paths:
        assert parse(path.read_bytes(), name=path.name).coverage.shortfall == "", path


def test_the_replica_is_whole_blocked_or_refused(shared: Path) -> None:
    """Of every page and item of both states: challenges are blocked, other JSON is refused, the rest is whole."""
    blocked, refused, whole = [], [], 0
    for path in sorted([*shared.glob("replica/site*/**/*.html"), *shared.glob("replica/site*/**/*.json")]):
        try:
            assert parse(path.read_bytes(), name=path.name).coverage.shortfall == "", path
            whole += 1
        except Blocked:
            blocked.append(path)
        except UnreadableInput:
            refused.append(path)
    assert len(blocked) == 4
    assert all("ofcom.org.uk" in str(path) for path in blocked)
    assert all(path.suffix == ".json" for path in refused)
    assert whole >= 80


def test_real_listings_are_read_and_a_real_challenge_is_not(shared: Path) -> None:
    """Two savings of a listing are documents; the challenge page is blocked."""
    for path in sorted(shared.glob("real/ofcom/*consultations-and-statements*.html")):
        assert read(path.read_bytes(), path.name).unread == ""
    with pytest.raises(Blocked, match="challenge"):
        read(next(shared.glob("real/ofcom/*cloudflare*")).read_bytes())


def seed(shared: Path, number: str) -> Path:
    return next((shared / "real/seeds").glob(f"{number}_*"))


def test_the_seeds_are_known(shared: Path) -> None:
    """Types, counts and names of the five documents the project started from."""
    found = {number: parse(seed(shared, number).read_bytes()) for number in ("000", "001", "002", "003", "004")}
    assert [expression.kind for expression in found.values()] == [
        "statement",
        "statement",
        "statement",
        "guidance",
        "amendment",
    ]
    types = [expression.statement.type for expression in found.values() if expression.statement]
    assert types == ["joint statement", "open letter", "government statement", "guidance"]
    assert all(expression.coverage.shortfall == "" for expression in found.values())


def test_the_coalition_of_the_first_seed(shared: Path) -> None:
    """19 organisations, 3 people with roles, 15 people of a group, two pairs read apart, three asks."""
    made = interpret(read(seed(shared, "000").read_bytes()))
    people = made.statement.signatories
    assert sum(person.kind == "organisation" for person in people) == 19
    assert [person.role for person in people if person.organisation] == ["Director", "Head of Operations", "Director"]
    assert sum(person.group == "The Bereaved Families for Online Safety" for person in people) == 15
    assert "R;pple Suicide Prevention" in [person.name for person in people]
    assert [repair.kind for repair in made.repairs] == ["signatory_pair", "signatory_pair"]
    assert [ask.num for ask in made.statement.asks] == ["1", "2", "3"]


def test_two_dates_that_disagree_are_both_kept(shared: Path) -> None:
    """The letter is dated twice."""
    days = {str(event.date) for event in parse(seed(shared, "001").read_bytes()).dates}
    assert {"2018-05-17", "2018-05-12"} <= days


def test_directory_and_button_of_the_seeds_are_dropped_by_rule(shared: Path) -> None:
    """What surrounds a statement is listed with its rule and is in no node."""
    directory = parse(seed(shared, "002").read_bytes())
    assert {drop.rule for drop in directory.coverage.drops} == {"promotion", "post-navigation", "supplier-directory"}
    button = parse(seed(shared, "003").read_bytes())
    assert ("call-to-action", "Request free trial") in [(drop.rule, drop.text) for drop in button.coverage.drops]


def test_the_same_statement_from_text_page_and_pdf_has_the_same_signatories(shared: Path) -> None:
    """Three renderings of the coalition's statement, one list of names and one list of asks."""
    folder = shared / "replica/site/5rightsfoundation.com"
    paths = [
        seed(shared, "000"),
        next(folder.glob("resource/joint-statement*/index.html")),
        next(folder.glob("wp-content/**/*.pdf")),
    ]
    made = [interpret(read(path.read_bytes(), path.name)).statement for path in paths]
    assert made[0].signatories == made[1].signatories == made[2].signatories
    assert (
        [ask.heading for ask in made[0].asks]
        == [ask.heading for ask in made[1].asks]
        == [ask.heading for ask in made[2].asks]
    )
