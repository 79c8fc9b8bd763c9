"""Connections that send half a request: they are closed, and others are served all the while."""

import asyncio

import pytest
import uvicorn

from db.serve import half_requests
from db.serve.half_requests import TimedHeads


async def _answers(scope, receive, send) -> None:
    """An application that says yes."""
    await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"3")]})
    await send({"type": "http.response.body", "body": b"yes"})


async def _ask(port: int, sent: bytes) -> bytes:
    """What comes back until the other side closes."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(sent)
    await writer.drain()
    try:
        return await asyncio.wait_for(reader.read(), 60)
    except ConnectionResetError:
        return b""
    finally:
        writer.close()


WHOLE = b"GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
HALF = b"GET / HTTP/1.1\r\nHost: x\r\n"


@pytest.fixture
async def port(monkeypatch: pytest.MonkeyPatch):
    """A server whose clients have half a second for a head and one until the next; eight of them may wait."""
    monkeypatch.setattr(half_requests, "HEAD_SECONDS", 0.5)
    monkeypatch.setattr(half_requests, "most_waiting", lambda: 8)
    settings = {"log_level": "critical", "lifespan": "off", "timeout_keep_alive": 1}
    server = uvicorn.Server(uvicorn.Config(_answers, http=TimedHeads, port=0, **settings))
    running = asyncio.create_task(server.serve())
    while not server.started:
        await asyncio.sleep(0.01)
    yield server.servers[0].sockets[0].getsockname()[1]
    server.should_exit = True
    await running


@pytest.mark.parametrize("sent", [b"", HALF, WHOLE.replace(b"close", b"keep-alive") + HALF])
async def test_half_a_request_is_not_waited_for(port: int, sent: bytes) -> None:
    """The connection is closed, whether it sent nothing, half a head, or half a head behind a whole one."""
    answer = await _ask(port, sent)
    assert answer.endswith(b"yes") == (len(sent) > len(WHOLE))


async def test_others_are_served_while_many_are_silent(port: int) -> None:
    """The silent connection that waited longest makes room for the next."""
    held = [await asyncio.open_connection("127.0.0.1", port) for _ in range(30)]
    for _, writer in held:
        writer.write(HALF)
    assert (await _ask(port, WHOLE)).endswith(b"yes")
    for _, writer in held:
        writer.close()
    assert len(TimedHeads.waiting) <= 8


async def test_whole_requests_one_after_another_are_answered(port: int) -> None:
    """A connection that is kept asks as often as it likes."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    for _ in range(5):
        writer.write(WHOLE.replace(b"close", b"keep-alive"))
        await writer.drain()
        assert (await reader.readuntil(b"yes")).startswith(b"HTTP/1.1 200")
        await asyncio.sleep(0.2)
    writer.close()
