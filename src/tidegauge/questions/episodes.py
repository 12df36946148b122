"""The question of episodes: the library of what happened, and any two of them side by side, day by day.

The library is that of the signals, as known at the moment: an episode nobody had noticed yet is not in it. The
stretches of `hindcast` are listed beside it, and any date can stand for an episode.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from tidegauge.business_days import CALENDARS
from tidegauge.catalogue.series import load
from tidegauge.clock import NEW_YORK
from tidegauge.errors import InvalidMoment, UsageError
from tidegauge.frame import Finding, Frame, Track, finding, from_days
from tidegauge.indicators.funding_state import STATE
from tidegauge.indicators.gauges import GAUGES
from tidegauge.questions.answer import Answer, exact, origins, unit_name
from tidegauge.questions.desk import Desk
from tidegauge.scenarios.hindcast.episodes import stretches
from tidegauge.signals.episodes import KINDS, begun
from tidegauge.words import LANGUAGES, Phrase
from tidegauge.words.nearest import nearest

FED = CALENDARS["fed"]
BY_ID = {gauge.id: gauge for gauge in (*STATE, *GAUGES)}
SHOWN = ("sofr_iorb_bp", "reserves", "tga")
MOST = 2
STRETCH = "stretch"


@dataclass(frozen=True, slots=True)
class Listed:
    """An episode; `kind` is stress, control, shutdown, debt_limit, stretch (one that hindcast runs again) or date."""

    id: str
    kind: str
    names: Mapping[str, str]
    start: date
    end: date


@dataclass(frozen=True, slots=True)
class Line:
    """One gauge around one episode.

    `values` hold (business days from day 0, date, value), None where no figure of the day is published; `before` is the
    last value before day 0 and `furthest` the one from day 0 on that lies furthest from it, on day `furthest_on`.
    """

    episode: str
    gauge: str
    unit: str
    values: tuple[tuple[int, date, float | int | None], ...]
    before: float | int | None
    furthest: float | int | None
    furthest_on: int | None


@dataclass(frozen=True, slots=True)
class Episodes:
    """The library, and what was aligned: `days` business days on both sides of each episode's first."""

    library: tuple[Listed, ...]
    aligned: tuple[Listed, ...]
    days: int
    lines: tuple[Line, ...]


def episodes(
    desk: Desk,
    *,
    episode: Sequence[str] = (),
    gauge: Sequence[str] = SHOWN,
    days: int = 10,
    as_of: datetime | None = None,
) -> Answer:
    """Answer with the library of episodes, and one or two of them aligned on some gauges.

    Day 0 is an episode's first day, or the next business day. An id, or a date such as 2019-09-17, stands for one; a
    gauge is one of the brief's, one of the funding state's, or any series of the catalogue.

    Raises
    ------
    UsageError
        More than two episodes, or a name or a gauge that does not exist.
    InvalidMoment
        A date that lies after the as-of.
    """
    moment = desk.moment(as_of)
    today = moment.astimezone(NEW_YORK).date()
    library = _library(moment)
    if len(episode) > MOST:
        raise UsageError(detail=Phrase("episodes.wrong.many", most=MOST))
    aligned = tuple(_find(said, library, today) for said in episode)
    tracks = {name: _gauge(name) for name in dict.fromkeys(gauge)}
    inputs = dict.fromkeys(series for read, _ in tracks.values() for series in read) if aligned else {}
    frame = desk.frame(inputs, moment)
    drawn = {name: track(frame).present() for name, (_, track) in tracks.items()} if aligned else {}
    lines = tuple(_line(one, name, track, days, today) for name, track in drawn.items() for one in aligned)
    found = Episodes(library, aligned, days, lines)
    units = {line.gauge: line.unit for line in lines}
    findings = (*desk.findings(), *_notes(lines))
    return Answer("episodes", moment, found, units, origins(frame), findings, desk.bundled_until)


def _library(moment: datetime) -> tuple[Listed, ...]:
    """Return every episode that had begun and was known, then the stretches that were over."""
    known = [Listed(one.id, one.kind, one.names, one.start, one.end) for kind in KINDS for one in begun(kind, moment)]
    ids, today = {one.id for one in known}, moment.astimezone(NEW_YORK).date()
    again = [
        Listed(one.id, STRETCH, one.names, one.start, one.end)
        for one in stretches().values()
        if one.id not in ids and one.end < today
    ]
    return (*known, *again)


def _find(said: str, library: Sequence[Listed], today: date) -> Listed:
    """Return the episode that a name or a date stands for."""
    by_id = {one.id: one for one in library}
    if said in by_id:
        return by_id[said]
    try:
        day = date.fromisoformat(said)
    except ValueError as error:
        like = nearest(said, by_id)
        key = "episodes.wrong.name" if like else "episodes.wrong.name_alone"
        raise UsageError(detail=Phrase(key, said=said, nearest=like)) from error
    if day > today:
        raise InvalidMoment(text=said, detail="it lies after the as-of")
    return Listed(said, "date", dict.fromkeys(LANGUAGES, said), day, day)


def _gauge(name: str) -> tuple[tuple[str, ...], Callable[[Frame], Track]]:
    """Return what a gauge reads and how; a series reads itself."""
    if name in BY_ID:
        return BY_ID[name].inputs, BY_ID[name].track
    if name not in load():
        like = nearest(name, (*BY_ID, *load()))
        key = "episodes.wrong.gauge" if like else "episodes.wrong.gauge_alone"
        raise UsageError(detail=Phrase(key, said=name, nearest=like))
    return (name,), lambda frame: frame[name]


def _line(one: Listed, gauge: str, track: Track, days: int, today: date) -> Line:
    """Return a gauge around an episode; what is after today is left out."""
    unit, zero = track.unit.id, FED.on_or_after(one.start)
    values: list[tuple[int, date, float | int | None]] = []
    for offset in range(-days, days + 1):
        day = FED.add(zero, offset)
        if day <= today:
            values.append((offset, day, exact(_of_day(track, day), unit)))
    before = next((value for offset, _, value in reversed(values) if offset < 0 and value is not None), None)
    after = [(offset, value) for offset, _, value in values if offset >= 0 and value is not None]
    furthest_on, furthest = None, None
    if after and before is not None:
        level = before
        furthest_on, furthest = max(after, key=lambda pair: abs(pair[1] - level))
    return Line(one.id, gauge, unit_name(unit), tuple(values), before, furthest, furthest_on)


def _of_day(track: Track, day: date) -> float | None:
    """Return the value of a day, or of the closed days since the business day before it; never an older one."""
    point = track.between(from_days(0), day).latest() if len(track) else None
    return point.value if point is not None and point.period > FED.previous_open(day) else None


def _notes(lines: Sequence[Line]) -> list[Finding]:
    """Return a finding for every gauge that has no figure around an episode."""
    return [
        finding("episode_without_figures", line.gauge, severity="warning", gauge=line.gauge, episode=line.episode)
        for line in lines
        if all(value is None for _, _, value in line.values)
    ]
