"""The question of a scenario: what many paths of it say, and how much of that is judgement."""

import json
import uuid
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

from tidegauge.errors import OutputNotPossible
from tidegauge.frame import Finding, finding
from tidegauge.questions import measures, run_narrative
from tidegauge.questions.answer import SCHEMA_VERSION, Answer, to_plain
from tidegauge.questions.desk import Desk
from tidegauge.questions.flows import streams
from tidegauge.questions.making import Ready, ready
from tidegauge.questions.paths_file import write_paths
from tidegauge.questions.runs import (
    QUANTILES,
    SHOWN,
    UNITS,
    Bands,
    Making,
    PathFlows,
    Priors,
    PriorShare,
    Simulation,
    readable,
)
from tidegauge.questions.watched import odds, watched
from tidegauge.scenarios import ensemble
from tidegauge.scenarios.anchors import EPOCH, metric
from tidegauge.scenarios.program import METRICS, Program
from tidegauge.scenarios.simulate import simulate as one_path
from tidegauge.scenarios.summary import Summary

PRIOR_PATHS = 512
"""Paths under each setting of the priors: enough for medians and bands, and little beside the run itself."""

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
    OutputNotPossible
        `keep_paths` without `out`, or a place that cannot be written.
    """
    making = making or Making()
    if keep_paths and out is None:
        remedy = "Name a directory with --out."
        raise OutputNotPossible(place="paths.parquet", detail="no directory was named", remedy=remedy)
    made = ready(desk, scenario, as_of, making)
    marks = watched(made.program)
    program = made.program._replace(watermarks=tuple(mark.watermark for mark in marks))
    summary = _ensemble(program, making, _told(desk, made.scenario.name), out)
    if not summary.paths:
        raise KeyboardInterrupt  # stopped before the first path was finished: there is nothing to say
    days = tuple(EPOCH + timedelta(days=number) for number in program.days.on.tolist())
    bands = {name: _bands(summary, name) for name in SHOWN}
    opened = _opened(program)
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
        priors=_priors(made, making, _told(desk, "priors")) if summary.paths == making.paths else None,
        residual_usd=summary.residual_usd,
        history=measures.history(made.frame, made.opening_on, opened),
    )
    found = replace(found, headline=run_narrative.simulation(found), files=_files(out, keep_paths=keep_paths))
    if keep_paths and out is not None:
        write_paths(made.program, out / "paths.parquet", paths=summary.paths, seed=making.seed)
    findings = (*made.findings, *_breaches(made.scenario.name, summary))
    if out is not None:
        _write_summary(found, findings, out / "summary.json")
    moment = made.frame.as_of
    return Answer("simulate", moment, found, UNITS, made.origins, findings, desk.bundled_until)


def _breaches(scenario: str, summary: Summary) -> list[Finding]:
    """Return the warning that on a few paths a stock fell below zero that cannot, where that is so."""
    if not summary.breached:
        return []
    paths, first = summary.breached, int(summary.tally.first_breached[0])
    return [finding("stock_below_zero", scenario, severity="warning", paths=paths, of=summary.paths, first=first)]


def _told(desk: Desk, what: str) -> Callable[[int, int], None] | None:
    """Return how a run tells of its progress at this desk."""
    tell = desk.progress
    return None if tell is None else lambda done, total: tell(what, done, total)


def _ensemble(
    program: Program, making: Making, progress: Callable[[int, int], None] | None, out: Path | None
) -> Summary:
    """Run over threads, or over a Dask cluster where one is named; both give the same bits."""
    if making.dask:
        from tidegauge.scenarios import cluster

        return cluster.run(
            program, paths=making.paths, seed=making.seed, address=making.dask, out=out, progress=progress
        )
    return ensemble.run(
        program, paths=making.paths, seed=making.seed, workers=making.workers or 0, out=out, progress=progress
    )


def _bands(summary: Summary, name: str) -> Bands:
    """Return the quantiles of a metric by day, in the unit people read."""
    found = summary.quantiles(name, [per_cent / 100 for per_cent in QUANTILES])
    return {per_cent: readable(name, line) for per_cent, line in zip(QUANTILES, found.tolist(), strict=True)}


def _means(summary: Summary) -> dict[str, int]:
    """Return the mean of each amount on the last day, rounded down to the dollar [USD]."""
    return {name: summary.whole_mean(name, -1) for name in METRICS if name.endswith("_usd")}


def _opened(program: Program) -> dict[str, float]:
    """Return the metrics as the opening sheet has them, in the unit people read."""
    levels = program.chart.opening_usd.tolist()
    amounts = {name: metric(program, name, levels) for name in SHOWN if name.endswith("_usd")}
    return amounts | {"sofr_iorb_bp": program.opening.sofr_iorb_bp}


def _flows(program: Program, seed: int, days: tuple[date, ...]) -> PathFlows:
    """Return who paid whom on one path over the whole run."""
    journal = one_path(program, seed=seed, path=SHOWN_PATH, check=False).journal
    return PathFlows(SHOWN_PATH, days[0], days[-1], streams((posted.kind, posted.amount_usd) for posted in journal))


def _priors(made: Ready, making: Making, progress: Callable[[int, int], None] | None) -> Priors | None:
    """Run fewer paths with priors at the looser end, in the middle and at the tighter end, on the same draws."""
    paths = min(making.paths, PRIOR_PATHS)
    programs = {"low": made.under("low"), "middle": made.program, "high": made.under("high")}
    found: dict[str, Mapping[str, Bands]] = {}
    for setting, program in programs.items():
        summary = ensemble.run(program, paths=paths, seed=making.seed, workers=making.workers or 0)
        found[setting] = {name: _bands(summary, name) for name in SHOWN}
        if progress:
            progress(len(found), len(programs))
    medians = {f"{setting}_usd": round(bands["reserves_usd"][50][-1]) for setting, bands in found.items()}
    shares = tuple(PriorShare(name, measures.spread_share([bands[name] for bands in found.values()])) for name in SHOWN)
    return Priors(paths=paths, shares=shares, **medians)


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
