"""The question of a scenario: what many paths of it say, and how much of that is judgement."""

import json
import uuid
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

from tidegauge.errors import OutputNotPossible, UsageError
from tidegauge.frame import Finding, finding
from tidegauge.questions import measures, places, run_narrative
from tidegauge.questions.answer import SCHEMA_VERSION, Answer, to_plain
from tidegauge.questions.backlog import held_back
from tidegauge.questions.crew import Crew, crew
from tidegauge.questions.desk import Desk
from tidegauge.questions.flows import streams
from tidegauge.questions.judgement import SETTINGS, smaller
from tidegauge.questions.making import Ready, ready, told
from tidegauge.questions.paths_file import write_paths
from tidegauge.questions.runs import (
    QUANTILES,
    SHOWN,
    UNITS,
    Bands,
    Making,
    Odds,
    PathFlows,
    Priors,
    PriorShare,
    Simulation,
    readable,
)
from tidegauge.questions.watched import odds, watched
from tidegauge.scenarios.anchors import EPOCH
from tidegauge.scenarios.compile.treasury import CASH_RUNS_OUT
from tidegauge.scenarios.program import METRICS, Program
from tidegauge.scenarios.simulate import simulate as one_path
from tidegauge.scenarios.summary import Summary
from tidegauge.words import Phrase
from tidegauge.words.sentence import Day, Fact

SHOWN_PATH = 0
"""The path whose flows are shown; any other can be replayed."""


def simulate(
    desk: Desk,
    *,
    scenario: str,
    as_of: datetime | None = None,
    making: Making | None = None,
    out: Path | None = None,
    keep_paths: bool = False,
) -> Answer:
    """Answer with quantiles of every day, the odds of every condition, what moved reserves, and what rests on priors.

    With `out`, the answer is also written there as `summary.json`, an interrupted run goes on from what it had counted,
    and `keep_paths` writes every path to `paths.parquet`.

    Raises
    ------
    UnknownScenario, InvalidScenario, ContradictoryLevers
        The scenario cannot be found, or says what cannot be.
    InvalidMoment
        The opening lies in the future.
    MissingFigures
        What a program cannot do without was not known at the opening.
    ScenarioTooLarge
        The run would need more memory than is allowed.
    UsageError
        `keep_paths` without `out`.
    NoScheduler
        A Dask cluster is asked for and nobody answers there.
    OutputNotPossible
        `out` cannot be written, which is found out before anything is computed, or holds another run.
    """
    making = making or Making()
    if keep_paths and out is None:
        raise UsageError(detail=Phrase("runs.wrong.keep_paths"))
    if out is not None:
        places.refuse_folder(out)
    with crew(making) as team:
        return _simulated(desk, ready(desk, scenario, as_of, making), team, out, keep_paths=keep_paths)


def _simulated(desk: Desk, made: Ready, team: Crew, out: Path | None, *, keep_paths: bool) -> Answer:
    """Answer with what a crew makes of a scenario."""
    making = team.making
    marks = watched(made.program)
    program = made.program._replace(watermarks=tuple(mark.watermark for mark in marks))
    summary = team.count(program, paths=making.paths, out=out, progress=told(desk, made.scenario.name))
    if not summary.paths:
        raise KeyboardInterrupt  # stopped before the first path was finished: there is nothing to say
    days = tuple(EPOCH + timedelta(days=number) for number in program.days.on.tolist())
    bands = {name: _bands(summary, name) for name in SHOWN}
    opened = {name: measures.opened(program, name) for name in SHOWN}
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
        quantiles=bands,
        odds=tuple(odds(mark, summary.first_days(n).tolist(), summary.paths, days) for n, mark in enumerate(marks)),
        movement=measures.movement(program, _means(summary), days[-1], made.opening_on),
        flows=_flows(made.program, making.seed, days),
        priors=_priors(made, team, bands, told(desk, "priors")) if summary.paths == making.paths else None,
        residual_usd=summary.residual_usd,
        history=measures.history(made.frame, made.opening_on, opened),
        backlog=held_back(made.scenario.lapses, made.opening_on, days[-1]),
    )
    found = replace(found, headline=run_narrative.simulation(found), files=_files(out, keep_paths=keep_paths))
    if keep_paths and out is not None:
        write_paths(made.program, out / "paths.parquet", paths=summary.paths, seed=making.seed)
    findings = (*made.findings, *_breaches(made.scenario.name, summary), *_cash(found.odds, summary, days))
    if out is not None:
        _write_summary(found, findings, out / "summary.json")
    moment = made.frame.as_of
    return Answer("simulate", moment, found, UNITS, made.origins, findings, desk.bundled_until)


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


def _bands(summary: Summary, name: str) -> Bands:
    """Return the quantiles of a metric by day, in the unit people read."""
    found = summary.quantiles(name, [per_cent / 100 for per_cent in QUANTILES])
    return {per_cent: readable(name, line) for per_cent, line in zip(QUANTILES, found.tolist(), strict=True)}


def _means(summary: Summary) -> dict[str, int]:
    """Return the mean of each amount on the last day, rounded down to the dollar [USD]."""
    return {name: summary.whole_mean(name, -1) for name in METRICS if name.endswith("_usd")}


def _flows(program: Program, seed: int, days: tuple[date, ...]) -> PathFlows:
    """Return who paid whom on one path over the whole run."""
    journal = one_path(program, seed=seed, path=SHOWN_PATH, check=False).journal
    return PathFlows(SHOWN_PATH, days[0], days[-1], streams((posted.kind, posted.amount_usd) for posted in journal))


def _priors(
    made: Ready, team: Crew, bands: Mapping[str, Bands], progress: Callable[[int, int], None] | None
) -> Priors | None:
    """Run fewer paths under every setting of the priors; None where that is stopped. `bands` are those of the run."""
    paths = smaller(team).making.paths
    found: dict[str, Mapping[str, Bands]] = {}
    for setting in SETTINGS:
        summary = team.count(made.under(setting), paths=paths)
        if summary.paths < paths:
            return None
        found[setting] = {name: _bands(summary, name) for name in SHOWN}
        if progress:
            progress(len(found), len(SETTINGS))

    def shared(name: str, place: int) -> PriorShare:
        day = EPOCH + timedelta(days=int(made.program.days.on[place]))
        return PriorShare(name, day, measures.spread_share([each[name] for each in found.values()], place))

    medians = {f"{setting}_usd": round(each["reserves_usd"][50][-1]) for setting, each in found.items()}
    peak = shared("sofr_iorb_bp", measures.peak(bands["sofr_iorb_bp"][50]))
    return Priors(paths=paths, shares=tuple(shared(name, -1) for name in SHOWN), peak=peak, **medians)


def _files(out: Path | None, *, keep_paths: bool) -> tuple[str, ...]:
    """Return the files a run leaves."""
    if out is None:
        return ()
    return tuple(str(out / name) for name in ("summary.json", *(["paths.parquet"] if keep_paths else [])))


def _write_summary(found: Simulation, findings: Sequence[Finding], place: Path) -> None:
    """Write the answer and what to be wary of as JSON, whole or not at all."""
    plain = {"schema_version": SCHEMA_VERSION, **to_plain(found, "en"), "findings": to_plain(tuple(findings), "en")}
    part = place.parent / f".{uuid.uuid4().hex}.part"
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        part.write_text(json.dumps(plain, ensure_ascii=False, indent=1, allow_nan=False) + "\n", "utf-8")
        part.replace(place)
    except OSError as error:
        with suppress(OSError):
            part.unlink()
        remedy = "Choose another directory with --out."
        raise OutputNotPossible(place=str(place), detail=error.strerror or repr(error), remedy=remedy) from error
