"""Readers of a web server: several at once as fast as they are answered, or one alone."""

import asyncio
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

CONNECTIONS = 8


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer: what was asked, its status, and the seconds until all of it was there."""

    path: str
    status: int
    seconds: float


async def ask(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, path: str) -> Answer:
    """Ask for one page and read it to its end; the connection stays open."""
    begun = time.perf_counter()
    writer.write(f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".encode())
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").lower()
    if "content-length: " in head:
        await reader.readexactly(int(head.partition("content-length: ")[2].split("\r\n")[0]))
    else:
        while size := int((await reader.readline()).strip() or b"0", 16):
            await reader.readexactly(size + 2)
        await reader.readline()
    return Answer(path, int(head.split()[1]), time.perf_counter() - begun)


async def load(port: int, paths: Iterator[str], seconds: float) -> list[Answer]:
    """The answers of all connections in so many seconds."""
    until = time.perf_counter() + seconds
    answers: list[Answer] = []

    async def connection() -> None:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        while time.perf_counter() < until:
            answers.append(await ask(reader, writer, next(paths)))
        writer.close()

    await asyncio.gather(*(connection() for _ in range(CONNECTIONS)))
    return answers


async def one_by_one(port: int, paths: Sequence[str]) -> list[Answer]:
    """The answers to a single reader."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    answers = [await ask(reader, writer, path) for path in paths]
    writer.close()
    return answers


def share(answers: Sequence[Answer], part: float) -> float:
    """The seconds within which this part of the answers was there."""
    ordered = sorted(answer.seconds for answer in answers)
    return ordered[min(int(len(ordered) * part), len(ordered) - 1)]
