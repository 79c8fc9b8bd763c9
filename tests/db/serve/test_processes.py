"""Several server processes: one address, and none is left behind."""

import os
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.started import Program

WATCH_SECONDS = 0.2
SERVE = (
    "from pathlib import Path; import sys; from db.serve import application;"
    f" application.WATCH_SECONDS = {WATCH_SECONDS};"
    " application.serve(Path(sys.argv[1]), port=0, processes=2)"
)
"""A server that looks more often than usual whether it was left alone."""
pytestmark = pytest.mark.skipif(not Path("/proc/self/task").is_dir(), reason="processes are looked up in /proc")


@contextmanager
def serving(data: Path) -> Iterator[tuple[str, Program]]:
    """Two server processes, both at work, and their address."""
    process = Program(SERVE, data, session=True)
    try:
        address = process.stderr.readline().split()[3]
        until(lambda: len(children(process.pid)) == 2)
        assert "Example Code" in get(address)
        yield address, process
    finally:
        process.kill()
        process.communicate(timeout=30)


def children(pid: int) -> list[int]:
    """The processes a process has started."""
    return [int(each) for each in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def alive(pid: int) -> bool:
    """Whether a process is there and no zombie."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def until(true: Callable[[], bool]) -> None:
    """Wait until something is so."""
    end = time.monotonic() + 30
    while not true():
        assert time.monotonic() < end
        time.sleep(0.05)


def get(address: str) -> str:
    """The body of a page."""
    with urllib.request.urlopen(address, timeout=30) as answer:
        return answer.read().decode()


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_no_process_outlives_the_first(built, how: signal.Signals) -> None:
    """However the server is ended, nothing of it is left, and it says nothing about it."""
    with serving(built[0]) as (_, process):
        found = children(process.pid)
        process.send_signal(how)
        process.wait(timeout=30)
        until(lambda: not any(map(alive, found)))
        assert process.returncode == (-signal.SIGKILL if how == signal.SIGKILL else 0)
        assert process.stderr.read() == ""


def test_ctrl_c_in_a_terminal_ends_all_quietly(built) -> None:
    """An interrupt that reaches every process at once ends the server with status 0 and without a word."""
    with serving(built[0]) as (_, process):
        os.killpg(process.pid, signal.SIGINT)
        process.wait(timeout=30)
        assert (process.returncode, process.stderr.read()) == (0, "")


def test_a_single_process_outlives_who_started_it(built) -> None:
    """A server put into the background goes on when the shell that started it is gone."""
    served = SERVE.replace("processes=2", "processes=1")
    shell = ["sh", "-c", '"$0" -c "$1" "$2" & echo $!', sys.executable, served, str(built[0])]
    process = subprocess.Popen(shell, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    assert process.stdout is not None
    assert process.stderr is not None
    server, address = int(process.stdout.readline()), process.stderr.readline().split()[3]
    process.wait(timeout=30)
    try:
        time.sleep(2 * WATCH_SECONDS)
        assert "Example Code" in get(address)
    finally:
        os.kill(server, signal.SIGKILL)
        process.communicate(timeout=30)


def test_a_process_that_is_killed_is_replaced() -> None:
    """A server process that ends by itself after a while makes room for another."""
    code = (
        "import os, time\nfrom db.serve import processes\nprocesses.EARLY_SECONDS = 0.0\n"
        "def work(speaks):\n    print(os.getpid(), flush=True)\n    time.sleep(60)\nprocesses.run(1, work)"
    )
    process = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    assert process.stdout is not None
    first = int(process.stdout.readline())
    os.kill(first, signal.SIGKILL)
    assert int(process.stdout.readline()) != first
    process.send_signal(signal.SIGINT)
    _, said = process.communicate(timeout=30)
    assert "ended with status -9; another takes its place" in said


def test_every_process_answers(built) -> None:
    """With one of the two stopped, connections are answered by the other."""
    with serving(built[0]) as (address, process):
        for stopped in children(process.pid):
            os.kill(stopped, signal.SIGSTOP)
            assert "Example Code" in get(address)
            os.kill(stopped, signal.SIGCONT)


def test_a_process_that_cannot_begin_ends_the_server() -> None:
    """Where a server process fails at once, the reason is said and the server does not try for ever."""
    code = "from db.serve.processes import run\ndef work(speaks): raise OSError('no such thing')\nrun(2, work)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode != 0
    assert "no such thing" in done.stderr
    assert "a server process ended at once" in done.stderr
