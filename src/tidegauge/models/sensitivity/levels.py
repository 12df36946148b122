"""Why a chart of two levels proves nothing: both wander, and any two that wander look alike.

Granger and Newbold (1974) give the red flag: R² above the Durbin–Watson statistic. Engle and Granger (1987) give the
test: are the residuals of the log price on the gauge stationary? Beside it stands what a straight line in time, which
knows nothing of money, "explains" of the same price.

References
----------
Granger and Newbold (1974), "Spurious Regressions in Econometrics", J. Econometrics 2.
Engle and Granger (1987), "Co-integration and Error Correction", Econometrica 55.
MacKinnon (2010), "Critical Values for Cointegration Tests", Queen's Economics Department Working Paper 1227, table 2.
"""

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from tidegauge.models.fits.least_squares import ols
from tidegauge.models.sensitivity.slopes import LEAST_ROWS
from tidegauge.models.sensitivity.stationarity import dickey_fuller

if TYPE_CHECKING:
    from numpy.typing import NDArray

ENGLE_GRANGER_5 = (-3.33613, -6.1101, -6.823)  # 5 %, two variables, constant: b0 + b1/n + b2/n²


class Levels(NamedTuple):
    """Log price on gauge, in levels: `is_suspect` where R² exceeds Durbin–Watson.

    `engle_granger` below `needed` (5 %) would mean that the two are tied together; `r2_of_time` is the R² of a
    straight line in time on the same weeks.
    """

    r2: float
    durbin_watson: float
    is_suspect: bool
    engle_granger: float
    needed: float
    r2_of_time: float
    rows: int


def levels(returns: "NDArray[np.float64]", gauge: "NDArray[np.float64]") -> Levels | None:
    """Return what a chart of levels would show, from weekly log returns [%] and the gauge's level, both shape (n,).

    None where fewer than `LEAST_ROWS` weeks have both. Weeks without a return are left out, never filled.
    """
    usable = np.isfinite(returns) & np.isfinite(gauge)
    rows = np.flatnonzero(usable)
    if len(rows) < LEAST_ROWS:
        return None
    price, level = np.cumsum(returns[rows]), gauge[rows]
    fit = ols(price, level[:, None])
    left, total = fit.residuals, float(((price - price.mean()) ** 2).sum())
    r2, squares, n = 1 - float(left @ left) / total, float(left @ left), len(rows)
    durbin_watson = float((np.diff(left) ** 2).sum()) / squares
    line = ols(price, rows[:, None].astype(np.float64)).residuals
    needed = sum(term / n**power for power, term in enumerate(ENGLE_GRANGER_5))
    r2_of_time = 1 - float(line @ line) / total
    return Levels(r2, durbin_watson, r2 > durbin_watson, dickey_fuller(left), needed, r2_of_time, n)
