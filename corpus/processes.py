"""Processes that end when the one that started them ends."""

import ctypes
import os
import signal

_PR_SET_PDEATHSIG = 1
"""Linux's option of prctl(2): the signal a process gets when its parent ends."""


def end_with(parent: int) -> None:
    """Have the kernel kill this process when its parent ends, however that ends; where Linux offers it."""
    prctl = getattr(ctypes.CDLL(None), "prctl", None)
    if prctl is not None:
        prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:  # it ended before the kernel was asked
        os._exit(1)
