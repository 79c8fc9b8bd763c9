"""A limit on requests that are begun and not sent: whoever opens connections and says nothing holds none for long.

uvicorn waits for the head of a request as long as the client likes. Here a connection has `HEAD_SECONDS` for each head,
and where a process holds `most_waiting` connections that have not sent one, the one that has waited longest is closed
for the next.
"""

import asyncio
import resource
from typing import Any

from uvicorn.protocols.http.h11_impl import H11Protocol

HEAD_SECONDS = 10.0
SHARE = 2
"""The part of the files a process may hold open that silent connections may take: one half."""


def most_waiting() -> int:
    """Connections without a request that one process holds at a time."""
    soft, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
    return max(16, min(soft, 4096) // SHARE)


class TimedHeads(H11Protocol):
    """uvicorn's protocol for one connection, with a time for each head."""

    waiting: dict["TimedHeads", asyncio.TimerHandle] = {}  # noqa: RUF012 (all connections of the process, oldest first)

    def connection_made(self, transport: Any) -> None:
        """A connection begins to wait for a head; where too many wait, the oldest makes room."""
        super().connection_made(transport)
        while len(self.waiting) >= most_waiting():
            next(iter(self.waiting))._hang_up()
        self._wait()

    def data_received(self, data: bytes) -> None:
        """A whole head ends the waiting; the next one has its own time."""
        super().data_received(data)
        if self.cycle is not None and not self.cycle.response_complete:
            self._stop()
        elif self not in self.waiting:
            self._wait()

    def on_response_complete(self) -> None:
        """Behind an answer uvicorn counts the seconds until the next request begins."""
        super().on_response_complete()
        self._stop()

    def connection_lost(self, exc: Exception | None) -> None:
        """Nothing is waited for any more."""
        self._stop()
        super().connection_lost(exc)

    def _wait(self) -> None:
        self.waiting[self] = asyncio.get_running_loop().call_later(HEAD_SECONDS, self._hang_up)

    def _stop(self) -> None:
        timer = self.waiting.pop(self, None)
        if timer is not None:
            timer.cancel()

    def _hang_up(self) -> None:
        self._stop()
        self.transport.abort()
