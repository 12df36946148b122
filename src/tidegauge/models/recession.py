"""The probability of a recession in twelve months, from the slope of the Treasury curve: a probit with two numbers.

    P(recession in month t + 12) = Φ(α + β·s),    s = monthly mean of the 10-year yield − that of the 3-month bill

α and β are the New York Fed's, estimated on January 1959 to December 2009, so whatever came later is out of sample.
The bill is quoted as a discount and is converted to the yield of a bond before it is subtracted. A deeper inversion is
no confirmation: recessions began when the curve was steeper again than at its deepest (`approaches`).

References
----------
Estrella and Trubin (2006), "The Yield Curve as a Leading Indicator: Some Practical Issues", FRBNY Current Issues 12(5).
Estrella and Mishkin (1998), "Predicting U.S. Recessions", Review of Economics and Statistics 80.
Federal Reserve Bank of New York, "The Yield Curve as a Leading Indicator" (parameters and conversion).
"""

import math
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from tidegauge.business_days import CALENDARS
from tidegauge.clock import NEW_YORK
from tidegauge.errors import TooLittleHistory
from tidegauge.frame import Frame, Track, from_days

if TYPE_CHECKING:
    from datetime import datetime

    from numpy.typing import NDArray

INPUTS = ("yield_10y", "bill_3m", "yield_3m")
ALPHA, BETA = -0.5333, -0.6330  # Federal Reserve Bank of New York, data January 1959 to December 2009
FITTED_UNTIL = date(2009, 12, 1)
ALARM = 0.30  # the usual line, about where the curve inverts: Φ(α) = 0.297
LEAD = 12  # months
PAUSE = 2  # months below the line that do not end a spell: a prior, so that a month's respite makes no second alarm
SLOWEST_CALL = 12  # months from a peak to its announcement; the slowest so far was that of December 2007
LISTED_UNTIL = date(2026, 4, 1)  # the last day of which `recessions.toml` knows what had been announced
COMMITTEE_SINCE = 1978  # the year; announcements of earlier peaks are priors
BILL_DAYS, BILL_YEAR, BOND_YEAR = 91, 360, 365
PATH = Path(__file__).parent / "recessions.toml"


class Month(NamedTuple):
    """One month: the mean slope [percentage points], P(recession twelve months on), and the bill it rests on.

    `is_whole` is False for the month that has not ended yet; its figures are means of the days so far.
    """

    month: date
    slope_pct: float
    probability: float
    bill: str
    is_whole: bool


class Recession(NamedTuple):
    """A recession: the months after `peak` up to `trough`, each announced by the National Bureau on its own day.

    `trough` is None while it is not announced. `is_pandemic` marks the recession of 2020, which no yield curve foresaw.
    """

    peak: date
    trough: date | None
    peak_known_on: date
    trough_known_on: date
    is_pandemic: bool = False


@dataclass(frozen=True, slots=True)
class Alarm:
    """Months with a probability at or above the line, and what followed.

    `verdict` is ``true`` where a recession was announced whose peak lies between the first month and `until`, twelve
    months after the last; ``luck`` where that recession was the pandemic's, so that the alarm was right for no reason
    of its own; ``false`` where that time is over without one; ``open`` before. `settled_on` is when no peak in that
    time can be announced any more if the committee is as slow as it ever was.
    """

    first: date
    last: date
    months: int
    highest: float
    highest_in: date
    verdict: str
    peak: date | None
    until: date
    settled_on: date


@dataclass(frozen=True, slots=True)
class Approach:
    """How the curve stood before a peak: deepest in the two years before, and in the month of the peak itself.

    `inverted_months` of the 24 before the peak had a slope below zero; slopes in percentage points. `announced_on` is
    the day the National Bureau announced the peak, None before it had a committee for it.
    """

    peak: date
    announced_on: date | None
    deepest_pct: float
    deepest_in: date
    slope_at_peak_pct: float
    inverted_months: int


class Record(NamedTuple):
    """How good the probabilities were after the sample they were fitted on: Brier scores, lower is better.

    `base` says the share of recession months in the fitted sample every month; `months` are outcomes, of which
    `in_recession` were recession months, `in_pandemic` of them in that of 2020. Outcomes count once the committee could
    have spoken; months after a peak whose trough is not announced yet do not.
    """

    brier: float
    base: float
    months: int
    in_recession: int
    in_pandemic: int


def bond_equivalent(discount_pct: float) -> float:
    """Return the bond-equivalent yield of a 91-day bill quoted at a discount [% a year].

    >>> round(bond_equivalent(5.0), 4)
    5.1343
    """
    return 100 * (BOND_YEAR * discount_pct / 100) / (BILL_YEAR - BILL_DAYS * discount_pct / 100)


def probability(slope_pct: float) -> float:
    """Return P(recession in twelve months) at a slope [percentage points].

    >>> [round(100 * probability(slope), 1) for slope in (2, 1, 0, -1, -1.5)]
    [3.6, 12.2, 29.7, 54.0, 66.1]
    """
    return 0.5 * math.erfc(-(ALPHA + BETA * slope_pct) / math.sqrt(2))


def monthly(frame: Frame, bill: str | None = None) -> list[Month]:
    """Return every month that has both yields, in order; `bill` restricts the short end to one series.

    A month without the bill's discount takes ``yield_3m``, the constant-maturity yield, which needs no conversion.

    Raises
    ------
    TooLittleHistory
        No month has both.
    """
    long, today = _means(frame["yield_10y"]), frame.as_of.astimezone(NEW_YORK).date()
    discount = {month: bond_equivalent(rate) for month, rate in _means(frame["bill_3m"]).items()}
    shorts = {"bill_3m": discount, "yield_3m": _means(frame["yield_3m"])}
    order = tuple(shorts) if bill is None else (bill,)
    found = []
    for month, rate in long.items():
        series = next((series for series in order if month in shorts[series]), None)
        if series is not None:
            slope = rate - shorts[series][month]
            is_whole = after(month, 1) <= today or _is_over(frame["yield_10y"], month)
            found.append(Month(month, slope, probability(slope), series, is_whole))
    if not found:
        raise TooLittleHistory(model="recession", needed=1, series="yield_10y", found=0, as_of=today)
    return found


def _is_over(track: Track, month: date) -> bool:
    """Say whether the last trading day of a month is published."""
    last = CALENDARS["sifma_trading"].previous_open(after(month, 1))
    return track.at(last) is not None


def _means(track: Track) -> dict[date, float]:
    """Return the mean of the published days of every month, in order."""
    days = ((from_days(day), value) for day, value in zip(track.periods.tolist(), track.values.tolist(), strict=True))
    present = ((day.replace(day=1), value) for day, value in days if value == value)
    return {month: float(np.mean([value for _, value in part])) for month, part in groupby(present, lambda one: one[0])}


def after(month: date, months: int) -> date:
    """Return the first day of the month so many months later.

    >>> after(date(2024, 11, 1), 3)
    datetime.date(2025, 2, 1)
    """
    number = month.year * 12 + month.month - 1 + months
    return date(number // 12, number % 12 + 1, 1)


@lru_cache(maxsize=1)
def _listed() -> tuple[Recession, ...]:
    return tuple(Recession(**table) for table in tomllib.loads(PATH.read_text("utf-8")).values())


def recessions(as_of: "datetime") -> tuple[Recession, ...]:
    """Return the recessions whose peak was announced by a moment, without the troughs announced later.

    >>> from tidegauge.clock import parse_moment
    >>> recessions(parse_moment("2008-11-30"))[-1].peak
    datetime.date(2001, 3, 1)
    """
    today = as_of.astimezone(NEW_YORK).date()
    known = (one for one in _listed() if one.peak_known_on <= today)
    return tuple(one if one.trough_known_on <= today else one._replace(trough=None) for one in known)


def alarms(months: Sequence[Month], known: Sequence[Recession], today: date) -> list[Alarm]:
    """Return every spell at or above the line, with what followed it; a pause of up to two months does not end one."""
    spells: list[list[Month]] = []
    for one in months:
        if one.probability < ALARM or not one.is_whole:
            continue
        if not spells or after(spells[-1][-1].month, PAUSE + 1) < one.month:
            spells.append([])
        spells[-1].append(one)
    return [_judged(spell, known, today) for spell in spells]


def _judged(spell: Sequence[Month], known: Sequence[Recession], today: date) -> Alarm:
    """Return a spell with its verdict as known today."""
    first, last = spell[0].month, spell[-1].month
    until = after(last, LEAD)
    came = next((one for one in known if first <= one.peak <= until), None)
    highest = max(spell, key=lambda one: one.probability)
    verdict = "false" if today >= after(until, 1) else "open"
    if came is not None:
        verdict = "luck" if came.is_pandemic else "true"
    settled_on, peak = after(until, 1 + SLOWEST_CALL), came.peak if came else None
    return Alarm(first, last, len(spell), highest.probability, highest.month, verdict, peak, until, settled_on)


def right_by_chance(found: Sequence[Alarm], months: Sequence[Month], known: Sequence[Recession]) -> float | None:
    """Return how often spells as long as some alarms, begun in any month, would have been followed by a peak.

    The base rate of the alarm: the mean over alarms of the share of months from which a spell of that length, and
    twelve months more, holds a peak. The pandemic's peak does not count. None without alarms or peaks.
    """
    peaks = [one.peak for one in known if not one.is_pandemic and one.peak >= months[0].month]
    starts = [one.month for one in months if one.is_whole]
    shares = []
    for alarm in found:
        reach = [(first, after(alarm.until, _apart(alarm.first, first))) for first in starts]
        inside = [any(first <= peak <= until for peak in peaks) for first, until in reach if until <= starts[-1]]
        if inside:
            shares.append(sum(inside) / len(inside))
    return float(np.mean(shares)) if shares and peaks else None


def _apart(month: date, other: date) -> int:
    """Return the months from one month to another, negative where the other comes first."""
    return (other.year - month.year) * 12 + other.month - month.month


def approaches(months: Sequence[Month], known: Sequence[Recession]) -> list[Approach]:
    """Return how the curve stood before every peak that has two years of figures before it."""
    by_month = {one.month: one for one in months}
    found = []
    for recession in known:
        before = [by_month[m] for n in range(-2 * LEAD, 1) if (m := after(recession.peak, n)) in by_month]
        if len(before) == 2 * LEAD + 1:
            deepest = min(before, key=lambda one: one.slope_pct)
            inverted = sum(one.slope_pct < 0 for one in before[:-1])
            announced = recession.peak_known_on if recession.peak.year >= COMMITTEE_SINCE else None
            slopes = (deepest.slope_pct, deepest.month, before[-1].slope_pct)
            found.append(Approach(recession.peak, announced, *slopes, inverted))
    return found


def record(months: Sequence[Month], known: Sequence[Recession], today: date) -> Record:
    """Return the Brier score of the months whose outcome lies after the fitted sample, beside the base rate's."""
    share = base_rate()
    running = min((one.peak for one in known if one.trough is None), default=date.max)
    outcomes = [(one, after(one.month, LEAD)) for one in months if one.is_whole]
    late = [(one, then) for one, then in outcomes if FITTED_UNTIL < then <= running]
    decided = [(one, then) for one, then in late if after(then, SLOWEST_CALL) <= today]
    said = np.array([one.probability for one, _ in decided])
    came = np.array([is_recession(then, known) for _, then in decided], np.float64)
    pandemic = [one for one in known if one.is_pandemic]
    lucky = sum(is_recession(then, pandemic) for _, then in decided)
    return Record(_brier(said, came), _brier(np.full(len(came), share), came), len(came), int(came.sum()), lucky)


def _brier(said: "NDArray[np.float64]", came: "NDArray[np.float64]") -> float:
    return float(((said - came) ** 2).mean()) if len(came) else math.nan


def is_recession(month: date, known: Sequence[Recession]) -> bool:
    """Say whether a month lies in one of some recessions: after the peak, up to the trough, both announced."""
    return any(one.trough is not None and one.peak < month <= one.trough for one in known)


def base_rate() -> float:
    """Return the share of recession months in the sample the parameters were fitted on.

    >>> round(base_rate(), 3)
    0.152
    """
    count = (FITTED_UNTIL.year - 1959) * 12 + 12
    return sum(is_recession(after(date(1959, 1, 1), n), _listed()) for n in range(count)) / count
