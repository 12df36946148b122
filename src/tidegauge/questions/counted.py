"""Many paths of a scenario, counted: quantiles of every day, the odds of every condition, and what to be wary of.

It is what an ensemble says before a path of it is shown and its priors are weighed, which takes as long again.
"""

from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path

from tidegauge.frame import Finding, finding
from tidegauge.questions import measures
from tidegauge.questions.backlog import held_back
from tidegauge.questions.crew import Crew
from tidegauge.questions.making import Ready
from tidegauge.questions.runs import QUANTILES, SHOWN, Bands, Odds, PathFlows, Simulation, readable
from tidegauge.questions.watched import odds, watched
from tidegauge.scenarios.anchors import EPOCH
from tidegauge.scenarios.compile.treasury import CASH_RUNS_OUT
from tidegauge.scenarios.ensemble import Progress
from tidegauge.scenarios.program import METRICS
from tidegauge.scenarios.summary import Summary
from tidegauge.words.sentence import Day, Fact

SHOWN_PATH = 0
"""The path whose flows are shown; any other can be replayed."""


def counted(
    made: Ready, team: Crew, *, out: Path | None = None, progress: Progress | None = None
) -> tuple[Simulation, tuple[Finding, ...]]:
    """Return what a crew counts of a scenario, and what to be wary of; no flows, no priors and no headline yet.

    Raises
    ------
    KeyboardInterrupt
        It was stopped before the first path was finished: there is nothing to say.
    NegativeStock, ScenarioTooLarge, OutputNotPossible
        As of `ensemble.run`.
    """
    making = team.making
    marks = watched(made.program)
    program = made.program._replace(watermarks=tuple(mark.watermark for mark in marks))
    summary = team.count(program, paths=making.paths, out=out, progress=progress)
    if not summary.paths:
        raise KeyboardInterrupt
    days = tuple(EPOCH + timedelta(days=number) for number in program.days.on.tolist())
    opened = {name: measures.opened(program, name) for name in SHOWN}
    means = {name: summary.whole_mean(name, -1) for name in METRICS if name.endswith("_usd")}
    found = Simulation(
        scenario=made.scenario.name,
        titles=made.scenario.title,
        stories=made.scenario.story,
        scenario_hash=made.scenario_hash,
        opening_on=made.opening_on,
        days=days,
        paths=summary.paths,
        paths_asked=making.paths,
        seed=making.seed,
        quantiles={name: bands(summary, name) for name in SHOWN},
        odds=tuple(odds(mark, summary.first_days(n).tolist(), summary.paths, days) for n, mark in enumerate(marks)),
        movement=measures.movement(program, means, days[-1], made.opening_on),
        flows=PathFlows(SHOWN_PATH, days[0], days[-1], ()),
        priors=None,
        residual_usd=summary.residual_usd,
        history=measures.history(made.frame, made.opening_on, opened),
        backlog=held_back(made.scenario.lapses, made.opening_on, days[-1]),
    )
    return found, (*made.findings, *_breaches(found.scenario, summary), *_cash(found.odds, summary, days))


def bands(summary: Summary, name: str) -> Bands:
    """Return the quantiles of a metric by day, in the unit people read."""
    found = summary.quantiles(name, [per_cent / 100 for per_cent in QUANTILES])
    return {per_cent: readable(name, line) for per_cent, line in zip(QUANTILES, found.tolist(), strict=True)}


def _cash(told: Sequence[Odds], summary: Summary, days: Sequence[date]) -> list[Finding]:
    """Return the warnings that under a debt limit cash runs out on some paths, from when, and that this may be late."""
    found = []
    for number, one in enumerate(told):
        met = summary.first_days(number)
        if one.id == CASH_RUNS_OUT and one.half_by is not None:
            first, half = (Day(day, weekday=False, year=True) for day in (days[int(met.nonzero()[0][0])], one.half_by))
            facts: dict[str, Fact] = {"paths": int(met.sum()), "of": summary.paths, "first": first, "half": half}
            found.append(finding(CASH_RUNS_OUT, "tga", None, severity="warning", **facts))
            found.append(finding("cash_runs_out_late", "tga", None, severity="warning"))
    return found


def _breaches(scenario: str, summary: Summary) -> list[Finding]:
    """Return the warning that on a few paths a stock fell below zero that cannot, where that is so."""
    if not summary.breached:
        return []
    paths, first = summary.breached, int(summary.tally.first_breached[0])
    return [finding("stock_below_zero", scenario, severity="warning", paths=paths, of=summary.paths, first=first)]
