"""Conditions: the tracks that signals read. Every gauge is one; a few exist only here.

A condition whose inputs are not known has no track, and its signal is missing, never off.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from tidegauge.frame import Frame, Track, from_days
from tidegauge.indicators import combine, watermarks
from tidegauge.indicators.gauges import GAUGES, spread
from tidegauge.indicators.period_end import turn_kind

if TYPE_CHECKING:
    from numpy.typing import NDArray

HYPERSCALERS = ("amzn", "googl", "meta", "msft")


@dataclass(frozen=True, slots=True)
class Condition:
    """A track by id: the series it needs and the pure function that makes it."""

    id: str
    inputs: tuple[str, ...]
    track: Callable[[Frame], Track]


def srf_between_ends(frame: Frame) -> Track:
    """Return standing repo on days that are neither the last of a month nor the first of the next [USD]."""
    track = frame["srf"]
    ordinary = np.array([not turn_kind(from_days(day)) for day in track.periods.tolist()], bool)
    return combine.derived(
        "srf_between_ends", track.unit.id, track.periods[ordinary], track.values[ordinary], track.known_at[ordinary]
    )


def week_move(series: str) -> Callable[[Frame], Track]:
    """Return a condition: the price over the last one at least seven days earlier, minus one [per cent]."""

    def move(frame: Frame) -> Track:
        track = frame[series]
        clean = ~np.isnan(track.values)
        periods, values, known_at = track.periods[clean], track.values[clean], track.known_at[clean]
        rows = np.searchsorted(periods, periods - 7, side="right") - 1
        usable = rows >= 0
        rows = rows[usable]
        change = (values[usable] / values[rows] - 1) * 100
        known = np.maximum(known_at[usable], known_at[rows])
        return combine.derived(f"{series}_week_move", "change_pct", periods[usable], change, known)

    return move


def growth_gap(companies: Iterable[str]) -> Callable[[Frame], Track]:
    """Return a condition: growth of capital expenditure minus growth of revenue over the last fiscal year [share].

    Of several companies the sums grow. A year is named by the calendar year it ends in, and counts only when every
    company has filed both figures for it and for the year before; its period is the last of their year-ends.
    """
    names = tuple(companies)

    def gap(frame: Frame) -> Track:
        capex = _by_year([frame[f"{name}_capex_year"] for name in names])
        revenue = _by_year([frame[f"{name}_revenue_year"] for name in names])
        both = capex.keys() & revenue.keys()
        rows = []
        for year in sorted(year for year in both if year - 1 in both):
            now, before = (capex[year], revenue[year]), (capex[year - 1], revenue[year - 1])
            if all(total.value > 0 for total in before):
                growth = now[0].value / before[0].value - now[1].value / before[1].value
                known = max(total.known_at for total in (*now, *before))
                rows.append((max(total.period for total in now), growth, known))
        periods, values, known_at = (np.array([row[part] for row in rows]) for part in range(3))
        return combine.derived("growth_gap", "share", periods, values, known_at)

    return gap


class _Total(NamedTuple):
    """A sum over companies: the last of their periods, and when the last part was known."""

    period: int
    value: float
    known_at: int


def _by_year(tracks: list[Track]) -> dict[int, _Total]:
    """Return the sum of all tracks for each calendar year in which every one of them has a value."""
    tables = [
        {from_days(day).year: _Total(day, value, known) for day, value, known in zip(*_columns(track), strict=True)}
        for track in tracks
    ]
    return {
        year: _Total(max(p.period for p in parts), sum(p.value for p in parts), max(p.known_at for p in parts))
        for year in sorted(set.intersection(*(set(table) for table in tables)))
        for parts in [[table[year] for table in tables]]
    }


def _columns(track: Track) -> tuple[list[int], list[float], list[int]]:
    return track.periods.tolist(), track.values.tolist(), track.known_at.tolist()


def _filings(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(f"{name}_{item}_year" for name in names for item in ("capex", "revenue"))


CONDITIONS: dict[str, Condition] = {
    condition.id: condition
    for condition in (
        *(Condition(gauge.id, gauge.inputs, gauge.track) for gauge in GAUGES),
        Condition("tgcr_iorb_bp", ("tgcr", "iorb"), spread("tgcr", "iorb")),
        Condition("srf_between_ends", ("srf",), srf_between_ends),
        Condition("reserves_to_gdp", ("reserves", "gdp"), watermarks.reserves_to_gdp),
        Condition("reserves_to_bank_assets", ("reserves", "bank_assets"), watermarks.reserves_to_bank_assets),
        Condition("usdjpy_week_move", ("usdjpy",), week_move("usdjpy")),
        Condition("usdkrw_week_move", ("usdkrw",), week_move("usdkrw")),
        Condition("russell2000_week_move", ("russell2000",), week_move("russell2000")),
        Condition("nvda_growth_gap", _filings(["nvda"]), growth_gap(["nvda"])),
        Condition("hyperscaler_growth_gap", _filings(HYPERSCALERS), growth_gap(HYPERSCALERS)),
    )
}


def known_track(frame: Frame, condition: str) -> Track | None:
    """Return the track of a condition, or None where an input is not known at all; days marked missing are left out."""
    wanted = CONDITIONS[condition]
    present = {series: observed(frame[series]) for series in wanted.inputs if series in frame}
    if any(series not in present or not len(present[series]) for series in wanted.inputs):
        return None
    return wanted.track(Frame(frame.as_of, present))


def observed(track: Track) -> Track:
    """Return a track without the periods that the publisher marks as missing."""
    return part(track, ~np.isnan(track.values))


def part(track: Track, rows: "NDArray[np.bool_]") -> Track:
    """Return the rows of a track that a mask keeps."""
    return replace(
        track,
        periods=track.periods[rows],
        values=track.values[rows],
        known_at=track.known_at[rows],
        known_by=track.known_by[rows],
    )
