"""Local projections: what the price had done 0 to 12 weeks after a gauge moved (Jordà 2005).

    log price h weeks after the week before − log price of the week before = a_h + b_h·driver of the week + error

One regression a horizon. Windows overlap, so errors of neighbouring weeks share up to h weeks: the equal-weighted
cosine allows for that, plain errors would not.

References
----------
Jordà (2005), "Estimation and Inference of Impulse Responses by Local Projections", American Economic Review 95.
"""

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from tidegauge.models.sensitivity.slopes import slope

if TYPE_CHECKING:
    from numpy.typing import NDArray

HORIZONS = range(13)


class Response(NamedTuple):
    """The response h weeks on [% per unit of the driver] with its 95 % interval."""

    weeks: int
    slope: float
    low: float
    high: float
    rows: int


def responses(returns: "NDArray[np.float64]", driver: "NDArray[np.float64]") -> list[Response]:
    """Return the response at each horizon that has enough weeks; a window with a missing week is left out.

    Parameters
    ----------
    returns : array of float64, shape (n,)
        Log returns of the week [%].
    driver : array of float64, shape (n,)
        Of the same week.
    """
    found = []
    for horizon in HORIZONS:
        fit = slope(summed(returns, horizon), driver)
        if fit is not None:
            found.append(Response(horizon, fit.slope, fit.low, fit.high, fit.rows))
    return found


def summed(returns: "NDArray[np.float64]", horizon: int) -> "NDArray[np.float64]":
    """Return the return of each week and the `horizon` weeks after it; NaN where one of them is missing.

    >>> summed(np.array([1.0, 2.0, np.nan, 4.0, 5.0]), 1).tolist()
    [3.0, nan, nan, 9.0, nan]
    """
    total = returns.copy()
    for step in range(1, horizon + 1):
        later = np.full_like(returns, np.nan)
        later[:-step] = returns[step:]
        total += later
    return total
