"""Fed purchases: the Fed pays with money it makes, and the seller's habits decide which of its liabilities grows."""

from tidegauge.ledger.event import Event
from tidegauge.ledger.legs import grows, paid_into_deposit, shrinks


class FedPurchaseFromBank(Event):
    """The Fed buys notes from a bank: an asset swap that leaves the bank with reserves and makes no deposit.

                  fed  treasury  large_banks
        coupons    +x      -x+x           -x
        reserves   -x                     +x

    Source: Leonard, Martin and Potter (2017), "How the Fed Changes the Size of Its Balance Sheet".
    """

    kind = "fed_purchase_from_bank"
    alias = "E05a"
    legs = (
        grows("coupons", "fed", "treasury"),
        shrinks("coupons", "large_banks", "treasury"),
        grows("reserves", "large_banks", "fed"),
    )


class FedPurchaseFromNonbank(Event):
    """The Fed buys notes from a nonbank through a dealer: reserves and deposits both rise.

                             fed  treasury  large_banks  households
        coupons               +x      -x+x                       -x
        large_bank_deposits                          -x          +x
        reserves              -x                     +x

    Source: Leonard, Martin and Potter (2017), "How the Fed Changes the Size of Its Balance Sheet".
    """

    kind = "fed_purchase_from_nonbank"
    alias = "E05b"
    legs = (
        grows("coupons", "fed", "treasury"),
        shrinks("coupons", "households", "treasury"),
        *paid_into_deposit("households"),
    )


class FedPurchaseFromMoneyFundIntoOnRrp(Event):
    """The Fed buys bills from a money fund that parks the cash in ON RRP: the Fed grows, reserves do not.

                fed  treasury  money_funds
        bills    +x      -x+x           -x
        on_rrp   -x                     +x

    Source: Frost and others (2015), "Overnight RRP Operations as a Monetary Policy Tool", FEDS 2015-010.
    """

    kind = "fed_purchase_from_money_fund_into_on_rrp"
    alias = "E05c"
    legs = (
        grows("bills", "fed", "treasury"),
        shrinks("bills", "money_funds", "treasury"),
        grows("on_rrp", "money_funds", "fed"),
    )


class FedPurchaseOfMbsFromNonbank(Event):
    """The Fed buys agency MBS from a nonbank through a dealer: reserves and deposits both rise.

                             fed  large_banks  households  gses
        mbs                   +x                       -x  -x+x
        large_bank_deposits                -x          +x
        reserves              -x           +x

    Source: New York Fed, FAQs on agency MBS purchases.
    """

    kind = "fed_purchase_of_mbs_from_nonbank"
    legs = (
        grows("mbs", "fed", "gses"),
        shrinks("mbs", "households", "gses"),
        *paid_into_deposit("households"),
    )


class ReserveManagementPurchase(Event):
    """The Fed buys bills from a dealer that repays the repo carrying them; the lender keeps a deposit, reserves rise.

                             fed  treasury  large_banks  money_funds  dealers
        bills                 +x      -x+x                                 -x
        repo                                                      -x       +x
        large_bank_deposits                          -x           +x
        reserves              -x                     +x

    Source: New York Fed, Statement Regarding Reserve Management Purchases Operations, 10 Dec 2025.
    """

    kind = "reserve_management_purchase"
    alias = "E06"
    legs = (
        grows("bills", "fed", "treasury"),
        shrinks("bills", "dealers", "treasury"),
        shrinks("repo", "money_funds", "dealers"),
        *paid_into_deposit("money_funds"),
    )


class SomaRollover(Event):
    """The Fed exchanges a maturing note for a new one at auction as an add-on: no cash moves at all.

                  fed  treasury
        coupons  -x+x      +x-x

    Source: New York Fed, FAQs on Treasury rollovers in the System Open Market Account.
    """

    kind = "soma_rollover"
    alias = "E03j"
    legs = (shrinks("coupons", "fed", "treasury"), grows("coupons", "fed", "treasury"))


FAMILY = (
    FedPurchaseFromBank,
    FedPurchaseFromNonbank,
    FedPurchaseFromMoneyFundIntoOnRrp,
    FedPurchaseOfMbsFromNonbank,
    ReserveManagementPurchase,
    SomaRollover,
)
