"""Hold an ensemble that was run from what was known against what happened, and against "no change".

Why: a simulation that cannot beat "it stays as it is" on a variable has no business being quoted for it, and a band
that does not cover what it claims is decoration. Both are counted here, per variable, on every business day with a
published figure: reserves have Wednesdays only, and a spike of repo rates falls on any day but seldom on that one.

Public: `foresee`, `VARIABLES`, `INPUTS`, `outcomes`, `score`.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

import numpy as np

from tidegauge.business_days import CALENDARS
from tidegauge.frame import Frame, Track, from_days
from tidegauge.indicators.combine import spread_bp
from tidegauge.scenarios import library
from tidegauge.scenarios.anchors import metric as level_of
from tidegauge.scenarios.compile import Compiled, compile_scenario
from tidegauge.scenarios.parameters import Remade, Setting
from tidegauge.scenarios.program import BP_SCALE, Program
from tidegauge.scenarios.sample import Cell, Sample
from tidegauge.scenarios.scenario import Opening

if TYPE_CHECKING:
    from numpy.typing import NDArray

SCENARIO = "baseline"

Draw = Callable[[Program, Sequence[Cell]], Sample]
"""Runs a program and keeps some cells of every path, as `sample.draw` does for a number of paths and a seed."""

QUANTILES = (0.05, 0.25, 0.5, 0.75, 0.95)
BANDS = {0.5: (1, 3), 0.9: (0, 4)}
"""Share that should lie inside, and which of `QUANTILES` are its ends."""


def _spread(frame: Frame) -> Track:
    return spread_bp("sofr_iorb_bp", frame["sofr"], frame["iorb"])


VARIABLES: Mapping[str, Callable[[Frame], Track]] = {
    "reserves_usd": lambda frame: frame["reserves"],
    "tga_usd": lambda frame: frame["tga"],
    "on_rrp_usd": lambda frame: frame["on_rrp"],
    "sofr_iorb_bp": _spread,
    "srf_usd": lambda frame: frame["srf"],
}
"""The metrics that are scored, each with the track of what happened, in the metric's published unit."""

INPUTS = ("reserves", "tga", "on_rrp", "sofr", "iorb", "srf")


@dataclass(frozen=True, slots=True)
class Forecast:
    """One variable on one day: what happened and the quantiles that had been foreseen [USD or bp]."""

    on: date
    observed: float
    quantiles: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Score:
    """How one variable was foreseen over a stretch.

    `error` and `error_no_change` are mean absolute errors [USD or bp] of the median and of the value at the opening;
    `coverage` is the share of days inside each band, `loses` whether "no change" would have been closer.
    `forecasts` is empty where nothing was observed.
    """

    metric: str
    opening: float
    error: float
    error_no_change: float
    coverage: Mapping[float, float]
    loses: bool
    forecasts: tuple[Forecast, ...]


@dataclass(frozen=True, slots=True)
class Foreseen:
    """A stretch as it had been foreseen: a score for every variable, of so many paths of a scenario."""

    scenario: str
    paths: int
    seed: int
    scores: tuple[Score, ...]


def foresee(
    known: Frame,
    happened: Frame,
    start: date,
    end: date,
    *,
    draw: Draw,
    setting: Setting = "middle",
    remade: Remade | None = None,
) -> tuple[tuple[Score, ...], Compiled]:
    """Run the baseline from what was known on the evening of `start` and score it on every day to `end`.

    Parameters
    ----------
    known : Frame
        `compile.INPUTS` as of the evening of `start`: nothing later is in it.
    happened : Frame
        `INPUTS` as known when the outcome is looked at.
    draw : callable
        Simulates the paths.
    setting : str
        Where priors stand in their ranges.
    remade : Remade, optional
        Estimates that stand in place of the program's own.

    Raises
    ------
    MissingFigures
        What a program cannot do without was not known at the beginning.

    Notes
    -----
    Standing repo is scored from the day its operations are published; before, it has no score.
    """
    scenario = replace(library.find(SCENARIO, ()), opening=Opening(on=start))
    n_days = CALENDARS["fed"].count(start, end)
    compiled = compile_scenario(scenario, known, days=n_days, setting=setting, remade=remade)
    program = compiled.program
    days = [from_days(int(day)) for day in program.days.on]
    cells = [Cell(metric, place) for metric in VARIABLES for place in range(len(days))]
    values = draw(program, cells).values.reshape(len(VARIABLES), len(days), -1)
    scores = tuple(
        score(
            metric,
            days,
            np.quantile(figures, QUANTILES, axis=1).T,
            outcomes(happened, metric, days),
            opening_of(program, metric),
        )
        for metric, figures in zip(VARIABLES, values, strict=True)
    )
    return scores, compiled


def opening_of(program: Program, metric: str) -> float:
    """Return the value of a variable at the opening of a program [USD or bp]."""
    if metric == "sofr_iorb_bp":
        return program.opening.sofr_iorb_bp
    return float(level_of(program, metric, program.chart.opening_usd.tolist()))


def outcomes(frame: Frame, metric: str, days: Sequence[date]) -> dict[date, float]:
    """Return what happened to a variable on some days; days without a figure are left out."""
    track = VARIABLES[metric](frame)
    found = ((day, track.at(day)) for day in days)
    return {day: point.value for day, point in found if point is not None}


def score(
    metric: str,
    days: Sequence[date],
    quantiles: "NDArray[np.int64] | NDArray[np.float64]",
    observed: Mapping[date, float],
    opening: float,
) -> Score:
    """Score one variable.

    Parameters
    ----------
    metric : str
        A key of `VARIABLES`.
    days : sequence of date, length n_days
        The simulated days.
    quantiles : array, shape (n_days, 5)
        `QUANTILES` of the metric as paths record it: USD, or thousandths of a basis point.
    observed : mapping
        What happened, on the days to be scored [USD or bp].
    opening : float
        The value at the opening, which "no change" repeats [USD or bp].

    Examples
    --------
    >>> import numpy as np
    >>> day = date(2025, 7, 9)
    >>> found = score("tga_usd", [day], np.array([[1, 2, 3, 4, 5]]), {day: 4.5}, 1.0)
    >>> found.error, found.error_no_change, found.coverage, found.loses
    (1.5, 3.5, {0.5: 0.0, 0.9: 1.0}, False)
    """
    scale = BP_SCALE if metric.endswith("_bp") else 1
    place = {day: i for i, day in enumerate(days)}
    forecasts = tuple(
        Forecast(day, value, tuple(float(q) / scale for q in quantiles[place[day]]))
        for day, value in sorted(observed.items())
        if day in place
    )
    n = max(1, len(forecasts))
    inside = {
        share: sum(f.quantiles[low] <= f.observed <= f.quantiles[high] for f in forecasts) / n
        for share, (low, high) in BANDS.items()
    }
    error = sum(abs(f.observed - f.quantiles[2]) for f in forecasts) / n
    error_no_change = sum(abs(f.observed - opening) for f in forecasts) / n
    return Score(
        metric=metric,
        opening=opening,
        error=error,
        error_no_change=error_no_change,
        coverage=inside,
        loses=error > error_no_change,
        forecasts=forecasts,
    )
