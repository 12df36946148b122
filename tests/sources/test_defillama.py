"""DefiLlama: samples, the day still running, and what is asked."""

from datetime import date

from tests.sources.series_for_tests import read, recorded, refusal, series, values

from tidegauge.sources import defillama
from tidegauge.sources.base import Request

TOTAL = series("coins", "stablecoincharts/all", "total")
TETHER = series("tether", "stablecoincharts/all", "1")
ASKED = Request((TOTAL,), "https://stablecoins.llama.fi/stablecoincharts/all")


def test_a_sample_is_read_but_for_the_day_still_running() -> None:
    found = read(defillama.SOURCE, ASKED, recorded("defillama/stablecoincharts_all_minimal.json"))
    assert list(values(found)) == [("2026-07-20", 2200.0)]


def test_one_row_is_a_day_still_running() -> None:
    assert read(defillama.SOURCE, ASKED, recorded("defillama/stablecoincharts_chain.json")) == []


def test_text_in_place_of_an_amount_is_refused() -> None:
    body = (
        '[{"date": "1761782400", "totalCirculatingUSD": {"peggedUSD": "300"}},'
        ' {"date": "1761868800", "totalCirculatingUSD": {}}]'
    )
    assert "no number" in refusal(defillama.SOURCE, ASKED, body)


def test_the_total_and_each_coin_are_asked_for_apart() -> None:
    asked = list(defillama.SOURCE.requests([TOTAL, TETHER], date(2025, 1, 1), date(2025, 1, 2)))
    assert [(request.series, dict(request.params)) for request in asked] == [
        ((TOTAL,), {}),
        ((TETHER,), {"stablecoin": "1"}),
    ]
    assert {request.url for request in asked} == {ASKED.url}
