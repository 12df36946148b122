"""What changed since a moment: which release changed which reading."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from tidegauge.catalogue.series import find
from tidegauge.frame import Frame
from tidegauge.indicators.gauges import GAUGES, Gauge
from tidegauge.questions.answer import exact, unit_name


@dataclass(frozen=True, slots=True)
class Change:
    """One gauge that reads differently now: before, after, and the release that made the difference."""

    gauge: str
    unit: str
    before: float | int | None
    before_period: date | None
    after: float | int
    after_period: date
    series: str
    release: str
    release_names: Mapping[str, str]
    known_at: datetime


def changes_between(earlier: Frame, later: Frame) -> tuple[Change, ...]:
    """Return the gauges whose last reading differs between two frames, in the order of their releases."""
    found = [change for gauge in GAUGES if (change := _change(gauge, earlier, later)) is not None]
    return tuple(sorted(found, key=lambda change: (change.known_at, change.gauge)))


def _change(gauge: Gauge, earlier: Frame, later: Frame) -> Change | None:
    now, then = gauge.track(later).latest(), gauge.track(earlier).latest()
    if now is None or (then is not None and (then.period, then.value) == (now.period, now.value)):
        return None
    candidates = [point for series in gauge.inputs if (point := later[series].on_or_before(now.period)) is not None]
    cause = max(candidates, key=lambda point: point.known_at)
    unit = gauge.track(later).unit.id
    return Change(
        gauge=gauge.id,
        unit=unit_name(unit),
        before=None if then is None else exact(then.value, unit),
        before_period=None if then is None else then.period,
        after=exact(now.value, unit) or 0,
        after_period=now.period,
        series=cause.series,
        release=find(cause.series).release.id,
        release_names=find(cause.series).release.names,
        known_at=cause.known_at,
    )
