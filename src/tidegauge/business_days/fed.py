"""When the Federal Reserve Banks and the federal government's offices are open: two calendars that differ.

`fed` is the calendar of the Reserve Banks and Fedwire. EFFR, OBFR and the Daily Treasury Statement follow it. A
holiday on a Sunday moves to Monday; a holiday on a Saturday moves nowhere, so the Friday before is open.

`federal` is the calendar of federal offices in Washington, by which the Board of Governors publishes: a holiday on a
Saturday closes the Friday before, and presidents close the offices by order. Use it to date the Board's releases,
not the figures in them. Left out on purpose:

- half days (2002-12-24, 2009-12-24, 2015-12-24): offices were open;
- Inauguration Day (2005-01-20, 2009-01-20, 2017-01-20, 2021-01-20): a holiday for federal staff in the Washington
  area only. Whether the Board moved a release is not known to us; an H.4.1 was due once, in 2005, an H.8 in 2017;
- storms that closed Washington (1996, 2010, 2012, 2016) and lapses of appropriations (2013, 2018-19, 2025): no order
  closed the whole government. A release may still have been late then.

Both are checked for 2002 to 2027: `fed` against the gaps of EFFR and of the Daily Treasury Statement, `federal`
only against orders and the few releases whose date is known. A president may still close a day of 2026 or 2027.
"""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from tidegauge.business_days.calendar import Calendar
from tidegauge.business_days.holidays import (
    federal_law,
    nearest_weekday,
    observe,
    only_year,
    sunday_to_monday,
)


@dataclass(frozen=True)
class OrderedClosing:
    """A day on which a president closed all federal offices.

    `release_moved` tells whether the Board's weekly release due that day (H.4.1 on Thursday, or Friday after a closed
    Thursday; H.8 on Friday) moved: "seen" where a release's date shows it, "no release" from Monday to Wednesday, when
    none is due, and "unknown" where no date is at hand and the calendar assumes that it did.
    """

    day: date
    reason: str
    release_moved: Literal["seen", "no release", "unknown"]


ORDERED_CLOSINGS = (
    OrderedClosing(date(1994, 4, 27), "mourning for President Nixon", "no release"),
    OrderedClosing(date(2001, 12, 24), "closed by order, Monday before Christmas", "no release"),
    OrderedClosing(date(2003, 12, 26), "closed by order, Friday after Christmas", "unknown"),
    OrderedClosing(date(2004, 6, 11), "mourning for President Reagan", "unknown"),
    OrderedClosing(date(2007, 1, 2), "mourning for President Ford", "no release"),
    OrderedClosing(date(2007, 12, 24), "closed by order, Monday before Christmas", "no release"),
    OrderedClosing(date(2008, 12, 26), "closed by order, Friday after Christmas", "unknown"),
    OrderedClosing(date(2012, 12, 24), "closed by order, Monday before Christmas", "no release"),
    OrderedClosing(date(2014, 12, 26), "closed by order, Friday after Christmas", "unknown"),
    OrderedClosing(date(2018, 12, 5), "mourning for President Bush", "no release"),
    OrderedClosing(date(2018, 12, 24), "closed by order, Monday before Christmas", "no release"),
    OrderedClosing(date(2019, 12, 24), "closed by order, Tuesday before Christmas", "no release"),
    OrderedClosing(date(2020, 12, 24), "closed by order, Thursday before Christmas", "unknown"),
    OrderedClosing(date(2024, 12, 24), "closed by order, Tuesday before Christmas", "no release"),
    OrderedClosing(date(2025, 1, 9), "mourning for President Carter", "unknown"),
    OrderedClosing(date(2025, 12, 24), "closed by order, Wednesday before Christmas", "no release"),
    OrderedClosing(date(2025, 12, 26), "closed by order, Friday after Christmas", "seen"),
)
"""Full-day closings by executive order. 2025-12-26: the H.4.1 of 2025-12-24 appeared on Monday 2025-12-29."""


def reserve_bank_closings(year: int) -> dict[date, str]:
    """Return the Reserve Banks' holidays; those on a Saturday stay there and close nothing.

    Examples
    --------
    >>> date(2021, 12, 24) in reserve_bank_closings(2021)
    False
    >>> reserve_bank_closings(2022)[date(2022, 12, 26)]
    'Christmas Day (observed)'
    """
    return observe(federal_law(year), sunday_to_monday)


def federal_office_closings(year: int) -> dict[date, str]:
    """Return the days federal offices are closed: observed holidays, and closings by order.

    New Year's Day on a Saturday closes the last Friday of the year before, so it is listed there. Juneteenth 2021
    became law on the Thursday before; offices closed the next day.

    Examples
    --------
    >>> federal_office_closings(2021)[date(2021, 12, 31)]
    "New Year's Day (observed)"
    """
    holidays = observe(federal_law(year) | federal_law(year + 1), nearest_weekday)
    ordered = {closing.day: closing.reason for closing in ORDERED_CLOSINGS}
    return only_year(holidays | ordered, year)


FED = Calendar("fed", "Federal Reserve Banks and Fedwire", reserve_bank_closings)
FEDERAL = Calendar("federal", "federal offices in Washington, and the Board's releases", federal_office_closings)
