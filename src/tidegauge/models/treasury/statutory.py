"""The dates that law and rule set for the Treasury's cash, moved off closed days as each rule says.

A tax falling due on a closed day is due on the next open one. A benefit falling due on a closed day is paid on the
open day before, so two months may be paid in one. Two exceptions are kept: Medicare's plans get January on the first
open day of the year, since a payment may not slip into the old year, and interest moves forward, never back.
"""

from collections.abc import Iterable
from datetime import date, timedelta

from tidegauge.business_days import CALENDARS

FED = CALENDARS["fed"]
WEDNESDAY, FRIDAY, SATURDAY, SUNDAY = 2, 4, 5, 6

POSTPONED_APRIL = {
    2018: date(2018, 4, 18),  # IR-2018-100: the payment site failed on the 17th
    2020: date(2020, 7, 15),  # IRS Notice 2020-23
    2021: date(2021, 5, 17),  # IRS Notice 2021-21, individuals only
}
"""April deadlines that the Internal Revenue Service moved for everybody."""


def emancipation_day(year: int) -> date:
    """Return the day the District of Columbia keeps Emancipation Day, which counts as a holiday for tax (26 USC 7503).

    Examples
    --------
    >>> emancipation_day(2023), emancipation_day(2025)
    (datetime.date(2023, 4, 17), datetime.date(2025, 4, 16))
    """
    day = date(year, 4, 16)
    return day + timedelta(days={SATURDAY: -1, SUNDAY: 1}.get(day.weekday(), 0))


def april_deadline(year: int) -> date:
    """Return the day on which individuals' income tax and the first estimated payment are due.

    Examples
    --------
    >>> [april_deadline(year).isoformat() for year in (2020, 2022, 2023, 2025)]
    ['2020-07-15', '2022-04-18', '2023-04-18', '2025-04-15']
    """
    if year in POSTPONED_APRIL:
        return POSTPONED_APRIL[year]
    day = FED.on_or_after(date(year, 4, 15))
    while day == emancipation_day(year) or not FED.is_open(day):
        day += timedelta(days=1)
    return day


def fifteenths(years: Iterable[int], month: int) -> list[date]:
    """Return the open days on which a tax of the 15th of `month` is due, one a year.

    Examples
    --------
    >>> fifteenths([2024], 6)
    [datetime.date(2024, 6, 17)]
    """
    return [FED.on_or_after(date(year, month, 15)) for year in years]


def benefit_wednesday(year: int, month: int, number: int) -> date:
    """Return the day of the `number`-th Wednesday's Social Security benefits, moved back where it is closed.

    Those who came to benefits since May 1997 are paid on the second, third or fourth Wednesday by birthday, the
    others on the 3rd (20 CFR 404.1807).

    Examples
    --------
    >>> benefit_wednesday(2025, 9, 2), benefit_wednesday(2024, 6, 3)
    (datetime.date(2025, 9, 10), datetime.date(2024, 6, 18))
    """
    first = date(year, month, 1)
    wednesday = first + timedelta(days=(WEDNESDAY - first.weekday()) % 7 + 7 * (number - 1))
    return FED.on_or_before(wednesday)


def benefit_first(year: int, month: int) -> date:
    """Return the day on which the benefits of the 1st are paid: the business day before, where the 1st is closed.

    Examples
    --------
    >>> benefit_first(2025, 6), benefit_first(2026, 1)
    (datetime.date(2025, 5, 30), datetime.date(2025, 12, 31))
    """
    return FED.on_or_before(date(year, month, 1))


def plan_first(year: int, month: int) -> date:
    """Return the day on which Medicare pays its plans for a month (42 USC 1395w-23): January's stays in the new year.

    Examples
    --------
    >>> plan_first(2025, 6), plan_first(2025, 1)
    (datetime.date(2025, 5, 30), datetime.date(2025, 1, 2))
    """
    return FED.on_or_after(date(year, 1, 1)) if month == 1 else benefit_first(year, month)


def month_end(year: int, month: int) -> date:
    """Return the last calendar day of a month.

    Examples
    --------
    >>> month_end(2024, 2)
    datetime.date(2024, 2, 29)
    """
    return date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)
