"""The server and the build as real processes: ports, new builds under readers, kills."""

import asyncio
import hashlib
import signal
import socket
import sqlite3
import threading
import time
import urllib.request
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import example_corpus
import httpx
import pytest

from corpus.errors import NothingFound, UsageError
from db.build.run import build
from db.serve.application import TURN_SECONDS, Serving, _listen, serve
from tests.started import Program

SERVE = (
    "from pathlib import Path; import sys; from db.serve import application; application.WATCH_SECONDS = 0.2;"
    " application.serve(Path(sys.argv[1]), port=int(sys.argv[2]))"
)
"""A server that looks more often than usual for a new build."""
BUILD = """
import sys
from pathlib import Path
sys.path.insert(0, sys.argv[2])
import example_corpus
from db.build.run import build
build(Path(sys.argv[1]), example_corpus.catalogue(), parse=example_corpus.grammar, parser=sys.argv[3])
"""


@contextmanager
def serving(data: Path, port: int = 0) -> Iterator[tuple[str, Program]]:
    """A server process and its address."""
    process = Program(SERVE, data, port)
    try:
        yield process.stderr.readline().split()[3], process
    finally:
        process.terminate()
        process.communicate(timeout=30)


def get(address: str) -> str:
    """The body of a page."""
    with urllib.request.urlopen(address, timeout=30) as answer:
        return answer.read().decode()


def test_a_taken_port_is_replaced_by_a_free_one(built) -> None:
    """Where the default port is taken the server says which one it uses instead."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with serving(built[0], port) as (address, _):
            assert f":{port}/" not in address
            assert "Example Code" in get(address)


def test_a_burst_of_connections_is_shared() -> None:
    """Who took one leaves the next for a moment to another process; none is refused, and none waits for ever."""
    listening = _listen("127.0.0.1", 0)
    clients = [socket.create_connection(listening.getsockname()) for _ in range(2)]
    listening.setblocking(False)
    assert 0 < TURN_SECONDS < 0.1
    listening.turn = 600.0
    first, _ = listening.accept()
    with pytest.raises(BlockingIOError):
        listening.accept()
    listening.taken -= listening.turn  # its turn is over, without waiting for it
    second, _ = listening.accept()
    for each in (first, second, listening, *clients):
        each.close()


def test_ctrl_c_ends_the_server_quietly(built) -> None:
    """An interrupt ends the server with status 0 and without a traceback."""
    with serving(built[0]) as (address, process):
        get(address)
        process.send_signal(signal.SIGINT)
        _, said = process.communicate(timeout=30)
        assert process.returncode == 0
        assert "Traceback" not in said


@pytest.mark.slow
def test_a_new_build_is_taken_up_while_pages_are_read(tmp_path: Path) -> None:
    """Readers see the old build, then the new one, and never an error."""
    laid, issued = example_corpus.small_codes()
    store = example_corpus.archive(tmp_path, ("laid", laid))
    build(tmp_path, example_corpus.catalogue(), parse=example_corpus.grammar, parser="test")
    with serving(tmp_path) as (address, _):
        assert "1 March 2030" not in get(f"{address}xyz")
        stop, pages = threading.Event(), []

        def read() -> None:
            while not stop.is_set():
                pages.append((get(f"{address}xyz"), get(f"{address}xyz/2030-01-10/c1-2")))

        readers = [threading.Thread(target=read) for _ in range(4)]
        for reader in readers:
            reader.start()
        example_corpus.archive(tmp_path, ("issued", issued))
        assert store.sightings()
        build(tmp_path, example_corpus.catalogue(), parse=example_corpus.grammar, parser="test")
        until = time.monotonic() + 60
        while "1 March 2030" not in get(f"{address}xyz"):
            assert time.monotonic() < until
            time.sleep(0.1)
        stop.set()
        for reader in readers:
            reader.join()
    # a page is of the old build or of the new one: its timeline and its table of measures agree
    assert len(pages) > 4
    for code, paragraph in pages:
        new = "Read the version of 1 March 2030" in code
        assert new == ("In the version of 1 March 2030" in code)
        assert "should not delete evidence" in paragraph


@pytest.mark.slow
async def test_a_table_is_of_the_build_it_began_with(tmp_path: Path) -> None:
    """Rows and their count come through several connections, all to the file that was there at the start."""
    laid, issued = example_corpus.small_codes()
    example_corpus.archive(tmp_path, ("laid", laid))
    build(tmp_path, example_corpus.catalogue(), parse=example_corpus.grammar, parser="test")
    serving = await asyncio.to_thread(Serving, tmp_path / "keeling.db", False)
    example_corpus.archive(tmp_path, ("issued", issued))
    build(tmp_path, example_corpus.catalogue(), parse=example_corpus.grammar, parser="test")
    with closing(sqlite3.connect(tmp_path / "keeling.db")) as connection:
        now = connection.execute("select count(*) from versions").fetchone()[0]
    seen = set()
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app=serving), base_url="http://localhost") as client:
        # a filter has Datasette count the rows; without one it knows the count from the start
        address = "/keeling/versions.json?work_id__contains=x"
        for each in await asyncio.gather(*(client.get(address) for _ in range(24))):
            seen.add((len(each.json()["rows"]), each.json()["filtered_table_rows_count"]))
    assert len(seen) == 1
    rows, count = seen.pop()
    assert rows == count < now


@pytest.mark.slow
def test_a_killed_build_leaves_a_whole_database(tmp_path: Path) -> None:
    """Whenever a build is killed, the file is the last one or the new one, sound, and the next build succeeds."""
    example_corpus.example(tmp_path)
    command = (BUILD, tmp_path, Path(__file__).parents[1])

    def build_again(parser: str) -> None:
        process = Program(*command, parser)
        assert process.communicate()[1] == ""
        assert process.returncode == 0

    build_again("first")
    whole = {digest(tmp_path)}
    build_again("second")
    whole.add(digest(tmp_path))
    for nth in range(8):
        process = Program(*command, f"run{nth % 2}")
        time.sleep(0.03 + 0.03 * nth)
        process.kill()
        process.communicate()
        connection = sqlite3.connect(tmp_path / "keeling.db")
        assert connection.execute("pragma integrity_check").fetchone() == ("ok",)
        assert connection.execute("select count(*) from versions").fetchone() == (5,)
        connection.close()
    build_again("first")
    assert digest(tmp_path) in whole
    assert not list(tmp_path.glob(".keeling*"))


def digest(data: Path) -> str:
    """SHA-256 of the database."""
    return hashlib.sha256((data / "keeling.db").read_bytes()).hexdigest()


def test_no_database_and_an_impossible_port_are_said(tmp_path: Path, built) -> None:
    """Both are refused before anything is served."""
    with pytest.raises(NothingFound, match="keeling build"):
        serve(tmp_path)
    with pytest.raises(UsageError, match="port"):
        serve(built[0], port=99_999)


PAGES_QUERIES = [
    "select p.id from versions v join provisions p on p.rowid between v.place + 1 and v.place + 2 where v.id = 'v'",
    "select id from provision where version = 'v' order by position",
    "select id from provision where id = 'v/c1'",
    "select id from measure where version = 'v'",
    "select p.id from versions v join provisions p on p.id = v.id || '/c1' where v.work_id = 'w'",
    "select id from provisions where lineage = 1",
    "select id from provisions where text_id = 1",
    "select id from provisions where version_id = 'v' and kind = 'measure'",
    "select id from changes where comparison_id = 'c' order by position",
    "select id from change_provisions where after_row between 1 and 2",
    "select id from change_provision where change = 'c'",
    "select id from change_provision where after_id = 'p'",
    "select title from index_entries where version_id = 'v' and measure = 'm'",
    "select text from cross_references where version_id = 'v'",
    "select source from cross_references where target_id = 'p'",
    "select term from definitions where version_id = 'v'",
    "select id from news where work_id = 'w'",
    "select number from sightings where url = 'u'",
]


@pytest.fixture(scope="module")
def unmeasured(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The schema without rows and without statistics of a tiny corpus."""
    data = tmp_path_factory.mktemp("unmeasured")
    build(data, example_corpus.catalogue(), parse=example_corpus.grammar, parser="test")
    with closing(sqlite3.connect(data / "keeling.db")) as connection:
        connection.executescript("delete from sqlite_stat1;")
    return data / "keeling.db"


@pytest.mark.parametrize("sql", PAGES_QUERIES)
def test_pages_use_indexes(unmeasured: Path, sql: str) -> None:
    """No query that a page repeats reads a whole table (planned without the statistics of a tiny corpus)."""
    with closing(sqlite3.connect(unmeasured)) as connection:
        plan = " ".join(row[3] for row in connection.execute(f"explain query plan {sql}"))
    assert "SCAN" not in plan, plan
