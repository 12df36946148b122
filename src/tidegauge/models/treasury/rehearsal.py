"""What the non-debt flow model would have said on past days, each from what was known on it.

A model that builds on another's forecasts has to learn from forecasts that erred as they do in use; fitted values err
less. So past days are forecast again: the model is fitted to what was known each July, and asked every third day.
"""

import hashlib
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from tidegauge.business_days import CALENDARS
from tidegauge.clock import NEW_YORK
from tidegauge.errors import TooLittleHistory
from tidegauge.frame import Frame, Track, micros
from tidegauge.models.base import as_of_origin
from tidegauge.models.treasury.features import grid
from tidegauge.models.treasury.flows import last_known, on_grid
from tidegauge.models.treasury.groups import CASH
from tidegauge.models.treasury.non_debt_flow import NonDebtFlow

if TYPE_CHECKING:
    from numpy.typing import NDArray

FED = CALENDARS["fed"]
FIRST_YEAR = 2017  # the statement's figures at hand start in 2016
REFIT_MONTH = 7
YEARS_KEPT = 24
EVERY_DAYS = 3
"""Every third business day is asked; five weekdays are covered after three weeks."""


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """Forecasts made on past days: `places` of the last balance known then, shape (n,); `paths` the expected non-debt
    flow of each business day after it [USD], shape (n, n_days)."""

    places: "NDArray[np.int64]"
    paths: "NDArray[np.float64]"


@dataclass(frozen=True, slots=True)
class Contents:
    """A frame that equals another of the same figures, whatever its moment: a digest of all tracks stands for it."""

    digest: bytes
    frame: Frame = field(compare=False)


def rehearse(frame: Frame, count: int) -> Rehearsal:
    """Return the forecasts of the next `count` business days that would have been made up to the frame's as-of.

    Days before the model has enough history are left out. A year rehearsed before from the same figures is kept.
    """
    today = frame.as_of.astimezone(NEW_YORK).date()
    refits = [FED.on_or_after(date(year, REFIT_MONTH, 1)) for year in range(FIRST_YEAR, today.year + 1)]
    refits = [refit for refit in refits if refit < today]
    found = [
        _year(_contents(known_on(frame, end)), refit, end, count)
        for refit, end in zip(refits, [*refits[1:], today], strict=True)
    ]
    places = [np.zeros(0, np.int64), *(one.places for one in found)]
    return Rehearsal(np.concatenate(places), np.concatenate([np.zeros((0, count)), *(one.paths for one in found)]))


@lru_cache(maxsize=YEARS_KEPT)
def _year(contents: Contents, refit: date, end: date, count: int) -> Rehearsal:
    """Return the forecasts of one year's model, none where it lacked history."""
    try:
        fitted = NonDebtFlow().fit(known_on(contents.frame, refit))
    except TooLittleHistory:
        return Rehearsal(np.zeros(0, np.int64), np.zeros((0, count)))
    places, paths = [], []
    for origin in FED.open_days(refit, end)[:-1:EVERY_DAYS]:
        then = known_on(contents.frame, origin)
        place = last_known(on_grid(then, CASH))
        places.append(place)
        paths.append(fitted.net(then, grid().dates[place + 1 : place + 1 + count]))
    return Rehearsal(np.array(places, np.int64), np.array(paths).reshape(len(places), count))


def _contents(frame: Frame) -> Contents:
    """Return a frame by its contents."""
    digest = hashlib.sha256()
    for name in sorted(frame.tracks):
        track = frame[name]
        for column in (track.periods, track.values, track.known_at):
            digest.update(name.encode() + column.tobytes())
    return Contents(digest.digest(), frame)


def known_on(frame: Frame, day: date) -> Frame:
    """Return the part of a frame that was known at the end of a day in New York."""
    moment = as_of_origin(day)
    return Frame(moment, {name: _known(track, micros(moment)) for name, track in frame.tracks.items()})


def _known(track: Track, moment: int) -> Track:
    """Return the values known by a moment."""
    seen = track.known_at <= moment
    return Track(
        track.series, track.unit, track.periods[seen], track.values[seen], track.known_at[seen], track.known_by[seen]
    )
