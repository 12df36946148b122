"""CFTC: recorded reports, pages, and what is asked."""

import json
from datetime import date

from tests.sources.series_for_tests import read, recorded, refusal, series, values

from tidegauge.sources import cftc
from tidegauge.sources.base import Request

START, END = date(2025, 9, 1), date(2025, 9, 30)


def test_recorded_cftc_combined_report() -> None:
    wanted = (
        series("interest", "jun7-fc8e/239747", "open_interest_all", unit="contracts"),
        series("spread", "jun7-fc8e/239747", "noncomm_postions_spread_all", unit="contracts"),
        series("change", "jun7-fc8e/239747", "change_in_nonrept_long_all", unit="contracts"),
    )
    found = read(cftc.SOURCE, Request(wanted, "x"), recorded("cftc/legacy_combined_239747.json"))
    assert dict(values(found, "interest")) == {"2024-08-20": 19404.0}
    assert dict(values(found, "spread")) == {"2024-08-20": 258.0}
    assert dict(values(found, "change")) == {"2024-08-20": -270.0}


def test_recorded_cftc_euro() -> None:
    wanted = series("euro", "6dca-aqww/099741", "noncomm_positions_short_all", unit="contracts")
    found = read(cftc.SOURCE, Request((wanted,), "x"), recorded("cftc/legacy_futures_eurofx.json"))
    assert list(values(found)) == [("2026-09-15", 235993.0)]


def test_a_sample_of_the_yen_is_read() -> None:
    wanted = series("yen", "6dca-aqww/097741", "noncomm_positions_long_all", unit="contracts")
    found = read(cftc.SOURCE, Request((wanted,), "x"), recorded("cftc/legacy_futures_yen.json"))
    assert list(values(found)) == [("2026-09-22", 192274.0)]


def test_a_column_spelt_right_by_us_and_wrong_by_them_is_refused() -> None:
    wanted = series("spread", "6dca-aqww/097741", "noncomm_positions_spread_all", unit="contracts")
    body = json.dumps([{cftc.CODE: "097741", cftc.DAY: "2026-09-22T00:00:00.000", "noncomm_postions_spread_all": "1"}])
    assert "noncomm_positions_spread_all" in refusal(cftc.SOURCE, Request((wanted,), "x"), body)


def test_a_data_set_is_asked_for_once() -> None:
    ten = series("ten", "gpe5-46if/043602", "lev_money_positions_short", unit="contracts")
    two = series("two", "gpe5-46if/042601", "lev_money_positions_long", unit="contracts")
    yen = series("yen", "6dca-aqww/097741", "open_interest_all", unit="contracts")
    first, second = cftc.SOURCE.requests([ten, two, yen], START, END)
    assert first.url.endswith("/gpe5-46if.json") and second.url.endswith("/6dca-aqww.json")
    assert first.params["$where"] == (
        "cftc_contract_market_code in ('043602', '042601') and report_date_as_yyyy_mm_dd "
        "between '2025-09-01T00:00:00' and '2025-09-30T00:00:00'"
    )


def test_a_full_page_has_a_successor() -> None:
    ten = series("ten", "gpe5-46if/043602", "lev_money_positions_short", unit="contracts")
    (first,) = cftc.SOURCE.requests([ten], START, END)
    assert first.next_page is not None
    assert first.next_page(b"[]") is None
    second = first.next_page(json.dumps([{}] * cftc.ROWS_A_PAGE).encode())
    assert second is not None and second.params["$offset"] == "50000" and second.next_page is not None
    third = second.next_page(json.dumps([{}] * cftc.ROWS_A_PAGE).encode())
    assert third is not None and third.params["$offset"] == "100000"
