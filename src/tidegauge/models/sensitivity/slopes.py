"""One regression a pair: the return of a week on what a gauge did, with an error that allows for memory.

    return = a + b·driver + error

Standard errors are the equal-weighted cosine's with Student's t (Lazarus, Lewis, Stock and Watson 2018); a second t
value is Newey and West's with 1.3·√n lags, judged by fixed-b critical values (Kiefer and Vogelsang 2005).
"""

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from tidegauge.models.fits.covariance import (
    covariance,
    fixed_b_value,
    inference,
    newey_west,
    newey_west_lags,
)
from tidegauge.models.fits.design import whole_rows
from tidegauge.models.fits.least_squares import Fit, ols

if TYPE_CHECKING:
    from numpy.typing import NDArray

LEAST_ROWS = 60
SLOPE = 1


@dataclass(frozen=True, slots=True)
class Slope:
    """One slope [% per unit of the driver] with its 95 % interval.

    `t` and `p_value` are the cosine's; `t_newey_west` is significant at 5 % beyond `needed_newey_west`. `r2` is the
    share of the variance in sample.
    """

    slope: float
    se: float
    low: float
    high: float
    t: float
    p_value: float
    t_newey_west: float
    needed_newey_west: float
    r2: float
    rows: int


def slope(outcome: "NDArray[np.float64]", driver: "NDArray[np.float64]") -> Slope | None:
    """Return the slope of one pair, both of shape (n,); None where fewer than `LEAST_ROWS` rows have both.

    >>> weeks = np.arange(200.0)
    >>> found = slope(2 * np.sin(weeks) + np.cos(7 * weeks), np.sin(weeks))
    >>> bool(found.low < 2 < found.high), found.rows
    (True, 200)
    """
    fit = fitted(outcome, driver[:, None])
    if fit is None:
        return None
    found = inference(fit)
    lags = newey_west_lags(fit.rows)
    se = math.sqrt(covariance(fit, newey_west(fit.scores, lags))[SLOPE, SLOPE])
    b = float(found.coefficients[SLOPE])
    left = fit.residuals[np.isfinite(fit.residuals)]
    around = outcome[whole_rows(outcome, driver[:, None])]
    return Slope(
        slope=b,
        se=float(found.se[SLOPE]),
        low=float(found.low[SLOPE]),
        high=float(found.high[SLOPE]),
        t=float(found.t[SLOPE]),
        p_value=float(found.p_value[SLOPE]),
        t_newey_west=b / se,
        needed_newey_west=fixed_b_value(lags, fit.rows),
        r2=1 - float(left @ left) / float(((around - around.mean()) ** 2).sum()),
        rows=fit.rows,
    )


def turned(outcome: "NDArray[np.float64]", driver: "NDArray[np.float64]") -> bool:
    """Return whether the slope of the first half of the weeks that have both has another sign than the second's.

    >>> weeks = np.arange(100.0)
    >>> turned(np.abs(weeks - 50), weeks), turned(weeks, weeks)
    (True, False)
    """
    rows = np.flatnonzero(np.isfinite(outcome) & np.isfinite(driver))
    halves = (rows[: len(rows) // 2], rows[len(rows) // 2 :])
    first, second = (float((driver[part] - driver[part].mean()) @ outcome[part]) for part in halves)
    return first * second < 0


def fitted(outcome: "NDArray[np.float64]", drivers: "NDArray[np.float64]") -> Fit | None:
    """Return the fit on the stretch from the first whole row to the last; None where too few rows are whole.

    Rows before and after the stretch would only stretch the cosines over weeks without figures.
    """
    rows = np.flatnonzero(whole_rows(outcome, drivers))
    if len(rows) < LEAST_ROWS:
        return None
    return ols(outcome[rows[0] : rows[-1] + 1], drivers[rows[0] : rows[-1] + 1])
