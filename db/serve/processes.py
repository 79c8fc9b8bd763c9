"""Several processes that serve one listening socket: a page is made by one core, so each core gets a process.

The processes are forked from one that has the libraries loaded and no threads. The file they serve
is read only, so they share nothing else. Each stops when the first process is gone, however it went.
"""

import multiprocessing
import os
import signal
import sys
import time
from collections.abc import Callable
from multiprocessing.connection import wait
from multiprocessing.process import BaseProcess
from types import FrameType

from corpus.errors import WorldError

MOST = 4
EARLY_SECONDS = 10.0
STOP_SECONDS = 10.0

Work = Callable[[bool], None]
"""What a process does until it is told to stop; the first of them is told that it speaks for all."""


def usual() -> int:
    """A process for each core this one may use, at most four; one where processes cannot be forked."""
    if "fork" not in multiprocessing.get_all_start_methods():
        return 1
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return min(cores, MOST)


def run(count: int, work: Work) -> None:
    """Keep so many processes at work until this one is interrupted or terminated.

    A process that ends by itself is replaced; raises WorldError where one ends as soon as it has begun.
    """
    running: dict[int, tuple[BaseProcess, float]] = {}
    before = signal.signal(signal.SIGTERM, _interrupt)
    try:
        for place in range(count):
            _start(running, place, work)
        while True:
            wait([process.sentinel for process, _ in running.values()])
            for place, (process, since) in list(running.items()):
                if not process.is_alive():
                    _judge(process, time.monotonic() - since)
                    _start(running, place, work)
    finally:
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        _stop([process for process, _ in running.values()])
        signal.signal(signal.SIGTERM, before)


def _interrupt(_signal: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def _start(running: dict[int, tuple[BaseProcess, float]], place: int, work: Work) -> None:
    """Start a process; an interruption waits until it is known, so that none is left behind."""
    process = multiprocessing.get_context("fork").Process(target=_worked, args=(work, place == 0))
    signal.pthread_sigmask(signal.SIG_BLOCK, _ENDS)
    try:
        process.start()
        running[place] = process, time.monotonic()
    finally:
        signal.pthread_sigmask(signal.SIG_UNBLOCK, _ENDS)


_ENDS = (signal.SIGINT, signal.SIGTERM)


def _worked(work: Work, speaks: bool) -> None:
    """The life of a process: Ctrl-C reaches all of them, and none has anything to say about it."""
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    try:
        signal.pthread_sigmask(signal.SIG_UNBLOCK, _ENDS)
        work(speaks)
    except KeyboardInterrupt:
        sys.exit(0)


def _judge(process: BaseProcess, lived: float) -> None:
    if process.exitcode == 0:
        raise KeyboardInterrupt  # Ctrl-C reached it first
    if lived < EARLY_SECONDS:
        raise WorldError(f"a server process ended at once with status {process.exitcode}; its message stands above")
    sys.stderr.write(f"A server process ended with status {process.exitcode}; another takes its place.\n")


def _stop(processes: list[BaseProcess]) -> None:
    for process in processes:
        process.terminate()
    until = time.monotonic() + STOP_SECONDS
    for process in processes:
        process.join(max(0.0, until - time.monotonic()))
        if process.is_alive():
            process.kill()
            process.join()
