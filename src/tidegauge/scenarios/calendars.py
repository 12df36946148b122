"""The Treasury's fiscal calendar: what is scheduled on each business day, as it could be foreseen at an opening.

Sizes are those of one measured year, scaled by nominal GDP, and the year's balance is closed on the deficit that the
Congressional Budget Office had projected by then. So a simulated year ends with a published deficit, and only its days
are ours. Where a run opens before the measured year, the sizes look ahead, and a finding says so.
"""

import tomllib
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any

from tidegauge.business_days import CALENDARS
from tidegauge.frame import Finding, finding
from tidegauge.scenarios.day_rules import Span, payments
from tidegauge.words.sentence import Day

FED = CALENDARS["fed"]
MARGIN = timedelta(days=21)
"""Days looked at beyond a year's ends: what falls on a closed day or around a deadline may come from there."""

RESIDUAL = "other_outlays"
SIGNS = {"receipt": 1, "outlay": -1, "interest": -1}
"""What a dollar of a kind does to the Treasury's cash; coupons at auction and at maturity are debt, no part of it."""

_BILLION = 1_000_000_000


@dataclass(frozen=True, slots=True)
class Noise:
    """The random part of a calendar: a day's standard deviation is `sd_usd` plus `of_amount` times its amount."""

    shock: str
    sd_usd: float
    of_amount: float
    persistence: float
    tails: float


@lru_cache(maxsize=1)
def _tables() -> Mapping[str, Any]:
    """Return fiscal_calendar.toml as it stands."""
    return tomllib.loads(Path(__file__).with_name("fiscal_calendar.toml").read_text("utf-8"))


def names() -> tuple[str, ...]:
    """Return the names of all calendars, in the order in which their flows are posted.

    >>> names()[0]
    'withheld_taxes'
    """
    return tuple(_tables()["calendars"])


def kind(name: str) -> str:
    """Return what a calendar schedules: receipt, outlay, interest, coupon_auction or coupon_maturity."""
    return str(_tables()["calendars"][name]["kind"])


def noise(name: str) -> Noise:
    """Return the random part of a calendar."""
    table = _tables()["calendars"][name]
    said = table["noise"]
    shock = table.get("shock", name)
    return Noise(shock, said["sd"] * _BILLION, said["of_amount"], said["persistence"], said["tails"])


def held_back(name: str, lapse_day: int) -> float:
    """Return the share of a calendar's amount that a lapse of appropriations holds back on its n-th day, from 1.

    >>> held_back("social_security", 10), held_back("pay", 10)
    (0.0, 0.6)
    """
    rule = _tables()["calendars"][name].get("held_back")
    if rule is None:
        return 0.0
    is_late = lapse_day >= rule.get("later_from_day", lapse_day + 1)
    return float(rule["share_later"] if is_late else rule["share"])


def fiscal_year(day: date) -> int:
    """Return the federal fiscal year of a day; it begins on 1 October.

    >>> fiscal_year(date(2025, 9, 30)), fiscal_year(date(2025, 10, 1))
    (2025, 2026)
    """
    return day.year + int(day.month >= 10)


def deficit_usd(year: int, on: date) -> int:
    """Return the deficit of a fiscal year as the CBO had projected it by `on` [USD].

    The latest projection with that year counts; beyond its last year the last figure grows with nominal GDP.

    >>> deficit_usd(2026, date(2025, 9, 30)), deficit_usd(2026, date(2026, 3, 1))
    (1713000000000, 1853000000000)
    """
    known = [entry for entry in _tables()["deficits"] if entry["announced_on"] <= on] or _tables()["deficits"][:1]
    found: dict[int, int] = {int(said): bn for entry in known for said, bn in entry["years"].items()}
    nearest = min(found, key=lambda said: (abs(said - year), -said))
    return round(found[nearest] * _BILLION * _growth(year, base=nearest))


def amounts(name: str, days: Sequence[date], on: date) -> list[int]:
    """Return what a calendar schedules for business days, as foreseen on the day `on` [USD, never negative].

    >>> amounts("social_security", [date(2025, 10, 8), date(2025, 10, 9)], date(2025, 9, 30))
    [31512000000, 0]
    """
    return [_year(name, fiscal_year(day), on).get(day, 0) for day in days]


def findings(days: Sequence[date], on: date) -> list[Finding]:
    """Return what must be said about the sizes: that they are scaled, and whether they look ahead."""
    base = int(_tables()["fiscal_year"])
    years = sorted({fiscal_year(day) for day in days})
    said = []
    if on < date(base, 8, 31):
        said.append(finding("calendar_looks_ahead", "fiscal_calendar", None, severity="warning", base=base))
    elif years[-1] > base:
        said.append(finding("calendar_scaled", "fiscal_calendar", None, base=base, year=years[-1]))
    if on < (last := _tables()["auctions_until"]):
        until = Day(last, weekday=False, year=True)
        said.append(finding("auctions_look_ahead", "coupon_auctions", None, severity="warning", last=until))
    return said


@lru_cache(maxsize=512)
def _year(name: str, year: int, on: date) -> Mapping[date, int]:
    """Return the amounts of a whole fiscal year by business day [USD]."""
    if name == RESIDUAL:
        return _residual(year, on)
    table = _tables()["calendars"][name]
    factor = _growth(year, base=_tables()["fiscal_year"]) * _step(table, on) * _BILLION
    span = Span(date(year - 1, 10, 1) - MARGIN, date(year, 9, 30) + MARGIN)
    sums: defaultdict[date, float] = defaultdict(float)
    for rule in table["rules"]:
        for day, bn in payments(rule, span):
            sums[day] += bn
    return {day: round(bn * factor) for day, bn in sums.items() if fiscal_year(day) == year}


def _residual(year: int, on: date) -> Mapping[date, int]:
    """Return what closes a fiscal year on its deficit, evenly over its business days [USD]."""
    days = FED.open_days(date(year - 1, 10, 1), date(year, 9, 30))
    balance = sum(
        SIGNS[kind(name)] * sum(_year(name, year, on).values())
        for name in names()
        if kind(name) in SIGNS and name != RESIDUAL
    )
    total = max(0, deficit_usd(year, on) + balance)
    n = len(days)
    return {day: total * (place + 1) // n - total * place // n for place, day in enumerate(days)}


def _growth(year: int, *, base: int) -> float:
    """Return the factor from a base year's sizes to those of a fiscal year."""
    pct = _tables()["growth_after_pct" if year > base else "growth_before_pct"]
    return float((1 + pct / 100) ** (year - base))


def _step(table: Mapping[str, Any], on: date) -> float:
    """Return the factor of the last step of a size that was known on a day."""
    known = [step["factor"] for step in table.get("steps", ()) if step["known_on"] <= on]
    return float(known[-1]) if known else 1.0
