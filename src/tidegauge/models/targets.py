"""What is forecast: each target with the series it is read from, and how its outcome reads from a frame.

A level is what stands at the end of a day; a flow is what passed from the day after the origin to the day, both
included. An outcome that no published figure gives is NaN: reserves and net liquidity exist on Wednesdays only, the net
non-debt flow only where the statement's debt lines do (2022-09-12 to 2025-09-02 in the figures at hand).
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from tidegauge.errors import ConstantSeries
from tidegauge.frame import Frame, Track, from_days
from tidegauge.models.base import FED
from tidegauge.units import UNITS

if TYPE_CHECKING:
    from numpy.typing import NDArray

BY_RULE = 1
EPOCH_DAY = "1970-01-01"


@dataclass(frozen=True, slots=True)
class Target:
    """One thing that is forecast.

    Parameters
    ----------
    id : str
        Permanent, lower snake case; a spread ends in ``_bp``.
    unit : str
        ``usd`` or ``bp``.
    inputs : tuple of str
        The series the outcome is read from.
    track : callable, Frame -> Track
        The outcome's whole known history; of a flow, one value a day.
    is_flow : bool
        Whether a forecast is the sum since the origin instead of the level of the day.
    """

    id: str
    unit: str
    inputs: tuple[str, ...]
    track: Callable[[Frame], Track]
    is_flow: bool = False

    def realised(self, track: Track, origins: "NDArray[np.int32]", days: "NDArray[np.int32]") -> "NDArray[np.float64]":
        """Return the outcomes of forecasts made on `origins` for `days`, each of shape (n,), as a track has them.

        NaN where the day is not published; a flow is NaN where any of its days is missing, never a partial sum.
        """
        track = track.present()
        if not len(track):
            return np.full(len(days), np.nan)
        last = np.searchsorted(track.periods, days, side="right")
        if not self.is_flow:
            row = np.maximum(last - 1, 0)
            return np.where(track.periods[row] == days, track.values[row], np.nan)
        first = np.searchsorted(track.periods, origins, side="right")
        sums = np.concatenate([[0.0], np.cumsum(track.values)])
        is_whole = last - first == business_days_between(origins, days)
        return np.where(is_whole, sums[last] - sums[first], np.nan)


def require_movement(track: Track, model: str) -> None:
    """Refuse a target that never moved: every model would be right, and no error would tell one from another.

    Raises
    ------
    ConstantSeries
        All known values are alike, over two or more of them.
    """
    track = track.present()
    if len(track) > 1 and not np.ptp(track.values):
        first, last = (from_days(int(track.periods[place])) for place in (0, -1))
        raise ConstantSeries(model=model, series=track.series, first=first, last=last)


def business_days_between(origins: "NDArray[np.int32]", days: "NDArray[np.int32]") -> "NDArray[np.int64]":
    """Count the business days of the Reserve Banks after each origin up to its day, which counts [shape (n,)]."""
    if not len(days):
        return np.zeros(0, np.int64)
    low, high = int(min(origins.min(), days.min())), int(max(origins.max(), days.max()))
    start, end = (np.datetime64(EPOCH_DAY, "D") + number for number in (low, high))
    opened = np.array([np.datetime64(day) for day in FED.open_days(start.item(), end.item())], "datetime64[D]")
    numbers = opened.astype(np.int64)
    return np.searchsorted(numbers, days, side="right") - np.searchsorted(numbers, origins, side="right")


def _as_is(series: str) -> Callable[[Frame], Track]:
    return lambda frame: frame[series].present()


def _over_iorb(rate: str) -> Callable[[Frame], Track]:
    """Return rate − IORB in force on the day [bp]; before 29 July 2021 IORB is the rate on excess reserves."""

    def spread(frame: Frame) -> Track:
        market, base = frame[rate].present(), frame["iorb"].present()
        row = np.searchsorted(base.periods, market.periods, side="right") - 1
        usable = row >= 0
        row, periods = row[usable], market.periods[usable]
        value = np.rint((market.values[usable] - base.values[row]) * 100)
        known_at = np.maximum(market.known_at[usable], base.known_at[row])
        return _derived(f"{rate}_iorb_bp", "bp", periods, value, known_at)

    return spread


def _on_shared_days(name: str, weights: Mapping[str, int]) -> Callable[[Frame], Track]:
    """Return Σ weight × series on the days that all of them have [USD]."""

    def total(frame: Frame) -> Track:
        tracks = {series: frame[series].present() for series in weights}
        shared = next(iter(tracks.values())).periods
        for track in tracks.values():
            shared = np.intersect1d(shared, track.periods)
        value, known_at = np.zeros(len(shared)), np.zeros(len(shared), np.int64)
        for series, weight in weights.items():
            row = np.searchsorted(tracks[series].periods, shared)
            value += weight * tracks[series].values[row]
            known_at = np.maximum(known_at, tracks[series].known_at[row])
        return _derived(name, "usd", shared, value, known_at)

    return total


def net_non_debt_flow(frame: Frame) -> Track:
    """Return ΔTGA − debt issues + debt redemptions of a day [USD]: what the Treasury took in beside its debt.

    Exact, because the statement's public-debt lines are the whole of debt cash; without them there is no value.
    """
    tga = frame["tga"].present()
    moved = Track("tga", tga.unit, tga.periods[1:], np.diff(tga.values), tga.known_at[1:], tga.known_by[1:])
    weights = {"tga": 1, "dts_debt_issues": -1, "dts_debt_redemptions": 1}
    return _on_shared_days("net_non_debt_flow", weights)(Frame(frame.as_of, {**frame.tracks, "tga": moved}))


def _derived(
    name: str, unit: str, periods: "NDArray[np.int32]", values: "NDArray[np.float64]", known_at: "NDArray[np.int64]"
) -> Track:
    """Return a computed track."""
    return Track(name, UNITS[unit], periods, values, known_at, np.full(len(periods), BY_RULE, np.int8))


_FLOW = ("tga", "dts_debt_issues", "dts_debt_redemptions")
_NET = {"fed_assets": 1, "tga_wednesday": -1, "reverse_repos": -1, "foreign_repo_pool": 1}

TARGETS: dict[str, Target] = {
    target.id: target
    for target in (
        Target("tga", "usd", ("tga",), _as_is("tga")),
        Target("net_non_debt_flow", "usd", _FLOW, net_non_debt_flow, is_flow=True),
        Target("reserves", "usd", ("reserves",), _as_is("reserves")),
        Target("net_liquidity", "usd", tuple(_NET), _on_shared_days("net_liquidity", _NET)),
        Target("on_rrp", "usd", ("on_rrp",), _as_is("on_rrp")),
        Target("sofr_iorb_bp", "bp", ("sofr", "iorb"), _over_iorb("sofr")),
        Target("effr_iorb_bp", "bp", ("effr", "iorb"), _over_iorb("effr")),
        Target("tgcr_iorb_bp", "bp", ("tgcr", "iorb"), _over_iorb("tgcr")),
    )
}
"""Every target by its id; net liquidity is Fed assets − TGA − ON RRP on Wednesdays, ON RRP without the foreign pool."""
