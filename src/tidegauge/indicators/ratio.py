"""One figure over another that is published on its own days: reserves over deposits, bank assets or GDP."""

from typing import TYPE_CHECKING

import numpy as np

from tidegauge.catalogue.series import find
from tidegauge.frame import Frame, Track, from_days, micros
from tidegauge.indicators import combine

if TYPE_CHECKING:
    from numpy.typing import NDArray


def over_published(name: str, frame: Frame, series: str, base: str) -> Track:
    """Return `series` over the last `base` first published by then [share]; the last one over the base known now.

    The release rules say when each figure was first published, so a later revision changes a value, never the match.
    """
    above, below = frame[series].present(), frame[base].present()
    if not len(above) or not len(below):
        return combine.derived(name, "share", np.array([]), np.array([]), np.array([]))
    published = _first_known(base, below.periods)
    order = np.argsort(published, kind="stable")
    rows = np.searchsorted(published[order], _first_known(series, above.periods), side="right") - 1
    usable = rows >= 0
    rows = order[rows[usable]]
    if usable[-1]:
        rows[-1] = len(below) - 1
    share = above.values[usable] / (below.values[rows] * float(below.unit.factor_to(above.unit)))
    known_at = np.maximum(above.known_at[usable], below.known_at[rows])
    return combine.derived(name, "share", above.periods[usable], share, known_at)


def _first_known(series: str, periods: "NDArray[np.int32]") -> "NDArray[np.int64]":
    """Return when each period was first published by the series' release rule [µs]."""
    release = find(series).release
    return np.array([micros(release.known_at(from_days(day))) for day in periods.tolist()], np.int64)
