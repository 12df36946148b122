"""Regimes of a back-test: days that are hard to forecast, from the project's own calendars and lists."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime

from tidegauge.business_days import CALENDARS
from tidegauge.clock import NEW_YORK, end_of_day
from tidegauge.frame import from_days
from tidegauge.models.walk_forward import Table
from tidegauge.questions.desk import Desk
from tidegauge.signals.calendar import tax_day
from tidegauge.signals.episodes import load_episodes

FED = CALENDARS["fed"]
TAX_MONTHS = (1, 3, 4, 6, 9, 12)
TAX_DAYS_AFTER = 3  # cheques clear and the statement shows them up to three business days after the date
STRETCHES = ("debt_limit", "shutdown")
CATEGORY = "dts_withheld_taxes"
"""The largest category of the Daily Treasury Statement: where it ends, the statement's categories end."""
STOPPED_DAYS = 60  # a category that is silent for longer before the judging has stopped; a statement is a day late


def regimes(tables: Iterable[Table], categories_until: date | None = None) -> Mapping[str, frozenset[date]]:
    """Return the days of each regime among the days that some tables forecast.

    `tax_dates` from a payment date of taxes to three business days after it; `period_ends` the last business day of a
    month and the first of the next; `debt_limit` and `shutdown` as the list of episodes has them; `spring` March and
    April, when refunds and final payments overlap; `other` every other day. Apart from those, where the categories of
    the Daily Treasury Statement have stopped, `categories` are the days up to the last of them and
    `after_categories` the days after it.
    """
    days = [from_days(number) for number in sorted({number for table in tables for number in table.day.tolist()})]
    if not days:
        return {}
    found = {
        "tax_dates": _after_tax_dates(days),
        "period_ends": frozenset(day for day in days if _is_period_end(day)),
        "spring": frozenset(day for day in days if day.month in (3, 4)),
        **{kind: _within(kind, days) for kind in STRETCHES},
    }
    found["other"] = frozenset(days).difference(*found.values())
    if categories_until is None:
        return found
    before = frozenset(day for day in days if day <= categories_until)
    return {**found, "categories": before, "after_categories": frozenset(days) - before}


def categories_until(desk: Desk, judged_at: datetime) -> date | None:
    """Return the last day with categories of the Daily Treasury Statement, None where they go on or never began."""
    last = desk.frame((CATEGORY,), judged_at).latest(CATEGORY)
    if last is None or (judged_at.astimezone(NEW_YORK).date() - last.period).days <= STOPPED_DAYS:
        return None
    return last.period


def _after_tax_dates(days: list[date]) -> frozenset[date]:
    """Return the days at or shortly after a date on which taxes are due."""
    due = (
        tax_day(date(year, month, 15), end_of_day(date(year, month, 28)))
        for year in range(days[0].year, days[-1].year + 1)
        for month in TAX_MONTHS
    )
    near = {following for day in due for following in (day, *(FED.add(day, n) for n in range(1, TAX_DAYS_AFTER + 1)))}
    return frozenset(near & set(days))


def _is_period_end(day: date) -> bool:
    """Say whether a business day is the last of its month or the first."""
    return FED.next_open(day).month != day.month or FED.previous_open(day).month != day.month


def _within(kind: str, days: list[date]) -> frozenset[date]:
    """Return the days of the episodes of a kind."""
    spans = [(one.start, one.end) for one in load_episodes() if one.kind == kind]
    return frozenset(day for day in days if any(start <= day <= end for start, end in spans))
