"""Is one forecast better than another, or was it luck: Diebold–Mariano, Holm and the block bootstrap.

References
----------
Diebold and Mariano (1995), "Comparing Predictive Accuracy", J. Business and Economic Statistics 13.
Harvey, Leybourne and Newbold (1997), "Testing the equality of prediction mean squared errors", Int. J. Forecasting 13.
Holm (1979), "A simple sequentially rejective multiple test procedure", Scandinavian J. Statistics 6.
Künsch (1989), "The jackknife and the bootstrap for general stationary observations", Annals of Statistics 17.
"""

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from tidegauge.models.fits.bootstrap import circular_blocks
from tidegauge.models.fits.distributions import student_tail

if TYPE_CHECKING:
    from numpy.typing import NDArray


class Comparison(NamedTuple):
    """A test that two forecasts are equally good; `statistic` is below 0 where the first loses less."""

    statistic: float
    p_value: float
    lag: int


def diebold_mariano(loss: "NDArray[np.float64]", rival_loss: "NDArray[np.float64]", overlap: int) -> Comparison:
    """Return the Diebold–Mariano test of two loss series of one horizon, with the small-sample correction.

    Parameters
    ----------
    loss, rival_loss : array, shape (n,)
        Losses on the same origins, in order.
    overlap : int
        How many later forecasts start before one has ended (`scores.overlap`), h − 1 for daily origins. The variance
        is Newey–West's with at least that many lags, and at least n^(1/3).

    Returns
    -------
    Comparison
        Two-sided p-value from Student's t with n − 1 degrees of freedom. NaN where the losses never differ, or where
        fewer than twice as many forecasts as lags exist.
    """
    difference = loss - rival_loss
    n = len(difference)
    lag = max(overlap, math.floor(n ** (1 / 3)))
    centred = difference - difference.mean() if n else difference
    if n < 2 * (lag + 1) or not centred.any():
        return Comparison(math.nan, math.nan, lag)
    variance = float(centred @ centred) / n
    for k in range(1, lag + 1):
        variance += 2 * (1 - k / (lag + 1)) * float(centred[k:] @ centred[:-k]) / n
    horizon = overlap + 1
    correction = math.sqrt((n + 1 - 2 * horizon + horizon * (horizon - 1) / n) / n)
    statistic = correction * float(difference.mean()) / math.sqrt(variance / n)
    return Comparison(statistic, 2 * student_tail(abs(statistic), n - 1), lag)


def holm(p_values: Sequence[float]) -> list[float]:
    """Return p-values adjusted for testing all of them; NaN stays NaN and does not count.

    >>> [round(p, 3) for p in holm([0.01, 0.04, 0.03, 0.005])]
    [0.03, 0.06, 0.06, 0.02]
    """
    order = sorted((n for n, p in enumerate(p_values) if p == p), key=lambda n: p_values[n])
    adjusted = list(p_values)
    highest = 0.0
    for rank, n in enumerate(order):
        highest = max(highest, min(1.0, (len(order) - rank) * p_values[n]))
        adjusted[n] = highest
    return adjusted


def ratio_interval(
    loss: "NDArray[np.float64]", rival_loss: "NDArray[np.float64]", block: int, *, seed: int
) -> tuple[float, float]:
    """Return the 5 and 95 % ends of mean loss over the rival's mean loss, by circular blocks; NaN of nothing."""
    if not len(loss) or not rival_loss.any():
        return math.nan, math.nan
    drawn = circular_blocks(len(loss), block, seed=seed)
    with np.errstate(divide="ignore", invalid="ignore"):
        ratio = loss[drawn].mean(axis=1) / rival_loss[drawn].mean(axis=1)
        low, high = np.nanquantile(ratio, (0.05, 0.95)).tolist()  # NaN where a rival without loss was drawn too often
    return low, high


class Hits(NamedTuple):
    """How often a direction was right, and how often the commoner direction came anyway."""

    share: float
    base: float


def hits(outcome: "NDArray[np.float64]", forecast: "NDArray[np.float64]", last_known: "NDArray[np.float64]") -> Hits:
    """Return the share of right directions from the last known value beside its base rate; NaN where none was said.

    A forecast of no change says no direction and is left out. A share of hits means nothing without the base rate: in
    a market that rose on 60 % of days, "it rises" is right 60 % of the time.

    Examples
    --------
    >>> hits(np.array([1.0, 2.0, 3.0, -1.0]), np.array([1.0, 1.0, 1.0, 1.0]), np.zeros(4))
    Hits(share=0.75, base=0.75)
    """
    said, came = np.sign(forecast - last_known), np.sign(outcome - last_known)
    usable = (said != 0) & (came != 0)
    if not usable.any():
        return Hits(math.nan, math.nan)
    rises = float((came[usable] > 0).mean())
    return Hits(float((said[usable] == came[usable]).mean()), max(rises, 1 - rises))
