"""Run a back-test: a model over its origins, stretches side by side on the cores, kept as they finish.

Stretches run in processes of their own, each with its own reader of the store: forecasts are short Python on small
arrays, which threads cannot share. The result does not depend on the number of workers or on which finishes first.
"""

import hashlib
import signal
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache, partial
from multiprocessing import get_context
from pathlib import Path

import numpy as np

from tidegauge import models
from tidegauge.catalogue.series import find as find_series
from tidegauge.clock import NEW_YORK, in_new_york
from tidegauge.errors import MissingFigures, UsageError
from tidegauge.forecasts import kept
from tidegauge.forecasts.kept import Facts, Kept, Unfinished
from tidegauge.forecasts.registry import Entry
from tidegauge.frame import Frame, Track, from_days
from tidegauge.models import walk_forward
from tidegauge.models.base import Conditional
from tidegauge.models.targets import TARGETS, require_movement
from tidegauge.models.walk_forward import Schedule, Stretch, Table
from tidegauge.store import Store
from tidegauge.words import Phrase


@dataclass(frozen=True, slots=True)
class Job:
    """What is run: a model's entry on the figures in `figures`, judged as known at `judged_at`, kept below `root`.

    `start` and `end` bound the origins; None is the entry's first origin, and the day of judging.
    """

    entry: Entry
    figures: Path
    root: Path
    judged_at: datetime
    start: date | None = None
    end: date | None = None

    @property
    def is_whole(self) -> bool:
        """Whether every origin is run; only then are the scores kept, so that nobody picks the days of a scoreboard."""
        return self.start is None and self.end is None

    def schedule(self) -> Schedule:
        """Return origins, horizons and refits.

        Raises
        ------
        UsageError
            No business day lies between the first and the last origin asked for.
        """
        start = max(self.start or self.entry.first_origin, self.entry.first_origin)
        end = min(self.end or date.max, self.judged_at.astimezone(NEW_YORK).date())
        origins = walk_forward.business_origins(start, end, every=self.entry.every) if start <= end else ()
        if not origins:
            raise UsageError(detail=Phrase("scores.wrong.no_origin", start=start, end=end))
        return Schedule(origins, self.entry.horizons, walk_forward.half_yearly(origins[0], origins[-1]))


def run(job: Job, *, workers: int = 1, progress: Callable[[int, int], None] | None = None) -> Kept:
    """Run a back-test, go on from what an interrupted one finished, and keep the result in the store if it is whole.

    Parameters
    ----------
    job : Job
        Model, figures and origins.
    workers : int, default 1
        Processes; the result is the same for any number.
    progress : callable, optional
        Told (stretches done, stretches in all).

    Raises
    ------
    UsageError
        No origin lies in the span asked for.
    MissingFigures
        Nothing of the target is known.
    ConstantSeries
        The target never moved.
    StoreNotWritable
        The scores cannot be kept.

    Notes
    -----
    Arrays are small: threads of one matrix product wait longer than they work. The command line limits them to one;
    a Python caller sets ``OPENBLAS_NUM_THREADS=1`` before NumPy is imported, which the workers inherit.
    """
    schedule = job.schedule()
    state = state_of(job.figures)
    frames = partial(frame_of, job.figures, state, job.entry.inputs)
    target = TARGETS[job.entry.model.target]
    judge = frames(job.judged_at)
    track = target.track(judge).present()
    if not len(track):
        raise MissingFigures(series=job.entry.model.target, as_of=in_new_york(job.judged_at))
    require_movement(track, job.entry.model.id)
    identity = fingerprint(job, schedule, state)
    unfinished = Unfinished(job.root, job.entry.model.id, identity)
    parts = _stretches(job, schedule.stretches(), unfinished, workers, progress)
    table = walk_forward.with_bands(walk_forward.joined(parts), target, frames, job.entry.settings)
    table = walk_forward.judged(table, target, judge)
    done = Kept(_facts(job, identity, judge, track), table)
    if job.is_whole:
        kept.write(job.root, done)
    unfinished.remove()
    return done


def frame_of(figures: Path, state: str, inputs: Sequence[str], as_of: datetime) -> Frame:
    """Return what was known of some series in a store, of which `state` names the contents."""
    return _opened(figures, state).frame(inputs, as_of=as_of)


@lru_cache(maxsize=1)
def _opened(figures: Path, state: str) -> Store:
    """Open a store once in a process, and again where its contents have changed."""
    return Store(figures)


def _stretches(
    job: Job,
    stretches: Sequence[Stretch],
    unfinished: Unfinished,
    workers: int,
    progress: Callable[[int, int], None] | None,
) -> list[Table]:
    """Return the forecasts of every stretch, those done before read instead of made."""
    found = {stretch: unfinished.read(stretch) for stretch in stretches}
    left = [stretch for stretch in stretches if found[stretch] is None]
    for count, (stretch, table) in enumerate(_made(job, left, workers), len(stretches) - len(left) + 1):
        unfinished.write(stretch, table)
        found[stretch] = table
        if progress:
            progress(count, len(stretches))
    return [table for table in found.values() if table is not None]


def _made(job: Job, stretches: Sequence[Stretch], workers: int) -> Iterator[tuple[Stretch, Table]]:
    """Yield the forecasts of stretches as they finish."""
    work = partial(forecasts, job.entry, job.figures, state_of(job.figures), job.judged_at)
    if workers == 1 or len(stretches) < 2:
        yield from ((stretch, work(stretch)) for stretch in stretches)
        return
    pool = ProcessPoolExecutor(workers, mp_context=get_context("spawn"), initializer=_ignore_interrupts)
    try:
        running = {pool.submit(work, stretch): stretch for stretch in stretches}
        for future in as_completed(running):
            yield running[future], future.result()
    finally:
        pool.shutdown(cancel_futures=True)


def _ignore_interrupts() -> None:
    """Leave Ctrl-C to the process that asked; a worker ends when its stretch does."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def forecasts(entry: Entry, figures: Path, state: str, judged_at: datetime, stretch: Stretch) -> Table:
    """Return the forecasts of one stretch; this is what runs in a worker. A condition is given the judging frame."""
    frames = partial(frame_of, figures, state, entry.inputs)
    model = entry.model.given(frames(judged_at)) if isinstance(entry.model, Conditional) else entry.model
    return walk_forward.forecasts(model, frames, stretch)


def state_of(figures: Path) -> str:
    """Return the names and sizes of a store's log files, which are never rewritten."""
    return " ".join(f"{place.name}:{place.stat().st_size}" for place in sorted((figures / "log").glob("*.parquet")))


def fingerprint(job: Job, schedule: Schedule, state: str) -> str:
    """Return a hash of everything a forecast depends on: the model and its code, the schedule, and the figures."""
    given = job.judged_at if isinstance(job.entry.model, Conditional) else None
    digest = hashlib.sha256(repr((job.entry.model, given, schedule, state)).encode())
    package = Path(models.__file__).parent
    for place in sorted((*package.rglob("*.py"), *package.rglob("*.toml"))):
        digest.update(place.read_bytes())
    return digest.hexdigest()


def _facts(job: Job, identity: str, judge: Frame, track: Track) -> Facts:
    """Return what the table is about."""
    target = TARGETS[job.entry.model.target]
    history = track.values[track.periods < np.datetime64(job.entry.scored_from, "D").astype(int)]
    step = float(np.abs(np.diff(history)).mean()) if len(history) > 1 else float("nan")
    return Facts(
        model=job.entry.model.id,
        target=target.id,
        unit=target.unit,
        judged_at=job.judged_at.isoformat(),
        figures_until=from_days(int(track.periods[-1])).isoformat(),
        scored_from=job.entry.scored_from.isoformat(),
        identity=identity,
        step=step,
        is_conditional=isinstance(job.entry.model, Conditional),
        latest_only=tuple(series for series in job.entry.inputs if find_series(series).vintages != "true"),
    )
