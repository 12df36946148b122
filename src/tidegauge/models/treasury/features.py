"""What the calendar says about a business day of the Reserve Banks, as named blocks of 0/1 columns.

A group of flows takes the blocks that its rules name (see `groups`). A closed day counts in both directions: the open
day after it gathers the calendar days that fell due meanwhile (`following`), the open day before it those paid early
(`preceding`). The table spans 2015 to 2027, the years the calendars are checked for, and is built once.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import TYPE_CHECKING

import numpy as np

from tidegauge.frame import days
from tidegauge.models.base import FED, LAST_CHECKED_DAY
from tidegauge.models.treasury import statutory

if TYPE_CHECKING:
    from numpy.typing import NDArray

FIRST_DAY = date(2015, 12, 1)
YEARS = range(FIRST_DAY.year, LAST_CHECKED_DAY.year + 1)
MONTHS = range(1, 13)
MONDAY, FRIDAY = 0, 4


@dataclass(frozen=True, slots=True)
class Grid:
    """The business days of the table with their properties, every array of shape (n,).

    `numbers` are days since 1970-01-01; `forward` and `backward` count business days from the first and to the last
    of the month, from 0; `after_holiday` and `before_holiday` say whether more than a plain weekend lies between.
    """

    dates: tuple[date, ...]
    numbers: "NDArray[np.int32]"
    weekday: "NDArray[np.int64]"
    month: "NDArray[np.int64]"
    day: "NDArray[np.int64]"
    week: "NDArray[np.int64]"
    forward: "NDArray[np.int64]"
    backward: "NDArray[np.int64]"
    after_holiday: "NDArray[np.bool_]"
    before_holiday: "NDArray[np.bool_]"

    def on(self, dates: Iterable[date]) -> "NDArray[np.bool_]":
        """Mark the days that are among `dates`."""
        return np.isin(self.numbers, [days(day) for day in dates])

    def distance(self, dates: Iterable[date], first: int, last: int) -> "NDArray[np.float64]":
        """Return one column for each distance in business days from the nearest of `dates`, `first` to `last`."""
        events = np.flatnonzero(self.on(dates))
        steps = np.arange(len(self.numbers))[:, None] - events[None, :]
        nearest = steps[np.arange(len(steps)), np.abs(steps).argmin(axis=1)]
        return one_hot(nearest, range(first, last + 1))


def one_hot(values: "NDArray[np.int64] | NDArray[np.int32]", kinds: Sequence[int]) -> "NDArray[np.float64]":
    """Return a column of 0 and 1 for each kind.

    Examples
    --------
    >>> one_hot(np.array([1, 3]), (1, 2, 3)).tolist()
    [[1.0, 0.0, 0.0], [0.0, 0.0, 1.0]]
    """
    marks: NDArray[np.float64] = (values[:, None] == np.asarray(kinds)[None, :]).astype(np.float64)
    return marks


def crossed(left: "NDArray[np.float64]", right: "NDArray[np.float64]") -> "NDArray[np.float64]":
    """Return the product of every column of one block with every column of another."""
    products: NDArray[np.float64] = (left[:, :, None] * right[:, None, :]).reshape(len(left), -1)
    return products


@cache
def grid() -> Grid:
    """Return the business days of the table."""
    dates = tuple(FED.open_days(FIRST_DAY, LAST_CHECKED_DAY))
    numbers = np.array([days(day) for day in dates], np.int32)
    weekday = np.array([day.weekday() for day in dates])
    month_number = np.array([12 * day.year + day.month for day in dates])
    position = np.arange(len(dates))
    firsts = np.searchsorted(month_number, month_number)
    lasts = np.searchsorted(month_number, month_number, side="right") - 1
    steps = np.diff(numbers, prepend=numbers[0] - 1, append=numbers[-1] + 3)
    return Grid(
        dates,
        numbers,
        weekday,
        np.array([day.month for day in dates]),
        np.array([day.day for day in dates]),
        np.array([(day.timetuple().tm_yday - 1) // 7 for day in dates]),
        position - firsts,
        lasts - position,
        steps[:-1] > np.where(weekday == MONDAY, 3, 1),
        steps[1:] > np.where(weekday == FRIDAY, 3, 1),
    )


def settled(dates: Sequence[date], *, forward: bool) -> "NDArray[np.float64]":
    """Count by day of the month the calendar days that each business day settles, itself included; shape (n, 31).

    With `forward` a closed day settles on the next open one, otherwise on the open one before.
    """
    counts = np.zeros((len(dates), 31))
    for position, day in enumerate(dates):
        step = timedelta(days=-1 if forward else 1)
        counted = day
        while counted == day or not FED.is_open(counted):
            counts[position, counted.day - 1] += 1
            counted += step
    return counts


def lagged(block: "NDArray[np.float64]") -> "NDArray[np.float64]":
    """Return a block one business day later."""
    return np.concatenate([np.zeros_like(block[:1]), block[:-1]])


def _month_blocks(table: Grid) -> "dict[str, NDArray[np.float64]]":
    """Where a day stands in its week and month."""
    weekday, month = one_hot(table.weekday, range(5)), one_hot(table.month, MONTHS)
    forward, backward = one_hot(table.forward, range(11)), one_hot(table.backward, range(9))
    quarter_starts = np.isin(table.month, (1, 4, 7, 10))[:, None]
    part = np.digitize(table.day, (6, 13, 18, 25))
    turn = 2 * np.pi * table.week / 52
    waves = [wave(order * turn) for order in range(1, 7) for wave in (np.sin, np.cos)]
    return {
        "level": np.ones((len(table.numbers), 1)),
        "weekday": weekday,
        "month": month,
        "month_weekday": crossed(month, weekday),
        "part_weekday": crossed(one_hot(part, range(5)), weekday),
        "forward": forward,
        "whole_month": one_hot(table.forward, range(21)),
        "backward": backward,
        "quarter_start": forward * quarter_starts,
        "quarter_end": backward * (table.month % 3 == 0)[:, None],
        "fortnight": one_hot(table.week // 2, range(26)),
        "season": np.stack(waves, axis=1),
        "refund_week": crossed(one_hot(table.week, range(3, 19)), weekday),
        "payday_phase": one_hot(table.numbers % 14, range(14)),
    }


def _closed_day_blocks(table: Grid) -> "dict[str, NDArray[np.float64]]":
    """What a closed day moves."""
    weekday = one_hot(table.weekday, range(5))
    following = settled(table.dates, forward=True)
    preceding = settled(table.dates, forward=False)
    week_start = table.numbers - table.weekday
    opened = np.arange(len(table.numbers)) - np.searchsorted(table.numbers, week_start)
    payday = lagged((preceding[:, [14]] > 0).astype(np.float64))
    month_end_payday = lagged(one_hot(table.backward, (0,)))
    emancipation = table.on(map(statutory.emancipation_day, YEARS)).astype(np.float64)[:, None]
    return {
        "following": following,
        "preceding": preceding,
        "after_holiday": np.concatenate(
            [weekday * table.after_holiday[:, None], table.before_holiday[:, None]], axis=1
        ),
        "holiday_week": weekday * (opened < table.weekday)[:, None],
        "after_payday": np.concatenate([weekday * payday, weekday * month_end_payday], axis=1),
        "emancipation": np.concatenate([emancipation, lagged(emancipation)], axis=1),
    }


def _tax_blocks(table: Grid, following: "NDArray[np.float64]") -> "dict[str, NDArray[np.float64]]":
    """The deadlines of individuals and corporations, and the 15th of months without one."""
    blocks = {"april": table.distance(map(statutory.april_deadline, YEARS), -10, 15)}
    for name, month in {"january": 1, "march": 3, "june": 6, "september": 9, "october": 10, "december": 12}.items():
        blocks[name] = table.distance(statutory.fifteenths(YEARS, month), -9 if month == 1 else -4, 8)
    middle = (following[:, [14]] > 0).astype(np.float64)
    around = np.concatenate([middle, lagged(middle), np.roll(middle, -1)], axis=1)
    blocks["plain_middle"] = around * np.isin(table.month, (2, 5, 7, 8, 11))[:, None]
    return blocks


def _payment_blocks(table: Grid, following: "NDArray[np.float64]") -> "dict[str, NDArray[np.float64]]":
    """The days of benefits and of interest."""
    months = [(year, month) for year in YEARS for month in MONTHS]
    first = table.on(statutory.benefit_first(*month) for month in months)
    early = first & (table.day != 1)
    firsts = np.stack([first, early], axis=1).astype(np.float64)
    plan_months = [table.on(statutory.plan_first(year, month) for year in YEARS) for month in MONTHS]
    ends = [table.on(FED.on_or_after(statutory.month_end(year, month)) for year in YEARS) for month in MONTHS]
    coupons = np.concatenate(
        [following[:, [14]] * one_hot(table.month, MONTHS), np.stack(ends, axis=1).astype(np.float64)], axis=1
    )
    twice = coupons.reshape(len(coupons), 2, 2, 6).sum(axis=2).reshape(len(coupons), 12)
    wednesdays = [
        table.distance((statutory.benefit_wednesday(year, month, number) for year, month in months), -1, 1)
        for number in (1, 2, 3, 4)
    ]
    return {
        "benefit_first": np.concatenate([firsts, lagged(firsts)], axis=1),
        "plan_first": np.stack([np.any(plan_months, axis=0), *plan_months], axis=1).astype(np.float64),
        "coupon": np.concatenate([coupons, twice], axis=1),
        "benefit_wednesday": np.concatenate(wednesdays, axis=1),
    }


@cache
def blocks() -> "dict[str, NDArray[np.float64]]":
    """Return every block over the whole table, each of shape (n_days, its columns).

    Examples
    --------
    >>> blocks()["weekday"].shape == (len(grid().dates), 5)
    True
    """
    table = grid()
    closed = _closed_day_blocks(table)
    following = closed["following"]
    return _month_blocks(table) | closed | _tax_blocks(table, following) | _payment_blocks(table, following)


@cache
def columns(names: tuple[str, ...]) -> "NDArray[np.float64]":
    """Return some blocks side by side over the whole table."""
    return np.concatenate([blocks()[name] for name in names], axis=1)
