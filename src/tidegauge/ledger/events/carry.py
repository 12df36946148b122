"""Carry trades unwound: prices move a great deal, the dollar system's totals not at all."""

from tidegauge.ledger.event import Event
from tidegauge.ledger.legs import grows, shrinks


class YenCarryUnwind(Event):
    """A fund sells US shares, buys yen and repays its yen loan: a deposit goes abroad, and no reserves with it.

                             large_banks  hedge_funds  households  foreign_private  outside
        equities                                   -x          +x                      +x-x
        large_bank_deposits         +x-x                       -x               +x
        fx_loans                                   +x                           -x

    Source: Aquilina and others (2024), "The Market Turbulence and Carry Trade Unwind of August 2024", BIS Bulletin 90.
    """

    kind = "yen_carry_unwind"
    alias = "E23"
    legs = (
        shrinks("equities", "hedge_funds", "outside"),
        grows("equities", "households", "outside"),
        shrinks("large_bank_deposits", "households", "large_banks"),
        grows("large_bank_deposits", "foreign_private", "large_banks"),
        shrinks("fx_loans", "foreign_private", "hedge_funds"),
    )


FAMILY = (YenCarryUnwind,)
