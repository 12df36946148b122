"""Episodes: funding stress, quiet controls, lapses of appropriations and debt-limit spans, as known at a moment."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from tidegauge.clock import NEW_YORK, end_of_day
from tidegauge.errors import InvalidCatalogue

PATH = Path(__file__).parent / "episodes.toml"
KINDS = ("stress", "control", "shutdown", "debt_limit")
MARKS = ("D", "V", "K", "U")


@dataclass(frozen=True, slots=True, kw_only=True)
class Episode:
    """A stretch of days with a name. `end` is the last day of it, included; both moments are UTC."""

    id: str
    kind: str
    start: date
    end: date
    known_at: datetime
    end_known_at: datetime
    mark: str
    names: Mapping[str, str]

    @property
    def length_days(self) -> int:
        """Days from the first to the last, both counted."""
        return (self.end - self.start).days + 1


@dataclass(frozen=True, slots=True)
class Running:
    """An episode that had begun and was not known to be over: today is its day number `day`."""

    id: str
    kind: str
    start: date
    day: int
    names: Mapping[str, str]


@lru_cache(maxsize=1)
def load_episodes() -> tuple[Episode, ...]:
    """Return every episode in the order of the file.

    Raises
    ------
    InvalidCatalogue
        A table breaks the schema, or an episode was known before it began.
    """
    tables = tomllib.loads(PATH.read_text("utf-8"))
    return tuple(_episode(id_, dict(table)) for id_, table in tables.items())


def _episode(id_: str, table: dict[str, Any]) -> Episode:
    place = f"episodes.toml [{id_}]"
    try:
        names = MappingProxyType(table.pop("name"))
        over = table.pop("end_known_at", None) or end_of_day(table["end"])
        known_at = table.pop("known_at").astimezone(UTC)
        episode = Episode(id=id_, names=names, known_at=known_at, end_known_at=over.astimezone(UTC), **table)
    except (KeyError, TypeError, AttributeError) as error:
        raise InvalidCatalogue(place=place, detail=repr(error)) from error
    if episode.kind not in KINDS or episode.mark not in MARKS:
        raise InvalidCatalogue(place=place, detail=f'kind "{episode.kind}" or mark "{episode.mark}" is not known')
    if episode.end < episode.start or episode.known_at.astimezone(NEW_YORK).date() < episode.start:
        raise InvalidCatalogue(place=place, detail="it ends, or is known, before it begins")
    return episode


def known(kind: str, as_of: datetime) -> tuple[Episode, ...]:
    """Return the episodes of a kind that were known and over at `as_of`.

    >>> from tidegauge.clock import parse_moment
    >>> [episode.id for episode in known("stress", parse_moment("2019-09-30"))]
    ['year_end_2018', 'april_2019', 'september_2019']
    """
    return tuple(e for e in load_episodes() if e.kind == kind and e.known_at <= as_of and e.end_known_at <= as_of)


def begun(kind: str, as_of: datetime) -> tuple[Episode, ...]:
    """Return the episodes of a kind that were known at `as_of`, over or not."""
    return tuple(episode for episode in load_episodes() if episode.kind == kind and episode.known_at <= as_of)


def running(as_of: datetime) -> tuple[Running, ...]:
    """Return the shutdowns and debt-limit spans in progress, with the number of today, the first day being day 1.

    >>> from tidegauge.clock import parse_moment
    >>> [(episode.id, episode.day) for episode in running(parse_moment("2025-11-03T12:00"))]
    [('shutdown_2025', 34)]
    """
    today = as_of.astimezone(NEW_YORK).date()
    return tuple(
        Running(episode.id, kind, episode.start, (today - episode.start).days + 1, episode.names)
        for kind in ("shutdown", "debt_limit")
        for episode in begun(kind, as_of)
        if as_of < episode.end_known_at
    )
