"""A build over many machines: Dask distributed does the work, keeling's own cache carries the results.

Only names travel through the scheduler: a task names its snapshots, an answer names the file that
was written. Workers read snapshots from a directory that they share with the builder, or from an
fsspec URL, and write results beside them under names made from their content; so a task done twice,
because a worker was killed, does no harm. `docs/scale.md` says how to start a cluster.
"""

import atexit
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path, PurePosixPath
from typing import Any, Self, TypeVar

from corpus.errors import UsageError, WorldError
from db.build.local import BATCH
from db.build.parse_cache import Facts, Readings, Task, parser_version
from db.build.row_cache import WorkFiles, WorkTask, rows_version

CONNECT_SECONDS = 15
PATIENCE = 60.0
"""Seconds to wait for a new worker when the last one is gone."""
RETRIES = 10
"""How many workers may die over one task before the task itself is blamed."""

T = TypeVar("T")
R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a worker finds the data directory: a path, or an fsspec URL."""

    url: str

    @property
    def remote(self) -> bool:
        """Whether files must be copied to be read."""
        return "://" in self.url

    def folder(self) -> Path:
        """The data directory itself, or this worker's own copy of the part that it needs."""
        return _copy(self.url) if self.remote else Path(self.url)

    def fetch(self, path: Path, *, needed: bool = True) -> None:
        """Copy one file from the URL unless it is here; raises WorldError for one that is needed and not there."""
        if not self.remote or path.is_file():
            return
        temporary = path.with_name(f".{path.name}.fetched")
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            with _open(self._at(path), "rb") as source, open(temporary, "wb") as target:
                shutil.copyfileobj(source, target)
        except FileNotFoundError:
            temporary.unlink(missing_ok=True)
            if not needed:
                return
            raise WorldError(f"{self._at(path)} is not there; copy the whole archive to {self.url} first") from None
        temporary.replace(path)

    def keep(self, path: Path) -> None:
        """Copy one result to the URL."""
        if self.remote:
            with open(path, "rb") as source, _open(self._at(path), "wb") as target:
                shutil.copyfileobj(source, target)

    def _at(self, path: Path) -> str:
        return f"{self.url.rstrip('/')}/{PurePosixPath(path.relative_to(self.folder()))}"


@cache
def _copy(url: str) -> Path:
    """A folder of this process for what it copies from a URL; it goes with the process."""
    folder = tempfile.mkdtemp(prefix="keeling-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return Path(folder)


def _open(url: str, mode: str) -> Any:
    import fsspec

    return fsspec.open(url, mode, auto_mkdir=True) if url.startswith("file://") else fsspec.open(url, mode)


def versions() -> tuple[str, str]:
    """What a worker's results depend on beside its tasks."""
    return parser_version(), rows_version()


def read_all(place: Place, readings: Readings, tasks: Sequence[Task]) -> list[Facts]:
    """On a worker: parse these snapshots and keep the documents."""
    here = _here(place, readings)
    found = []
    for task in tasks:
        results = [here.file(task.key(here.parser), part) for part in ("document", "facts")]
        for path in results:
            place.fetch(path, needed=False)
        known = here.known(task.key(here.parser))
        if not known:
            place.fetch(here.archive / "sha256" / task.digest[:2] / task.digest)
        found.append(here.read(task))
        for path in results:
            if not known and path.is_file():
                place.keep(path)
    return found


def make(place: Place, files: WorkFiles, task: WorkTask) -> str:
    """On a worker: make the rows of one work from its documents and keep them."""
    here = WorkFiles(_here(place, files.readings), place.folder() / "cache" / "works")
    key = task.key()
    place.fetch(here.path(key), needed=False)
    if not here.known(key):
        for version in (*task.versions, *task.instruments):
            place.fetch(here.readings.file(version.facts.key, "document"))
        place.keep(here.path(here.make(task)))
    return key


def _here(place: Place, readings: Readings) -> Readings:
    folder = place.folder()
    return replace(readings, archive=folder / "snapshots", cache=folder / "cache" / "parse")


class Cluster:
    """A run on a Dask scheduler's workers; a context manager.

    Raises UsageError for an address that is none, WorldError where nothing answers, where a
    worker has another keeling, or where all workers are gone for a minute.
    """

    def __init__(self, scheduler: str, shared: str) -> None:
        self.scheduler = scheduler
        self.place = Place(shared)
        self._client: Any = None

    def __enter__(self) -> Self:
        try:
            from distributed import Client
        except ImportError:
            raise UsageError("a build over a cluster needs Dask: install keeling[cluster]") from None
        try:
            connect: Any = Client
            self._client = connect(self.scheduler, timeout=CONNECT_SECONDS, set_as_default=False)
        except ValueError as error:
            raise UsageError(
                f"{self.scheduler!r} is no address of a scheduler ({error}); write tcp://host:8786"
            ) from None
        except (OSError, TimeoutError):
            message = f"no scheduler answers at {self.scheduler}; start one with `dask scheduler`, or build without it"
            raise WorldError(message) from None
        try:
            self._same_version()
        except BaseException:
            self._client.close()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        self._client.close()

    def facts(self, readings: Readings, tasks: Sequence[Task]) -> Iterator[Facts]:
        """Parse every snapshot, a batch at a time."""
        batches = [tasks[start : start + BATCH] for start in range(0, len(tasks), BATCH)]
        for found in self._map(lambda batch: (read_all, self.place, readings, batch), batches):
            yield from found

    def works(self, files: WorkFiles, tasks: Sequence[WorkTask]) -> Iterator[str]:
        """Make the file of every work; what was written to a URL is copied here."""
        for key in self._map(lambda task: (make, self.place, files, task), tasks):
            self._bring(files.path(key))
            yield key

    def _bring(self, path: Path) -> None:
        if self.place.remote and not path.is_file():
            fetched = self.place.folder() / "cache" / "works" / path.name
            self.place.fetch(fetched)
            path.parent.mkdir(parents=True, exist_ok=True)
            shutil.move(fetched, path)
        if not path.is_file():
            message = f"a worker wrote {path.name} where this build cannot see it"
            raise WorldError(f"{message}: --shared must be the same data directory on every machine, or a URL")

    def _map(self, call: Callable[[T], tuple[Any, ...]], tasks: Sequence[T]) -> Iterator[Any]:
        """Answers in order. A task whose worker dies is done by another."""
        futures = [self._client.submit(*call(task), pure=False, retries=0) for task in tasks]
        try:
            for future in futures:
                yield self._answer(future)
        finally:
            self._client.cancel(futures)

    def _answer(self, future: Any) -> Any:
        from distributed import TimeoutError as Unfinished
        from distributed.scheduler import KilledWorker

        alone = time.monotonic()
        while True:
            try:
                return future.result(timeout=2)
            except Unfinished:
                if self._client.scheduler_info(n_workers=-1)["workers"]:
                    alone = time.monotonic()
                elif time.monotonic() - alone > PATIENCE:
                    message = f"all workers of {self.scheduler} are gone; what they made is kept"
                    raise WorldError(f"{message}: start some and build again") from None
            except KilledWorker as error:
                raise WorldError(
                    f"one task killed every worker that tried it ({error}); give workers more memory"
                ) from None

    def _same_version(self) -> None:
        """Every worker has this keeling; one of another version would make other rows."""
        try:
            found = self._client.run(versions)
        except Exception as error:  # whatever a worker without keeling raises comes through as it is
            message = f"a worker of {self.scheduler} cannot run keeling ({type(error).__name__}: {error})"
            raise WorldError(f"{message}; install the same keeling[cluster] on every worker") from None
        if not found:
            raise WorldError(f"the scheduler at {self.scheduler} has no workers; start some with `dask worker`")
        other = sorted(worker for worker, theirs in found.items() if tuple(theirs) != versions())
        if other:
            message = f"{len(other)} of {len(found)} workers have another version of keeling, for example {other[0]}"
            raise WorldError(f"{message}; install the same one everywhere")
