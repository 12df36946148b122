"""The gauges of the brief: each a pure function from a frame to a track of its whole known history.

Ids are fixed by the public interface. What a gauge means exactly stands in its docstring; net liquidity is a popular
measure, always named with its formula, and is not reserves.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

import numpy as np

from tidegauge.frame import Frame, Track
from tidegauge.indicators import combine
from tidegauge.indicators.ratio import over_published

RATES_SINCE = date(2018, 4, 2)  # the first SOFR
WEDNESDAYS_SINCE = date(2019, 1, 2)  # reserves as a Wednesday level


@dataclass(frozen=True, slots=True)
class Gauge:
    """A reading the brief shows: its inputs, the function that makes its track, and where its ranks begin."""

    id: str
    inputs: tuple[str, ...]
    track: Callable[[Frame], Track]
    ranked_since: date = RATES_SINCE


def _as_is(series: str) -> Callable[[Frame], Track]:
    return lambda frame: frame[series]


def net_liquidity(frame: Frame) -> Track:
    """Return Fed assets − TGA − ON RRP on Wednesdays [USD]; ON RRP is all reverse repos less the foreign pool."""
    weights = {"fed_assets": 1, "tga_wednesday": -1, "reverse_repos": -1, "foreign_repo_pool": 1}
    return combine.weighted_sum("net_liquidity", frame, weights)


def reserves_to_deposits(frame: Frame) -> Track:
    """Return Wednesday reserves over the last H.8 deposits published by then [share].

    A past Wednesday is divided by the deposits known when its H.4.1 came out, the latest one by those known now.
    """
    return over_published("reserves_to_deposits", frame, "reserves", "deposits")


def weekly_drain(frame: Frame) -> Track:
    """Return the rise of the TGA over the H.4.1 week, Wednesday to Wednesday [USD]; a rise drains reserves."""
    return combine.change(frame["tga_wednesday"], "weekly_drain", days=7)


def spread(rate: str, base: str) -> Callable[[Frame], Track]:
    """Return a gauge function: rate − base in force, in whole basis points."""
    return lambda frame: combine.spread_bp(f"{rate}_{base}_bp", frame[rate], frame[base])


def hy_spread(frame: Frame) -> Track:
    """Return the high-yield option-adjusted spread [bp]."""
    track = frame["hy_spread"].present()
    whole = combine.whole_hundredths(track.values).astype(np.float64)
    return combine.derived("hy_spread_bp", "bp", track.periods, whole, track.known_at)


def sofr_dispersion(frame: Frame) -> Track:
    """Return the 99th minus the 1st percentile of SOFR trades [bp]: the tails beside the mean."""
    return combine.same_day_spread_bp("sofr_dispersion_bp", frame["sofr_p99"], frame["sofr_p1"])


def term_spread(frame: Frame) -> Track:
    """Return the 10-year minus the 3-month Treasury yield [bp]."""
    return combine.same_day_spread_bp("term_spread_3m10y_bp", frame["yield_10y"], frame["yield_3m"])


def sofr_change(frame: Frame) -> Track:
    """Return the change of SOFR from the day published before [bp]."""
    return combine.step_change_bp(frame["sofr"], "sofr_change_1d_bp")


_NET = ("fed_assets", "tga_wednesday", "reverse_repos", "foreign_repo_pool")
_WEDNESDAY = WEDNESDAYS_SINCE

GAUGES: tuple[Gauge, ...] = (
    Gauge("reserves", ("reserves",), _as_is("reserves"), _WEDNESDAY),
    Gauge("reserves_to_deposits", ("reserves", "deposits"), reserves_to_deposits, _WEDNESDAY),
    Gauge("tga", ("tga",), _as_is("tga")),
    Gauge("on_rrp", ("on_rrp",), _as_is("on_rrp")),
    Gauge("srf", ("srf",), _as_is("srf")),
    Gauge("foreign_repo_pool", ("foreign_repo_pool",), _as_is("foreign_repo_pool"), _WEDNESDAY),
    Gauge("fed_assets", ("fed_assets",), _as_is("fed_assets"), _WEDNESDAY),
    Gauge("net_liquidity", _NET, net_liquidity, _WEDNESDAY),
    Gauge("sofr", ("sofr",), _as_is("sofr")),
    Gauge("sofr_iorb_bp", ("sofr", "iorb"), spread("sofr", "iorb")),
    Gauge("sofr_upper_bp", ("sofr", "target_upper"), spread("sofr", "target_upper")),
    Gauge("sofr_change_1d_bp", ("sofr",), sofr_change),
    Gauge("effr_iorb_bp", ("effr", "iorb"), spread("effr", "iorb")),
    Gauge("sofr_dispersion_bp", ("sofr_p99", "sofr_p1"), sofr_dispersion),
    Gauge("stablecoin_supply", ("stablecoin_supply",), _as_is("stablecoin_supply")),
    Gauge("term_spread_3m10y_bp", ("yield_10y", "yield_3m"), term_spread),
    Gauge("hy_spread_bp", ("hy_spread",), hy_spread),
    Gauge("vix", ("vix",), _as_is("vix")),
    Gauge("usdjpy", ("usdjpy",), _as_is("usdjpy")),
    Gauge("usdkrw", ("usdkrw",), _as_is("usdkrw")),
    Gauge("weekly_drain", ("tga_wednesday",), weekly_drain, _WEDNESDAY),
)
BY_ID = {gauge.id: gauge for gauge in GAUGES}


def inputs() -> tuple[str, ...]:
    """Return every series the gauges need, once each."""
    return tuple(dict.fromkeys(series for gauge in GAUGES for series in gauge.inputs))
