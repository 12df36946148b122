"""The command `serve`: listen, say where, answer until told to stop, and leave nothing half done."""

import errno
import os
import signal
import socket
import sys
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any

from tidegauge.errors import CannotListen, TidegaugeError
from tidegauge.questions.desk import Desk
from tidegauge.questions.registry import SERVE
from tidegauge.views.web.settings import Settings
from tidegauge.words import Phrase, text

if TYPE_CHECKING:
    from tidegauge.views.web.answers import Answers

INTERRUPTED = 130
WAITING_CONNECTIONS = 2_048
CONNECTIONS = 1_000
IDLE_SECONDS = 15
LEAVING_SECONDS = 5
REASONS = {
    errno.EADDRINUSE: "web_server.taken",
    errno.EADDRNOTAVAIL: "web_server.not_ours",
    errno.EACCES: "web_server.refused",
}
WARMED: tuple[tuple[str, dict[str, Any]], ...] = (
    ("brief", {}),
    ("simulate", {"scenario": "baseline", "paths": 256, "days": 5}),
    ("forecast.tga", {}),
    ("sensitivity", {}),
)
"""What is answered before anybody asks, so that the first reader waits for no import and no compiler."""


def serve(desk: Desk, said: Mapping[str, Any], lang: str) -> int:
    """Serve a desk until a signal stops the program; return the exit code: 0 after SIGTERM, 130 after Ctrl-C.

    Raises
    ------
    UsageError
        Other machines could reach the server and there is no token.
    CannotListen
        The place is taken, is none of this machine, or the packages of the server are missing.
    StoreError
        The store cannot be read.
    """
    chosen: dict[str, Any] = {parameter.name: parameter.default for parameter in SERVE.parameters} | dict(said)
    chosen["token"] = chosen["token"] or desk.environment.get("TIDEGAUGE_TOKEN", "")
    settings = Settings(**chosen)
    with listener(settings.host, settings.port) as listening:
        return _served(desk, settings, listening, lang)


def listener(host: str, port: int) -> socket.socket:
    """Return a socket that listens.

    Raises
    ------
    CannotListen
        The place is taken, is none of this machine, or the system does not allow it.
    """
    listening = None
    try:
        family, kind, protocol, _, place = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        listening = socket.socket(family, kind, protocol)
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind(place)
        listening.listen(WAITING_CONNECTIONS)
    except (OSError, UnicodeError) as error:
        if listening is not None:
            listening.close()
        code = error.errno if isinstance(error, OSError) else None
        key = REASONS.get(code or 0, "web_server.not_ours")
        raise CannotListen(host=host, port=port, detail=Phrase(key)) from error
    return listening


def _served(desk: Desk, settings: Settings, listening: socket.socket, lang: str) -> int:
    """Answer on a socket until a signal comes."""
    try:
        import uvicorn

        from tidegauge.views.web.answers import Answers
        from tidegauge.views.web.application import create_app
        from tidegauge.views.web.logs import to_stderr
    except ModuleNotFoundError as error:
        detail = Phrase("web_server.no_extra")
        raise CannotListen(host=settings.host, port=settings.port, detail=detail) from error
    answers = Answers(desk, settings.limits)
    app = create_app(settings, answers)
    to_stderr()

    class Server(uvicorn.Server):
        """Stops at a signal, which it does not send on; whoever watches a job is told first."""

        stopped_by = 0

        def handle_exit(self, sig: int, frame: Any) -> None:
            self.stopped_by = sig
            app.state.jobs.close()
            super().handle_exit(sig, frame)

        @contextmanager
        def capture_signals(self) -> Iterator[None]:
            signals = (signal.SIGINT, signal.SIGTERM)
            before = {one: signal.signal(one, self.handle_exit) for one in signals}
            try:
                yield
            finally:
                for one, answered_by in before.items():
                    signal.signal(one, answered_by)

    server = Server(
        uvicorn.Config(
            app,
            log_config=None,
            access_log=False,
            server_header=False,
            proxy_headers=False,
            ws="none",
            backlog=WAITING_CONNECTIONS,
            limit_concurrency=CONNECTIONS,
            timeout_keep_alive=IDLE_SECONDS,
            timeout_graceful_shutdown=LEAVING_SECONDS,
        )
    )
    print(text("web_server.listening", lang, address=url(settings.host, listening.getsockname()[1])), flush=True)
    warming = threading.Thread(target=_warm, args=(answers,), daemon=True)
    warming.start()
    server.run([listening])
    code = INTERRUPTED if server.stopped_by == signal.SIGINT else os.EX_OK
    if warming.is_alive():  # a thread still inside compiled code aborts an interpreter that ends around it
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)
    return code


def url(host: str, port: int) -> str:
    """Return the address a browser takes.

    >>> url("::1", 8765)
    'http://[::1]:8765/'
    """
    return f"http://[{host}]:{port}/" if ":" in host else f"http://{host}:{port}/"


def _warm(answers: "Answers") -> None:
    """Make ready once what nearly everybody asks for; what fails here fails again where it can be said."""
    from tidegauge.views.web import static_files

    static_files.warm()
    for question, said in WARMED:
        with suppress(TidegaugeError):
            answers.ask(question, **said)
