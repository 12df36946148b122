"""The tables of the answer on sensitivity: each a list of rows, each row what one test of the protocol found."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import numpy as np

from tidegauge.errors import TooLittleHistory
from tidegauge.frame import Frame, from_days
from tidegauge.models.comparison import holm
from tidegauge.models.sensitivity import out_of_sample, placebos, trials, weeks
from tidegauge.models.sensitivity.levels import Levels, levels, walks
from tidegauge.models.sensitivity.out_of_sample import Skill, skill
from tidegauge.models.sensitivity.persistent import Predictive, predictive
from tidegauge.models.sensitivity.projections import Response, responses
from tidegauge.models.sensitivity.slopes import slope, turned
from tidegauge.models.sensitivity.stationarity import Stationarity, stationarity
from tidegauge.models.sensitivity.weeks import ASSETS, GAUGES, KINDS, Panel

if TYPE_CHECKING:
    from numpy.typing import NDArray

LED = ("sp500", "nasdaq", "russell2000")
STEP = 8  # weeks between two placebos of levels, which hardly change in fewer
BIN, FIRST_EDGE, LAST_EDGE = 0.1, 1.5, 9.0  # of the histogram of placebos, in |t|


@dataclass(frozen=True, slots=True)
class SeriesVerdict:
    """The stationarity of one series; `what` is level, change, surprise or return."""

    series: str
    what: str
    tests: Stationarity


@dataclass(frozen=True, slots=True)
class Charted:
    """What a chart of a price and net liquidity in levels shows."""

    asset: str
    chart: Levels


@dataclass(frozen=True, slots=True)
class Forecast:
    """A forecast of the week after publication; `restricted` keeps to the story's sign, None where it names none.

    `p_adjusted` is Clark and West's p-value after Holm over all forecasts of the answer.
    """

    asset: str
    gauge: str
    kind: str
    free: Skill
    restricted: Skill | None
    p_adjusted: float


@dataclass(frozen=True, slots=True)
class Lead:
    """What last week's `leader` adds to a forecast of `follower` from its own last week; `p_adjusted` after Holm."""

    leader: str
    follower: str
    skill: Skill
    p_adjusted: float


@dataclass(frozen=True, slots=True)
class Projection:
    """The local projection of an asset on changes of a gauge."""

    asset: str
    gauge: str
    responses: tuple[Response, ...]


@dataclass(frozen=True, slots=True)
class Shift:
    """The pairs with gauges k weeks late (k > 0: leads, which cannot cause anything) or early: how many at p < 5 %."""

    weeks: int
    below_5_pct: int
    largest_t: float


@dataclass(frozen=True, slots=True)
class Foretold:
    """What the level of a gauge foretells of the week after publication; `p_adjusted` is after Holm over all."""

    asset: str
    gauge: str
    test: Predictive
    p_adjusted: float


@dataclass(frozen=True, slots=True)
class OtherWeeks:
    """The same pairs on other weeks: how many at p < 5 % alone, and the largest |t|."""

    first: date
    last: date
    tried: int
    below_5_pct: int
    largest_t: float


@dataclass(frozen=True, slots=True)
class Histogram:
    """How many placebos had their largest |t| in each bin; `edges` has one more element than `counts`."""

    edges: tuple[float, ...]
    counts: tuple[int, ...]


def histogram(largest: "NDArray[np.float64]") -> Histogram:
    """Return the counts of placebos by bin; the last bin holds whatever lies above."""
    edges = np.round(np.arange(FIRST_EDGE, LAST_EDGE + BIN / 2, BIN), 1)
    counts, _ = np.histogram(np.clip(largest, FIRST_EDGE, LAST_EDGE - BIN / 2), edges)
    used = int(np.flatnonzero(counts)[-1]) + 1
    return Histogram(tuple(edges[: used + 1].tolist()), tuple(counts[:used].tolist()))


def forecasts(found: Panel) -> list[Forecast]:
    """Return the forecast of each asset by each gauge, changes and surprises."""
    rows = []
    for kind, columns in zip(KINDS, (found.changes, found.surprises), strict=True):
        for gauge, driver in zip(GAUGES, columns.T, strict=True):
            for asset, outcome in zip(ASSETS, found.following.T, strict=True):
                free = skill(outcome, driver[:, None])
                sign = weeks.STORY[gauge] * asset.story
                kept = skill(outcome, driver[:, None], sign=sign) if sign else None
                if free is not None:
                    rows.append((asset.id, gauge, kind, free, kept))
    adjusted = holm([free.p_value for *_, free, _ in rows])
    return [Forecast(*row, p_adjusted=p) for row, p in zip(rows, adjusted, strict=True)]


def leads(found: Panel) -> list[Lead]:
    """Return whether crypto leads equities, equities crypto, and crypto net liquidity.

    The week of net liquidity ends on Wednesday, so it is led by returns that end on the Wednesday before. Whether net
    liquidity leads crypto is among the forecasts, which wait for its publication.
    """
    friday = {asset.id: found.following[:, n] for n, asset in enumerate(ASSETS)}
    wednesday = {asset.id: found.same[:, n] for n, asset in enumerate(ASSETS)}
    pairs = [(a, b) for crypto in weeks.CRYPTO for other in LED for a, b in ((crypto, other), (other, crypto))]
    tests = [(a, b, out_of_sample.leads(friday[b], friday[a])) for a, b in pairs]
    net = found.changes[:, GAUGES.index("net_liquidity")]
    tests += [(crypto, "net_liquidity", out_of_sample.leads(net, wednesday[crypto])) for crypto in weeks.CRYPTO]
    rows = [(a, b, seen) for a, b, seen in tests if seen is not None]
    adjusted = holm([seen.p_value for *_, seen in rows])
    return [Lead(a, b, seen, p) for (a, b, seen), p in zip(rows, adjusted, strict=True)]


def projections(found: Panel) -> list[Projection]:
    """Return the local projections of every asset on changes of every gauge."""
    pairs = [(asset, gauge) for gauge in range(len(GAUGES)) for asset in range(len(ASSETS))]
    paths = [(a, g, tuple(responses(found.same[:, a], found.changes[:, g]))) for a, g in pairs]
    return [Projection(ASSETS[a].id, GAUGES[g], path) for a, g, path in paths if path]


def shifts(found: Panel) -> list[Shift]:
    """Return the count of large t values with gauges in the wrong weeks; the row of 0 weeks is the truth."""
    steps = range(-placebos.FARTHEST_DATES, placebos.FARTHEST_DATES + 1)
    rows = np.abs(placebos.shifted_dates(found))
    return [
        Shift(k, int((t > placebos.CRITICAL_T).sum()), float(np.nanmax(t))) for k, t in zip(steps, rows, strict=True)
    ]


def unit_roots(found: Panel) -> list[SeriesVerdict]:
    """Return the tests of every gauge and every return."""
    named = [(gauge, "level", found.levels[:, n]) for n, gauge in enumerate(GAUGES)]
    named += [(gauge, "change", found.changes[:, n]) for n, gauge in enumerate(GAUGES)]
    named += [(gauge, "surprise", found.surprises[:, n]) for n, gauge in enumerate(GAUGES)]
    named += [(asset.id, "return", found.following[:, n]) for n, asset in enumerate(ASSETS)]
    return [
        SeriesVerdict(name, what, seen) for name, what, column in named if (seen := stationarity(column)) is not None
    ]


def charts(found: Panel) -> list[Charted]:
    """Return what charts of prices and net liquidity in levels show."""
    level = found.levels[:, GAUGES.index("net_liquidity")]
    pseudo = walks(level)
    charts = ((asset.id, levels(found.prices[:, n], level, pseudo)) for n, asset in enumerate(ASSETS))
    return [Charted(asset, chart) for asset, chart in charts if chart is not None]


def foretold(found: Panel) -> list[Foretold]:
    """Return what the level of each gauge foretells of each asset's week after publication."""
    pairs = [(asset.id, gauge) for gauge in GAUGES for asset in ASSETS]
    tests = zip(pairs, _predictives(found.levels, found.following), strict=True)
    rows = [(*pair, test) for pair, test in tests if test is not None]
    adjusted = holm([test.p_value for *_, test in rows])
    return [Foretold(*row, p_adjusted=p) for row, p in zip(rows, adjusted, strict=True)]


def foretold_by_chance(found: Panel, smallest: float) -> float:
    """Return the share of placebos whose smallest p is at least as small: the returns moved to the wrong weeks."""
    n = len(found.weeks)
    shifts = range(placebos.NEAREST_SHIFT, n - placebos.NEAREST_SHIFT + 1, STEP)
    moved = (_predictives(found.levels, np.roll(found.following, step, axis=0)) for step in shifts)
    least = [min((test.p_value for test in tests if test is not None), default=1.0) for tests in moved]
    return placebos.p_value(-np.array(least), -smallest)


def _predictives(levels: "NDArray[np.float64]", returns: "NDArray[np.float64]") -> list[Predictive | None]:
    """Return the test of every level on every return, one gauge after the other."""
    return [predictive(outcome, level) for level in levels.T for outcome in returns.T]


def changed_sign(found: Panel) -> int:
    """Return how many pairs have slopes of opposite signs in the two halves of their weeks."""
    return sum(turned(outcome, driver) for driver in found.drivers().T for outcome in found.outcomes().T)


def early(frame: Frame) -> OtherWeeks | None:
    """Return the same pairs on 2003–2018 without 2008–09, or None where the figures do not reach back."""
    try:
        before = weeks.panel(frame, *weeks.EARLIER)
    except TooLittleHistory:
        return None
    return _on_other_weeks(before)


def with_all_weeks(frame: Frame) -> OtherWeeks | None:
    """Return the same pairs with the dash for cash of 2020 left in."""
    return _on_other_weeks(weeks.panel(frame, left_out=()))


def _on_other_weeks(found: Panel) -> OtherWeeks | None:
    """Return the count of small p-values and the largest |t| of a panel; None where no pair has enough weeks."""
    fits = [slope(outcome, driver) for driver in found.drivers().T for outcome in found.outcomes().T]
    seen = [fit for fit in fits if fit is not None]
    if not seen:
        return None
    below, largest = sum(fit.p_value < trials.LEVEL for fit in seen), max(abs(fit.t) for fit in seen)
    return OtherWeeks(from_days(int(found.weeks[0])), from_days(int(found.weeks[-1])), len(seen), below, largest)
