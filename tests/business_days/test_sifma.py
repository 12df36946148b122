"""SIFMA's two calendars: its notices, the answers of the project, and the gaps of published series."""

from collections.abc import Callable
from datetime import date, time

import pytest

from tidegauge.business_days import CALENDARS, Calendar
from tidegauge.business_days.sifma import jobs_report_on_good_friday

SIFMA = CALENDARS["sifma"]
TRADING = CALENDARS["sifma_trading"]
YEARS = range(2002, 2028)

TRADED_GOOD_FRIDAYS = [
    date(2007, 4, 6),
    date(2010, 4, 2),
    date(2012, 4, 6),
    date(2015, 4, 3),
    date(2021, 4, 2),
    date(2023, 4, 7),
    date(2026, 4, 3),
]

ON_RRP_MISSING = {
    date(2014, 4, 17),
    date(2015, 4, 2),
    date(2016, 3, 24),
    date(2017, 4, 13),
    date(2018, 3, 29),
    date(2018, 12, 4),
    date(2019, 4, 18),
}
"""Eves of days on which the Reserve Banks opened but Treasuries did not settle. Until 2019 the series of overnight
operations lacks them, it seems because money placed there came back after more than one Fed day."""


@pytest.mark.parametrize("year", YEARS)
def test_sifma_recommends_its_published_full_closes(year: int, answers: dict[tuple[str, str, int], list[date]]) -> None:
    assert list(TRADING.holidays(year)) == answers["sifma_trading", "closed", year]


@pytest.mark.parametrize("year", YEARS)
def test_sifma_recommends_its_published_early_closes(
    year: int, early_answers: Callable[[str, int], dict[date, time]]
) -> None:
    assert TRADING.early_closes(year) == early_answers("sifma_trading", year)


@pytest.mark.parametrize("year", YEARS)
def test_settlement_differs_from_trading_only_on_a_traded_good_friday(
    year: int, answers: dict[tuple[str, str, int], list[date]]
) -> None:
    extra = [day for day in TRADED_GOOD_FRIDAYS if day.year == year]
    assert list(SIFMA.holidays(year)) == sorted(answers["sifma_trading", "closed", year] + extra)


def test_there_is_no_sofr_on_good_friday() -> None:
    days = [date(2019, 4, 19), date(2020, 4, 10), date(2021, 4, 2), date(2022, 4, 15), date(2023, 4, 7)]
    for day in [*days, date(2024, 3, 29), date(2025, 4, 18), date(2026, 4, 3), date(2027, 3, 26)]:
        assert SIFMA.holidays(day.year)[day] == "Good Friday"


def test_treasuries_trade_until_noon_on_a_good_friday_with_a_jobs_report() -> None:
    for day in TRADED_GOOD_FRIDAYS:
        assert TRADING.closes_early(day) == time(12), day
        assert not SIFMA.is_open(day), day
        assert SIFMA.closes_early(day) is None, day
        assert TRADING.closes_early(TRADING.previous_open(day)) is None, day


def test_the_jobs_report_meets_good_friday_in_seven_of_the_checked_years() -> None:
    assert [year for year in YEARS if jobs_report_on_good_friday(year)] == [d.year for d in TRADED_GOOD_FRIDAYS]


@pytest.mark.parametrize("calendar", [SIFMA, TRADING])
class TestBothRecommendations:
    """Facts on which settlement and trading agree."""

    def test_the_market_closed_for_president_bush_and_not_for_president_carter(self, calendar: Calendar) -> None:
        assert not calendar.is_open(date(2018, 12, 5))
        assert calendar.is_open(date(2025, 1, 9))
        assert calendar.closes_early(date(2025, 1, 9)) == time(14)

    def test_the_market_closed_for_president_reagan_and_traded_for_president_ford(self, calendar: Calendar) -> None:
        assert not calendar.is_open(date(2004, 6, 11))
        assert calendar.is_open(date(2007, 1, 2))

    def test_hurricane_sandy_shortened_one_day_and_closed_the_next(self, calendar: Calendar) -> None:
        assert calendar.closes_early(date(2012, 10, 29)) == time(12)
        assert not calendar.is_open(date(2012, 10, 30))

    def test_the_market_closes_on_friday_for_a_saturday_christmas_or_fourth_of_july(self, calendar: Calendar) -> None:
        for day in (date(2020, 7, 3), date(2021, 12, 24), date(2026, 7, 3), date(2027, 12, 24)):
            assert not calendar.is_open(day), day

    def test_the_market_never_closes_for_a_saturday_new_year_or_veterans_day(self, calendar: Calendar) -> None:
        for day in (date(2010, 12, 31), date(2021, 12, 31), date(2027, 12, 31), date(2017, 11, 10), date(2023, 11, 10)):
            assert calendar.is_open(day), day

    def test_juneteenth_is_kept_from_2022(self, calendar: Calendar) -> None:
        assert calendar.is_open(date(2021, 6, 18))
        assert not calendar.is_open(date(2022, 6, 20))


def test_before_2002_the_market_closed_where_the_ten_year_yield_has_gaps() -> None:
    for day in (date(1994, 4, 1), date(1994, 4, 27), date(2001, 9, 11), date(2001, 9, 12)):
        assert not TRADING.is_open(day), day
    for day in (date(1996, 4, 5), date(1999, 4, 2), date(1999, 12, 31), date(2001, 9, 13)):
        assert TRADING.is_open(day), day


def test_the_last_day_of_2010_was_a_full_day() -> None:
    assert TRADING.closes_early(date(2010, 12, 31)) is None
    assert TRADING.closes_early(date(2021, 12, 31)) == time(14)


def test_seven_early_closes_a_year_ended_in_april_2009() -> None:
    assert TRADING.closes_early(date(2009, 2, 13)) == time(14)
    assert TRADING.closes_early(date(2009, 9, 4)) is None
    assert TRADING.closes_early(date(2009, 7, 2)) is None


def test_sofr_is_published_on_every_open_day(published_days: Callable[..., set[date]]) -> None:
    days = published_days("fred/SOFR.csv")
    assert min(days) == date(2018, 4, 3)
    assert set(SIFMA.open_days(min(days), max(days))) == days


def test_the_ten_year_yield_is_published_on_every_trading_day_since_1990(
    published_days: Callable[..., set[date]],
) -> None:
    days = {day for day in published_days("fred/DGS10.csv") if day.year >= 1990}
    assert set(TRADING.open_days(date(1990, 1, 1), max(days))) == days


def test_on_rrp_runs_on_every_open_day_but_some_eves(published_days: Callable[..., set[date]]) -> None:
    days = {day for day in published_days("fred/RRPONTSYD.csv") if day >= date(2013, 9, 23)}
    open_days = set(SIFMA.open_days(min(days), max(days)))
    assert days - open_days == set()
    assert open_days - days == ON_RRP_MISSING
