"""The published rates, reserves and bank assets that come with the package, as known on any day."""

from collections.abc import Callable
from datetime import date

import pytest

from tidegauge.frame import Frame, Track, micros
from tidegauge.models.base import as_of_origin
from tidegauge.models.spreads import model, slope, take_up
from tidegauge.reference import figures
from tidegauge.store import Store

Known = Callable[..., Frame]


def cut(frame: Frame, origin: date) -> Frame:
    """Return what a frame's tracks said at the end of `origin`."""
    moment = as_of_origin(origin)
    tracks = {}
    for series, track in frame.tracks.items():
        seen = track.known_at <= micros(moment)
        tracks[series] = Track(
            series, track.unit, track.periods[seen], track.values[seen], track.known_at[seen], track.known_by[seen]
        )
    return Frame(moment, tracks)


@pytest.fixture(scope="session")
def published() -> Frame:
    """Everything published to the end of March 2026."""
    series = {*model.SOFR.inputs, *model.EFFR.inputs, *model.TGCR.inputs, *slope.INPUTS, *take_up.INPUTS}
    return Store(figures.FOLDER).frame(sorted(series), as_of=figures.LAST_MOMENT)


@pytest.fixture(scope="session")
def known_on(published: Frame) -> Known:
    """A function: an origin, and perhaps another frame, to what was known then."""
    return lambda origin, frame=published: cut(frame, origin)
