"""Every pair that is tried, with what is left of it when it is known how many were tried.

A link survives if its Romano–Wolf p-value is below 5 % *and* fewer than 5 % of the random walks, and of the gauges
shifted to the wrong weeks, reach the largest |t| of the whole family. One of the three alone is not enough: blocks of
weeks, walks and shifts break in different places.
"""

from dataclasses import dataclass

import numpy as np

from tidegauge.models.sensitivity import family, placebos
from tidegauge.models.sensitivity.placebos import Placebos
from tidegauge.models.sensitivity.slopes import Slope, slope
from tidegauge.models.sensitivity.weeks import ASSETS, DRIVERS, OUTCOMES, STORY, Panel

LEVEL = 0.05
_STORY_OF = {asset.id: asset.story for asset in ASSETS}


@dataclass(frozen=True, slots=True)
class Trial:
    """One pair: `p_adjusted` allows for all tried together; `story` is the sign the story gives the slope, or 0."""

    asset: str
    gauge: str
    kind: str
    timing: str
    slope: Slope
    p_adjusted: float
    story: int


@dataclass(frozen=True, slots=True)
class Family:
    """The largest |t| of some trials, and the share of placebos that reach it; kind and timing are "" for all.

    `needed` is what 5 % of the random walks exceed.
    """

    kind: str
    timing: str
    tried: int
    largest_t: float
    needed: float
    p_random_walks: float
    p_circular_shifts: float


def trials(found: Panel, *, draws: int = family.DRAWS) -> list[Trial]:
    """Return every pair that has enough weeks, in the order of `DRIVERS` and `OUTCOMES`."""
    drivers, outcomes = found.drivers(), found.outcomes()
    fits = [[slope(outcome, driver) for outcome in outcomes.T] for driver in drivers.T]
    slopes = np.array([[np.nan if one is None else one.slope for one in row] for row in fits])
    t = np.array([[np.nan if one is None else one.t for one in row] for row in fits])
    centred = family.resampled(drivers, outcomes, slopes, draws=draws)
    adjusted = family.step_down(t.ravel(), centred.reshape(len(centred), -1)).reshape(t.shape)
    return [
        Trial(asset, gauge, kind, timing, one, float(adjusted[row, column]), STORY[gauge] * _STORY_OF[asset])
        for row, (kind, gauge) in enumerate(DRIVERS)
        for column, (timing, asset) in enumerate(OUTCOMES)
        if (one := fits[row][column]) is not None
    ]


def families(tried: list[Trial], walks: Placebos, shifts: Placebos) -> list[Family]:
    """Return the whole family and its parts beside their placebos."""
    found = []
    for n, (kind, timing) in enumerate((("", ""), *placebos.FAMILIES)):
        part = [one for one in tried if kind in ("", one.kind) and timing in ("", one.timing)]
        if not part:
            continue
        seen = max(abs(one.slope.t) for one in part)
        walk, shift = walks.largest[:, n], shifts.largest[:, n]
        needed = float(np.quantile(walk, 1 - LEVEL))
        p_walk, p_shift = placebos.p_value(walk, seen), placebos.p_value(shift, seen)
        found.append(Family(kind, timing, len(part), seen, needed, p_walk, p_shift))
    return found


def surviving(tried: list[Trial], whole: Family) -> list[Trial]:
    """Return the trials that survive all three corrections."""
    if max(whole.p_random_walks, whole.p_circular_shifts) >= LEVEL:
        return []
    return [one for one in tried if one.p_adjusted < LEVEL]
