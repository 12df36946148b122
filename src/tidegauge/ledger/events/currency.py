"""Banknotes: the public's demand drains reserves, and net liquidity does not see it."""

from tidegauge.ledger.event import Event
from tidegauge.ledger.legs import grows, pays_from_deposit


class CurrencyDemand(Event):
    """The public draws banknotes from a deposit; the bank buys them from the Fed with reserves.

                             fed  large_banks  households
        currency              -x                       +x
        large_bank_deposits                +x          -x
        reserves              +x           -x

    Source: Judson (2012), "Crisis and Calm: Demand for U.S. Currency at Home and Abroad", IFDP 1058.
    """

    kind = "currency_demand"
    alias = "E13"
    legs = (grows("currency", "households", "fed"), *pays_from_deposit("households"))


FAMILY = (CurrencyDemand,)
