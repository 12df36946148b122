"""Bands that earn their name: adaptive conformal quantiles of a forecast's own past errors, by horizon.

At each origin the quantile at level p of a forecast is

    base(p) + scale × the quantile at level p′ of past (outcome − base(p)) ÷ scale

where base is the model's own quantile or, where it has none, its centre. Errors are signed, so a band may be lopsided.
Only errors whose outcome was known at the origin count: an error of horizon h comes h days late. The level p′ starts at
p and moves by `STEP` × (p − 1) after an outcome at or below the quantile and by `STEP` × p after one above it, so that
in the long run the share below tends to p whatever the errors do.

Fewer than `ERRORS_LEAST` known errors of a horizon give NaN: below 39 no band of 95 % can be promised.

References
----------
Gibbs and Candès (2021), "Adaptive Conformal Inference Under Distribution Shift", NeurIPS 34.
Romano, Patterson and Candès (2019), "Conformalized Quantile Regression", NeurIPS 32.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from tidegauge.models.base import LEVELS

if TYPE_CHECKING:
    from numpy.typing import NDArray

ERRORS_LEAST = 39  # ⌈(n + 1)(1 − 0.025)⌉ ≤ n needs n ≥ 39: the outermost level of LEVELS
STEP = 0.005  # Gibbs and Candès (2021), section 3
YEARS_MOST = 3  # older errors come from another regime
YEAR_DAYS = 365.25
SEASON_DAYS = 30


@dataclass(frozen=True, slots=True)
class Settings:
    """How errors become bands; `season_weight` counts errors within 30 days of the season that many times over."""

    step: float = STEP
    years_most: float = YEARS_MOST
    season_weight: float = 1.0


@dataclass(frozen=True, slots=True)
class Past:
    """Forecasts of one horizon in order of origin, shape (n,), with what was seen of their outcomes.

    `base` has shape (n, len(LEVELS)): the model's own quantiles, or its centre at every level. `outcome` is the value
    as first known, `seen_at` the position of the first origin at which it was known (n or more: never).
    """

    days: "NDArray[np.int32]"
    base: "NDArray[np.float64]"
    scale: "NDArray[np.float64]"
    outcome: "NDArray[np.float64]"
    seen_at: "NDArray[np.int64]"


def bands(past: Past, settings: Settings | None = None) -> "NDArray[np.float64]":
    """Return the quantiles at `LEVELS` of every forecast, shape (n, len(LEVELS)), rising in the level.

    The quantiles of a forecast depend on nothing that was seen after its origin. NaN while too few errors are known,
    and where the forecast itself is NaN. Cost: one sort of the errors of `years_most` years an origin and level.
    """
    settings = settings or Settings()
    n = len(past.days)
    found = np.full((n, len(LEVELS)), np.nan)
    error = (past.outcome[:, None] - past.base) / past.scale[:, None]
    usable = np.flatnonzero(~np.isnan(error).any(axis=1))
    order = usable[np.lexsort((past.days[usable], past.seen_at[usable]))]
    known_until = np.searchsorted(past.seen_at[order], np.arange(n), side="right")
    level = np.array(LEVELS)
    judged = 0
    for t in range(n):
        known = int(known_until[t])
        for row in order[judged:known].tolist():
            level = _moved(level, float(past.outcome[row]), found[row], settings.step)
        judged = known
        if known < ERRORS_LEAST:
            continue
        rows = order[:known]
        young = rows[past.days[rows] > past.days[t] - settings.years_most * YEAR_DAYS]
        rows = young if len(young) >= ERRORS_LEAST else rows[-ERRORS_LEAST:]
        weight = _season(past.days[rows], int(past.days[t]), settings.season_weight)
        edge = quantiles(error[rows], weight, np.clip(level, 0.0, 1.0))
        found[t] = np.sort(past.base[t] + past.scale[t] * edge)
    return found


def _moved(
    level: "NDArray[np.float64]", outcome: float, band: "NDArray[np.float64]", step: float
) -> "NDArray[np.float64]":
    """Return the levels after one outcome was seen; a forecast without a band teaches nothing."""
    if np.isnan(band).any():
        return level
    moved: NDArray[np.float64] = level + step * (np.array(LEVELS) - (band >= outcome))
    return moved


def _season(days: "NDArray[np.int32]", day: int, season_weight: float) -> "NDArray[np.float64]":
    """Return the weight of each past day: more within a month of the same season."""
    away = np.abs((days - day + YEAR_DAYS / 2) % YEAR_DAYS - YEAR_DAYS / 2)
    return np.where(away <= SEASON_DAYS, season_weight, 1.0)


def quantiles(
    error: "NDArray[np.float64]", weight: "NDArray[np.float64]", levels: "NDArray[np.float64]"
) -> "NDArray[np.float64]":
    """Return the weighted conformal quantile of each column of errors at its own level, shape (n_levels,).

    With n equal weights the k-th smallest error stands at level k ÷ (n + 1), and levels between are joined by lines;
    the + 1 is the error to come. Beyond the outermost errors the outermost one stands in: no band is infinite.

    Examples
    --------
    >>> errors = np.arange(1.0, 100.0)[:, None]
    >>> float(quantiles(errors, np.ones(99), np.array([0.95]))[0])
    95.0
    """
    order = np.argsort(error, axis=0)
    share = np.cumsum(weight[order], axis=0) / (weight.sum() + weight.mean())
    ranked = np.take_along_axis(error, order, axis=0)
    columns = range(error.shape[1])
    return np.array([np.interp(levels[k], share[:, k], ranked[:, k]) for k in columns])
