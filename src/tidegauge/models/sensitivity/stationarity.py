"""Is a series stationary? Two tests with opposite null hypotheses, and a third that allows for one break.

    augmented Dickey–Fuller   null: a unit root   p-value by MacKinnon's (1994) response surface, constant, no trend
    KPSS                      null: stationary    p-value between the printed points .10 .05 .025 .01
    Zivot–Andrews             null: a unit root   5 % value of the printed table, break in the level

All with 4·(n/100)^(1/4) lags (Schwert 1989, rule l4).

References
----------
Dickey and Fuller (1979), JASA 74; MacKinnon (1994), "Approximate Asymptotic Distribution Functions for Unit-Root and
Cointegration Tests", J. Business and Economic Statistics 12, tables 3 and 4 (one variable, constant).
Kwiatkowski, Phillips, Schmidt and Shin (1992), "Testing the null hypothesis of stationarity", J. Econometrics 54.
Zivot and Andrews (1992), "Further Evidence on the Great Crash", J. Business and Economic Statistics 10, table 2.
Schwert (1989), "Tests for Unit Roots: A Monte Carlo Investigation", J. Business and Economic Statistics 7.
"""

import math
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from tidegauge.models.fits.distributions import normal_share

if TYPE_CHECKING:
    from numpy.typing import NDArray

LEAST = 40
SMALL_TAU, LARGE_TAU = (2.1659, 1.4412, 0.038269), (1.7339, 0.93202, -0.12745, -0.010368)  # MacKinnon 1994
TAU_BETWEEN, TAU_LOWEST, TAU_HIGHEST = -1.61, -18.83, 2.74
KPSS_VALUES, KPSS_SHARES = (0.347, 0.463, 0.574, 0.739), (0.10, 0.05, 0.025, 0.01)  # table 1, level stationarity
TRIMMED = 0.15  # of the sample at either end has no break


class Stationarity(NamedTuple):
    """The three tests of one series; `kpss_p` is cut at 0.01 and 0.10, where the table ends.

    `verdict` is ``stationary`` where ADF rejects at 5 % and KPSS does not, ``unit_root`` the other way round, else
    ``unclear``. `zivot_andrews` below −4.80 rejects a unit root at 5 % with a break allowed at row `break_at`.
    """

    adf: float
    adf_p: float
    kpss: float
    kpss_p: float
    zivot_andrews: float
    break_at: int
    rows: int
    verdict: str


def stationarity(series: "NDArray[np.float64]") -> Stationarity | None:
    """Return the tests of a series, gaps left out; None where fewer than `LEAST` figures are there.

    >>> steps = np.random.default_rng(1).normal(size=400)
    >>> stationarity(steps).verdict, stationarity(np.cumsum(steps)).verdict
    ('stationary', 'unit_root')
    """
    present = series[np.isfinite(series)]
    if len(present) < LEAST:
        return None
    adf = dickey_fuller(present)
    adf_p, kpss = tau_p_value(adf), kpss_statistic(present)
    kpss_p = float(np.interp(kpss, KPSS_VALUES, KPSS_SHARES))
    rejects_root, rejects_still = adf_p < 0.05, kpss_p < 0.05
    verdict = "unclear" if rejects_root == rejects_still else "stationary" if rejects_root else "unit_root"
    zivot_andrews, break_at = _zivot_andrews(present)
    return Stationarity(adf, adf_p, kpss, kpss_p, zivot_andrews, break_at, len(present), verdict)


def lags(n: int) -> int:
    """Return Schwert's l4.

    >>> lags(400)
    5
    """
    return int(4 * (n / 100) ** 0.25)


def dickey_fuller(series: "NDArray[np.float64]") -> float:
    """Return t of the level in the regression of the change on level, constant and lagged changes."""
    return _first_t(*_regressors(series))


def _regressors(series: "NDArray[np.float64]") -> "tuple[NDArray[np.float64], NDArray[np.float64]]":
    """Return level, constant and lagged changes, and the change they explain."""
    many, moved = lags(len(series)), np.diff(series)
    outcome = moved[many:]
    lagged = [moved[many - lag : len(moved) - lag] for lag in range(1, many + 1)]
    return np.column_stack([series[many:-1], np.ones(len(outcome)), *lagged]), outcome


def _first_t(columns: "NDArray[np.float64]", outcome: "NDArray[np.float64]") -> float:
    """Return the t value of the first column."""
    bread = np.linalg.inv(columns.T @ columns)
    coefficients = bread @ (columns.T @ outcome)
    left = outcome - columns @ coefficients
    variance = float(left @ left) / (len(outcome) - columns.shape[1])
    return float(coefficients[0]) / math.sqrt(variance * bread[0, 0])


def tau_p_value(tau: float) -> float:
    """Return MacKinnon's p-value of a Dickey–Fuller t with a constant.

    >>> round(tau_p_value(-2.86), 2)  # the asymptotic 5 % point
    0.05
    """
    if tau <= TAU_LOWEST or tau >= TAU_HIGHEST:
        return float(tau >= TAU_HIGHEST)
    terms = SMALL_TAU if tau <= TAU_BETWEEN else LARGE_TAU
    return float(normal_share(np.array(sum(term * tau**power for power, term in enumerate(terms)))))


def kpss_statistic(series: "NDArray[np.float64]") -> float:
    """Return the KPSS statistic around a constant, with a Bartlett window."""
    n, x = len(series), series - series.mean()
    many = lags(n)
    variance = float(x @ x) + 2 * sum((1 - k / (many + 1)) * float(x[k:] @ x[:-k]) for k in range(1, many + 1))
    return float((np.cumsum(x) ** 2).sum()) / (n * variance)


def _zivot_andrews(series: "NDArray[np.float64]") -> tuple[float, int]:
    """Return the smallest t over break dates with a trend and a step in the level, and the row of the break."""
    columns, outcome = _regressors(series)
    n, many = len(series), lags(len(series))
    rows = np.arange(many + 1, n)
    found = []
    for at in range(int(TRIMMED * n), int((1 - TRIMMED) * n)):
        step = (rows > at).astype(np.float64)
        found.append((_first_t(np.column_stack([columns, rows / n, step]), outcome), at))
    return min(found)
