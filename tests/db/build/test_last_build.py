"""A build against the database it is to replace: a ledger cut or rewritten, a damaged body, a changed cache."""

import hashlib
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner
from lantern_archive import CATALOGUE, CODE, DRAFT, Archive

from cli import cli
from corpus.errors import ArchiveDamaged, ArchiveLocked, WorldError
from corpus.files import only_one
from corpus.snapshots import GENESIS, SnapshotStore
from db.build.check import check
from db.build.last import last_build
from db.build.load import writing
from db.build.run import build
from parser.readers import sandbox
from parser.readers.seccomp import confine

URL = "https://www.office.example.org/code.txt"


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A code and an instrument, archived and built."""
    archive = Archive(tmp_path)
    archive.add(CODE.format(day="4 July 2025"), URL)
    archive.add(
        DRAFT.format(day="18 June 2026", isbn="", old="record", new="log"), work="lan-amendments", date="2026-06-18"
    )
    build(tmp_path, CATALOGUE)
    return tmp_path


def lines(data: Path) -> list[bytes]:
    """The lines of the ledger."""
    return (data / "snapshots" / "ledger.jsonl").read_bytes().splitlines(keepends=True)


def rechained(found: list[bytes]) -> bytes:
    """The ledger with another time in its first line, every line after it chained anew."""
    made, previous = b"", GENESIS
    for line in found:
        entry = json.loads(line) | {"previous": previous, "time": "2019-01-01T00:00:00+00:00"}
        written = json.dumps(entry, ensure_ascii=True, sort_keys=True).encode() + b"\n"
        made, previous = made + written, hashlib.sha256(written).hexdigest()
    return made


DAMAGE: dict[str, Callable[[list[bytes]], bytes]] = {
    "last line cut off": lambda found: b"".join(found[:-1]),
    "emptied": lambda _: b"",
    "rewritten and chained anew": rechained,
}


@pytest.mark.parametrize("kind", DAMAGE)
def test_a_ledger_that_is_not_the_one_built_from_is_said(data: Path, kind: str) -> None:
    """By check, and by a build, which leaves the last database in place."""
    before = (data / "keeling.db").read_bytes()
    (data / "snapshots" / "ledger.jsonl").write_bytes(DAMAGE[kind](lines(data)))
    said = check(data, CATALOGUE)
    assert said.exit_status == 1
    assert said.found["archive"]
    with pytest.raises(ArchiveDamaged):
        build(data, CATALOGUE)
    assert (data / "keeling.db").read_bytes() == before


def test_a_ledger_that_is_gone_is_damage_even_without_a_database(data: Path) -> None:
    """Bodies without a ledger are not an archive of nothing."""
    (data / "keeling.db").unlink()
    (data / "snapshots" / "ledger.jsonl").unlink()
    with pytest.raises(ArchiveDamaged, match="empty or gone"):
        build(data, CATALOGUE)
    assert "empty or gone" in " ".join(check(data, CATALOGUE).lines())


def test_a_lost_line_feed_loses_no_sighting(data: Path) -> None:
    """The line counts, both say so, and the next writer ends it."""
    ledger = data / "snapshots" / "ledger.jsonl"
    whole = ledger.read_bytes()
    ledger.write_bytes(whole[:-1])
    assert build(data, CATALOGUE).exit_status == 1
    assert "line feed" in " ".join(check(data, CATALOGUE).lines())
    assert len(SnapshotStore(data / "snapshots").sightings()) == 2
    with SnapshotStore(data / "snapshots").writing():
        pass
    assert ledger.read_bytes() == whole


def test_half_a_last_line_is_none(data: Path) -> None:
    """What a killed writer left is removed by the next one, and a build reads what is whole."""
    ledger = data / "snapshots" / "ledger.jsonl"
    whole = ledger.read_bytes()
    ledger.write_bytes(whole + b'{"url": "https://x.exam')
    assert build(data, CATALOGUE).exit_status == 0
    with SnapshotStore(data / "snapshots").writing():
        pass
    assert ledger.read_bytes() == whole


def test_a_damaged_body_stops_the_build_though_its_parse_is_kept(data: Path) -> None:
    """The last database stays; check says what it did not look at."""
    bodies = [path for path in (data / "snapshots" / "sha256").rglob("*") if path.is_file()]
    body = next(path for path in bodies if b"should" in path.read_bytes())
    body.write_bytes(body.read_bytes().replace(b"should", b"may   "))
    with pytest.raises(ArchiveDamaged, match="not the body"):
        build(data, CATALOGUE)
    said = check(data, CATALOGUE)
    assert said.to_json()["not_checked"] == ["parse", "database", "feeds"]
    assert "database: not checked, because the archive is damaged" in said.lines()


@pytest.mark.parametrize("what", ["parse/*/*.document.json", "parse/*/*.facts.json", "works/*.rows"])
@pytest.mark.parametrize("damage", [lambda b: b.replace(b"12", b"99"), lambda b: b[:40], lambda _: b""])
def test_what_is_damaged_in_a_cache_is_made_again(data: Path, what: str, damage: Callable[[bytes], bytes]) -> None:
    """The database is the same byte for byte, and check names the file before."""
    before = (data / "keeling.db").read_bytes()
    for path in (data / "cache").glob(what):
        path.write_bytes(damage(path.read_bytes()))
    if "parse" in what:
        for path in (data / "cache" / "works").glob("*"):
            path.unlink()
    assert check(data, CATALOGUE).found["caches"]
    build(data, CATALOGUE)
    assert (data / "keeling.db").read_bytes() == before
    assert check(data, CATALOGUE).exit_status == 0


def test_a_build_that_would_lose_a_document_keeps_the_last_database(data: Path) -> None:
    """Unless the loss is accepted: here a parser that reads nothing any more."""

    def blind(*_: object, **__: object) -> None:
        raise UnicodeError("nothing")

    before = (data / "keeling.db").read_bytes()
    with pytest.raises(WorldError, match=r"would lose what the last database has of .*lan@2025-07-04"):
        build(data, CATALOGUE, parse=blind, parser="blind")
    assert (data / "keeling.db").read_bytes() == before
    assert not list(data.glob(".keeling.db*"))
    build(data, CATALOGUE, parse=blind, parser="blind", accept_loss=True)
    found = last_build(data / "keeling.db")
    assert found is not None
    assert found.documents == ()


def test_two_builds_at_once(data: Path) -> None:
    """The second says so and changes nothing."""
    with only_one(data / "build.lock", "held"), pytest.raises(ArchiveLocked, match="another build"):
        build(data, CATALOGUE)


def test_a_file_without_its_search_or_views_is_not_published(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The swap comes after the new file has answered."""
    before = (data / "keeling.db").read_bytes()
    monkeypatch.setattr(
        "db.build.load.FTS",
        "create virtual table texts_fts using fts5(heading, text, content='texts', content_rowid='id');",
    )
    with pytest.raises(WorldError, match="not whole"), writing(data / "keeling.db") as loader:
        loader.add({"texts": [{"id": 1, "heading": "", "text": "word"}]})
    assert (data / "keeling.db").read_bytes() == before


WAITS = """
import os, sys, time
from pathlib import Path
from db.build.local import Local
def slow(n):
    Path(sys.argv[1], str(os.getpid())).touch()
    time.sleep(120)
list(Local(3)._map(slow, [1, 2, 3], 1))
"""


def test_workers_end_with_the_build_that_was_killed(tmp_path: Path) -> None:
    """However the build ends, no process of it stays behind."""
    running = subprocess.Popen([sys.executable, "-c", WAITS, str(tmp_path)])
    until = time.monotonic() + 60
    while len(list(tmp_path.iterdir())) < 3 and time.monotonic() < until:
        time.sleep(0.05)
    workers = [int(path.name) for path in tmp_path.iterdir()]
    running.send_signal(signal.SIGKILL)
    running.wait()
    while any(_runs(each) for each in workers) and time.monotonic() < until:
        time.sleep(0.05)
    assert len(workers) == 3
    assert not [each for each in workers if _runs(each)]


def _runs(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return "Z" not in Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[:1]


def test_the_command_names_a_ledger_that_is_gone(data: Path) -> None:
    """Bodies without a ledger are no empty archive: `keeling build` says what is missing, and keeps the database."""
    before = (data / "keeling.db").read_bytes()
    (data / "snapshots" / "ledger.jsonl").unlink()
    done = CliRunner().invoke(cli, ["--data", str(data), "build"])
    assert done.exit_code == 1
    assert "ledger.jsonl is empty or gone" in f"{done.output}{done.exception}"
    assert (data / "keeling.db").read_bytes() == before


def test_a_system_without_a_filter_is_named(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the kernel cannot keep a reader from the network, `check` says so; it finds nothing wrong for that."""
    here = check(data, CATALOGUE)
    assert here.to_json()["unfiltered"] == sandbox.run(confine)
    monkeypatch.setattr("parser.readers.sandbox.run", lambda _: "no filter of system calls is known for this kernel")
    said = check(data, CATALOGUE)
    assert said.exit_status == here.exit_status
    assert any(line.startswith("readers:") and "this kernel" in line for line in said.lines())


def test_check_says_that_nobody_has_signed(data: Path) -> None:
    """Where no witness outside was asked, nothing was found right: the line says so and nothing else of a witness."""
    said = [line for line in check(data, CATALOGUE).lines() if line.startswith("witness:")]
    assert len(said) == 1
    assert said[0].startswith("witness: not signed")
