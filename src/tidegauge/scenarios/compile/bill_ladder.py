"""The bill ladder: when bills fall due, what had been placed by the opening, and how long those sold in a run live.

Past settlements are known, their tenors are not; Treasury's sizes by tenor have kept their proportions, so each
settlement is split by them. Where settlements are not known, all are taken as equal, and a finding says so. The
ladder is then scaled to the bills that the public holds.

What has been auctioned is a fact: a settlement all of whose auctions had been held settles as placed, whatever the
policy would have sold, and for four weeks what falls due of bills up to 17 weeks is what was published of it; only
bills of 26 and 52 weeks remain split. Both figures hold what the Fed rolls over, which brings no cash: it is in what is
sold and in what is redeemed alike.

The statement of the opening day is not out that evening, so the stock is of the end of the day before. What settled and
fell due since then is posted on the first day of the run, like all else that was missed.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from tidegauge.business_days import CALENDARS
from tidegauge.clock import NEW_YORK, end_of_day
from tidegauge.frame import Finding, Frame, finding, from_days
from tidegauge.models.treasury.announced import COMPLETE_FROM_DAY, MATURING, SETTLING
from tidegauge.scenarios.behaviour.treasury import NOT_PLACED
from tidegauge.scenarios.compile.plans import Timeline
from tidegauge.words.sentence import Amount, Day

INPUTS = (SETTLING, MATURING)
FED = CALENDARS["fed"]
TUESDAY, THURSDAY = 1, 3
ONE_DAY, YEAR = timedelta(days=1), timedelta(days=364)
LATELY = timedelta(weeks=3)
"""So far back net sales of the last settlements are looked for."""

KNOWN_DAYS_MIN = timedelta(days=182)

TENORS = {
    TUESDAY: {4: 97.6, 8: 87.8, 17: 67.7},
    THURSDAY: {6: 85.4, 13: 85.6, 26: 76.2, 52: 12.5},  # the 52-week bill comes every fourth week
}
"""Weeks to maturity of what settles on each weekday, and what the public bought of it a week [bn]: own averages of
auction results from September 2025 to March 2026."""

TENORS_UNTIL = date(2026, 3, 31)

LAST_AUCTION = {TUESDAY: timedelta(days=5), THURSDAY: timedelta(days=2)}
"""Before the usual day of a settlement: bills of Tuesday are auctioned on Wednesday and Thursday, those of Thursday on
Monday and Tuesday; where that is closed, on a day before."""

CYCLE_WEEKS = 4
CYCLE_FROM = date(2022, 8, 11)
"""A settlement of the 52-week bill; there is one every four weeks."""

PUBLISHED_WEEKS_MAX = 17
"""Longest bill whose maturities are published with its auctions."""

SHORTEST = timedelta(weeks=4)
"""Until then no bill falls due that is yet to be sold."""


class Ladder(NamedTuple):
    """What becomes of bills on each business day of a run [USD], and what must be said about it."""

    maturing_usd: list[int]  # of the opening stock and of what had been placed
    placed_usd: list[int]  # what settles as placed; NOT_PLACED on days without, or whose auctions were yet to come
    net_usd: Mapping[date, float]  # what settled bills brought on net, by settlement of the last weeks and as placed
    findings: tuple[Finding, ...]


class Part(NamedTuple):
    """What one tenor of a settlement brings, and when it falls due."""

    weeks: int
    matures: date
    amount_usd: float


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


def ladder(frame: Frame, time: Timeline, stock_usd: int) -> Ladder:
    """Return what falls due over the business days of a run, and what settles as placed.

    `stock_usd` is what the public holds at the end of the last day that a statement was out for.
    """
    opened = min(time.missed, default=time.on + ONE_DAY) - ONE_DAY
    known = dict(frame[SETTLING].between(opened - LATELY - YEAR, opened)) if SETTLING in frame else {}
    placed, published = _placed(frame, time), _published(frame, opened, time.on)
    posted = [[*time.missed, time.days[0]], *([day] for day in time.days[1:])]
    settlements = [[day for day in days if is_settlement(day)] for days in posted]
    sold = [_sold(placed, days) for days in settlements]
    as_placed = [days for days, usd in zip(settlements, sold, strict=True) if usd != NOT_PLACED]
    placed = {day: placed[day] for days in as_placed for day in days}  # the policy sells the others whole
    held = [part for settled in _settlements(known, opened) for part in _parts(*settled)]
    ahead = [part for settled in placed.items() for part in _parts(*settled)]
    scale = stock_usd / sum(part.amount_usd for part in held if part.matures > opened)
    due = defaultdict(float, published)
    for parts, factor in ((held, scale), (ahead, 1.0)):
        for part in parts:
            if (day := FED.on_or_after(part.matures)) not in published:
                due[day] += part.amount_usd * factor
            elif part.weeks > PUBLISHED_WEEKS_MAX:
                due[day] += part.amount_usd
    maturing = [round(sum(due.get(day, 0.0) for day in days)) for days in posted]
    net = {day: usd - due[day] for day, usd in {**known, **placed}.items() if day > opened - LATELY}
    return Ladder(maturing, sold, net, tuple(_said(known, opened, time.on, placed)))


def _placed(frame: Frame, time: Timeline) -> Mapping[date, float]:
    """Return the settlements after the last statement whose auctions had all been held by the opening [USD].

    A settlement's figure grows with each of its auctions, so it is whole once its last vintage is of their last day.
    """
    found = {}
    for day in (*time.missed, *time.days) if SETTLING in frame else ():
        point = frame[SETTLING].at(day)
        if point is None or point.known_at > end_of_day(time.on):
            continue
        weekday, usual = _usual(day)
        last = FED.previous_open(usual - LAST_AUCTION[weekday] + ONE_DAY)
        if point.known_at.astimezone(NEW_YORK).date() >= last:
            found[day] = point.value
    return found


def _sold(placed: Mapping[date, float], settlements: Sequence[date]) -> int:
    """Return what settles as placed [USD] over settlements posted on one day, where all of them had been placed."""
    if not settlements or any(day not in placed for day in settlements):
        return NOT_PLACED
    return round(sum(placed[day] for day in settlements))


def _published(frame: Frame, opened: date, on: date) -> Mapping[date, float]:
    """Return what falls due of bills up to 17 weeks as published with their auctions [USD], where that is all of it."""
    if MATURING not in frame:
        return {}
    start = max(opened - LATELY + ONE_DAY, from_days(int(COMPLETE_FROM_DAY)))
    return dict(frame[MATURING].between(start, on + SHORTEST - ONE_DAY))


def _said(known: Mapping[date, float], opened: date, on: date, placed: Mapping[date, float]) -> Iterator[Finding]:
    """Yield what must be said of a ladder."""
    first = min(known, default=None)
    if first is None or opened - first < KNOWN_DAYS_MIN:
        yield finding("ladder_even", SETTLING, first, severity="warning")
    if on < TENORS_UNTIL:
        until = Day(TENORS_UNTIL, weekday=False, year=True)
        yield finding("tenors_look_ahead", SETTLING, None, severity="warning", last=until)
    for day, amount in placed.items():
        yield finding("bills_placed", SETTLING, day, amount=Amount(amount, "usd"))


def _settlements(known: Mapping[date, float], opened: date) -> Iterator[tuple[date, float]]:
    """Yield the settlements of a year and some weeks, known ones as they were and earlier ones as usual."""
    first = min(known, default=opened)
    usual = sum(known.values()) / len(known) if known else 1.0
    yield from known.items()
    for day in FED.open_days(opened - LATELY - YEAR, opened):
        if (not known or day < first) and is_settlement(day):
            yield day, usual


def _usual(settled: date) -> tuple[int, date]:
    """Return the weekday on which bills settle that settled on a day, and the day it would have been."""
    weekday = TUESDAY if settled.weekday() <= TUESDAY + 1 else THURSDAY
    return weekday, settled - timedelta(days=settled.weekday() - weekday)


def _parts(settled: date, amount: float) -> Iterator[Part]:
    """Yield the tenors of a settlement; a late one shortens the bill's life."""
    weekday, usual = _usual(settled)
    group = dict(TENORS[weekday])
    if 52 in group:
        is_of_cycle = (usual - CYCLE_FROM).days % (7 * CYCLE_WEEKS) == 0
        group[52] *= CYCLE_WEEKS if is_of_cycle else 0
    total = sum(group.values())
    for weeks, bn in group.items():
        yield Part(weeks, usual + timedelta(weeks=weeks), amount * bn / total)
