"""Settings: who may reach the server, and under which names."""

import re
from pathlib import Path

import pytest

from tidegauge.errors import UsageError
from tidegauge.views.web.settings import TOKEN_LEAST, Limits, Settings

PAGE = Path(__file__).parents[3] / "docs" / "how-to" / "serve.md"
SECRET = "a-secret-of-some-length"


@pytest.mark.parametrize("host", ["0.0.0.0", "192.0.2.1", "::", "example.org"])
def test_a_server_that_others_can_reach_needs_a_token(host: str) -> None:
    with pytest.raises(UsageError, match="needed where other machines"):
        Settings(host=host)
    assert not Settings(host=host, token=SECRET).is_loopback


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "::1", "127.8.9.1"])
def test_this_machine_alone_needs_none_but_a_short_one_is_refused(host: str) -> None:
    assert Settings(host=host).is_loopback
    with pytest.raises(UsageError):
        Settings(host=host, token="short")


def test_a_token_is_never_printed() -> None:
    assert SECRET not in repr(Settings(token=SECRET))


def test_only_names_that_nobody_else_can_point_here_are_the_servers_own() -> None:
    here, everywhere = Settings(), Settings(host="0.0.0.0", token=SECRET)
    assert [here.goes_by(name) for name in ("127.0.0.1", "localhost", "::1")] == [True] * 3
    assert [here.goes_by(name) for name in ("evil.example", "192.0.2.1", "")] == [False] * 3
    assert everywhere.goes_by("192.0.2.1")
    assert not everywhere.goes_by("evil.example")


def test_the_limits_are_those_the_page_about_serving_states() -> None:
    page, limits = PAGE.read_text("utf-8"), Limits()
    rows = dict(re.findall(r"^\| ([^|]+) \| ([^|]+) \|$", page, re.MULTILINE))
    assert rows["body of a request"] == f"{limits.body_bytes / 1e6:g} MB, within {limits.body_seconds:g} s"
    assert rows["address"] == f"{limits.address_chars:,} characters"
    assert rows["an answer to a `GET`"].startswith(f"{limits.answer_seconds:g} s;")
    assert rows["a run answered at once"].startswith(f"{limits.path_days_now:,} days of paths")
    assert rows["a job"] == f"{limits.path_days:,} days of paths, {limits.job_seconds:g} s"
    queue = f"{limits.jobs_at_once} at a time, {limits.jobs_waiting} waiting, {limits.jobs_a_client} of one client"
    assert rows["jobs"] == f"{queue}; kept for {limits.job_kept_seconds / 60:g} minutes"
    often = f"{limits.requests_a_second:g} a second after {limits.requests_in_a_row} in a row"
    assert rows["requests of one client"] == f"{often}; this machine itself {limits.loopback_factor} times as many"
    assert f"a token of {TOKEN_LEAST} characters" in page
