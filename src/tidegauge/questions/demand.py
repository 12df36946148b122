"""The question of demand: who bought Treasuries at auction, and who holds more of them than a quarter ago.

An auction is paid for out of somebody's cash: by dealers, who fund it overnight; by money funds, which draw on ON RRP;
by foreign officials, whose custody at the Fed grows. Who buys decides which balance settles the bill.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from types import MappingProxyType

from tidegauge.catalogue.series import find, publishers
from tidegauge.clock import NEW_YORK
from tidegauge.frame import Finding, Frame, finding
from tidegauge.questions.answer import Answer, exact, origins
from tidegauge.questions.desk import Desk
from tidegauge.words.sentence import Amount, Day, Fact, Name, Names, Sentence, Words

WINDOW = timedelta(days=91)
YEAR = timedelta(days=364)
WHOLE_FROM = date(2022, 8, 9)
"""From this auction day on every auction is stored; before it some are, and only shares can be told (the catalogue)."""

KINDS = ("bills", "coupons")
CLASSES = ("dealers", "direct", "indirect")
HOLDERS = (
    "treasuries_held",
    "custody_holdings",
    "tic_total",
    "tic_official",
    "pd_net_total",
    "money_fund_treasuries",
)
INPUTS = (*(f"auction_{kind}_{part}" for kind in KINDS for part in ("competitive", *CLASSES)), *HOLDERS)
UNITS: Mapping[str, str] = {
    "competitive_usd": "USD",
    "dealers_share": "share",
    "direct_share": "share",
    "indirect_share": "share",
    "dealers_share_before": "share",
    "value_usd": "USD",
    "change_usd": "USD",
}


@dataclass(frozen=True, slots=True)
class Bought:
    """What competitive bidders took of one kind of Treasury at the auctions of thirteen weeks, and which of them.

    The amount is None where not every auction of the weeks is stored, a share where it is not told of every auction day
    that is. `dealers_share_before` is that of the same weeks a year before. Amounts that the Fed added for itself, and
    noncompetitive bids, are not in it.
    """

    kind: str
    first: date
    last: date
    days: int
    competitive_usd: int | None
    dealers_share: float | None
    direct_share: float | None
    indirect_share: float | None
    dealers_share_before: float | None


@dataclass(frozen=True, slots=True)
class Holder:
    """Who holds Treasuries: the last level known, and its change since the last one of thirteen weeks earlier."""

    series: str
    names: Mapping[str, str]
    publishers: Mapping[str, str]
    period: date
    value_usd: int
    since: date | None
    change_usd: int | None


@dataclass(frozen=True, slots=True)
class Demand:
    """Who bought at auction and who holds; a kind or a holder of which nothing was known is left out and named."""

    headline: tuple[Sentence, ...]
    auctions: tuple[Bought, ...]
    holders: tuple[Holder, ...]


def demand(desk: Desk, *, as_of: datetime | None = None) -> Answer:
    """Answer with who bought at the auctions of the last thirteen weeks, and how much holders have since added.

    What is not among the figures is not filled in: a finding names each series with its publisher.
    """
    moment = desk.moment(as_of)
    frame = desk.frame(INPUTS, moment)
    today = moment.astimezone(NEW_YORK).date()
    auctions = tuple(one for kind in KINDS if (one := _bought(frame, kind, today)))
    holders = tuple(held for series in HOLDERS if (held := _holder(frame, series)))
    found = Demand((*map(_sold, auctions), *_moved(holders)), auctions, holders)
    findings = (*desk.findings(), *_unknown(frame, found))
    return Answer("demand", moment, found, UNITS, origins(frame), findings, desk.bundled_until)


def _bought(frame: Frame, kind: str, today: date) -> Bought | None:
    """Return the auctions of the last thirteen weeks; None where none is known."""
    days = _days(frame, f"auction_{kind}_competitive", today)
    if not days:
        return None
    shares = {part: _share(frame, f"auction_{kind}_{part}", days, today) for part in CLASSES}
    then = today - YEAR
    before = _days(frame, f"auction_{kind}_competitive", then)
    return Bought(
        kind=kind,
        first=min(days),
        last=max(days),
        days=len(days),
        competitive_usd=round(sum(days.values())) if min(days) >= WHOLE_FROM else None,
        dealers_share=shares["dealers"],
        direct_share=shares["direct"],
        indirect_share=shares["indirect"],
        dealers_share_before=_share(frame, f"auction_{kind}_dealers", before, then),
    )


def _days(frame: Frame, series: str, today: date) -> dict[date, float]:
    """Return what a series says of each auction day of the thirteen weeks up to a day."""
    return dict(frame[series].present().between(today - WINDOW + timedelta(days=1), today))


def _share(frame: Frame, series: str, days: Mapping[date, float], today: date) -> float | None:
    """Return the share of a class of bidders; None unless it is known of each of the days."""
    part = _days(frame, series, today)
    if not days or set(part) != set(days):
        return None
    return round(sum(part.values()) / sum(days.values()), 4)


def _holder(frame: Frame, series: str) -> Holder | None:
    """Return a holder's last level and its change; None where nothing is known."""
    last = frame.latest(series)
    if last is None:
        return None
    entry, earlier = find(series), frame[series].on_or_before(last.period - WINDOW)
    value = exact(last.value, "usd")
    return Holder(
        series=series,
        names=MappingProxyType(dict(entry.names)),
        publishers=publishers()[entry.publisher],
        period=last.period,
        value_usd=int(value or 0),
        since=earlier.period if earlier else None,
        change_usd=round(last.value - earlier.value) if earlier else None,
    )


def _sold(one: Bought) -> Sentence:
    """Say what dealers took of one kind, beside a year before where both are known."""
    facts: dict[str, Fact] = {"kind": Words(f"demand.kind.{one.kind}"), "day": Day(one.last, year=True)}
    if one.competitive_usd is not None:
        facts["amount"] = Amount(one.competitive_usd, "usd")
    if one.dealers_share is None:
        return Sentence("demand.says.sold" if "amount" in facts else "demand.says.untold", facts)
    facts["share"] = Amount(one.dealers_share, "share")
    if one.dealers_share_before is not None:
        facts["before"] = Amount(one.dealers_share_before, "share")
    parts = ("dealers", *(["of"] if "amount" in facts else []), *(["before"] if "before" in facts else []))
    return Sentence(f"demand.says.{'_'.join(parts)}", facts)


def _moved(holders: Iterable[Holder]) -> Iterable[Sentence]:
    """Say which holder's level changed most."""
    moved = [one for one in holders if one.change_usd is not None]
    if moved:
        most = max(moved, key=lambda one: abs(one.change_usd or 0))
        facts: dict[str, Fact] = {
            "name": Name(most.names),
            "value": Amount(most.value_usd, "usd"),
            "change": Amount(most.change_usd or 0, "usd", "change"),
            "day": Day(most.period, year=True),
        }
        yield Sentence("demand.says.moved", facts)


def _unknown(frame: Frame, found: Demand) -> tuple[Finding, ...]:
    """Name what would show more and is not among the figures, with who publishes it."""
    told = {one.kind: one for one in found.auctions}
    missing = [(f"auction_{kind}_dealers", "by") for kind in KINDS if kind not in told]
    for one in told.values():
        shares = {"dealers": one.dealers_share, "direct": one.direct_share, "indirect": one.indirect_share}
        missing += [(f"auction_{one.kind}_{part}", "by") for part, share in shares.items() if share is None]
        if one.dealers_share_before is None:
            missing.append((f"auction_{one.kind}_dealers", "by_before"))
    missing += [(series, "by") for series in HOLDERS if frame.latest(series) is None]
    if not missing:
        return ()
    names = Names(tuple(_named(series, words) for series, words in missing))
    return (finding("demand_unknown", missing[0][0], None, severity="warning", series=names),)


def _named(series: str, words: str) -> Sentence:
    """Return a series with its publisher, in the words of this quarter or of a year before."""
    entry = find(series)
    return Sentence(f"demand.{words}", {"name": Name(entry.names), "publisher": Name(publishers()[entry.publisher])})
