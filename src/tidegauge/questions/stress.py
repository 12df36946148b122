"""The question of funding stress in one number: the index, what it is made of, and whether one gauge does as well."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

import numpy as np

from tidegauge.frame import Finding, Frame, finding, from_days
from tidegauge.indicators import funding_state
from tidegauge.models import stress_index
from tidegauge.models.stress_index import Index, Separation
from tidegauge.questions.answer import Answer, exact, origins, unit_name
from tidegauge.questions.desk import Desk
from tidegauge.signals import episodes
from tidegauge.signals.episodes import Episode
from tidegauge.words.sentence import Words

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["Marked", "Part", "Separation", "Stress", "stress"]

UNITS = {"value": "0 to 100", "contribution": "index", "rank": "share", "area": "share", "lead": "share"}
UNITS |= {"ordinary_raised": "share", "ordinary_raised_year": "share"}
EVE = 2  # business days: what is published on the evening before a day is that of two days before it
RAISED = 0.75  # share of the days so far that an index must exceed to count as raised
YEAR = 260


@dataclass(frozen=True, slots=True)
class Part:
    """One gauge's part in the index; `rank` is its share of figures below, None of a gauge that is not known."""

    gauge: str
    value: float | int | None
    unit: str
    period: date | None
    weight: float
    rank: float | None
    contribution: float | None


@dataclass(frozen=True, slots=True)
class Marked:
    """An episode and the highest index in it; `share` of the days up to that one had an index at most as high."""

    id: str
    kind: str
    names: Mapping[str, str]
    start: date
    highest: float
    share: float
    is_raised: bool


@dataclass(frozen=True, slots=True)
class Stress:
    """The index of the last day that every daily gauge is published for.

    `share` of all days so far had an index at most as high; `known` is the share of the weights behind it. `best` is
    the gauge that alone tells stress days best, and `beats_best` whether the index does better beyond chance (the 90 %
    interval of its lead lies above 0). `same_day` reads the day itself, `evening_before` what was out by then.
    `ordinary_raised` is the share of the days outside every episode of stress on which the index was raised as well,
    `ordinary_raised_year` the same among the last year's; None without such days.
    """

    day: date
    value: float
    share: float
    known: float
    parts: tuple[Part, ...]
    stress_days: int
    days: int
    best: str | None
    beats_best: bool
    same_day: tuple[Separation, ...]
    evening_before: tuple[Separation, ...]
    marked: tuple[Marked, ...]
    ordinary_raised: float | None
    ordinary_raised_year: float | None
    year: tuple[tuple[date, float], ...]


def stress(desk: Desk, *, as_of: datetime | None = None) -> Answer:
    """Answer with the stress index, its contributions, and how it and every gauge alone tell stress from calm.

    Raises
    ------
    TooLittleHistory
        On no day are gauges of enough weight known and a year old.
    """
    moment = desk.moment(as_of)
    frame = desk.frame(funding_state.inputs(), moment)
    state = funding_state.state(frame)
    found = stress_index.index(state)
    known = [episode for kind in ("stress", "control") for episode in episodes.known(kind, moment)]
    days = {day for episode in known if episode.kind == "stress" for day in _days(episode)}
    same_day = stress_index.separations(found, days)
    best = _best(same_day)
    last = int(np.flatnonzero(~np.isnan(found.values))[-1])
    shares = stress_index.shares_so_far(found.values)
    ordinary = _ordinary(found, shares, days)
    answer = Stress(
        day=from_days(int(found.days[last])),
        value=round(float(found.values[last]), 1),
        share=float(shares[last]),
        known=round(float(found.known[last]), 10),
        parts=tuple(_parts(found, state, last)),
        stress_days=sum(from_days(day) in days for day in found.days.tolist()),
        days=len(found.days),
        best=best.name if best else None,
        beats_best=best is not None and best.lead_low > 0,
        same_day=tuple(same_day),
        evening_before=tuple(stress_index.separations(found, days, lag=EVE)),
        marked=tuple(_marked(found, shares, known)),
        ordinary_raised=_raised(ordinary),
        ordinary_raised_year=_raised(ordinary[-YEAR:]),
        year=tuple((from_days(int(day)), round(float(value), 1)) for day, value in _year(found)),
    )
    notes = _notes(answer.parts)
    return Answer("stress", moment, answer, UNITS, origins(frame), (*desk.findings(), *notes), desk.bundled_until)


def _days(episode: Episode) -> list[date]:
    return [episode.start + timedelta(days=n) for n in range(episode.length_days)]


def _best(lines: Sequence[Separation]) -> Separation | None:
    """Return the single gauge with the largest area; None while nothing can be told."""
    alone = [line for line in lines[1:] if line.area == line.area]
    return max(alone, key=lambda line: line.area) if alone else None


def _ordinary(found: Index, shares: "NDArray[np.float64]", stress_days: Collection[date]) -> "NDArray[np.float64]":
    """Return the shares of the days outside every episode of stress, in order, days without an index left out."""
    is_stress = np.array([from_days(day) in stress_days for day in found.days.tolist()])
    ordinary: NDArray[np.float64] = shares[~is_stress & ~np.isnan(shares)]
    return ordinary


def _raised(shares: "NDArray[np.float64]") -> float | None:
    """Return how many of some days had a raised index [share]; None of none."""
    return float(np.mean(shares > RAISED)) if len(shares) else None


def _parts(found: Index, state: Frame, last: int) -> list[Part]:
    """Return what each gauge adds on a day, the largest first; one that is not known adds nothing."""
    parts = []
    for n, gauge in enumerate(found.gauges):
        track, added = state[gauge], float(found.contributions[n, last])
        weight = stress_index.WEIGHTS[gauge]
        lag = stress_index.WEEKLY_FROM if gauge in stress_index.WEEKLY else 0
        point = track.on_or_before(from_days(int(found.days[last]) - lag))
        is_known = added == added and point is not None
        parts.append(
            Part(
                gauge,
                exact(point.value, track.unit.id) if is_known and point else None,
                unit_name(track.unit.id),
                point.period if is_known and point else None,
                weight,
                round(added / stress_index.FULL / weight * float(found.known[last]), 10) if is_known else None,
                round(added, 2) if is_known else None,
            )
        )
    return sorted(parts, key=lambda part: -(part.contribution or 0.0))


def _marked(found: Index, shares: "NDArray[np.float64]", known: Sequence[Episode]) -> list[Marked]:
    """Return the highest index of every episode that has one, judged by the days up to it alone."""
    rows = {from_days(day): n for n, day in enumerate(found.days.tolist())}
    marked = []
    for episode in known:
        within = [rows[day] for day in _days(episode) if day in rows and not np.isnan(found.values[rows[day]])]
        if within:
            top = max(within, key=lambda row: float(found.values[row]))
            share, highest, names = float(shares[top]), round(float(found.values[top]), 1), episode.names
            marked.append(Marked(episode.id, episode.kind, names, episode.start, highest, share, share > RAISED))
    return marked


def _year(found: Index) -> list[tuple[int, float]]:
    """Return the last year of the index, days without one left out."""
    pairs = zip(found.days.tolist(), found.values.tolist(), strict=True)
    return [(day, value) for day, value in pairs if value == value][-YEAR:]


def _notes(parts: Sequence[Part]) -> list[Finding]:
    """Return a finding for every gauge whose weight went to the others."""
    lacking = [part.gauge for part in parts if part.rank is None]
    return [
        finding("stress_gauge_missing", gauge, severity="warning", gauge=Words(f"gauges.{gauge}.name"))
        for gauge in lacking
    ]
