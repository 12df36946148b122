"""The rules that turn a year into dates."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tidegauge.business_days import holidays

YEARS = st.integers(1900, 2100)

EASTERS = ["1990-04-15", "2000-04-23", "2008-03-23", "2011-04-24", "2019-04-21", "2024-03-31", "2025-04-20"]
EASTERS += ["1693-03-22", "1818-03-22", "1886-04-25", "1943-04-25", "1954-04-18", "1981-04-19", "2285-03-22"]
EASTERS += ["2026-04-05", "2027-03-28", "2038-04-25", "2049-04-18", "2076-04-19", "2100-03-28"]


@pytest.mark.parametrize("day", EASTERS)
def test_easter_falls_on_the_church_s_dates(day: str) -> None:
    assert holidays.easter_sunday(int(day[:4])) == date.fromisoformat(day)


@given(YEARS)
def test_easter_is_a_sunday_from_22_march_to_25_april(year: int) -> None:
    easter = holidays.easter_sunday(year)
    assert easter.weekday() == holidays.SUNDAY
    assert date(year, 3, 22) <= easter <= date(year, 4, 25)


@pytest.mark.parametrize(
    ("year", "month", "weekday", "n", "day"),
    [
        (2025, 9, holidays.MONDAY, 1, 1),
        (2024, 11, holidays.THURSDAY, 4, 28),
        (2021, 5, holidays.MONDAY, -1, 31),
        (2021, 12, holidays.FRIDAY, -1, 31),
        (2024, 2, holidays.THURSDAY, 5, 29),
        (2024, 2, holidays.THURSDAY, -5, 1),
    ],
)
def test_the_nth_weekday_is_counted_from_either_end(year: int, month: int, weekday: int, n: int, day: int) -> None:
    assert holidays.nth_weekday(year, month, weekday, n) == date(year, month, day)


@given(YEARS, st.integers(1, 12), st.integers(0, 6), st.integers(1, 4))
def test_the_nth_weekday_is_that_weekday_in_its_week_of_the_month(year: int, month: int, weekday: int, n: int) -> None:
    day = holidays.nth_weekday(year, month, weekday, n)
    assert (day.month, day.weekday(), (day.day - 1) // 7) == (month, weekday, n - 1)
    last = holidays.nth_weekday(year, month, weekday, -1)
    assert last.month == month
    assert (last + timedelta(days=7)).month != month


def test_a_sunday_moves_to_monday_and_a_saturday_stays() -> None:
    assert holidays.sunday_to_monday(date(2021, 7, 4)) == date(2021, 7, 5)
    assert holidays.sunday_to_monday(date(2020, 7, 4)) == date(2020, 7, 4)


def test_a_weekend_moves_to_its_nearest_weekday() -> None:
    assert holidays.nearest_weekday(date(2021, 7, 4)) == date(2021, 7, 5)
    assert holidays.nearest_weekday(date(2020, 7, 4)) == date(2020, 7, 3)
    assert holidays.nearest_weekday(date(2019, 7, 4)) == date(2019, 7, 4)


def test_juneteenth_is_federal_law_from_2021() -> None:
    assert date(2020, 6, 19) not in holidays.federal_law(2020)
    assert holidays.federal_law(2021)[date(2021, 6, 19)] == holidays.JUNETEENTH


def test_a_holiday_that_moved_says_so() -> None:
    moved = holidays.observe({date(2022, 12, 25): "Christmas Day"}, holidays.sunday_to_monday)
    assert moved == {date(2022, 12, 26): "Christmas Day (observed)"}
    still = holidays.observe({date(2023, 12, 25): "Christmas Day"}, holidays.sunday_to_monday)
    assert still == {date(2023, 12, 25): "Christmas Day"}
