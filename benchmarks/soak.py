"""A server under twenty clients, a third of them hostile, for ten minutes: no answer above 499, and memory flat.

    python -m benchmarks.soak [SECONDS] [FOLDER]

FOLDER holds a built `keeling.db`; without one the corpus that ships is made. Hostile clients send what is no
request, half a request, heads without end, addresses with anything in them, and hang up in the middle of an answer.
Everything runs on loopback. Prints the memory of all server processes every tenth of the time; ends with 1 where
a status of 500 or more was seen, a decent client was refused, or memory rose by more than `RISE` from the middle
to the end.
"""

import asyncio
import os
import random
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.endurance import CLI
from benchmarks.site import HOSTILE, OWN, PLACES

CLIENTS, HOSTILE_CLIENTS = 20, 7
RISE = 0.10
PAGES = (
    "/", "/about", "/data", "/amendments", "/divergences", "/statements", "/sources", "/applies", "/search?q=provider",
    "/search?q=crisis+response&page=2", "/feeds/all.atom", "/keeling/versions.json",
    "/keeling/provisions.json?_size=50", "/keeling/changes.csv", "/asks", "/compare", "/llms.txt",
)  # fmt: skip
METHODS = ("GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "TRACE", "BREW", "GET GET")


@dataclass(slots=True)
class Soak:
    """What was seen: answers by status and kind of client, and the memory in MiB at each look."""

    port: int
    until: float
    pages: list[str]
    seen: Counter[str] = field(default_factory=Counter)
    bad: list[str] = field(default_factory=list)
    memory: list[float] = field(default_factory=list)

    async def decent(self, number: int) -> None:
        """A reader who takes one page after another, now and then by a new connection."""
        chance = random.Random(number)
        while time.monotonic() < self.until:
            try:
                reader, writer = await asyncio.open_connection("127.0.0.1", self.port, limit=2**22)
                for _ in range(chance.randrange(1, 40)):
                    path = chance.choice(self.pages)
                    status = await asyncio.wait_for(_asked(reader, writer, f"GET {path} HTTP/1.1"), 60)
                    self.note("decent", path, status)
                    if status not in (200, 302, 301):
                        break
                writer.close()
            except (OSError, asyncio.IncompleteReadError, TimeoutError) as error:
                self.seen["decent: without an answer"] += 1
                self.bad.append(f"decent: {type(error).__name__}: {error}")

    async def hostile(self, number: int) -> None:
        """Somebody who means harm, in one of several ways after another."""
        chance = random.Random(number)
        ways = (self._address, self._method, self._noise, self._half, self._hang_up, self._long_head, self._address)
        while time.monotonic() < self.until:
            try:
                await asyncio.wait_for(chance.choice(ways)(chance), 30)
            except (OSError, asyncio.IncompleteReadError, asyncio.LimitOverrunError, TimeoutError, ValueError):
                self.seen["hostile: hung up on"] += 1

    def note(self, who: str, path: str, status: int) -> None:
        """Count an answer."""
        self.seen[f"{who}: {status}"] += 1
        if status >= 500 or (who == "decent" and status >= 400):
            self.bad.append(f"{who}: {status} {path[:200]}")

    async def _address(self, chance: random.Random) -> None:
        path = chance.choice(PLACES).replace("{}", chance.choice(HOSTILE)).replace(" ", "%20").replace("code-0", "pcu")
        await self._once("GET " + path.encode("ascii", "backslashreplace").decode())

    async def _method(self, chance: random.Random) -> None:
        await self._once(f"{chance.choice(METHODS)} {chance.choice(self.pages)}", "Content-Length: 0\r\n")

    async def _once(self, line: str, more: str = "") -> None:
        reader, writer = await asyncio.open_connection("127.0.0.1", self.port, limit=2**22)
        try:
            head = line.startswith("HEAD")
            self.note("hostile", line, await _asked(reader, writer, f"{line} HTTP/1.1", more, head=head))
        finally:
            writer.close()

    async def _sent(self, data: bytes, wait: float) -> None:
        _, writer = await asyncio.open_connection("127.0.0.1", self.port)
        try:
            writer.write(data)
            await writer.drain()
            await asyncio.sleep(wait)
            self.seen["hostile: nonsense sent"] += 1
        finally:
            writer.transport.abort()

    async def _noise(self, chance: random.Random) -> None:
        await self._sent(chance.randbytes(chance.randrange(1, 4000)), 0.05)

    async def _half(self, chance: random.Random) -> None:
        await self._sent(b"GET / HTTP/1.1\r\nHost: x\r\n", chance.uniform(0, 12))

    async def _hang_up(self, chance: random.Random) -> None:
        await self._sent(
            f"GET {chance.choice(self.pages)} HTTP/1.1\r\nHost: x\r\n\r\n".encode(), chance.uniform(0, 0.02)
        )

    async def _long_head(self, chance: random.Random) -> None:
        await self._sent(b"GET / HTTP/1.1\r\nHost: x\r\n" + b"X-Header: 1\r\n" * chance.randrange(1, 20000), 0.1)

    async def watch(self, pid: int, every: float) -> None:
        """Look at the memory of the server's processes until the end."""
        while time.monotonic() < self.until:
            await asyncio.sleep(min(every, max(0.1, self.until - time.monotonic())))
            self.memory.append(resident(pid))
            print(f"{len(self.memory):3}  {self.memory[-1]:7.1f} MiB  {sum(self.seen.values()):,} answers", flush=True)

    async def run(self, pid: int, seconds: float) -> None:
        """All clients at once."""
        clients = [self.decent(number) for number in range(CLIENTS - HOSTILE_CLIENTS)]
        clients += [self.hostile(100 + number) for number in range(HOSTILE_CLIENTS)]
        await asyncio.gather(*clients, self.watch(pid, seconds / 10))

    def rise(self) -> float:
        """How much more memory there is at the end than in the middle, as a part of that in the middle."""
        middle = self.memory[len(self.memory) // 2]
        return (self.memory[-1] - middle) / middle


async def _asked(
    reader: asyncio.StreamReader, writer: asyncio.StreamWriter, line: str, more: str = "", *, head: bool = False
) -> int:
    """The status of one answer, read to its end."""
    writer.write(f"{line}\r\nHost: 127.0.0.1\r\n{more}\r\n".encode())
    answer = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").lower()
    status = int(answer.split()[1])
    if head or status == 304:
        return status
    if "content-length: " in answer:
        await reader.readexactly(int(answer.partition("content-length: ")[2].split("\r\n")[0]))
    elif "transfer-encoding: chunked" in answer:
        while size := int((await reader.readline()).strip() or b"0", 16):
            await reader.readexactly(size + 2)
        await reader.readline()
    return status


def resident(pid: int) -> float:
    """MiB of memory of a process and those it started, without what is only the database's file read into memory."""
    try:
        fields = Path(f"/proc/{pid}/statm").read_text().split()
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    except OSError:
        return 0.0
    own = (int(fields[1]) - int(fields[2])) * os.sysconf("SC_PAGE_SIZE") / 2**20
    return own + sum(resident(int(child)) for child in children)


@contextmanager
def serving(folder: Path) -> Iterator[tuple[int, int, list[str]]]:
    """A server of two processes: its port, the id of the first process, and the lines it writes as it goes."""
    command = [sys.executable, "-c", OWN, str(folder), "2"]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    assert process.stderr is not None
    said = [process.stderr.readline()]
    # a pipe that nobody reads would fill and stop the server
    reader = threading.Thread(target=lambda: said.extend(process.stderr or ()), daemon=True)
    reader.start()
    try:
        yield int(said[0].partition("http://127.0.0.1:")[2].split("/")[0]), process.pid, said
    finally:
        process.terminate()
        process.wait()
        reader.join()


def pages_of(database: Path) -> list[str]:
    """Addresses of a corpus: fixed ones, works, versions, comparisons, provisions, downloads, and stacks."""
    from db.ask import query

    connection = query.connect(database)
    try:
        versions = [row["id"].replace("@", "/") for row in query.rows(connection, "select id from versions")]
        works = [row["id"] for row in query.rows(connection, "select id from works")]
        pairs = query.rows(connection, "select before_id, after_id from comparisons")
        slugs = query.rows(connection, "select version_id, slug from provisions where kind in ('measure', 'paragraph')")
    finally:
        connection.close()
    found = [*PAGES, *(f"/{name}" for name in (*works, *versions))]
    found += [f"/compare/{before['before_id'].replace('@', '/')}" + _behind(before["after_id"]) for before in pairs]
    found += [f"/{version}{end}" for version in versions for end in (".md", ".json", ".docx", ".xml")]
    chosen = random.Random(1).sample(slugs, min(400, len(slugs)))
    return found + [f"/{row['version_id'].replace('@', '/')}/{row['slug']}" for row in chosen]


def _behind(version: str) -> str:
    return f"...{version.partition('@')[2]}"


def main(seconds: float, folder: Path | None) -> int:
    """Serve, soak, and say what was seen."""
    with tempfile.TemporaryDirectory() as scratch:
        if folder is None:
            made = [sys.executable, str(CLI), "--data", scratch, "demo", "--no-serve"]
            subprocess.run(made, capture_output=True, check=True)
            folder = Path(scratch) / "demo"
        with serving(folder) as (port, pid, said):
            soak = Soak(port, time.monotonic() + seconds, pages_of(folder / "keeling.db"))
            asyncio.run(soak.run(pid, seconds))
        soak.bad += [line for line in said if "Traceback" in line]
    for what, count in sorted(soak.seen.items()):
        print(f"{what}: {count:,}")
    print(f"memory from the middle to the end: {soak.rise():+.1%} (limit {RISE:.0%})")
    for line, count in Counter(soak.bad).most_common(20):
        print(f"SHORT: {line} ({count} times)")
    return int(bool(soak.bad) or soak.rise() > RISE)


if __name__ == "__main__":
    sys.exit(main(float(sys.argv[1]) if len(sys.argv) > 1 else 600, Path(sys.argv[2]) if len(sys.argv) > 2 else None))
