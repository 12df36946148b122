"""The Reserve Banks and the federal offices: their schedules, the answers of the project, and published series."""

from collections.abc import Callable
from datetime import date

import pytest

from tidegauge.business_days import CALENDARS
from tidegauge.business_days.fed import ORDERED_CLOSINGS

FED = CALENDARS["fed"]
FEDERAL = CALENDARS["federal"]
YEARS = range(2002, 2028)

EFFR_MISSING = {date(2003, 10, 10), date(2003, 10, 30), date(2003, 10, 31), date(2006, 11, 6), date(2006, 11, 14)}
"""Days with Fedwire but without a stored EFFR: holes of the series, not of the calendar."""
EFFR_TOO_MANY = {date(2002, 2, 18)}
"""Washington's Birthday 2002 has a stored EFFR: an oddity of the series."""


@pytest.mark.parametrize("year", YEARS)
def test_the_fed_keeps_its_published_holidays(year: int, answers: dict[tuple[str, str, int], list[date]]) -> None:
    assert list(FED.holidays(year)) == answers["fed", "closed", year]


@pytest.mark.parametrize("year", YEARS)
def test_federal_offices_keep_their_published_closings(
    year: int, answers: dict[tuple[str, str, int], list[date]]
) -> None:
    assert list(FEDERAL.holidays(year)) == answers["federal", "closed", year]


def test_the_fed_does_not_move_a_saturday_holiday() -> None:
    for day in (date(2004, 12, 24), date(2009, 7, 3), date(2020, 7, 3), date(2021, 6, 18), date(2026, 7, 3)):
        assert FED.is_open(day), day


def test_the_fed_moves_a_sunday_holiday_to_monday() -> None:
    for day in (date(2021, 7, 5), date(2022, 6, 20), date(2022, 12, 26), date(2023, 1, 2)):
        assert not FED.is_open(day), day


def test_the_fed_is_open_on_good_friday_and_days_of_mourning() -> None:
    for day in (date(2019, 4, 19), date(2021, 4, 2), date(2023, 4, 7), date(2024, 3, 29), date(2025, 4, 18)):
        assert FED.is_open(day), day
    assert FED.is_open(date(2018, 12, 5))
    assert FED.is_open(date(2025, 1, 9))


def test_the_fed_is_open_on_christmas_eve_2021_and_on_the_last_day_of_2021() -> None:
    assert FED.is_open(date(2021, 12, 24))
    assert FED.is_open(date(2021, 12, 31))


def test_the_fed_never_closes_early() -> None:
    assert all(FED.early_closes(year) == {} for year in YEARS)


def test_federal_offices_close_on_friday_for_a_saturday_holiday() -> None:
    assert FEDERAL.holidays(2020)[date(2020, 7, 3)] == "Independence Day (observed)"
    assert FEDERAL.holidays(2021)[date(2021, 6, 18)] == "Juneteenth National Independence Day (observed)"
    assert FEDERAL.holidays(2021)[date(2021, 12, 31)] == "New Year's Day (observed)"
    assert date(2022, 1, 1) not in FEDERAL.holidays(2022)


def test_federal_offices_stay_open_on_half_days_and_inauguration_days() -> None:
    for day in (date(2002, 12, 24), date(2009, 12, 24), date(2015, 12, 24), date(2017, 1, 20), date(2021, 1, 20)):
        assert FEDERAL.is_open(day), day


def test_every_closing_by_order_falls_on_a_weekday_without_a_holiday() -> None:
    days = [closing.day for closing in ORDERED_CLOSINGS]
    assert days == sorted(set(days))
    for closing in ORDERED_CLOSINGS:
        assert FED.is_open(closing.day), closing
        assert FEDERAL.holidays(closing.day.year)[closing.day] == closing.reason


def test_only_a_closing_on_thursday_or_friday_can_move_a_weekly_release_of_the_board() -> None:
    for closing in ORDERED_CLOSINGS:
        assert (closing.release_moved == "no release") == (closing.day.weekday() < 3), closing


def test_the_board_s_release_waits_for_the_next_day_federal_offices_are_open() -> None:
    seen = {
        date(2016, 11, 24): date(2016, 11, 25),
        date(2024, 11, 28): date(2024, 11, 29),
        date(2025, 11, 27): date(2025, 11, 28),
        date(2025, 12, 25): date(2025, 12, 29),
        date(2026, 1, 1): date(2026, 1, 2),
    }
    for thursday, release in seen.items():
        assert FEDERAL.on_or_after(thursday) == release, thursday


def test_effr_is_published_on_every_open_day_of_the_fed(
    published_days: Callable[..., set[date]], weekdays: Callable[[date, date], set[date]]
) -> None:
    days = published_days("fred/EFFR.csv")
    first, last = date(2002, 1, 1), max(days)
    open_days = set(FED.open_days(first, last))
    assert open_days - days == EFFR_MISSING
    assert (days & weekdays(first, last)) - open_days == EFFR_TOO_MANY


def test_the_daily_treasury_statement_follows_the_fed_and_not_federal_offices(
    published_days: Callable[..., set[date]],
) -> None:
    days = published_days("dts/tga_daily.csv", "record_date")
    assert set(FED.open_days(min(days), max(days))) == days
    assert days - set(FEDERAL.open_days(min(days), max(days))) >= {date(2018, 12, 5), date(2025, 12, 26)}
