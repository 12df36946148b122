"""Where the level of SOFR stands at an opening, and how restless the rate is, from the spreads known that evening.

The level is seen through gaps that fade within days, as in the dynamic model of spreads (`models.spreads.level`). Only
*plain* days say where it stands, those on which the calendar says nothing, and of the last twenty the median: one day
such as 17 September 2019 moves a mean for a month. On figures of 2018 to 2023 the median was off by 7.7 bp after twenty
plain days (summed over three spells), the filter of that model by 8.0 and the mean by 9.4; after sixty by 10.9, 10.8
and 12.3.

The rest is what the spread did before the opening, since the price of reserves is calm for long and then is not, and
on an opening nobody has seen its own regime. *Where the level comes back to*: the median of two years, of spreads
less what the curve explains. *How far it wanders*: the root mean square difference of such medians of twenty days, by
the square root of the days between, averaged over `LAGS`; 0.4 bp a day on openings of September 2019, 0.6 of early
2021, 0.2 of 2024 and 0.4 of December 2025. *How large a day's surprise is*: from the changes between the last sixty
plain days. The next forty differ from those by a factor whose logarithm had a standard deviation of 0.57 (June
2020–August 2025), from those of 250 by one of 1.2.
"""

import statistics
from collections.abc import Sequence
from datetime import timedelta
from math import sqrt
from typing import NamedTuple

import numpy as np

BACK = timedelta(days=2 * 365)
LAGS = (20, 40, 60)
"""Plain days: long enough for gaps to have faded, short enough to be seen often in two years."""

MEDIAN_DAYS, CHANGE_DAYS = 20, 60
DIFFERENCES_MIN = 60
"""Differences over the longest lag: of fewer a mean says little."""

CHANGE_LEAST_BP = 0.3
"""What a rate in whole basis points may move unseen: the standard deviation of rounding."""

LOUD, QUIET_BP = 8.0, 0.5
"""A change counts as at most so many of the middle one, or of half a basis point: one such as that of 17 September 2019
would else be the noise of every path for sixty days.
"""


class SpreadLevel(NamedTuple):
    """What the spreads before an opening say [bp], None where too few days are known.

    `level_bp` is the level itself, `gap_bp` by how much it stood higher over two years, `step_bp` the standard
    deviation of its change a day, and `change_bp` that of a day's change of the spread.
    """

    level_bp: float
    gap_bp: float
    step_bp: float | None
    change_bp: float | None


def spread_level(spreads: Sequence[float], explained: Sequence[float]) -> SpreadLevel:
    """Return what the plain days of a stretch say of its end.

    Parameters
    ----------
    spreads : sequence of float
        Over IORB [bp], oldest first.
    explained : sequence of float
        What the curve says of each [bp], but for its intercept.

    Examples
    --------
    >>> spread_level([2.0, 1.0, 250.0], [0.0, 0.0, 0.0])
    SpreadLevel(level_bp=2.0, gap_bp=0.0, step_bp=None, change_bp=None)
    """
    seen = np.asarray(spreads, np.float64)
    own = seen - np.asarray(explained, np.float64)
    gap = float(np.median(own) - np.median(own[-MEDIAN_DAYS:]))
    return SpreadLevel(statistics.median(spreads[-MEDIAN_DAYS:]), gap, _step_bp(own), _change_bp(seen))


def surprise_sd_bp(change_bp: float, persistence: float) -> float:
    """Return the standard deviation of a day's surprise [bp] from that of a day's change of what it adds up to.

    For u_t = φ·u_{t−1} + σ·z the variance of a change is 2σ² ÷ (1 + φ).

    >>> surprise_sd_bp(2.0, 1.0), surprise_sd_bp(2.0, -0.5)
    (2.0, 1.0)
    """
    return change_bp * sqrt((1.0 + persistence) / 2.0)


def _step_bp(own: "np.ndarray[tuple[int], np.dtype[np.float64]]") -> float | None:
    """Return how far medians of twenty plain days wander, as a step a day [bp]."""
    if len(own) < MEDIAN_DAYS - 1 + max(LAGS) + DIFFERENCES_MIN:
        return None
    medians = np.median(np.lib.stride_tricks.sliding_window_view(own, MEDIAN_DAYS), axis=1)
    return float(np.mean([np.sqrt(np.mean((medians[lag:] - medians[:-lag]) ** 2) / lag) for lag in LAGS]))


def _change_bp(seen: "np.ndarray[tuple[int], np.dtype[np.float64]]") -> float | None:
    """Return the standard deviation of the changes from plain day to plain day [bp]."""
    if len(seen) <= CHANGE_DAYS:
        return None
    changes = np.abs(np.diff(seen[-CHANGE_DAYS - 1 :]))
    counted = np.minimum(changes, LOUD * max(QUIET_BP, float(np.median(changes))))
    return max(CHANGE_LEAST_BP, float(np.sqrt(np.mean(counted**2))))
