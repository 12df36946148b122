"""Treasury buybacks of old notes: the Treasury's account falls today, debt falls with it."""

from tidegauge.ledger.event import Event
from tidegauge.ledger.legs import TREASURY_PAYS, grows, paid_into_deposit, shrinks


class BuybackFromNonbank(Event):
    """The Treasury buys notes back from a nonbank: cash comes out of its account into a deposit, reserves rise.

                             fed  treasury  large_banks  households
        tga                   +x        -x
        coupons                         +x                       -x
        large_bank_deposits                          -x          +x
        reserves              -x                     +x

    Source: Treasury, Quarterly Refunding Statement, May 2024 (start of regular buybacks).
    """

    kind = "buyback_from_nonbank"
    alias = "E04d"
    legs = (TREASURY_PAYS, shrinks("coupons", "households", "treasury"), *paid_into_deposit("households"))


class BuybackFromBank(Event):
    """The Treasury buys notes back from a bank's own book: it pays in reserves, and no deposit is made.

                  fed  treasury  large_banks
        tga        +x        -x
        coupons              +x           -x
        reserves   -x                     +x

    Source: Treasury, Quarterly Refunding Statement, May 2024 (start of regular buybacks).
    """

    kind = "buyback_from_bank"
    legs = (TREASURY_PAYS, shrinks("coupons", "large_banks", "treasury"), grows("reserves", "large_banks", "fed"))


class BuybackFromMoneyFund(Event):
    """The Treasury buys notes back from a money fund, which keeps the cash at a bank: reserves and deposits rise.

                             fed  treasury  large_banks  money_funds
        tga                   +x        -x
        coupons                         +x                        -x
        large_bank_deposits                          -x           +x
        reserves              -x                     +x

    Source: Treasury, Quarterly Refunding Statement, May 2024 (start of regular buybacks).
    """

    kind = "buyback_from_money_fund"
    legs = (TREASURY_PAYS, shrinks("coupons", "money_funds", "treasury"), *paid_into_deposit("money_funds"))


class BuybackFromForeignPrivate(Event):
    """The Treasury buys notes back from a foreign investor, paid at a foreign bank's US office: reserves rise there.

                               fed  treasury  foreign_banks  foreign_private
        tga                     +x        -x
        coupons                           +x                              -x
        foreign_bank_deposits                            -x               +x
        reserves                -x                       +x

    Source: Treasury, Quarterly Refunding Statement, May 2024 (start of regular buybacks).
    """

    kind = "buyback_from_foreign_private"
    legs = (
        TREASURY_PAYS,
        shrinks("coupons", "foreign_private", "treasury"),
        *paid_into_deposit("foreign_private", "foreign_banks"),
    )


FAMILY = (BuybackFromNonbank, BuybackFromBank, BuybackFromMoneyFund, BuybackFromForeignPrivate)
