"""Calendars and release rules as they could be foreseen at a moment.

The business-day calendars know every closing of the past: a day of mourning, a day off by order. A schedule read on an
earlier day must not. Here only holidays of the law stay, and those other closings that had become known by then. For
the same reason the catalogue's list of releases that came off their rule is left out: a delay is not on the schedule.
"""

from collections.abc import Iterator
from dataclasses import dataclass, fields
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache

from tidegauge.business_days import CALENDARS, Calendar, holidays
from tidegauge.business_days.sifma import UNSCHEDULED_EARLY
from tidegauge.catalogue.releases import WEEKDAYS, Release, load_releases
from tidegauge.signals.events import load_events

JUNETEENTH_LAW = datetime(2021, 6, 17, 20, tzinfo=UTC)
HOLIDAYS = {
    holidays.NEW_YEAR: "new_year",
    holidays.KING: "king",
    holidays.WASHINGTON: "washington",
    holidays.GOOD_FRIDAY: "good_friday",
    holidays.MEMORIAL: "memorial",
    holidays.JUNETEENTH: "juneteenth",
    holidays.INDEPENDENCE: "independence",
    holidays.LABOR: "labor",
    holidays.COLUMBUS: "columbus",
    holidays.VETERANS: "veterans",
    holidays.THANKSGIVING: "thanksgiving",
    holidays.CHRISTMAS: "christmas",
}
"""The holidays of the law, each with the last part of its words' key."""


def holiday_of(reason: str) -> str:
    """Return the word key part of a closing's reason; "by_order" for anything that is no holiday.

    >>> holiday_of("Independence Day (observed)"), holiday_of("mourning for President Carter")
    ('independence', 'by_order')
    """
    return HOLIDAYS.get(reason.removesuffix(holidays.OBSERVED), "by_order")


def calendar(id_: str, as_of: datetime) -> Calendar:
    """Return a business-day calendar without the closings nobody could foresee at `as_of`.

    >>> from tidegauge.clock import parse_moment
    >>> [calendar("federal", parse_moment(day)).is_open(date(2025, 12, 26)) for day in ("2025-12-01", "2025-12-19")]
    [True, False]
    """
    learnt = frozenset(day for entry in load_events().unforeseen if entry.known_at <= as_of for day in entry.days)
    return _calendar(id_, learnt, as_of >= JUNETEENTH_LAW)


@lru_cache(maxsize=128)
def _calendar(id_: str, learnt: frozenset[date], juneteenth: bool) -> Calendar:
    """Build one calendar; few distinct ones exist, so they are kept."""
    whole = CALENDARS[id_]

    def closings(year: int) -> dict[date, str]:
        return {day: reason for day, reason in whole.closing_rule(year).items() if _stays(day, reason)}

    def _stays(day: date, reason: str) -> bool:
        name = holiday_of(reason)
        return day in learnt if name == "by_order" else juneteenth or name != "juneteenth"

    def early(year: int) -> dict[date, time]:
        planned = whole.early_close_rule(year).items()
        return {day: clock for day, clock in planned if day not in UNSCHEDULED_EARLY or day in learnt}

    return Calendar(id_, whole.title, closings, early, whole.weekly_closures)


@dataclass(frozen=True, slots=True, kw_only=True)
class ForeseenRelease(Release):
    """A release rule on a calendar of its own, without exceptions."""

    working_days: Calendar

    @property
    def publisher_days(self) -> Calendar:
        """The calendar on which the publisher was expected to work."""
        return self.working_days


def release(id_: str, as_of: datetime) -> ForeseenRelease:
    """Return the rule of a release as it would have been applied at `as_of` to days ahead."""
    rule = load_releases()[id_]
    kept = {field.name: getattr(rule, field.name) for field in fields(Release) if field.name != "exceptions"}
    return ForeseenRelease(**kept, working_days=calendar(rule.calendar, as_of))


def upcoming(rule: ForeseenRelease, frequency: str, as_of: datetime, last: date) -> Iterator[tuple[date, datetime]]:
    """Yield each period whose figure was still to come at `as_of`, with the expected moment, up to the day `last`."""
    for period in _periods(rule, frequency, as_of, last):
        moment = rule.known_at(period)
        if moment > as_of and moment.astimezone(rule.zone).date() <= last:
            yield period, moment


def _periods(rule: ForeseenRelease, frequency: str, as_of: datetime, last: date) -> list[date]:
    """Return the periods that could be released between `as_of` and `last`."""
    first = as_of.astimezone(rule.zone).date() - timedelta(days=21)
    if frequency == "week":
        ahead = (WEEKDAYS.index(rule.period_weekday) - first.weekday()) % 7
        return [first + timedelta(days=n) for n in range(ahead, (last - first).days + 1, 7)]
    return calendar(rule.period_calendar, as_of).open_days(first, last)
