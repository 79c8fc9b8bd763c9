"""Run a parse of a stranger's file in a process that may die without harm.

A PDF can make a reader loop, fill the memory or crash. `run` starts a worker with limits on
memory, processor time and wall time, without core dumps, without the right to write or remove files, to start a
program or to connect (`parser.readers.seccomp`), and returns what the function returns; whatever becomes of the
worker is an UnreadableInput. It ends with the process that started it.

Use it for files of unknown origin. It costs about 0.3 s for a new worker (Python and the PDF
libraries start again) and a few milliseconds for each further file of the same `Worker`:

    with Worker() as worker:
        for body in bodies:
            reading = worker.run(read_pdf, body)

What comes back is unpickled only into classes of keeling's own: a worker that was taken over
cannot make its parent run code.
"""

import contextlib
import io
import os
import pickle
import struct
import subprocess
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass, is_dataclass
from importlib import import_module
from types import TracebackType
from typing import IO, Any, Self, TypeVar

from corpus.errors import KeelingError, UnreadableInput
from corpus.processes import end_with

T = TypeVar("T")

MAX_ANSWER = 512 * 2**20
"""Bytes of an answer that a parent accepts."""

_LENGTH = struct.Struct(">Q")
_BOOT = "import sys; sys.path[:] = sys.argv[1:]; from parser.readers.sandbox import serve; serve()"
_TRUSTED = ("corpus.", "parser.")
_PLAIN = {("datetime", "date"), ("datetime", "datetime"), ("builtins", "set"), ("builtins", "frozenset")}
_SIGNALS = {9: "was stopped", 11: "crashed", 6: "crashed", 7: "crashed", 24: "used up its processor time"}


@dataclass(frozen=True, slots=True)
class Limits:
    """What one call may use: bytes of address space, seconds of processor, seconds of wall time."""

    memory: int = 1536 * 2**20
    cpu: float = 60.0
    wall: float = 240.0


LIMITS = Limits()

_inside = threading.Event()
"""Whether this process is a worker: what it is asked to read in another one, it reads itself."""


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """A function by its place, `package.module:function`: its module is imported where it is called.

    Who has a file read in a worker then loads none of the libraries that read it.
    """

    place: str

    def __call__(self, *args: Any, **named: Any) -> Any:
        """What the function returns or raises."""
        module, _, name = self.place.partition(":")
        return getattr(import_module(module), name)(*args, **named)


def run(function: Callable[..., T], *args: Any, limits: Limits = LIMITS) -> T:
    """Call a module's function in a worker of its own and return what it returns.

    Raises the KeelingError that the function raises, and UnreadableInput when it fails in any
    other way: a crash, a limit, an error that is no KeelingError. Arguments and result must pickle.
    """
    with Worker(limits) as worker:
        return worker.run(function, *args)


class Worker:
    """A process for many calls, one after another; a new one is started when a call kills it."""

    def __init__(self, limits: Limits = LIMITS) -> None:
        self.limits = limits
        self._process: subprocess.Popen[bytes] | None = None
        self._owner = os.getpid()
        self._turn = threading.Lock()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """End the process; the worker can be used again and starts another."""
        process, self._process = self._process, None
        if process is None or self._owner != os.getpid():
            return
        process.kill()
        process.wait()
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                with contextlib.suppress(OSError):
                    pipe.close()

    def run(self, function: Callable[..., T], *args: Any) -> T:
        """As the module's `run`; threads take turns."""
        with self._turn:
            return self._run(function, *args)

    def _run(self, function: Callable[..., T], *args: Any) -> T:
        if _inside.is_set():
            return function(*args)
        process = self._started()
        late = threading.Event()

        def stop() -> None:
            late.set()
            process.kill()

        timer = threading.Timer(self.limits.wall, stop)
        timer.start()
        try:
            answer = self._ask(process, pickle.dumps((function, args)))
        finally:
            timer.cancel()
        if answer is None:
            raise self._died(late.is_set())
        result: T = _opened(answer)
        return result

    def _started(self) -> subprocess.Popen[bytes]:
        if self._owner != os.getpid():  # forked: the process belongs to the parent, which still talks to it
            self._process, self._owner = None, os.getpid()
        if self._process is None or self._process.poll() is not None:
            self.close()
            self._process = subprocess.Popen(  # noqa: S603 - this interpreter, no word of the file
                [sys.executable, "-B", "-c", _BOOT, *sys.path],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
            )
            assert self._process.stdin is not None
            _send(self._process.stdin, pickle.dumps((self.limits.memory, self.limits.cpu, os.getpid())))
        return self._process

    def _ask(self, process: subprocess.Popen[bytes], question: bytes) -> bytes | None:
        """The worker's answer; None when it died."""
        assert process.stdin is not None
        assert process.stdout is not None
        try:
            _send(process.stdin, question)
            return _receive(process.stdout)
        except (BrokenPipeError, ConnectionError):
            return None

    def _died(self, late: bool) -> UnreadableInput:
        assert self._process is not None
        self._process.wait()
        status = self._process.returncode
        self.close()
        if late:
            what = f"took more than {self.limits.wall:g} seconds"
        else:
            what = _SIGNALS.get(-status, f"ended with status {status}")
        advice = "the file is broken or meant to do harm"
        return UnreadableInput(f"the reader {what} while it read the file ({advice}); fetch it again")


def _opened(answer: bytes) -> Any:
    """The result in an answer; raises the error in it, and UnreadableInput for what is neither."""
    try:
        good, value = _Answers(io.BytesIO(answer)).load()
    except (pickle.UnpicklingError, EOFError, AttributeError, ImportError, TypeError, ValueError, IndexError):
        raise UnreadableInput("the reader's answer made no sense; fetch the file again") from None
    if good:
        return value
    raise value if isinstance(value, KeelingError) else UnreadableInput("the reader failed without saying how")


class _Answers(pickle.Unpickler):
    """Unpickles values and errors of keeling's own and nothing that can act."""

    def find_class(self, module: str, name: str) -> Any:
        if (module, name) in _PLAIN:
            return super().find_class(module, name)
        if module.startswith(_TRUSTED) and "." not in name:
            found = super().find_class(module, name)
            if isinstance(found, type) and (is_dataclass(found) or issubclass(found, KeelingError)):
                return found
        raise UnreadableInput(
            f"the reader answered with {module}.{name}, which is not a document; fetch the file again"
        )


def serve() -> None:
    """The worker's side: answer questions on standard input until it closes."""
    questions, answers = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    limits = _receive(questions)
    if limits is None:
        return
    memory, cpu, parent = pickle.loads(limits)  # noqa: S301 - from the parent, which started this process
    end_with(parent)
    _confine(memory)
    while (question := _receive(questions)) is not None:
        _allow(cpu)
        _send(answers, _answer(question))


def _answer(question: bytes) -> bytes:
    """The pickled result or error of one call."""
    try:
        function, args = pickle.loads(question)  # noqa: S301 - from the parent, which started this process
        return pickle.dumps((True, function(*args)))
    except KeelingError as error:
        return pickle.dumps((False, error))
    except MemoryError:
        return pickle.dumps((False, UnreadableInput("the file needs more memory than a reader may use; it is broken")))
    except Exception as error:  # whatever a reader does on a hostile file must not end the worker
        message = f"the reader failed on the file ({type(error).__name__}: {' '.join(str(error).split())[:200]})"
        return pickle.dumps((False, UnreadableInput(f"{message}; please report it")))


def _confine(memory: int) -> None:
    """Limits for the life of the process: address space, no core dumps, no files written, no network, no programs."""
    import resource

    from parser.readers.seccomp import confine

    _inside.set()
    confine()  # where the kernel has no such filter the limits below are all there is, and `check` says so

    for what, value in ((resource.RLIMIT_AS, memory), (resource.RLIMIT_CORE, 0), (resource.RLIMIT_FSIZE, 0)):
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(what, (value, value))


def _allow(cpu: float) -> None:
    """Seconds of processor for the next call, on top of what was used before."""
    import math
    import resource

    usage = resource.getrusage(resource.RUSAGE_SELF)
    soft = math.ceil(usage.ru_utime + usage.ru_stime + cpu)
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_CPU, (soft if hard < 0 else min(soft, hard), hard))


def _send(pipe: IO[bytes], message: bytes) -> None:
    pipe.write(_LENGTH.pack(len(message)))
    pipe.write(message)
    pipe.flush()


def _receive(pipe: IO[bytes]) -> bytes | None:
    """One message; None at the end of the pipe or for a length that cannot be meant."""
    head = pipe.read(_LENGTH.size)
    if len(head) < _LENGTH.size:
        return None
    (length,) = _LENGTH.unpack(head)
    if length > MAX_ANSWER:
        return None
    message = pipe.read(length)
    return message if len(message) == length else None
