"""How large the error of the forecast is likely to be on which day: known tax dates and season turns err most.

Each year of history is forecast from the years before it, and the errors are gathered by kind of day and by group. A
day's expected error adds up those of the groups; over many days a slow drift of the level comes on top.
"""

from functools import cache
from typing import TYPE_CHECKING

import numpy as np

from tidegauge.models.treasury import statutory
from tidegauge.models.treasury.features import YEARS, grid

if TYPE_CHECKING:
    from numpy.typing import NDArray

KINDS = ("plain", "month_turn", "refunds", "deadline", "april")
"""Kinds of days, a later one standing before an earlier one."""
MEAN_TO_SPREAD = float(np.pi / 2)
"""Square of the standard deviation of a normal error over the square of its mean size."""
DRIFT_SPAN = 20
"""Business days over which the drift of the level is read off."""
SHRINK_DAYS = 10
"""A kind of day counts its own errors as if this many plain ones were among them."""


@cache
def kinds() -> "NDArray[np.int64]":
    """Return the kind of each business day of the table, as a place in `KINDS`.

    Refunds: weeks 7 to 10, when the refunds held back by law until 15 February go out (26 USC 6402(m)). Deadlines: from
    the day before to three days after the 15th of January, June, September, October and December. April: from three
    days before the deadline to ten after it.
    """
    table = grid()
    kind = np.zeros(len(table.numbers), np.int64)
    kind[(table.forward == 0) | (table.backward == 0)] = 1
    kind[(table.week >= 6) & (table.week <= 9)] = 2
    fifteenths = [day for month in (1, 6, 9, 10, 12) for day in statutory.fifteenths(YEARS, month)]
    kind[table.distance(fifteenths, -1, 3).any(axis=1)] = 3
    kind[table.distance(map(statutory.april_deadline, YEARS), -3, 10).any(axis=1)] = 4
    return kind


def mean_squares(errors: "NDArray[np.float64]") -> "NDArray[np.float64]":
    """Return the expected squared error of each kind of day, from the mean size of past ones; shape (n_kinds,).

    Sizes rather than squares are averaged, so that one extraordinary day does not set a kind. Kinds seen on few days
    lean on all days.
    """
    known = ~np.isnan(errors)
    size, kind = np.abs(errors[known]), kinds()[known]
    if not len(size):
        return np.full(len(KINDS), np.nan)
    counts = np.bincount(kind, minlength=len(KINDS))
    sums = np.bincount(kind, weights=size, minlength=len(KINDS))
    means: NDArray[np.float64] = (sums + SHRINK_DAYS * size.mean()) / (counts + SHRINK_DAYS)
    return MEAN_TO_SPREAD * means**2


def drift(errors: "NDArray[np.float64]") -> float:
    """Return the squared error a day that persists over a month, beyond what independent days would add up to.

    A sum over n days of independent errors has n times their variance; what sums of `DRIFT_SPAN` days have beyond it
    is put down to a shared error of every day.
    """
    known = errors[~np.isnan(errors)]
    if len(known) <= DRIFT_SPAN:
        return 0.0
    sums = np.convolve(known, np.ones(DRIFT_SPAN), mode="valid")
    excess = MEAN_TO_SPREAD * np.abs(sums).mean() ** 2 - DRIFT_SPAN * MEAN_TO_SPREAD * np.abs(known).mean() ** 2
    return float(max(excess, 0.0) / DRIFT_SPAN**2)


def spread_of_sums(daily: "NDArray[np.float64]", shared: float) -> "NDArray[np.float64]":
    """Return the expected error of the running sums of days with expected squares `daily` [shape (n,)]."""
    horizon = np.arange(1, len(daily) + 1)
    return np.sqrt(np.cumsum(daily) + shared * horizon**2)
