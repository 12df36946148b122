"""Spread amounts over business days: paces, scheduled amounts and dates of payment, in whole dollars.

An amount a month or a week is split evenly over the business days of that month or week, by differences of floors, so
that a whole period adds up to the dollar and a run that begins in the middle of one carries its part.
"""

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta

from tidegauge.business_days import CALENDARS
from tidegauge.scenarios.day_rules import Span
from tidegauge.scenarios.scenario import Every, Pace, ScheduledAmount

FED = CALENDARS["fed"]
LATEST_EVERY_MONTH = 28


def even(total_usd: int, days: Sequence[date], every: Every) -> Iterator[int]:
    """Yield each day's part of an amount that holds for every day, week or month.

    >>> list(even(100, [date(2025, 11, 28), date(2025, 12, 1)], "week"))
    [25, 20]
    """
    for day in days:
        if every == "day":
            yield total_usd
            continue
        period = _week(day) if every == "week" else _month(day)
        place, n = bisect_left(period, day), len(period)
        yield total_usd * (place + 1) // n - total_usd * place // n


def scheduled(entries: Sequence[ScheduledAmount], days: Sequence[date]) -> list[int]:
    """Return what a scenario schedules by day [USD]; a single day that is closed pays on the next business day."""
    totals = [0] * len(days)
    for entry in entries:
        if entry.every is None:
            _put(totals, days, entry.start, entry.amount_usd)
            continue
        last = entry.until or days[-1]
        for place, part in enumerate(even(entry.amount_usd, days, entry.every)):
            if entry.start <= days[place] <= last:
                totals[place] += part
    return totals


def once(on: date, amount_usd: int, days: Sequence[date]) -> list[int]:
    """Return an amount on one day, or on the next business day."""
    totals = [0] * len(days)
    _put(totals, days, on, amount_usd)
    return totals


def paced(paces: Sequence[Pace], days: Sequence[date]) -> list[int]:
    """Return monthly paces spread over the business days of each month; each holds until the next begins."""
    totals = [0] * len(days)
    for pace, until in _stretches(paces, days[-1]):
        for place, part in enumerate(even(pace.pace_usd, days, "month")):
            if pace.start <= days[place] <= until:
                totals[place] = part
    return totals


def paced_on(paces: Sequence[Pace], days: Sequence[date], shares: Mapping[int, float]) -> list[int]:
    """Return monthly paces paid on days of the month, each with its share; 31 is the last business day.

    >>> paced_on([Pace(start=date(2025, 4, 1), pace_usd=100)], [date(2025, 4, 14), date(2025, 4, 15)], {15: 0.4})
    [0, 40]
    """
    totals = [0] * len(days)
    for pace, until in _stretches(paces, days[-1]):
        for year, month in Span(days[0], days[-1]).months():
            for number, share in shares.items():
                on = date(year, month, number) if number <= LATEST_EVERY_MONTH else _month(date(year, month, 1))[-1]
                if pace.start <= on <= until:
                    _put(totals, days, on, round(pace.pace_usd * share))
    return totals


def _stretches(paces: Sequence[Pace], last: date) -> Iterator[tuple[Pace, date]]:
    """Yield each pace with the last day it holds."""
    ordered = sorted(paces, key=lambda pace: pace.start)
    for place, pace in enumerate(ordered):
        following = ordered[place + 1].start if place + 1 < len(ordered) else None
        yield pace, last if following is None else following - timedelta(days=1)


def _put(totals: list[int], days: Sequence[date], on: date, amount_usd: int) -> None:
    """Add an amount on a day of a run, or on the first one after it; outside the run it is nobody's."""
    place = bisect_left(days, on)
    if place < len(days) and (place > 0 or on > FED.previous_open(days[0])):
        totals[place] += amount_usd


def _month(day: date) -> list[date]:
    """Return the business days of the month of a day."""
    first = day.replace(day=1)
    return FED.open_days(first, (first + timedelta(days=31)).replace(day=1) - timedelta(days=1))


def _week(day: date) -> list[date]:
    """Return the business days of the week of a day."""
    monday = day - timedelta(days=day.weekday())
    return FED.open_days(monday, monday + timedelta(days=6))
