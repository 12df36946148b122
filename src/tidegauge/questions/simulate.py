"""The question of a scenario: what many paths of it say, and how much of that is judgement."""

import json
import uuid
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

from tidegauge.errors import OutputNotPossible, UsageError
from tidegauge.frame import Finding
from tidegauge.questions import measures, places, run_narrative
from tidegauge.questions.answer import SCHEMA_VERSION, Answer, to_plain
from tidegauge.questions.beside import beside_run
from tidegauge.questions.counted import SHOWN_PATH, bands, counted
from tidegauge.questions.crew import Crew, crew
from tidegauge.questions.desk import Desk
from tidegauge.questions.flows import streams
from tidegauge.questions.judgement import SETTINGS, smaller
from tidegauge.questions.making import Ready, ready, told
from tidegauge.questions.paths_file import write_paths
from tidegauge.questions.runs import (
    SHOWN,
    UNITS,
    Bands,
    Making,
    PathFlows,
    Priors,
    PriorShare,
    Simulation,
)
from tidegauge.scenarios.anchors import EPOCH
from tidegauge.scenarios.pasted import Pasted
from tidegauge.scenarios.program import Program
from tidegauge.scenarios.simulate import simulate as one_path
from tidegauge.words import Phrase


def simulate(
    desk: Desk,
    *,
    scenario: str | Pasted,
    as_of: datetime | None = None,
    making: Making | None = None,
    out: Path | None = None,
    keep_paths: bool = False,
    quick: bool = False,
) -> Answer:
    """Answer with quantiles of every day, the odds of every condition, what moved reserves, and what rests on priors.

    With `out`, the answer is also written there as `summary.json`, an interrupted run goes on from what it had counted,
    and `keep_paths` writes every path to `paths.parquet`. A `quick` answer has no flows of a path, no weight of the
    priors and no forecast beside it; what it does say is the same, in a third of the time.

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
        made = ready(desk, scenario, as_of, making)
        return _simulated(desk, made, team, out, keep_paths=keep_paths, quick=quick)


def _simulated(desk: Desk, made: Ready, team: Crew, out: Path | None, *, keep_paths: bool, quick: bool) -> Answer:
    """Answer with what a crew makes of a scenario."""
    making = team.making
    found, findings = counted(made, team, out=out, progress=told(desk, made.scenario.name))
    if quick:
        found = replace(found, is_quick=True)
    else:
        is_whole = found.paths == making.paths
        priors = _priors(made, team, found.quantiles, told(desk, "priors")) if is_whole else None
        found = replace(found, flows=_flows(made.program, making.seed, found.days), priors=priors)
        findings = (*findings, *beside_run(desk, made, making, found))
    found = replace(found, headline=run_narrative.simulation(found), files=_files(out, keep_paths=keep_paths))
    if keep_paths and out is not None:
        write_paths(made.program, out / "paths.parquet", paths=found.paths, seed=making.seed)
    if out is not None:
        _write_summary(found, findings, out / "summary.json")
    moment = made.frame.as_of
    return Answer("simulate", moment, found, UNITS, made.origins, findings, desk.bundled_until)


def _flows(program: Program, seed: int, days: tuple[date, ...]) -> PathFlows:
    """Return who paid whom on one path over the whole run."""
    journal = one_path(program, seed=seed, path=SHOWN_PATH, check=False).journal
    return PathFlows(SHOWN_PATH, days[0], days[-1], streams((posted.kind, posted.amount_usd) for posted in journal))


def _priors(
    made: Ready, team: Crew, run: Mapping[str, Bands], progress: Callable[[int, int], None] | None
) -> Priors | None:
    """Run fewer paths under every setting of the priors; None where that is stopped. `run` are its bands."""
    paths = smaller(team).making.paths
    found: dict[str, Mapping[str, Bands]] = {}
    for setting in SETTINGS:
        summary = team.count(made.under(setting), paths=paths)
        if summary.paths < paths:
            return None
        found[setting] = {name: bands(summary, name) for name in SHOWN}
        if progress:
            progress(len(found), len(SETTINGS))

    def shared(name: str, place: int) -> PriorShare:
        day = EPOCH + timedelta(days=int(made.program.days.on[place]))
        return PriorShare(name, day, measures.spread_share([each[name] for each in found.values()], place))

    medians = {f"{setting}_usd": round(each["reserves_usd"][50][-1]) for setting, each in found.items()}
    peak = shared("sofr_iorb_bp", measures.peak(run["sofr_iorb_bp"][50]))
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
