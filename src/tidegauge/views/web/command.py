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
REASONS = {
    errno.EADDRINUSE: "web_server.taken",
    errno.EADDRNOTAVAIL: "web_server.not_ours",
    errno.EACCES: "web_server.refused",
}


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
        from tidegauge.views.web.connection import LEAVING_SECONDS, configuration
        from tidegauge.views.web.logs import to_stderr
    except ModuleNotFoundError as error:
        detail = Phrase("web_server.no_extra")
        raise CannotListen(host=settings.host, port=settings.port, detail=detail) from error
    answers = Answers(desk, settings.limits)
    app = create_app(settings, answers)
    to_stderr()

    class Server(uvicorn.Server):
        """Stops at a signal, which it does not send on; whoever watches a job is told first.

        An answer that is still being computed when everybody had time to leave is left where it is.
        """

        stopped_by = 0

        def handle_exit(self, sig: int, frame: Any) -> None:
            if not self.stopped_by:
                late = threading.Timer(LEAVING_SECONDS + 1, os._exit, (_code(sig),))
                late.daemon = True
                late.start()
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

    server = Server(configuration(app))
    print(text("web_server.listening", lang, address=url(settings.host, listening.getsockname()[1])), flush=True)
    threading.Thread(target=_warm, args=(answers,), daemon=True).start()
    server.run([listening])
    if threading.active_count() > 1:  # a thread still inside compiled code aborts an interpreter that ends around it
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(_code(server.stopped_by))
    return _code(server.stopped_by)


def _code(stopped_by: int) -> int:
    return INTERRUPTED if stopped_by == signal.SIGINT else os.EX_OK


def url(host: str, port: int) -> str:
    """Return the address a browser takes.

    >>> url("::1", 8765)
    'http://[::1]:8765/'
    """
    return f"http://[{host}]:{port}/" if ":" in host else f"http://{host}:{port}/"


def _warm(answers: "Answers") -> None:
    """Make ready once what nearly everybody asks for; what fails here fails again where it can be said."""
    from tidegauge.views.web import page, static_files

    static_files.warm()
    with suppress(TidegaugeError):
        page.warm(answers)
    with suppress(TidegaugeError):
        answers.ask("sensitivity")  # the longest of all that is asked for at a click
