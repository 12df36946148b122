"""The Fed's own block: H.4.1 lines of the last Wednesday, brought to the day by what is published daily.

It closes to the dollar by construction: `other_fed_assets` is what the named assets leave of the total, and
`unmapped_fed_liabilities` what the named liabilities leave. The Fed's capital has no line of its own here, so its net
worth opens at zero: capital is inside the unmapped part, where the coins and notes of the Treasury that "currency"
counts beside Federal Reserve notes nearly cancel it. "Other liabilities and accrued dividends" is one published line,
net of the deferred asset; by its sign it stands as what the Fed owes or as remittances due, the other at zero.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from tidegauge.clock import in_new_york
from tidegauge.errors import MissingFigures
from tidegauge.frame import Finding, Frame, Point, finding
from tidegauge.indicators import balance_sheet
from tidegauge.scenarios.opening.figures import Figure
from tidegauge.words.sentence import Day

INPUTS = (*balance_sheet.INPUTS, "bills_held", "tga", "on_rrp", "srf")

LINES = {  # H.4.1 series of each Fed line that is taken over as it is
    "standing_repo": "repos_outstanding",
    "discount_window": "loans",
    "swap_lines": "swaps",
    "mbs": "mbs_held",
    "reserves": "reserves",
    "tga": "tga_wednesday",
    "foreign_repo_pool": "foreign_repo_pool",
    "currency": "currency",
    "other_fed_deposits": "other_deposits",
    "foreign_official_deposits": "foreign_official_deposits",
    "other_fed_liabilities": "other_liabilities",
}
LINE_OF = {series: line for line, series in LINES.items()} | {
    "bills_held": "bills",
    "treasuries_held": "coupons",
    "on_rrp": "on_rrp",
    "fed_assets": "other_fed_assets",
}
"""Instrument of each series that a line may be late of."""

ASSETS = ("bills", "coupons", "mbs", "standing_repo", "open_market_repo", "discount_window", "swap_lines")
LIABILITIES = (
    "reserves",
    "tga",
    "on_rrp",
    "foreign_repo_pool",
    "currency",
    "other_fed_deposits",
    "foreign_official_deposits",
    "other_fed_liabilities",
    "remittances_due",
)
DAILY = {"tga": ("tga", -1), "on_rrp": ("on_rrp", -1), "standing_repo": ("srf", 1)}
"""Line, its daily series, and what a dollar more of it does to reserves."""

BILLS_ARE_BOUGHT_FROM = date(2025, 12, 1)
"""Since then the Fed's Treasuries grow by bills only: run-off ended and principal of MBS goes into bills (New York Fed
operating policy, 29 October 2025), so the change of all Treasuries dates bills forward where they are not published."""

STANDING_REPO_FROM = date(2021, 7, 29)
"""The facility exists since then (FOMC statement of 28 July 2021); the same H.4.1 line was the desk's repos before."""

STALE = timedelta(days=35)


class Block(NamedTuple):
    """The Fed's assets and liabilities by instrument, the Wednesday they rest on, and what is to be said about them."""

    wednesday: date
    assets: dict[str, Figure]
    liabilities: dict[str, Figure]
    findings: tuple[Finding, ...]


def block(frame: Frame, on: date) -> Block:
    """Return the Fed's side of the opening sheet for the end of `on`.

    A line that was not published for the Wednesday is taken from the last one that was, and named in a finding; what
    it moved since then stands in `unmapped_fed_liabilities`. What is published daily replaces the Wednesday's figure,
    and reserves follow by the identity.

    Raises
    ------
    MissingFigures
        No Wednesday with reserves and total assets is known.
    """
    reader = _Reader(frame, _anchor(frame, on), [])
    known = {line: reader.line(series) for line, series in LINES.items()}
    known["on_rrp"] = reader.on_rrp(known["foreign_repo_pool"])
    known["bills"], known["coupons"] = reader.treasuries()
    known["remittances_due"], known["other_fed_liabilities"] = _deferred(known["other_fed_liabilities"])
    known["standing_repo"], known["open_market_repo"] = _repos(known["standing_repo"], on)
    total = reader.line("fed_assets")
    assets = {line: known[line] for line in ASSETS}
    liabilities = {line: known[line] for line in LIABILITIES}
    assets["other_fed_assets"] = _left(total, assets)
    liabilities["unmapped_fed_liabilities"] = _left(total, liabilities)
    daily = reader.daily(on)
    for line, figure in daily.items():
        side = assets if line in assets else liabilities
        change = DAILY[line][1] * (figure.amount_usd - side[line].amount_usd)
        side[line] = figure
        liabilities["reserves"] = _moved(liabilities["reserves"], change, figure)
    return Block(reader.wednesday, assets, liabilities, tuple(reader.findings))


def _anchor(frame: Frame, on: date) -> date:
    """Return the last Wednesday on or before `on` for which reserves and total assets are known."""
    point = frame["reserves"].on_or_before(on)
    while point is not None and frame["fed_assets"].at(point.period) is None:
        point = frame["reserves"].on_or_before(point.period - timedelta(days=1))
    if point is None:
        raise MissingFigures(series="reserves", as_of=in_new_york(frame.as_of))
    return point.period


@dataclass(slots=True)
class _Reader:
    """Reads the lines of one Wednesday and notes what is not of that day."""

    frame: Frame
    wednesday: date
    findings: list[Finding]

    def line(self, series: str) -> Figure:
        """Return a line of the Wednesday, or the last one before it with a finding."""
        point = self.frame[series].on_or_before(self.wednesday)
        if point is None:
            self.findings.append(finding("opening_unknown", series, self.wednesday, severity="warning"))
            return Figure(0, "prior", (series,), None, "prior_zero")
        if point.period < self.wednesday:
            severity = "warning" if self.wednesday - point.period > STALE else "note"
            day = Day(self.wednesday, weekday=False, year=True)
            self.findings.append(finding("opening_stale", series, point.period, severity=severity, day=day))
        return _observed(point)

    def on_rrp(self, pool: Figure) -> Figure:
        """Return all reverse repos less the foreign pool, or the daily operation where the total is not published."""
        total = self.frame["reverse_repos"].at(self.wednesday)
        if total is None or pool.period != self.wednesday:
            return self.line("on_rrp")
        both = ("reverse_repos", "foreign_repo_pool")
        return Figure(round(total.value) - pool.amount_usd, "identity", both, self.wednesday)

    def treasuries(self) -> tuple[Figure, Figure]:
        """Return the Fed's bills, and its other Treasuries as what bills leave of the total."""
        total, bills = self.line("treasuries_held"), self.line("bills_held")
        then = None if bills.period is None else self.frame["treasuries_held"].on_or_before(bills.period)
        if bills.period != self.wednesday and then is not None and self.wednesday >= BILLS_ARE_BOUGHT_FROM:
            level = max(0, bills.amount_usd + total.amount_usd - round(then.value))
            bills = Figure(level, "identity", ("bills_held", "treasuries_held"), self.wednesday)
        both = ("treasuries_held", "bills_held")
        return bills, Figure(total.amount_usd - bills.amount_usd, "identity", both, total.period)

    def daily(self, on: date) -> dict[str, Figure]:
        """Return the lines that a daily figure later than the Wednesday is known of, up to `on`."""
        found = {}
        for line, (series, _) in DAILY.items():
            point = self.frame[series].on_or_before(on)
            if point is not None and point.period > self.wednesday:
                found[line] = _observed(point)
                day = Day(self.wednesday, weekday=False, year=True)
                self.findings.append(finding("opening_daily", series, point.period, day=day))
        return found


def _repos(lent: Figure, on: date) -> tuple[Figure, Figure]:
    """Return what the standing facility and what the desk has lent: one published line, which is one or the other."""
    nothing = lent._replace(amount_usd=0)
    return (lent, nothing) if on >= STANDING_REPO_FROM else (nothing, lent)


def _deferred(other: Figure) -> tuple[Figure, Figure]:
    """Split "other liabilities" by sign: below zero they are the deferred asset, a claim on remittances to come.

    The two are published net, so neither is observed: each is what the other, taken as zero, leaves of the line.
    """
    net = other if other.source else other._replace(origin="identity")
    nothing = net._replace(amount_usd=0)
    return (nothing, net) if net.amount_usd >= 0 else (net, nothing)


def _observed(point: Point) -> Figure:
    """Return a point as an observed figure."""
    return Figure(round(point.value), "observed", (point.series,), point.period)


def _left(total: Figure, lines: Mapping[str, Figure]) -> Figure:
    """Return what the lines leave of a total."""
    amount = total.amount_usd - sum(figure.amount_usd for figure in lines.values())
    return Figure(amount, "identity", total.series, total.period)


def _moved(reserves: Figure, change_usd: int, cause: Figure) -> Figure:
    """Return reserves moved by what a daily figure says."""
    series = tuple(dict.fromkeys((*reserves.series, *cause.series)))
    return Figure(reserves.amount_usd + change_usd, "identity", series, cause.period)
