"""Yahoo: a recorded chart, bars that may still move, and what is asked."""

import json
from datetime import date
from typing import Any

import pytest
from tests.sources.series_for_tests import read, recorded, refusal, series, values

from tidegauge.sources import yahoo
from tidegauge.sources.base import Request

LOW = series("low", "^GSPC", "low", unit="index")
CLOSE = series("close", "^GSPC", "close", unit="index")
OPENS = (1761744600, 1761831000, 1761917400)  # 2025-10-29, 30, 31 at 09:30 New York
SESSION_END = 1761940800  # 2025-10-31 16:00 New York


def chart(quoted_at: int | None, moments: tuple[int, ...] = OPENS) -> str:
    """Return a chart of closes 1, 2, 3 … whose last quote is from a moment."""
    meta: dict[str, Any] = {"symbol": "^GSPC", "exchangeTimezoneName": "America/New_York"}
    if quoted_at is not None:
        meta |= {"regularMarketTime": quoted_at, "currentTradingPeriod": {"regular": {"end": SESSION_END}}}
    closes = [float(number) for number in range(1, len(moments) + 1)]
    result = {"meta": meta, "timestamp": list(moments), "indicators": {"quote": [{"close": closes}]}}
    return json.dumps({"chart": {"result": [result], "error": None}})


def days(body: str) -> list[str]:
    return [day for day, _ in values(read(yahoo.SOURCE, Request((CLOSE,), "x"), body))]


def test_recorded_yahoo_chart() -> None:
    found = read(yahoo.SOURCE, Request((LOW,), "x"), recorded("prices/yahoo_chart_gspc.json"))
    assert list(values(found)) == [("2023-01-03", 3794.330078125), ("2023-01-04", 3815.77001953125)]


def test_an_unknown_symbol_is_passed_on() -> None:
    assert "Not Found" in refusal(yahoo.SOURCE, Request((LOW,), "x"), recorded("prices/yahoo_error_404.json"))


@pytest.mark.parametrize(
    ("quoted_at", "last"), [(SESSION_END, "2025-10-31"), (SESSION_END - 1, "2025-10-30"), (None, "2025-10-30")]
)
def test_the_last_bar_counts_once_its_session_is_over(quoted_at: int | None, last: str) -> None:
    assert days(chart(quoted_at))[-1] == last


def test_yesterdays_bar_counts_while_the_next_session_has_no_bar() -> None:
    assert days(chart(OPENS[2] + 60, OPENS[:2])) == ["2025-10-29", "2025-10-30"]


def test_a_second_bar_for_the_same_day_is_left_out() -> None:
    assert days(chart(SESSION_END, (*OPENS, SESSION_END))) == ["2025-10-29", "2025-10-30", "2025-10-31"]


def test_no_session_between_the_dates_is_no_error() -> None:
    meta = {"symbol": "^GSPC", "exchangeTimezoneName": "America/New_York"}
    result = {"meta": meta, "indicators": {"quote": [{}], "adjclose": [{}]}}
    assert days(json.dumps({"chart": {"result": [result], "error": None}})) == []


def test_a_session_belongs_to_the_day_of_its_exchange() -> None:
    nikkei = series("nikkei", "^N225", "close", unit="index")
    body = chart(SESSION_END, (1761868800, 1762128000)).replace("America/New_York", "Asia/Tokyo")
    found = read(yahoo.SOURCE, Request((nikkei,), "x"), body.replace("^GSPC", "^N225"))
    assert [day for day, _ in values(found)] == ["2025-10-31", "2025-11-03"]  # both open at 09:00, midnight UTC


def test_a_session_that_opens_before_midnight_utc_belongs_to_the_day_it_is_there() -> None:
    sydney = series("sydney", "^AXJO", "close", unit="index")
    body = chart(SESSION_END, (1761865200, 1762124400)).replace("America/New_York", "Australia/Sydney")
    found = read(yahoo.SOURCE, Request((sydney,), "x"), body.replace("^GSPC", "^AXJO"))
    assert [day for day, _ in values(found)] == ["2025-10-31", "2025-11-03"]  # opened on 30 October and 2 November UTC


def test_each_symbol_is_asked_for_by_its_quoted_name() -> None:
    first, second = yahoo.SOURCE.requests(
        [CLOSE, LOW, series("won", "KRW=X", "close", unit="krw_per_usd")], date(2025, 10, 31), date(2025, 10, 31)
    )
    assert first.url.endswith("/%5EGSPC") and first.series == (CLOSE, LOW)
    assert second.url.endswith("/KRW%3DX")
    assert (first.params["period1"], first.params["period2"]) == ("1761868800", "1761955200")
    assert first.headers["User-Agent"].startswith("Mozilla/5.0")
