"""Walk-forward: the only way to score a model.

    at every refit day R   fitted = model.fit(frame known at R)
    at every origin D ≥ R  forecast = fitted.predict(frame known at D)      and the rivals', from the same frame
    then, origin by origin the outcomes known by then, and bands from nothing but the errors known by then
    at last                the outcome as the judging frame has it

Whatever is computed at an origin comes from frames known at origins up to it, so nothing later can change it. A stretch
is the origins between two refits: the unit of work that may run anywhere in any order, and is kept once finished.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from tidegauge.errors import TooLittleHistory
from tidegauge.frame import Frame, from_days
from tidegauge.models import conformal
from tidegauge.models.base import FED, LEVELS, Model, as_of_origin, business_days_after, day_numbers
from tidegauge.models.rivals import RIVALS, rival_values
from tidegauge.models.targets import TARGETS, Target

if TYPE_CHECKING:
    from numpy.typing import NDArray

Frames = Callable[[datetime], Frame]
"""What was known of a model's inputs at a moment."""


FORGOTTEN_AFTER_DAYS = 60  # a day without a figure by then, such as a Thursday of a Wednesday series, will have none


@dataclass(frozen=True, slots=True)
class Schedule:
    """When forecasts are made and how far they look.

    `origins` are business days in order, `horizons` in business days, and `refits` the days whose frames the model is
    fitted to; an origin uses the last refit up to it, so the first refit lies on or before the first origin.
    """

    origins: tuple[date, ...]
    horizons: tuple[int, ...]
    refits: tuple[date, ...]

    def stretches(self) -> "tuple[Stretch, ...]":
        """Return the origins between refits, in order; a refit without an origin is left out."""
        edges = (*self.refits, date.max)
        return tuple(
            Stretch(refit, chosen, self.horizons)
            for refit, following in pairwise(edges)
            if (chosen := tuple(day for day in self.origins if refit <= day < following))
        )


class Stretch(NamedTuple):
    """The origins that share one fit."""

    refit: date
    origins: tuple[date, ...]
    horizons: tuple[int, ...]


class Table(NamedTuple):
    """Forecasts, one a row, by origin and within it by horizon; shapes (n,), (n, len(LEVELS)) and (n, n_rivals).

    `quantiles` are the model's own before and the bands after `with_bands`; `outcome` is NaN until `judged`. Amounts in
    the unit of the target, days since 1970-01-01.
    """

    origin: "NDArray[np.int32]"
    horizon: "NDArray[np.int16]"
    day: "NDArray[np.int32]"
    centre: "NDArray[np.float64]"
    scale: "NDArray[np.float64]"
    quantiles: "NDArray[np.float64]"
    rivals: "NDArray[np.float64]"
    outcome: "NDArray[np.float64]"

    def rows(self, chosen: "NDArray[np.bool_] | NDArray[np.int64]") -> "Table":
        """Return some of the forecasts."""
        return Table._make(column[chosen] for column in self)

    def banded(self) -> "Table":
        """Return the forecasts that have a band."""
        return self.rows(np.flatnonzero(~np.isnan(self.quantiles).any(axis=1)))


def business_origins(start: date, end: date, *, every: int = 1) -> tuple[date, ...]:
    """Return every so many-th business day from `start` to `end`; 5 gives about weekly origins.

    >>> len(business_origins(date(2025, 11, 24), date(2025, 11, 30)))
    4
    """
    return tuple(FED.open_days(start, end)[::every])


def half_yearly(start: date, end: date) -> tuple[date, ...]:
    """Return `start` and every first business day of January and July after it up to `end`.

    >>> [day.isoformat() for day in half_yearly(date(2025, 3, 3), date(2026, 2, 1))]
    ['2025-03-03', '2025-07-01', '2026-01-02']
    """
    firsts = (FED.on_or_after(date(year, month, 1)) for year in range(start.year, end.year + 1) for month in (1, 7))
    return (start, *(day for day in firsts if start < day <= end))


def forecasts(model: Model, frames: Frames, stretch: Stretch) -> Table:
    """Return a model's forecasts of one stretch with the rivals' beside them; bands and outcomes are left open.

    Where the model says that it cannot be fitted or cannot forecast from an origin for want of figures, the centre is
    NaN: a marked gap.
    """
    target = TARGETS[model.target]
    try:
        fitted = model.fit(frames(as_of_origin(stretch.refit)))
    except TooLittleHistory:
        fitted = None
    parts = []
    for origin in stretch.origins:
        frame = frames(as_of_origin(origin))
        days = business_days_after(origin, max(stretch.horizons))
        wanted = np.array(stretch.horizons) - 1
        rivals = rival_values(target, frame, origin, [days[n] for n in wanted.tolist()])
        try:
            found = None if fitted is None else fitted.predict(frame, days)
        except TooLittleHistory:
            found = None
        count = len(days)
        centre, scale = (np.full(count, np.nan), np.ones(count)) if found is None else (found.centre, found.scale)
        own = None if found is None else found.quantiles
        base = np.tile(centre, (len(LEVELS), 1)) if own is None else own
        parts.append(
            Table(
                np.full(len(wanted), day_numbers([origin])[0], np.int32),
                np.array(stretch.horizons, np.int16),
                day_numbers(days)[wanted],
                centre[wanted],
                scale[wanted],
                base.T[wanted],
                rivals,
                np.full(len(wanted), np.nan),
            )
        )
    return joined(parts)


def joined(parts: Sequence[Table]) -> Table:
    """Return tables below one another, in order of origin whatever the order they come in."""
    if not parts:
        empty = np.zeros(0)
        return Table(
            empty.astype(np.int32), empty.astype(np.int16), empty.astype(np.int32), empty, empty,
            np.zeros((0, len(LEVELS))), np.zeros((0, len(RIVALS))), empty,
        )  # fmt: skip
    together = Table._make(np.concatenate(columns) for columns in zip(*parts, strict=True))
    return together.rows(np.lexsort((together.horizon, together.origin)))


def with_bands(table: Table, target: Target, frames: Frames, settings: conformal.Settings | None = None) -> Table:
    """Return the forecasts with adaptive conformal bands as `quantiles`, from errors known at each origin."""
    seen, seen_at = first_known(table, target, frames)
    banded = np.full_like(table.quantiles, np.nan)
    for rows in by_horizon(table):
        part = table.rows(rows)
        past = conformal.Past(part.day, part.quantiles, part.scale, seen[rows], seen_at[rows])
        banded[rows] = conformal.bands(past, settings)
    return table._replace(quantiles=banded)


def by_horizon(table: Table) -> "Iterator[NDArray[np.int64]]":
    """Yield the rows of each horizon, in order of origin."""
    for horizon in np.unique(table.horizon).tolist():
        yield np.flatnonzero(table.horizon == horizon)


def first_known(table: Table, target: Target, frames: Frames) -> "tuple[NDArray[np.float64], NDArray[np.int64]]":
    """Return each forecast's outcome as first known at an origin, and which origin that was; NaN and n where never.

    A later revision of the figure does not change what was learnt from it.
    """
    origins = np.unique(table.origin)
    outcome, seen_at = np.full(len(table.day), np.nan), np.full(len(table.day), len(origins), np.int64)
    pending = np.arange(len(table.day))
    for position, number in enumerate(origins.tolist()):
        due = pending[(table.day[pending] <= number) & (table.origin[pending] < number)]
        if not len(due):
            continue
        track = target.track(frames(as_of_origin(from_days(number))))
        value = target.realised(track, table.origin[due], table.day[due])
        known = ~np.isnan(value)
        outcome[due[known]], seen_at[due[known]] = value[known], position
        settled = due[known | (number - table.day[due] > FORGOTTEN_AFTER_DAYS)]
        pending = np.setdiff1d(pending, settled, assume_unique=True)
    return outcome, seen_at


def judged(table: Table, target: Target, frame: Frame) -> Table:
    """Return the forecasts with their outcomes as the judging frame has them."""
    return table._replace(outcome=target.realised(target.track(frame), table.origin, table.day))


def walk(
    model: Model,
    frames: Frames,
    schedule: Schedule,
    judge: Frame,
    *,
    settings: conformal.Settings | None = None,
) -> Table:
    """Return every forecast of a schedule with bands and outcomes, one after the other in this process.

    Parameters
    ----------
    model : Model
        Fitted on each refit day to what was known then.
    frames : callable, datetime -> Frame
        What was known at a moment of the model's and the target's inputs.
    schedule : Schedule
        Origins, horizons and refit days.
    judge : Frame
        The outcomes, read as of the judging moment.

    Raises
    ------
    HorizonBeyondCalendar
        The last horizon of the last origin lies after the calendars' checked years.
    """
    target = TARGETS[model.target]
    table = joined([forecasts(model, frames, stretch) for stretch in schedule.stretches()])
    return judged(with_bands(table, target, frames, settings), target, judge)
