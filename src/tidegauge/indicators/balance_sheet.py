"""The H.4.1 identity on Wednesday lines: what the Fed owns, whom it owes, and what no line explains.

    reserves = total assets − currency − reverse repos (ON RRP and foreign pool) − TGA − foreign official deposits
               − other deposits − other liabilities and accrued dividends − unmapped

"Unmapped" holds what has no Wednesday line of its own here: the Fed's capital, and with the other sign the coins and
notes of the Treasury, which "currency" counts beside Federal Reserve notes. The two nearly cancel, so it is small and
steady. Its change is a check: a jump means a line is missing or mis-mapped. "Other liabilities and accrued dividends"
is net of the deferred asset, hence below zero since late October 2022. Basis: Federal Reserve H.4.1, tables 1 and 5.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from tidegauge.frame import Finding, Frame, finding
from tidegauge.words.sentence import Amount

ASSETS = ("treasuries_held", "mbs_held", "repos_outstanding", "loans", "swaps")
LIABILITIES = (
    "reserves",
    "tga_wednesday",
    "reverse_repos",
    "currency",
    "foreign_official_deposits",
    "other_deposits",
    "other_liabilities",
)
INPUTS = ("fed_assets", *ASSETS, *LIABILITIES, "foreign_repo_pool")
WEEK = timedelta(days=7)
UNMAPPED_CHANGE_MAX_USD = 3_500_000_000  # holds on every Wednesday from 2022-01 to 2026-03-04


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the balance sheet: level and change over the H.4.1 week [USD]; None where it is not known."""

    id: str
    side: str
    level_usd: int | None
    change_usd: int | None


@dataclass(frozen=True, slots=True)
class BalanceSheet:
    """The Fed's balance sheet on one Wednesday. `missing` names lines that were not known."""

    period: date
    lines: tuple[Line, ...]
    missing: tuple[str, ...]

    def line(self, id_: str) -> Line:
        """Return one line by id."""
        return next(line for line in self.lines if line.id == id_)


def known_on(frame: Frame, series: str, day: date) -> int | None:
    """Return the whole dollars of a series for exactly `day`, or None."""
    point = frame[series].at(day)
    return None if point is None else round(point.value)


def _levels(frame: Frame, day: date) -> dict[str, int | None]:
    """Return every line of the identity on one Wednesday, derived lines included."""
    known = {series: known_on(frame, series, day) for series in INPUTS}
    levels: dict[str, int | None] = {name: known[name] for name in ("fed_assets", *ASSETS)}
    levels["other_assets"] = _minus(known["fed_assets"], *(known[name] for name in ASSETS))
    for name in ("reserves", "tga_wednesday"):
        levels[name] = known[name]
    levels["on_rrp"] = _minus(known["reverse_repos"], known["foreign_repo_pool"])
    for name in ("foreign_repo_pool", "currency", "foreign_official_deposits", "other_deposits", "other_liabilities"):
        levels[name] = known[name]
    levels["unmapped"] = _minus(known["fed_assets"], *(known[name] for name in LIABILITIES))
    return levels


def _minus(total: int | None, *parts: int | None) -> int | None:
    """Subtract whole dollars; one unknown part makes the result unknown."""
    known = [part for part in parts if part is not None]
    return None if total is None or len(known) < len(parts) else total - sum(known)


def balance_sheet(frame: Frame, day: date | None = None) -> BalanceSheet | None:
    """Return the identity for the last known Wednesday up to `day`, with the change from the Wednesday before.

    A line that was not published is None and named in `missing`; nothing is filled in.
    """
    anchor = frame["reserves"].latest() if day is None else frame["reserves"].on_or_before(day)
    if anchor is None:
        return None
    now, before = _levels(frame, anchor.period), _levels(frame, anchor.period - WEEK)
    owned = {"fed_assets", *ASSETS, "other_assets"}
    lines = tuple(
        Line(name, "asset" if name in owned else "liability", level, _minus(level, before[name]))
        for name, level in now.items()
    )
    return BalanceSheet(anchor.period, lines, tuple(line.id for line in lines if line.level_usd is None))


def unmapped_findings(frame: Frame, since: date) -> list[Finding]:
    """Return a finding for every Wednesday whose unmapped part moved by more than the identity allows."""
    findings = []
    for day, _ in frame["reserves"].between(since, date.max):
        change = _minus(_levels(frame, day)["unmapped"], _levels(frame, day - WEEK)["unmapped"])
        if change is not None and abs(change) > UNMAPPED_CHANGE_MAX_USD:
            moved = Amount(change, "usd", "change")
            findings.append(finding("h41_identity", "reserves", day, severity="warning", amount=moved))
    return findings
