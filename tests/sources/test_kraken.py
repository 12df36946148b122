"""Kraken: the documented example, failures with status 200, and what is asked."""

from datetime import date

from tests.sources.series_for_tests import read, recorded, refusal, series

from tidegauge.sources import kraken
from tidegauge.sources.base import Request

CLOSE = series("bitcoin", "XBTUSD", "close", unit="usd_per_unit")
ASKED = Request((CLOSE,), kraken.URL)


def test_the_documented_example_holds_one_unfinished_row() -> None:
    assert read(kraken.SOURCE, ASKED, recorded("prices/kraken_ohlc.json")) == []


def test_an_error_with_status_200_is_passed_on() -> None:
    body = '{"error": ["EQuery:Unknown asset pair"], "result": {}}'
    assert "Unknown asset pair" in refusal(kraken.SOURCE, ASKED, body)


def test_rows_in_disorder_are_refused() -> None:
    row = '"1","1","1","1","1","1",1]'
    body = f'{{"error": [], "result": {{"A": [[1761868800,{row}, [1761782400,{row}], "last": 1}}}}'
    assert "oldest first" in refusal(kraken.SOURCE, ASKED, body)


def test_a_pair_is_asked_for_from_the_day_before() -> None:
    (asked,) = kraken.SOURCE.requests([CLOSE], date(2025, 10, 31), date(2025, 10, 31))
    assert asked.params == {"pair": "XBTUSD", "interval": "1440", "since": "1761782400"}  # 2025-10-30T00:00Z
