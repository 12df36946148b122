"""Where the level of SOFR stands at an opening, and how far it wanders a day, from the spreads known that evening.

The level is a random walk seen through gaps that fade within days, as in the dynamic model of spreads
(`models.spreads.level`). Only *plain* days say where it stands, those on which the calendar says nothing, and of the
last twenty the median: one day such as 17 September 2019 moves a mean for a month. On figures of 2018 to 2023 the
median was off by 7.7 bp after twenty plain days (summed over three spells), the filter of that model by 8.0 and the
mean by 9.4; after sixty by 10.9, 10.8 and 12.3.

How far the level goes on to wander is what it did over the last two years: the root mean square difference of such
medians, by the square root of the days between, averaged over `LAGS`. The years of a regime would not do: the price of
reserves is calm for long and then is not (0.5–0.6 bp a day on openings of 2019 to 2021, 0.2 in 2024, 0.6 in December
2025), and on an opening nobody has seen its own regime.
"""

import statistics
from collections.abc import Sequence
from datetime import timedelta
from typing import NamedTuple

import numpy as np

BACK = timedelta(days=2 * 365)
LAGS = (20, 40, 60)
"""Plain days: long enough for gaps to have faded, short enough to be seen often in two years."""

MEDIAN_DAYS = 20
DIFFERENCES_MIN = 60
"""Differences over the longest lag: of fewer a mean says little."""


class SpreadLevel(NamedTuple):
    """The level [bp] and the standard deviation of its change a day [bp], None where too few days are known."""

    level_bp: float
    step_bp: float | None


def spread_level(plain: Sequence[float]) -> SpreadLevel:
    """Return the level at the end of a stretch, from its spreads over IORB on plain days, oldest first [bp].

    Examples
    --------
    >>> spread_level([2.0, 1.0, 250.0])
    SpreadLevel(level_bp=2.0, step_bp=None)
    """
    return SpreadLevel(statistics.median(plain[-MEDIAN_DAYS:]), _step_bp(plain))


def _step_bp(plain: Sequence[float]) -> float | None:
    """Return how far medians of twenty plain days wander, as a step a day [bp]."""
    if len(plain) < MEDIAN_DAYS - 1 + max(LAGS) + DIFFERENCES_MIN:
        return None
    windows = np.lib.stride_tricks.sliding_window_view(np.asarray(plain, np.float64), MEDIAN_DAYS)
    medians = np.median(windows, axis=1)
    return float(np.mean([np.sqrt(np.mean((medians[lag:] - medians[:-lag]) ** 2) / lag) for lag in LAGS]))
