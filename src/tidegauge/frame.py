"""Frame: a table of series as of a moment, with units; the only thing numbers travel in.

A frame holds what was known at `as_of` and nothing later, so whatever is computed from it cannot look ahead. Windows
are spans of time, never counts of rows: twelve rows are twelve days of SOFR and twelve weeks of reserves.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from tidegauge.clock import in_new_york
from tidegauge.errors import MissingFigures, UnitMismatch
from tidegauge.units import Unit
from tidegauge.words.sentence import Fact, Sentence

if TYPE_CHECKING:
    from numpy.typing import NDArray

EPOCH = date(1970, 1, 1)


class Observation(NamedTuple):
    """One value of a series for one period, in the catalogue's unit, as a source or a file gives it.

    `value` is None where the publisher says "missing". `vintage` is the publisher's own moment or day of publication
    where it gives one; a bare day takes the clock of the release rule.
    """

    series: str
    period: date
    value: float | None
    vintage: date | datetime | None = None


class Finding(NamedTuple):
    """A fact about the quality of figures: a value, not an exception. All are collected, none stops a run.

    `check` names what was looked at; its words stand under ``findings.<check>``. Severities: note < warning < error.
    """

    check: str
    subject: str
    period: date | None
    detail: Sentence
    severity: str


def finding(check: str, subject: str, period: date | None = None, *, severity: str = "note", **facts: Fact) -> Finding:
    """Return a finding with its facts.

    >>> finding("unknown_file", "odd.csv", severity="warning").detail.key
    'findings.unknown_file'
    """
    return Finding(check, subject, period, Sentence(f"findings.{check}", facts), severity)


class Point(NamedTuple):
    """One known value with everything needed to quote it."""

    series: str
    period: date
    value: float
    known_at: datetime
    known_by: str


@dataclass(frozen=True, slots=True)
class Track:
    """The values of one series known at a moment, in order of period.

    `periods` are days since 1970-01-01 [int32], `values` floats with NaN where the publisher says "missing",
    `known_at` microseconds since 1970-01-01 UTC [int64]; all of shape (n,).
    """

    series: str
    unit: Unit
    periods: "NDArray[np.int32]"
    values: "NDArray[np.float64]"
    known_at: "NDArray[np.int64]"
    known_by: "NDArray[np.int8]"

    def __len__(self) -> int:
        return len(self.periods)

    def point(self, position: int) -> Point:
        """Return the value at an index as a quotable point."""
        return Point(
            self.series,
            from_days(int(self.periods[position])),
            float(self.values[position]),
            from_micros(int(self.known_at[position])),
            KNOWN_BY[int(self.known_by[position])],
        )

    def latest(self) -> Point | None:
        """Return the last known value, or None when nothing is known."""
        return self.on_or_before(date.max)

    def on_or_before(self, day: date) -> Point | None:
        """Return the last known value for `day` or the closest period before it."""
        position = int(np.searchsorted(self.periods, days(day), side="right")) - 1
        while position >= 0 and np.isnan(self.values[position]):
            position -= 1
        return self.point(position) if position >= 0 else None

    def at(self, day: date) -> Point | None:
        """Return the value for exactly `day`, or None."""
        position = int(np.searchsorted(self.periods, days(day)))
        if position == len(self) or self.periods[position] != days(day) or np.isnan(self.values[position]):
            return None
        return self.point(position)

    def present(self) -> "Track":
        """Return the part the publisher gave a value for; what it marks as missing is left out, never filled."""
        if not np.isnan(self.values).any():
            return self
        part = ~np.isnan(self.values)
        return Track(
            self.series, self.unit, self.periods[part], self.values[part], self.known_at[part], self.known_by[part]
        )

    def between(self, start: date, end: date) -> "Track":
        """Return the part from `start` to `end`, both included."""
        low = int(np.searchsorted(self.periods, days(start)))
        high = int(np.searchsorted(self.periods, days(end), side="right"))
        part = slice(low, high)
        return Track(
            self.series, self.unit, self.periods[part], self.values[part], self.known_at[part], self.known_by[part]
        )

    def window(self, span: timedelta) -> "Track":
        """Return the part within `span` of the last period. Spans are time; a count of rows is refused by type."""
        if not isinstance(span, timedelta):
            raise UnitMismatch(left="a number of rows", right="a span of time")
        last = self.latest()
        return self if last is None else self.between(last.period - span + timedelta(days=1), last.period)

    def __iter__(self) -> Iterator[tuple[date, float]]:
        """Iterate over (period, value), leaving out what the publisher marks as missing."""
        for day, value in zip(self.periods.tolist(), self.values.tolist(), strict=True):
            if value == value:
                yield from_days(day), value


KNOWN_BY = ("published", "release_rule", "fetched")


@dataclass(frozen=True, slots=True)
class Frame:
    """Tracks of several series as of one moment."""

    as_of: datetime
    tracks: Mapping[str, Track]

    def __getitem__(self, series: str) -> Track:
        return self.tracks[series]

    def __contains__(self, series: str) -> bool:
        return series in self.tracks and len(self.tracks[series]) > 0

    def latest(self, series: str) -> Point | None:
        """Return the last known point of a series."""
        return self.tracks[series].latest()

    def require(self, series: str) -> Point:
        """Return the last known point, or raise MissingFigures."""
        point = self.latest(series)
        if point is None:
            raise MissingFigures(series=series, as_of=in_new_york(self.as_of))
        return point


def days(day: date) -> int:
    """Return days since 1970-01-01."""
    return (day - EPOCH).days


def from_days(number: int) -> date:
    """Return the date `number` days after 1970-01-01."""
    return EPOCH + timedelta(days=number)


def micros(moment: datetime) -> int:
    """Return microseconds since 1970-01-01 UTC, exactly."""
    return (moment - datetime(1970, 1, 1, tzinfo=UTC)) // timedelta(microseconds=1)


def from_micros(number: int) -> datetime:
    """Return the UTC moment `number` microseconds after 1970-01-01."""
    return datetime(1970, 1, 1, tzinfo=UTC) + timedelta(microseconds=number)


def track(series: str, unit: Unit, points: Iterable[tuple[date, float]], known_at: datetime) -> Track:
    """Build a track from pairs, all known at one moment: for derived gauges, examples and tests.

    >>> from tidegauge.units import UNITS
    >>> track("x", UNITS["usd"], [(date(2025, 1, 1), 1.0)], datetime(2025, 1, 2, tzinfo=UTC)).latest().value
    1.0
    """
    pairs = sorted(points)
    return Track(
        series,
        unit,
        np.array([days(day) for day, _ in pairs], np.int32),
        np.array([value for _, value in pairs], np.float64),
        np.full(len(pairs), micros(known_at), np.int64),
        np.full(len(pairs), 1, np.int8),
    )
