"""The days on which Treasury securities settle, by rule: bills twice a week, coupons in mid-month and at month end.

Bills settle on Tuesday (4, 8 and 17 weeks) and Thursday (6, 13, 26 and 52 weeks), notes and bonds on the 15th and on
the last day of the month; a closed day moves to the next open one. A day on which coupons settle counts as theirs.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache
from typing import TYPE_CHECKING

import numpy as np

from tidegauge.business_days import CALENDARS
from tidegauge.models.base import LAST_CHECKED_DAY
from tidegauge.models.treasury.features import FIRST_DAY, MONTHS, YEARS, grid
from tidegauge.models.treasury.statutory import month_end

if TYPE_CHECKING:
    from numpy.typing import NDArray

FED = CALENDARS["fed"]
KINDS = ("none", "tuesday_bills", "thursday_bills", "refunding", "mid_month", "month_end")
"""Kinds of days, a later one standing before an earlier one; refunding is mid-month every third month from February."""
BILLS = (1, 2)
COUPONS = (3, 4, 5)
TUESDAY, THURSDAY = 1, 3


@cache
def kinds() -> "NDArray[np.int64]":
    """Return what settles on each business day of the table, as a place in `KINDS`; shape (n_days,).

    Examples
    --------
    >>> from datetime import date
    >>> place = grid().dates.index(date(2025, 8, 15)), grid().dates.index(date(2025, 8, 19))
    >>> [KINDS[kind] for kind in kinds()[list(place)].tolist()]
    ['refunding', 'tuesday_bills']
    """
    table = grid()
    found = np.zeros(len(table.dates), np.int64)
    for kind, weekday in zip(BILLS, (TUESDAY, THURSDAY), strict=True):
        found[table.on(FED.on_or_after(day) for day in _weekdays(weekday))] = kind
    months = [(year, month) for year in YEARS for month in MONTHS]
    found[table.on(FED.on_or_after(date(year, month, 15)) for year, month in months)] = 4
    found[table.on(FED.on_or_after(date(year, month, 15)) for year, month in months if month % 3 == 2)] = 3
    found[table.on(FED.on_or_after(month_end(year, month)) for year, month in months[:-1])] = 5
    return found


def _weekdays(weekday: int) -> Iterator[date]:
    """Yield every day of the table's years that falls on a weekday, open or not."""
    day = FIRST_DAY + timedelta(days=(weekday - FIRST_DAY.weekday()) % 7)
    while day <= LAST_CHECKED_DAY - timedelta(days=3):
        yield day
        day += timedelta(days=7)
