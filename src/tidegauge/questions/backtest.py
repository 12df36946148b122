"""The question of a back-test: run a model over its origins as known then, keep the scores, show them."""

import os
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from tidegauge.forecasts import backtest as running
from tidegauge.forecasts import kept, registry
from tidegauge.forecasts.score import Score, scoreboard
from tidegauge.questions.answer import Answer, origins
from tidegauge.questions.desk import Desk
from tidegauge.questions.regimes import categories_until, regimes
from tidegauge.questions.scoreboard import UNITS, whole

MOST_WORKERS = 8


@dataclass(frozen=True, slots=True)
class Backtest:
    """A model's scores, by horizon; `file` is where every forecast stands, None where only some origins were run."""

    model: str
    file: str | None
    forecasts: int
    scores: tuple[Score, ...]


def backtest(
    desk: Desk,
    *,
    model: str,
    start: date | None = None,
    end: date | None = None,
    as_of: datetime | None = None,
    workers: int | None = None,
) -> Answer:
    """Answer with how good a model was; what was finished before an interruption is read, not made again.

    Without an as-of, outcomes are read as of the last figure of the store, so that the same store gives the same bytes.

    Raises
    ------
    UnknownModel
        No such model; the error lists them.
    UsageError
        No business day lies between `start` and `end`.
    MissingFigures
        Nothing of the target is known.
    StoreNotWritable
        The scores cannot be kept.
    """
    entry = registry.find(model)
    model = entry.model.id
    moment = desk.moment(as_of)
    last = desk.store.last_moment()
    judged_at = moment if last is None else min(moment, last)
    job = running.Job(entry, desk.store.root, desk.writable_root, judged_at, start, end)
    done = running.run(job, workers=workers or min(os.cpu_count() or 1, MOST_WORKERS), progress=_told(desk, model))
    frame = desk.frame(entry.inputs, judged_at)
    days = regimes([done.table], categories_until(desk, judged_at))
    found = Backtest(
        model=model,
        file=str(kept.place(job.root, model)) if job.is_whole else None,
        forecasts=len(done.table.day),
        scores=tuple(whole(score) for score in scoreboard([done], days)),
    )
    return Answer("backtest", judged_at, found, UNITS, origins(frame), tuple(desk.findings()), desk.bundled_until)


def _told(desk: Desk, what: str) -> Callable[[int, int], None] | None:
    """Return how a back-test tells of its progress at a desk; None where nobody watches."""
    tell = desk.progress
    return None if tell is None else lambda done, total: tell(what, done, total)
