"""Home Loan Bank advances: cash of money funds reaches banks through the agencies."""

from tidegauge.ledger.event import Event
from tidegauge.ledger.legs import grows, shrinks


class FhlbAdvance(Event):
    """A Home Loan Bank lends what its notes raise from a fund that leaves ON RRP: the borrowing bank gains reserves.

                        fed  other_banks  money_funds  gses
        advances                      -x                 +x
        discount_notes                             +x    -x
        on_rrp           +x                        -x
        reserves         -x           +x

    Source: Ashcraft, Bech and Frame (2010), "The Federal Home Loan Bank System: The Lender of Next-to-Last Resort?".
    """

    kind = "fhlb_advance"
    alias = "E27"
    legs = (
        grows("advances", "gses", "other_banks"),
        grows("discount_notes", "money_funds", "gses"),
        shrinks("on_rrp", "money_funds", "fed"),
        grows("reserves", "other_banks", "fed"),
    )


FAMILY = (FhlbAdvance,)
