"""The gauges as the brief answers them: reading, freshness, sparkline, and what is missing."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import lru_cache

from tidegauge.catalogue.releases import load_releases
from tidegauge.catalogue.series import find, publishers, short_publisher
from tidegauge.clock import NEW_YORK
from tidegauge.frame import Frame, Track
from tidegauge.indicators import reading
from tidegauge.indicators.gauges import GAUGES, Gauge
from tidegauge.questions.answer import exact, unit_name
from tidegauge.signals.machine import SignalState
from tidegauge.signals.signal import load_signals

YEAR = timedelta(days=366)
SPARK_POINTS = 120
AHEAD_DAYS = {"day": 15, "business_day": 15, "week": 21, "month": 70, "quarter": 200, "year": 740}
"""Days after the last period that was due within which the next one lies."""

STALENESS = ("fresh", "due", "late", "missing", "unopened")


@dataclass(frozen=True, slots=True)
class Freshness:
    """How fresh a figure is: `state` is fresh, due (out later today), late (it should be out), missing or unopened.

    `expected` is the period that should be known by the release rule, `next_at` the moment of the next release;
    `series` (`names`) is what the state speaks of, `last` its last known period: of a gauge of several series the
    stalest one, so `last` can lie before the period the gauge shows. Before it `begins` a series is unopened.
    """

    state: str
    expected: date | None
    next_at: datetime | None
    series: str = ""
    last: date | None = None
    begins: date | None = None
    names: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class GaugeReading:
    """One gauge of the brief. Money is whole dollars, spreads whole basis points; None where nothing is known.

    `signal` is "on" when any signal that reads the gauge is on, "off" when all are off, None without a known one.
    """

    id: str
    value: float | int | None
    unit: str
    period: date | None
    change_1w: float | int | None
    percentile: float | None
    signal: str | None
    known_at: datetime | None
    ranked: int
    ranked_since: date
    extreme: reading.Extreme | None
    freshness: Freshness
    publisher: str
    short_publisher: Mapping[str, str]
    series: tuple[str, ...]
    year: tuple[tuple[date, float], ...]


def read_all(frame: Frame, states: Iterable[SignalState]) -> tuple[GaugeReading, ...]:
    """Return every gauge, with the state of the signals that read it."""
    lit = {state.id: state.on for state in states}
    lamps: dict[str, list[bool]] = {}
    for signal in load_signals():
        if (is_on := lit.get(signal.id)) is not None:
            lamps.setdefault(signal.condition, []).append(is_on)
    return tuple(_read(gauge, gauge.track(frame), frame, lamps.get(gauge.id, [])) for gauge in GAUGES)


def _read(gauge: Gauge, track: Track, frame: Frame, lamps: list[bool]) -> GaugeReading:
    found = reading.read(gauge.id, track, gauge.ranked_since)
    main = find(gauge.inputs[0])
    unit = track.unit.id
    return GaugeReading(
        id=gauge.id,
        value=exact(found.value, unit) if found else None,
        unit=unit_name(unit),
        period=found.period if found else None,
        change_1w=exact(found.change_1w, unit) if found else None,
        percentile=found.percentile if found else None,
        signal=("on" if any(lamps) else "off") if lamps else None,
        known_at=found.known_at if found else None,
        ranked=found.ranked if found else 0,
        ranked_since=gauge.ranked_since,
        extreme=found.extreme if found else None,
        freshness=_stalest(gauge, frame, is_read=found is not None),
        publisher=publishers()[main.publisher]["en"],
        short_publisher=short_publisher(main.publisher),
        series=gauge.inputs,
        year=_year(track, frame.as_of.astimezone(NEW_YORK).date()),
    )


def _stalest(gauge: Gauge, frame: Frame, *, is_read: bool) -> Freshness:
    """Return the freshness of a gauge: that of its stalest input; missing where the inputs make no reading yet."""
    if not is_read:
        return freshness(gauge.inputs[0], None, frame.as_of)
    states = []
    for series in gauge.inputs:
        last = frame.latest(series)
        states.append(freshness(series, last.period if last else None, frame.as_of))
    return max(states, key=lambda found: STALENESS.index(found.state))


def _year(track: Track, today: date) -> tuple[tuple[date, float], ...]:
    """Return the last year of a track, thinned to what a sparkline can show; first and last points stay."""
    points = list(track.between(today - YEAR, today))
    step = -(-len(points) // SPARK_POINTS) or 1
    return tuple(points[::-1][::step][::-1])


def freshness(series: str, period: date | None, as_of: datetime) -> Freshness:
    """Compare the last known period of a series with what its release rule says should be known."""
    entry = find(series)
    expected, next_at = _rule(entry.release.id, entry.frequency, as_of)
    today = as_of.astimezone(NEW_YORK).date()
    if period is None and entry.begins is not None and today < entry.begins:
        return Freshness("unopened", None, None, series, begins=entry.begins, names=entry.names)
    if period is None:
        return Freshness("missing", expected, next_at, series, names=entry.names)
    if expected is not None and period < expected:
        return Freshness("late", expected, next_at, series, period, names=entry.names)
    is_due = next_at is not None and next_at.astimezone(NEW_YORK).date() == today
    return Freshness("due" if is_due else "fresh", expected, next_at, series, period, names=entry.names)


def next_release(series: str, as_of: datetime) -> datetime | None:
    """Return the next moment at which the release rule promises a figure, or None for irregular series."""
    entry = find(series)
    return _rule(entry.release.id, entry.frequency, as_of)[1]


@lru_cache(maxsize=512)
def _rule(release: str, frequency: str, as_of: datetime) -> tuple[date | None, datetime | None]:
    """Return the latest period a release should have brought and when it brings the next; most series share both."""
    rule = load_releases()[release]
    last = rule.due(frequency, as_of)
    if last is None:
        return None, None
    ahead = rule.periods(frequency, last + timedelta(days=1), last + timedelta(days=AHEAD_DAYS[frequency]))
    return last, next((moment for day in ahead if (moment := rule.known_at(day)) > as_of), None)
