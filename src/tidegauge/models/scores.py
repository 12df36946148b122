"""Measures of a forecast: point errors, whole distributions, and whether one model is better than another.

All arguments are arrays over forecasts of one horizon in order of origin; forecasts without an outcome are left out by
the caller. Forecasts of one horizon overlap: what they say is worth no more than the windows that do not.

References
----------
Gneiting and Raftery (2007), "Strictly Proper Scoring Rules, Prediction, and Estimation", JASA 102.
Hyndman and Koehler (2006), "Another look at measures of forecast accuracy", Int. J. Forecasting 22.
"""

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from tidegauge.models.base import LEVELS

if TYPE_CHECKING:
    from numpy.typing import NDArray

PAIR_80, PAIR_95 = (0.1, 0.9), (0.025, 0.975)


def mae(error: "NDArray[np.float64]") -> float:
    """Return the mean absolute error; NaN of nothing.

    >>> mae(np.array([1.0, -3.0]))
    2.0
    """
    return float(np.abs(error).mean()) if len(error) else float("nan")


def rmse(error: "NDArray[np.float64]") -> float:
    """Return the root of the mean squared error; NaN of nothing.

    >>> rmse(np.array([3.0, -4.0])) == 12.5**0.5
    True
    """
    return float(np.sqrt((error**2).mean())) if len(error) else float("nan")


def mase(error: "NDArray[np.float64]", history: "NDArray[np.float64]") -> float:
    """Return the mean absolute error over the mean step of a history that ends before the first origin.

    1 is what a random walk makes at one step; NaN where the history does not move (Hyndman and Koehler 2006).

    >>> mase(np.array([1.0, -1.0]), np.array([0.0, 2.0, 0.0]))
    0.5
    """
    step = mae(np.diff(history))
    return mae(error) / step if step > 0 else float("nan")


def pinball(
    outcome: "NDArray[np.float64]", quantiles: "NDArray[np.float64]", levels: tuple[float, ...] = LEVELS
) -> "NDArray[np.float64]":
    """Return the pinball loss at each level, shape (n, n_levels): least in expectation at the true quantile.

    >>> pinball(np.array([10.0]), np.array([[8.0]]), (0.9,)).round(3).tolist()
    [[1.8]]
    """
    miss = outcome[:, None] - quantiles
    level = np.asarray(levels)
    loss: NDArray[np.float64] = np.maximum(level * miss, (level - 1) * miss)
    return loss


def crps(
    outcome: "NDArray[np.float64]", quantiles: "NDArray[np.float64]", levels: tuple[float, ...] = LEVELS
) -> "NDArray[np.float64]":
    """Return the continuous ranked probability score of each forecast from its quantiles, shape (n,); never below 0.

    Twice the integral of the pinball loss over levels: the trapezoid between levels, and beyond the outermost ones a
    line down to 0 at levels 0 and 1. In the unit of the outcome; of a point forecast it is about the absolute error.
    """
    loss = pinball(outcome, quantiles, levels)
    edges = np.array([0.0, *levels, 1.0])
    padded = np.pad(loss, ((0, 0), (1, 1)))
    found: NDArray[np.float64] = 2 * ((padded[:, 1:] + padded[:, :-1]) / 2 * np.diff(edges)).sum(axis=1)
    return found


def pit(
    outcome: "NDArray[np.float64]", quantiles: "NDArray[np.float64]", levels: tuple[float, ...] = LEVELS
) -> "NDArray[np.float64]":
    """Return where each outcome falls in its distribution, shape (n,), in [0, 1]: uniform where bands are honest.

    Linear between quantiles; below the first it is half of the first level, above the last half-way from it to 1.
    """
    found = np.empty(len(outcome))
    for n, (value, line) in enumerate(zip(outcome, quantiles, strict=True)):
        found[n] = np.interp(value, line, levels, left=levels[0] / 2, right=(1 + levels[-1]) / 2)
    return found


class Coverage(NamedTuple):
    """How often outcomes fell inside a band; `se` is the sampling error over the windows that do not overlap."""

    share: float
    se: float
    windows: int


def coverage(
    outcome: "NDArray[np.float64]",
    quantiles: "NDArray[np.float64]",
    pair: tuple[float, float],
    windows: int,
) -> Coverage:
    """Return the share of outcomes inside the band between two levels, ends included.

    The standard error is that of the nominal share over `windows` independent draws; the overlapping rest adds none.
    """
    low, high = (quantiles[:, LEVELS.index(level)] for level in pair)
    has_band = ~(np.isnan(low) | np.isnan(high))
    inside = (outcome >= low) & (outcome <= high)
    nominal = pair[1] - pair[0]
    share = float(inside[has_band].mean()) if has_band.any() else float("nan")
    return Coverage(share, float(np.sqrt(nominal * (1 - nominal) / windows)) if windows else float("nan"), windows)


def apart(origins: "NDArray[np.int32]", days: "NDArray[np.int32]") -> "NDArray[np.int64]":
    """Return the positions of forecasts whose windows do not overlap: each starts where the one before has ended.

    >>> apart(np.array([0, 1, 2, 3, 4]), np.array([2, 3, 4, 5, 6])).tolist()
    [0, 2, 4]
    """
    chosen, free_from = [], -np.inf
    for n, (origin, day) in enumerate(zip(origins.tolist(), days.tolist(), strict=True)):
        if origin >= free_from:
            chosen.append(n)
            free_from = day
    return np.array(chosen, np.int64)


def overlap(origins: "NDArray[np.int32]", days: "NDArray[np.int32]") -> int:
    """Return the most later forecasts that start before a forecast has ended: h − 1 for daily origins at horizon h.

    >>> overlap(np.array([0, 1, 2, 3, 4]), np.array([3, 4, 5, 6, 7]))
    2
    """
    if not len(origins):
        return 0
    return int((np.searchsorted(origins, days, side="left") - np.arange(len(origins)) - 1).max())
