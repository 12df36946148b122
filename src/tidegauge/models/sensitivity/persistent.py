"""Does the *level* of a gauge foretell returns? Levels barely revert, and ordinary t values then reject too often.

    return of week t + 1 = a + b·x_t + e,    x_{t+1} = c + ρ·x_t + u,    e and u of one week are related

Two cures. Stambaugh's says how far b is off where ρ is near 1: −(1 + 3ρ)/n·cov(e, u)/var(u). IVX replaces x by a
milder copy of it, z_t = (1 − n^−0.95)·z_{t−1} + Δx_t, whose t value has the usual distribution whatever ρ is.

References
----------
Stambaugh (1999), "Predictive Regressions", J. Financial Economics 54.
Kostakis, Magdalinos and Stamatogiannis (2015), "Robust Econometric Inference for Stock Return Predictability", Review
of Financial Studies 28.
Magdalinos (2022), "Least Squares and IVX Limit Theory in Systems of Predictive Regressions with GARCH Innovations",
Econometric Theory 38 (the squares of White keep it valid where the size of errors has memory; here they count where
they are larger than the plain ones, so that the variance cannot vanish in a short sample).
"""

import math
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from tidegauge.models.sensitivity.slopes import LEAST_ROWS

if TYPE_CHECKING:
    from numpy.typing import NDArray

MILDNESS = 0.95  # β of the paper, its own choice; C_z is −1
BANDWIDTH = 1 / 3  # lags of the long-run covariances: n to this power


class Predictive(NamedTuple):
    """What a level foretells of the next return [% per unit].

    `slope` is ordinary least squares', `bias` Stambaugh's estimate of how far it is off, `ivx` the instrumented slope
    with its two-sided `p_value`; `persistence` is ρ.
    """

    slope: float
    bias: float
    ivx: float
    p_value: float
    persistence: float
    rows: int


def predictive(outcome: "NDArray[np.float64]", level: "NDArray[np.float64]") -> Predictive | None:
    """Return what a level foretells, both of shape (n,); None where fewer than `LEAST_ROWS` weeks have both.

    Parameters
    ----------
    outcome : array of float64, shape (n,)
        The return that begins once the level of the same row is known; NaN where there is none.
    level : array of float64, shape (n,)
        Weeks without a level are left out, never filled.
    """
    known = np.isfinite(level)
    x, y = level[known], outcome[known][:-1]
    seen = np.isfinite(y)
    if seen.sum() < LEAST_ROWS:
        return None
    before, instrument = x[:-1], _milder(x)[:-1]
    persistence, news = _line(before, x[1:])
    slope, errors = _line(before[seen], y[seen])
    left = np.zeros(len(y))
    left[seen] = errors
    z, centred, rows = instrument[seen], before[seen] - before[seen].mean(), int(seen.sum())
    turn = float(centred @ z)
    ivx = float((y[seen] - y[seen].mean()) @ z) / turn
    squares, plain = float((z * z) @ (errors * errors)), float(z @ z) * float(errors @ errors) / rows
    wald = (ivx * turn) ** 2 / (max(squares, plain) - rows * float(z.mean()) ** 2 * _unexplained(left, news, rows))
    bias = -(1 + 3 * persistence) / rows * float(left @ news) / float(news[seen] @ news[seen])
    return Predictive(slope, bias, ivx, math.erfc(math.sqrt(wald / 2)), persistence, rows)


def _milder(x: "NDArray[np.float64]") -> "NDArray[np.float64]":
    """Return the instrument: what is left of the changes so far, each fading a little every week."""
    keep, found = 1 - (len(x) - 1) ** -MILDNESS, np.zeros(len(x))
    for row, moved in enumerate(np.diff(x).tolist(), 1):
        found[row] = keep * found[row - 1] + moved
    return found


def _line(x: "NDArray[np.float64]", y: "NDArray[np.float64]") -> "tuple[float, NDArray[np.float64]]":
    """Return the slope of a straight line and what it leaves."""
    centred, around = x - x.mean(), y - y.mean()
    slope = float(centred @ around) / float(centred @ centred)
    return slope, around - slope * centred


def _unexplained(left: "NDArray[np.float64]", news: "NDArray[np.float64]", rows: int) -> float:
    """Return the variance of the errors that the long run of the news does not explain: Ω_FM of the paper."""
    n, many = len(news), int(len(news) ** BANDWIDTH)
    weights = [(lag, 1 - lag / (many + 1)) for lag in range(1, many + 1)]
    own = float(news @ news) + 2 * sum(weight * float(news[lag:] @ news[:-lag]) for lag, weight in weights)
    shared = float(left @ news) + sum(weight * float(news[lag:] @ left[:-lag]) for lag, weight in weights)
    return float(left @ left) / rows - (shared / rows) ** 2 / (own / n)
