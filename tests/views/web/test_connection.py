"""Slow ends of a connection, over a real socket: who dribbles or stops reading is left, who is only slow is served."""

import json
import socket
import threading
import time
from collections.abc import Iterator
from typing import Any

import pytest
import uvicorn

from tidegauge.views.web.connection import Connection, configuration

PART, PARTS = b"x" * 65_536, 512  # more than the system keeps for a reader
HEAD = b"GET / HTTP/1.1\r\nHost: localhost\r\n"


class Hasty(Connection):
    """A connection with little patience, since nobody waits for a test."""

    head_seconds, stalled_seconds = 0.3, 0.5


async def _app(scope: Any, receive: Any, send: Any) -> None:
    if scope["type"] == "http":
        await send({"type": "http.response.start", "status": 200, "headers": []})
        for n in range(PARTS if scope["path"] == "/long" else 1):
            await send(
                {"type": "http.response.body", "body": PART, "more_body": scope["path"] == "/long" and n < PARTS - 1}
            )


@pytest.fixture
def port() -> Iterator[int]:
    """Serve a short and a long answer on a free port of this machine."""
    made = configuration(_app)
    made.http, made.port = Hasty, 0
    server = uvicorn.Server(made)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    yield server.servers[0].sockets[0].getsockname()[1]
    server.should_exit = True
    thread.join(10)


def taken(reader: socket.socket, pause: float = 0.0) -> int:
    """Read until the other end is done, or leaves; return how many bytes came."""
    came = 0
    while True:
        try:
            part = reader.recv(1 << 20)
        except ConnectionResetError:
            return came
        if not part:
            return came
        came += len(part)
        time.sleep(pause)


@pytest.mark.parametrize("before", [b"", HEAD + b"Connection: keep-alive\r\n\r\n"])
def test_a_head_that_trickles_in_is_not_waited_for(port: int, before: bytes) -> None:
    with socket.create_connection(("127.0.0.1", port), 10) as slow:
        slow.sendall(before)
        if before:
            assert slow.recv(1 << 20).startswith(b"HTTP/1.1 200")
        began = time.monotonic()
        with pytest.raises(OSError):
            while time.monotonic() - began < 10:
                slow.sendall(HEAD[:1])
                time.sleep(0.05)
        assert time.monotonic() - began < 5


def test_an_address_with_bytes_that_are_not_escaped_is_refused_like_any_other(port: int) -> None:
    with socket.create_connection(("127.0.0.1", port), 10) as raw:
        raw.sendall("GET /api/v1/ledger/explain/E01a?amount=1000亿 HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
        reply = b"".join(iter(lambda: raw.recv(1 << 20), b""))
    head, _, body = reply.partition(b"\r\n\r\n")
    assert head.startswith(b"HTTP/1.1 400") and b"application/json" in head and b"nosniff" in head
    error = json.loads(body)["error"]
    assert error["code"] == "request" and "escaped" in error["message"]


def test_who_says_nothing_is_left(port: int) -> None:
    with socket.create_connection(("127.0.0.1", port), 10) as silent:
        assert taken(silent) == 0


@pytest.mark.parametrize(("pause", "is_served"), [(0.02, True), (None, False)])
def test_who_stops_reading_is_left_and_who_is_slow_is_not(port: int, pause: float | None, is_served: bool) -> None:
    with socket.socket() as reader:
        reader.connect(("127.0.0.1", port))
        reader.sendall(HEAD.replace(b"/ ", b"/long ") + b"Connection: close\r\n\r\n")
        if pause is None:
            time.sleep(1.5)
        assert (taken(reader, pause or 0.0) > len(PART) * PARTS) == is_served
