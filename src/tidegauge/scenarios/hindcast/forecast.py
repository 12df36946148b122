"""Hold an ensemble that was run from what was known against what happened, and against "no change".

Why: a simulation that cannot beat "it stays as it is" on a variable has no business being quoted for it, and a band
that does not cover what it claims is decoration. Both are counted here, per variable, on every business day with a
published figure: reserves have Wednesdays only, and a spike of repo rates falls on any day but seldom on that one.

The days of a stretch are no independent trials: a level that is off on one of them is off on most, and a right 50 %
band may hold a quarter of a stretch or three quarters. How far chance reaches the paths themselves say. Each is held
against the bands as if it had happened, and an outcome is told from it only where nine of ten of them lie elsewhere.

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

    Floats = NDArray[np.float64]

SCENARIO = "baseline"

Draw = Callable[[Program, Sequence[Cell]], Sample]
"""Runs a program and keeps some cells of every path, as `sample.draw` does for a number of paths and a seed."""

QUANTILES = (0.05, 0.25, 0.5, 0.75, 0.95)
BANDS = {0.5: (1, 3), 0.9: (0, 4)}
"""Share that should lie inside, and which of `QUANTILES` are its ends."""

OF_PATHS = (0.05, 0.95)
"""Quantiles, over the paths, of the share of days that each lies inside a band."""


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
    `coverage` is the share of days inside each band, `coverage_of_paths` between which shares nine of ten of the paths
    lie on the same days, and `loses` whether "no change" would have been closer. `forecasts` is empty where nothing was
    observed.
    """

    metric: str
    opening: float
    error: float
    error_no_change: float
    coverage: Mapping[float, float]
    coverage_of_paths: Mapping[float, tuple[float, float]]
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
            figures,
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
    paths: "NDArray[np.int64]",
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
    paths : array of int, shape (n_days, n_paths)
        The metric as paths record it: USD, or thousandths of a basis point.
    observed : mapping
        What happened, on the days to be scored [USD or bp].
    opening : float
        The value at the opening, which "no change" repeats [USD or bp].

    Examples
    --------
    >>> import numpy as np
    >>> day = date(2025, 7, 9)
    >>> found = score("tga_usd", [day], np.array([[1, 2, 3, 4, 5]]), {day: 5.5}, 1.0)
    >>> found.error, found.error_no_change, found.coverage, found.loses
    (2.5, 4.5, {0.5: 0.0, 0.9: 0.0}, False)
    """
    at = {day: row for row, day in enumerate(days)}
    scored = [day for day in sorted(observed) if day in at]
    drawn = paths[[at[day] for day in scored]] / (BP_SCALE if metric.endswith("_bp") else 1)
    quantiles = np.quantile(drawn, QUANTILES, axis=1).T
    happened = np.array([observed[day] for day in scored])
    error, error_no_change = (
        float(np.abs(happened - said).mean()) if scored else 0.0 for said in (quantiles[:, 2], opening)
    )
    bands = {share: (quantiles[:, low], quantiles[:, high]) for share, (low, high) in BANDS.items()}
    return Score(
        metric=metric,
        opening=opening,
        error=error,
        error_no_change=error_no_change,
        coverage={share: float(_held(happened[:, None], *band)[0]) for share, band in bands.items()},
        coverage_of_paths={
            share: tuple(np.quantile(_held(drawn, *band), OF_PATHS).tolist()) for share, band in bands.items()
        },
        loses=error > error_no_change,
        forecasts=tuple(
            Forecast(day, observed[day], tuple(row.tolist())) for day, row in zip(scored, quantiles, strict=True)
        ),
    )


def _held(courses: "Floats", low: "Floats", high: "Floats") -> "Floats":
    """Return the share of days on which each course lies inside a band; courses have shape (n_days, n_courses)."""
    if not len(courses):
        return np.zeros(courses.shape[1])
    share: Floats = ((low[:, None] <= courses) & (courses <= high[:, None])).mean(axis=0)
    return share
