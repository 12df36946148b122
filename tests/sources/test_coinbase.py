"""Coinbase: recorded candles, windows of 300 days, the day still running."""

from datetime import date, timedelta

from tests.sources.series_for_tests import read, recorded, refusal, series, values

from tidegauge.sources import coinbase
from tidegauge.sources.base import Request

CLOSE = series("bitcoin", "BTC-USD", "close", unit="usd_per_unit")
ASKED = Request((CLOSE,), "https://api.exchange.coinbase.com/products/BTC-USD/candles")


def windows(start: date, end: date) -> list[tuple[date, date]]:
    return [
        (date.fromisoformat(request.params["start"][:10]), date.fromisoformat(request.params["end"][:10]))
        for request in coinbase.SOURCE.requests([CLOSE], start, end)
    ]


def test_recorded_coinbase_candles() -> None:
    found = read(coinbase.SOURCE, ASKED, recorded("prices/coinbase_candles.json"))
    assert list(values(found)) == [("2026-07-23", 65051.23)]


def test_the_message_about_too_many_days_is_passed_on() -> None:
    assert "exceeds 300" in refusal(coinbase.SOURCE, ASKED, recorded("prices/coinbase_error_400.json"))


def test_a_short_span_is_one_request_with_the_day_after() -> None:
    assert windows(date(2025, 10, 31), date(2025, 10, 31)) == [(date(2025, 10, 31), date(2025, 11, 1))]


def test_windows_hold_at_most_300_days_and_lose_none() -> None:
    start, end = date(2020, 1, 1), date(2025, 10, 31)
    found = windows(start, end)
    assert all((last - first).days + 1 <= 300 for first, last in found)
    kept = {first + timedelta(days=ahead) for first, last in found for ahead in range((last - first).days)}
    assert kept == {start + timedelta(days=ahead) for ahead in range((end - start).days + 1)}


def test_a_missing_last_day_of_a_window_is_found_in_the_next() -> None:
    for (_, last), (first, _) in zip(
        windows(date(2020, 1, 1), date(2024, 1, 1)), windows(date(2020, 1, 1), date(2024, 1, 1))[1:], strict=False
    ):
        assert first == last - timedelta(days=1)
