"""A build over a real Dask scheduler with two workers, each a process of its own on loopback."""

import hashlib
import os
import signal
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import example_corpus
import pytest
import slow_grammar

from corpus.errors import UsageError, WorldError
from db.build import cluster
from db.build.run import build
from tests.started import Program

HERE = Path(__file__).parents[1]
CODES, VERSIONS = 16, 4


@dataclass
class Machines:
    """A scheduler and its workers."""

    address: str
    workers: list[Program]


def start(folder: Path, *arguments: str, version: str = "") -> Program:
    """A scheduler or worker; `version` makes it claim another version of keeling."""
    code = (
        f"import os, sys, warnings; os.chdir({str(folder)!r}); sys.path.insert(0, {str(HERE)!r})\n"
        "warnings.simplefilter('ignore')\n"
    )
    if version:
        code += (
            f"import db.build.row_cache; db.build.row_cache.rows_version = lambda: {version!r}\n"
            f"import db.build.cluster; db.build.cluster.rows_version = lambda: {version!r}\n"
        )
    code += "from dask.__main__ import main; sys.argv[0] = 'dask'; main()"
    return Program(code, *arguments, environment={"DASK_DISTRIBUTED__WORKER__MEMORY__TERMINATE": "false"})


COMMON = ("--no-dashboard", "--scheduler-file")


@pytest.fixture(scope="module")
def scheduler(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The file of a scheduler that every test gives workers of its own."""
    folder = tmp_path_factory.mktemp("scheduler")
    file = folder / "scheduler.json"
    process = start(folder, "scheduler", "--host", "127.0.0.1", "--port", "0", *COMMON, str(file))
    while not file.exists():
        assert process.poll() is None
        time.sleep(0.05)
    yield file
    stop(process)


def stop(process: Program) -> None:
    """End a process by its own id: asked to stop, a scheduler waits a minute for its connections to close."""
    process.kill()
    process.communicate()


@pytest.fixture
def launch(scheduler: Path, tmp_path: Path) -> Iterator[object]:
    """Starts workers; all of them are stopped afterwards, and gone before the next begin."""
    running: list[Program] = []
    address = cluster_address(scheduler)

    def run(workers: int = 2, version: str = "") -> Machines:
        options = ("--nthreads", "1", "--no-nanny", "--local-directory", str(tmp_path), "--host", "127.0.0.1")
        started = [
            start(tmp_path, "worker", *options, *COMMON, str(scheduler), version=version) for _ in range(workers)
        ]
        running.extend(started)
        wait_for(address, workers)
        return Machines(address, started)

    yield run
    for process in running:
        stop(process)
    wait_for(address, 0)


def cluster_address(file: Path) -> str:
    """The address in a scheduler's file."""
    import json

    return str(json.loads(file.read_text())["address"])


def wait_for(address: str, workers: int) -> None:
    """Until all workers have come, or all have gone."""
    from distributed import Client

    with Client(address, timeout=20, set_as_default=False) as client:
        if workers:
            client.wait_for_workers(workers, timeout=60)
        while not workers and client.scheduler_info()["workers"]:
            time.sleep(0.05)


def many_codes(data: Path) -> None:
    """An archive of codes, each with several versions."""
    words = ("review", "swiftly review", "always review", "review and record")
    example_corpus.archive(
        data,
        *(
            (
                f"code-{number}/{nth}",
                example_corpus.code(
                    f"20{30 + nth}-01-10",
                    example_corpus.moderation(f"{words[nth]} {number}"),
                    title=f"Code of the number {chr(65 + number)}",
                ),
            )
            for number in range(CODES)
            for nth in range(VERSIONS)
        ),
    )


def digest(path: Path) -> str:
    """SHA-256 of a file."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


@pytest.fixture(scope="module")
def alone(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive built with one process."""
    folder = tmp_path_factory.mktemp("alone")
    many_codes(folder)
    build(folder, example_corpus.catalogue(), parse=example_corpus.grammar, parser="test")
    return folder


@pytest.fixture
def archives(alone: Path, tmp_path: Path) -> tuple[Path, Path]:
    """The same archive in two data directories, the first of them built."""
    together = tmp_path / "together"
    together.mkdir()
    (together / "snapshots").symlink_to(alone / "snapshots")
    return alone, together


def test_a_worker_killed_in_the_middle_changes_nothing(launch, archives) -> None:
    """Two workers, one killed while it parses: the build ends with the same bytes as one process makes."""
    alone, together = archives
    machines = launch()
    left: list[int] = []

    def kill(done: int, total: int, _name: str) -> None:
        if not left:
            left.append(total - done)
            os.kill(machines.workers[0].pid, signal.SIGKILL)

    summary = build(
        together,
        example_corpus.catalogue(),
        parse=slow_grammar.grammar,
        parser="test",
        scheduler=machines.address,
        progress=kill,
    )
    assert left[0] > CODES
    assert machines.workers[0].wait(20) == -signal.SIGKILL
    assert (summary.versions, summary.failures) == (CODES * VERSIONS, ())
    assert digest(together / "keeling.db") == digest(alone / "keeling.db")
    assert digest(together / "feeds" / "all.atom") == digest(alone / "feeds" / "all.atom")


def test_workers_read_from_and_write_to_a_url(launch, archives) -> None:
    """With an fsspec URL the workers share no directory with the builder; the bytes are the same."""
    alone, together = archives
    machines = launch()
    store = together.parent / "bucket"
    store.mkdir()
    (store / "snapshots").symlink_to(alone / "snapshots")
    build(
        together,
        example_corpus.catalogue(),
        parse=example_corpus.grammar,
        parser="test",
        scheduler=machines.address,
        shared=store.as_uri(),
    )
    assert digest(together / "keeling.db") == digest(alone / "keeling.db")
    assert list((store / "cache" / "works").glob("*.rows"))
    assert not (together / "cache" / "parse").exists()


def test_a_scheduler_that_is_not_there_is_one_line(archives, monkeypatch: pytest.MonkeyPatch) -> None:
    """An address where nothing answers, and one that is none, say what to do; the last database stays."""
    alone, _ = archives
    before = digest(alone / "keeling.db")
    monkeypatch.setattr(cluster, "CONNECT_SECONDS", 1)
    with pytest.raises(WorldError, match=r"no scheduler answers at tcp://127\.0\.0\.1:9"):
        build(alone, example_corpus.catalogue(), scheduler="tcp://127.0.0.1:9")
    with pytest.raises(UsageError, match="no address of a scheduler"):
        build(alone, example_corpus.catalogue(), scheduler="nowhere://x:y")
    assert digest(alone / "keeling.db") == before


def test_workers_of_another_version_are_refused(launch, archives) -> None:
    """Rows of another version's making never get into a database."""
    _, together = archives
    machines = launch(workers=1, version="another")
    with pytest.raises(WorldError, match="1 of 1 workers have another version of keeling"):
        build(together, example_corpus.catalogue(), scheduler=machines.address)
    assert not (together / "keeling.db").exists()


def test_a_scheduler_without_workers_is_said(launch, archives) -> None:
    """A scheduler alone cannot build; that is said at once."""
    _, together = archives
    machines = launch(workers=0)
    with pytest.raises(WorldError, match="has no workers"):
        build(together, example_corpus.catalogue(), scheduler=machines.address)
