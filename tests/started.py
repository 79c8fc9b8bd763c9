"""Programs of the tests as processes of their own that begin with keeling's libraries loaded.

Importing Scrapy or Datasette takes longer than most of what these programs do. Each is forked from one process that
loaded them and did nothing else; from then on it is like any other: it has its own archive, can be killed, and may
start processes itself. What a user types is started by the interpreter, in test_cli and test_readme.
"""

import multiprocessing
import os
import signal
import sys
import threading
from multiprocessing.connection import Connection
from typing import IO, Any

LOADED = ["crawler.run", "db.build.run", "db.serve.application", "db.schema.metadata", "datasette.app", "uvicorn"]
_START = multiprocessing.get_context("forkserver")
_START.set_forkserver_preload(LOADED)


class Program:
    """A program at work; the interface is that of `subprocess.Popen` with pipes for text."""

    def __init__(
        self, code: str, *arguments: object, environment: dict[str, str] | None = None, session: bool = False
    ) -> None:
        pipes = [_START.Pipe(duplex=False) for _ in range(2)]
        around = {"folder": os.getcwd(), "environment": dict(os.environ) | (environment or {}), "session": session}
        given = (code, [str(each) for each in arguments], [writer for _, writer in pipes])
        self._process = _START.Process(target=_run, args=given, kwargs=around)
        self._process.start()
        self.stdout, self.stderr = (_text(reader, writer) for reader, writer in pipes)

    @property
    def pid(self) -> int:
        """Its number."""
        return self._process.pid or 0

    @property
    def returncode(self) -> int | None:
        """Its exit status, negative for a signal; None while it runs."""
        return self._process.exitcode

    def poll(self) -> int | None:
        """Its exit status, or None."""
        return self._process.exitcode

    def wait(self, timeout: float | None = None) -> int:
        """Its exit status, when it has ended; TimeoutError where that takes longer."""
        self._process.join(timeout)
        if self._process.exitcode is None:
            raise TimeoutError(f"still running after {timeout} seconds")
        return self._process.exitcode

    def communicate(self, timeout: float | None = None) -> tuple[str, str]:
        """What is left of its output and its errors, when it has ended; nothing when it was asked before."""
        if self.stdout.closed:
            return "", ""
        said: list[str] = []
        listener = threading.Thread(target=lambda: said.append(self.stderr.read()))
        listener.start()
        output = self.stdout.read()
        listener.join()
        self.wait(timeout)
        self.stdout.close()
        self.stderr.close()
        return output, said[0]

    def send_signal(self, number: int) -> None:
        """Send it a signal, unless it has ended."""
        if self.poll() is None:
            os.kill(self.pid, number)

    def terminate(self) -> None:
        """Ask it to end."""
        self.send_signal(signal.SIGTERM)

    def kill(self) -> None:
        """End it."""
        self.send_signal(signal.SIGKILL)


def _text(reader: Connection, writer: Connection) -> IO[str]:
    """The parent's end of a pipe as text; the other end is the program's alone."""
    writer.close()
    text = os.fdopen(os.dup(reader.fileno()), encoding="utf-8")
    reader.close()
    return text


def _run(  # in the forked process
    code: str, arguments: list[str], pipes: list[Any], *, folder: str, environment: dict[str, str], session: bool
) -> None:
    """Run the code as `python -c CODE ARGUMENTS` would, in the folder and with the environment of who asked."""
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(environment)
    if session:
        os.setsid()
    for place, pipe in enumerate(pipes, 1):
        os.dup2(pipe.fileno(), place)
        pipe.close()
    sys.stdout, sys.stderr = (os.fdopen(os.dup(place), "w", 1) for place in (1, 2))
    multiprocessing.process._parent_process = None  # type: ignore[attr-defined]  # as if the interpreter had started it
    sys.argv = ["-c", *arguments]
    exec(code, {"__name__": "__main__"})
