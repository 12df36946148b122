"""Paydowns of the Fed's mortgage securities: unlike a Treasury roll-off they drain reserves on the day."""

from tidegauge.ledger.event import Event
from tidegauge.ledger.legs import grows, paid_into_deposit, pays_from_deposit, shrinks

_PAYDOWN = (
    shrinks("mortgages", "gses", "households"),
    shrinks("mbs", "fed", "gses"),
    *pays_from_deposit("households"),
)


class MbsPaydown(Event):
    """Home owners repay mortgages from deposits and the pool passes the cash to the Fed, which extinguishes it.

                             fed  large_banks  households  gses
        mortgages                                      +x    -x
        mbs                   -x                             +x
        large_bank_deposits                +x          -x
        reserves              +x           -x

    Source: New York Fed, FAQs on agency MBS principal payments; Leonard, Martin and Potter (2017).
    """

    kind = "mbs_paydown"
    alias = "E08"
    legs = _PAYDOWN


class MbsPaydownReinvested(Event):
    """The Fed reinvests MBS principal in bills bought from a dealer: its mix changes, its size and reserves do not.

                              fed  treasury  large_banks  dealers  households  gses
        mortgages                                                          +x    -x
        mbs                    -x                                                +x
        large_bank_deposits                         +x-x       +x          -x
        reserves             +x-x                   -x+x
        bills                  +x      -x+x                    -x

    Source: New York Fed, operating policy statement, 29 Oct 2025 (reinvestment in bills from 1 Dec 2025).
    """

    kind = "mbs_paydown_reinvested"
    alias = "E09"
    legs = (
        *_PAYDOWN,
        grows("bills", "fed", "treasury"),
        shrinks("bills", "dealers", "treasury"),
        *paid_into_deposit("dealers"),
    )


FAMILY = (MbsPaydown, MbsPaydownReinvested)
