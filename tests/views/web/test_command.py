"""The command `serve`: it says where it is, refuses places that are none, and leaves as it is told."""

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from tidegauge.errors import CannotListen
from tidegauge.views import cli
from tidegauge.views.web import command
from tidegauge.words import LANGUAGES

SECRET = "a-secret-of-some-length"


@pytest.fixture
def taken() -> Iterator[int]:
    """Return a port of this machine at which somebody listens."""
    with socket.create_server(("127.0.0.1", 0)) as other:
        yield other.getsockname()[1]


def started(home: Path, *words: str) -> tuple[subprocess.Popen[str], str]:
    """Start a server on a free port; return its process and the address it printed."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("TIDEGAUGE")}
    environment |= {"HOME": str(home), "XDG_DATA_HOME": str(home)}
    call = [sys.executable, "-m", "tidegauge", "serve", "--port", "0", *words]
    running = subprocess.Popen(call, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment)
    assert running.stdout is not None
    line = running.stdout.readline()
    assert line.startswith("Tidegauge is at http://127.0.0.1:"), running.communicate(timeout=30)
    return running, line.split()[3].rstrip(",")


@pytest.mark.parametrize(("sign", "code"), [(signal.SIGTERM, 0), (signal.SIGINT, 130)])
def test_it_answers_and_leaves_quietly_when_told_to(tmp_path: Path, sign: signal.Signals, code: int) -> None:
    running, address = started(tmp_path)
    try:
        assert httpx.get(f"{address}healthz", timeout=60).json() == {"status": "ok"}
        running.send_signal(sign)
        _, err = running.communicate(timeout=60)
    finally:
        running.kill()
    assert running.returncode == code
    assert "Traceback" not in err
    assert err.count("\n") == 1, "the one request is its one line"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_place_that_is_taken_is_told(taken: int, lang: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["serve", "--port", str(taken), "--lang", lang]) == 3
    assert f"127.0.0.1:{taken}" in capsys.readouterr().err


@pytest.mark.parametrize("host", ["192.0.2.77", "no.such.host.invalid", "a b", "x" * 300, "\udcff"])
def test_a_host_that_is_none_of_this_machine_is_told(host: str) -> None:
    with pytest.raises(CannotListen, match="this machine has no such address"):
        command.listener(host, 0)


@pytest.mark.parametrize(
    "words",
    [
        ("--host", "0.0.0.0"),
        ("--token", "short"),
        ("--port", "65536"),
        ("--port", "http"),
        ("--host", "0.0.0.0", "--token", "x" * 15),
    ],
)
def test_an_unsafe_or_unreadable_call_is_refused(words: tuple[str, ...], capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["serve", *words]) == 2
    assert "Traceback" not in capsys.readouterr().err


def test_the_token_can_come_from_the_environment(taken: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TIDEGAUGE_TOKEN", "short")
    assert cli.run(["serve", "--port", str(taken)]) == 2, "a short one is refused before the port is looked at"
    monkeypatch.setenv("TIDEGAUGE_TOKEN", SECRET)
    assert cli.run(["serve", "--port", str(taken)]) == 3


def test_a_store_that_is_none_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["serve", "--port", "0", "--store", str(tmp_path / "none")]) == 3
    assert "no store" in capsys.readouterr().err


@pytest.mark.parametrize("option", ["--xlsx", "--csv"])
def test_a_server_writes_no_table_and_says_so(option: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    place = tmp_path / "table"
    assert cli.run(["serve", option, str(place)]) == 2
    assert option in capsys.readouterr().err and not place.exists()
