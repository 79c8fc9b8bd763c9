"""Builds that overlap, builds that are killed, caches that are damaged: what is published in the end must be whole.

    python -m benchmarks.endurance overlaps [200]    two builds of one data directory at random moments
    python -m benchmarks.endurance kills [100]       `build --jobs 2` ended by a signal at a random moment
    python -m benchmarks.endurance caches [40]       one file of the caches changed, then a build

On a small generated corpus, or with `--sample` on the one that ships, made and built once. A build gives the same
bytes each time, so a published database is whole where it is, byte for byte, the one of an undisturbed build, or the
one that was there before. The first result that is none of these ends the run with its number, the seed of its chances.
"""

import hashlib
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import uuid
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from benchmarks.corpus_generator import generate

CLI = Path(__file__).resolve().parents[1] / "cli.py"
BUSY = 75
MARK = "KEELING_ENDURANCE"
"""A variable by which every process that one of these builds started is known again."""

SIGNALS = (signal.SIGKILL, signal.SIGKILL, signal.SIGTERM, signal.SIGINT)
GONE_SECONDS = 10.0


@dataclass(frozen=True, slots=True)
class Base:
    """An archive that was built: its folder, the digests of its database and of the one before its last document."""

    folder: Path
    gold: str
    old: str
    old_file: Path
    seconds: float


def digest(path: Path) -> str:
    """SHA-256 of a file; empty where there is none."""
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except FileNotFoundError:
        return ""


def begin(data: Path, *options: str, mark: str = "") -> subprocess.Popen[bytes]:
    """A build of a data directory in a process of its own."""
    return subprocess.Popen(
        [sys.executable, str(CLI), "--data", str(data), "build", *options],
        env={**os.environ, MARK: mark},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def prepare(folder: Path, *, sample: bool) -> Base:
    """A corpus built from nothing, generated or the sample; and the database it had one document earlier."""
    base, before = folder / "made" / "demo", folder / "before"
    if sample:
        _crawl_sample(folder)
    else:
        generate(base, 4, measures=4)
    shutil.copytree(base, before, ignore=shutil.ignore_patterns("keeling.db"))
    ledger = before / "snapshots" / "ledger.jsonl"
    ledger.write_bytes(b"".join(ledger.read_bytes().splitlines(keepends=True)[:-1]))
    assert begin(before).wait() in (0, 1)
    shutil.rmtree(base / "cache", ignore_errors=True)
    begun = time.monotonic()
    assert begin(base).wait() in (0, 1)
    seconds = time.monotonic() - begun
    gold, old = digest(base / "keeling.db"), digest(before / "keeling.db")
    assert gold != old
    return Base(base, gold, old, before / "keeling.db", seconds)


def _crawl_sample(folder: Path) -> None:
    subprocess.run(
        [sys.executable, str(CLI), "--data", str(folder / "made"), "demo", "--no-serve"],
        capture_output=True,
        check=True,
    )


def place(base: Base, folder: Path, chance: random.Random, *, cold: bool) -> Path:
    """A copy of the archive with the older database or none, its caches whole, half there or gone."""
    data = folder / "trial"
    shutil.rmtree(data, ignore_errors=True)
    shutil.copytree(base.folder, data)
    (data / "keeling.db").unlink()
    if chance.random() < 0.5:
        shutil.copy(base.old_file, data / "keeling.db")
    state = "nothing" if cold else chance.choice(("all", "readings", "nothing"))
    if state != "all":
        shutil.rmtree(data / "cache" / ("works" if state == "readings" else ""))
    return data


def overlaps(base: Base, folder: Path, times: int) -> Counter[str]:
    """Two builds at once until so many pairs overlapped; every file that has the database's name meanwhile is whole."""
    seen: Counter[str] = Counter()
    number = 0
    while seen["pairs that overlapped"] < times:
        number += 1
        chance = random.Random(number)
        data = place(base, folder, chance, cold=False)
        watch = Watch(data / "keeling.db", {digest(data / "keeling.db"), base.gold}, number)
        jobs = ("--jobs", str(chance.choice((1, 1, 2))))
        first, begins = begin(data, *jobs), time.monotonic() + chance.uniform(0, base.seconds)
        watch.until(lambda at=begins: time.monotonic() >= at)
        seen["pairs that overlapped"] += first.poll() is None
        second = begin(data, *jobs)
        watch.until(lambda pair=(first, second): all(each.poll() is not None for each in pair))
        ends = sorted((first.returncode, second.returncode))
        assert ends[0] in (0, 1), (number, ends)
        assert ends[1] in (0, 1, BUSY), (number, ends)
        assert digest(data / "keeling.db") == base.gold, number
        _no_rest(data, number)
        seen["builds refused with 75"] += BUSY in ends
        seen["databases looked at while builds ran"] += watch.seen
    return seen


@dataclass(slots=True)
class Watch:
    """Looks at each file that takes the database's name; only those with a known digest may."""

    database: Path
    known: set[str]
    number: int
    seen: int = 0
    inode: int = 0

    def until(self, done: Callable[[], bool]) -> None:
        """Look until something is done."""
        while not done():
            inode = self.database.stat().st_ino if self.database.exists() else 0
            if inode != self.inode:
                self.seen, self.inode = self.seen + 1, inode
                assert digest(self.database) in self.known, f"{self.number}: neither the last database nor the new one"
            time.sleep(0.01)


def _no_rest(data: Path, number: int) -> None:
    rest = [path.name for path in data.iterdir() if path.name.startswith(".keeling")]
    assert not rest, f"{number}: left behind: {rest}"


def kills(base: Base, folder: Path, times: int) -> Counter[str]:
    """A build with two processes ended at a random moment, so often: nobody stays, and the next build is as ever."""
    seen: Counter[str] = Counter()
    for number in range(times):
        chance, mark = random.Random(number), uuid.uuid4().hex
        data = place(base, folder, chance, cold=True)
        first = digest(data / "keeling.db")
        process = begin(data, "--jobs", "2", mark=mark)
        time.sleep(chance.uniform(0.05, base.seconds))
        stopped = process.poll() is None
        process.send_signal(how := chance.choice(SIGNALS))
        process.wait()
        assert not (stay := _stay(mark)), f"{number}: after {how.name} {len(stay)} processes stay: {stay}"
        assert digest(data / "keeling.db") in (first, base.gold), number
        seen[f"ended by {how.name}" if stopped else "already at its end"] += 1
        if number % 5 == 0:
            assert begin(data).wait() in (0, 1)
            assert digest(data / "keeling.db") == base.gold, number
            _no_rest(data, number)
            seen["built again, as undisturbed"] += 1
    return seen


def _stay(mark: str) -> list[str]:
    """What processes of a build are left after a while, in words."""
    until = time.monotonic() + GONE_SECONDS
    while (left := _marked(mark)) and time.monotonic() < until:
        time.sleep(0.05)
    return left


def _marked(mark: str) -> list[str]:
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            if f"{MARK}={mark}".encode() in (folder / "environ").read_bytes():
                found.append((folder / "cmdline").read_bytes().replace(b"\0", b" ").decode("utf-8", "replace").strip())
        except OSError:
            continue  # ended meanwhile, or nobody's of ours
    return [each for each in found if each]


Damage = Callable[[bytes, random.Random], bytes]


def _flipped(body: bytes, chance: random.Random) -> bytes:
    at = chance.randrange(len(body))
    return body[:at] + bytes([body[at] ^ 1 << chance.randrange(8)]) + body[at + 1 :]


def _cut(body: bytes, chance: random.Random) -> bytes:
    return body[: chance.randrange(len(body))]


def _zeros(body: bytes, chance: random.Random) -> bytes:
    at = chance.randrange(len(body))
    return body[:at] + b"\0" * len(body[at:])  # what a power cut leaves of blocks that were never written


DAMAGES: dict[str, Damage] = {
    "a word": lambda body, _: body.replace(b"should", b"should not").replace(b" not ", b" now "),
    "a number": lambda body, _: body.replace(b"1", b"7"),
    "a bit": _flipped,
    "cut": _cut,
    "emptied": lambda _body, _chance: b"",
    "more behind it": lambda body, _: body + b" ",
    "zeros to its end": _zeros,
}


def caches(base: Base, folder: Path, times: int) -> Counter[str]:
    """One file of the caches changed, removed or replaced by another, so often: the build is as ever."""
    seen: Counter[str] = Counter()
    kinds = [*DAMAGES, "another file's", "gone"]
    for number in range(times):
        chance, data = random.Random(number), place(base, folder, random.Random(number), cold=False)
        shutil.rmtree(data / "cache", ignore_errors=True)
        shutil.copytree(base.folder / "cache", data / "cache")
        files = sorted(path for path in (data / "cache").rglob("*") if path.is_file())
        kind, path = kinds[number % len(kinds)], chance.choice(files)
        if chance.random() < 0.7:  # rows of works may hide what happened to a reading: without them it is read
            _remove_works(data, path)
        body = path.read_bytes()
        if kind == "gone":
            path.unlink()
        elif kind == "another file's":
            path.write_bytes(chance.choice([each for each in files if each != path]).read_bytes())
        else:
            path.write_bytes(DAMAGES[kind](body, chance))
        assert begin(data).wait() in (0, 1), (number, kind, path)
        assert digest(data / "keeling.db") == base.gold, f"{number}: {kind} in {path}: another database"
        changed = not path.exists() or path.read_bytes() == body
        seen[f"{kind}: {'made again' if changed else 'read by nothing'}"] += 1
    return seen


def _remove_works(data: Path, but: Path) -> None:
    for each in (data / "cache" / "works").glob("*"):
        if each != but:
            each.unlink()


RUNS = {"overlaps": (overlaps, 200), "kills": (kills, 100), "caches": (caches, 40)}


def main(name: str, times: int, *, sample: bool) -> None:
    """Run one of them and print what was seen."""
    with tempfile.TemporaryDirectory() as folder:
        base = prepare(Path(folder), sample=sample)
        seen = RUNS[name][0](base, Path(folder), times)
        print(f"{name}, {times} times: every published database is whole")
        for what, count in sorted(seen.items()):
            print(f"  {what}: {count}")


if __name__ == "__main__":
    chosen = [each for each in sys.argv[1:] if each != "--sample"]
    if not chosen or chosen[0] not in RUNS:
        sys.exit(__doc__)
    main(chosen[0], int(chosen[1]) if len(chosen) > 1 else RUNS[chosen[0]][1], sample="--sample" in sys.argv)
