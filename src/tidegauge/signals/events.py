"""The tables of `events.toml`, read and checked once."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from tidegauge.clock import end_of_day
from tidegauge.errors import InvalidCatalogue

PATH = Path(__file__).parent / "events.toml"
EFFECTS = ("drains", "adds", "")
NEVER = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Decision:
    """A scheduled FOMC decision, known from `known_at` until it is cancelled at `until`."""

    on: date
    known_at: datetime
    until: datetime
    mark: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Dated:
    """A single event with a name of its own. `effect` is what it does to reserves: drains, adds or neither."""

    id: str
    kind: str
    on: date
    known_at: datetime
    names: Mapping[str, str]
    until: datetime = NEVER
    clock: time | None = None
    effect: str = ""
    amount_usd: int | None = None
    series: str = ""


@dataclass(frozen=True, slots=True)
class Deadline:
    """A day on which appropriations run out, as the law stood from `known_at` to `until`."""

    on: date
    known_at: datetime
    until: datetime


@dataclass(frozen=True, slots=True)
class TaxRule:
    """Who pays, and on which (month, day)."""

    id: str
    days: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class TaxMove:
    """A tax date that was moved in one year."""

    usual: date
    to: date
    known_at: datetime


@dataclass(frozen=True, slots=True)
class ReleaseEntry:
    """A release shown on the calendar, with the series people look for in it."""

    rule: str
    frequency: str
    series: str


@dataclass(frozen=True, slots=True)
class Unforeseen:
    """Days closed by order or mourning, and when that became known."""

    days: tuple[date, ...]
    known_at: datetime


@dataclass(frozen=True, slots=True)
class Events:
    """All tables."""

    decisions: tuple[Decision, ...]
    dated: tuple[Dated, ...]
    funding: tuple[Deadline, ...]
    tax: tuple[TaxRule, ...]
    tax_moved: tuple[TaxMove, ...]
    releases: tuple[ReleaseEntry, ...]
    unforeseen: tuple[Unforeseen, ...]


@lru_cache(maxsize=1)
def load_events() -> Events:
    """Return the tables.

    Raises
    ------
    InvalidCatalogue
        A table lacks a field, has one too many, or an event was known after it happened.
    """
    try:
        return _events(tomllib.loads(PATH.read_text("utf-8")))
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise InvalidCatalogue(place="events.toml", detail=repr(error)) from error


def _events(tables: dict[str, Any]) -> Events:
    cancelled = {row["on"]: row["known_at"].astimezone(UTC) for row in tables["fomc_cancelled"]}
    decisions = (
        Decision(day, end_of_day(batch["known_on"]), cancelled.get(day, NEVER), batch["mark"])
        for batch in tables["fomc"]
        for day in batch["days"]
    )
    days = (row for table in tables["funding"] for row in table["days"])
    return Events(
        decisions=tuple(sorted(decisions, key=lambda decision: decision.on)),
        dated=tuple(_dated(dict(row)) for row in tables["dated"]),
        funding=tuple(_deadline(row) for row in days),
        tax=tuple(TaxRule(row["id"], tuple(_month_day(text) for text in row["days"])) for row in tables["tax"]),
        tax_moved=tuple(
            TaxMove(row["usual"], row["to"], row["known_at"].astimezone(UTC)) for row in tables["tax_moved"]
        ),
        releases=tuple(ReleaseEntry(**row) for row in tables["release"]),
        unforeseen=tuple(
            Unforeseen(tuple(row["days"]), row["known_at"].astimezone(UTC)) for row in tables["unforeseen"]
        ),
    )


def _dated(row: dict[str, Any]) -> Dated:
    clock, until = row.pop("clock", None), row.pop("until", None)
    event = Dated(
        known_at=row.pop("known_at").astimezone(UTC),
        until=until.astimezone(UTC) if until else NEVER,
        clock=time.fromisoformat(clock) if clock else None,
        names=MappingProxyType(row.pop("name")),
        **row,
    )
    if event.effect not in EFFECTS or event.known_at > end_of_day(event.on):
        raise ValueError(f"{event.id}: effect {event.effect!r} is not known, or the event was known too late")
    return event


def _deadline(row: Mapping[str, date]) -> Deadline:
    until = row.get("until")
    return Deadline(row["on"], end_of_day(row["known_on"]), end_of_day(until) if until else NEVER)


def _month_day(text: str) -> tuple[int, int]:
    month, day = text.split("-")
    return int(month), int(day)
