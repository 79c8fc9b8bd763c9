"""A reader that crashes, loops or swallows memory never harms its caller."""

import os
import pickle
import socket
import time
from collections.abc import Callable, Iterator
from contextlib import chdir
from functools import partial
from pathlib import Path

import pytest

from corpus.citation import Citation
from corpus.errors import Blocked, CitationError, KeelingError, UnreadableInput
from corpus.provision import Mark
from parser.readers.blocks import Block, Reading, printed
from parser.readers.sandbox import Limits, Worker, _opened, run
from parser.readers.seccomp import confine
from parser.readers.stand_ins import refuse_blocked

SHORT = Limits(wall=20.0, cpu=10.0)


class Evil:
    """Runs a command when it is unpickled."""

    def __init__(self, path: str) -> None:
        self.path = path

    def __reduce__(self) -> tuple[object, tuple[str, ...]]:
        return os.mkdir, (self.path,)


def test_returns_what_the_function_returns() -> None:
    """A value of keeling's own comes back equal, with everything inside it."""
    block = Block("a b", marker="1", marks=(Mark(1, "2", "2"),), cells=(Block("c"),))
    assert run(printed, block, limits=SHORT) == printed(block)
    with Worker(SHORT) as worker:
        assert worker.run(Reading, (block,), "pdf") == Reading((block,), "pdf")


def test_raises_the_functions_own_error() -> None:
    """A KeelingError keeps its class and message across the process."""
    with Worker(SHORT) as worker, pytest.raises(CitationError, match="is not a citation"):
        worker.run(Citation.parse, "?!")


def test_other_errors_are_unreadable_input() -> None:
    """An error nobody foresaw names its kind in one line and no traceback."""
    with Worker(SHORT) as worker:
        with pytest.raises(UnreadableInput, match=r"ValueError: invalid literal") as caught:
            worker.run(int, "many")
        assert "\n" not in str(caught.value)
        assert worker.run(int, "7") == 7


def test_crash_is_unreadable_input_and_the_worker_starts_again() -> None:
    """After a crash the next call gets a new process."""
    with Worker(SHORT) as worker:
        with pytest.raises(UnreadableInput, match="crashed"):
            worker.run(os.abort)
        assert worker.run(len, [1, 2]) == 2


def test_memory_is_limited() -> None:
    """A call that asks for more memory than allowed fails and leaves the worker alive."""
    with Worker(Limits(memory=400 * 2**20, wall=20.0)) as worker:
        with pytest.raises(UnreadableInput, match="more memory"):
            worker.run(bytearray, 2**30)
        assert worker.run(len, b"abc") == 3


def test_wall_time_is_limited() -> None:
    """A call that waits for ever is stopped."""
    with Worker(Limits(wall=0.6)) as worker, pytest.raises(UnreadableInput, match=r"more than 0\.6 seconds"):
        worker.run(time.sleep, 60)


def test_processor_time_is_limited_for_each_call() -> None:
    """A call that counts for ever is stopped; processor time of earlier calls does not count."""
    with Worker(Limits(cpu=0.5, wall=30.0)) as worker, pytest.raises(UnreadableInput, match="processor time"):
        worker.run(pow, 7, 10**10)


def test_what_the_function_prints_is_no_answer() -> None:
    """Output of a reader does not get into the answer's way."""
    with Worker(SHORT) as worker:
        assert worker.run(os.write, 1, b"noise") == 5
        assert worker.run(len, "abcd") == 4


def test_no_files_are_written(tmp_path: Path) -> None:
    """A reader that was taken over cannot fill the disk."""
    target = tmp_path / "written"
    with Worker(SHORT) as worker, pytest.raises(UnreadableInput):
        worker.run(Path.write_text, target, "x" * 10_000)
    assert not target.exists() or target.stat().st_size == 0


@pytest.mark.parametrize("good", [True, False])
def test_answers_cannot_run_code(tmp_path: Path, good: bool) -> None:
    """A pickled answer that names anything but a value of keeling's own is refused."""
    target = tmp_path / "made"
    with pytest.raises(UnreadableInput, match="not a document"):
        _opened(pickle.dumps((good, Evil(str(target)))))
    assert not target.exists()


@pytest.mark.parametrize("answer", [b"", b"junk", pickle.dumps(3), pickle.dumps((False, "no error"))])
def test_answers_without_sense_are_unreadable_input(answer: bytes) -> None:
    """A broken answer is a clear failure."""
    with pytest.raises(UnreadableInput):
        _opened(answer)


def test_errors_pickle_with_their_class() -> None:
    """Every error of the tree crosses the process as itself."""
    with pytest.raises(Blocked, match="a challenge"):
        run(refuse_blocked, "<html><head><title>Just a moment...</title></head><body></body></html>")
    assert issubclass(Blocked, KeelingError)


@pytest.fixture(scope="module")
def confined(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Worker, Path]]:
    """A worker that stands in a folder with one file; no act it is asked for may end it."""
    if why_not := run(confine):  # in another: the worker of the tests is confined by how it starts and by nothing else
        pytest.skip(why_not)
    folder = tmp_path_factory.mktemp("confined")
    (folder / "kept").write_text("words")
    with Worker() as worker:
        with chdir(folder):
            assert worker.run(len, "ab") == 2
        yield worker, folder


@pytest.mark.parametrize(
    "act",
    [
        partial(os.unlink, "kept"),
        partial(os.rename, "kept", "moved"),
        partial(os.open, "kept", os.O_RDWR),
        partial(os.open, "kept", os.O_WRONLY | os.O_TRUNC),
        partial(os.open, "made", os.O_CREAT | os.O_WRONLY),
        partial(os.mkdir, "made"),
        partial(os.chmod, "kept", 0o777),
        partial(os.symlink, "kept", "made"),
        partial(socket.create_connection, ("127.0.0.1", 9)),
        partial(os.execv, "/bin/true", ["true"]),
    ],
)
def test_a_worker_cannot_change_or_reach_anything(act: Callable[[], object], confined: tuple[Worker, Path]) -> None:
    """No file is written, made, moved or removed, no program is started, nothing is connected to."""
    worker, folder = confined
    with pytest.raises(UnreadableInput, match="not permitted"):
        worker.run(act)
    assert worker.run(Path.read_text, Path("kept")) == "words"
    assert [path.name for path in folder.iterdir()] == ["kept"]
    assert (folder / "kept").read_text() == "words"
