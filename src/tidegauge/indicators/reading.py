"""Reading: one value of a gauge beside everything that says whether it is rare.

All of it is computed from the track alone, which holds only what was known, so later figures never change a past rank.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

import numpy as np

from tidegauge.frame import Track, days, from_days

if TYPE_CHECKING:
    from numpy.typing import NDArray

WEEK = timedelta(days=7)
NOTEWORTHY = timedelta(days=90)  # a low is worth a sentence when nothing lower came for a quarter


@dataclass(frozen=True, slots=True)
class Extreme:
    """ "Lowest since" or "highest since": `since` is the last earlier period as extreme, None when there is none."""

    kind: str
    since: date | None
    first: date


@dataclass(frozen=True, slots=True)
class Reading:
    """The last known value of a gauge: its change over a week, its rank and what kind of extreme it is."""

    id: str
    value: float
    unit: str
    period: date
    known_at: datetime
    change_1w: float | None
    percentile: float | None
    ranked: int
    extreme: Extreme | None


def read(id_: str, track: Track, ranked_since: date) -> Reading | None:
    """Return the reading of a track, or None when nothing is known.

    Parameters
    ----------
    track : Track, shape (n,)
        The gauge's known history.
    ranked_since : date
        Ranks count observations from here on.

    Returns
    -------
    Reading or None
        ``change_1w``: value minus the value for seven days earlier or the last before it. ``percentile``: share (0–1)
        of all known observations since `ranked_since` that are ≤ the value, itself included.
    """
    last = track.latest()
    if last is None:
        return None
    before = track.on_or_before(last.period - WEEK)
    ranked = track.between(ranked_since, last.period)
    values = ranked.values[~np.isnan(ranked.values)]
    return Reading(
        id=id_,
        value=last.value,
        unit=track.unit.id,
        period=last.period,
        known_at=last.known_at,
        change_1w=None if before is None else last.value - before.value,
        percentile=float(np.mean(values <= last.value)) if len(values) else None,
        ranked=len(values),
        extreme=extreme(track),
    )


def extreme(track: Track) -> Extreme | None:
    """Return what the last value is the lowest or highest since, when that is at least a quarter ago.

    >>> from datetime import UTC
    >>> from tidegauge.frame import track as build
    >>> from tidegauge.units import UNITS
    >>> points = [(date(2020, 9, 30), 2.7), (date(2021, 6, 30), 3.9), (date(2025, 10, 29), 2.8)]
    >>> extreme(build("reserves", UNITS["usd"], points, datetime(2025, 10, 30, tzinfo=UTC)))
    Extreme(kind='lowest', since=datetime.date(2020, 9, 30), first=datetime.date(2020, 9, 30))
    """
    clean = ~np.isnan(track.values)
    periods, values = track.periods[clean], track.values[clean]
    if len(values) < 2:
        return None
    return _since("lowest", periods, values) or _since("highest", periods, -values)


def _since(kind: str, periods: "NDArray[np.int32]", values: "NDArray[np.float64]") -> Extreme | None:
    """Look for the last earlier value as low as the last one."""
    earlier = np.flatnonzero(values[:-1] <= values[-1])
    first = from_days(int(periods[0]))
    since = from_days(int(periods[earlier[-1]])) if len(earlier) else None
    reach = int(periods[-1]) - days(since or first)
    return Extreme(kind, since, first) if reach >= NOTEWORTHY.days else None
