"""When the New York Stock Exchange trades: stock indices and their prices follow it.

A holiday on a Saturday closes the Friday before, except New Year's Day: the last Friday of a year is never lost.
Good Friday is closed; Columbus Day and Veterans Day are open.

Checked for 2002 to 2027, full and early closes, against another maintained calendar of the exchange and against the
gaps of the S&P 500. The early closes before 1993 and some odd ones of the 1990s are not here.
"""

from datetime import date, time, timedelta

from tidegauge.business_days.calendar import Calendar
from tidegauge.business_days.holidays import (
    COLUMBUS,
    FRIDAY,
    GOOD_FRIDAY,
    JUNETEENTH,
    KING,
    NEW_YEAR,
    THURSDAY,
    VETERANS,
    WEDNESDAY,
    federal_law,
    good_friday,
    nearest_weekday,
    nth_weekday,
    observe,
    only_year,
    sunday_to_monday,
)

UNSCHEDULED = {
    date(1994, 4, 27): "mourning for President Nixon",
    date(2001, 9, 11): "attacks of 11 September",
    date(2001, 9, 12): "attacks of 11 September",
    date(2001, 9, 13): "attacks of 11 September",
    date(2001, 9, 14): "attacks of 11 September",
    date(2004, 6, 11): "mourning for President Reagan",
    date(2007, 1, 2): "mourning for President Ford",
    date(2012, 10, 29): "Hurricane Sandy",
    date(2012, 10, 30): "Hurricane Sandy",
    date(2018, 12, 5): "mourning for President Bush",
    date(2025, 1, 9): "mourning for President Carter",
}
"""Full days the exchange closed outside its schedule since 1990."""

NOT_KEPT = {COLUMBUS, VETERANS}
"""Holidays of federal law on which the exchange trades."""
KEPT_FROM = {KING: 1998, JUNETEENTH: 2022}
"""Holidays the exchange took up later than federal law did."""

EARLY_CLOSE = time(13, 0)
UNSCHEDULED_EARLY = {date(2003, 12, 26): EARLY_CLOSE}


def exchange_closings(year: int) -> dict[date, str]:
    """Return the days without trading, scheduled and unscheduled.

    Examples
    --------
    >>> exchange_closings(2021)[date(2021, 12, 24)]
    'Christmas Day (observed)'
    >>> date(2021, 12, 31) in exchange_closings(2021)
    False
    """
    kept = {
        day: name for day, name in federal_law(year).items() if name not in NOT_KEPT and year >= KEPT_FROM.get(name, 0)
    }
    new_year = {date(year, 1, 1): NEW_YEAR}
    scheduled = observe(kept, nearest_weekday) | observe(new_year, sunday_to_monday)
    return only_year(scheduled | {good_friday(year): GOOD_FRIDAY} | UNSCHEDULED, year)


def exchange_early_closes(year: int) -> dict[date, time]:
    """Return the days that end at 13:00: around Independence Day, after Thanksgiving, before Christmas.

    Examples
    --------
    >>> [day.isoformat() for day in exchange_early_closes(2024)]
    ['2024-07-03', '2024-11-29', '2024-12-24']
    """
    days = [nth_weekday(year, 11, THURSDAY, 4) + timedelta(days=1), *_around_independence_day(year)]
    if date(year, 12, 24).weekday() < FRIDAY:
        days.append(date(year, 12, 24))
    return dict.fromkeys(sorted(days), EARLY_CLOSE) | {
        day: clock for day, clock in UNSCHEDULED_EARLY.items() if day.year == year
    }


def _around_independence_day(year: int) -> list[date]:
    """3 July from Monday to Thursday; until 2012, when it was a Wednesday, Friday 5 July instead."""
    eve = date(year, 7, 3)
    if eve.weekday() == WEDNESDAY and year < 2013:
        return [date(year, 7, 5)]
    return [eve] if eve.weekday() < FRIDAY else []


NYSE = Calendar("nyse", "New York Stock Exchange", exchange_closings, exchange_early_closes)
