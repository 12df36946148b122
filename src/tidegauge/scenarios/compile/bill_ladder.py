"""The bill ladder: when the bills of the opening stock fall due, and how long those sold in a run live.

Past settlements are known, their tenors are not; Treasury's sizes by tenor have kept their proportions, so each
settlement is split by them. Where settlements are not known, all are taken as equal, and a finding says so. The
ladder is then scaled to the bills that the public holds.
"""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from tidegauge.business_days import CALENDARS
from tidegauge.frame import Finding, Frame, finding
from tidegauge.words.sentence import Day

INPUTS = ("settling_bills",)
FED = CALENDARS["fed"]
TUESDAY, THURSDAY = 1, 3
YEAR = timedelta(days=364)
KNOWN_DAYS_MIN = timedelta(days=182)

TENORS = {
    TUESDAY: {4: 97.6, 8: 87.8, 17: 67.7},
    THURSDAY: {6: 85.4, 13: 85.6, 26: 76.2, 52: 12.5},  # the 52-week bill comes every fourth week
}
"""Weeks to maturity of what settles on each weekday, and what the public bought of it a week [bn]: own averages of
auction results from September 2025 to March 2026."""

TENORS_UNTIL = date(2026, 3, 31)


class Ladder(NamedTuple):
    """What of the opening stock matures on each day [USD], and what must be said about it."""

    maturing_usd: list[int]
    findings: tuple[Finding, ...]


def is_settlement(day: date) -> bool:
    """Say whether bills settle on a business day: Tuesdays and Thursdays, or the next one where those are closed.

    >>> is_settlement(date(2025, 11, 10)), is_settlement(date(2025, 11, 12)), is_settlement(date(2025, 11, 13))
    (False, True, True)
    """
    before = day - timedelta(days=1)
    return day.weekday() in TENORS or (before.weekday() in TENORS and not FED.is_open(before))


def tenors() -> tuple[list[int], list[float]]:
    """Return the business days to maturity of each tenor and its share of what is sold in a week."""
    sizes = {weeks: bn for group in TENORS.values() for weeks, bn in group.items()}
    total = sum(sizes.values())
    return [5 * weeks for weeks in sizes], [bn / total for bn in sizes.values()]


def ladder(frame: Frame, on: date, days: Sequence[date], stock_usd: int) -> Ladder:
    """Return when a stock of bills at the end of `on` falls due over some business days."""
    known = dict(frame["settling_bills"].between(on - YEAR, on)) if "settling_bills" in frame else {}
    first = min(known, default=on)
    usual = sum(known.values()) / len(known) if known else 1.0
    due: dict[date, float] = {}
    for settled, amount in _settlements(known, first, usual, on):
        for matures, part in _parts(settled, amount):
            if matures > on:
                due[matures] = due.get(matures, 0.0) + part
    scale = stock_usd / sum(due.values())
    maturing = dict.fromkeys(days, 0)
    for matures, amount in due.items():
        day = FED.on_or_after(matures)
        if day in maturing:
            maturing[day] += round(amount * scale)
    is_known = on - first >= KNOWN_DAYS_MIN
    said = []
    if not is_known:
        said.append(finding("ladder_even", "settling_bills", first if known else None, severity="warning"))
    if on < TENORS_UNTIL:
        until = Day(TENORS_UNTIL, weekday=False, year=True)
        said.append(finding("tenors_look_ahead", "settling_bills", None, severity="warning", last=until))
    return Ladder(list(maturing.values()), tuple(said))


def _settlements(known: dict[date, float], first: date, usual: float, on: date) -> Iterator[tuple[date, float]]:
    """Yield the settlements of a year, known ones as they were and earlier ones as usual."""
    yield from known.items()
    for day in FED.open_days(on - YEAR, on):
        if (not known or day < first) and is_settlement(day):
            yield day, usual


def _parts(settled: date, amount: float) -> Iterator[tuple[date, float]]:
    """Yield when each tenor of a settlement matures, and how much of it; a late settlement shortens the bill's life."""
    weekday = TUESDAY if settled.weekday() <= TUESDAY + 1 else THURSDAY
    usual, group = settled - timedelta(days=settled.weekday() - weekday), TENORS[weekday]
    total = sum(group.values())
    for weeks, bn in group.items():
        yield usual + timedelta(weeks=weeks), amount * bn / total
