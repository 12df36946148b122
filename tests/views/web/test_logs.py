"""Logs: one line of JSON a request, without what may be secret, and nobody can forge one."""

import io
import json
import logging
import time
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from tests.views.web.conftest import Serve

from tidegauge.views.web import logs
from tidegauge.views.web.answers import Answers

TOKEN = "a-secret-of-some-length"


@pytest.fixture
def lines() -> Iterator[io.StringIO]:
    """Return what the server writes to its log."""
    out = io.StringIO()
    writer = logging.StreamHandler(out)
    writer.setFormatter(logs.Lines())
    before = logs.logger.level, logs.logger.propagate
    logs.logger.addHandler(writer)
    logs.logger.setLevel(logging.INFO)
    logs.logger.propagate = False
    yield out
    logs.logger.removeHandler(writer)
    logs.logger.level, logs.logger.propagate = before


def told(lines: io.StringIO, n: int = 1) -> list[dict[str, Any]]:
    """Return the lines once there are so many: a line is written when its answer has gone out."""
    for _ in range(500):
        if lines.getvalue().count("\n") >= n:
            break
        time.sleep(0.01)
    return [json.loads(line) for line in lines.getvalue().splitlines()]


def test_a_request_is_one_line(client: httpx.Client, lines: io.StringIO) -> None:
    response = client.get("/healthz")
    (line,) = told(lines)
    assert {name: line[name] for name in ("method", "path", "status", "bytes", "level")} == {
        "method": "GET",
        "path": "/healthz",
        "status": 200,
        "bytes": len(response.content),
        "level": "INFO",
    }
    assert line["ms"] > 0


def test_neither_a_query_nor_the_token_is_written(serve: Serve, lines: io.StringIO) -> None:
    client = serve(token=TOKEN)
    client.get("/api/v1/drain", params={"token": TOKEN, "as_of": "2025-11-03"})
    client.get("/api/v1/drain", headers={"authorization": f"Bearer {TOKEN}"})
    assert len(told(lines, 2)) == 2
    assert TOKEN not in lines.getvalue()
    assert "2025-11-03" not in lines.getvalue()


def test_a_line_cannot_be_forged(client: httpx.Client, lines: io.StringIO) -> None:
    client.get('/x%0A{"status":200}%1B[31m')
    (line,) = told(lines)
    assert line["status"] == 404
    assert "\x1b" not in lines.getvalue()


def test_a_mistake_of_ours_is_a_typed_answer_and_its_trace_is_in_the_log_alone(
    serve: Serve, lines: io.StringIO, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = serve()

    def broken(self: Answers) -> None:
        raise RuntimeError("/home/me/secret")

    monkeypatch.setattr(Answers, "examine", broken)
    response = client.get("/healthz")
    assert (response.status_code, response.json()["error"]["code"]) == (500, "internal")
    assert "secret" not in response.text
    (line,) = told(lines)
    assert "RuntimeError: /home/me/secret" in line["trace"]
    assert line["level"] == "ERROR"
