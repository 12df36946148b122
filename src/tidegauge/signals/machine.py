"""The state machine of the signals: a frame and a moment in, the state of every alarm out.

Pure and causal: a state depends on readings up to its own period, so later figures never change a past state, and
nothing that became known after the moment is read. Missing figures make a signal missing, never off. The cost is linear
in the number of readings: some two thousand days for each of two dozen signals.
"""

from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import groupby

import numpy as np

from tidegauge.clock import NEW_YORK
from tidegauge.frame import Frame, Track, from_days, micros
from tidegauge.signals.conditions import CONDITIONS, known_track, observed, part
from tidegauge.signals.record import Record, Spell, record, verdict
from tidegauge.signals.signal import Signal, load_signals
from tidegauge.words.sentence import Sentence


@dataclass(frozen=True, slots=True)
class SignalReading:
    """The reading behind a state, in the unit of its signal."""

    value: float
    unit: str
    period: date
    known_at: datetime


@dataclass(frozen=True, slots=True)
class Month:
    """One month of a signal's history: its first day, the share of its readings that were on, and their number."""

    start: date
    share_on: float | None
    n: int


@dataclass(frozen=True, slots=True)
class SignalState:
    """A signal at a moment.

    Attributes
    ----------
    on : bool or None
        None: missing, because nothing is known or the last reading is too old (`is_stale`).
    is_past : bool or None
        Whether the reading itself is past the threshold; a signal with a reset may be on without.
    on_since : date or None
        First period of the present spell.
    n_on, n, base_rate
        Readings with the signal on, all readings, and their ratio, from `since` (or the first reading, `counted_from`).
    n_past
        Readings past the threshold itself; equal to `n_on` for a signal without reset.
    spells, months
        Its history, oldest first; months without readings have no share.
    record, verdict
        How it did against stress and quiet controls known then, and a sentence on the latter.
    """

    id: str
    name: Sentence
    meaning: Sentence
    on: bool | None
    is_past: bool | None
    is_stale: bool
    reading: SignalReading | None
    threshold: float
    reset: float
    direction: str
    inclusive: bool
    unit: str
    source: tuple[str, ...]
    on_since: date | None
    counted_from: date | None
    n_on: int
    n_past: int
    n: int
    base_rate: float | None
    spells: tuple[Spell, ...]
    months: tuple[Month, ...]
    record: Record
    verdict: Sentence


def inputs() -> tuple[str, ...]:
    """Return every series the signals need, once each."""
    return tuple(dict.fromkeys(s for signal in load_signals() for s in CONDITIONS[signal.condition].inputs))


def evaluate(frame: Frame, as_of: datetime) -> tuple[SignalState, ...]:
    """Return the state of every signal at `as_of`, in the order of `signals.toml`.

    Parameters
    ----------
    frame : Frame
        Whatever of `inputs()` is known; absent series make their signals missing.
    as_of : datetime
        Usually ``frame.as_of``. An earlier moment drops what became known later; values revised in between drop out
        too, so ask the store for a frame of that moment where revisions matter.
    """
    then = known_by(frame, as_of)
    return tuple(state(signal, then) for signal in load_signals())


def state(signal: Signal, frame: Frame) -> SignalState:
    """Return the state of one signal as of the frame's moment."""
    whole = known_track(frame, signal.condition)
    track = None if whole is None else observed(whole.between(signal.since, date.max))
    if track is None or not len(track):
        return _missing(signal, frame.as_of)
    on = np.array(switched(signal, track), bool)
    last = track.point(len(track) - 1)
    is_stale = (frame.as_of.astimezone(NEW_YORK).date() - last.period).days > signal.stale_after_days
    spells = _spells(signal, track, on)
    judged = record(spells, from_days(int(track.periods[0])), last.period, frame.as_of)
    return replace(
        _missing(signal, frame.as_of),
        on=None if is_stale else bool(on[-1]),
        is_past=None if is_stale else signal.is_past(last.value),
        is_stale=is_stale,
        reading=SignalReading(last.value, track.unit.id, last.period, last.known_at),
        on_since=spells[-1].start if on[-1] and not is_stale else None,
        counted_from=from_days(int(track.periods[0])),
        n_on=int(on.sum()),
        n_past=sum(signal.is_past(value) for value in track.values.tolist()),
        n=len(track),
        base_rate=float(on.mean()),
        spells=spells,
        months=_months(track, on),
        record=judged,
        verdict=verdict(judged),
    )


def _missing(signal: Signal, as_of: datetime) -> SignalState:
    """Return the state of a signal of which nothing is known."""
    nothing = record((), date.max, date.min, as_of)
    return SignalState(
        id=signal.id,
        name=Sentence(signal.name_key, {}),
        meaning=Sentence(signal.meaning_key, {}),
        on=None,
        is_past=None,
        is_stale=False,
        reading=None,
        threshold=signal.threshold,
        reset=signal.reset,
        direction=signal.direction,
        inclusive=signal.inclusive,
        unit=signal.unit,
        source=signal.source,
        on_since=None,
        counted_from=None,
        n_on=0,
        n_past=0,
        n=0,
        base_rate=None,
        spells=(),
        months=(),
        record=nothing,
        verdict=verdict(nothing),
    )


def known_by(frame: Frame, as_of: datetime) -> Frame:
    """Return the frame without what became known after `as_of`."""
    if as_of >= frame.as_of:
        return Frame(as_of, frame.tracks)
    return Frame(as_of, {id_: part(track, track.known_at <= micros(as_of)) for id_, track in frame.tracks.items()})


def switched(signal: Signal, track: Track) -> list[bool]:
    """Return, for each reading in order, whether the signal is on; a reading past the threshold turns it on.

    It goes off on the first calm reading at least `off_after_days` after the last one that was not calm.
    """
    on, restless = False, 0
    states = []
    for day, value in zip(track.periods.tolist(), track.values.tolist(), strict=True):
        if signal.is_past(value):
            on = True
        elif on and signal.is_calm(value):
            on = day - restless < signal.off_after_days
        if not signal.is_calm(value):
            restless = day
        states.append(on)
    return states


def _spells(signal: Signal, track: Track, on: "np.ndarray") -> tuple[Spell, ...]:
    """Return the runs of readings with the signal on; the last one is open when it reaches the last reading."""
    furthest = max if signal.direction == "above" else min
    rows = range(len(on))
    spells = []
    for is_on, group in groupby(rows, key=lambda row: bool(on[row])):
        run = list(group)
        if is_on:
            top = furthest(run, key=lambda row: float(track.values[row]))
            first, last, extreme_on = (from_days(int(track.periods[row])) for row in (run[0], run[-1], top))
            end = None if run[-1] == len(on) - 1 else last
            spells.append(Spell(first, end, float(track.values[top]), extreme_on, last))
    return tuple(spells)


def _months(track: Track, on: "np.ndarray") -> tuple[Month, ...]:
    """Return every month from the first reading to the last with the share of its readings that were on."""
    counts: dict[int, list[bool]] = {}
    for day, is_on in zip(track.periods.tolist(), on.tolist(), strict=True):
        period = from_days(day)
        counts.setdefault(period.year * 12 + period.month - 1, []).append(is_on)
    return tuple(
        Month(date(month // 12, month % 12 + 1, 1), sum(found) / len(found) if found else None, len(found))
        for month in range(min(counts), max(counts) + 1)
        for found in [counts.get(month, [])]
    )
