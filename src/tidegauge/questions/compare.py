"""The question of a difference: two scenarios on the same draws, path by path."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from tidegauge.errors import UsageError
from tidegauge.questions import run_narrative
from tidegauge.questions.answer import Answer
from tidegauge.questions.desk import Desk
from tidegauge.questions.making import Ready, ready
from tidegauge.questions.runs import QUANTILES, SHOWN, UNITS, Bands, Comparison, Making, OddsPair, Side, readable
from tidegauge.questions.watched import Watched, odds, watched
from tidegauge.scenarios.anchors import EPOCH
from tidegauge.scenarios.ensemble import simulate_paths
from tidegauge.scenarios.program import METRICS, Watermark
from tidegauge.words import Phrase

if TYPE_CHECKING:
    from numpy.typing import NDArray

PATHS_MAX = 100_000
"""Every path of both scenarios is held at once: 100,000 of a quarter take about 600 MB."""

STRETCH = 2_048
PLACES = [METRICS.index(name) for name in SHOWN]


class Drawn(NamedTuple):
    """Every path of a scenario: SHOWN metrics by day, and the day it met each condition (−1 never)."""

    figures: "NDArray[np.int64]"  # (n_shown, n_days, n_paths)
    met_on: "NDArray[np.int64]"  # (n_conditions, n_paths)


def compare(desk: Desk, *, a: str, b: str, as_of: datetime | None = None, making: Making | None = None) -> Answer:
    """Answer with two scenarios side by side and the quantiles of their difference, b less a on each path.

    Both run on the same seed and so on the same draws: what differs is what the scenarios say, not luck.

    Raises
    ------
    UnknownScenario, InvalidScenario, ContradictoryLevers
        A scenario cannot be found, or says what cannot be.
    UsageError
        They open on different days and no as-of is given, or more paths are asked for than can be held.
    InvalidMoment, MissingFigures
        The opening lies in the future, or too little was known then.
    """
    making = making or Making()
    if making.paths > PATHS_MAX:
        raise UsageError(detail=Phrase("runs.wrong.too_many", most=f"{PATHS_MAX:,}"))
    first, second = (ready(desk, name, as_of, making) for name in (a, b))
    if first.opening_on != second.opening_on:
        opens = (made.opening_on.isoformat() for made in (first, second))
        raise UsageError(detail=Phrase("runs.wrong.openings", **dict(zip("ab", opens, strict=True))))
    n_days = min(len(made.program.days.on) for made in (first, second))
    days = tuple(EPOCH + timedelta(days=number) for number in first.program.days.on.tolist()[:n_days])
    marks = _shared(first, second)
    drawn = [_draw(desk, made, marks, making, n_days) for made in (first, second)]
    side_a, side_b = (_side(made, found) for made, found in zip((first, second), drawn, strict=True))
    pairs = [_pair(marks, drawn, place, days) for place in range(len(marks))]
    found = Comparison(
        a=side_a,
        b=side_b,
        opening_on=first.opening_on,
        days=days,
        paths=making.paths,
        seed=making.seed,
        difference=_bands(drawn[1].figures - drawn[0].figures),
        odds=tuple(pair for pair in pairs if pair.a_share or pair.b_share),
    )
    found = replace(found, headline=run_narrative.comparison(found))
    findings = (*first.findings, *(one for one in second.findings if one not in first.findings))
    return Answer("compare", first.frame.as_of, found, UNITS, first.origins, findings, desk.bundled_until)


def _draw(desk: Desk, made: Ready, marks: Sequence[Watched], making: Making, n_days: int) -> Drawn:
    """Return every path of a scenario, with the conditions of both watched."""
    program = made.program._replace(watermarks=tuple(one.watermark for one in marks))
    parts = []
    for first in range(0, making.paths, STRETCH):
        n = min(STRETCH, making.paths - first)
        part = simulate_paths(program, seed=making.seed, first=first, paths=n)
        parts.append((part.figures[PLACES, :n_days], part.met_on))
        if desk.progress:
            desk.progress(made.scenario.name, first + n, making.paths)
    figures, met_on = (np.concatenate(pieces, axis=-1) for pieces in zip(*parts, strict=True))
    return Drawn(figures, met_on)


def _shared(first: Ready, second: Ready) -> tuple[Watched, ...]:
    """Return the conditions that both runs watch, each once; a condition of one scenario is asked of both."""
    found: dict[Watermark, Watched] = {}
    for one in (*watched(first.program), *watched(second.program)):
        found.setdefault(one.watermark._replace(name="", stops=False), one)
    return tuple(found.values())


def _side(made: Ready, drawn: Drawn) -> Side:
    return Side(made.scenario.name, made.scenario.title, made.scenario_hash, _bands(drawn.figures))


def _bands(figures: "NDArray[np.int64]") -> Mapping[str, Bands]:
    """Return quantiles of every metric and day; each is the value of a path, never one between two."""
    cut = np.quantile(figures, [per_cent / 100 for per_cent in QUANTILES], axis=2, method="inverted_cdf")
    return {
        name: {per_cent: readable(name, cut[n, place].tolist()) for n, per_cent in enumerate(QUANTILES)}
        for place, name in enumerate(SHOWN)
    }


def _pair(marks: Sequence[Watched], drawn: Sequence[Drawn], place: int, days: Sequence[date]) -> OddsPair:
    """Return the odds of a condition under both scenarios."""
    paths = drawn[0].met_on.shape[1]
    found = []
    for one in drawn:
        met_on = one.met_on[place]
        counts = np.bincount(met_on[met_on >= 0], minlength=len(days))[: len(days)]
        found.append(odds(marks[place], counts.tolist(), paths, days))
    return OddsPair(found[0].id, found[0].condition, *(one.probability_share for one in found))
