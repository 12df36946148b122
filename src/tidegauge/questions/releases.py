"""The question of releases: what had just been published at a moment, and what the release rules bring next.

What is behind the moment comes from the figures themselves, each with the time it became known. What lies ahead comes
from the release rules, exceptions included: it serves to step from release to release along the record and claims
nothing about what had been announced by then; `calendar` says that.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from tidegauge.catalogue.releases import Release, load_releases
from tidegauge.catalogue.series import load
from tidegauge.clock import NEW_YORK
from tidegauge.frame import Frame, from_micros, micros
from tidegauge.questions.answer import Answer
from tidegauge.questions.desk import Desk

REACH_DAYS = {"day": 45, "business_day": 45, "week": 60, "month": 200, "quarter": 400, "year": 900}
"""Days before a moment within which the period lies whose figure comes next."""
ANNOUNCED_DAYS = 45  # figures known before their day (policy rates, auctions that settle later) lie this far ahead


@dataclass(frozen=True, slots=True)
class Published:
    """One release: when, and how many series it brought or brings; `is_out` at the moment that was asked about."""

    release: str
    names: Mapping[str, str]
    at: datetime
    series: int
    is_out: bool


@dataclass(frozen=True, slots=True)
class Releases:
    """Releases from one day to another in order of time; the moments to step to are None where none is in reach."""

    releases: tuple[Published, ...]
    first: date
    last: date
    previous_at: datetime | None
    next_at: datetime | None


def releases(desk: Desk, *, as_of: datetime | None = None, days: int = 6) -> Answer:
    """Answer with the releases of the `days` days before a moment and of the `days` days after it.

    Only series of which a figure was known count: a publication that had not begun is not foreseen by its rule.
    Irregular figures (auctions) stand among what is out, never among what comes.
    """
    moment = desk.moment(as_of)
    frame = desk.frame(load(), moment)
    span = timedelta(days=days)
    behind, ahead = tuple(_behind(frame, span)), tuple(_ahead(frame, span))
    today = moment.astimezone(NEW_YORK).date()
    found = Releases(
        tuple(sorted((*behind, *ahead), key=lambda one: (one.at, one.release))),
        today - span,
        today + span,
        max((one.at for one in behind if one.at < moment), default=None),
        min((one.at for one in ahead), default=None),
    )
    return Answer("releases", moment, found, {}, (), tuple(desk.findings()), desk.bundled_until)


def _behind(frame: Frame, span: timedelta) -> Iterator[Published]:
    """Yield what became known within a span up to the as-of, joined by release and moment."""
    first = micros(frame.as_of - span)
    counted: dict[tuple[str, int], int] = defaultdict(int)
    for id_, series in load().items():
        known = frame[id_].known_at
        for at in set(known[known >= first].tolist()):
            counted[series.release.id, at] += 1
    for (release, at), n in counted.items():
        yield Published(release, load_releases()[release].names, from_micros(at), n, True)


def _ahead(frame: Frame, span: timedelta) -> Iterator[Published]:
    """Yield what the rules bring within a span after the as-of, for series of which a figure is known."""
    kinds: dict[tuple[str, str], int] = defaultdict(int)
    for id_, series in load().items():
        if id_ in frame and series.frequency in REACH_DAYS:
            kinds[series.release.id, series.frequency] += 1
    counted: dict[tuple[str, datetime], int] = defaultdict(int)
    for (release, frequency), n in kinds.items():
        for at in set(_moments(load_releases()[release], frequency, frame.as_of)):
            if frame.as_of < at <= frame.as_of + span:
                counted[release, at] += n
    for (release, at), n in counted.items():
        yield Published(release, load_releases()[release].names, at, n, False)


def _moments(release: Release, frequency: str, moment: datetime) -> Iterable[datetime]:
    """Return when the figures of all periods around a moment become known by rule."""
    today = moment.astimezone(NEW_YORK).date()
    end = today + timedelta(days=ANNOUNCED_DAYS if release.is_ahead else 7)
    periods = release.periods(frequency, today - timedelta(days=REACH_DAYS[frequency]), end)
    return (release.known_at(period) for period in periods)
