"""Events: what happens in the economy, as claims that are made or settled.

A `Claim` is one contract with two ends, so what one sector gains as an asset another owes: the instrument's row of the
matrix sums to zero and cannot do otherwise. An `Event` is a handful of claims. When one is built, every sector's column
is added up, and it must come to the change in net worth that the event declares: nothing for a trade, since what is
bought is paid for; plus and minus for a tax, interest or a coupon.

Events are never edited or deleted: a mistake is answered by its `Reversal`, which also stands for the way back (a
repayment, an outflow). A `Composite` is several events told as one. A `Revaluation` moves a price and net worth, never
a flow.

Sources: Copeland (1949) for quadruple entry; Godley and Lavoie (2007), *Monetary Economics*, for the matrices.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import ClassVar, NamedTuple, Protocol

from tidegauge.errors import InvalidAmount, LedgerError, UnbalancedEvent
from tidegauge.ledger.chart import INDEX, Account, Side, account, net_worth
from tidegauge.ledger.legs import Leg

AMOUNT_LIMIT_USD = 2**63
"""Money is int64 whole dollars everywhere; no amount and no level reaches this."""


@dataclass(frozen=True, slots=True)
class Claim:
    """A change in what `issuer` owes `holder` [USD; negative when the claim is settled or sold].

    Raises
    ------
    UnknownAccount
        The issuer may not owe, or the holder may not hold, this instrument.

    Examples
    --------
    >>> Claim("bills", holder="money_funds", issuer="treasury", amount_usd=100).amount_usd
    100
    """

    instrument: str
    holder: str
    issuer: str
    amount_usd: int

    def __post_init__(self) -> None:
        account(self.holder, self.instrument, "asset")
        account(self.issuer, self.instrument, "liability")


class Posting(NamedTuple):
    """The change of one account [USD]; more of an asset and more of a liability are both positive."""

    sector: str
    instrument: str
    side: Side
    change_usd: int


class Postable(Protocol):
    """What a sheet can apply: an event, its reversal, a composite or a revaluation."""

    @property
    def kind(self) -> str:
        """The permanent name of what happened."""
        ...

    @property
    def amount_usd(self) -> int:
        """How much of it happened [USD]; negative for a reversal."""
        ...

    @property
    def is_revaluation(self) -> bool:
        """Whether a price moved rather than money."""
        ...

    def claims(self) -> tuple[Claim, ...]:
        """Return every claim that changes."""
        ...

    def net_worth(self) -> Mapping[str, int]:
        """Return the declared change in net worth of each sector that has one [USD]."""
        ...

    def postings(self) -> tuple[Posting, ...]:
        """Return the change of every account but net worth."""
        ...

    def net_worth_postings(self) -> tuple[Posting, ...]:
        """Return the declared changes in net worth as postings."""
        ...


class _Posted:
    """What follows from claims and declared net worth alone."""

    is_revaluation = False

    def postings(self: Postable) -> tuple[Posting, ...]:
        """Return the change of every account but net worth [USD], merged, those of zero left out, in chart order.

        >>> from tidegauge.ledger.events import find
        >>> find("interest_on_reserves")(amount_usd=100).postings()[0]
        Posting(sector='fed', instrument='reserves', side='liability', change_usd=100)
        """
        changes: defaultdict[Account, int] = defaultdict(int)
        for claim in self.claims():
            changes[Account(claim.holder, claim.instrument, "asset")] += claim.amount_usd
            changes[Account(claim.issuer, claim.instrument, "liability")] += claim.amount_usd
        return tuple(
            Posting(*place, changes[place]) for place in sorted(changes, key=INDEX.__getitem__) if changes[place]
        )

    def net_worth_postings(self: Postable) -> tuple[Posting, ...]:
        """Return the declared changes in net worth as postings [USD], those of zero left out, in chart order."""
        declared = {net_worth(sector): change for sector, change in self.net_worth().items()}
        return tuple(Posting(*place, declared[place]) for place in _in_order(declared) if declared[place])


def _in_order(accounts: Iterable[Account]) -> list[Account]:
    """Return accounts in the order of the chart."""
    return sorted(accounts, key=INDEX.__getitem__)


def check_columns(event: Postable) -> None:
    """Refuse an event whose claims change a sector's net worth otherwise than it declares.

    Raises
    ------
    UnbalancedEvent
        A column does not come to the declared change; the sector and the gap are named.
    """
    gaps: defaultdict[str, int] = defaultdict(int)
    for claim in event.claims():
        gaps[claim.holder] += claim.amount_usd
        gaps[claim.issuer] -= claim.amount_usd
    for sector, change in event.net_worth().items():
        gaps[net_worth(sector).sector] -= change
    for sector, gap in gaps.items():
        if gap:
            raise UnbalancedEvent(event=event.kind, sector=sector, gap_usd=gap)


@dataclass(frozen=True, kw_only=True)
class Event(_Posted):
    """Something that happens in the economy, `amount_usd` of it.

    A subclass is a few facts and a docstring: `kind` (a permanent id), `alias` (a short number, if it has one), `legs`
    (its claims per dollar) and, where somebody earns or pays for nothing in return, who is `richer` and who `poorer` by
    the amount. The docstring says why in a sentence, draws the transaction-flow matrix and names a source. In the
    matrix assets are + and liabilities −, so every row sums to zero; what a column comes to stands in the last row.

    Raises
    ------
    InvalidAmount
        The amount is no whole number of dollars above zero. What goes the other way is a `Reversal`.
    UnbalancedEvent
        A sector's column does not come to the declared change in net worth.
    """

    kind: ClassVar[str]
    alias: ClassVar[str] = ""
    legs: ClassVar[tuple[Leg, ...]] = ()
    richer: ClassVar[str] = ""
    poorer: ClassVar[str] = ""

    amount_usd: int

    def __post_init__(self) -> None:
        if type(self.amount_usd) is not int or not 0 < self.amount_usd < AMOUNT_LIMIT_USD:
            raise InvalidAmount(text=str(self.amount_usd))
        check_columns(self)

    def claims(self) -> tuple[Claim, ...]:
        """Return every claim that changes [USD]."""
        return tuple(
            Claim(leg.instrument, holder=leg.holder, issuer=leg.issuer, amount_usd=leg.sign * self.amount_usd)
            for leg in self.legs
        )

    def net_worth(self) -> Mapping[str, int]:
        """Return the declared change in net worth of each sector that has one [USD]."""
        if not self.richer:
            return {}
        return {self.richer: self.amount_usd, self.poorer: -self.amount_usd}


@dataclass(frozen=True)
class Reversal(_Posted):
    """The same event the other way round: a repayment, an outflow, or the answer to a mistake.

    Examples
    --------
    >>> from tidegauge.ledger.events import find
    >>> repaid = Reversal(find("standing_repo_draw_by_bank")(amount_usd=100))
    >>> repaid.kind, repaid.amount_usd
    ('standing_repo_draw_by_bank', -100)
    """

    event: Postable

    @property
    def kind(self) -> str:
        """The kind of the event that is reversed."""
        return self.event.kind

    @property
    def amount_usd(self) -> int:
        """Minus the amount of the event [USD]."""
        return -self.event.amount_usd

    @property
    def is_revaluation(self) -> bool:  # type: ignore[override]
        """Whether a price moves back rather than money."""
        return self.event.is_revaluation

    def claims(self) -> tuple[Claim, ...]:
        """Return every claim that changes, with its sign turned."""
        return tuple(
            Claim(claim.instrument, holder=claim.holder, issuer=claim.issuer, amount_usd=-claim.amount_usd)
            for claim in self.event.claims()
        )

    def net_worth(self) -> Mapping[str, int]:
        """Return the declared changes in net worth with their signs turned."""
        return {sector: -change for sector, change in self.event.net_worth().items()}


@dataclass(frozen=True, kw_only=True)
class Composite(_Posted):
    """Several events told as one, such as a roll-off with the sale that refills the Treasury's account.

    Raises
    ------
    LedgerError
        One of the parts is a revaluation.

    Examples
    --------
    >>> from tidegauge.ledger.events import find
    >>> parts = (find("soma_roll_off")(amount_usd=100), find("soma_roll_off_resale")(amount_usd=100))
    >>> Composite(kind="treasury_run_off", amount_usd=100, parts=parts).net_worth()
    {}
    """

    kind: str
    amount_usd: int
    parts: tuple[Postable, ...]

    def __post_init__(self) -> None:
        if any(part.is_revaluation for part in self.parts):
            raise LedgerError(detail="a composite holds flows only, no revaluation")
        check_columns(self)

    def claims(self) -> tuple[Claim, ...]:
        """Return the claims of every part, in order."""
        return tuple(claim for part in self.parts for claim in part.claims())

    def net_worth(self) -> Mapping[str, int]:
        """Return the sum of what the parts declare; sectors that come out even are left out."""
        total: defaultdict[str, int] = defaultdict(int)
        for part in self.parts:
            for sector, change in part.net_worth().items():
                total[sector] += change
        return {sector: change for sector, change in total.items() if change}


@dataclass(frozen=True, kw_only=True)
class Revaluation(_Posted):
    """A price moves: the holder of a claim is richer and its issuer poorer by `amount_usd`, and no money moved.

    A revaluation is kept apart from every flow (`stock₁ = stock₀ + flow + revaluation`). The Fed carries its securities
    at amortised cost, so its sheet takes none for them (Financial Accounting Manual for Federal Reserve Banks).

    Examples
    --------
    >>> fall = Revaluation(instrument="equities", holder="households", issuer="outside", amount_usd=-100)
    >>> dict(fall.net_worth())
    {'households': -100, 'outside': 100}
    """

    kind: ClassVar[str] = "revaluation"
    is_revaluation = True

    instrument: str
    holder: str
    issuer: str
    amount_usd: int

    def __post_init__(self) -> None:
        if type(self.amount_usd) is not int or not abs(self.amount_usd) < AMOUNT_LIMIT_USD:
            raise InvalidAmount(text=str(self.amount_usd))
        check_columns(self)

    def claims(self) -> tuple[Claim, ...]:
        """Return the one claim whose price moved."""
        return (Claim(self.instrument, holder=self.holder, issuer=self.issuer, amount_usd=self.amount_usd),)

    def net_worth(self) -> Mapping[str, int]:
        """Return both sides: what the holder gains the issuer loses."""
        if self.holder == self.issuer:
            return {}
        return {self.holder: self.amount_usd, self.issuer: -self.amount_usd}
