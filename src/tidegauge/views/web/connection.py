"""Connections of the server: one that is idle, slow to ask or does not take its answer holds nothing for long.

The library that listens waits without end for the head of a first request and for a reader that has stopped reading;
here both have their time. The body of a request has its own (`safety.Body`), and between requests the library has one.
"""

import asyncio
from typing import TYPE_CHECKING

import h11
import uvicorn
from uvicorn.protocols.http.h11_impl import H11Protocol

from tidegauge.errors import RequestError
from tidegauge.views.web import failures
from tidegauge.views.web.safety import HEADERS
from tidegauge.words import Phrase

if TYPE_CHECKING:
    from starlette.types import ASGIApp

CONNECTIONS = 1_000
IDLE_SECONDS = 15
LEAVING_SECONDS = 5


class Connection(H11Protocol):
    """One connection of HTTP/1.1; the times are for all of the class."""

    head_seconds = 10.0
    """From the first byte of a request, or from the connection, to the end of its head."""
    stalled_seconds = 60.0
    """Without a byte taken by a reader for whom more lies ready; what the system holds for him comes on top."""

    _head: asyncio.TimerHandle | None = None
    _stalled: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Wait for the head of a first request."""
        super().connection_made(transport)
        self._head = self.loop.call_later(self.head_seconds, self._leave)

    def data_received(self, received: bytes) -> None:
        """Read on; a head that is begun has its time, however it trickles in."""
        super().data_received(received)
        is_between = self.cycle is None or self.cycle.response_complete
        if not is_between:
            self._head = _cancelled(self._head)
        elif self._head is None:
            self._head = self.loop.call_later(self.head_seconds, self._leave)

    def send_400_response(self, msg: str) -> None:
        """Refuse what is no HTTP, such as an address with bytes that are not escaped, as any other request is refused.

        No application has seen the request, so there is no language to say it in but English.
        """
        error = RequestError(detail=Phrase("web_server.wrong.http"))
        body = failures.plain(error, "en")
        names = {"Content-Type": "application/json", "Content-Length": str(len(body)), "Connection": "close", **HEADERS}
        head = h11.Response(status_code=error.status, headers=[*names.items()], reason=b"Bad Request")
        for event in (head, h11.Data(data=body), h11.EndOfMessage()):
            self.transport.write(self.conn.send(event) or b"")
        self.transport.close()

    def connection_lost(self, exc: Exception | None) -> None:
        """Forget the times."""
        self._head, self._stalled = _cancelled(self._head), _cancelled(self._stalled)
        super().connection_lost(exc)

    def pause_writing(self) -> None:
        """Give the reader time to take what lies ready."""
        super().pause_writing()
        self._watch()

    def resume_writing(self) -> None:
        """Stop watching a reader that has caught up."""
        super().resume_writing()
        self._stalled = _cancelled(self._stalled)

    def _watch(self) -> None:
        left = self.transport.get_write_buffer_size()
        self._stalled = self.loop.call_later(self.stalled_seconds, self._look_again, left)

    def _look_again(self, left: int) -> None:
        """Leave a reader that has taken nothing since; a slow one may go on."""
        if self.transport.get_write_buffer_size() < left:
            self._watch()
        else:
            self.transport.abort()

    def _leave(self) -> None:
        self._head = None
        self.transport.abort()


def _cancelled(timer: asyncio.TimerHandle | None) -> asyncio.TimerHandle | None:
    """Stop a timer, where there is one; none is left."""
    if timer is not None:
        timer.cancel()
    return None


def configuration(app: "ASGIApp") -> uvicorn.Config:
    """Return how the library listens for the server: no websockets, no names of its own, so many connections."""
    return uvicorn.Config(
        app,
        http=Connection,
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=False,
        ws="none",
        limit_concurrency=CONNECTIONS,
        timeout_keep_alive=IDLE_SECONDS,
        timeout_graceful_shutdown=LEAVING_SECONDS,
    )
