"""Cash of foreign central banks at the Fed: what comes in from a bank drains reserves unseen by net liquidity."""

from tidegauge.ledger.event import Event
from tidegauge.ledger.legs import grows, pays_from_deposit


class ForeignRepoPoolInflow(Event):
    """A foreign central bank moves dollars from a bank into the Fed's overnight pool for foreign accounts.

                               fed  foreign_banks  foreign_official
        foreign_repo_pool       -x                               +x
        foreign_bank_deposits                  +x                -x
        reserves                +x             -x

    Source: Federal Reserve, H.4.1 release, table 1: reverse repurchase agreements, foreign official accounts.
    """

    kind = "foreign_repo_pool_inflow"
    alias = "E14"
    legs = (
        grows("foreign_repo_pool", "foreign_official", "fed"),
        *pays_from_deposit("foreign_official", "foreign_banks"),
    )


class ForeignOfficialDepositInflow(Event):
    """A foreign central bank moves dollars from a bank into its plain deposit at the Fed.

                                   fed  foreign_banks  foreign_official
        foreign_official_deposits   -x                               +x
        foreign_bank_deposits                      +x                -x
        reserves                    +x             -x

    Source: Federal Reserve, H.4.1 release, table 5: deposits, foreign official.
    """

    kind = "foreign_official_deposit_inflow"
    legs = (
        grows("foreign_official_deposits", "foreign_official", "fed"),
        *pays_from_deposit("foreign_official", "foreign_banks"),
    )


FAMILY = (ForeignRepoPoolInflow, ForeignOfficialDepositInflow)
