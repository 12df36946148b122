"""The discount window: reserves for a bank that is short, against pledged collateral."""

from tidegauge.ledger.event import Event
from tidegauge.ledger.legs import grows


class DiscountWindowDraw(Event):
    """A bank borrows reserves at the discount window: Fed assets and reserves rise together.

                         fed  other_banks
        discount_window   +x           -x
        reserves          -x           +x

    Source: Federal Reserve Board, Regulation A (12 CFR part 201), extensions of credit.
    """

    kind = "discount_window_draw"
    alias = "E11"
    legs = (grows("discount_window", "fed", "other_banks"), grows("reserves", "other_banks", "fed"))


FAMILY = (DiscountWindowDraw,)
