"""Bands around a forecast from the errors a back-test kept: how far outcomes lay from the centre, by horizon.

    band of a day = centre + scale × (kept band − kept centre) ÷ kept scale

all three kept of the last origin up to the as-of, whose band knows nothing later. Between two kept horizons the
distances are joined by a line; outside them there is no band.
"""

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from tidegauge.models.base import LEVELS
from tidegauge.models.walk_forward import Table, by_horizon

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from tidegauge.models.base import Forecast


class Edges(NamedTuple):
    """Ends of the bands over the scale of their day, shape (n_horizons, len(LEVELS)), of one origin's horizons."""

    origin: int
    horizons: "NDArray[np.int64]"
    distance: "NDArray[np.float64]"


def edges(table: Table, origin: int) -> Edges | None:
    """Return the ends kept of the last origin up to a day, itself included; None where no band is kept.

    Parameters
    ----------
    table : Table
        Forecasts with bands as `quantiles`.
    origin : int
        Days since 1970-01-01.
    """
    past = table.rows(table.origin <= origin).banded()
    last = [rows[-1] for rows in by_horizon(past)]
    if not last:
        return None
    chosen = past.rows(np.array(last))
    distance = (chosen.quantiles - chosen.centre[:, None]) / chosen.scale[:, None]
    return Edges(int(chosen.origin.max()), chosen.horizon.astype(np.int64), distance)


def around(forecast: "Forecast", kept: Edges | None) -> "NDArray[np.float64]":
    """Return the quantiles at `LEVELS` of a forecast whose element h - 1 has horizon h [shape (n, len(LEVELS))].

    NaN outside the kept horizons, and everywhere where nothing is kept.

    Examples
    --------
    >>> from tidegauge.models.base import Forecast
    >>> day = Forecast(np.array([1, 2, 3], np.int32), np.zeros(3), np.array([1.0, 2.0, 3.0]))
    >>> kept = Edges(0, np.array([1, 3]), np.tile(np.linspace(-1, 1, len(LEVELS)), (2, 1)))
    >>> around(day, kept)[:, -1].tolist()
    [1.0, 2.0, 3.0]
    """
    count = len(forecast.days)
    if kept is None:
        return np.full((count, len(LEVELS)), np.nan)
    ahead = np.arange(1, count + 1)
    joined = np.array(
        [np.interp(ahead, kept.horizons, column, left=np.nan, right=np.nan) for column in kept.distance.T]
    )
    found: NDArray[np.float64] = forecast.centre[:, None] + forecast.scale[:, None] * joined.T
    return found
