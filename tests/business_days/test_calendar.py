"""Stepping between open days, on every calendar, and what a calendar refuses."""

import doctest
import subprocess
import sys
from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

import tidegauge.business_days
from tidegauge.business_days import CALENDARS, Calendar, calendar, fed, holidays, nyse, sifma
from tidegauge.errors import UsageError

ONE_DAY = timedelta(days=1)
CALENDAR = st.sampled_from(list(CALENDARS.values()))
DAY = st.dates(date(1991, 1, 1), date(2099, 12, 31))
STEPS = st.integers(0, 60)

TINY = Calendar("tiny", "closed on 2025-01-02", lambda year: {date(2025, 1, 2): "stocktaking"})


def test_the_catalogue_s_ids_are_all_there() -> None:
    assert list(CALENDARS) == ["fed", "federal", "sifma", "sifma_trading", "nyse", "everyday"]
    assert all(name == calendar.id for name, calendar in CALENDARS.items())


@pytest.mark.parametrize("module", [tidegauge.business_days, calendar, fed, holidays, nyse, sifma])
def test_every_example_in_the_docstrings_runs(module: object) -> None:
    result = doctest.testmod(module)  # type: ignore[arg-type]
    assert result.attempted > 0
    assert result.failed == 0


def test_importing_calendars_loads_no_heavy_library() -> None:
    source = "import sys, tidegauge.business_days; print({'numpy', 'pandas', 'pyarrow', 'duckdb'} & set(sys.modules))"
    ran = subprocess.run([sys.executable, "-c", source], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "set()"


@given(CALENDAR, DAY)
def test_next_open_is_the_first_open_day_after(calendar: Calendar, day: date) -> None:
    following = calendar.next_open(day)
    assert following > day
    assert calendar.is_open(following)
    assert not any(calendar.is_open(day + n * ONE_DAY) for n in range(1, (following - day).days))


@given(CALENDAR, DAY)
def test_previous_open_is_the_last_open_day_before(calendar: Calendar, day: date) -> None:
    previous = calendar.previous_open(day)
    assert previous < day
    assert calendar.is_open(previous)
    assert not any(calendar.is_open(day - n * ONE_DAY) for n in range(1, (day - previous).days))


@given(CALENDAR, DAY)
def test_on_or_after_and_on_or_before_keep_an_open_day(calendar: Calendar, day: date) -> None:
    if calendar.is_open(day):
        assert calendar.on_or_after(day) == calendar.on_or_before(day) == day
    else:
        assert calendar.on_or_after(day) == calendar.next_open(day)
        assert calendar.on_or_before(day) == calendar.previous_open(day)


@given(CALENDAR, DAY, STEPS)
def test_adding_and_taking_away_returns_to_an_open_day(calendar: Calendar, day: date, n: int) -> None:
    start = calendar.on_or_after(day)
    assert calendar.add(calendar.add(start, n), -n) == start
    assert calendar.add(calendar.add(start, -n), n) == start


@given(CALENDAR, DAY, st.integers(-60, 60))
def test_count_undoes_add(calendar: Calendar, day: date, n: int) -> None:
    start = calendar.on_or_after(day)
    assert calendar.count(start, calendar.add(start, n)) == n


@given(CALENDAR, DAY, st.integers(0, 800), st.integers(0, 800))
def test_counts_of_adjoining_spans_add_up(calendar: Calendar, day: date, first: int, second: int) -> None:
    start, middle = day - first * ONE_DAY, day
    end = min(day + second * ONE_DAY, date(2100, 12, 31))
    if start.year < 1900:
        start = date(1900, 1, 1)
    assert calendar.count(start, middle) + calendar.count(middle, end) == calendar.count(start, end)
    assert calendar.count(end, start) == -calendar.count(start, end)


@given(CALENDAR, DAY, st.integers(0, 800))
def test_open_days_are_exactly_the_days_that_are_open(calendar: Calendar, day: date, length: int) -> None:
    end = min(day + length * ONE_DAY, date(2100, 12, 31))
    span = [day + n * ONE_DAY for n in range((end - day).days + 1)]
    assert calendar.open_days(day, end) == [each for each in span if calendar.is_open(each)]


@given(CALENDAR, st.integers(1900, 2100))
def test_holidays_are_weekdays_of_their_year_in_order_with_reasons(calendar: Calendar, year: int) -> None:
    closings = calendar.holidays(year)
    assert list(closings) == sorted(closings)
    assert all(day.year == year and day.weekday() < 5 and not calendar.is_open(day) for day in closings)
    assert all(closings.values())


@given(CALENDAR, st.integers(1900, 2100))
def test_early_closes_fall_on_open_days_of_their_year(calendar: Calendar, year: int) -> None:
    early = calendar.early_closes(year)
    assert list(early) == sorted(early)
    assert all(day.year == year and calendar.is_open(day) for day in early)
    assert all(calendar.closes_early(day) == clock for day, clock in early.items())


def test_add_zero_goes_to_the_next_open_day_only_from_a_closed_one() -> None:
    assert TINY.add(date(2025, 1, 2), 0) == date(2025, 1, 3)
    assert TINY.add(date(2025, 1, 3), 0) == date(2025, 1, 3)


def test_steps_from_a_closed_day_count_open_days_only() -> None:
    assert TINY.add(date(2025, 1, 2), 1) == date(2025, 1, 3)
    assert TINY.add(date(2025, 1, 2), -1) == date(2025, 1, 1)
    assert TINY.add(date(2025, 1, 1), 3) == date(2025, 1, 7)


def test_count_leaves_out_its_start_and_takes_in_its_end() -> None:
    assert TINY.count(date(2025, 1, 1), date(2025, 1, 6)) == 2
    assert TINY.count(date(2025, 1, 2), date(2025, 1, 6)) == 2
    assert TINY.count(date(2025, 1, 3), date(2025, 1, 3)) == 0
    assert TINY.count(date(2025, 1, 6), date(2025, 1, 1)) == -2


def test_open_days_of_a_backward_span_are_none() -> None:
    assert TINY.open_days(date(2025, 1, 7), date(2025, 1, 6)) == []


def test_changing_an_answer_does_not_change_the_calendar() -> None:
    CALENDARS["fed"].holidays(2025).clear()
    CALENDARS["nyse"].early_closes(2025).clear()
    assert not CALENDARS["fed"].is_open(date(2025, 12, 25))
    assert CALENDARS["nyse"].closes_early(date(2025, 12, 24)) == time(13)


def test_crypto_trades_every_day() -> None:
    everyday = CALENDARS["everyday"]
    assert everyday.is_open(date(2025, 12, 25))
    assert everyday.next_open(date(2025, 12, 26)) == date(2025, 12, 27)
    assert everyday.count(date(2023, 12, 31), date(2024, 12, 31)) == 366
    assert everyday.holidays(2025) == {}
    assert everyday.early_closes(2025) == {}


@pytest.mark.parametrize("day", [date(1899, 12, 31), date(2101, 1, 1)])
def test_years_without_rules_are_refused(day: date) -> None:
    fed_calendar = CALENDARS["fed"]
    with pytest.raises(UsageError, match="1900 to 2100"):
        fed_calendar.is_open(day)
    with pytest.raises(UsageError, match=str(day.year)):
        fed_calendar.holidays(day.year)
    with pytest.raises(UsageError):
        fed_calendar.early_closes(day.year)
    with pytest.raises(UsageError):
        fed_calendar.closes_early(day)
    with pytest.raises(UsageError):
        fed_calendar.open_days(date(2000, 1, 1), day)


def test_stepping_out_of_the_years_with_rules_is_refused() -> None:
    with pytest.raises(UsageError, match="2101"):
        CALENDARS["fed"].next_open(date(2100, 12, 31))
    with pytest.raises(UsageError, match="1899"):
        CALENDARS["fed"].previous_open(date(1900, 1, 1))


def test_a_timestamp_is_refused_because_its_date_depends_on_a_time_zone() -> None:
    moment = datetime(2025, 12, 25, 3, tzinfo=UTC)
    with pytest.raises(UsageError, match="timestamp"):
        CALENDARS["fed"].is_open(moment)
    with pytest.raises(UsageError, match="timestamp"):
        CALENDARS["fed"].count(date(2025, 12, 1), moment)
