"""A service on this machine that says what a test wants, once; and a clock that a test can turn."""

import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qsl, urlsplit

import pytest


@dataclass(frozen=True)
class Answer:
    """What the service says to one request: `missing_bytes` are promised and not sent, `is_silent` sends nothing."""

    body: bytes = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    missing_bytes: int = 0
    is_silent: bool = False


@dataclass
class Asked:
    """One request as it reached the service."""

    path: str
    params: dict[str, str]
    headers: dict[str, str]


class Service:
    """Replays answers in order, the last one for ever, or asks `respond` when it is set; remembers what was asked."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.answers: list[Answer] = []
        self.asked: list[Asked] = []
        self.respond = self._next_answer
        self.closing = threading.Event()

    def says(self, *answers: Answer) -> None:
        self.answers = list(answers)

    def _next_answer(self, asked: Asked) -> Answer:
        return self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]


def _handler_for(service_of: dict[str, Service]) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            service = service_of["it"]
            parts = urlsplit(self.path)
            asked = Asked(parts.path, dict(parse_qsl(parts.query, keep_blank_values=True)), dict(self.headers.items()))
            service.asked.append(asked)
            answer = service.respond(asked)
            if answer.is_silent:
                service.closing.wait(10)
                self.close_connection = True
                return
            self.send_response(answer.status)
            for name, value in {"Content-Type": "application/json", **answer.headers}.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(answer.body) + answer.missing_bytes))
            self.end_headers()
            self.wfile.write(answer.body)
            self.close_connection = True

        def log_message(self, *_: object) -> None:
            """Say nothing: the tests read what the client logs."""

    return Handler


@pytest.fixture
def service() -> Iterator[Service]:
    """Start a service on a free port of this machine."""
    holder: dict[str, Service] = {}
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler_for(holder))
    server.daemon_threads = False
    holder["it"] = service = Service(f"http://127.0.0.1:{server.server_address[1]}")
    service.Answer = Answer  # type: ignore[attr-defined]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield service
    service.closing.set()
    server.shutdown()
    thread.join()
    server.server_close()


class Hours:
    """A clock that moves only when somebody sleeps, and remembers every sleep."""

    def __init__(self) -> None:
        self.moment = 1_000.0
        self.slept: list[float] = []

    def monotonic(self) -> float:
        return self.moment

    def sleep(self, seconds: float) -> None:
        self.slept.append(round(seconds, 6))
        self.moment += seconds


@pytest.fixture
def hours() -> Hours:
    return Hours()
