"""The nearest past evenings that do not overlap, and whether what followed them is narrower than chance.

The distance of two evenings is the root mean square of their differences, each in standard deviations of its gauge up
to the evening asked about. The metric is diagonal: with seven gauges, one of them nearly always zero, and a few dozen
windows that do not overlap, a covariance would be noise. A gauge that either evening lacks is left out.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from tidegauge.models.analogues.states import FEATURES, HORIZONS, LEAST, OUTCOMES, Evenings

if TYPE_CHECKING:
    from numpy.typing import NDArray

COUNT = 8  # neighbours
APART = 20  # business days between neighbours, and between a neighbour and the evening
WAIT = max(HORIZONS) + 3  # business days until all that followed an evening is published
LEAST_SHARED = len(FEATURES) - 2
DRAWS, SEED = 500, 20251031
BAND = (0.1, 0.5, 0.9)


class Neighbour(NamedTuple):
    """A past evening, by its row, and its distance [standard deviations]."""

    row: int
    distance: float


class Sequel(NamedTuple):
    """What followed the neighbours at one horizon, beside what followed every evening that could have been chosen.

    `low`, `median`, `high` are of the neighbours' outcomes, the outer ones the extremes; `always` are the 10, 50 and
    90 % points of all. `chance` is the share of random choices of as many evenings, as far apart, whose outcomes lie
    within a range as narrow: near 0 means that likeness narrows what follows, near 0.5 that it does not.
    """

    outcome: str
    horizon: int
    low: float
    median: float
    high: float
    always: tuple[float, float, float]
    chance: float


def candidates(row: int) -> int:
    """Return how many evenings, from the first, may be neighbours of a row: what followed them was out by then."""
    return max(0, row - WAIT)


def neighbours(found: Evenings, row: int, count: int = COUNT) -> list[Neighbour]:
    """Return the nearest evenings to that of a row, none within 20 business days of another; nearest first.

    Only evenings whose 60 following days were published by that evening can be chosen, so nothing known later enters.
    """
    last = candidates(row)
    if last < LEAST:
        return []
    distance = distances(found.states[: row + 1])[:last]
    chosen: list[Neighbour] = []
    for one in np.argsort(distance, kind="stable").tolist():
        if not np.isfinite(distance[one]) or len(chosen) == count:
            break
        if all(abs(one - other.row) >= APART for other in chosen):
            chosen.append(Neighbour(one, float(distance[one])))
    return chosen


def distances(states: "NDArray[np.float64]") -> "NDArray[np.float64]":
    """Return how far the last of some states is from each [standard deviations of these states, shape (n,)].

    Infinite where fewer than five gauges are shared. A gauge that never moved tells nothing and is left out.

    >>> states = np.tile(np.array([[0.0], [2.0], [4.0]]), 7)
    >>> distances(states).round(3).tolist()
    [2.449, 1.225, 0.0]
    """
    with np.errstate(invalid="ignore", divide="ignore"):
        deviation = _deviation(states)
        squared = ((states - states[-1]) / deviation) ** 2
    shared = np.isfinite(squared).sum(axis=1)
    total = np.where(np.isfinite(squared), squared, 0.0).sum(axis=1)
    return np.where(shared >= LEAST_SHARED, np.sqrt(total / np.maximum(shared, 1)), np.inf)


def _deviation(states: "NDArray[np.float64]") -> "NDArray[np.float64]":
    """Return the standard deviation of each column over its known values; NaN of a column that is not known."""
    count = (~np.isnan(states)).sum(axis=0)
    mean = np.nansum(states, axis=0) / count
    found: NDArray[np.float64] = np.sqrt(np.nansum((states - mean) ** 2, axis=0) / count)
    return found


def sequels(found: Evenings, row: int, chosen: Sequence[Neighbour]) -> list[Sequel]:
    """Return what followed the neighbours of a row, by outcome and horizon; one without any outcome is left out."""
    last = candidates(row)
    rows = [one.row for one in chosen]
    others = random_choices(last, len(rows))
    told = []
    for outcome in OUTCOMES:
        for column, horizon in enumerate(HORIZONS):
            came = found.outcomes[outcome][:last, column]
            own, every = came[rows][~np.isnan(came[rows])], came[~np.isnan(came)]
            if len(own) < 2:
                continue
            chance = float(np.mean(_ranges(came[others]) <= np.ptp(own)))
            low, middle, high = np.quantile(every, BAND).tolist()
            ends = (float(own.min()), float(np.median(own)), float(own.max()))
            told.append(Sequel(outcome, horizon, *ends, (low, middle, high), chance))
    return told


def _ranges(choices: "NDArray[np.float64]") -> "NDArray[np.float64]":
    """Return highest − lowest of each row, missing values left out."""
    whole: NDArray[np.float64] = np.nanmax(choices, axis=1) - np.nanmin(choices, axis=1)
    return whole


def random_choices(last: int, count: int, draws: int = DRAWS) -> "NDArray[np.int64]":
    """Return random choices of `count` of the first `last` evenings, each at least 20 apart, shape (draws, count).

    The same arguments give the same choices.

    >>> bool((np.diff(np.sort(random_choices(400, 8, 5), axis=1), axis=1) >= APART).all())
    True
    """
    generator = np.random.default_rng(SEED)
    room = last - (count - 1) * APART
    free = np.sort(generator.integers(0, room, (draws, count)), axis=1)
    return free + np.arange(count) * APART
