"""The only module that reads the clock; everywhere else a moment is an argument.

Times inside Tidegauge are aware UTC datetimes. People meet New York time, in which the publishers' clocks are stated.
"""

import re
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from tidegauge.errors import InvalidMoment

NEW_YORK = ZoneInfo("America/New_York")
EARLIEST = date(1900, 1, 1)
LATEST = date(2100, 1, 1)


def now() -> datetime:
    """Return the present moment in UTC."""
    return datetime.now(UTC)


def end_of_day(day: date) -> datetime:
    """Return 23:59:59 New York on `day`, in UTC: what a bare date means as an as-of.

    >>> end_of_day(date(2025, 11, 3)).isoformat()
    '2025-11-04T04:59:59+00:00'
    """
    return datetime.combine(day, time(23, 59, 59), NEW_YORK).astimezone(UTC)


def at(day: date, clock: time, zone: ZoneInfo = NEW_YORK) -> datetime:
    """Return the UTC moment of `clock` on `day` in `zone`."""
    return datetime.combine(day, clock, zone).astimezone(UTC)


def in_new_york(moment: datetime) -> str:
    """Return a moment in New York time, ISO 8601, as the public interface writes it.

    >>> in_new_york(datetime(2025, 11, 3, 17, tzinfo=UTC))
    '2025-11-03T12:00:00-05:00'
    """
    return moment.astimezone(NEW_YORK).isoformat()


def parse_moment(text: str) -> datetime:
    """Read a date or an ISO 8601 moment; a moment without an offset is New York time.

    Raises
    ------
    InvalidMoment
        The text is no date, or lies outside 1900–2100.

    Examples
    --------
    >>> parse_moment("2025-11-03").isoformat()
    '2025-11-04T04:59:59+00:00'
    >>> parse_moment("2025-11-03T12:00-05:00").isoformat()
    '2025-11-03T17:00:00+00:00'
    """
    try:
        if not re.search(r"[T :]", text):
            day = date.fromisoformat(text)
            moment = None
        else:
            moment = datetime.fromisoformat(text)
            day = moment.date()
    except ValueError as error:
        raise InvalidMoment(text=text, detail="it is not an ISO 8601 date or time") from error
    if not EARLIEST <= day <= LATEST:
        raise InvalidMoment(text=text, detail="it lies outside 1900 to 2100")
    if moment is None:
        return end_of_day(day)
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=NEW_YORK)
    return moment.astimezone(UTC)
