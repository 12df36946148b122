"""Many tries, one best: Romano and Wolf's step-down, by resampling weeks in blocks.

Each draw takes blocks of whole weeks, gauges and returns together, so that what one asset shares with another stays.
Its t value is that of the slope less the slope of the sample, with the error the sample has, computed anew (the naive
block bootstrap of Gonçalves and Vogelsang): what t does where the truth is the sample's own slope. The p-value of the
largest |t| is the share of draws whose largest |t| is larger; of the next, among the rest; and so on.

References
----------
Romano and Wolf (2005), "Stepwise Multiple Testing as Formalized Data Snooping", Econometrica 73.
Romano and Wolf (2016), "Efficient computation of adjusted p-values for resampling-based stepdown multiple testing",
Statistics and Probability Letters 113.
Gonçalves and Vogelsang (2011), "Block Bootstrap HAC Robust Tests: The Sophistication of the Naive Bootstrap",
Econometric Theory 27.
"""

from typing import TYPE_CHECKING

import numpy as np

from tidegauge.models.fits.bootstrap import circular_blocks
from tidegauge.models.fits.covariance import cosine_terms
from tidegauge.models.sensitivity.slopes import LEAST_ROWS

if TYPE_CHECKING:
    from numpy.typing import NDArray

DRAWS, BLOCK, SEED = 999, 8, 20190917


def step_down(observed: "NDArray[np.float64]", centred: "NDArray[np.float64]") -> "NDArray[np.float64]":
    """Return p-values that allow for having tried them all, shape (k,).

    Parameters
    ----------
    observed : array of float64, shape (k,)
        t values; NaN stays NaN and does not count.
    centred : array of float64, shape (draws, k)
        t values of draws in which nothing is to be found.

    Examples
    --------
    >>> draws = np.random.default_rng(1).normal(size=(999, 2))
    >>> step_down(np.array([0.1, 5.0]), draws).round(2).tolist()
    [0.91, 0.0]
    """
    adjusted = np.full(len(observed), np.nan)
    order = [n for n in np.argsort(-np.abs(observed)).tolist() if np.isfinite(observed[n])]
    sizes = np.where(np.isfinite(centred), np.abs(centred), 0.0)
    highest = 0.0
    for place, n in enumerate(order):
        rivals = sizes[:, order[place:]].max(axis=1)
        share = (1 + int((rivals >= abs(observed[n])).sum())) / (len(rivals) + 1)
        highest = max(highest, share)
        adjusted[n] = highest
    return adjusted


def resampled(
    drivers: "NDArray[np.float64]",
    outcomes: "NDArray[np.float64]",
    slopes: "NDArray[np.float64]",
    *,
    draws: int = DRAWS,
    seed: int = SEED,
) -> "NDArray[np.float64]":
    """Return t of (slope of a draw − slope of the sample), shape (draws, k, m).

    Parameters
    ----------
    drivers : array of float64, shape (n, k)
    outcomes : array of float64, shape (n, m)
    slopes : array of float64, shape (k, m)
        Of the sample; NaN where a pair has too few rows.
    """
    rows = circular_blocks(len(drivers), BLOCK, seed=seed, draws=draws)
    found = np.full((draws, *slopes.shape), np.nan)
    for k, driver in enumerate(drivers.T):
        for m, outcome in enumerate(outcomes.T):
            usable = np.isfinite(driver) & np.isfinite(outcome)
            if usable.sum() < LEAST_ROWS:
                continue
            x, y = np.where(usable, driver, 0.0), np.where(usable, outcome, 0.0)
            b, se = _slope_and_error(x[rows], y[rows], usable[rows].astype(np.float64), cosine_terms(int(usable.sum())))
            found[:, k, m] = (b - slopes[k, m]) / se
    return found


def _slope_and_error(
    x: "NDArray[np.float64]", y: "NDArray[np.float64]", seen: "NDArray[np.float64]", terms: int
) -> "tuple[NDArray[np.float64], NDArray[np.float64]]":
    """Return slope and equal-weighted cosine error of each draw; all of shape (draws, n), 0 where not seen."""
    count = seen.sum(axis=1, keepdims=True)
    x = (x - x.sum(axis=1, keepdims=True) / count) * seen
    y = (y - y.sum(axis=1, keepdims=True) / count) * seen
    spread = (x * x).sum(axis=1, keepdims=True)
    b = (x * y).sum(axis=1, keepdims=True) / spread
    scores = x * (y - b * x)
    n = x.shape[1]
    waves = np.cos(np.pi * np.outer((np.arange(n) + 0.5) / n, np.arange(1, terms + 1)))
    meat = 2 / terms * ((scores @ waves) ** 2).sum(axis=1)
    return b[:, 0], np.sqrt(meat) / spread[:, 0]
