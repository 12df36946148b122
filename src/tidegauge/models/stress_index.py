"""A composite index of funding stress that says what it is made of, and whether it was worth composing.

    index of a day = Σ weight × rank of the gauge on that day × 100,    weights sum to 1

The rank is the share of the gauge's figures *up to that day* below it (ties count half), so a later figure changes no
past value. Each gauge's part of the sum is its contribution. The weights are equal within prices, quantities and flow,
a prior that no figure has touched: whether the sum tells stress from calm better than one gauge alone is measured.
Standing repo up to 1 bn counts as none: on most days it lends nothing, so one million would rank near the top.

References
----------
Hollo, Kremer and Lo Duca (2012), "CISS", ECB Working Paper 1426 (ranks over an expanding window).
Hanley and McNeil (1982), "The meaning and use of the area under a receiver operating characteristic curve", Radiology.
"""

from bisect import bisect_left, bisect_right, insort
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from tidegauge.clock import in_new_york
from tidegauge.errors import TooLittleHistory
from tidegauge.frame import Frame, Track, from_days
from tidegauge.models.base import FED, day_numbers
from tidegauge.models.fits.bootstrap import circular_blocks
from tidegauge.models.spreads.take_up import USED_USD

if TYPE_CHECKING:
    from numpy.typing import NDArray

WEIGHTS: Mapping[str, float] = {
    "sofr_iorb_bp": 0.25,
    "effr_iorb_bp": 0.125,
    "sofr_dispersion_bp": 0.125,
    "reserves_to_bank_assets": 0.2,
    "srf": 0.2,
    "tga_change_1w": 0.1,
}
"""Half for prices, two fifths for quantities, a tenth for the flow: a prior, set before any score was seen."""

LOW_IS_STRESS = ("reserves_to_bank_assets",)
HISTORY = 365  # days of a gauge before its first rank
LEAST_FIGURES = 250  # about as many as a daily gauge has in these days
WEEKLY = ("reserves_to_bank_assets",)
WEEKLY_FROM, WEEKLY_TO = 2, 13  # days after its Wednesday that a weekly figure stands for; it is out by the second
FRESH_DAYS = 6  # days a daily figure stands for
LEAST_WEIGHT = 0.6  # share of the weights that must be known; below, there is no index
BLOCK, DRAWS, SEED = 20, 300, 20190917
FULL = 100.0


@dataclass(frozen=True, slots=True)
class Index:
    """The index by business day: `values` in 0–100, NaN where too little is known.

    `contributions` are of shape (n_gauges, n_days) in the order of `gauges` and add up to `values`; NaN of a gauge that
    is not known, whose weight goes to the others in proportion. `known` is the share of the weights that is known.
    `levels` are the gauges themselves, signed so that more is more stress, shape (n_gauges, n_days).
    """

    gauges: tuple[str, ...]
    days: "NDArray[np.int32]"
    values: "NDArray[np.float64]"
    contributions: "NDArray[np.float64]"
    known: "NDArray[np.float64]"
    levels: "NDArray[np.float64]"


class Separation(NamedTuple):
    """How well something tells stress days from the others: the area under its ROC curve, 0.5 is a coin.

    `low` and `high` are a 90 % interval by blocks of days; `lead` is the index's area less its own on the same
    resamples, with the same interval. NaN where nothing can be told.
    """

    name: str
    area: float
    low: float
    high: float
    lead: float
    lead_low: float
    lead_high: float


def ranks(track: Track, *, is_low_stress: bool = False) -> "NDArray[np.float64]":
    """Return for each figure the share of the figures up to it that lie below, ties half; NaN in the first year.

    >>> from datetime import datetime, timedelta, UTC
    >>> from tidegauge.frame import track as build
    >>> from tidegauge.units import UNITS
    >>> points = [(date(2020, 1, 1), 3.0), (date(2020, 6, 1), 1.0), (date(2021, 2, 1), 2.0), (date(2021, 2, 2), 9.0)]
    >>> ranks(build("x", UNITS["bp"], points, datetime(2022, 1, 1, tzinfo=UTC))).tolist()
    [nan, nan, 0.5, 0.875]
    """
    sign = -1 if is_low_stress else 1
    found: list[float] = []
    so_far: list[float] = []
    for value in (sign * track.values).tolist():
        insort(so_far, value)
        found.append((bisect_left(so_far, value) + bisect_right(so_far, value)) / 2 / len(so_far))
    share = np.array(found)
    share[track.periods < (track.periods[0] if len(track) else 0) + HISTORY] = np.nan
    return share


def index(state: Frame) -> Index:
    """Return the index of every business day from the first with enough gauges to the last that has all daily ones.

    A day waits for the slowest daily gauge, and a weekly figure counts from the second day after its Wednesday, so that
    no figure that is still to be published changes a value. A daily gauge that stopped is waited for six days.

    Parameters
    ----------
    state : Frame
        The gauges of `WEIGHTS`, each a track of its whole known history without missing values.

    Raises
    ------
    TooLittleHistory
        On no day are gauges of 60 % of the weights known and a year old.
    """
    tracks = [_without_tests(state[gauge]) if gauge == "srf" else state[gauge] for gauge in WEIGHTS]
    days = _days(tracks)
    held = [_on(days, track, gauge) for track, gauge in zip(tracks, WEIGHTS, strict=True)]
    rank, levels = (np.array(lines).reshape(len(WEIGHTS), len(days)) for lines in zip(*held, strict=True))
    weight = np.array(list(WEIGHTS.values()))[:, None]
    is_known = ~np.isnan(rank)
    known = (weight * is_known).sum(axis=0)
    enough = known >= LEAST_WEIGHT
    if not enough.any():
        shortest = min((track for track in tracks if len(track)), key=len, default=tracks[0])
        facts = {"series": shortest.series, "needed": LEAST_FIGURES, "found": len(shortest)}
        raise TooLittleHistory(model="stress", as_of=in_new_york(state.as_of), **facts)
    with np.errstate(invalid="ignore", divide="ignore"):
        parts = np.where(enough, FULL * weight * rank / known, np.nan)
    values = np.where(enough, np.nansum(parts, axis=0), np.nan)
    first = int(np.argmax(enough))
    return Index(tuple(WEIGHTS), days[first:], values[first:], parts[:, first:], known[first:], levels[:, first:])


def shares_so_far(values: "NDArray[np.float64]") -> "NDArray[np.float64]":
    """Return for each day the share of the days up to it with a value at most as high; NaN of a day without one.

    >>> shares_so_far(np.array([2.0, 1.0, np.nan, 3.0, 1.0])).tolist()
    [1.0, 0.5, nan, 1.0, 0.5]
    """
    found = np.full(len(values), np.nan)
    so_far: list[float] = []
    for n, value in enumerate(values.tolist()):
        if value == value:
            insort(so_far, value)
            found[n] = bisect_right(so_far, value) / len(so_far)
    return found


def _without_tests(srf: Track) -> Track:
    """Return standing repo with amounts that are no take-up, tests and single small bids, as zero [USD]."""
    return replace(srf, values=np.where(srf.values > USED_USD, srf.values, 0.0))


def _days(tracks: Sequence[Track]) -> "NDArray[np.int32]":
    """Return the business days from the first figure of some tracks to the last day that no daily gauge lacks."""
    daily = [track for track in tracks if len(track) and track.series not in WEEKLY]
    if not daily:
        return np.zeros(0, np.int32)
    ends = np.array([track.periods[-1] for track in daily])
    last = int(ends[ends >= ends.max() - FRESH_DAYS].min())
    first = int(min(track.periods[0] for track in daily))
    return day_numbers(FED.open_days(from_days(first), from_days(last)))


def _on(days: "NDArray[np.int32]", track: Track, gauge: str) -> tuple["NDArray[np.float64]", "NDArray[np.float64]"]:
    """Return rank and signed level that hold on each day: of the last figure, NaN where it is too old."""
    if not len(track):
        return np.full(len(days), np.nan), np.full(len(days), np.nan)
    is_low_stress = gauge in LOW_IS_STRESS
    level = -track.values if is_low_stress else track.values
    since, until = (WEEKLY_FROM, WEEKLY_TO) if gauge in WEEKLY else (0, FRESH_DAYS)
    row = np.searchsorted(track.periods, days - since, side="right") - 1
    inside = np.maximum(row, 0)
    is_fresh = (row >= 0) & (days - track.periods[inside] <= until)
    rank = ranks(track, is_low_stress=is_low_stress)
    return np.where(is_fresh, rank[inside], np.nan), np.where(is_fresh, level[inside], np.nan)


def separations(found: Index, stress: Collection[date], *, lag: int = 0) -> list[Separation]:
    """Return how well the index and each gauge alone tell stress days from all others, the index first.

    Parameters
    ----------
    found : Index
        Its gauges are judged by their own levels, each on the days it shares with the index.
    stress : collection of date
        The days of stress.
    lag : int, default 0
        0 reads the day itself; 2 reads two business days before, the last that are published on the evening before.
    """
    is_stress = np.isin(found.days, day_numbers(sorted(stress)))[lag:]
    last = len(found.values) - lag
    lines = {"index": found.values[:last]}
    lines |= {gauge: found.levels[n, :last] for n, gauge in enumerate(found.gauges)}
    draws = circular_blocks(len(is_stress), BLOCK, seed=SEED, draws=DRAWS)
    return [_separation(name, line, lines["index"], is_stress, draws) for name, line in lines.items()]


def _separation(
    name: str,
    line: "NDArray[np.float64]",
    whole: "NDArray[np.float64]",
    is_stress: "NDArray[np.bool_]",
    draws: "NDArray[np.int64]",
) -> Separation:
    """Return the area of one line with its interval, and the index's lead over it on the days both have."""
    both = ~(np.isnan(line) | np.isnan(whole))
    one = np.where(both, line, np.nan)
    index_ = np.where(both, whole, np.nan)
    pairs = np.array([(area(one[rows], is_stress[rows]), area(index_[rows], is_stress[rows])) for rows in draws])
    own, lead = area(one, is_stress), area(index_, is_stress) - area(one, is_stress)
    if np.isnan(own):
        return Separation(name, *(float("nan"),) * 6)
    low, high = np.nanquantile(pairs[:, 0], (0.05, 0.95)).tolist()
    lead_low, lead_high = np.nanquantile(pairs[:, 1] - pairs[:, 0], (0.05, 0.95)).tolist()
    return Separation(name, own, low, high, lead, lead_low, lead_high)


def area(line: "NDArray[np.float64]", is_stress: "NDArray[np.bool_]") -> float:
    """Return the chance that a stress day lies above another day, ties half; NaN where one kind is missing.

    >>> area(np.array([1.0, 2.0, 3.0, 3.0]), np.array([False, False, True, False]))
    0.8333333333333334
    """
    usable = ~np.isnan(line)
    high, low = line[usable & is_stress], np.sort(line[usable & ~is_stress])
    if not len(high) or not len(low):
        return float("nan")
    below = np.searchsorted(low, high, side="left") + np.searchsorted(low, high, side="right")
    return float(below.sum() / 2 / len(high) / len(low))
