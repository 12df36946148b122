"""The items of the Reserve Banks' balance sheet on Wednesdays, and how each but the Treasury's cash moves on.

    reserves = assets − Treasury cash − ON RRP − foreign pool − remainder

Assets go on at the pace of their last eight weeks, or at one that is given. The foreign pool returns to its mean of
the last year. ON RRP makes up for part of what Treasury cash takes, by the share of the last two years, and never
falls below zero. The remainder (currency, other deposits, capital) moves as over the same weeks of the last three
years: currency has its seasons; a jump of other deposits is gone within weeks, so its level is a median.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from tidegauge.frame import Frame
from tidegauge.models.base import day_numbers

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from numpy.typing import NDArray

ASSETS, CASH, REVERSE_REPOS, POOL, RESERVES = (
    "fed_assets",
    "tga_wednesday",
    "reverse_repos",
    "foreign_repo_pool",
    "reserves",
)
SHEET = (ASSETS, CASH, REVERSE_REPOS, POOL, RESERVES)
WEEK_DAYS = 7
PACE_WEEKS = 8
YEAR_WEEKS = 52
SHARE_WEEKS = 104
SHARE_SPAN = 4
"""Weeks over which the share of ON RRP is read off: within one week reserves give way first, funds follow."""
POOL_KEEPS = 0.95
"""Share of its distance from the mean that the foreign pool keeps over a week; own estimate on 2022 to 2026-03."""
SETTLED_WEEKS = 4
SEASON_YEARS = (1, 2, 3)
YEAR_BACK_DAYS = 364


@dataclass(frozen=True, slots=True)
class Sheet:
    """Wednesday levels of all items on the days that every one has [USD], each of shape (n,), in order of time."""

    days: "NDArray[np.int32]"
    assets: "NDArray[np.float64]"
    cash: "NDArray[np.float64]"
    on_rrp: "NDArray[np.float64]"
    pool: "NDArray[np.float64]"
    reserves: "NDArray[np.float64]"

    @property
    def remainder(self) -> "NDArray[np.float64]":
        """What the identity leaves: currency, other deposits and capital [USD]."""
        return self.assets - self.cash - self.on_rrp - self.pool - self.reserves


def sheet(frame: Frame) -> Sheet:
    """Return the Wednesday levels that a frame knows."""
    tracks = {series: frame[series].present() for series in SHEET}
    shared = tracks[RESERVES].periods
    for track in tracks.values():
        shared = np.intersect1d(shared, track.periods)
    level = {name: track.values[np.searchsorted(track.periods, shared)] for name, track in tracks.items()}
    on_rrp = level[REVERSE_REPOS] - level[POOL]
    return Sheet(shared, level[ASSETS], level[CASH], on_rrp, level[POOL], level[RESERVES])


def weeks_ahead(known: Sheet, days: "Sequence[date]") -> "NDArray[np.float64]":
    """Return how many weeks each day lies after the last known Wednesday [shape (n_days,)]."""
    ahead: NDArray[np.float64] = (day_numbers(days) - known.days[-1]) / WEEK_DAYS
    return ahead


def assets_ahead(known: Sheet, weeks: "NDArray[np.float64]", pace: float | None) -> "NDArray[np.float64]":
    """Return the Reserve Banks' assets [USD], at `pace` a week or at that of the last eight weeks.

    The pace is the median weekly change, so that one week of standing repos at a quarter's end does not set it.
    """
    weekly = float(np.median(np.diff(known.assets[-PACE_WEEKS - 1 :]))) if pace is None else pace
    path: NDArray[np.float64] = known.assets[-1] + weekly * weeks
    return path


def pool_ahead(known: Sheet, weeks: "NDArray[np.float64]") -> "NDArray[np.float64]":
    """Return the foreign official repo pool [USD]."""
    mean = known.pool[-YEAR_WEEKS:].mean()
    path: NDArray[np.float64] = mean + (known.pool[-1] - mean) * POOL_KEEPS**weeks
    return path


def absorbed_share(known: Sheet) -> float:
    """Return the share of a change of Treasury cash that ON RRP made up for over four weeks, from 0 to 1.

    Examples
    --------
    >>> days = np.arange(0, 7 * 120, 7, dtype=np.int32)
    >>> cash = 100.0 * np.sin(np.arange(120.0))
    >>> flat = np.zeros(120)
    >>> round(absorbed_share(Sheet(days, flat, cash, -0.5 * cash, flat, flat)), 2)
    0.5
    """
    taken = known.cash[SHARE_SPAN:] - known.cash[:-SHARE_SPAN]
    given = known.on_rrp[SHARE_SPAN:] - known.on_rrp[:-SHARE_SPAN]
    taken, given = taken[-SHARE_WEEKS:], given[-SHARE_WEEKS:]
    centred = taken - taken.mean()
    spread = float(centred @ centred)
    return float(np.clip(-(centred @ given) / spread, 0.0, 1.0)) if spread else 0.0


def on_rrp_ahead(level: float, share: float, taken: "NDArray[np.float64]") -> "NDArray[np.float64]":
    """Return ON RRP where Treasury cash takes `taken` more than on the origin [USD]; it cannot fall below zero."""
    return np.maximum(level - share * taken, 0.0)


def remainder_ahead(known: Sheet, weeks: "NDArray[np.float64]") -> "NDArray[np.float64]":
    """Return currency and everything else [USD]: the settled level, moved as in the same weeks of earlier years."""
    settled = float(np.median(known.remainder[-SETTLED_WEEKS:]))
    start = int(known.days[-1])
    moves = []
    for years in SEASON_YEARS:
        back = start - YEAR_BACK_DAYS * years
        if back < known.days[0]:
            break
        then = np.interp(back + weeks * WEEK_DAYS, known.days, known.remainder)
        moves.append(then - np.interp(back, known.days, known.remainder))
    return settled + np.median(moves, axis=0) if moves else np.full(len(weeks), settled)
