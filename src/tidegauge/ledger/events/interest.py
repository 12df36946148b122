"""Interest the Fed pays on its liabilities: it makes the money it pays with, at the price of its own net worth."""

from tidegauge.ledger.event import Event
from tidegauge.ledger.legs import grows


class InterestOnReserves(Event):
    """The Fed credits interest to banks: reserves rise although no asset does, and its net worth falls.

                   fed  large_banks
        reserves    -x           +x
        net worth   -x           +x

    Source: Federal Reserve Board, Regulation D (12 CFR 204.10), interest on balances.
    """

    kind = "interest_on_reserves"
    alias = "E28"
    legs = (grows("reserves", "large_banks", "fed"),)
    richer, poorer = "large_banks", "fed"


class InterestOnOnRrp(Event):
    """The Fed's interest to a money fund stays in ON RRP and is credited to shareholders, so a share stays at a dollar.

                           fed  money_funds  households
        on_rrp              -x           +x
        money_fund_shares                -x          +x
        net worth           -x                       +x

    Source: New York Fed, FAQs on overnight reverse repo; SEC rule 2a-7 (stable net asset value).
    """

    kind = "interest_on_on_rrp"
    legs = (grows("on_rrp", "money_funds", "fed"), grows("money_fund_shares", "households", "money_funds"))
    richer, poorer = "households", "fed"


class InterestOnForeignRepoPool(Event):
    """The Fed's interest to a foreign central bank stays in the pool: the pool grows, reserves do not move.

                           fed  foreign_official
        foreign_repo_pool   -x                +x
        net worth           -x                +x

    Source: Federal Reserve Banks, combined financial statements: interest expense on reverse repurchase agreements.
    """

    kind = "interest_on_foreign_repo_pool"
    legs = (grows("foreign_repo_pool", "foreign_official", "fed"),)
    richer, poorer = "foreign_official", "fed"


FAMILY = (InterestOnReserves, InterestOnOnRrp, InterestOnForeignRepoPool)
