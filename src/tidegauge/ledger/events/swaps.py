"""Central bank swap lines: dollars for banks abroad, which come home as reserves of a correspondent."""

from tidegauge.ledger.event import Event
from tidegauge.ledger.legs import grows, paid_into_deposit


class SwapLineDraw(Event):
    """A foreign central bank draws dollars and lends them on; the borrower's deposit brings reserves to a foreign bank.

                               fed  foreign_banks  foreign_official  foreign_private
        swap_lines              +x                               -x
        fx_loans                                                 +x               -x
        foreign_bank_deposits                  -x                                 +x
        reserves                -x             +x

    Source: Fleming and Klagge (2010), "The Federal Reserve's Foreign Exchange Swap Lines", FRBNY Current Issues.
    """

    kind = "swap_line_draw"
    alias = "E12"
    legs = (
        grows("swap_lines", "fed", "foreign_official"),
        grows("fx_loans", "foreign_official", "foreign_private"),
        *paid_into_deposit("foreign_private", "foreign_banks"),
    )


FAMILY = (SwapLineDraw,)
