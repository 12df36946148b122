"""Margin calls and forced sales of levered funds: where the cash ends decides whether reserves feel them."""

from tidegauge.ledger.event import Event
from tidegauge.ledger.legs import grows, paid_into_deposit, pays_from_deposit, shrinks


class MarginCallIntoBankDeposit(Event):
    """A fund meets a call from its deposit and the dealer keeps the cash at a bank: a deposit changes hands.

                             large_banks  dealers  hedge_funds
        margin                                 -x           +x
        large_bank_deposits         +x-x       +x           -x

    Source: Brunnermeier and Pedersen (2009), "Market Liquidity and Funding Liquidity".
    """

    kind = "margin_call_into_bank_deposit"
    alias = "E26a"
    legs = (
        grows("margin", "hedge_funds", "dealers"),
        shrinks("large_bank_deposits", "hedge_funds", "large_banks"),
        grows("large_bank_deposits", "dealers", "large_banks"),
    )


class MarginCallIntoClearingHouseAccount(Event):
    """The clearing house keeps the margin in its account at the Fed: reserves fall, and net liquidity does not see it.

                             fed  large_banks  hedge_funds  clearing_houses
        margin                                          +x               -x
        other_fed_deposits    -x                                         +x
        large_bank_deposits                +x           -x
        reserves              +x           -x

    Source: Federal Reserve Board, Regulation HH (12 CFR part 234): accounts of designated utilities.
    """

    kind = "margin_call_into_clearing_house_account"
    alias = "E26b"
    legs = (
        grows("margin", "hedge_funds", "clearing_houses"),
        grows("other_fed_deposits", "clearing_houses", "fed"),
        *pays_from_deposit("hedge_funds"),
    )


class MarginCallByForcedSale(Event):
    """A fund sells notes to a money fund that leaves ON RRP, and the margin lands in a bank: reserves rise.

                             fed  treasury  large_banks  money_funds  dealers  hedge_funds
        coupons                       +x-x                        +x                    -x
        on_rrp                +x                                  -x
        margin                                                             -x           +x
        large_bank_deposits                          -x                    +x
        reserves              -x                     +x

    Source: Schrimpf, Shin and Sushko (2020), "Leverage and Margin Spirals in Fixed Income Markets", BIS Bulletin 2.
    """

    kind = "margin_call_by_forced_sale"
    alias = "E26c"
    legs = (
        shrinks("coupons", "hedge_funds", "treasury"),
        grows("coupons", "money_funds", "treasury"),
        shrinks("on_rrp", "money_funds", "fed"),
        grows("margin", "hedge_funds", "dealers"),
        *paid_into_deposit("dealers"),
    )


class BasisUnwind(Event):
    """A fund sells notes to its dealer and repays its repo with the price; the notes stay with the dealer, on repo.

    The dealer borrows from a money fund to pay, the fund repays the dealer, the dealer repays the money fund: what is
    left is a bond that moved to the dealer and a repo that ended.

                 treasury  dealers  hedge_funds
        coupons      +x-x       +x           -x
        repo                    -x           +x

    Source: Barth and Kahn (2021), "Hedge Funds and the Treasury Cash-Futures Disconnect", OFR Working Paper 21-01.
    """

    kind = "basis_unwind"
    legs = (
        shrinks("coupons", "hedge_funds", "treasury"),
        grows("coupons", "dealers", "treasury"),
        shrinks("repo", "dealers", "hedge_funds"),
    )


FAMILY = (MarginCallIntoBankDeposit, MarginCallIntoClearingHouseAccount, MarginCallByForcedSale, BasisUnwind)
