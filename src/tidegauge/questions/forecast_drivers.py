"""What must be said of the series behind a forecast: that some have stopped, or have never moved."""

from datetime import timedelta
from typing import TYPE_CHECKING

import numpy as np

from tidegauge.clock import NEW_YORK
from tidegauge.forecasts.registry import Entry
from tidegauge.frame import Finding, Frame, days, finding, from_days
from tidegauge.models.targets import TARGETS
from tidegauge.words.sentence import Day, Fact

if TYPE_CHECKING:
    from tidegauge.frame import Track

SILENT_DAYS = 35
"""Longer than the slowest of the models' series takes from one figure to the next: bank assets, weekly, nine days."""
OLD_DAYS = 730
"""A series that stopped longer ago belongs to the history a model learns from, not to what it misses today."""
FIGURES_LEAST = 250
"""A driver with fewer figures may stand still by chance."""


def findings(frame: Frame, entry: Entry) -> list[Finding]:
    """Return a warning where series of a model have stopped, and one for each that has never moved.

    A model goes on without them; its card in `docs/models` tells how and what that costs.
    """
    today = frame.as_of.astimezone(NEW_YORK).date()
    drivers = [frame[series].present() for series in entry.model.inputs if series not in _target(entry)]
    known = [track for track in drivers if len(track)]
    stopped = [
        track
        for track in known
        if days(today - timedelta(days=OLD_DAYS)) <= int(track.periods[-1]) < days(today - timedelta(days=SILENT_DAYS))
    ]
    found = []
    if stopped:
        last = from_days(max(int(track.periods[-1]) for track in stopped))
        facts: dict[str, Fact] = {"n": len(stopped), "of": len(known), "last": Day(last, weekday=False, year=True)}
        found.append(finding("drivers_stopped", entry.model.id, last, severity="warning", **facts))
    return found + [finding("driver_constant", track.series, severity="warning") for track in known if _is_still(track)]


def _target(entry: Entry) -> tuple[str, ...]:
    """Return the series of what is forecast: without them there is no forecast, and that is an error of its own."""
    return TARGETS[entry.model.target].inputs


def _is_still(track: "Track") -> bool:
    """Say whether a driver has never moved."""
    return len(track) >= FIGURES_LEAST and not np.ptp(track.values)
