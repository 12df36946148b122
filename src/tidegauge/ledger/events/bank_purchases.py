"""Banks buy Treasuries in the market: they make deposits with it and leave the system's reserves alone."""

from tidegauge.ledger.event import Event
from tidegauge.ledger.legs import grows, paid_into_deposit, shrinks

_BANK_BUYS = (grows("coupons", "large_banks", "treasury"), shrinks("coupons", "households", "treasury"))


class BankPurchaseFromOwnCustomer(Event):
    """A bank buys from its own customer and credits the account: a deposit is made, reserves do not move.

                             treasury  large_banks  households
        coupons                  -x+x           +x          -x
        large_bank_deposits                     -x          +x

    Source: McLeay, Radia and Thomas (2014), "Money Creation in the Modern Economy", Bank of England.
    """

    kind = "bank_purchase_from_own_customer"
    alias = "E25a"
    legs = (*_BANK_BUYS, grows("large_bank_deposits", "households", "large_banks"))


class BankPurchaseFromOtherBanksCustomer(Event):
    """The seller banks elsewhere, so one bank's reserves become another's: their sum does not change.

                              fed  treasury  large_banks  other_banks  households
        coupons                        -x+x           +x                       -x
        reserves             +x-x                     -x           +x
        other_bank_deposits                                        -x          +x

    Source: McLeay, Radia and Thomas (2014), "Money Creation in the Modern Economy", Bank of England.
    """

    kind = "bank_purchase_from_other_banks_customer"
    alias = "E25b"
    legs = (*_BANK_BUYS, shrinks("reserves", "large_banks", "fed"), *paid_into_deposit("households", "other_banks"))


FAMILY = (BankPurchaseFromOwnCustomer, BankPurchaseFromOtherBanksCustomer)
