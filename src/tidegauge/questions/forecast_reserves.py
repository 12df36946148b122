"""The question of reserves ahead: each business day, and how likely they first fall below the lines that are watched.

The lines are those of the signals on reserves. The odds lay whole paths of the model's past errors on its forecast, and
count the Wednesdays ahead, the days that will have a figure; the base rate lays past changes on the last figure, from
the same past evenings.
"""

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from datetime import date, datetime
from typing import TYPE_CHECKING

import numpy as np

from tidegauge.forecasts import registry
from tidegauge.frame import Finding, finding
from tidegauge.models.reserves.crossings import PATHS_LEAST, error_paths, shares_below
from tidegauge.models.targets import TARGETS
from tidegauge.questions import standing
from tidegauge.questions.answer import Answer
from tidegauge.questions.desk import Desk
from tidegauge.questions.forecast import DayAhead, ahead
from tidegauge.signals.signal import load_signals

if TYPE_CHECKING:
    from numpy.typing import NDArray

MODEL = registry.SHOWN["reserves"]
WEDNESDAY = 2
REACHED = (0.1, 0.25, 0.5)
"""Shares of paths whose day is told."""


@dataclass(frozen=True, slots=True)
class Crossing:
    """How likely reserves first fall below a line on a Wednesday ahead, up to the day this stands on.

    `signal` is the signal that watches the line [USD]. `share` of `paths` paths fall below it, `base_rate` with the
    forecast replaced by no change and its errors by past changes; `by_10`, `by_25` and `by_50` are the days by which so
    many per cent of paths have, None where fewer do. Where the last figure lies below already, `is_below`, no odds.
    """

    signal: str
    line: int
    is_below: bool
    share: float | None
    base_rate: float | None
    by_10: date | None
    by_25: date | None
    by_50: date | None
    paths: int


@dataclass(frozen=True, slots=True)
class ReserveDay(DayAhead):
    """One business day of the forecast of reserves.

    `crossings` stands on the last day that enough past error paths reach, one of each line; none on other days.
    """

    crossings: tuple[Crossing, ...] = ()


def reserves(desk: Desk, *, horizon: int = 20, as_of: datetime | None = None) -> Answer:
    """Answer with reserves on each of the next business days, and the odds that they first fall below watched lines.

    Raises
    ------
    TooLittleHistory
        Fewer than about two years of the daily statement, or of the Reserve Banks' balance sheet, are known.
    HorizonBeyondCalendar
        The last day lies after the calendars' checked years.
    """
    answer = ahead(desk, "reserves", MODEL, horizon, as_of)
    days: Sequence[DayAhead] = [row for row in answer.answer if row.horizon >= 1]
    found, reach, notes = _crossings(desk, answer.as_of, days)
    rows = tuple(
        ReserveDay(
            **{field.name: getattr(row, field.name) for field in fields(DayAhead)},
            crossings=found if row.horizon == reach else (),
        )
        for row in answer.answer
    )
    units = {**answer.units, "crossings.line": "USD", "crossings.share": "share", "crossings.base_rate": "share"}
    return replace(answer, answer=rows, units=units, findings=(*answer.findings, *notes))


def _crossings(
    desk: Desk, moment: datetime, days: Sequence[DayAhead]
) -> tuple[tuple[Crossing, ...], int, tuple[Finding, ...]]:
    """Return a crossing of each line, the horizon they reach, and a note where there are none or they end early."""
    target = TARGETS["reserves"]
    known, kept = target.track(desk.frame(target.inputs, moment)).present(), standing.tables(desk).get(MODEL)
    if kept is None:
        return (), 0, ()  # said already: nothing is kept, so there is no band
    naive = kept.table._replace(centre=kept.table.rivals[:, 0])
    errors, changes = (error_paths(table, int(known.periods[-1]), len(days)) for table in (kept.table, naive))
    reach = errors.shape[1]
    told = [n for n, day in enumerate(days[:reach]) if day.date.weekday() == WEDNESDAY]
    if not len(errors):
        return (), 0, (finding("crossings_without_paths", MODEL, severity="warning", n=PATHS_LEAST),)
    note = (finding("crossings_cut", MODEL, days=reach, n=PATHS_LEAST),) if reach < len(days) else ()
    if not told:
        return (), 0, note
    centre, level = np.array([days[n].value for n in told], np.float64), float(known.values[-1])
    dates = [days[n].date for n in told]
    found = []
    for signal in load_signals():
        if signal.condition != target.id:
            continue
        line, is_below = round(signal.threshold), level < signal.threshold
        shares = shares_below(centre, errors[:, told], line)
        rate = shares_below(np.full(len(told), level), changes[:, told], line)[-1]
        found.append(_crossing(signal.id, line, is_below, shares, float(rate), dates, len(errors)))
    return tuple(found), reach, note


def _crossing(
    signal: str,
    line: int,
    is_below: bool,
    shares: "NDArray[np.float64]",
    rate: float,
    dates: Sequence[date],
    paths: int,
) -> Crossing:
    """Return the odds of one line."""
    if is_below:
        return Crossing(signal, line, True, None, None, None, None, None, paths)
    by_10, by_25, by_50 = (
        next((day for day, share in zip(dates, shares, strict=True) if share >= part), None) for part in REACHED
    )
    return Crossing(signal, line, False, round(float(shares[-1]), 4), round(rate, 4), by_10, by_25, by_50, paths)
