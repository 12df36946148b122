"""Servers to ask over a real socket of this machine: one on the bundled figures for all, others as a test needs."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import httpx
import pytest
import uvicorn

from tidegauge.questions.desk import Desk
from tidegauge.views.web.answers import Answers
from tidegauge.views.web.application import create_app
from tidegauge.views.web.settings import Settings

Serve = Callable[..., httpx.Client]


@contextmanager
def serving(settings: Settings, answers: Answers) -> Iterator[httpx.Client]:
    """Serve on a free port of this machine, and give a client that knows the address."""
    app = create_app(settings, answers)
    config = uvicorn.Config(app, port=0, log_config=None, access_log=False, ws="none", timeout_graceful_shutdown=1)
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        assert thread.is_alive(), "the server stopped before it listened"
        time.sleep(0.01)
    host, port = server.servers[0].sockets[0].getsockname()[:2]
    try:
        with httpx.Client(base_url=f"http://{host}:{port}", timeout=60) as client:
            client.app = app  # type: ignore[attr-defined]
            yield client
    finally:
        app.state.jobs.close()
        server.should_exit = True
        thread.join(10)


@pytest.fixture(scope="session")
def bundled_answers(tmp_path_factory: pytest.TempPathFactory) -> Answers:
    """Return answers on the bundled figures, whatever stands in the default place; shared, since they are kept."""
    home = tmp_path_factory.mktemp("home")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("HOME", str(home))
        patch.setenv("XDG_DATA_HOME", str(home))
        return Answers(Desk(environment={}), look_again_seconds=1e9)


@pytest.fixture(scope="session")
def client(bundled_answers: Answers) -> Iterator[httpx.Client]:
    """Return a client of one server on the bundled figures."""
    with serving(Settings(), bundled_answers) as made:
        yield made


@pytest.fixture
def serve(bundled_answers: Answers) -> Iterator[Serve]:
    """Return a maker of servers with settings of their own, on the bundled figures or a store; all end with it."""
    with ExitStack() as stack:

        def make(store: Path | None = None, **settings: object) -> httpx.Client:
            made = Settings(**settings)  # type: ignore[arg-type]
            answers = bundled_answers
            if store is not None:
                answers = Answers(Desk(store, environment={}), made.limits, look_again_seconds=0)
            elif made.limits != bundled_answers.limits:
                answers = Answers(bundled_answers._desk, made.limits, look_again_seconds=1e9)
            return stack.enter_context(serving(made, answers))

        yield make
