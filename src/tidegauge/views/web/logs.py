"""Log of the server: a line of JSON a request on stderr; never a query, a header or a body, which may hold secrets."""

import json
import logging
import sys
import time
import traceback

from starlette.requests import ClientDisconnect, Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from tidegauge import clock
from tidegauge.views.web import failures
from tidegauge.views.web.metrics import UNROUTED, Metrics

logger = logging.getLogger("tidegauge.web")
CLIENT_LEFT = 499
METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")


class Lines(logging.Formatter):
    """Writes a record as one line of JSON; what a caller chose is escaped, so nobody can forge a line."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line."""
        said = record.msg if isinstance(record.msg, dict) else {"said": record.getMessage()}
        if record.exc_info and "trace" not in said:
            said["trace"] = self.formatException(record.exc_info)
        return json.dumps({"at": clock.now().isoformat(timespec="milliseconds"), "level": record.levelname, **said})


def to_stderr() -> None:
    """Send the lines of the server, and warnings of the library that listens, to stderr."""
    out = logging.StreamHandler(sys.stderr)
    out.setFormatter(Lines())
    for name, level in (("tidegauge.web", logging.INFO), ("uvicorn.error", logging.WARNING)):
        one = logging.getLogger(name)
        one.handlers[:] = [out]
        one.setLevel(level)
        one.propagate = False


class Watch:
    """Times and counts every request, writes its line, and turns a mistake of ours into an answer."""

    def __init__(self, app: ASGIApp, metrics: Metrics) -> None:
        self.app = app
        self.metrics = metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        began = time.perf_counter()
        seen = {"status": 0, "bytes": 0}

        async def sent(message: Message) -> None:
            seen["status"] = message.get("status", seen["status"])
            seen["bytes"] += len(message.get("body", b""))
            await send(message)

        said: dict[str, object] = {}
        self.metrics.began()
        try:
            await self.app(scope, receive, sent)
        except ClientDisconnect:
            seen["status"] = CLIENT_LEFT
        except Exception as error:
            said["trace"] = traceback.format_exc()
            if not seen["status"]:
                await failures.response(Request(scope), failures.internal(error))(scope, receive, sent)
        finally:
            self._ended(scope, seen, time.perf_counter() - began, said)

    def _ended(self, scope: Scope, seen: dict[str, int], seconds: float, said: dict[str, object]) -> None:
        method = scope["method"] if scope["method"] in METHODS else "OTHER"
        route = getattr(scope.get("route"), "path", UNROUTED)
        self.metrics.ended(method, route, seen["status"], seconds, seen["bytes"])
        line = {"method": method, "path": failures.cut(scope["path"]), **seen, "ms": round(seconds * 1e3, 1)}
        logger.log(logging.ERROR if said else logging.INFO, line | said)
