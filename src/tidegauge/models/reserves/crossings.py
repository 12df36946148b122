"""When a path first falls below a line, as a distribution: the forecast plus whole paths of its own past errors.

An error path is what a past forecast missed on each later day, from one origin: taken whole, it keeps how errors of
near and far days hang together. Drawn errors of single days would cross a line far too often.

References
----------
Künsch (1989), "The jackknife and the bootstrap for general stationary observations", Annals of Statistics 17.
"""

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from tidegauge.models.walk_forward import Table

PATHS_LEAST = 39  # as many as a 95 % band needs, see `conformal`
EDGE_DAYS = 5
"""A path may lack up to a week at either end: Wednesdays are the only days with a figure."""


def shares_below(centre: "NDArray[np.float64]", errors: "NDArray[np.float64]", line: float) -> "NDArray[np.float64]":
    """Return the share of paths that have been below a line by each day.

    Parameters
    ----------
    centre : array, shape (n_days,)
        The forecast of the days that count, in order.
    errors : array, shape (n_paths, n_days)
        Past outcomes less their forecasts on those days, in the unit of `centre`; see `error_paths`.
    line : float
        A path lies below it, not on it.

    Examples
    --------
    >>> shares_below(np.array([3.0, 2.0, 2.6]), np.zeros((40, 3)), 2.5).tolist()
    [0.0, 1.0, 1.0]
    """
    shares: NDArray[np.float64] = np.logical_or.accumulate(centre + errors < line, axis=1).mean(axis=0)
    return shares


def error_paths(table: "Table", known_by: int, longest: int) -> "NDArray[np.float64]":
    """Return a past error path for each origin of a judged table whose outcomes reach that far by a day.

    Parameters
    ----------
    table : Table
        Forecasts of one model with outcomes, by origin and horizon; days without a figure are joined by lines between
        known errors, and to the origin, where the error is taken as zero.
    known_by : int
        Last day whose figure was known, in days since 1970-01-01: no later outcome is read.
    longest : int
        Length asked for in business days. Where fewer than `PATHS_LEAST` paths are as long, it is cut to what so many
        reach.

    Returns
    -------
    array, shape (n_paths, n_days)
        Outcome − forecast for each horizon from 1. Origins without an outcome in their first week, or none in the
        last week of the path or later, are left out; fewer than `PATHS_LEAST` in all give none.
    """
    seen = table.rows(~np.isnan(table.outcome - table.centre) & (table.day <= known_by))
    origins, first = np.unique(seen.origin, return_index=True)
    last = np.searchsorted(seen.origin, origins, side="right") - 1
    reach = np.where(seen.horizon[first] <= EDGE_DAYS, seen.horizon[last] + EDGE_DAYS, 0)
    n_days = min(longest, int(np.sort(reach)[-PATHS_LEAST])) if len(reach) >= PATHS_LEAST else 0
    ahead = np.arange(1, n_days + 1)
    paths = [
        np.interp(ahead, [0, *seen.horizon[start:end]], [0.0, *(seen.outcome - seen.centre)[start:end]])
        for start, end in zip(first[reach >= n_days], last[reach >= n_days] + 1, strict=True)
        if n_days
    ]
    return np.array(paths).reshape(len(paths), n_days)
