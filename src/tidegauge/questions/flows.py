"""Who gave up the Fed's own money, why, and who received it: a journal of events as streams between sectors.

Every claim on the Fed that a sector holds counts: reserves, the Treasury's account, ON RRP, the foreign pool, currency,
other deposits. What holders gain together the Fed has issued, so the Fed is the giver of it, and the taker of what they
lose together. Streams therefore balance event by event, and what banks receive less what they give is the change of
reserves to the dollar.
"""

from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from tidegauge.ledger.events import EVENTS

MONEY = (
    "reserves",
    "tga",
    "on_rrp",
    "foreign_repo_pool",
    "currency",
    "other_fed_deposits",
    "foreign_official_deposits",
)


class Stream(NamedTuple):
    """Money that went from one sector to another; `family` is the group of the events that moved it [USD, > 0]."""

    giver: str
    family: str
    taker: str
    amount_usd: int


def streams(journal: Iterable[tuple[str, int]]) -> tuple[Stream, ...]:
    """Return the streams of events, given as (kind, amount), the largest first; both directions are kept.

    >>> streams([("tax_receipt_from_deposits", 100), ("government_outlay", 60)])[0]
    Stream(giver='large_banks', family='taxes', taker='treasury', amount_usd=100)
    """
    totals: defaultdict[tuple[str, bool], int] = defaultdict(int)
    for kind, amount in journal:
        totals[kind, amount > 0] += amount
    found: defaultdict[tuple[str, str, str], int] = defaultdict(int)
    for (kind, _), total in totals.items():
        family = EVENTS[kind].__module__.rpartition(".")[2]
        for giver, taker, per_dollar in _ends(kind):
            ends = (giver, family, taker) if total > 0 else (taker, family, giver)
            found[ends] += per_dollar * abs(total)
    listed = (Stream(*ends, amount) for ends, amount in found.items() if amount)
    return tuple(sorted(listed, key=lambda stream: (-stream.amount_usd, stream)))


def _ends(kind: str) -> list[tuple[str, str, int]]:
    """Return who gives to whom how much for each dollar of an event."""
    held: defaultdict[str, int] = defaultdict(int)
    for posting in EVENTS[kind](amount_usd=1).postings():
        if posting.side == "asset" and posting.instrument in MONEY:
            held[posting.sector] += posting.change_usd
    held["fed"] -= sum(held.values())
    givers = [(sector, -change) for sector, change in held.items() if change < 0]
    takers = [(sector, change) for sector, change in held.items() if change > 0]
    return _matched(givers, takers)


def _matched(givers: list[tuple[str, int]], takers: list[tuple[str, int]]) -> list[tuple[str, str, int]]:
    """Pair givers with takers in order until nothing is left; both come to the same sum."""
    found = []
    while givers and takers:
        (giver, given), (taker, taken) = givers.pop(0), takers.pop(0)
        moved = min(given, taken)
        found.append((giver, taker, moved))
        if given > moved:
            givers.insert(0, (giver, given - moved))
        if taken > moved:
            takers.insert(0, (taker, taken - moved))
    return found
