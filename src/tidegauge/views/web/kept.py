"""Responses kept as they were sent: pages and answers, written and packed once for all who read them.

What a response says is settled by its address, the reader's language and the generation of the store, so these make its
tag: who has it is told that it still holds, and many who ask at once wait for one writing.
"""

import asyncio
import hashlib
from collections import OrderedDict
from typing import NamedTuple

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from tidegauge.views.web.answers import Answers
from tidegauge.views.web.failures import preferred
from tidegauge.views.web.rest import ROOT

KEPT = ("/page/", "/section/", f"{ROOT}/")
NEVER = (f"{ROOT}/jobs/",)
BYTES_MOST = 64_000_000
"""All that is kept; one response may have a sixteenth of it."""


class Response(NamedTuple):
    """A whole response, and the route it was found by."""

    status: int
    headers: list[tuple[bytes, bytes]]
    body: bytes
    route: object = None


class Kept:
    """Answers from memory where it can, and keeps what it sees."""

    def __init__(self, app: ASGIApp, answers: Answers) -> None:
        self.app = app
        self._answers = answers
        self._responses: OrderedDict[str, Response] = OrderedDict()
        self._bytes = 0
        self._under_way: dict[str, asyncio.Future[Response | None]] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        path = scope.get("path", "")
        is_kept = path == "/" or (path.startswith(KEPT) and not path.startswith(NEVER))
        if scope["type"] != "http" or scope["method"] != "GET" or not is_kept:
            await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        tag = self._tag(scope, headers)
        if f'W/"{tag}"' in headers.get("if-none-match", ""):
            await _send(Response(304, _told(tag, []), b""), send)
            return
        found = await self._found(tag, scope, receive)
        scope["route"] = found.route  # whoever counts requests counts this one where it belongs
        await _send(found, send)

    def _tag(self, scope: Scope, headers: Headers) -> str:
        """Return what identifies a response."""
        takes = ("gzip" in headers.get("accept-encoding", ""), "text/html" in headers.get("accept", ""))
        asked = (scope["path"], scope["query_string"], preferred(headers.get("accept-language", "")), takes)
        return hashlib.sha256(repr((asked, self._answers.tag("address"))).encode()).hexdigest()[:32]

    async def _found(self, tag: str, scope: Scope, receive: Receive) -> Response:
        """Return a response from memory, or that of the first who asked for it."""
        if tag in self._under_way and (shared := await self._under_way[tag]) is not None:
            return shared
        if tag in self._responses:
            self._responses.move_to_end(tag)
            return self._responses[tag]
        ours = self._under_way[tag] = asyncio.get_running_loop().create_future()
        made = None
        try:
            made = await self._made(scope, receive)
            if made.status == 200:
                made = made._replace(headers=_told(tag, made.headers))
                self._keep(tag, made)
            return made
        finally:
            ours.set_result(made)
            if self._under_way.get(tag) is ours:
                del self._under_way[tag]

    async def _made(self, scope: Scope, receive: Receive) -> Response:
        """Return what the application answers."""
        status, headers, parts = 500, [], []

        async def taken(message: Message) -> None:
            nonlocal status, headers
            if message["type"] == "http.response.start":
                status, headers = message["status"], list(message["headers"])
            parts.append(message.get("body", b""))

        await self.app(scope, receive, taken)
        return Response(status, headers, b"".join(parts), scope.get("route"))

    def _keep(self, tag: str, made: Response) -> None:
        """Keep a response; the ones that nobody asked for longest are forgotten."""
        if len(made.body) > BYTES_MOST // 16:
            return
        self._responses[tag] = made
        self._bytes += len(made.body)
        while self._bytes > BYTES_MOST:
            self._bytes -= len(self._responses.popitem(last=False)[1].body)


def _told(tag: str, headers: list[tuple[bytes, bytes]]) -> list[tuple[bytes, bytes]]:
    """Return headers that say what identifies a response, and that it has to be asked for again."""
    told = MutableHeaders(raw=list(headers))
    told["ETag"] = f'W/"{tag}"'
    told["Cache-Control"] = "private, no-cache"
    for name in ("Accept-Encoding", "Accept-Language"):
        told.add_vary_header(name)
    return told.raw


async def _send(made: Response, send: Send) -> None:
    """Send a whole response."""
    await send({"type": "http.response.start", "status": made.status, "headers": list(made.headers)})
    await send({"type": "http.response.body", "body": made.body})
