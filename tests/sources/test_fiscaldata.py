"""Fiscal Data: recorded tables, three layouts of one balance, checks of totals, auctions as they become known."""

import json
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from tests.sources.series_for_tests import read, recorded, refusal, series, values

from tidegauge.catalogue.series import Series
from tidegauge.errors import SourceFormatError
from tidegauge.sources import fiscaldata
from tidegauge.sources.base import Request

BALANCE = "v1/accounting/dts/operating_cash_balance"
FLOWS = "v1/accounting/dts/deposits_withdrawals_operating_cash"
PENNY = "v2/accounting/od/debt_to_penny"
AUCTIONS = "v1/accounting/od/auctions_query"
UPCOMING = "v1/accounting/od/upcoming_auctions"
MONTHLY = "v1/accounting/mts/mts_table_1"
REPLIES = Path(__file__).parent / "replies" / "fiscaldata"


def asked(*wanted: Series, size: int = 10_000, number: int = 1) -> Request:
    return Request(wanted, "x", {"page[number]": str(number), "page[size]": str(size)})


def page(rows: list[dict[str, str]], **meta: int) -> str:
    count = {"count": len(rows), "total-count": len(rows), "total-pages": 1}
    return json.dumps({"data": rows, "meta": count | meta, "links": {"next": None}})


def broken(name: str, wanted: Series) -> str:
    return refusal(fiscaldata.SOURCE, asked(wanted), (REPLIES / "broken" / f"{name}.json").read_bytes().decode())


def test_recorded_fiscaldata_operating_cash_balance() -> None:
    wanted = (
        series("tga", BALANCE, "closing_balance", delivered="usd_million"),
        series("opening", BALANCE, "opening_balance", delivered="usd_million"),
        series("withdrawals", BALANCE, "total_withdrawals", delivered="usd_million"),
    )
    found = read(fiscaldata.SOURCE, asked(*wanted), recorded("fiscaldata/dts_operating_cash_balance.json"))
    assert dict(values(found, "tga")) == {
        "2025-07-07": 332_482e6,
        "2025-07-08": 343_047e6,
        "2025-07-09": 311_048e6,
        "2025-07-10": 288_395e6,
        "2025-07-11": 282_363e6,
    }
    assert dict(values(found, "opening"))["2025-07-07"] == 313_162e6
    assert dict(values(found, "withdrawals"))["2025-07-10"] == 299_502e6


def test_recorded_fiscaldata_debt_to_the_penny() -> None:
    wanted = series("debt", PENNY, "tot_pub_debt_out_amt")
    found = dict(values(read(fiscaldata.SOURCE, asked(wanted, size=5), recorded("fiscaldata/od_debt_to_penny.json"))))
    assert len(found) == 5
    assert found["2026-09-23"] == 40_073_558_531_201.68
    assert found["2026-09-17"] == 40_093_343_468_150.50


def test_recorded_fiscaldata_auctions() -> None:
    wanted = (
        series("bills", AUCTIONS, "settling|Bill|offering_amt"),
        series("soma", AUCTIONS, "settling|Note|soma_accepted"),
        series("dealers", AUCTIONS, "auctioned|All|primary_dealer_accepted"),
    )
    body = recorded("fiscaldata/od_auctions_query.json")
    assert "longer than one page" in refusal(fiscaldata.SOURCE, asked(*wanted, size=3), body.decode())
    answer = json.loads(body)
    answer["meta"] |= {"total-count": 3, "total-pages": 1}  # the recording was trimmed, its counters were not
    found = read(fiscaldata.SOURCE, asked(*wanted), json.dumps(answer))
    assert [row[1:] for row in found if row.series == "bills"] == [
        (date(2026, 1, 8), 86e9, datetime(2025, 12, 31, 16, 0, tzinfo=UTC)),
        (date(2026, 10, 1), 85e9, datetime(2026, 9, 24, 15, 0, tzinfo=UTC)),
    ]
    assert [row[1:] for row in found if row.series == "soma"] == [
        (date(2026, 9, 30), 6_624_195_400.0, datetime(2026, 9, 24, 17, 2, tzinfo=UTC))
    ]
    assert dict(values(found, "dealers")) == {"2026-01-05": 32_375_626_000.0, "2026-09-24": 5_447_550_000.0}


def test_recorded_fiscaldata_upcoming_auctions() -> None:
    wanted = (
        series("bills", UPCOMING, "settling|Bill|offering_amt"),
        series("coupons", UPCOMING, "settling|Coupon|offering_amt"),
    )
    found = read(fiscaldata.SOURCE, asked(*wanted), recorded("fiscaldata/od_upcoming_auctions.json"))
    assert dict(values(found, "bills")) == {"2026-07-23": 266e9}  # 92 + 79 + 95; snapshots of 2024 are left out
    assert dict(values(found, "coupons")) == {"2026-07-24": 13e9, "2026-07-31": 21e9}
    assert {row.vintage for row in found} == {date(2026, 7, 10)}


def test_samples_of_errors_and_of_an_empty_day() -> None:
    wanted = series("debt", PENNY, "tot_pub_debt_out_amt")
    assert read(fiscaldata.SOURCE, asked(wanted), recorded("fiscaldata/empty_200.json")) == []
    for name in ("field", "filter_format", "operator", "page_out_of_range"):
        refusal(fiscaldata.SOURCE, asked(wanted), recorded(f"fiscaldata/error_400_{name}.json").decode())


def test_a_sample_of_one_flow_is_read() -> None:
    wanted = series("withheld", FLOWS, "Deposits|taxes_withheld", delivered="usd_million")
    found = read(fiscaldata.SOURCE, asked(wanted), recorded("fiscaldata/dts_deposits_withdrawals.json"))
    assert list(values(found)) == [("2026-07-28", 2_144e6)]


@pytest.mark.parametrize(
    ("name", "part", "reason"),
    [
        ("identity", "closing_balance", "misses closing"),
        ("gap_between_days", "closing_balance", "the day before closed with"),
        ("no_closing", "closing_balance", "0 rows"),
        ("two_closings", "closing_balance", "2 rows"),
        ("row_missing_from_envelope", "closing_balance", "5 were due"),
        ("second_page", "closing_balance", "longer than one page"),
        ("unknown_large_label", "Deposits|taxes_withheld", "A label of tomorrow"),
        ("label_of_another_era", "Deposits|taxes_withheld", "Cash FTD's"),
        ("total_differs", "Deposits|taxes_withheld", "published total is 62100"),
        ("subtotal_differs", "Deposits|taxes_withheld", "published total is 12100"),
        ("third_side", "Deposits|taxes_withheld", "Adjustments"),
    ],
)
def test_a_broken_statement_is_refused_for_its_reason(name: str, part: str, reason: str) -> None:
    key = BALANCE if part == "closing_balance" else FLOWS
    assert reason in broken(name, series("x", key, part, delivered="usd_million"))


@pytest.mark.parametrize(
    ("name", "key", "part", "reason"),
    [
        ("bidders", AUCTIONS, "settling|Bill|soma_accepted", "is not comp_accepted"),
        ("awards", AUCTIONS, "settling|Bill|soma_accepted", "is not total_accepted"),
        ("new_kind", AUCTIONS, "settling|Bill|soma_accepted", "Perpetual"),
        ("cent_missing", PENNY, "tot_pub_debt_out_amt", "not the total"),
    ],
)
def test_a_broken_sum_is_refused_for_its_reason(name: str, key: str, part: str, reason: str) -> None:
    assert reason in broken(name, series("x", key, part))


def test_a_label_cut_by_the_publisher_still_counts_where_it_fits_one_line_only() -> None:
    rows = json.loads((REPLIES / "balance_2025.json").read_text())["data"][4:]
    wanted = series("tga", BALANCE, "closing_balance", delivered="usd_million")
    cut = [*rows[:3], rows[3] | {"account_type": rows[3]["account_type"][:33]}]  # ... (TGA) Cl
    assert list(values(read(fiscaldata.SOURCE, asked(wanted), page(cut)))) == [("2025-10-31", 926_328e6)]
    unclear = [*rows[:3], rows[3] | {"account_type": rows[3]["account_type"][:28]}]
    assert "0 rows" in refusal(fiscaldata.SOURCE, asked(wanted), page(unclear))


def test_rounding_of_two_million_is_no_error_and_three_is() -> None:
    rows = json.loads((REPLIES / "balance_2025.json").read_text())["data"][4:]
    wanted = series("tga", BALANCE, "closing_balance", delivered="usd_million")
    off = {"926326": True, "926330": True, "926325": False, "926331": False}
    for closing, is_fine in off.items():
        body = page([*rows[:3], rows[3] | {"open_today_bal": closing}])
        if is_fine:
            assert list(values(read(fiscaldata.SOURCE, asked(wanted), body))) == [("2025-10-31", float(closing) * 1e6)]
        else:
            assert "misses" in refusal(fiscaldata.SOURCE, asked(wanted), body)


def test_rounded_lines_may_miss_their_total_by_half_a_million_each() -> None:
    rows = json.loads((REPLIES / "flows.json").read_text())["data"][5:8]
    wanted = series("education", FLOWS, "Withdrawals|education_department", delivered="usd_million")
    fine = page([*rows[:2], rows[2] | {"transaction_today_amt": "40701"}])
    assert list(values(read(fiscaldata.SOURCE, asked(wanted), fine))) == [("2022-09-09", 700e6)]
    off = page([*rows[:2], rows[2] | {"transaction_today_amt": "40702"}])
    assert "40702" in refusal(fiscaldata.SOURCE, asked(wanted), off)


@pytest.mark.parametrize("part", ["closing", "Deposits", "Deposits|no_such_line", "Refunds|public_debt"])
def test_a_part_no_table_has_is_refused(part: str) -> None:
    key, name = (BALANCE, "balance_2025") if part == "closing" else (FLOWS, "flows")
    body = (REPLIES / f"{name}.json").read_text()
    assert part in refusal(fiscaldata.SOURCE, asked(series("x", key, part)), body)


def month(name: str, parent: str, receipts: str, outlays: str, deficit: str, id_: str = "") -> dict[str, str]:
    return {
        "record_date": "2026-03-31",
        "record_fiscal_year": "2026",
        "parent_id": parent,
        "classification_id": id_ or f"{parent}{name}",
        "classification_desc": name,
        "current_month_gross_rcpt_amt": receipts,
        "current_month_gross_outly_amt": outlays,
        "current_month_dfct_sur_amt": deficit,
    }


RELEASE = [
    month("FY 2025", "null", "null", "null", "null", id_="1"),
    month("October", "1", "326770236058.10", "584220273025.31", "257450036967.21"),
    month("September", "1", "600.00", "400.00", "-200.00"),
    month("Year-to-Date", "1", "5.00", "7.00", "2.00"),
    month("FY 2026", "null", "null", "null", "null", id_="2"),
    month("October", "2", "400.00", "500.25", "100.25"),
    month("March", "2", "300.00", "450.00", "150.00"),
    month("April", "2", "null", "null", "null"),
]


def test_a_month_of_the_monthly_statement_belongs_to_the_year_it_stands_under() -> None:
    wanted = series("deficit", MONTHLY, "deficit", release="mts")
    found = read(fiscaldata.SOURCE, asked(wanted), page(RELEASE))
    assert list(values(found)) == [
        ("2024-10-31", 257_450_036_967.21),
        ("2025-09-30", -200.0),
        ("2025-10-31", 100.25),
        ("2026-03-31", 150.0),
    ]
    assert {row.vintage for row in found} == {wanted.release.known_at(date(2026, 3, 31))}


def test_a_month_without_its_year_or_with_a_wrong_deficit_is_refused() -> None:
    wanted = series("deficit", MONTHLY, "deficit", release="mts")
    assert "no fiscal year" in refusal(
        fiscaldata.SOURCE, asked(wanted), page([month("March", "9", "1", "1", "0", "9")])
    )
    wrong = [*RELEASE[:1], RELEASE[1] | {"current_month_dfct_sur_amt": "-257450036967.21"}]
    assert "not the deficit" in refusal(fiscaldata.SOURCE, asked(wanted), page(wrong))


def first_of(*wanted: Series, start: str = "2025-10-01", end: str = "2025-10-31") -> list[Request]:
    return list(fiscaldata.SOURCE.requests(wanted, date.fromisoformat(start), date.fromisoformat(end)))


def test_a_table_is_asked_for_once_with_all_columns_and_a_firm_order() -> None:
    closing, opening = series("tga", BALANCE, "closing_balance"), series("opening", BALANCE, "opening_balance")
    (asking,) = first_of(closing, opening)
    assert asking.series == (closing, opening)
    assert asking.url == f"{fiscaldata.BASE_URL}/{BALANCE}"
    assert asking.params == {
        "filter": "record_date:gte:2025-10-01,record_date:lte:2025-10-31",
        "sort": "record_date,src_line_nbr",
        "page[number]": "1",
        "page[size]": "10000",
        "format": "json",
    }


def test_windows_of_days_touch_and_do_not_overlap() -> None:
    filters = [
        asking.params["filter"] for asking in first_of(series("x", FLOWS, "Deposits|taxes_withheld"), end="2026-01-25")
    ]
    assert filters == [
        "record_date:gte:2025-10-01,record_date:lte:2025-11-25",
        "record_date:gte:2025-11-26,record_date:lte:2026-01-20",
        "record_date:gte:2026-01-21,record_date:lte:2026-01-25",
    ]


def test_auctions_are_asked_for_ahead_by_the_day_their_part_is_about() -> None:
    settling, auctioned = first_of(
        series("s", AUCTIONS, "settling|Bill|offering_amt"), series("a", AUCTIONS, "auctioned|Bill|offering_amt")
    )
    assert settling.params["filter"] == "issue_date:gte:2025-10-01,issue_date:lte:2025-12-05"
    assert auctioned.params["filter"] == "auction_date:gte:2025-10-01,auction_date:lte:2025-12-05"
    assert "filter" not in first_of(series("u", UPCOMING, "settling|All|offering_amt"))[0].params


def test_pages_follow_the_links_and_the_count() -> None:
    (asking,) = first_of(series("debt", PENNY, "tot_pub_debt_out_amt"))

    def envelope(pages: int, following: str | None) -> bytes:
        answer: dict[str, Any] = {"data": [], "meta": {"total-pages": pages}, "links": {"next": following}}
        return json.dumps(answer).encode()

    assert asking.next_page is not None
    assert asking.next_page(envelope(1, None)) is None
    second = asking.next_page(envelope(2, "&page%5Bnumber%5D=2"))
    assert second is not None and second.params["page[number]"] == "2" and second.next_page is not None
    assert second.next_page(envelope(2, None)) is None
    for pages, following in ((2, None), (1, "&page%5Bnumber%5D=2")):
        with pytest.raises(SourceFormatError):
            asking.next_page(envelope(pages, following))


def test_the_rows_of_the_last_page_are_counted_too() -> None:
    wanted = series("debt", PENNY, "tot_pub_debt_out_amt")
    row = {
        "record_date": "2025-10-31",
        "debt_held_public_amt": "1",
        "intragov_hold_amt": "2",
        "tot_pub_debt_out_amt": "3",
    }
    last = page([row], **{"total-count": 11, "total-pages": 2})
    assert list(values(read(fiscaldata.SOURCE, asked(wanted, size=10, number=2), last))) == [("2025-10-31", 3.0)]
    assert "10 were due" in refusal(fiscaldata.SOURCE, asked(wanted, size=10), last)


def test_a_label_cut_too_short_is_no_balance() -> None:
    rows = json.loads((REPLIES / "balance_2020.json").read_text())["data"]
    wanted = series("tga", BALANCE, "closing_balance", delivered="usd_million")
    cut = [
        row | {"account_type": "Federal Reserve"} if "Federal Reserve" in row["account_type"] else row for row in rows
    ]
    assert cut != rows
    assert "0 rows" in refusal(fiscaldata.SOURCE, asked(wanted), page(cut))
