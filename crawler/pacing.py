"""The wire of one run: where it leads, what it may take, and how it is stopped."""

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from crawler.outcomes import FetchFailed


@dataclass(frozen=True, slots=True)
class Limits:
    """Caps on one request, in seconds and bytes, and on how often it is repeated."""

    timeout: float = 60.0
    max_size: int = 64 * 2**20
    retries: int = 2
    backoff: float = 2.0
    patience: float = 120.0
    redirects: int = 8


@dataclass(slots=True)
class Line:
    """Shared by the spiders of a run: `replica` is a loopback port that stands for every site."""

    replica: int | None = None
    limits: Limits = Limits()
    stopped: str = ""
    _deadlines: set[asyncio.Timeout] = field(default_factory=set)
    _holds: dict[str, float] = field(default_factory=dict)
    _shut: dict[str, float] = field(default_factory=dict)
    _turns: dict[str, asyncio.Lock] = field(default_factory=dict)

    def watch(self, deadline: asyncio.Timeout) -> None:
        """Remember a running request, so that stopping the run ends it."""
        self._deadlines.add(deadline)

    def unwatch(self, deadline: asyncio.Timeout) -> None:
        """Forget a request that has ended."""
        self._deadlines.discard(deadline)

    def stop(self, reason: str) -> None:
        """End every request now and let no other begin."""
        self.stopped = self.stopped or reason
        for deadline in self._deadlines:
            deadline.reschedule(asyncio.get_running_loop().time())

    def leave_alone(self, host: str, seconds: float) -> None:
        """Ask this site nothing for so long."""
        self._holds[host] = max(self._holds.get(host, 0.0), time.monotonic() + seconds)

    def shut(self, host: str, seconds: float) -> None:
        """Ask this site nothing more in this run: it wants to be left alone for longer than a run waits."""
        self._shut.setdefault(host, seconds)

    def is_shut(self, host: str) -> bool:
        """Whether a site is to be asked nothing more in this run."""
        return host in self._shut

    def check(self, host: str) -> None:
        """Raises FetchFailed for a site that is shut."""
        if self.is_shut(host):
            asked = f"{host} asked to be left alone for {self._shut[host]:.0f} s; nothing more was asked of it"
            raise FetchFailed("retry_later", asked)

    @asynccontextmanager
    async def turn(self, host: str) -> AsyncIterator[None]:
        """Have the site to oneself, once it may be asked or the run is stopped: one request at a time."""
        async with self._turns.setdefault(host, asyncio.Lock()):
            await self._hold(host)
            yield

    async def _hold(self, host: str) -> None:
        while not self.stopped and (wait := self._holds.get(host, 0.0) - time.monotonic()) > 0:
            await asyncio.sleep(min(wait, 0.5))
