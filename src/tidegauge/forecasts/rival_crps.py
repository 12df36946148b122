"""How well a naive rival's distribution did: its value with its own past errors laid around it, scored by CRPS.

A rival says one number. To hold a model's whole distribution to it, the rival is given the plainest honest one:

    quantile at level p = its value + the quantile at level p of its errors of the last three years, same horizon

An error counts a week after its day, by when every target has been published. Fewer than 39 errors give none, as with
the models' own bands (`models.conformal`).
"""

from typing import TYPE_CHECKING

import numpy as np

from tidegauge.models import scores
from tidegauge.models.base import LEVELS
from tidegauge.models.conformal import ERRORS_LEAST, YEAR_DAYS, YEARS_MOST

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from tidegauge.models.walk_forward import Table

PUBLISHED_AFTER_DAYS = 7


def rival_crps(past: "Table", rival: int, origins: "NDArray[np.int32]") -> "NDArray[np.float64]":
    """Return the CRPS of a rival's forecasts from some origins, shape (n,); NaN where too few errors were known.

    Parameters
    ----------
    past : Table
        Every forecast of one horizon in order of origin, with outcomes.
    rival : int
        Column of `past.rivals`.
    origins : array of int32, shape (n,)
        Origins of `past`, each once.
    """
    error = past.outcome - past.rivals[:, rival]
    counted = np.flatnonzero(~np.isnan(error))
    day, error_known = past.day[counted], error[counted]
    known = np.searchsorted(day, origins - PUBLISHED_AFTER_DAYS, side="right")
    young = np.searchsorted(day, origins - YEARS_MOST * YEAR_DAYS, side="right")
    edges = np.full((len(origins), len(LEVELS)), np.nan)
    for n, (first, end) in enumerate(zip(young.tolist(), known.tolist(), strict=True)):
        if end >= ERRORS_LEAST:
            edges[n] = _edges(error_known[min(first, end - ERRORS_LEAST) : end])
    came = error[np.searchsorted(past.origin, origins)]
    return scores.crps(came, edges)


def _edges(error: "NDArray[np.float64]") -> "NDArray[np.float64]":
    """Return the conformal quantiles of some errors at `LEVELS`: of n errors the k-th smallest at k ÷ (n + 1)."""
    found: NDArray[np.float64] = np.interp(LEVELS, np.arange(1, len(error) + 1) / (len(error) + 1), np.sort(error))
    return found
