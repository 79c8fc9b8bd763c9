"""The archive: written so that a kill at any moment leaves it whole, read so that damage shows."""

import errno
import os
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.errors import ArchiveDamaged, ArchiveLocked, WorldError
from corpus.snapshots import GENESIS, Sighting, SnapshotStore

URL = "https://www.example.org/code"


@pytest.fixture
def store(tmp_path: Path) -> SnapshotStore:
    """An archive with a clock that stands still."""
    return SnapshotStore(tmp_path / "snapshots", clock=lambda: datetime(2026, 6, 18, 11, 10, tzinfo=UTC))


def fill(store: SnapshotStore, *bodies: bytes) -> list[Sighting]:
    """Store these bodies, one sighting each."""
    with store.writing():
        return [store.add(Sighting(URL, "ok"), body) for body in bodies]


def test_a_body_is_read_back_as_it_was_stored(store: SnapshotStore) -> None:
    """Bytes come back unchanged under the digest that the ledger names."""
    (sighting,) = fill(store, b"\x00\xff text")
    assert sighting.digest
    assert store.read(sighting.digest) == b"\x00\xff text"
    assert store.sightings() == [sighting]
    assert sighting.time == "2026-06-18T11:10:00+00:00"
    assert sighting.previous == GENESIS


def test_the_same_bytes_twice_are_one_body_and_two_sightings(store: SnapshotStore) -> None:
    """A second sighting of known bytes stores no second body."""
    first, second = fill(store, b"same", b"same")
    assert first.digest == second.digest
    assert len(store.sightings()) == 2
    assert len([p for p in (store.root / "sha256").rglob("*") if p.is_file()]) == 1


def test_a_sighting_without_body_is_recorded(store: SnapshotStore) -> None:
    """A failure is an event in the ledger, not content."""
    with store.writing():
        store.add(Sighting(URL, "blocked", http_status=403))
    assert store.sightings()[0].digest is None
    assert store.damage() == []


def test_writing_needs_the_lock(store: SnapshotStore) -> None:
    """Nothing is written outside `writing()`, and only one writer holds it."""
    with pytest.raises(RuntimeError, match="writing"):
        store.add(Sighting(URL, "ok"), b"x")
    with store.writing(), pytest.raises(ArchiveLocked, match="another keeling"), SnapshotStore(store.root).writing():
        pass


def damage_body(path: Path, how: str) -> None:
    """Do to a stored body what disks and people do."""
    if how == "flip":
        body = bytearray(path.read_bytes())
        body[len(body) // 2] ^= 1
        path.write_bytes(body)
    elif how == "truncate":
        os.truncate(path, path.stat().st_size // 2)
    elif how == "zero":
        path.write_bytes(bytes(path.stat().st_size))
    elif how == "delete":
        path.unlink()
    elif how == "rename":
        path.rename(path.with_name("0" * 64))
    elif how == "empty":
        path.write_bytes(b"")


@pytest.mark.parametrize("how", ["flip", "truncate", "zero", "delete", "rename", "empty"])
def test_every_damage_to_a_body_is_found(store: SnapshotStore, how: str) -> None:
    """A changed, cut, zeroed, missing or misnamed body is named by `damage` and never read."""
    first, second = fill(store, b"the first body", b"the second body")
    assert first.digest
    assert second.digest
    damage_body(store.path(first.digest), how)
    assert any(first.digest in problem for problem in store.damage())
    with pytest.raises(ArchiveDamaged):
        store.read(first.digest)
    assert store.read(second.digest) == b"the second body"


def test_swapped_bodies_are_found(store: SnapshotStore) -> None:
    """Two bodies that changed places are both damaged."""
    first, second = (store.path(s.digest or "") for s in fill(store, b"one", b"two"))
    one, two = first.read_bytes(), second.read_bytes()
    first.write_bytes(two)
    second.write_bytes(one)
    assert len(store.damage()) >= 2


def test_a_damaged_body_is_mended_by_storing_it_again(store: SnapshotStore) -> None:
    """The same bytes seen again replace a body that has rotted."""
    (sighting,) = fill(store, b"the body")
    damage_body(store.path(sighting.digest or ""), "flip")
    fill(store, b"the body")
    assert store.damage() == []


@given(line=st.integers(0, 4), how=st.sampled_from(["drop", "swap", "edit", "repeat"]))
@settings(max_examples=25, deadline=None)
def test_a_changed_ledger_shows(tmp_path_factory: pytest.TempPathFactory, line: int, how: str) -> None:
    """A line removed, moved, edited or repeated before the last breaks the chain."""
    store = SnapshotStore(tmp_path_factory.mktemp("a") / "s")
    fill(store, b"a", b"b", b"c", b"d", b"e", b"f")
    lines = store.ledger.read_bytes().splitlines(keepends=True)
    if how == "drop":
        del lines[line]
    elif how == "swap":
        lines[line], lines[line + 1] = lines[line + 1], lines[line]
    elif how == "edit":
        lines[line] = lines[line].replace(b"example", b"exampla")
    else:
        lines.insert(line, lines[line])
    store.ledger.write_bytes(b"".join(lines))
    assert store.damage()
    with pytest.raises(ArchiveDamaged, match="ledger"):
        store.sightings()


@given(cut=st.integers(1, 60))
@settings(max_examples=20, deadline=None)
def test_a_line_cut_off_by_a_crash_is_not_a_line(tmp_path_factory: pytest.TempPathFactory, cut: int) -> None:
    """After a kill in the middle of the last line the archive reads, and the next writer goes on."""
    store = SnapshotStore(tmp_path_factory.mktemp("a") / "s")
    fill(store, b"a", b"b")
    os.truncate(store.ledger, store.ledger.stat().st_size - cut)
    whole = cut == 1  # only the line feed is gone: the line is there
    assert len(store.sightings()) == 1 + whole
    fill(store, b"b")
    assert [s.number for s in store.sightings()] == [*range(1, 3 + whole)]
    assert store.damage() == []


def test_leftovers_of_a_killed_writer_are_removed(store: SnapshotStore) -> None:
    """A temporary file of a killed run is gone after the next run, and was never a body."""
    (sighting,) = fill(store, b"a")
    leftover = store.path(sighting.digest or "").with_name(".tmp-1-" + "0" * 64)
    leftover.write_bytes(b"half")
    assert store.damage() == []
    fill(store, b"b")
    assert not leftover.exists()


def test_only_digests_reach_the_file_system(store: SnapshotStore) -> None:
    """A path in place of a digest is refused."""
    for name in ("../../etc/passwd", "A" * 64, "", "0" * 63 + "/"):
        with pytest.raises(ArchiveDamaged, match="not a SHA-256"):
            store.path(name)


def test_the_head_witnesses_the_ledger(store: SnapshotStore) -> None:
    """The head's digest changes with every sighting, so a kept head proves the history."""
    assert store.head() == GENESIS
    fill(store, b"a")
    first = store.head()
    fill(store, b"b")
    assert store.head() not in (GENESIS, first)


def test_a_full_disk_is_said_and_leaves_the_archive_whole(
    store: SnapshotStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Half a line at the end of the ledger, as a full disk leaves it, is no line; the next writer goes on after it."""
    with store.writing():
        store.add(Sighting("https://example.org/a", "ok"), b"one")
    with pytest.raises(WorldError, match="is full; what was stored is whole"):
        _fill(store, monkeypatch)
    monkeypatch.undo()
    with store.writing():
        store.add(Sighting("https://example.org/c", "ok"), b"three")
    assert [sighting.url for sighting in store.sightings()] == ["https://example.org/a", "https://example.org/c"]
    assert store.damage() == []


def _fill(store: SnapshotStore, monkeypatch: pytest.MonkeyPatch) -> None:
    with store.writing():
        with open(store.ledger, "ab") as ledger:
            ledger.write(b'{"half')
        monkeypatch.setattr(os, "fsync", _full)
        store.add(Sighting("https://example.org/b", "ok"), b"two")


def _full(_descriptor: int) -> None:
    raise OSError(errno.ENOSPC, "No space left on device")
