"""The whole build: what is in the file, that it is always whole, always the same."""

import hashlib
import sqlite3
from dataclasses import replace
from pathlib import Path

import example_corpus
import pytest

from corpus.errors import WorldError
from corpus.work import Reference, Scheme
from db.build.load import writing
from db.build.run import build
from db.schema.documents import metadata
from db.schema.metadata import VIEWS


def rows(data: Path, sql: str) -> list[tuple[object, ...]]:
    """Rows of a query on a built database."""
    connection = sqlite3.connect(data / "keeling.db")
    try:
        return connection.execute(sql).fetchall()
    finally:
        connection.close()


def digest(path: Path) -> str:
    """SHA-256 of a file."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def test_every_document_becomes_a_version(built) -> None:
    """Codes, instrument and statement are there, each under its own id."""
    found = [row[0] for row in rows(built[0], "select id from versions order by id")]
    assert found == [
        "letter@2030-02-01",
        "xyz-draft@2030-06-18",
        "xyz@2030-01-10",
        "xyz@2030-03-01",
        "xyz@2030-03-01+xyz-draft",
    ]


def test_the_code_as_amended_holds_what_the_instrument_inserts(built) -> None:
    """The derived version has the new measure, is marked derived, and says which instruction did it."""
    status = rows(built[0], "select status from versions where id = 'xyz@2030-03-01+xyz-draft'")
    assert status == [("derived",)]
    ids = {row[0] for row in rows(built[0], "select id from provisions")}
    assert "xyz@2030-03-01+xyz-draft/c3-2-a" in ids
    assert "xyz@2030-03-01/c3-2-a" not in ids
    outcomes = rows(built[0], "select num, state from instruction_outcomes order by position")
    assert outcomes == [("2.1", "applied"), ("2.2", "applied")]


def test_inserted_text_stands_below_its_instruction(built) -> None:
    """What an instrument inserts can be found and cited in the instrument itself, without a code to amend."""
    found = rows(
        built[0],
        "select u.id, p.effect_id from provisions p"
        " join provisions u on u.version_id = p.version_id and u.position = p.parent"
        " where p.id = 'xyz-draft@2030-06-18/c3'",
    )
    assert found == [("xyz-draft@2030-06-18/2-2", "xyz-draft@2030-06-18#2.2")]


def test_a_reworded_provision_is_a_change_with_word_edits(built) -> None:
    """The comparison of the two published versions shows the one word that was inserted."""
    found = rows(
        built[0],
        "select kind, before, words_added, words_removed from change where version_after = 'xyz@2030-03-01'",
    )
    assert found == [("modified", "XYZ C1.2", 1, 0)]


def test_one_provision_has_one_lineage(built) -> None:
    """The same paragraph in three versions shares one lineage."""
    found = rows(built[0], "select count(distinct lineage), count(*) from provisions where id like '%/c1-2'")
    assert found == [(1, 3)]


def test_a_document_that_fails_is_listed_and_stops_nothing(built) -> None:
    """One unreadable document gives exit status 1 and a line with the reason; the rest is built."""
    _, summary = built
    assert summary.exit_status == 1
    assert len(summary.failures) == 1
    assert any(line.startswith("Failed:") for line in summary.lines())


def test_equal_texts_are_stored_once(built) -> None:
    """Unchanged provisions of several versions point at one stored text."""
    assert rows(built[0], "select count(*), count(distinct heading || char(0) || text) from texts")[0][0] == len(
        rows(built[0], "select distinct heading, text from texts")
    )
    shared = rows(built[0], "select count(distinct text_id), count(*) from provisions where slug = 'c1-1'")
    assert shared == [(1, 3)]


def test_search_finds_words(built) -> None:
    """The search index is there and in step with the texts."""
    found = rows(built[0], "select text from texts_fts where texts_fts match 'evidence' order by rank limit 1")
    assert "evidence" in str(found[0][0])


def test_every_table_and_view_has_its_columns(built) -> None:
    """The file has exactly the tables and views that are described."""
    names = {row[0] for row in rows(built[0], "select name from sqlite_master where type in ('table', 'view')")}
    described = set(metadata.tables) | set(VIEWS)
    assert {name for name in names if not name.startswith(("sqlite_", "texts_fts"))} == described


def test_the_same_archive_gives_the_same_bytes(built, tmp_path: Path) -> None:
    """Building again, from nothing and with two processes, gives the same file and the same feeds."""
    data, _ = built
    (tmp_path / "snapshots").symlink_to(data / "snapshots")
    build(tmp_path, example_corpus.catalogue(), jobs=2, parse=example_corpus.grammar, parser="test")
    assert digest(tmp_path / "keeling.db") == digest(data / "keeling.db")
    assert digest(tmp_path / "feeds" / "all.atom") == digest(data / "feeds" / "all.atom")


def test_a_build_that_breaks_leaves_the_last_database(built, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An error in the middle of a build leaves the file that was there, and no half of a new one."""
    data, _ = built
    (tmp_path / "snapshots").symlink_to(data / "snapshots")
    (tmp_path / "keeling.db").write_bytes(b"the last one")

    def broken(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("db.build.work_rows.expression_rows", broken)
    with pytest.raises(WorldError, match="is full; the last database is still in place"):
        build(tmp_path, example_corpus.catalogue(), parse=example_corpus.grammar, parser="test")
    assert (tmp_path / "keeling.db").read_bytes() == b"the last one"
    assert not list(tmp_path.glob(".keeling*"))


def test_rows_for_an_unknown_table_are_refused(tmp_path: Path) -> None:
    """A row that would be lost because its table does not exist stops the load."""
    with pytest.raises(KeyError, match="no such tables: nowhere"), writing(tmp_path / "x.db") as loader:
        loader.add({"nowhere": [{}]})
    assert not (tmp_path / "x.db").exists()


def test_an_empty_archive_builds_an_empty_database(tmp_path: Path) -> None:
    """With nothing in the archive the database is there, empty but for the catalogue."""
    summary = build(tmp_path, example_corpus.catalogue(), parse=example_corpus.grammar, parser="test")
    assert (summary.versions, summary.exit_status) == (0, 0)
    assert rows(tmp_path, "select count(*) from works") == [(3,)]


def test_two_measures_with_one_number_keep_two_addresses(tmp_path: Path) -> None:
    """A document that uses a number twice loses neither of the two provisions."""
    twice = example_corpus.code("2030-01-10", example_corpus.moderation(), example_corpus.moderation("check"))
    example_corpus.archive(tmp_path, ("laid", twice))
    build(tmp_path, example_corpus.catalogue(), parse=example_corpus.grammar, parser="test")
    slugs = {row[0] for row in rows(tmp_path, "select slug from provisions where label = 'XYZ C1'")}
    assert slugs == {"c1", "c1~~2"}


def test_the_replica_codes_build(shared: Path, tmp_path: Path) -> None:
    """Both versions of a whole code are compared, and every paragraph is there."""
    store_from = [
        shared / "replica" / "truth" / f"pcu-{name}.json" for name in ("as-laid-2025-04-24", "issued-2025-07-04")
    ]
    laid, issued = (example_corpus.truth(path) for path in store_from)
    example_corpus.archive(tmp_path, ("laid", laid), ("issued", issued))
    known = example_corpus.catalogue()
    labelled = tuple(replace(work, scheme=Scheme("PCU")) if work.scheme else work for work in known.works)
    summary = build(tmp_path, replace(known, works=labelled), parse=example_corpus.grammar, parser="test")
    assert (summary.versions, summary.comparisons, summary.exit_status) == (2, 1, 0)
    counts = rows(tmp_path, "select measures from versions order by date")
    assert counts == [(50,), (50,)]


def test_a_bare_number_in_a_statement_means_the_code_with_that_prefix(tmp_path: Path) -> None:
    """A statement that names XYZ C1 points at that measure in the newest version of the code."""
    laid, issued = example_corpus.small_codes()
    bare = replace(example_corpus.statement(), references=(Reference("", "XYZ C1", "XYZ C1", "external"),))
    example_corpus.archive(tmp_path, ("laid", laid), ("issued", issued), ("letter", bare))
    build(tmp_path, example_corpus.catalogue(), parse=example_corpus.grammar, parser="test")
    assert rows(tmp_path, "select target_id from cross_references") == [("xyz@2030-03-01/c1",)]


def test_a_build_from_the_caches_gives_the_bytes_of_one_from_nothing(tmp_path: Path) -> None:
    """One snapshot more: only its own work is made again, and the file is that of a build from nothing."""
    laid, issued = example_corpus.small_codes()
    known = [("laid", laid), ("draft", example_corpus.instrument()), ("letter", example_corpus.statement())]
    example_corpus.archive(tmp_path, *known)
    build(tmp_path, example_corpus.catalogue(), parse=example_corpus.grammar, parser="test")
    kept = {path.name: path.stat().st_mtime_ns for path in (tmp_path / "cache" / "works").iterdir()}
    example_corpus.archive(tmp_path, ("issued", issued))
    build(tmp_path, example_corpus.catalogue(), parse=example_corpus.grammar, parser="test")
    later = {path.name: path.stat().st_mtime_ns for path in (tmp_path / "cache" / "works").iterdir()}
    assert len(later) == len(kept) == 3
    assert len(set(later.items()) & set(kept.items())) == 2
    anew = tmp_path / "anew"
    anew.mkdir()
    (anew / "snapshots").symlink_to(tmp_path / "snapshots")
    build(anew, example_corpus.catalogue(), jobs=3, parse=example_corpus.grammar, parser="test")
    assert digest(anew / "keeling.db") == digest(tmp_path / "keeling.db")


def test_another_parser_makes_every_work_again(built, tmp_path: Path) -> None:
    """Rows made from what another parser read are never taken from the cache."""
    (tmp_path / "snapshots").symlink_to(built[0] / "snapshots")
    made = []
    for parser in ("test", "another"):
        build(tmp_path, example_corpus.catalogue(), parse=example_corpus.grammar, parser=parser)
        made.append({path.name for path in (tmp_path / "cache" / "works").iterdir()})
    assert made[0]
    assert not made[0] & made[1]


def test_a_damaged_file_of_rows_is_made_again(built, tmp_path: Path) -> None:
    """A cache that the disk damaged costs time and nothing else: the database is the same."""
    (tmp_path / "snapshots").symlink_to(built[0] / "snapshots")
    build(tmp_path, example_corpus.catalogue(), parse=example_corpus.grammar, parser="test")
    before = digest(tmp_path / "keeling.db")
    for path in (tmp_path / "cache" / "works").iterdir():
        path.write_bytes(b"damaged" * 1000)
    build(tmp_path, example_corpus.catalogue(), parse=example_corpus.grammar, parser="test")
    assert digest(tmp_path / "keeling.db") == before


def test_a_reference_to_another_work_finds_its_provision(built) -> None:
    """A statement that cites a measure points at the newest version of the code."""
    found = rows(built[0], "select target_id from cross_references where target = 'xyz#XYZ C1'")
    assert found == [("xyz@2030-03-01/c1",)]


def test_the_provisions_of_a_version_stand_in_rows_that_follow_each_other(built) -> None:
    """From the place of a version and a position in it follows the row, in every version, in order."""
    found = rows(
        built[0],
        "select p.rowid, v.place + p.position, p.version_id, v.id, v.provisions from provisions p"
        " join versions v on p.rowid between v.place + 1 and v.place + v.provisions",
    )
    assert [row for row, *_ in found] == list(range(1, len(found) + 1))
    assert all(row == place and of == version for row, place, of, version, _ in found)
    counted = dict(rows(built[0], "select version_id, count(*) from provisions group by version_id"))
    assert counted == {version: provisions for *_, version, provisions in found}


def test_what_a_change_touches_has_the_labels_it_names(built) -> None:
    """The rows a change points at are the provisions whose labels it gives, before and after."""
    found = rows(
        built[0],
        "select x.before, b.label, x.after, a.label, b.version_id, k.before_id, a.version_id, k.after_id"
        " from change_provision x join changes c on c.id = x.change join comparisons k on k.id = c.comparison_id"
        " left join provisions b on b.id = x.before_id left join provisions a on a.id = x.after_id",
    )
    assert found
    for before, old, after, new, old_version, earlier, new_version, later in found:
        assert (before, after) == (old, new)
        assert old is None or old_version == earlier
        assert new is None or new_version == later


def test_a_row_that_refers_to_nothing_stops_the_build(tmp_path: Path) -> None:
    """A database whose rows do not hold together never takes the place of the last one."""
    work = {
        "id": "x",
        "title": "X",
        "publisher_id": "nobody",
        "amends": "[]",
        "catalogued": True,
        "illustrative": False,
    }
    (tmp_path / "x.db").write_bytes(b"the last one")
    with pytest.raises(WorldError, match="works refers to a publishers"), writing(tmp_path / "x.db") as loader:
        loader.add({"works": [work]})
    assert (tmp_path / "x.db").read_bytes() == b"the last one"
    assert not list(tmp_path.glob(".x.db*"))
