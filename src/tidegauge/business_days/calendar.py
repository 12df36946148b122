"""`Calendar`: the days on which one publisher or market is open, and how to step between them.

A calendar is a rule that names the closings of a year, a rule that names its early closes, and the weekdays that
are always closed. The methods never look at the clock and never at a file.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cache

from tidegauge.business_days.holidays import WEEKEND
from tidegauge.errors import UsageError

FIRST_YEAR, LAST_YEAR = 1900, 2100
"""Years the rules answer for. The tables of each calendar are checked for 2002 to 2027 only; see each file."""

ONE_DAY = timedelta(days=1)

ClosingRule = Callable[[int], Mapping[date, str]]
EarlyCloseRule = Callable[[int], Mapping[date, time]]


def no_closings(year: int) -> dict[date, str]:
    """Return no closings at all, for a market that never rests.

    Examples
    --------
    >>> no_closings(2025)
    {}
    """
    return {}


def no_early_closes(year: int) -> dict[date, time]:
    """Return no early closes, for a publisher that has none.

    Examples
    --------
    >>> no_early_closes(2025)
    {}
    """
    return {}


@dataclass(frozen=True)
class Calendar:
    """The open days of one publisher or market.

    Every method takes plain dates in the publisher's own place (New York or Washington; UTC for `everyday`),
    never timestamps, and answers for 1900 to 2100. The tables are checked for 2002 to 2027: outside those years
    the rules still answer, but days closed by order, storm or mourning may be missing.

    Parameters
    ----------
    id : str
        The permanent id, as the catalogue spells it.
    title : str
        What is open on these days.
    closing_rule : callable, year -> {date: reason}
        Closings of a year; days that are weekly closures anyway may be among them.
    early_close_rule : callable, year -> {date: time}, default none
        Days that end early, with the local clock time.
    weekly_closures : frozenset of int, default Saturday and Sunday
        Weekdays always closed; 0 is Monday.

    Examples
    --------
    >>> from tidegauge.business_days import CALENDARS
    >>> CALENDARS["fed"].next_open(date(2025, 12, 24))
    datetime.date(2025, 12, 26)
    """

    id: str
    title: str
    closing_rule: ClosingRule
    early_close_rule: EarlyCloseRule = no_early_closes
    weekly_closures: frozenset[int] = WEEKEND

    def is_open(self, day: date) -> bool:
        """Say whether `day` is open.

        Raises
        ------
        UsageError
            `day` is a timestamp rather than a date, or outside 1900 to 2100. So do all other methods.

        Examples
        --------
        >>> from tidegauge.business_days import CALENDARS
        >>> CALENDARS["fed"].is_open(date(2020, 7, 3)), CALENDARS["sifma"].is_open(date(2020, 7, 3))
        (True, False)
        """
        self._refuse_unusable(day)
        return day.weekday() not in self.weekly_closures and day not in _closings(self, day.year)

    def holidays(self, year: int) -> dict[date, str]:
        """Return the closings of `year` in order, each with its reason; weekends are not listed.

        Examples
        --------
        >>> from tidegauge.business_days import CALENDARS
        >>> CALENDARS["nyse"].holidays(2025)[date(2025, 1, 9)]
        'mourning for President Carter'
        """
        _refuse_year(year)
        return dict(_closings(self, year))

    def early_closes(self, year: int) -> dict[date, time]:
        """Return the early closes of `year` in order, each with its local clock time.

        Examples
        --------
        >>> from tidegauge.business_days import CALENDARS
        >>> CALENDARS["nyse"].early_closes(2026)
        {datetime.date(2026, 11, 27): datetime.time(13, 0), datetime.date(2026, 12, 24): datetime.time(13, 0)}
        """
        _refuse_year(year)
        return dict(_early_closes(self, year))

    def closes_early(self, day: date) -> time | None:
        """Return the clock time at which an open `day` ends early, or None for a full or a closed day.

        Examples
        --------
        >>> from tidegauge.business_days import CALENDARS
        >>> CALENDARS["sifma"].closes_early(date(2025, 1, 9))
        datetime.time(14, 0)
        """
        self._refuse_unusable(day)
        return _early_closes(self, day.year).get(day)

    def next_open(self, day: date) -> date:
        """Return the first open day after `day`, never `day` itself.

        Examples
        --------
        >>> from tidegauge.business_days import CALENDARS
        >>> CALENDARS["sifma"].next_open(date(2025, 4, 17))
        datetime.date(2025, 4, 21)
        """
        self._refuse_unusable(day)
        return self.on_or_after(day + ONE_DAY)

    def previous_open(self, day: date) -> date:
        """Return the last open day before `day`, never `day` itself.

        Examples
        --------
        >>> from tidegauge.business_days import CALENDARS
        >>> CALENDARS["fed"].previous_open(date(2025, 1, 2))
        datetime.date(2024, 12, 31)
        """
        self._refuse_unusable(day)
        return self.on_or_before(day - ONE_DAY)

    def on_or_after(self, day: date) -> date:
        """Return `day` if it is open, otherwise the first open day after it.

        Examples
        --------
        >>> from tidegauge.business_days import CALENDARS
        >>> CALENDARS["federal"].on_or_after(date(2025, 12, 25))
        datetime.date(2025, 12, 29)
        """
        while not self.is_open(day):
            day += ONE_DAY
        return day

    def on_or_before(self, day: date) -> date:
        """Return `day` if it is open, otherwise the last open day before it.

        Examples
        --------
        >>> from tidegauge.business_days import CALENDARS
        >>> CALENDARS["nyse"].on_or_before(date(2012, 10, 30))
        datetime.date(2012, 10, 26)
        """
        while not self.is_open(day):
            day -= ONE_DAY
        return day

    def add(self, day: date, n: int) -> date:
        """Return the n-th open day after `day`, or before it for a negative `n`.

        `day` itself need not be open. With `n` = 0 the answer is `on_or_after(day)`.

        Examples
        --------
        >>> from tidegauge.business_days import CALENDARS
        >>> CALENDARS["fed"].add(date(2024, 12, 24), 2), CALENDARS["fed"].add(date(2024, 12, 27), -2)
        (datetime.date(2024, 12, 27), datetime.date(2024, 12, 24))
        """
        if n == 0:
            return self.on_or_after(day)
        step = self.next_open if n > 0 else self.previous_open
        for _ in range(abs(n)):
            day = step(day)
        return day

    def open_days(self, start: date, end: date) -> list[date]:
        """Return the open days from `start` to `end`, both included; empty if `end` comes first.

        Examples
        --------
        >>> from tidegauge.business_days import CALENDARS
        >>> [day.day for day in CALENDARS["fed"].open_days(date(2025, 11, 24), date(2025, 11, 30))]
        [24, 25, 26, 28]
        """
        self._refuse_unusable(start)
        self._refuse_unusable(end)
        return [day for year in range(start.year, end.year + 1) for day in _slice(_open_days(self, year), start, end)]

    def count(self, start: date, end: date) -> int:
        """Count the open days after `start` up to and including `end`; negative if `end` comes first.

        For an open `start`, `count(start, add(start, n)) == n`.

        Examples
        --------
        >>> from tidegauge.business_days import CALENDARS
        >>> CALENDARS["fed"].count(date(2025, 11, 26), date(2025, 12, 1))
        2
        """
        self._refuse_unusable(start)
        self._refuse_unusable(end)
        if end < start:
            return -self.count(end, start)
        return len(self.open_days(start, end)) - self.is_open(start)

    def _refuse_unusable(self, day: date) -> None:
        """Refuse a timestamp, whose date depends on a time zone, and years without rules."""
        if isinstance(day, datetime):
            raise UsageError(detail=f"the calendar {self.id} needs a date, not the timestamp {day.isoformat()}")
        _refuse_year(day.year)


def _refuse_year(year: int) -> None:
    """Refuse a year for which the rules do not answer."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise UsageError(detail=f"calendars answer for {FIRST_YEAR} to {LAST_YEAR}, not for {year}")


@cache
def _closings(calendar: Calendar, year: int) -> Mapping[date, str]:
    """The closings of one year that are not weekly closures anyway."""
    closings = calendar.closing_rule(year)
    return {day: closings[day] for day in sorted(closings) if day.weekday() not in calendar.weekly_closures}


@cache
def _early_closes(calendar: Calendar, year: int) -> Mapping[date, time]:
    """The early closes of one year that fall on open days."""
    early = calendar.early_close_rule(year)
    return {day: early[day] for day in sorted(early) if calendar.is_open(day)}


@cache
def _open_days(calendar: Calendar, year: int) -> tuple[date, ...]:
    """Every open day of one year, in order."""
    first = date(year, 1, 1)
    days = (first + n * ONE_DAY for n in range((date(year, 12, 31) - first).days + 1))
    return tuple(day for day in days if calendar.is_open(day))


def _slice(days: tuple[date, ...], start: date, end: date) -> tuple[date, ...]:
    """The days of a sorted tuple from `start` to `end`, both included."""
    return days[bisect_left(days, start) : bisect_right(days, end)]


EVERYDAY = Calendar(
    "everyday", "every calendar day, for markets that never close", no_closings, weekly_closures=frozenset()
)
"""Every day of the week, for crypto assets and stablecoins; days are UTC days."""
