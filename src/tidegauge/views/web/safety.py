"""Safety of the server: who may ask, how much, how often, and what a browser may do with what comes back.

Order matters: the host name first (a page elsewhere must learn nothing), then how often, then the token, then sizes.
"""

import asyncio
import hashlib
import hmac
import time
from collections import OrderedDict
from collections.abc import Mapping
from urllib.parse import urlencode

from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.responses import RedirectResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from tidegauge.errors import (
    AddressTooLong,
    ForeignPage,
    RequestTooLarge,
    TidegaugeError,
    TokenMissing,
    TooManyRequests,
    WrongHost,
)
from tidegauge.views.web import failures
from tidegauge.views.web.settings import Limits, Settings, is_loopback

CONTENT_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "font-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
"""Nothing inline and nothing from elsewhere; Plotly needs no more as charts.js loads it."""

HEADERS = {
    "Content-Security-Policy": CONTENT_POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
COOKIE = "tidegauge"
COOKIE_SECONDS = 30 * 86_400
CLIENTS_KEPT = 4_096
DRAINED_TIMES = 16
"""How many times the limit of a body is read and thrown away, so that its sender hears why it was refused."""
OPEN_TO_ALL = ("/healthz",)
ONLY_READS = ("GET", "HEAD", "OPTIONS")


class Headers:
    """Adds to every response what a browser must not do with it."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""

        async def sent(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        await self.app(scope, receive, sent if scope["type"] == "http" else send)


class Guard:
    """Lets a request through, or answers why not."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self.app = app
        self.settings = settings
        self._often = Often(settings.limits)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        request = Request(scope)
        body = Body(receive, self.settings.limits, request.headers)
        try:
            self._refuse(request)
            body.refuse_declared()
        except TidegaugeError as error:
            await body.drain()
            await failures.response(request, error)(scope, receive, send)
            return
        if self.settings.token and "token" in request.query_params:
            await self._remember(request)(scope, receive, send)
            return
        await self.app(scope, body.receive, send)

    def _refuse(self, request: Request) -> None:
        """Raise for a request that is not answered."""
        if not self.settings.goes_by(host_of(request.headers.get("host", ""))):
            raise WrongHost()
        self._often.refuse(request.client.host if request.client else "")
        limit = self.settings.limits.address_chars
        if len(request.scope.get("raw_path") or b"") + len(request.scope["query_string"]) > limit:
            raise AddressTooLong(limit=f"{limit:,}")
        if self.settings.token and request.url.path not in OPEN_TO_ALL and not self._is_known(request):
            raise TokenMissing()
        if not self.settings.token and request.method not in ONLY_READS and is_foreign(request.headers):
            raise ForeignPage()

    def _is_known(self, request: Request) -> bool:
        """Say whether a request carries the token: in its header, its cookie, or once in its address."""
        scheme, _, said = request.headers.get("authorization", "").partition(" ")
        shown = (said if scheme.lower() == "bearer" else "", request.query_params.get("token", ""))
        is_said = [_are_equal(one, self.settings.token) for one in shown]
        return any(is_said) or _are_equal(request.cookies.get(COOKIE, ""), _mark(self.settings.token))

    def _remember(self, request: Request) -> RedirectResponse:
        """Return the way to the same address without the token, which a cookie stands for from here on."""
        said = [(name, value) for name, value in request.query_params.multi_items() if name != "token"]
        path = "/" + request.url.path.lstrip("/")  # never "//host": a redirect stays here
        away = RedirectResponse(f"{path}?{urlencode(said)}" if said else path, 303)
        away.set_cookie(COOKIE, _mark(self.settings.token), COOKIE_SECONDS, httponly=True, samesite="strict")
        away.headers["Cache-Control"] = "no-store"
        return away


def host_of(header: str) -> str:
    """Return the name in a Host header, without port and brackets.

    >>> host_of("LocalHost:8765"), host_of("[::1]:8765"), host_of("192.0.2.1")
    ('localhost', '::1', '192.0.2.1')
    """
    if header.startswith("["):
        return header[1:].partition("]")[0].lower()
    return header.partition(":")[0].lower()


def is_foreign(headers: Mapping[str, str]) -> bool:
    """Say whether a browser sends a request for a page that is not of this server.

    What the browser says itself goes before the origin, which it hides (`null`) of this page too, as no referrer goes.

    >>> is_foreign({"origin": "http://evil.example", "host": "localhost:8765"}), is_foreign({"host": "localhost:8765"})
    (True, False)
    """
    site = headers.get("sec-fetch-site")
    if site is not None:
        return site not in ("same-origin", "none")
    origin = headers.get("origin")
    return origin is not None and origin.partition("://")[2].lower() != headers.get("host", "").lower()


def _are_equal(said: str, true: str) -> bool:
    """Compare secrets in a time that tells nothing about where they differ."""
    return hmac.compare_digest(said.encode("utf-8", "replace"), true.encode("utf-8"))


def _mark(token: str) -> str:
    """Return what a browser keeps in the place of the token."""
    return hmac.new(token.encode("utf-8"), b"cookie", hashlib.sha256).hexdigest()


class Often:
    """Counts requests by client: so many in a row, then so many a second; this machine itself has many times more."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._left: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def refuse(self, client: str) -> None:
        """Count a request.

        Raises
        ------
        TooManyRequests
            The client has none left.
        """
        factor = self._limits.loopback_factor if not client or is_loopback(client) else 1
        most, rate = self._limits.requests_in_a_row * factor, self._limits.requests_a_second * factor
        present = time.monotonic()
        left, at = self._left.pop(client, (float(most), present))
        left = min(most, left + (present - at) * rate)
        self._left[client] = (left - (left >= 1), present)
        while len(self._left) > CLIENTS_KEPT:
            self._left.popitem(last=False)
        if left < 1:
            raise TooManyRequests(seconds=max(1, round((1 - left) / rate)))


class Body:
    """The body of a request as it comes: no larger and no slower than allowed."""

    def __init__(self, receive: Receive, limits: Limits, headers: Mapping[str, str]) -> None:
        self._receive = receive
        self._limits = limits
        self._declared = headers.get("content-length", "0")
        self._bytes = 0
        self._is_whole = False
        self._ends_at = time.monotonic() + limits.body_seconds

    def refuse_declared(self) -> None:
        """Refuse a body that says itself that it is too large.

        Raises
        ------
        RequestTooLarge
            It does.
        """
        if not self._declared.isdecimal() or int(self._declared) > self._limits.body_bytes:
            raise self._too_large()

    async def receive(self) -> Message:
        """Return the next part.

        Raises
        ------
        RequestTooLarge
            There is more than allowed, or it takes too long to come.
        """
        if self._is_whole:
            return await self._receive()
        try:
            async with asyncio.timeout(max(0.0, self._ends_at - time.monotonic())):
                message = await self._receive()
        except TimeoutError as error:
            raise RequestTooLarge(limit=f"{self._limits.body_seconds:g} s") from error
        self._bytes += len(message.get("body", b""))
        self._is_whole = not message.get("more_body", False)
        if self._bytes > self._limits.body_bytes:
            await self.drain()
            raise self._too_large()
        return message

    async def drain(self) -> None:
        """Read what is still coming and forget it, up to a point."""
        while not self._is_whole and self._bytes < DRAINED_TIMES * self._limits.body_bytes:
            try:
                async with asyncio.timeout(max(0.0, self._ends_at - time.monotonic())):
                    message = await self._receive()
            except TimeoutError:
                return
            self._bytes += len(message.get("body", b""))
            self._is_whole = not message.get("more_body", False)

    def _too_large(self) -> RequestTooLarge:
        return RequestTooLarge(limit=f"{self._limits.body_bytes / 1e6:g} MB")
