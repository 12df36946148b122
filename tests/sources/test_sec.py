"""SEC: quarters from figures for the year to date, every filing a vintage, recorded facts of one company."""

import json
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from tests.sources.series_for_tests import read, recorded, refusal, series

from tidegauge.frame import Observation
from tidegauge.sources import sec
from tidegauge.sources.base import Request

APPLE = "CIK0000320193"


def asked(part: str, key: str = APPLE) -> Request:
    return Request((series(part, key, part),), f"{sec.BASE_URL}/{key}.json")


def facts(*rows: tuple[str, str, int, str]) -> list[sec.Fact]:
    return [
        sec.Fact(date.fromisoformat(start), date.fromisoformat(end), Decimal(amount), date.fromisoformat(filed))
        for start, end, amount, filed in rows
    ]


def test_recorded_sec_capex() -> None:
    found = read(sec.SOURCE, asked("capex"), recorded("sec/companyfacts_CIK0000320193.json"))
    by_filing = {(row.period.isoformat(), str(row.vintage)): row.value for row in found}
    assert by_filing["2022-09-30", "2022-10-28"] == 3_289e6  # 10,708 for the year less 7,419 for nine months
    assert by_filing["2022-03-31", "2022-04-29"] == 2_514e6
    assert by_filing["2025-09-30", "2025-10-31"] == 3_242e6
    assert by_filing["2025-12-31", "2026-01-30"] == 2_373e6
    assert by_filing["2024-12-31", "2025-01-31"] == by_filing["2024-12-31", "2026-01-30"] == 2_940e6
    assert ("2013-09-30", "2015-10-28") not in by_filing  # the year stands alone, without its nine months


def test_recorded_sec_revenue_keeps_every_filing() -> None:
    found = read(sec.SOURCE, asked("revenue"), recorded("sec/companyfacts_CIK0000320193.json"))
    quarter = [row for row in found if row.period == date(2017, 12, 31)]
    assert quarter == [
        Observation("revenue", date(2017, 12, 31), 88_293e6, date(2018, 2, 2)),  # under the tag of that time
        Observation("revenue", date(2017, 12, 31), 88_293e6, date(2018, 11, 5)),
        Observation("revenue", date(2017, 12, 31), 88_293e6, date(2019, 1, 30)),
        Observation("revenue", date(2017, 12, 31), 88_293e6, date(2019, 10, 31)),
    ]


def test_recorded_sec_unknown_company() -> None:
    assert "JSONDecodeError" in refusal(sec.SOURCE, asked("capex"), recorded("sec/error_404_no_such_key.xml"))


def test_a_tag_the_company_does_not_use_is_refused() -> None:
    body = recorded("sec/companyfacts_CIK0000320193.json")
    assert "finance_lease" in refusal(sec.SOURCE, asked("finance_lease_payments"), body)


def test_a_quarter_is_the_difference_of_two_figures_for_the_year_to_date() -> None:
    found = sec.quarters(
        facts(
            ("2024-01-01", "2024-03-31", 100, "2024-04-30"),
            ("2024-01-01", "2024-06-30", 230, "2024-07-30"),
            ("2024-01-01", "2024-12-31", 600, "2025-02-05"),
        )
    )
    assert found[date(2024, 6, 30)] == {date(2024, 7, 30): Decimal(130)}
    assert date(2024, 12, 31) not in found  # nine months were never filed


def test_a_quarter_stated_as_such_wins_over_a_difference() -> None:
    found = sec.quarters(
        facts(
            ("2024-01-01", "2024-03-31", 100, "2024-04-30"),
            ("2024-04-01", "2024-06-30", 131, "2024-07-30"),
            ("2024-01-01", "2024-06-30", 230, "2024-07-30"),
        )
    )
    assert found[date(2024, 6, 30)] == {date(2024, 7, 30): Decimal(131)}


def test_what_is_filed_later_is_not_used_earlier() -> None:
    found = sec.quarters(
        facts(
            ("2024-01-01", "2024-06-30", 230, "2024-07-30"),
            ("2024-01-01", "2024-03-31", 100, "2024-08-30"),
            ("2024-01-01", "2024-06-30", 230, "2025-07-30"),
        )
    )
    assert found[date(2024, 6, 30)] == {date(2025, 7, 30): Decimal(130)}


def test_a_span_of_two_years_is_no_quarter_and_makes_none() -> None:
    found = sec.quarters(
        facts(
            ("2023-01-01", "2024-09-30", 700, "2024-10-30"),
            ("2023-01-01", "2024-12-31", 900, "2025-02-05"),
        )
    )
    assert found == {}


def test_tags_are_never_added() -> None:
    rows: list[dict[str, Any]] = [{"start": "2024-01-01", "end": "2024-03-31", "val": 7, "filed": "2024-04-30"}]
    both = {tag: {"units": {"USD": rows}} for tag in sec.CONCEPTS["capex"]}
    (found,) = read(sec.SOURCE, asked("capex"), json.dumps({"cik": "0000320193", "facts": {"us-gaap": both}}))
    assert found.value == 7


def test_a_quarter_is_filed_under_the_end_of_its_month() -> None:
    """Fifty-two weeks end on a Saturday; the catalogue and the files of figures count in whole months."""
    rows = [{"start": "2023-04-02", "end": "2023-07-01", "val": 7, "filed": "2023-08-04"}]
    capex = {sec.CONCEPTS["capex"][0]: {"units": {"USD": rows}}}
    (found,) = read(sec.SOURCE, asked("capex"), json.dumps({"cik": "320193", "facts": {"us-gaap": capex}}))
    assert found == Observation("capex", date(2023, 7, 31), 7.0, date(2023, 8, 4))


def test_a_company_is_asked_for_once_with_a_contact() -> None:
    wanted = [*asked("capex").series, *asked("revenue").series, *asked("capex", "CIK0000001234").series]
    first, second = sec.SOURCE.requests(wanted, date(2025, 1, 1), date(2025, 1, 2))
    assert first.url.endswith(f"/{APPLE}.json") and len(first.series) == 2
    assert second.url.endswith("/CIK0000001234.json")
    assert sec.SOURCE.contact_variable == "TIDEGAUGE_CONTACT"
    assert sec.SOURCE.requests_per_minute <= 300


@pytest.mark.parametrize("part", sec.CONCEPTS)
def test_no_tag_is_listed_twice(part: str) -> None:
    assert len(set(sec.CONCEPTS[part])) == len(sec.CONCEPTS[part])
