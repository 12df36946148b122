"""Why reserves moved: the change of a week, or of a day, split by cause with the right sign.

A rise of a Fed asset adds reserves; a rise of any other Fed liability (the Treasury's cash, ON RRP, the foreign pool,
currency, other deposits) drains them. Net liquidity (Fed assets − TGA − ON RRP) sees only three of these causes, which
is why it is not reserves. The parts add up to the change exactly: what no line explains is a part of its own.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from tidegauge.frame import Frame
from tidegauge.indicators.balance_sheet import ASSETS, INPUTS, Line, balance_sheet

DRAINING = (
    "tga_wednesday",
    "on_rrp",
    "foreign_repo_pool",
    "currency",
    "foreign_official_deposits",
    "other_deposits",
    "other_liabilities",
    "unmapped",
)
ADDING = (*ASSETS, "other_assets")
IN_NET_LIQUIDITY = (*ADDING, "tga_wednesday", "on_rrp")
DAILY_INPUTS = ("tga", "on_rrp", "srf")
WEEKLY_INPUTS = INPUTS


@dataclass(frozen=True, slots=True)
class Cause:
    """One part of a change: the line, its own change, and what that did to reserves and to net liquidity [USD]."""

    id: str
    change_usd: int
    reserves_usd: int
    net_liquidity_usd: int


@dataclass(frozen=True, slots=True)
class Drain:
    """The change between two days: reserves, net liquidity and the causes, largest first.

    `reserves_usd` is None where a line is missing (and always for single days: reserves have no daily figure); then the
    causes are those that are known, and `missing` names the rest.
    """

    start: date
    end: date
    basis: str
    reserves_usd: int | None
    net_liquidity_usd: int | None
    causes: tuple[Cause, ...]
    missing: tuple[str, ...]


def weekly(frame: Frame, day: date | None = None) -> Drain | None:
    """Return the drain of the H.4.1 week that ends on the last known Wednesday up to `day`."""
    sheet = balance_sheet(frame, day)
    if sheet is None:
        return None
    changes = {line.id: line.change_usd for line in sheet.lines}
    causes = tuple(
        sorted(
            (_cause(line) for line in sheet.lines if line.id in ADDING + DRAINING and line.change_usd is not None),
            key=lambda cause: -abs(cause.reserves_usd or cause.change_usd),
        )
    )
    net = _net_liquidity(changes)
    return Drain(
        start=sheet.period - timedelta(days=7),
        end=sheet.period,
        basis="wednesday_level",
        reserves_usd=changes["reserves"],
        net_liquidity_usd=net,
        causes=causes,
        missing=tuple(line.id for line in sheet.lines if line.change_usd is None),
    )


def _cause(line: Line) -> Cause:
    change = line.change_usd or 0
    effect = change if line.id in ADDING else -change
    return Cause(line.id, change, effect, effect if line.id in IN_NET_LIQUIDITY else 0)


def _net_liquidity(changes: dict[str, int | None]) -> int | None:
    parts = (changes["fed_assets"], changes["tga_wednesday"], changes["on_rrp"])
    if any(part is None for part in parts):
        return None
    assets, tga, on_rrp = (part or 0 for part in parts)
    return assets - tga - on_rrp


def daily(frame: Frame) -> Drain | None:
    """Return what the daily figures say about the last day that the Daily Treasury Statement covers.

    Only the TGA, ON RRP and standing repo are known daily; the change of reserves is not, so it is None.
    """
    last = frame["tga"].latest()
    before = None if last is None else frame["tga"].on_or_before(last.period - timedelta(days=1))
    if last is None or before is None:
        return None
    causes, missing = [], ["reserves"]
    for series in DAILY_INPUTS:
        now, then = frame[series].at(last.period), frame[series].at(before.period)
        if now is None or then is None:
            missing.append(series)
            continue
        change = round(now.value) - round(then.value)
        effect = change if series == "srf" else -change
        causes.append(Cause(series, change, effect, effect))
    causes.sort(key=lambda cause: -abs(cause.reserves_usd))
    return Drain(before.period, last.period, "end_of_day", None, None, tuple(causes), tuple(missing))
