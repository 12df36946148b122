"""The balance sheet matrix: every account's level in whole dollars, and what moved it.

A stock is what it was, plus flows, plus revaluations, and the three are kept apart, so each level is held twice: once
as itself and once as that sum. A dollar that leaks anywhere is out of step with something, and `check` names where.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import NamedTuple

from tidegauge.errors import InvalidAmount, NegativeStock, UnbalancedSheet, UnknownAccount
from tidegauge.ledger.chart import ACCOUNTS, INDEX, Account, Side, account, is_non_negative, net_worth
from tidegauge.ledger.checks import CHECKS
from tidegauge.ledger.event import AMOUNT_LIMIT_USD, Claim, Postable
from tidegauge.ledger.events import signed


class Movement(NamedTuple):
    """One thing that moved an account: its kind, how much of it happened and what that did to the account [USD]."""

    kind: str
    amount_usd: int  # negative for a reversal
    change_usd: int
    level_usd: int  # after it


class Entry(NamedTuple):
    """One line of the journal: what was applied and the change of every account it touched."""

    kind: str
    amount_usd: int
    changes: Mapping[Account, int]


class BalanceSheet:
    """Sectors × instruments in whole US dollars.

    Parameters
    ----------
    opening : iterable of Claim
        Who owes whom at the start. Each is both ends of a contract, so every instrument's row sums to zero; a sector's
        net worth is what it holds less what it owes.
    allow_negative : bool, default False
        Whether a stock that cannot fall below zero may nevertheless open there.

    Raises
    ------
    NegativeStock
        A stock that cannot fall below zero opens below it.
    InvalidAmount
        A level does not fit into an int64.

    Notes
    -----
    `apply` costs time in proportion to the accounts an event touches, `check` in proportion to the chart.

    Examples
    --------
    >>> sheet = BalanceSheet([
    ...     Claim("reserves", holder="large_banks", issuer="fed", amount_usd=3_000),
    ...     Claim("large_bank_deposits", holder="households", issuer="large_banks", amount_usd=2_000),
    ... ])
    >>> sheet.post("tax_receipt_from_deposits", 100)
    >>> sheet.level("large_banks", "reserves", "asset"), sheet.level("treasury", "net_worth", "net_worth")
    (2900, 100)
    >>> sheet.check()
    """

    def __init__(self, opening: Iterable[Claim] = (), *, allow_negative: bool = False) -> None:
        changes: defaultdict[Account, int] = defaultdict(int)
        for claim in opening:
            changes[Account(claim.holder, claim.instrument, "asset")] += claim.amount_usd
            changes[net_worth(claim.holder)] += claim.amount_usd
            changes[Account(claim.issuer, claim.instrument, "liability")] += claim.amount_usd
            changes[net_worth(claim.issuer)] -= claim.amount_usd
        self._level = [0] * len(ACCOUNTS)
        self._refuse_too_large(changes)
        if not allow_negative:
            self._refuse_negative("opening", changes)
        self._opening = [changes[place] for place in ACCOUNTS]
        self._flow = [0] * len(ACCOUNTS)
        self._revaluation = [0] * len(ACCOUNTS)
        self._level = list(self._opening)
        self._journal: list[Entry] = []

    @property
    def levels(self) -> tuple[int, ...]:
        """Every level [USD], in the order of `chart.ACCOUNTS`."""
        return tuple(self._level)

    @property
    def journal(self) -> tuple[Entry, ...]:
        """Everything applied so far, in order."""
        return tuple(self._journal)

    def level(self, sector: str, instrument: str, side: Side) -> int:
        """Return the level of an account [USD].

        Raises
        ------
        UnknownAccount
            There is no such account.
        """
        return self._level[INDEX[account(sector, instrument, side)]]

    def stock(self, place: Account) -> tuple[int, int, int]:
        """Return what an account opened with, the sum of its flows and the sum of its revaluations [USD].

        Raises
        ------
        UnknownAccount
            There is no such account.
        """
        index = INDEX[account(*place)]
        return self._opening[index], self._flow[index], self._revaluation[index]

    def total(self, instrument: str) -> int:
        """Return how much of an instrument is outstanding [USD], counted at its issuers.

        Raises
        ------
        UnknownAccount
            There is no such instrument.

        Examples
        --------
        >>> BalanceSheet([Claim("bills", holder="dealers", issuer="treasury", amount_usd=5)]).total("bills")
        5
        """
        places = [place for place in ACCOUNTS if place.instrument == instrument and place.side == "liability"]
        if not places:
            raise UnknownAccount(sector="any sector", instrument=instrument, side="liability")
        return sum(self._level[INDEX[place]] for place in places)

    def apply(self, event: Postable, *, allow_negative: bool = False) -> None:
        """Post an event, its reversal, a composite or a revaluation: all of it or, if it is refused, nothing.

        Raises
        ------
        NegativeStock
            A stock that cannot fall below zero would, and it is not allowed to; a stock that only rises from below
            zero is not refused.
        InvalidAmount
            A level would no longer fit into an int64.
        """
        changes: dict[Account, int] = {
            Account(sector, instrument, side): change
            for sector, instrument, side, change in (*event.postings(), *event.net_worth_postings())
        }
        self._refuse_too_large(changes)
        if not allow_negative:
            self._refuse_negative(event.kind, changes)
        moved = self._revaluation if event.is_revaluation else self._flow
        for place, change in changes.items():
            moved[INDEX[place]] += change
            self._level[INDEX[place]] += change
        self._journal.append(Entry(event.kind, event.amount_usd, MappingProxyType(changes)))

    def post(self, kind: str, amount_usd: int, *, allow_negative: bool = False) -> None:
        """Post an event by its kind or alias; a negative amount posts it reversed, zero posts nothing.

        Raises
        ------
        UnknownEvent
            There is no such kind.
        InvalidAmount
            The amount is no whole number of dollars, or a level would no longer fit into an int64.
        NegativeStock
            See `apply`.
        """
        if amount_usd:
            self.apply(signed(kind, amount_usd), allow_negative=allow_negative)

    def explain(self, place: Account) -> tuple[Movement, ...]:
        """Return everything that moved an account, in order, with the level after each.

        Raises
        ------
        UnknownAccount
            There is no such account.

        Examples
        --------
        >>> sheet = BalanceSheet()
        >>> sheet.post("bank_loan", 100)
        >>> sheet.post("bank_loan", -40)
        >>> [movement.level_usd for movement in sheet.explain(account("households", "loans", "liability"))]
        [100, 60]
        """
        level = self._opening[INDEX[account(*place)]]
        movements = []
        for entry in self._journal:
            if place in entry.changes:
                level += entry.changes[place]
                movements.append(Movement(entry.kind, entry.amount_usd, entry.changes[place], level))
        return tuple(movements)

    def check(self) -> None:
        """Run every identity of `checks.CHECKS`.

        Raises
        ------
        UnbalancedSheet
            One does not hold; the check, the sector or instrument and the gap are named.
        """
        for check, gaps in CHECKS.items():
            for subject, gap in gaps(self).items():
                if gap:
                    raise UnbalancedSheet(check=check, subject=subject, gap_usd=gap)

    def _refuse_too_large(self, changes: Mapping[Account, int]) -> None:
        """Raise for the first level that changes would take beyond an int64, where the compiled engine would wrap."""
        for place, change in changes.items():
            level = self._level[INDEX[place]] + change
            if not -AMOUNT_LIMIT_USD <= level < AMOUNT_LIMIT_USD:
                raise InvalidAmount(text=str(level))

    def _refuse_negative(self, event: str, changes: Mapping[Account, int]) -> None:
        """Raise for the first stock that changes would push below zero although it cannot be there."""
        for place in sorted(changes, key=lambda place: place.side):  # assets first: name who runs out, not who owed it
            level = self._level[INDEX[place]] + changes[place]
            if level < 0 and changes[place] < 0 and is_non_negative(place):
                raise NegativeStock(event=event, **place._asdict(), level_usd=level)

    def copy(self) -> "BalanceSheet":
        """Return a sheet that stands where this one stands, journal included, and goes its own way from here."""
        twin = BalanceSheet()
        twin._opening = list(self._opening)
        twin._flow = list(self._flow)
        twin._revaluation = list(self._revaluation)
        twin._level = list(self._level)
        twin._journal = list(self._journal)
        return twin
