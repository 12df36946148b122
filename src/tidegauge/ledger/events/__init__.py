"""Every event the ledger knows, one family a file.

An event's docstring draws its transaction-flow matrix: sectors across, instruments down, ``x`` the amount. Assets are +
and liabilities −, so each row sums to zero; a claim that changes hands shows both signs where it is owed. The last row,
where there is one, is the change in net worth: what each column comes to. A test compares every drawing with the
postings.

Public: `EVENTS`, `ALIASES`, `find`, `signed`.
"""

from collections.abc import Iterable
from types import MappingProxyType

from tidegauge.errors import UnknownEvent
from tidegauge.ledger.event import Event, Reversal
from tidegauge.ledger.events import (
    advances,
    auctions,
    bank_purchases,
    buybacks,
    carry,
    coupons,
    currency,
    discount_window,
    fed_purchases,
    federal_funds,
    foreign_pool,
    foreign_sales,
    interbank,
    interest,
    loans,
    margin,
    mbs,
    money_funds,
    on_rrp,
    other_fed,
    outlays,
    redemptions,
    remittances,
    repatriation,
    run_off,
    stablecoins,
    standing_repo,
    swaps,
    taxes,
)
from tidegauge.words.nearest import nearest

FAMILIES: tuple[tuple[type[Event], ...], ...] = (
    taxes.FAMILY,
    outlays.FAMILY,
    auctions.FAMILY,
    redemptions.FAMILY,
    coupons.FAMILY,
    buybacks.FAMILY,
    fed_purchases.FAMILY,
    run_off.FAMILY,
    mbs.FAMILY,
    standing_repo.FAMILY,
    discount_window.FAMILY,
    swaps.FAMILY,
    currency.FAMILY,
    foreign_pool.FAMILY,
    stablecoins.FAMILY,
    money_funds.FAMILY,
    on_rrp.FAMILY,
    repatriation.FAMILY,
    foreign_sales.FAMILY,
    carry.FAMILY,
    loans.FAMILY,
    bank_purchases.FAMILY,
    margin.FAMILY,
    advances.FAMILY,
    interest.FAMILY,
    remittances.FAMILY,
    interbank.FAMILY,
    other_fed.FAMILY,
    federal_funds.FAMILY,
)

EVENTS = MappingProxyType({event.kind: event for family in FAMILIES for event in family})
"""Every kind of event, by its permanent id, in the order of the families."""

ALIASES = MappingProxyType({event.alias: event.kind for event in EVENTS.values() if event.alias})
"""The short number of an event to its kind."""


def find(kind: str, others: Iterable[str] = ()) -> type[Event]:
    """Return the event of a kind or of an alias; capitals do not matter.

    `others` are names that the caller knows besides: one of them may be the nearest.

    Raises
    ------
    UnknownEvent
        There is none; the error names the nearest.

    Examples
    --------
    >>> find("E02").kind
    'government_outlay'
    >>> find("goverment_outlay")  # doctest: +ELLIPSIS
    Traceback (most recent call last):
    ...
    tidegauge.errors.UnknownEvent: The ledger has no event "goverment_outlay". Did you mean government_outlay? ...
    """
    wanted = kind.strip().lower()
    for alias, meant in ALIASES.items():
        if alias.lower() == wanted:
            return EVENTS[meant]
    if wanted in EVENTS:
        return EVENTS[wanted]
    raise UnknownEvent(event=kind, nearest=nearest(wanted, (*EVENTS, *ALIASES, *others)))


def signed(kind: str, amount_usd: int) -> Event | Reversal:
    """Return an event of a kind or alias, reversed when the amount is negative: a repayment, an outflow.

    Raises
    ------
    UnknownEvent
        There is no such kind.
    InvalidAmount
        The amount is zero or no whole number of dollars.

    Examples
    --------
    >>> signed("currency_demand", -100).amount_usd
    -100
    """
    if amount_usd < 0:
        return Reversal(find(kind)(amount_usd=-amount_usd))
    return find(kind)(amount_usd=amount_usd)
