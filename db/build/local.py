"""Where the work of a build is done: in this process, or in several of this machine.

A cluster is another answer to the same two questions (`db.build.cluster`).
"""

import gc
import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from typing import Protocol, TypeVar

from corpus.errors import WorldError
from corpus.processes import end_with
from db.build.parse_cache import Facts, Readings, Task
from db.build.row_cache import WorkFiles, WorkTask

BATCH = 16
GARBAGE = 100_000
"""Values made before a process of the pool looks for rings of them that nothing else holds."""
T = TypeVar("T")
R = TypeVar("R")


class Run(Protocol):
    """Does the two kinds of work of a build; answers come in the order of the tasks."""

    def facts(self, readings: Readings, tasks: Sequence[Task]) -> Iterator[Facts]:
        """Parse every snapshot; the documents are kept in the cache."""

    def works(self, files: WorkFiles, tasks: Sequence[WorkTask]) -> Iterator[str]:
        """Make the file of every work; gives their keys."""


@dataclass(frozen=True, slots=True)
class Local:
    """This machine, with so many processes at a time."""

    jobs: int = 1

    def facts(self, readings: Readings, tasks: Sequence[Task]) -> Iterator[Facts]:
        """Parse every snapshot, in batches: most come from the cache in no time."""
        return self._map(readings.read, tasks, min(BATCH, -(-len(tasks) // max(self.jobs, 1))))

    def works(self, files: WorkFiles, tasks: Sequence[WorkTask]) -> Iterator[str]:
        """Make the file of every work, one at a time in each process: that bounds the memory."""
        return self._map(files.make, tasks, 1)

    def _map(self, function: Callable[[T], R], tasks: Sequence[T], batch: int) -> Iterator[R]:
        if self.jobs <= 1 or len(tasks) < 2:
            yield from map(function, tasks)
            return
        try:
            with ProcessPoolExecutor(self.jobs, initializer=_worker, initargs=(os.getpid(),)) as pool:
                yield from pool.map(function, tasks, chunksize=batch)
        except BrokenProcessPool:
            message = "a process of the build was killed, perhaps for want of memory; what it made so far is kept"
            raise WorldError(f"{message}: build again, with fewer --jobs if it was memory") from None


def _worker(parent: int) -> None:
    """End with the process that asked, and look for garbage seldom.

    A document is a hundred thousand values, and none of them stand in a ring.
    """
    end_with(parent)
    gc.set_threshold(GARBAGE, *gc.get_threshold()[1:])
