"""Release rules: when the world could first know a figure.

A rule names the day (so many business days after the period, a weekday after it, or before it for announced policy
rates), the clock and its zone, and the calendar whose closed days push a release to the next open one. Exceptions live
in one table, `release_exceptions.toml`, each with its evidence. The rule gives the moment; a publisher's own vintage
date, where there is one, replaces the day and keeps the clock.
"""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from tidegauge.business_days import CALENDARS, Calendar
from tidegauge.clock import at
from tidegauge.errors import InvalidCatalogue

HERE = Path(__file__).parent
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
FREQUENCIES = ("business_day", "day", "week", "month", "quarter", "year", "event")


@dataclass(frozen=True, slots=True, kw_only=True)
class Release:
    """When figures of one publication become known, and about which periods it speaks.

    Attributes
    ----------
    rule : str
        ``business_days`` (`days` open days after the period; negative: before it), ``weekday`` (the first `weekday`
        after the period, plus `weeks`), ``days`` (`days` calendar days after the period ends) or ``months``
        (the `days`-th day of the `months`-th month after the period's month).
    calendar : str
        Closed days of the publisher: a release that falls on one moves to the next open day.
    period_calendar : str
        Days the figures are about (SOFR exists on SIFMA days only).
    period_weekday : str
        Day a weekly figure is about: Wednesday for the Federal Reserve, Friday for NFCI, Tuesday for the CFTC.
    early_clock : time or None
        Clock on days that close early (exchanges only).
    """

    id: str
    names: dict[str, str]
    rule: str
    clock: time
    calendar: str
    period_calendar: str
    zone: ZoneInfo
    days: int = 0
    weeks: int = 0
    months: int = 0
    weekday: str = ""
    period_weekday: str = "wednesday"
    early_clock: time | None = None
    mark: str = "U"
    exceptions: tuple[tuple[date, datetime], ...] = ()

    @property
    def publisher_days(self) -> Calendar:
        """The calendar on which the publisher works."""
        return CALENDARS[self.calendar]

    @property
    def is_ahead(self) -> bool:
        """Whether figures are announced before the day they are about: policy rates, auctions that settle later."""
        return self.rule == "business_days" and self.days < 0

    def known_at(self, period: date) -> datetime:
        """Return the UTC moment at which the figure for `period` becomes known.

        `period` is the day the figure is about; for months and quarters any day inside works, the end is used.

        >>> load_releases()["h41"].known_at(date(2024, 11, 27)).isoformat()  # Thanksgiving week: Friday
        '2024-11-29T21:30:00+00:00'
        """
        for exceptional, moment in self.exceptions:
            if exceptional == period:
                return moment
        return self.clock_on(self.day_for(period))

    def clock_on(self, day: date) -> datetime:
        """Return the UTC moment of this release's clock on `day`; early closes count for exchanges."""
        clock = self.clock
        if self.early_clock is not None and self.publisher_days.closes_early(day) is not None:
            clock = self.early_clock
        return at(day, clock, self.zone)

    def day_for(self, period: date) -> date:
        """Return the release day for `period`, before any exception."""
        calendar = self.publisher_days
        if self.rule == "business_days":
            return calendar.on_or_after(period) if self.days == 0 else calendar.add(period, self.days)
        if self.rule == "weekday":
            ahead = (WEEKDAYS.index(self.weekday) - period.weekday() - 1) % 7 + 1
            return calendar.on_or_after(period + timedelta(days=ahead + 7 * self.weeks))
        if self.rule == "days":
            return calendar.on_or_after(period + timedelta(days=self.days))
        return calendar.on_or_after(_month_day(period, self.months, self.days))

    def due(self, frequency: str, moment: datetime) -> date | None:
        """Return the latest period whose figure should be known at `moment`; None for irregular series."""
        if frequency == "event":
            return None
        today = moment.astimezone(self.zone).date() + timedelta(days=7)
        reach = {"business_day": 45, "day": 45, "week": 60, "month": 200, "quarter": 400, "year": 900}[frequency]
        for period in reversed(list(self.periods(frequency, today - timedelta(days=reach), today))):
            if self.known_at(period) <= moment:
                return period
        return None

    def periods(self, frequency: str, start: date, end: date) -> Iterator[date]:
        """Yield the periods of `frequency` from `start` to `end`: days, weekdays, month ends or quarter ends."""
        calendar = CALENDARS[self.period_calendar]
        day = start
        while day <= end:
            if _is_period(day, frequency, calendar, WEEKDAYS.index(self.period_weekday)):
                yield day
            day += timedelta(days=1)


def _is_period(day: date, frequency: str, calendar: Calendar, weekday: int) -> bool:
    """Say whether figures of `frequency` are about `day`."""
    if frequency == "business_day":
        return calendar.is_open(day)
    months = {"month": 1, "quarter": 3, "year": 12}
    if frequency in months:
        return (day + timedelta(days=1)).day == 1 and day.month % months[frequency] == 0
    return frequency == "day" or (frequency == "week" and day.weekday() == weekday)


def _month_day(period: date, months: int, day: int) -> date:
    """Return day number `day` of the month `months` after the one of `period`."""
    month = period.year * 12 + period.month - 1 + months
    return date(month // 12, month % 12 + 1, day)


def _release(id_: str, table: dict[str, Any], exceptions: tuple[tuple[date, datetime], ...]) -> Release:
    try:
        clock, early = (
            time.fromisoformat(table.pop("clock")),
            table.pop("early_clock", None),
        )
        calendar = table.pop("calendar")
        return Release(
            id=id_,
            names=table.pop("name"),
            clock=clock,
            early_clock=time.fromisoformat(early) if early else None,
            calendar=calendar,
            period_calendar=table.pop("period_calendar", calendar),
            zone=ZoneInfo(table.pop("zone", "America/New_York")),
            exceptions=exceptions,
            **table,
        )
    except (KeyError, TypeError, ValueError) as error:
        raise InvalidCatalogue(place=f"releases.toml [{id_}]", detail=repr(error)) from error


@lru_cache(maxsize=1)
def load_releases() -> dict[str, Release]:
    """Return every release rule by id, with its exceptions.

    Raises
    ------
    InvalidCatalogue
        A table lacks a field or has one too many.
    """
    tables = tomllib.loads((HERE / "releases.toml").read_text("utf-8"))
    exceptional = tomllib.loads((HERE / "release_exceptions.toml").read_text("utf-8"))
    return {
        id_: _release(
            id_,
            dict(table),
            tuple((row["period"], row["known_at"].astimezone(UTC)) for row in exceptional.get(id_, ())),
        )
        for id_, table in tables.items()
    }
