"""Would it have helped to know? Forecasts of the next week's return, each from nothing but earlier weeks.

    rival      the mean of the returns so far
    forecast   a + b·driver, fitted to the weeks so far
    R² out     1 − Σ(return − forecast)² / Σ(return − mean so far)²; below 0 the driver did harm

The Clark–West statistic allows for what estimating b costs where b is 0: its mean above 0 means that the driver helps.
A sign restriction puts the mean in the forecast's place while b has the sign that the story forbids.

References
----------
Campbell and Thompson (2008), "Predicting Excess Stock Returns Out of Sample", Review of Financial Studies 21.
Clark and West (2007), "Approximately normal tests for equal predictive accuracy in nested models", J. Econometrics 138.
Goyal and Welch (2008), "A Comprehensive Look at the Empirical Performance of Equity Premium Prediction", RFS 21.
"""

import math
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from tidegauge.models.fits.bootstrap import circular_blocks
from tidegauge.models.fits.covariance import inference
from tidegauge.models.fits.design import predicted
from tidegauge.models.fits.distributions import student_tail
from tidegauge.models.fits.least_squares import expanding, ols

if TYPE_CHECKING:
    from numpy.typing import NDArray

LEARNT = 104  # weeks before the first forecast
LEAST_FORECASTS = 26
BLOCK, SEED = 8, 20200318


class Skill(NamedTuple):
    """How a forecast did against its nested rival; `low` and `high` are a 95 % interval of R² by blocks of weeks.

    `clark_west` is a t value and `p_value` its upper tail.
    """

    r2: float
    low: float
    high: float
    clark_west: float
    p_value: float
    forecasts: int


def skill(
    outcome: "NDArray[np.float64]",
    drivers: "NDArray[np.float64]",
    base: "NDArray[np.float64] | None" = None,
    *,
    sign: int = 0,
) -> Skill | None:
    """Return the skill of adding `drivers` to `base`; None where there are fewer than `LEAST_FORECASTS` forecasts.

    Parameters
    ----------
    outcome : array of float64, shape (n,)
        Each known before the next row's forecast is made.
    drivers : array of float64, shape (n, k)
        Known when the row's forecast is made.
    base : array of float64, shape (n, j), optional
        Drivers that the rival has too; without them the rival is the mean.
    sign : −1, 0 or 1
        Above or below 0: while the first driver's slope has another sign, the rival's forecast is taken.
    """
    base = np.zeros((len(outcome), 0)) if base is None else base
    both = np.column_stack([drivers, base])
    rows = np.flatnonzero(np.isfinite(outcome) & np.isfinite(both).all(axis=1))
    if len(rows) < LEARNT + LEAST_FORECASTS:
        return None
    y, x, z = outcome[rows], both[rows], base[rows]
    ends = np.arange(LEARNT, len(rows))
    wide, narrow = expanding(y, x, ends).coefficients, _narrow(y, z, ends)
    said = np.array([predicted(b, x[end : end + 1])[0] for b, end in zip(wide, ends.tolist(), strict=True)])
    rival = np.array([predicted(b, z[end : end + 1])[0] for b, end in zip(narrow, ends.tolist(), strict=True)])
    if sign:
        said = np.where(np.sign(wide[:, 1]) == sign, said, rival)
    return _judged(y[ends], said, rival)


def _narrow(y: "NDArray[np.float64]", z: "NDArray[np.float64]", ends: "NDArray[np.int64]") -> "NDArray[np.float64]":
    """Return the rival's coefficients at each end; without drivers they are the mean so far."""
    if z.shape[1]:
        return expanding(y, z, ends).coefficients
    means: NDArray[np.float64] = (np.cumsum(y)[ends - 1] / ends)[:, None]
    return means


def _judged(y: "NDArray[np.float64]", said: "NDArray[np.float64]", rival: "NDArray[np.float64]") -> Skill:
    """Return the skill of forecasts beside their rival's."""
    ours, theirs = (y - said) ** 2, (y - rival) ** 2
    better = theirs - ours + (rival - said) ** 2
    clark_west, p_value = 0.0, 1.0  # a forecast that never left the rival's cannot be told from it
    if better.any():
        tested = inference(ols(better, np.zeros((len(y), 0))))
        clark_west = float(tested.t[0])
        tail = student_tail(abs(clark_west), tested.freedom)
        p_value = tail if clark_west > 0 else 1 - tail
    rows = circular_blocks(len(y), BLOCK, seed=SEED)
    r2 = 1 - ours[rows].sum(axis=1) / theirs[rows].sum(axis=1)
    low, high = np.quantile(r2, (0.025, 0.975)).tolist()
    return Skill(1 - float(ours.sum() / theirs.sum()), low, high, clark_west, p_value, len(y))


def leads(outcome: "NDArray[np.float64]", other: "NDArray[np.float64]") -> Skill | None:
    """Return what the other's last week adds to one's own last week, out of sample: Granger's question.

    >>> steps = np.random.default_rng(1).normal(size=(400, 2))
    >>> follower = np.append(0.0, steps[:-1, 0]) + 0.1 * steps[:, 1]
    >>> leads(follower, steps[:, 0]).r2 > 0.9, leads(steps[:, 0], follower).p_value > 0.05
    (True, True)
    """
    own = np.append(math.nan, outcome[:-1])[:, None]
    theirs = np.append(math.nan, other[:-1])[:, None]
    return skill(outcome, theirs, own)
