"""How events are written: each phrase gives the legs of one half of a transaction.

"Households pay from a deposit" is two claims, since a bank that pays out settles in reserves; "the Treasury is paid" is
one. An event puts such halves together, and the check of its columns shows whether they fit.
"""

from typing import NamedTuple

from tidegauge.ledger.chart import DEPOSITS


class Leg(NamedTuple):
    """A claim per dollar of its event: `sign` is +1 where the claim grows and −1 where it shrinks."""

    sign: int
    instrument: str
    holder: str
    issuer: str


def grows(instrument: str, holder: str, issuer: str) -> Leg:
    """Return a claim that grows by the amount of its event."""
    return Leg(1, instrument, holder, issuer)


def shrinks(instrument: str, holder: str, issuer: str) -> Leg:
    """Return a claim that shrinks by the amount of its event."""
    return Leg(-1, instrument, holder, issuer)


def pays_from_deposit(payer: str, bank: str = "large_banks") -> tuple[Leg, ...]:
    """Return what it takes to pay somebody outside the bank: the deposit falls, and the bank's reserves with it.

    >>> [leg.instrument for leg in pays_from_deposit("households")]
    ['large_bank_deposits', 'reserves']
    """
    return shrinks(DEPOSITS[bank], payer, bank), shrinks("reserves", bank, "fed")


def paid_into_deposit(payee: str, bank: str = "large_banks") -> tuple[Leg, ...]:
    """Return what happens when money from outside the bank arrives: the deposit rises, and the bank's reserves with it.

    >>> [leg.sign for leg in paid_into_deposit("households")]
    [1, 1]
    """
    return grows(DEPOSITS[bank], payee, bank), grows("reserves", bank, "fed")


TREASURY_IS_PAID = grows("tga", "treasury", "fed")
TREASURY_PAYS = shrinks("tga", "treasury", "fed")
