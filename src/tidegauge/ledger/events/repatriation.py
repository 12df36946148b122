"""Repatriation: selling assets abroad brings home a deposit that somebody else gives up, not bank reserves."""

from tidegauge.ledger.event import Event
from tidegauge.ledger.legs import grows, paid_into_deposit, shrinks

_FUND_SELLS_ABROAD = shrinks("foreign_assets", "hedge_funds", "outside")


class RepatriationFromPrivateHolder(Event):
    """A fund sells foreign assets to a foreign holder of a dollar deposit: the deposit changes hands, no more.

                             large_banks  hedge_funds  foreign_private  outside
        foreign_assets                             -x               +x     +x-x
        large_bank_deposits         +x-x           +x               -x

    Source: own posting: dollars are liabilities of US banks, so a private buyer can only pass on a deposit it has.
    """

    kind = "repatriation_from_private_holder"
    alias = "E21a"
    legs = (
        _FUND_SELLS_ABROAD,
        grows("foreign_assets", "foreign_private", "outside"),
        shrinks("large_bank_deposits", "foreign_private", "large_banks"),
        grows("large_bank_deposits", "hedge_funds", "large_banks"),
    )


class RepatriationByFirm(Event):
    """A firm brings earnings home: its foreign assets go to a foreign holder of a dollar deposit, which it receives.

                             large_banks  households  foreign_private  outside
        foreign_assets                            -x               +x     +x-x
        large_bank_deposits         +x-x          +x               -x

    Source: own posting, as for a fund; firms stand with households in the chart.
    """

    kind = "repatriation_by_firm"
    legs = (
        shrinks("foreign_assets", "households", "outside"),
        grows("foreign_assets", "foreign_private", "outside"),
        shrinks("large_bank_deposits", "foreign_private", "large_banks"),
        grows("large_bank_deposits", "households", "large_banks"),
    )


class RepatriationFromForeignRepoPool(Event):
    """A foreign central bank supplies the dollars out of its pool at the Fed: only then do reserves rise.

                             fed  large_banks  hedge_funds  foreign_official  outside
        foreign_assets                                  -x                +x     +x-x
        foreign_repo_pool     +x                                          -x
        large_bank_deposits                -x           +x
        reserves              -x           +x

    Source: Federal Reserve, H.4.1 release, table 1: reverse repurchase agreements, foreign official accounts.
    """

    kind = "repatriation_from_foreign_repo_pool"
    alias = "E21b"
    legs = (
        _FUND_SELLS_ABROAD,
        grows("foreign_assets", "foreign_official", "outside"),
        shrinks("foreign_repo_pool", "foreign_official", "fed"),
        *paid_into_deposit("hedge_funds"),
    )


FAMILY = (RepatriationFromPrivateHolder, RepatriationByFirm, RepatriationFromForeignRepoPool)
