"""Keys are hidden in every form they can take."""

import logging

import pytest

from tidegauge.sources.masking import Secrets

KEY = "0123456789abcdef0123456789abcdef"


def test_a_key_is_hidden_as_it_is_and_as_it_stands_in_an_address() -> None:
    secrets = Secrets({"KEY": "a b/ä&cdefghijkl"})
    assert secrets.key("KEY") == "a b/ä&cdefghijkl"
    for form in ("a b/ä&cdefghijkl", "a%20b%2F%C3%A4%26cdefghijkl", "a+b%2F%C3%A4%26cdefghijkl"):
        assert secrets.masked(f"?x={form}&y") == "?x=***&y"


def test_a_key_within_a_key_leaves_nothing_behind() -> None:
    secrets = Secrets({"SHORT": "secret", "LONG": "secretly"})
    secrets.key("SHORT"), secrets.key("LONG")
    assert secrets.masked("secretly secret") == "*** ***"


def test_figures_are_not_spoilt_by_a_short_key() -> None:
    secrets = Secrets({"SHORT": "4.22", "LONG": KEY})
    secrets.key("SHORT"), secrets.key("LONG")
    assert secrets.masked_bytes(b"4.22 " + KEY.encode()) == b"4.22 ***"


def test_an_unset_key_is_none_and_hides_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SOME_KEY", raising=False)
    secrets = Secrets({"SOME_KEY": ""})
    assert secrets.key("SOME_KEY") is None
    assert secrets.masked("text") == "text"


def test_foreign_log_lines_are_masked_only_while_guarded(caplog: pytest.LogCaptureFixture) -> None:
    secrets = Secrets({"KEY": KEY})
    secrets.key("KEY")
    log = logging.getLogger("httpx")
    with caplog.at_level(logging.INFO, logger="httpx"):
        secrets.guard_foreign_logs()
        log.info("GET %s", f"https://x.test/?api_key={KEY}")
        log.info("GET %s", "https://x.test/")
        secrets.release_foreign_logs()
        assert log.filters == []
    assert caplog.messages == ["GET https://x.test/?api_key=***", "GET https://x.test/"]
    assert caplog.records[1].args == ("https://x.test/",)
