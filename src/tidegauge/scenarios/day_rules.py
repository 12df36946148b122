"""Rules that say on which calendar days the Treasury pays or is paid, and how much [bn USD].

Each takes a rule as it stands in `fiscal_calendar.toml` and a span, and yields calendar days with amounts; a day on
which the Fed is closed moves to the business day before or after, as the rule says.
"""

from calendar import monthrange
from collections.abc import Callable, Iterator, Mapping
from datetime import date, timedelta
from typing import Any, NamedTuple

from tidegauge.business_days import CALENDARS

FED = CALENDARS["fed"]
ONE_DAY = timedelta(days=1)

Rule = Mapping[str, Any]
Dated = Iterator[tuple[date, float]]


class Span(NamedTuple):
    """Calendar days from `first` to `last`, both included."""

    first: date
    last: date

    def months(self) -> Iterator[tuple[int, int]]:
        """Yield the year and month of every month the span touches."""
        year, month = self.first.year, self.first.month
        while (year, month) <= (self.last.year, self.last.month):
            yield year, month
            year, month = (year + 1, 1) if month == 12 else (year, month + 1)


def payments(rule: Rule, span: Span) -> Dated:
    """Yield business days and amounts of a rule; a day in the span may come more than once.

    >>> third = {"rule": "days", "closed": "previous", "days": [[3, 26.0]]}
    >>> list(payments(third, Span(date(2025, 8, 1), date(2025, 8, 31))))
    [(datetime.date(2025, 8, 1), 26.0)]
    """
    shift = FED.on_or_before if rule.get("closed") == "previous" else FED.on_or_after
    for day, amount in RULES[rule["rule"]](rule, span):
        yield shift(day), amount


def days(rule: Rule, span: Span) -> Dated:
    """Yield fixed days of every month, or of the months named; 31 is the last day of any."""
    for year, month in _named(rule, span):
        for number, amount in rule["days"]:
            yield _day(year, month, number), amount


def month_table(rule: Rule, span: Span) -> Dated:
    """Yield the 15th and the last day of every month."""
    for year, month in span.months():
        yield date(year, month, 15), rule["middle"][month - 1]
        yield _day(year, month, 31), rule["last"][month - 1]


def weekdays(rule: Rule, span: Span) -> Dated:
    """Yield every weekday, by how far the month has gone."""
    day = span.first
    while day <= span.last:
        if day.weekday() < len(rule["rows"]):
            column = next(place for place, last in enumerate(rule["until"]) if day.day <= last)
            yield day, rule["rows"][day.weekday()][column]
        day += ONE_DAY


def nth_weekday(rule: Rule, span: Span) -> Dated:
    """Yield the n-th of a weekday in every month."""
    for year, month in span.months():
        first = date(year, month, 1)
        ahead = (rule["weekday"] - first.weekday()) % 7
        for nth in rule["nth"]:
            yield first + timedelta(days=ahead + 7 * (nth - 1)), rule["amount"]


def nth_business_day(rule: Rule, span: Span) -> Dated:
    """Yield the n-th business day of every month."""
    for year, month in span.months():
        yield FED.open_days(date(year, month, 1), _day(year, month, 31))[rule["nth"] - 1], rule["amount"]


def last_weekday(rule: Rule, span: Span) -> Dated:
    """Yield the last of a weekday in every month, or in the months named."""
    for year, month in _named(rule, span):
        last = _day(year, month, 31)
        yield last - timedelta(days=(last.weekday() - rule["weekday"]) % 7), rule["amount"]


def fortnight(rule: Rule, span: Span) -> Dated:
    """Yield every fourteenth day from an anchor, before it and after."""
    day = span.first + timedelta(days=(rule["anchor"] - span.first).days % 14)
    while day <= span.last:
        yield day, rule["amount"]
        day += timedelta(days=14)


def profile(rule: Rule, span: Span) -> Dated:
    """Yield business days around each deadline; a deadline on a closed day is the next business day."""
    for year in range(span.first.year, span.last.year + 1):
        for text, total in rule["deadlines"].items():
            deadline = FED.on_or_after(date.fromisoformat(f"{year}-{text}"))
            for place, share in enumerate(rule["shares"], rule["first"]):
                yield FED.add(deadline, place), total * share


def months(rule: Rule, span: Span) -> Dated:
    """Yield every business day with its part of the month's total."""
    for year, month in span.months():
        open_days = FED.open_days(date(year, month, 1), _day(year, month, 31))
        for day in open_days:
            yield day, rule["totals"][month - 1] / len(open_days)


RULES: Mapping[str, Callable[[Rule, Span], Dated]] = {
    rule.__name__: rule
    for rule in (days, month_table, weekdays, nth_weekday, nth_business_day, last_weekday, fortnight, profile, months)
}
"""Every rule, by the name `fiscal_calendar.toml` calls it."""


def _named(rule: Rule, span: Span) -> Iterator[tuple[int, int]]:
    """Yield the months of a span that a rule names, or all."""
    named = rule.get("months", range(1, 13))
    return ((year, month) for year, month in span.months() if month in named)


def _day(year: int, month: int, number: int) -> date:
    """Return a day of a month, or its last day where it is shorter."""
    return date(year, month, min(number, monthrange(year, month)[1]))
