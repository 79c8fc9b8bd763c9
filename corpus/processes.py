"""Processes that end when the one that started them ends, and what a busy one is spared.

That is the search for garbage while there is none, and half the making of values that are made by the ten thousand.
"""

import gc
import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import MISSING, Field, fields
from typing import Any, TypeVar

T = TypeVar("T")

_PR_SET_PDEATHSIG = 1
"""Linux's option of prctl(2): the signal a process gets when its parent ends."""


def end_with(parent: int) -> None:
    """Have the kernel kill this process when its parent ends, however that ends; where Linux offers it."""
    import ctypes  # here: nearly every process loads this module, and few start another

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


def quickly(cls: type[T]) -> type[T]:
    """A frozen dataclass with slots, whose `__init__` fills the slots directly.

    The one that `dataclasses` writes sets every field by its name, past the guard that refuses changes: of a value with
    twelve fields, as a provision has, that is half of its making. Everything else of the class stays: it is as frozen,
    equal, hashed and copied as before. Raises TypeError for a class whose `__init__` does more than to fill its fields.
    """
    held = fields(cls)  # type: ignore[arg-type]
    if hasattr(cls, "__post_init__") or not all(map(_plain, held)):
        raise TypeError(f"the __init__ of {cls.__name__} does more than to fill its fields")
    scope: dict[str, Any] = {f"fill_{each.name}": getattr(cls, each.name).__set__ for each in held}
    scope |= {f"default_{each.name}": each.default for each in held}
    arguments = [each.name if each.default is MISSING else f"{each.name}=default_{each.name}" for each in held]
    filling = [f"    fill_{each.name}(self, {each.name})" for each in held]
    exec("\n".join([f"def __init__(self, {', '.join(arguments)}):", *filling]), scope)  # noqa: S102 - as dataclasses does
    made = scope["__init__"]
    made.__qualname__, made.__annotations__ = f"{cls.__qualname__}.__init__", cls.__init__.__annotations__
    setattr(cls, "__init__", made)  # noqa: B010 - of a class mypy lets no method be assigned
    return cls


def _plain(field: "Field[Any]") -> bool:
    return field.init and not field.kw_only and field.default_factory is MISSING
