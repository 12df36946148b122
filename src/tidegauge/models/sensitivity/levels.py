"""Why a chart of two levels proves nothing: both wander, and any two that wander look alike.

Granger and Newbold (1974) give the red flag: R² above the Durbin–Watson statistic. Two tests ask whether the pair is
tied together all the same: Engle and Granger's (1987), whether the residuals of the log price on the gauge are
stationary, and Johansen's. Beside them stands what a straight line in time, which knows nothing of money, "explains" of
the same price, and how many random walks with the gauge's autocorrelation explain as much (Phillips 1986).

References
----------
Granger and Newbold (1974), "Spurious Regressions in Econometrics", J. Econometrics 2.
Phillips (1986), "Understanding Spurious Regressions in Econometrics", J. Econometrics 33.
Engle and Granger (1987), "Co-integration and Error Correction", Econometrica 55.
MacKinnon (2010), "Critical Values for Cointegration Tests", Queen's Economics Department Working Paper 1227, table 2.
"""

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from tidegauge.models.fits.least_squares import ols
from tidegauge.models.sensitivity.johansen import Trace, trace
from tidegauge.models.sensitivity.placebos import Autoregression
from tidegauge.models.sensitivity.slopes import LEAST_ROWS
from tidegauge.models.sensitivity.stationarity import dickey_fuller

if TYPE_CHECKING:
    from numpy.typing import NDArray

WALKS, SEED = 1_999, 19860101
ENGLE_GRANGER_5 = (-3.33613, -6.1101, -6.823)  # 5 %, two variables, constant: b0 + b1/n + b2/n²


class Levels(NamedTuple):
    """Log price on gauge, in levels: `is_suspect` where R² exceeds Durbin–Watson.

    `engle_granger` below `needed` (5 %) would mean that the two are tied together, and so would a rank above 0
    in `johansen`; `r2_of_time` is the R² of a straight line in time on the same weeks, and `walks_as_high` the share of
    random walks that reach the R².
    """

    r2: float
    durbin_watson: float
    is_suspect: bool
    engle_granger: float
    needed: float
    johansen: Trace
    r2_of_time: float
    walks_as_high: float
    rows: int

    @property
    def is_tied(self) -> bool:
        """Whether Engle and Granger's test says that the pair is tied together."""
        return self.engle_granger < self.needed


def walks(gauge: "NDArray[np.float64]", draws: int = WALKS) -> "NDArray[np.float64]":
    """Return random walks whose changes have a gauge's autocorrelation, shape (draws, n); seeded."""
    changes = np.diff(gauge, prepend=np.nan)[:, None]
    steps = Autoregression(changes).draw(np.random.default_rng(SEED), draws, len(gauge))
    found: NDArray[np.float64] = np.cumsum(steps[:, :, 0], axis=1)
    return found


def levels(prices: "NDArray[np.float64]", gauge: "NDArray[np.float64]", pseudo: "NDArray[np.float64]") -> Levels | None:
    """Return what a chart of levels would show; None where fewer than `LEAST_ROWS` weeks have both.

    Parameters
    ----------
    prices : array of float64, shape (n,)
        Log prices [%]. Weeks without one are left out, never filled.
    gauge : array of float64, shape (n,)
    pseudo : array of float64, shape (draws, n)
        `walks` of the gauge.
    """
    rows = np.flatnonzero(np.isfinite(prices) & np.isfinite(gauge))
    if len(rows) < LEAST_ROWS:
        return None
    price, level = prices[rows], gauge[rows]
    fit = ols(price, level[:, None])
    left, total = fit.residuals, float(((price - price.mean()) ** 2).sum())
    r2, squares, n = 1 - float(left @ left) / total, float(left @ left), len(rows)
    durbin_watson = float((np.diff(left) ** 2).sum()) / squares
    line = ols(price, rows[:, None].astype(np.float64)).residuals
    needed = sum(term / n**power for power, term in enumerate(ENGLE_GRANGER_5))
    r2_of_time = 1 - float(line @ line) / total
    as_high = float(np.mean(_r2(pseudo[:, rows], price) >= r2))
    tied = trace(np.column_stack([price, level]))
    return Levels(r2, durbin_watson, r2 > durbin_watson, dickey_fuller(left), needed, tied, r2_of_time, as_high, n)


def _r2(walked: "NDArray[np.float64]", price: "NDArray[np.float64]") -> "NDArray[np.float64]":
    """Return the R² of a price on each of some walks."""
    centred, around = walked - walked.mean(axis=1, keepdims=True), price - price.mean()
    found: NDArray[np.float64] = (centred @ around) ** 2 / ((centred**2).sum(axis=1) * (around @ around))
    return found
