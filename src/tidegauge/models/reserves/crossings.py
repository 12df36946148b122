"""When a path first crosses a line, as a distribution: the forecast plus whole paths of its own past errors.

An error path is what a past forecast missed on each later day, from one origin: taken whole, it keeps how errors of
near and far days hang together. Drawn errors of single days would cross a line far too often.

References
----------
Künsch (1989), "The jackknife and the bootstrap for general stationary observations", Annals of Statistics 17.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from tidegauge.models.walk_forward import Table

PATHS_LEAST = 39  # as many as a 95 % band needs, see `conformal`
NEVER = -1
ENDING_DAYS = 5
"""A path may lack its last week: Wednesdays are the only days with a figure."""


@dataclass(frozen=True, slots=True)
class Crossing:
    """When a line is crossed.

    Parameters
    ----------
    horizon : array of int, shape (n_paths,)
        Business days to the first day beyond the line, from 1; `NEVER` where a path stays.
    share_by : array of float, shape (n_days,)
        Share of paths that have crossed by each day.
    """

    horizon: "NDArray[np.int64]"
    share_by: "NDArray[np.float64]"

    def day_by(self, share: float) -> int | None:
        """Return the first horizon by which at least this share of paths has crossed; None if it is not reached."""
        reached = np.flatnonzero(self.share_by >= share)
        return int(reached[0]) + 1 if len(reached) else None


def crossing(
    centre: "NDArray[np.float64]", errors: "NDArray[np.float64]", level: float, *, falls: bool = True
) -> Crossing | None:
    """Return when the forecast with each past error path first lies beyond a level; None with too few paths.

    Parameters
    ----------
    centre : array, shape (n_days,)
        The forecast, horizon 1 first.
    errors : array, shape (n_paths, n_days)
        Past outcomes less their forecasts, by horizon, in the unit of `centre`; see `error_paths`.
    level : float
        The line.
    falls : bool, default True
        Whether being below the line counts, not above it.

    Examples
    --------
    >>> sinking = np.array([3.0, 2.0, 1.0])
    >>> found = crossing(sinking, np.zeros((40, 3)), 2.5)
    >>> found.day_by(0.5), found.share_by.tolist()
    (2, [0.0, 1.0, 1.0])
    """
    if len(errors) < PATHS_LEAST:
        return None
    paths = centre[None, :] + errors
    beyond = paths < level if falls else paths > level
    crossed = np.maximum.accumulate(beyond, axis=1)
    first = np.where(crossed[:, -1], beyond.argmax(axis=1) + 1, NEVER)
    return Crossing(first, crossed.mean(axis=0))


def error_paths(table: "Table", known_by: int) -> "NDArray[np.float64]":
    """Return a past error path for each origin of a judged table whose outcomes all lie on or before a day.

    Parameters
    ----------
    table : Table
        Forecasts of one model with outcomes; NaN outcomes (days without a figure) are joined by lines from the
        origin, where the error is taken as zero, to the next known ones.
    known_by : int
        Last day whose figure was known, in days since 1970-01-01; origins with a later forecast day are left out, so
        that nothing looks ahead.

    Returns
    -------
    array, shape (n_origins, longest horizon)
        Outcome − forecast for each horizon from 1; origins without an outcome near the end are left out.
    """
    longest = int(table.horizon.max()) if len(table.horizon) else 0
    wanted = np.arange(1, longest + 1)
    paths = []
    for origin in np.unique(table.origin):
        part = table.rows(np.flatnonzero(table.origin == origin))
        error = part.outcome - part.centre
        seen = ~np.isnan(error)
        if part.day.max() > known_by or not seen.any() or part.horizon[seen].max() < longest - ENDING_DAYS:
            continue
        paths.append(np.interp(wanted, [0, *part.horizon[seen]], [0.0, *error[seen]]))
    return np.array(paths).reshape(len(paths), longest)
