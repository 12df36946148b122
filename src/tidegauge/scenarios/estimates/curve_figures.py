"""The figures behind the curve of spreads, day by day: both spreads, the shortage of reserves, ON RRP, the calendar."""

from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from tidegauge.business_days import CALENDARS
from tidegauge.frame import Frame, Track, from_days
from tidegauge.models.spreads.curve import shortage
from tidegauge.models.targets import TARGETS
from tidegauge.scenarios.parameters import catalogue

if TYPE_CHECKING:
    from numpy.typing import NDArray

INPUTS = ("sofr", "effr", "iorb", "reserves_week_average", "bank_assets", "on_rrp")
CALENDAR = ("month_end", "quarter_end", "after_month_end", "after_quarter_end", "tax_date", "mid_month")
TAX_MONTHS = (4, 6, 9, 12)
ON_RRP_UNIT_USD = 50e9
"""Take-up enters as ln(1 + ON RRP ÷ 50 bn), as in the behaviour `reserve_demand`."""


@dataclass(frozen=True, slots=True)
class CurveFigures:
    """Days on which SOFR and EFFR are known, and arrays of shape (n_days,) over them.

    Spreads over IORB in bp, `shortage` in percentage points of bank assets, `on_rrp` as ln(1 + ON RRP ÷ 50 bn) of the
    day before, `calendar` 0 or 1 by name in `CALENDAR`. NaN where a figure is not known yet.
    """

    dates: tuple[date, ...]
    sofr: "NDArray[np.float64]"
    effr: "NDArray[np.float64]"
    shortage: "NDArray[np.float64]"
    on_rrp: "NDArray[np.float64]"
    calendar: "dict[str, NDArray[np.float64]]"


def curve_figures(frame: Frame) -> CurveFigures:
    """Return what a frame knows of `INPUTS`, on the days that both rates have.

    Reserves are week averages over the bank assets of that Wednesday, and count for the days after it: what the curve
    of a run reads too, at the pace of the week and not of the release.
    """
    sofr, effr = (TARGETS[f"{rate}_iorb_bp"].track(frame) for rate in ("sofr", "effr"))
    shared, here, there = np.intersect1d(sofr.periods, effr.periods, return_indices=True)
    reserves = frame["reserves_week_average"].present()
    per_cent = 100 * reserves.values / _carried(frame["bank_assets"], reserves.periods)
    demand = catalogue()["reserve_demand.satiation_pct"].by_date[0][1].value
    width = catalogue()["reserve_demand.width_pct"].by_date[0][1].value
    week = np.searchsorted(reserves.periods, shared, side="left") - 1
    share = np.where(week >= 0, per_cent[np.maximum(week, 0)], np.nan)
    dates = tuple(from_days(int(number)) for number in shared)
    return CurveFigures(
        dates,
        sofr.values[here],
        effr.values[there],
        shortage(share, demand, width),
        np.log1p(_carried(frame["on_rrp"], shared - 1) / ON_RRP_UNIT_USD),
        calendar(dates),
    )


def _carried(track: Track, numbers: "NDArray[np.int32]") -> "NDArray[np.float64]":
    """Return the last known value on or before each day; NaN before the first."""
    track = track.present()
    row = np.searchsorted(track.periods, numbers, side="right") - 1
    if not len(track):
        return np.full(len(numbers), np.nan)
    return np.where(row >= 0, track.values[np.maximum(row, 0)], np.nan)


def calendar(dates: tuple[date, ...]) -> "dict[str, NDArray[np.float64]]":
    """Return the kinds of day as 0 and 1, by name in `CALENDAR`.

    A month ends on its last day with rates; a quarter-end is no month-end, a tax date no mid-month.

    >>> days = (date(2025, 9, 29), date(2025, 9, 30), date(2025, 10, 1), date(2025, 10, 31))
    >>> found = calendar(days)
    >>> found["quarter_end"].tolist(), found["month_end"].tolist()
    ([0.0, 1.0, 0.0, 0.0], [0.0, 0.0, 0.0, 1.0])
    """
    following = (*dates[1:], CALENDARS["fed"].next_open(dates[-1])) if dates else ()
    ends = [(a.year, a.month) != (b.year, b.month) for a, b in zip(dates, following, strict=True)]
    quarter = np.array([end and day.month % 3 == 0 for end, day in zip(ends, dates, strict=True)], float)
    month = np.array(ends, float) - quarter
    middle = [False, *(_is_first_of_second_half(last, day) for last, day in pairwise(dates))][: len(dates)]
    tax = np.array([half and day.month in TAX_MONTHS for half, day in zip(middle, dates, strict=True)], float)
    after_month, after_quarter = (np.concatenate([[0.0], column[:-1]]) for column in (month, quarter))
    made = (month, quarter, after_month, after_quarter, tax, np.array(middle, float) - tax)
    return dict(zip(CALENDAR, made, strict=True))


def _is_first_of_second_half(last: date, day: date) -> bool:
    """Say whether a day is the first on or after the 15th of its month."""
    return day.day >= 15 and (last.day < 15 or last.month != day.month)
