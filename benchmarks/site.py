"""The site under load, beside stock Datasette's row page on the same file in the same run.

    python -m benchmarks.corpus_generator FOLDER 300   # 30,000 measures; then: keeling build
    python -m benchmarks.site FOLDER/keeling.db [SECONDS]

Eight connections ask as fast as they are answered. `new pages` are measures nobody asked for
before, so that every answer is made; `read again` are a hundred measures asked for over and over. Each server is
warmed for two seconds.
"""

import asyncio
import os
import random
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

CONNECTIONS = 8
OWN = "from pathlib import Path; import sys; from db.serve import serve; serve(Path(sys.argv[1]), port=0)"
WORDS = ("content", "report", "moderation", "provider should", "users", "risk assessment", "review", "service")


@contextmanager
def served(command: Sequence[str], plugins: bool) -> Iterator[int]:
    """A server process; gives its port."""
    settings = os.environ if plugins else {**os.environ, "DATASETTE_LOAD_PLUGINS": ""}
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, env=settings)
    try:
        assert process.stderr is not None
        for line in process.stderr:
            if "http://127.0.0.1:" in line:
                yield int(line.partition("http://127.0.0.1:")[2].split("/")[0].split()[0])
                return
        raise SystemExit("the server did not start")
    finally:
        process.kill()
        process.wait()


async def ask(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, path: str) -> float:
    """Seconds until the whole answer is there; raises SystemExit for anything but a good one."""
    begun = time.perf_counter()
    writer.write(f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".encode())
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").lower()
    if " 200 " not in head.splitlines()[0]:
        raise SystemExit(f"{path}: {head.splitlines()[0]}")
    if "content-length: " in head:
        await reader.readexactly(int(head.partition("content-length: ")[2].split("\r\n")[0]))
    else:
        while size := int((await reader.readline()).strip() or b"0", 16):
            await reader.readexactly(size + 2)
        await reader.readline()
    return time.perf_counter() - begun


async def load(port: int, paths: Iterator[str], seconds: float) -> list[float]:
    """Times of all answers of all connections."""
    until = time.perf_counter() + seconds
    times: list[float] = []

    async def connection() -> None:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        while time.perf_counter() < until:
            times.append(await ask(reader, writer, next(paths)))
        writer.close()

    await asyncio.gather(*(connection() for _ in range(CONNECTIONS)))
    return times


async def one_by_one(port: int, paths: Sequence[str]) -> list[float]:
    """Times of answers to a single reader."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    times = [await ask(reader, writer, path) for path in paths]
    writer.close()
    return times


def said(name: str, times: Sequence[float], seconds: float) -> float:
    """Print one line; gives requests a second."""
    ordered = sorted(times)
    middle, last = (ordered[min(int(len(ordered) * share), len(ordered) - 1)] * 1000 for share in (0.5, 0.99))
    rate = len(times) / seconds
    sys.stdout.write(f"{name:34} {rate:8.0f} /s   median {middle:6.1f} ms   99th percentile {last:6.1f} ms\n")
    return rate


def main(database: Path, seconds: float) -> None:
    """Both servers on the same file, one after the other."""
    connection = sqlite3.connect(f"file:{database}?mode=ro", uri=True)
    found = [row[0] for row in connection.execute("select id from provisions where kind = 'measure'")]
    connection.close()
    random.Random(7).shuffle(found)
    sys.stdout.write(f"{len(found)} measures, {database.stat().st_size // 1_000_000} MB, {CONNECTIONS} connections\n")
    pages = [f"/{name.replace('@', '/', 1)}" for name in found]
    rows = [f"/keeling/provisions/{quote(name, safe='').replace('~', '~7E').replace('%', '~')}" for name in found]
    stock = [sys.executable, "-m", "datasette", "serve", "-i", str(database), "--port", "0", "--nolock"]
    with served(stock, plugins=False) as port:
        asyncio.run(load(port, iter(rows[-2000:]), 2.0))
        other = said("stock row page", asyncio.run(load(port, iter(rows), seconds)), seconds)
    with served([sys.executable, "-c", OWN, str(database.parent)], plugins=True) as port:
        asyncio.run(load(port, iter(pages[-2000:]), 2.0))
        fresh = said("measure page, new pages", asyncio.run(load(port, iter(pages), seconds)), seconds)
        again = iter(pages[n % 100] for n in range(10**9))
        warm = said("measure page, read again", asyncio.run(load(port, again, seconds)), seconds)
        queries = [f"/search?all=1&q={quote(word)}&work={work}" for word in WORDS for work in ("", "code-1", "code-2")]
        times = asyncio.run(one_by_one(port, queries))
        said("search, new words, one reader", times, sum(times))
    sys.stdout.write(f"ratio to stock: new pages {fresh / other:.1f}, read again {warm / other:.1f}\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]), float(sys.argv[2]) if len(sys.argv) > 2 else 10.0)
