"""Datasette on `keeling.db`, with the pages, the descriptions and settings that keep pages fast."""

import asyncio
import json
import multiprocessing
import os
import socket
import sys
import threading
import time
from functools import cache
from pathlib import Path
from typing import Any

from corpus.errors import UsageError
from db.ask import query
from db.serve import one_file
from db.serve import processes as workers
from db.serve.one_file import identity

SETTINGS: dict[str, Any] = {
    "default_page_size": 50,
    "max_returned_rows": 5_000,
    "sql_time_limit_ms": 3_000,
    "suggest_facets": False,
    "facet_time_limit_ms": 100,
    "truncate_cells_html": 400,
    "max_csv_mb": 0,
    "allow_csv_stream": True,
    "allow_download": True,
    "num_sql_threads": 4,
}
WATCH_SECONDS = 2.0
LINGER_SECONDS = 120.0
WAITING = 128
TURN_SECONDS = 0.002
"""Connections that may wait to be taken."""


def datasette(database: Path, *, sql: bool = False, base: str = "") -> Any:
    """The Datasette application for a database: read-only, with metadata and settings; `base` is the site's address."""
    from datasette.app import Datasette

    plain = json.loads(_described(sql)) | {"plugins": {"keeling": {"base_url": base}}}
    return Datasette([], immutables=[str(database)], metadata=plain, settings=dict(SETTINGS))


@cache
def _described(sql: bool) -> str:
    """The metadata as JSON: Datasette copies it all for every table, and names of a schema are slow to copy."""
    from db.schema.metadata import metadata

    return json.dumps(metadata(sql=sql))


def serve(  # noqa: PLR0913 (each is an option of the command)
    data: Path,
    *,
    port: int = 8001,
    host: str = "127.0.0.1",
    sql: bool = False,
    processes: int | None = None,
    base: str = "",
) -> None:
    """Serve until Ctrl-C, with a process for each core. A rebuilt database is taken up without a lost request.

    Where the port is taken, a free one is found. Raises NothingFound where there is no database, WorldError
    for one that another keeling built.
    """
    database = data / "keeling.db"
    query.connect(database).close()
    listening = _listen(host, port)
    _load(database, sql, base)
    address = f"http://{host}:{listening.getsockname()[1]}/"
    sys.stderr.write(f"keeling is at {address} (Ctrl-C stops it)\n")
    sys.stderr.flush()
    count = workers.usual() if processes is None else processes
    try:
        if count > 1:
            listening.turn = TURN_SECONDS
            workers.run(count, lambda speaks: _run(database, listening, sql, base, speaks=speaks))
        else:
            _run(database, listening, sql, base)
    except KeyboardInterrupt:
        pass
    finally:
        listening.close()


def _load(database: Path, sql: bool, base: str) -> None:
    """Load libraries and compile templates before anybody is told the address, and once for all processes."""
    import uvicorn  # noqa: F401

    compile_templates(datasette(database, sql=sql, base=base))


def compile_templates(site: Any) -> None:
    """Compile the templates of an application, for all processes that part from this one."""
    from db.web.templates import prepare

    asyncio.run(site.invoke_startup())  # names what templates use; opens no connection and starts no thread
    prepare(site)


class _Listening(socket.socket):
    """A socket that several processes listen on, each taking its share of the connections.

    Its queue stays as it is: asyncio would make it as short as what it takes at once. Who took a connection
    leaves the next to another process for a moment; without that, one process often took all of a burst.
    """

    taken, turn = 0.0, 0.0

    def accept(self) -> tuple[socket.socket, Any]:
        """The next connection; BlockingIOError, as if there were none, within a turn of the last."""
        if time.monotonic() < self.taken + self.turn:
            raise BlockingIOError
        connection = super().accept()
        self.taken = time.monotonic()
        return connection

    def listen(self, _backlog: int = WAITING, /) -> None:
        """Listen; WAITING connections may wait."""
        super().listen(WAITING)


def _listen(host: str, port: int) -> _Listening:
    """A listening socket on the port, or on a free one where it is taken."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    for wanted in (port, 0):
        # named TCP, so that asyncio sends answers at once; without it each waits 40 ms for an acknowledgement
        listening = _Listening(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listening.bind((host, wanted))
            listening.listen()
            return listening
        except PermissionError:
            listening.close()
            raise UsageError(f"the port {port} is not open to you; choose one above 1023 with --port") from None
        except OSError as error:
            listening.close()
            failure = error
        except OverflowError:
            listening.close()
            raise UsageError(f"{port} is not a port; choose one from 1024 to 65535") from None
    raise UsageError(f"nothing can listen on {host}: {failure.strerror}; choose another --host")


class Serving:
    """The application on the newest build: a request is answered by the one it began with.

    No connection is closed for a new build; the old one is let go when its last request is long done.
    """

    def __init__(self, database: Path, sql: bool, base: str = "") -> None:
        self.database = database
        self.sql, self.base = sql, base
        self.known = identity(database)
        self.site = _started(database, sql, base)
        self.app = self.site.app()

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """Answer one request."""
        await self.app(scope, receive, send)

    def renew(self) -> bool:
        """Take up the file if it is another than the one served; True where it was."""
        found = identity(self.database)
        if found in (self.known, None):
            return False
        old = self.site
        self.site = _started(self.database, self.sql, self.base)
        self.app, self.known = self.site.app(), found
        leaving = threading.Timer(LINGER_SECONDS, _close, [old])
        leaving.daemon = True
        leaving.start()
        return True


def _started(database: Path, sql: bool, base: str) -> Any:
    """The application on one build's file, ready to answer several at once: it prepares itself with its first request.

    The file is read through once meanwhile, so that the first search finds it in memory like the next.
    """
    from db.web.templates import prepare

    threading.Thread(target=_read_through, args=[database], daemon=True).start()
    site = datasette(database, sql=sql, base=base)
    one_file.hold(site, SETTINGS["num_sql_threads"] + 1)  # one for each thread, one for the counts of rows
    asyncio.run(site.client.get("/-/versions.json"))
    prepare(site)
    return site


def _read_through(path: Path) -> None:
    with open(path, "rb", buffering=0) as file:
        while file.read(2**20):
            pass


def _close(site: Any) -> None:
    """Let go of the file of an old build."""
    for database in site.databases.values():
        database.close()
    site.executor.shutdown(wait=False)


def _run(database: Path, listening: socket.socket, sql: bool, base: str, *, speaks: bool = True) -> None:
    """Serve until the process is told to stop, or is left by the one that started it."""
    import uvicorn

    from db.serve.half_requests import TimedHeads

    serving = Serving(database, sql, base)
    config = uvicorn.Config(
        serving, http=TimedHeads, log_level="warning", lifespan="off", server_header=False, access_log=False
    )
    config.backlog = 1  # asyncio then takes one connection at a time, and every process gets some
    server, first, stopped = uvicorn.Server(config), multiprocessing.parent_process(), threading.Event()

    def watch() -> None:
        while not stopped.wait(WATCH_SECONDS):
            if first is not None and first.pid != os.getppid():
                server.should_exit = True
            if serving.renew() and speaks:
                sys.stderr.write("The database was rebuilt; serving the new one.\n")

    watcher = threading.Thread(target=watch, daemon=True)
    watcher.start()
    try:
        server.run(sockets=[listening])
    finally:
        stopped.set()
        watcher.join()
