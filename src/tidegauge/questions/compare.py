"""The question of a difference: two scenarios on the same draws, path by path."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from tidegauge.errors import UsageError
from tidegauge.questions import run_narrative
from tidegauge.questions.answer import Answer
from tidegauge.questions.crew import Crew, crew
from tidegauge.questions.desk import Desk
from tidegauge.questions.judgement import SETTINGS, share, smaller
from tidegauge.questions.making import Ready, ready, told
from tidegauge.questions.measures import peak
from tidegauge.questions.runs import (
    QUANTILES,
    SHOWN,
    UNITS,
    Bands,
    Comparison,
    Judged,
    Making,
    OddsPair,
    PriorShare,
    Side,
    readable,
)
from tidegauge.questions.watched import Watched, odds, watched
from tidegauge.scenarios.anchors import EPOCH
from tidegauge.scenarios.ensemble import Progress
from tidegauge.scenarios.pasted import Pasted
from tidegauge.scenarios.sample import Cell
from tidegauge.words import Phrase

if TYPE_CHECKING:
    from numpy.typing import NDArray

PATHS_MAX = 100_000
"""Every path of both scenarios is held at once: 100,000 of a quarter take about 600 MB."""


class Drawn(NamedTuple):
    """Every path of a scenario: SHOWN metrics by day, and the day it met each condition (−1 never)."""

    figures: "NDArray[np.int64]"  # (n_shown, n_days, n_paths)
    met_on: "NDArray[np.int64]"  # (n_conditions, n_paths)


def compare(
    desk: Desk, *, a: str | Pasted, b: str | Pasted, as_of: datetime | None = None, making: Making | None = None
) -> Answer:
    """Answer with two scenarios side by side and the quantiles of their difference, b less a on each path.

    Both run on the same seed and so on the same draws: what differs is what the scenarios say, not luck. After Ctrl-C
    the paths are compared that both have finished, and priors may not have been weighed.

    Raises
    ------
    UnknownScenario, InvalidScenario, ContradictoryLevers
        A scenario cannot be found, or says what cannot be.
    UsageError
        They open on different days and no as-of is given, or more paths are asked for than can be held.
    ScenarioTooLarge
        So many paths over so many days need more memory than is allowed.
    NoScheduler
        A Dask cluster is asked for and nobody answers there.
    InvalidMoment, MissingFigures
        The opening lies in the future, or too little was known then.
    """
    making = making or Making()
    if making.paths > PATHS_MAX:
        raise UsageError(detail=Phrase("runs.wrong.too_many", most=f"{PATHS_MAX:,}"))
    with crew(making, told(desk, "priors")) as team:
        return _compared(desk, (a, b), as_of, team)


def _compared(desk: Desk, names: tuple[str | Pasted, str | Pasted], as_of: datetime | None, team: Crew) -> Answer:
    """Answer with what a crew makes of two scenarios."""
    making = team.making
    first, second = (ready(desk, name, as_of, making) for name in names)
    if first.opening_on != second.opening_on:
        opens = (made.opening_on.isoformat() for made in (first, second))
        raise UsageError(detail=Phrase("runs.wrong.openings", **dict(zip("ab", opens, strict=True))))
    n_days = min(len(made.program.days.on) for made in (first, second))
    days = tuple(EPOCH + timedelta(days=number) for number in first.program.days.on.tolist()[:n_days])
    marks = _shared((first, second), n_days)
    drawn = _drawn(desk, (first, second), marks, team, n_days)
    paths = drawn[0].figures.shape[2]
    progress = told(desk, "quantiles")
    side_a, side_b = (_side(made, found, progress) for made, found in zip((first, second), drawn, strict=True))
    ahead = [place for place, mark in enumerate(marks) if mark.watermark.stops or not mark.is_met_at_opening]
    pairs = [_pair(marks, drawn, place, days) for place in ahead]
    difference = _bands(drawn[1].figures - drawn[0].figures, progress)
    found = Comparison(
        a=side_a,
        b=side_b,
        opening_on=first.opening_on,
        days=days,
        paths=paths,
        paths_asked=making.paths,
        seed=making.seed,
        difference=difference,
        odds=tuple(pair for pair in pairs if pair.a_share or pair.b_share),
        priors=_priors((first, second), team, days, difference["sofr_iorb_bp"][50]) if paths == making.paths else None,
    )
    found = replace(found, headline=run_narrative.comparison(found))
    findings = (*first.findings, *(one for one in second.findings if one not in first.findings))
    return Answer("compare", first.frame.as_of, found, UNITS, first.origins, findings, desk.bundled_until)


def _priors(made: tuple[Ready, Ready], team: Crew, days: Sequence[date], spread: Sequence[float]) -> Judged | None:
    """Return the part of the difference's spread that lies between settings of the priors; None where it is stopped.

    Of reserves on the last day, and of the spread on the day on which the median of its difference is largest.
    """
    places = {"reserves_usd": len(days) - 1, "sofr_iorb_bp": peak([abs(value) for value in spread])}
    cells = [Cell(metric, place) for metric, place in places.items()]
    fewer = smaller(team)
    found = []
    try:
        for setting in SETTINGS:
            a, b = (fewer.sample(one.under(setting), cells).values for one in made)
            found.append(b - a)
    except KeyboardInterrupt:
        return None
    shares = tuple(
        PriorShare(metric, days[place], share([each[n] for each in found]))
        for n, (metric, place) in enumerate(places.items())
    )
    return Judged(fewer.making.paths, shares)


def _drawn(
    desk: Desk, made: tuple[Ready, Ready], marks: Sequence[Watched], team: Crew, n_days: int
) -> tuple[Drawn, Drawn]:
    """Return every path of two scenarios, or the first ones where the second run is stopped, as many of each."""
    cells = [Cell(name, day) for name in SHOWN for day in range(n_days)]
    watermarks = tuple(one.watermark for one in marks)
    a, b = (
        team.sample(
            one.program._replace(watermarks=watermarks),
            cells,
            progress=told(desk, one.scenario.name),
            is_whole=one is made[0],  # without a whole first run there is nothing to compare
        )
        for one in made
    )
    n = b.met_on.shape[1]
    first, second = (Drawn(one.values.reshape(len(SHOWN), n_days, -1)[..., :n], one.met_on[:, :n]) for one in (a, b))
    return first, second


def _shared(made: Sequence[Ready], n_days: int) -> tuple[Watched, ...]:
    """Return the conditions that both runs watch, each once; a condition of one scenario is asked of both.

    Two are one where people read the same line over the days compared: a signal that counts its own line stands the
    smallest step beside it, and a scenario's horizon may be longer than the other's. One that stops a run stays so.
    """
    found: dict[tuple[int, bool, float, int, int], Watched] = {}
    for one in (*watched(made[0].program), *watched(made[1].program)):
        mark = one.watermark._replace(within=min(one.watermark.within, n_days))
        key = (mark.metric, mark.above, one.line, mark.days_more_than, mark.within)
        if key not in found or (mark.stops and not found[key].watermark.stops):
            found[key] = one._replace(watermark=mark)
    return tuple(found.values())


def _side(made: Ready, drawn: Drawn, progress: Progress | None) -> Side:
    return Side(made.scenario.name, made.scenario.title, made.scenario_hash, _bands(drawn.figures, progress))


def _bands(figures: "NDArray[np.int64]", progress: Progress | None) -> Mapping[str, Bands]:
    """Return quantiles of every metric and day; each is the value of a path, never one between two."""
    found = {}
    for place, (name, days) in enumerate(zip(SHOWN, figures, strict=True), 1):
        cut = np.quantile(days, [per_cent / 100 for per_cent in QUANTILES], axis=1, method="inverted_cdf")
        found[name] = {per_cent: readable(name, line) for per_cent, line in zip(QUANTILES, cut.tolist(), strict=True)}
        if progress:
            progress(place, len(SHOWN))
    return found


def _pair(marks: Sequence[Watched], drawn: Sequence[Drawn], place: int, days: Sequence[date]) -> OddsPair:
    """Return the odds of a condition under both scenarios."""
    paths = drawn[0].met_on.shape[1]
    found = []
    for one in drawn:
        met_on = one.met_on[place]
        counts = np.bincount(met_on[met_on >= 0], minlength=len(days))[: len(days)]
        found.append(odds(marks[place], counts.tolist(), paths, days))
    return OddsPair(found[0].id, found[0].kind, found[0].condition, *(one.probability_share for one in found))
