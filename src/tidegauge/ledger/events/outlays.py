"""Government outlays: what the Treasury spends comes out of its account and into bank deposits and reserves."""

from tidegauge.ledger.event import Event
from tidegauge.ledger.legs import TREASURY_PAYS, paid_into_deposit


class GovernmentOutlay(Event):
    """Spending, a refund or back pay makes a deposit and the reserves behind it: a shutdown that holds it back drains.

                             fed  treasury  large_banks  households
        tga                   +x        -x
        large_bank_deposits                          -x          +x
        reserves              -x                     +x
        net worth                       -x                       +x

    Source: Garbade, Partlan and Santoro (2004), "Recent Innovations in Treasury Cash Management", FRBNY.
    """

    kind = "government_outlay"
    alias = "E02"
    legs = (TREASURY_PAYS, *paid_into_deposit("households"))
    richer, poorer = "households", "treasury"


FAMILY = (GovernmentOutlay,)
