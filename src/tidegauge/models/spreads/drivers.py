"""What moves a spread: the calendar, known years ahead, and spare cash, known with a lag.

Repo gets dear on days on which securities are paid for or balance sheets are shown: the turn of a month, the middle of
a month (notes settle, taxes fall due), and the days around. Kinds add up, so that what is rare is learnt as a surplus
over what is frequent: a year-end is a period-end, a quarter-end and a year-end.

Spare cash is reserves and ON RRP over bank assets. ON RRP belongs in it because money funds lend there only what repo
does not pay for: while it was large, period-ends hardly moved repo at all.
"""

from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import TYPE_CHECKING

import numpy as np

from tidegauge.frame import Frame, Track, days
from tidegauge.models.base import FED, LAST_CHECKED_DAY

if TYPE_CHECKING:
    from numpy.typing import NDArray

FIRST_DAY = date(2018, 4, 2)  # the first day for which the New York Fed publishes SOFR, TGCR and BGCR
INPUTS = ("reserves", "bank_assets", "on_rrp")
KINDS = (
    "period_end", "quarter_end", "year_end", "two_before", "day_before", "day_after", "day_after_quarter",
    "second_after", "third_after", "mid_month", "tax_date", "after_mid_month", "after_tax_date",
)  # fmt: skip
"""The calendar's columns; a day that is several things has a 1 in several."""

RESERVES_LAG_DAYS = 1  # H.4.1: Wednesday's figure, Thursday 16:30
BANK_ASSETS_LAG_DAYS = 9  # H.8: Wednesday's figure, Friday of the week after, 16:15
STALE_DAYS_MAX = 35  # older figures say nothing about today: a marked gap
SMOOTHED_DAYS = 10  # ON RRP swells for a day at period-ends
TAX_MONTHS = (4, 6, 9, 12)
DECEMBER = 12


@dataclass(frozen=True, slots=True)
class Calendar:
    """The business days of the Reserve Banks from 2018 on, days since 1970-01-01, and their kinds, (n, len(KINDS))."""

    numbers: "NDArray[np.int32]"
    kinds: "NDArray[np.float64]"

    def place(self, number: int) -> int:
        """Return the position of a day, or of the first business day after it."""
        return int(np.searchsorted(self.numbers, number))


@cache
def calendar() -> Calendar:
    """Return the calendar from `FIRST_DAY` to the last year that the calendars are checked for."""
    dates = FED.open_days(FIRST_DAY, LAST_CHECKED_DAY)
    months = np.array([day.month for day in dates])
    is_end = np.array([FED.next_open(day).month != day.month for day in dates])
    is_quarter_end = is_end & (months % 3 == 0)
    is_mid = np.array([day == FED.on_or_after(day.replace(day=15)) for day in dates])
    is_tax = is_mid & np.isin(months, TAX_MONTHS)
    columns = {
        "period_end": is_end,
        "quarter_end": is_quarter_end,
        "year_end": is_end & (months == DECEMBER),
        "two_before": _moved(is_end, -2) | _moved(is_end, -3),
        "day_before": _moved(is_end, -1),
        "day_after": _moved(is_end, 1),
        "day_after_quarter": _moved(is_quarter_end, 1),
        "second_after": _moved(is_end, 2),
        "third_after": _moved(is_end, 3),
        "mid_month": is_mid,
        "tax_date": is_tax,
        "after_mid_month": _moved(is_mid, 1),
        "after_tax_date": _moved(is_tax, 1),
    }
    kinds = np.stack([columns[kind] for kind in KINDS], axis=1).astype(np.float64)
    return Calendar(np.array([days(day) for day in dates], np.int32), kinds)


def _moved(is_marked: "NDArray[np.bool_]", steps: int) -> "NDArray[np.bool_]":
    """Return marks so many business days later, earlier below 0; what would come from beyond an edge is unmarked."""
    moved = np.zeros_like(is_marked)
    if steps > 0:
        moved[steps:] = is_marked[:-steps]
    else:
        moved[:steps] = is_marked[-steps:]
    return moved


def spare_cash(frame: Frame, numbers: "NDArray[np.int32]") -> "NDArray[np.float64]":
    """Return (reserves + ON RRP) over bank assets as each day's evening knew it [%, shape (n,)].

    The history has today's vintages at the pace of the releases: Wednesday's reserves count from Thursday on, bank
    assets nine days later; ON RRP, published the same day, is its mean of ten days. NaN where a figure is more than
    `STALE_DAYS_MAX` days older than its release would have it.

    Parameters
    ----------
    frame : Frame
        `INPUTS` [USD].
    numbers : array of int32, shape (n,)
        Days since 1970-01-01.
    """
    reserves = _carried(frame["reserves"], numbers - RESERVES_LAG_DAYS)
    assets = _carried(frame["bank_assets"], numbers - BANK_ASSETS_LAG_DAYS)
    on_rrp = frame["on_rrp"].present()
    sums = np.concatenate([[0.0], np.cumsum(on_rrp.values)])
    last = np.searchsorted(on_rrp.periods, numbers, side="right")
    first = np.maximum(last - SMOOTHED_DAYS, 0)
    funds = np.where(last > first, (sums[last] - sums[first]) / np.maximum(last - first, 1), np.nan)
    funds[np.isnan(_carried(on_rrp, numbers))] = np.nan
    found: NDArray[np.float64] = 100 * (reserves + funds) / assets
    return found


def _carried(track: Track, numbers: "NDArray[np.int32]") -> "NDArray[np.float64]":
    """Return the last figure on or before each day; NaN where there is none that is fresh enough."""
    track = track.present()
    if not len(track):
        return np.full(len(numbers), np.nan)
    row = np.searchsorted(track.periods, numbers, side="right") - 1
    inside = np.maximum(row, 0)
    is_fresh = (row >= 0) & (numbers - track.periods[inside] <= STALE_DAYS_MAX)
    return np.where(is_fresh, track.values[inside], np.nan)


def standing(values: "NDArray[np.float64]") -> "NDArray[np.float64]":
    """Return values of which each gap stands as the last one before it did; NaN before the first.

    >>> standing(np.array([np.nan, 14.0, np.nan, 13.0, np.nan])).tolist()
    [nan, 14.0, 14.0, 13.0, 13.0]
    """
    row = np.maximum.accumulate(np.where(np.isnan(values), 0, np.arange(len(values))))
    found: NDArray[np.float64] = values[row]
    return found


def on_calendar(track: Track, numbers: "NDArray[np.int32]") -> "NDArray[np.float64]":
    """Return a daily track on some days [shape (n,)]; NaN on a day without a figure, such as Good Friday of SOFR."""
    track = track.present()
    found = np.full(len(numbers), np.nan)
    _, here, there = np.intersect1d(numbers, track.periods, return_indices=True)
    found[here] = track.values[there]
    return found


def window_kinds(places: "NDArray[np.int64]", window: int) -> "NDArray[np.int64]":
    """Return the rarest thing that the days after each place hold [shape (n,)]: what a calendar base rate groups by.

    4 quarter-end, 3 period-end, 2 mid-month, 1 a day beside one of them, 0 nothing.

    Parameters
    ----------
    places : array of int, shape (n,)
        Positions of origins in the calendar.
    window : int
        Business days after the origin that count.

    Examples
    --------
    >>> table = calendar()
    >>> halloween = table.place(days(date(2025, 10, 31)))
    >>> [int(window_kinds(np.array([halloween - 2]), window)[0]) for window in (1, 2)]
    [1, 3]
    """
    kinds = calendar().kinds.astype(bool)
    rank = np.zeros(len(kinds), np.int64)
    for value, kind in ((2, "mid_month"), (3, "period_end"), (4, "quarter_end")):
        rank[kinds[:, KINDS.index(kind)]] = value
    rank[(rank == 0) & kinds.any(axis=1)] = 1
    found: NDArray[np.int64] = rank[places[:, None] + np.arange(1, window + 1)].max(axis=1)
    return found
