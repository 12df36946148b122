"""When US government securities trade and settle, as SIFMA (until 2006 the Bond Market Association) recommends.

Two calendars, because SIFMA recommends two things and they part on one kind of day:

- `sifma_trading`: the days dealers trade. Treasury yields (H.15) follow it.
- `sifma`: the days a Treasury trade or repo also settles. SOFR, BGCR, TGCR and the ON RRP operation follow it.

They differ when the Bureau of Labor Statistics publishes the jobs report on Good Friday: then SIFMA recommends
trading until noon, so there is a 10-year yield, and no settlement, so there is no SOFR. In 2021 and 2023 the
published series show exactly that; SIFMA's notes for 2012, 2015 and 2026 say so in words.

The market closes on Friday for a Saturday holiday though the Reserve Banks stay open, except New Year's Day (never on
the last day of a year) and Veterans Day.

What is checked. From 2018-04-03, `sifma` against the gaps of SOFR. Before that there is no SOFR: only the gaps of the
10-year yield, which check `sifma_trading` back to 1990, and those of ON RRP from 2013. So a Good Friday of 2007 or
2010 without settlement rests on SIFMA's "past practice", not on a figure. Days from 2026-04 are by rule, save
2026-04-03, which SIFMA announced. Early closes leave no trace in daily series: those from 2014 follow SIFMA's
published pattern, those before 2009-04-03 the twelve a year which its notice of that day names, with the years 2009
to 2013 least certain around Independence Day. They never delay a settlement.
"""

from datetime import date, time, timedelta

from tidegauge.business_days.calendar import Calendar
from tidegauge.business_days.holidays import (
    CHRISTMAS,
    COLUMBUS,
    GOOD_FRIDAY,
    INDEPENDENCE,
    JUNETEENTH,
    KING,
    LABOR,
    MEMORIAL,
    NEW_YEAR,
    OBSERVED,
    THANKSGIVING,
    THURSDAY,
    VETERANS,
    WASHINGTON,
    WEEKEND,
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
    date(2004, 6, 11): "mourning for President Reagan",
    date(2012, 10, 30): "Hurricane Sandy",
    date(2018, 12, 5): "mourning for President Bush",
}
"""Full closes outside the schedule; each is a gap in the 10-year yield. SIFMA still called 2012-10-30 a good
settlement day, but asked firms to settle as little as they could; `sifma` counts it as closed."""

STAY_ON_SATURDAY = {NEW_YEAR, VETERANS}
JUNETEENTH_FROM = 2022

AFTERNOON, NOON = time(14, 0), time(12, 0)

UNSCHEDULED_EARLY = {
    date(2007, 1, 2): AFTERNOON,  # mourning for President Ford; that it was early is known, the hour is not certain
    date(2012, 10, 29): NOON,  # Hurricane Sandy
    date(2025, 1, 9): AFTERNOON,  # mourning for President Carter
}

FEWER_EARLY_CLOSES = date(2009, 4, 3)
"""From this notice on SIFMA dropped the early closes before these seven holidays."""
DROPPED_EVES = {KING, WASHINGTON, INDEPENDENCE, LABOR, COLUMBUS, VETERANS, THANKSGIVING}
KEPT_EVES = {GOOD_FRIDAY, MEMORIAL, CHRISTMAS}
INDEPENDENCE_EVE_AGAIN = 2014
FULL_NEW_YEARS_EVES = {2010}
"""Years whose last day SIFMA announced as a full day of trading."""

JOBS_GOOD_FRIDAY_FROM = 1996
"""First Good Friday traded for the jobs report; on 1994-04-01, also a report's day, there was no 10-year yield."""


def jobs_report_on_good_friday(year: int) -> bool:
    """Say whether the jobs report comes out on Good Friday.

    The report comes on the third Friday after the week that holds the 12th of the month before, so in April it is
    always from the 1st to the 7th, and never at a Good Friday in March.

    Examples
    --------
    >>> [year for year in range(2002, 2028) if jobs_report_on_good_friday(year)]
    [2007, 2010, 2012, 2015, 2021, 2023, 2026]
    """
    day = good_friday(year)
    return day.month == 4 and day.day <= 7


def trading_closings(year: int) -> dict[date, str]:
    """Return the full closes SIFMA recommends for trading.

    Examples
    --------
    >>> date(2023, 4, 7) in trading_closings(2023), date(2024, 3, 29) in trading_closings(2024)
    (False, True)
    """
    kept = {day: name for day, name in federal_law(year).items() if name != JUNETEENTH or year >= JUNETEENTH_FROM}
    still = {day: name for day, name in kept.items() if name in STAY_ON_SATURDAY}
    moving = {day: name for day, name in kept.items() if name not in STAY_ON_SATURDAY}
    scheduled = observe(moving, nearest_weekday) | observe(still, sunday_to_monday)
    if year < JOBS_GOOD_FRIDAY_FROM or not jobs_report_on_good_friday(year):
        scheduled[good_friday(year)] = GOOD_FRIDAY
    return only_year(scheduled | UNSCHEDULED, year)


def settlement_closings(year: int) -> dict[date, str]:
    """Return the days on which Treasury trades and repo do not settle: the full closes and every Good Friday.

    Examples
    --------
    >>> settlement_closings(2023)[date(2023, 4, 7)]
    'Good Friday'
    """
    return only_year(trading_closings(year) | {good_friday(year): GOOD_FRIDAY}, year)


def early_closes(year: int) -> dict[date, time]:
    """Return the early closes SIFMA recommends: eves of holidays at 14:00, a Good Friday with a jobs report at noon.

    Examples
    --------
    >>> [day.strftime("%m-%d") for day in early_closes(2025)]
    ['01-09', '04-17', '05-23', '07-03', '11-28', '12-24', '12-31']
    """
    closings = trading_closings(year)
    days = [_open_before(day, closings) for day, name in closings.items() if _has_short_eve(day, name)]
    days.append(nth_weekday(year, 11, THURSDAY, 4) + timedelta(days=1))
    if year not in FULL_NEW_YEARS_EVES:
        days.append(_open_before(sunday_to_monday(date(year + 1, 1, 1)), closings))
    early = dict.fromkeys(days, AFTERNOON)
    if good_friday(year) not in closings:
        early[good_friday(year)] = NOON
    early |= {day: clock for day, clock in UNSCHEDULED_EARLY.items() if day.year == year}
    return {day: early[day] for day in sorted(early)}


def _has_short_eve(day: date, reason: str) -> bool:
    """Whether the trading day before this closing ends early; a weekend holiday that moved nowhere has no eve."""
    if day.weekday() in WEEKEND:
        return False
    name = reason.removesuffix(OBSERVED)
    if name == INDEPENDENCE and day.year >= INDEPENDENCE_EVE_AGAIN:
        return True
    return name in KEPT_EVES or (name in DROPPED_EVES and day < FEWER_EARLY_CLOSES)


def _open_before(day: date, closings: dict[date, str]) -> date:
    """The last trading day before `day`."""
    day -= timedelta(days=1)
    while day.weekday() in WEEKEND or day in closings:
        day -= timedelta(days=1)
    return day


SIFMA = Calendar("sifma", "settlement of US government securities and repo", settlement_closings, early_closes)
SIFMA_TRADING = Calendar("sifma_trading", "trading in US government securities", trading_closings, early_closes)
