"""The catalogue: what ships is sound, and a mistake in a user's file is said with its line."""

from pathlib import Path

import pytest

from corpus.catalogue import load, read
from corpus.errors import CatalogueError, UnknownWork
from corpus.work import SECTION_43

GOOD = """
[[work]]
id = "xyz"
kind = "code"
title = "A code for kites"
scheme = { prefix = "XYZ", pattern = "M[0-9]+" }

[[work.version]]
date = "2026-01-02"
status = "issued"
urls = ["https://www.example.org/kites.pdf"]
"""


def test_the_shipped_catalogue_names_the_four_codes() -> None:
    """The online-safety codes are there with their label schemes, and every instrument amends a known code."""
    catalogue = load()
    assert {work.scheme.prefix for work in catalogue.works if work.scheme} == {"PCU", "PCS", "ICU", "ICS"}
    for work in catalogue.works:
        for amended in work.amends:
            assert catalogue.work(amended).kind == "code"
            assert work.procedure == catalogue.work(amended).procedure == SECTION_43


def test_a_users_file_adds_to_it(tmp_path: Path) -> None:
    """`--catalogue` adds works; their schemes are used like the shipped ones."""
    path = tmp_path / "mine.toml"
    path.write_text(GOOD)
    catalogue = load(path)
    assert catalogue.work("xyz").title == "A code for kites"
    assert catalogue.work("xyz").procedure == "", "no other regulator's drafts pass as Ofcom's do"
    assert catalogue.work("pcu")
    found = catalogue.by_url("https://www.example.org/kites.pdf?v=12")
    assert found is not None
    assert found[0].id == "xyz"


@pytest.mark.parametrize("written", ['prefix = "XYZ"', 'scheme = "XYZ"', 'scheme = { prefix = "XYZ" }'])
def test_the_prefix_alone_says_how_measures_are_numbered(tmp_path: Path, written: str) -> None:
    """What a user writes first is understood; numbers are then as the online-safety codes have them."""
    path = tmp_path / "mine.toml"
    path.write_text(GOOD.replace('scheme = { prefix = "XYZ", pattern = "M[0-9]+" }', written))
    scheme = load(path).work("xyz").scheme
    assert scheme is not None
    assert (scheme.prefix, scheme.pattern) == ("XYZ", r"[A-Z]{1,2}\d{1,3}[A-Z]?")


@pytest.mark.parametrize(
    ("before", "after", "message"),
    [
        ('kind = "code"\n', 'kind = "code"\nprefix = "XYZ"\n', r"'xyz' has both a scheme and a prefix"),
        ('kind = "code"', 'kind = "law"', r"line 3.*'law'.*kinds are"),
        ('id = "xyz"', 'id = "X Y"', r"line 3.*small letters"),
        ('kind = "code"\n', 'kind = "code"\nprocedure = "swift"\n', r"'swift' is not known; there is 'online-safety"),
        ('id = "xyz"', 'id = "pcu"', r"'pcu' is used twice"),
        ("https://www.example.org", "http://127.0.0.1", r"line 11.*not a public host"),
        ("https://www.example.org", "file:///etc", r"line 11.*not a public web address"),
        ("https://www.example.org", "https://user:pw@example.org", r"line 11.*not a public web address"),
        ("https://www.example.org", "https://intranet.local", r"line 11.*not a public host"),
        ('status = "issued"', 'status = "done"', r"'done'.*statuses are"),
        ('date = "2026-01-02"', 'date = "2 January"', r"'2 January'.*write 2025-07-04"),
        ('title = "A code for kites"', 'titel = "A code for kites"', r"no key 'titel'"),
        ('"M[0-9]+"', '"M[0-9+"', r"scheme of 'xyz' cannot be used"),
        ("[[work]]", "[[work]", r"is not TOML"),
        ('date = "2026-01-02"', 'date = "2026-02-30"', r"'2026-02-30'; write 2025-07-04"),
        (
            'kind = "code"\n',
            'kind = "code"\naliases = "Kites"\n',
            r"aliases of the work 'xyz' is 'Kites'; .*a list of texts",
        ),
        ('kind = "code"\n', 'kind = "code"\nmust_contain = [1]\n', r"must_contain of the work 'xyz' is \[1\]"),
        ('kind = "code"\n', 'kind = "code"\nminimum_measures = "6"\n', r"'6'; it has to be a whole number"),
        ('title = "A code for kites"', "title = 7", r"title of the work 'xyz' is 7; it has to be a text"),
        ("[[work]]", "[work]", r"work of the catalogue is .*it has to be tables"),
        ("[[work]]", '[[publisher]]\nid = "kites"\n[[work]]', r"the publisher 'kites' has no name"),
    ],
)
def test_a_mistake_is_said_with_its_line(tmp_path: Path, before: str, after: str, message: str) -> None:
    """A wrong kind, id, address, status, date, key or pattern is refused at load, in one line."""
    path = tmp_path / "mine.toml"
    path.write_text(GOOD.replace(before, after, 1))
    with pytest.raises(CatalogueError, match=message) as caught:
        load(path)
    assert "\n" not in str(caught.value)


def test_a_missing_file_is_said(tmp_path: Path) -> None:
    """A catalogue that cannot be read names its path."""
    with pytest.raises(CatalogueError, match=r"none\.toml cannot be read"):
        load(tmp_path / "none.toml")


def test_an_unknown_work_names_the_known_ones() -> None:
    """Asking for a work that is not tracked lists those that are."""
    with pytest.raises(UnknownWork, match="known: pcu"):
        load().work("pcx")


def test_dates_may_be_less_than_a_day() -> None:
    """A version known by its month only keeps the month; nothing is invented."""
    catalogue = read(GOOD.replace("2026-01-02", "2026-01"), "x.toml")
    assert catalogue.works[0].versions[0].date == "2026-01"
