"""Payments between customers of different banks: reserves follow the deposit, and their sum never changes."""

from tidegauge.ledger.event import Event
from tidegauge.ledger.legs import paid_into_deposit, pays_from_deposit


class DepositMovedToOtherBank(Event):
    """A customer moves money to a smaller bank: deposit and reserves change banks together.

                              fed  large_banks  other_banks  households
        large_bank_deposits                 +x                       -x
        reserves             +x-x           -x           +x
        other_bank_deposits                              -x          +x

    Source: McAndrews and Potter (2002), "Liquidity Effects of the Events of September 11, 2001", FRBNY.
    """

    kind = "deposit_moved_to_other_bank"
    legs = (*pays_from_deposit("households"), *paid_into_deposit("households", "other_banks"))


class DepositMovedToForeignBank(Event):
    """A customer moves money to a foreign bank's US office: deposit and reserves change banks together.

                                fed  large_banks  foreign_banks  households
        large_bank_deposits                   +x                         -x
        reserves               +x-x           -x             +x
        foreign_bank_deposits                                -x          +x

    Source: McAndrews and Potter (2002), "Liquidity Effects of the Events of September 11, 2001", FRBNY.
    """

    kind = "deposit_moved_to_foreign_bank"
    legs = (*pays_from_deposit("households"), *paid_into_deposit("households", "foreign_banks"))


FAMILY = (DepositMovedToOtherBank, DepositMovedToForeignBank)
