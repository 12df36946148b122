"""Money funds: moving a deposit into a fund drains nothing by itself; what the fund buys with it decides."""

from tidegauge.ledger.event import Event
from tidegauge.ledger.legs import grows, pays_from_deposit, shrinks


class MoneyFundInflowKeptInDeposit(Event):
    """An investor's deposit becomes the fund's: shares exist, and deposits and reserves stay.

                             large_banks  money_funds  households
        money_fund_shares                          -x          +x
        large_bank_deposits         +x-x           +x          -x

    Source: Afonso, Cipriani and La Spada (2022), "Banks' Balance-Sheet Costs, Monetary Policy, and the ON RRP".
    """

    kind = "money_fund_inflow_kept_in_deposit"
    alias = "E17a"
    legs = (
        grows("money_fund_shares", "households", "money_funds"),
        shrinks("large_bank_deposits", "households", "large_banks"),
        grows("large_bank_deposits", "money_funds", "large_banks"),
    )


class MoneyFundInflowIntoOnRrp(Event):
    """The fund lends the inflow to the Fed: cash leaves the banks, so reserves and deposits fall.

                             fed  large_banks  money_funds  households
        money_fund_shares                               -x          +x
        on_rrp                -x                        +x
        large_bank_deposits                +x                       -x
        reserves              +x           -x

    Source: Afonso, Cipriani and La Spada (2022), "Banks' Balance-Sheet Costs, Monetary Policy, and the ON RRP".
    """

    kind = "money_fund_inflow_into_on_rrp"
    alias = "E17b"
    legs = (
        grows("money_fund_shares", "households", "money_funds"),
        grows("on_rrp", "money_funds", "fed"),
        *pays_from_deposit("households"),
    )


class MoneyFundInflowIntoRepo(Event):
    """The fund lends to a dealer, who repays the bank that lent before: a deposit and a bank's loan vanish together.

                             large_banks  money_funds  dealers  households
        money_fund_shares                          -x                   +x
        repo                          -x           +x     -x+x
        large_bank_deposits           +x                                -x

    Source: Copeland, Martin and Walker (2014), "Repo Runs: Evidence from the Tri-Party Repo Market".
    """

    kind = "money_fund_inflow_into_repo"
    alias = "E17c"
    legs = (
        grows("money_fund_shares", "households", "money_funds"),
        grows("repo", "money_funds", "dealers"),
        shrinks("repo", "large_banks", "dealers"),
        shrinks("large_bank_deposits", "households", "large_banks"),
    )


FAMILY = (MoneyFundInflowKeptInDeposit, MoneyFundInflowIntoOnRrp, MoneyFundInflowIntoRepo)
