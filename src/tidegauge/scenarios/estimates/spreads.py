"""The curve of spreads: SOFR and EFFR over IORB on reserves, ON RRP and the calendar, by least squares.

    SOFR − IORB = α + β·g(x̄) + a·ln(1 + RRP_{t−1}/50) + m(g)·D + u        EFFR − IORB = α′ + b·g(x̄) + a′·ln(…) + v

x̄ is week-average reserves (H.4.1) of the last week ended as per cent of bank assets (H.8), g the smooth kink at its
satiation and width in `parameters.toml`. m is 1 but since 2025, where its calm share and the shortage at which it is
full are searched on a grid. Standard errors are Newey and West's. Surprises are residuals less what persists.
"""

import math
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from tidegauge.clock import in_new_york
from tidegauge.errors import TooLittleHistory
from tidegauge.models.fits.covariance import newey_west, newey_west_lags
from tidegauge.models.fits.least_squares import ols
from tidegauge.scenarios.estimates.curve_figures import CALENDAR, INPUTS, CurveFigures
from tidegauge.scenarios.estimates.estimate import Estimate, Sample, estimate, exact
from tidegauge.scenarios.estimates.shape import shape

if TYPE_CHECKING:
    from numpy.typing import NDArray

SAMPLES = {
    "2018-2020": (date(2018, 4, 1), date(2020, 2, 28)),
    "2021-2024": (date(2021, 7, 1), date(2024, 12, 31)),
    "2025-2026": (date(2025, 1, 1), date.max),
}
"""First and last day of the sample of each regime of `parameters.toml`; the last one is still running."""
LEFT_OUT = {date(2019, 9, day) for day in (16, 17, 18)} | {date(2018, 12, 31), date(2019, 1, 2), date(2019, 1, 3)}
EASED = ("2025-2026",)
"""Regimes in which reserves were satiated in part, so that the calendar bit in part."""
FULL_GRID, CALM_GRID = (0.8, 1.2, 1.6, 2.0), tuple(step / 10 for step in range(11))
"""No day of the running sample is short by more than 1.4 points: beyond that every place draws the same line through
the days seen (to 3.2 the squares fall by 0.1 of 5,467) and only makes the terms larger on days nobody has seen.
"""
FULL, CALM = 1.6, 1.0
DAYS_LEAST = 200
SOURCE = "own least squares on New York Fed rates, Board IORB, H.4.1 and H.8, Newey–West errors"
RESIDUALS = "own estimate on the residuals of the curve"


class Regression(NamedTuple):
    """Coefficients and standard errors by name, the sum of squares, and the residuals in order of time."""

    slopes: dict[str, float]
    errors: dict[str, float]
    squares: float
    residuals: "NDArray[np.float64]"


@dataclass(frozen=True, slots=True)
class Curve:
    """The regressions of both rates over one sample, and what of the calendar is left when reserves are satiated."""

    sofr: Regression
    effr: Regression
    calm: float
    full: float
    sample: Sample


def curve(as_of: datetime, figures: CurveFigures, regime: str) -> Curve:
    """Return the regressions over the days of a regime that were known at a moment.

    Raises
    ------
    TooLittleHistory
        Fewer than `DAYS_LEAST` days of the regime's sample are known.
    """
    start, end = SAMPLES[regime]
    known = ~np.isnan(figures.shortage) & ~np.isnan(figures.on_rrp)
    inside = known & np.array([start <= day <= end and day not in LEFT_OUT for day in figures.dates], bool)
    if inside.sum() < DAYS_LEAST:
        facts = {"needed": DAYS_LEAST, "found": int(inside.sum()), "as_of": in_new_york(as_of)}
        raise TooLittleHistory(model="fit", series="sofr", **facts)
    sloped = {"shortage": figures.shortage[inside], "on_rrp": figures.on_rrp[inside]}
    grid = [(full, calm) for full in FULL_GRID for calm in CALM_GRID] if regime in EASED else [(FULL, CALM)]
    fits = {place: _regression(figures.sofr[inside], sloped | _eased(figures, inside, *place)) for place in grid}
    full, calm = min(fits, key=lambda place: fits[place].squares)
    days = [day for day, is_in in zip(figures.dates, inside, strict=True) if is_in]
    sample = Sample(len(days), days[0], days[-1], INPUTS)
    return Curve(fits[full, calm], _regression(figures.effr[inside], sloped), calm, full, sample)


def _eased(
    figures: CurveFigures, inside: "NDArray[np.bool_]", full: float, calm: float
) -> "dict[str, NDArray[np.float64]]":
    """Return the calendar times m(g)."""
    share = calm + (1.0 - calm) * np.minimum(1.0, figures.shortage[inside] / full)
    return {name: column[inside] * share for name, column in figures.calendar.items()}


def _regression(outcome: "NDArray[np.float64]", drivers: "dict[str, NDArray[np.float64]]") -> Regression:
    """Return ordinary least squares with Newey–West errors; drivers that never move are left out as 0."""
    moving = {name: column for name, column in drivers.items() if np.ptp(column)}
    fit = ols(outcome, np.column_stack([*moving.values()]), tuple(moving))
    meat = newey_west(fit.scores, newey_west_lags(fit.rows))
    errors = np.sqrt(np.diag(fit.bread @ meat @ fit.bread))[1:].tolist()
    slopes = dict.fromkeys(drivers, 0.0) | dict(zip(moving, fit.coefficients[1:].tolist(), strict=True))
    return Regression(
        slopes,
        dict.fromkeys(drivers, 0.0) | dict(zip(moving, errors, strict=True)),
        float(fit.residuals @ fit.residuals),
        fit.residuals,
    )


def of_spreads(found: Curve, regime: str) -> list[Estimate]:
    """Return the parameters of reserve demand, the funds rate and period-ends that the curve gives."""
    return [*_reserve_demand(found, regime), *_funds_rate(found), *_period_ends(found, regime)]


def _reserve_demand(found: Curve, regime: str) -> list[Estimate]:
    """Return the curve of SOFR.

    The error of its slope is left out where the sample holds the turn to scarcity itself: it says how well the turn is
    fitted, not how far the next one may lie from it, and would narrow every band.
    """
    slopes, errors, sample = found.sofr.slopes, found.sofr.errors, found.sample
    terms = (("slope_bp", "shortage", {"least": 0.0}), ("on_rrp_slope_bp", "on_rrp", {"most": 0.0}))
    return [
        *(
            estimate(f"reserve_demand.{name}", slopes[term], errors[term], sample, SOURCE, **bound)
            for name, term, bound in terms
        ),
        *([] if regime in EASED else [exact("reserve_demand.slope_error_bp", errors["shortage"], sample, SOURCE)]),
        *_memory("reserve_demand", found.sofr, sample),
        *shape("reserve_demand", surprises(found.sofr), sample),
    ]


def _funds_rate(found: Curve) -> list[Estimate]:
    """Return the curve of EFFR."""
    slope, error = found.effr.slopes["shortage"], found.effr.errors["shortage"]
    return [
        estimate("funds_rate.slope_bp", slope, error, found.sample, SOURCE, least=0.0),
        exact("funds_rate.slope_error_bp", error, found.sample, SOURCE),
        *_memory("funds_rate", found.effr, found.sample),
    ]


def _period_ends(found: Curve, regime: str) -> list[Estimate]:
    """Return the sizes of calendar terms; a kind of day that the sample lacks is left out."""
    slopes, errors, sample = found.sofr.slopes, found.sofr.errors, found.sample
    terms = [
        estimate(f"period_ends.{name}_bp", slopes[name], errors[name], sample, SOURCE)
        for name in CALENDAR
        if errors[name]
    ]
    size = sum(errors[name] for name in CALENDAR) / sum(slopes[name] for name in CALENDAR)
    terms.append(exact("period_ends.size_error", size, sample, SOURCE))
    if regime in EASED:
        terms.append(exact("period_ends.calm_share", found.calm, sample, SOURCE, CALM_GRID))
        terms.append(exact("period_ends.full_shortage_pct", found.full, sample, SOURCE, FULL_GRID))
    return terms


def persistence(one: Regression) -> float:
    """Return the share of a day's residual that is left the next day."""
    return float(one.residuals[1:] @ one.residuals[:-1] / (one.residuals[:-1] @ one.residuals[:-1]))


def surprises(one: Regression) -> "NDArray[np.float64]":
    """Return residuals less what persists of the day before [bp]."""
    found: NDArray[np.float64] = one.residuals[1:] - persistence(one) * one.residuals[:-1]
    return found


def _memory(family: str, one: Regression, sample: Sample) -> list[Estimate]:
    """Return how long residuals last, and how large surprises are.

    The error of a persistence is √((1 − ρ²) ÷ n), that of a standard deviation allows for fat tails by the kurtosis.
    """
    rho, surprise = persistence(one), surprises(one)
    n, sd = len(surprise), float(surprise.std())
    kurtosis = float(((surprise - surprise.mean()) ** 4).mean()) / sd**4
    return [
        estimate(f"{family}.persistence", rho, math.sqrt((1 - rho**2) / n), sample, RESIDUALS, least=0.0, most=1.0),
        estimate(
            f"{family}.residual_sd_bp", sd, sd * math.sqrt((kurtosis - 1) / (4 * n)), sample, RESIDUALS, least=0.0
        ),
    ]
