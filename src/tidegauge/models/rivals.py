"""The naive forecasts that a model has to beat, computed on the same origins from the same frames.

For a level, from the last known value L of day T:

    random_walk     L
    last_year       L + (level a year before the day − level a year before T)
    half_last_year  L + half of that change
    half_two_years  L + half of the mean of that change one and two years back
    days_364_back   L + (level 364 days before the day − level 364 days before T)

"A year before" is the same business-day position: the n-th business day of the same month, counted from its start, or
the last of a month that has fewer. Where that day has no figure, the last one within a week before stands in; where
there is none the rival is NaN. For a flow since the origin L is 0, T is the origin and levels are running sums.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import TYPE_CHECKING

import numpy as np

from tidegauge.clock import NEW_YORK
from tidegauge.frame import Frame, Track, from_days
from tidegauge.models.base import FED, Forecast, day_numbers
from tidegauge.models.targets import TARGETS, Target

if TYPE_CHECKING:
    from numpy.typing import NDArray

RIVALS = ("random_walk", "last_year", "half_last_year", "half_two_years", "days_364_back")
"""Every rival by its id, in the order of the columns of `rival_values`."""

STALE_DAYS_MAX = 7
WEEKS_52 = 364


@cache
def same_position(day: date, years: int) -> date:
    """Return the business day at the same position of its month, some years earlier.

    Examples
    --------
    >>> same_position(date(2025, 4, 15), 1)
    datetime.date(2024, 4, 15)
    >>> same_position(date(2025, 1, 31), 1)  # the 21st business day; January 2024 has 21 too
    datetime.date(2024, 1, 31)
    """
    position = len(FED.open_days(day.replace(day=1), day))
    first = date(day.year - years, day.month, 1)
    month_end = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    opened = FED.open_days(first, month_end)
    return opened[min(max(position, 1), len(opened)) - 1]


def rival_values(target: Target, frame: Frame, origin: date, days: Sequence[date]) -> "NDArray[np.float64]":
    """Return every rival's forecast of some days after an origin [shape (n_days, n_rivals)]; NaN where it has none."""
    track = target.track(frame).present()
    found = np.full((len(days), len(RIVALS)), np.nan)
    if not len(track):
        return found
    if target.is_flow:
        base, start = 0.0, origin
        track = _summed(track)
    else:
        base, start = float(track.values[-1]), from_days(int(track.periods[-1]))
    moves = [_moves(track, start, days, years) for years in (1, 2)]
    back = [day - timedelta(days=WEEKS_52) for day in (start, *days)]
    found[:, 0] = base
    found[:, 1] = base + moves[0]
    found[:, 2] = base + moves[0] / 2
    found[:, 3] = base + (moves[0] + moves[1]) / 4
    found[:, 4] = base + _change(track, back)
    return found


def _moves(track: Track, start: date, days: Sequence[date], years: int) -> "NDArray[np.float64]":
    """Return how far the level moved between the same positions some years earlier [shape (n_days,)]."""
    return _change(track, [same_position(day, years) for day in (start, *days)])


def _change(track: Track, days: Sequence[date]) -> "NDArray[np.float64]":
    """Return the level on all days but the first less that on the first; NaN where a figure is missing or old."""
    numbers = day_numbers(days)
    row = np.searchsorted(track.periods, numbers, side="right") - 1
    inside = np.maximum(row, 0)
    fresh = (row >= 0) & (numbers - track.periods[inside] <= STALE_DAYS_MAX)
    level = np.where(fresh, track.values[inside], np.nan)
    moved: NDArray[np.float64] = level[1:] - level[0]
    return moved


def _summed(track: Track) -> Track:
    """Return the running sum of a flow."""
    return Track(track.series, track.unit, track.periods, np.cumsum(track.values), track.known_at, track.known_by)


@dataclass(frozen=True, slots=True)
class Naive:
    """A rival as a model, so that the machinery can score it like any other; it has nothing to fit.

    Examples
    --------
    >>> Naive("tga_random_walk", "tga").inputs
    ('tga',)
    """

    id: str
    target: str
    rival: str = "random_walk"

    @property
    def inputs(self) -> tuple[str, ...]:
        """The series of the target."""
        return TARGETS[self.target].inputs

    def fit(self, frame: Frame) -> "Naive":
        """Return itself."""
        return self

    def predict(self, frame: Frame, days: Sequence[date]) -> Forecast:
        """Return the rival's values; errors are expected to grow with the square root of the horizon."""
        origin = frame.as_of.astimezone(NEW_YORK).date()
        centre = rival_values(TARGETS[self.target], frame, origin, days)[:, RIVALS.index(self.rival)]
        return Forecast(day_numbers(days), centre, np.sqrt(np.arange(1.0, len(days) + 1)))
