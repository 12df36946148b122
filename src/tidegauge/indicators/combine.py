"""Arithmetic between tracks that cannot mix what does not belong together.

Levels add up only on the same basis (a Wednesday level never meets a week average), rates subtract as exact hundredths
of a point, and a result is known when its last ingredient is.
"""

from collections.abc import Mapping

import numpy as np

from tidegauge.catalogue.series import find
from tidegauge.errors import UnitMismatch
from tidegauge.frame import Frame, Track
from tidegauge.units import UNITS, hundredths

BY_RULE = 1


def weighted_sum(name: str, frame: Frame, weights: Mapping[str, int]) -> Track:
    """Return Σ weight × series over the periods that every series has; a period one of them lacks is left out.

    Raises
    ------
    UnitMismatch
        The series differ in unit or in basis.

    Examples
    --------
    >>> from datetime import date, datetime, UTC
    >>> from tidegauge.frame import track
    >>> moment = datetime(2025, 1, 2, tzinfo=UTC)
    >>> frame = Frame(moment, {
    ...     "fed_assets": track("fed_assets", UNITS["usd"], [(date(2025, 1, 1), 9.0)], moment),
    ...     "tga_wednesday": track("tga_wednesday", UNITS["usd"], [(date(2025, 1, 1), 2.0)], moment),
    ... })
    >>> weighted_sum("rest", frame, {"fed_assets": 1, "tga_wednesday": -1}).latest().value
    7.0
    """
    first, *rest = weights
    for other in rest:
        if find(other).basis != find(first).basis or find(other).unit != find(first).unit:
            raise UnitMismatch(
                left=f"{first} ({find(first).basis}, {find(first).unit.id})",
                right=f"{other} ({find(other).basis}, {find(other).unit.id})",
            )
    tracks = {id_: frame[id_].present() for id_ in weights}
    shared = tracks[first].periods
    for other in rest:
        shared = np.intersect1d(shared, tracks[other].periods)
    value = np.zeros(len(shared))
    known_at = np.zeros(len(shared), np.int64)
    for id_, weight in weights.items():
        track = tracks[id_]
        rows = np.searchsorted(track.periods, shared)
        value = value + weight * track.values[rows]
        known_at = np.maximum(known_at, track.known_at[rows])
    return derived(name, find(first).unit.id, shared, value, known_at)


def spread_bp(name: str, rate: Track, base: Track) -> Track:
    """Return rate − base in whole basis points, base being the value in force on the rate's day.

    Exact: both rates become whole hundredths first, so 4.00 − 3.90 is 10, not 10.000000000000009.
    """
    rate, base = rate.present(), base.present()
    rows = np.searchsorted(base.periods, rate.periods, side="right") - 1
    usable = rows >= 0
    rows, periods = rows[usable], rate.periods[usable]
    value = whole_hundredths(rate.values[usable]) - whole_hundredths(base.values)[rows]
    known_at = np.maximum(rate.known_at[usable], base.known_at[rows])
    return derived(name, "bp", periods, value.astype(np.float64), known_at)


def same_day_spread_bp(name: str, rate: Track, base: Track) -> Track:
    """Return rate − base in whole basis points on the days both have."""
    rate, base = rate.present(), base.present()
    shared = np.intersect1d(rate.periods, base.periods)
    left, right = np.searchsorted(rate.periods, shared), np.searchsorted(base.periods, shared)
    value = whole_hundredths(rate.values[left]) - whole_hundredths(base.values[right])
    known_at = np.maximum(rate.known_at[left], base.known_at[right])
    return derived(name, "bp", shared, value.astype(np.float64), known_at)


def whole_hundredths(rates_pct: "np.ndarray") -> "np.ndarray":
    """Return rates as whole 0.01 percentage points [int64, same shape]; a third decimal or NaN is an error."""
    whole: np.ndarray = np.rint(np.nan_to_num(rates_pct) * 100).astype(np.int64)
    odd = np.flatnonzero(~(np.abs(rates_pct * 100 - whole) <= 1e-6))
    if len(odd):
        hundredths(float(rates_pct[odd[0]]))
    return whole


def derived(name: str, unit: str, periods: "np.ndarray", values: "np.ndarray", known_at: "np.ndarray") -> Track:
    """Return a computed track."""
    by = np.full(len(periods), BY_RULE, np.int8)
    return Track(name, UNITS[unit], periods.astype(np.int32), values, known_at.astype(np.int64), by)


def change(track: Track, name: str, *, days: int) -> Track:
    """Return value minus the value exactly `days` days before, where both exist: Wednesday to Wednesday is 7."""
    track = track.present()
    earlier = np.searchsorted(track.periods, track.periods - days)
    inside = np.minimum(earlier, max(len(track.periods) - 1, 0))
    usable = track.periods[inside] == track.periods - days
    now, then = np.flatnonzero(usable), inside[usable]
    known_at = np.maximum(track.known_at[now], track.known_at[then])
    return derived(name, track.unit.id, track.periods[now], track.values[now] - track.values[then], known_at)


def step_change_bp(track: Track, name: str) -> Track:
    """Return the change of a rate from its previous published day, in whole basis points."""
    track = track.present()
    moved = np.diff(whole_hundredths(track.values)).astype(np.float64)
    known_at = np.maximum(track.known_at[1:], track.known_at[:-1])
    return derived(name, "bp", track.periods[1:], moved, known_at)
