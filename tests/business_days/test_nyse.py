"""The New York Stock Exchange: its schedule, another calendar of it, and the gaps of stock indices."""

import warnings
from collections.abc import Callable
from datetime import date, time

import pytest

from tidegauge.business_days import CALENDARS

NYSE = CALENDARS["nyse"]
YEARS = range(2002, 2028)

NASDAQ_TOO_MANY = {date(2019, 4, 19)}
"""Good Friday 2019 has a stored value of the Nasdaq Composite: an oddity of the series."""


@pytest.mark.parametrize("year", YEARS)
def test_the_exchange_keeps_its_published_closings(year: int, answers: dict[tuple[str, str, int], list[date]]) -> None:
    assert list(NYSE.holidays(year)) == answers["nyse", "closed", year]


@pytest.mark.parametrize("year", YEARS)
def test_the_exchange_keeps_its_published_early_closes(
    year: int, early_answers: Callable[[str, int], dict[date, time]]
) -> None:
    assert NYSE.early_closes(year) == early_answers("nyse", year)


def test_the_exchange_closed_for_four_presidents_and_a_hurricane() -> None:
    for day in (date(2004, 6, 11), date(2007, 1, 2), date(2018, 12, 5), date(2025, 1, 9)):
        assert NYSE.holidays(day.year)[day].startswith("mourning for President"), day
    assert NYSE.on_or_after(date(2012, 10, 29)) == date(2012, 10, 31)


def test_the_exchange_moves_a_saturday_fourth_of_july_and_christmas_to_friday() -> None:
    for day in (date(2020, 7, 3), date(2021, 12, 24), date(2026, 7, 3), date(2027, 12, 24)):
        assert not NYSE.is_open(day), day


def test_the_exchange_does_not_move_a_saturday_new_year() -> None:
    for day in (date(2004, 12, 31), date(2010, 12, 31), date(2021, 12, 31), date(2027, 12, 31)):
        assert NYSE.is_open(day), day


def test_the_exchange_trades_on_columbus_day_and_veterans_day() -> None:
    assert NYSE.is_open(date(2025, 10, 13))
    assert NYSE.is_open(date(2025, 11, 11))


def test_the_exchange_is_closed_on_every_good_friday() -> None:
    for day in (date(2007, 4, 6), date(2021, 4, 2), date(2023, 4, 7), date(2026, 4, 3), date(2027, 3, 26)):
        assert not NYSE.is_open(day), day


def test_the_exchange_keeps_juneteenth_from_2022() -> None:
    assert NYSE.is_open(date(2021, 6, 18))
    assert not NYSE.is_open(date(2022, 6, 20))
    assert not NYSE.is_open(date(2027, 6, 18))


def test_half_days_around_the_fourth_of_july_depend_on_its_weekday() -> None:
    assert NYSE.closes_early(date(2002, 7, 5)) == time(13)
    assert NYSE.closes_early(date(2002, 7, 3)) is None
    assert NYSE.closes_early(date(2013, 7, 3)) == time(13)
    assert NYSE.closes_early(date(2013, 7, 5)) is None
    assert NYSE.closes_early(date(2026, 7, 2)) is None


def test_another_calendar_of_the_exchange_has_the_same_closings_and_early_closes() -> None:
    """The other package reaches one year past its own run; what lies beyond is in `answers.csv` only."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        warnings.simplefilter("ignore", FutureWarning)
        import exchange_calendars

        reach = exchange_calendars.get_calendar("XNYS").last_session.date()
        end = min(reach, date(2027, 12, 31))
        other = exchange_calendars.get_calendar("XNYS", start="1990-01-02", end=end.isoformat())
        sessions = [session.date() for session in other.sessions]
        closes = {
            session.date(): other.session_close(session).tz_convert("America/New_York").time()
            for session in other.early_closes
        }
    assert end >= date(2026, 12, 31)
    assert NYSE.open_days(date(1990, 1, 1), end) == sessions
    early = {day: clock for year in YEARS for day, clock in NYSE.early_closes(year).items() if day <= end}
    assert early == {day: clock for day, clock in closes.items() if day.year in YEARS}


def test_the_s_and_p_500_has_a_value_on_every_trading_day(published_days: Callable[..., set[date]]) -> None:
    days = published_days("fred/SP500.csv")
    assert set(NYSE.open_days(min(days), max(days))) == days


def test_the_nasdaq_composite_has_a_value_on_every_trading_day_since_1990(
    published_days: Callable[..., set[date]],
) -> None:
    days = {day for day in published_days("fred/NASDAQCOM.csv") if day.year >= 1990}
    assert days ^ set(NYSE.open_days(date(1990, 1, 1), max(days))) == NASDAQ_TOO_MANY
