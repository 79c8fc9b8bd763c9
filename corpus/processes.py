"""Processes that end when the one that started them ends, and that look for no garbage while there is none."""

import ctypes
import gc
import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager

_PR_SET_PDEATHSIG = 1
"""Linux's option of prctl(2): the signal a process gets when its parent ends."""


def end_with(parent: int) -> None:
    """Have the kernel kill this process when its parent ends, however that ends; where Linux offers it."""
    prctl = getattr(ctypes.CDLL(None), "prctl", None)
    if prctl is not None:
        prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:  # it ended before the kernel was asked
        os._exit(1)


@contextmanager
def no_collection() -> Iterator[None]:
    """No search for cyclic garbage meanwhile: there is none, and looking costs up to a third of the time.

    What it wraps should have let go of everything but its result, or the first search after it pays.
    """
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()
