"""Local projections: what the price had done 0 to 12 weeks after a gauge moved (Jordà 2005).

    log price h weeks after the week before − log price of the week before = a_h + b_h·driver of the week + error

One regression a horizon. Windows overlap, so errors of neighbouring weeks share up to h weeks: the equal-weighted
cosine allows for that, plain errors would not. Hodrick's errors (his 1B) stand beside it: under the null of no response
at all, the sum over windows is one over single weeks, each times the drivers of the h weeks before it and its own.

References
----------
Hodrick (1992), "Dividend Yields and Expected Stock Returns", Review of Financial Studies 5.
Jordà (2005), "Estimation and Inference of Impulse Responses by Local Projections", American Economic Review 95.
"""

import math
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from tidegauge.models.sensitivity.slopes import slope

if TYPE_CHECKING:
    from numpy.typing import NDArray

HORIZONS = range(13)


class Response(NamedTuple):
    """The response h weeks on [% per unit of the driver] with its 95 % interval.

    `p_value` is the cosine's, `p_hodrick` Hodrick's against no response at any horizon, both two-sided.
    """

    weeks: int
    slope: float
    low: float
    high: float
    p_value: float
    p_hodrick: float
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
            p_hodrick = math.erfc(abs(fit.slope) / hodrick_error(returns, driver, horizon) / math.sqrt(2))
            found.append(Response(horizon, fit.slope, fit.low, fit.high, fit.p_value, p_hodrick, fit.rows))
    return found


def hodrick_error(returns: "NDArray[np.float64]", driver: "NDArray[np.float64]", horizon: int) -> float:
    """Return Hodrick's 1B standard error of the slope h weeks on; weeks that lack a figure stand at its mean.

    >>> rng = np.random.default_rng(1)
    >>> returns, driver = rng.normal(size=(2, 5000))
    >>> round(hodrick_error(returns, driver, 8) / hodrick_error(returns, driver, 0))  # √9
    3
    """
    r = np.where(np.isfinite(returns), returns - np.nanmean(returns), 0.0)
    usable = np.isfinite(driver) & np.isfinite(summed(returns, horizon))
    x = np.where(usable, driver - driver[usable].mean(), 0.0)
    so_far = np.cumsum(x)
    recent = so_far - np.concatenate([np.zeros(min(horizon + 1, len(x))), so_far[: -(horizon + 1)]])
    return math.sqrt(float((r * r) @ (recent * recent))) / float(x @ x)


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
