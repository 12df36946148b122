"""Foreign central banks sell Treasuries: what they do with the dollars decides whether reserves fall."""

from tidegauge.ledger.event import Event
from tidegauge.ledger.legs import grows, pays_from_deposit, shrinks

_SELLS = shrinks("coupons", "foreign_official", "treasury")


class ForeignOfficialSaleIntoPool(Event):
    """The seller parks the dollars of a US nonbank in its pool at the Fed: reserves and deposits fall.

                             fed  treasury  large_banks  households  foreign_official
        coupons                       +x-x                       +x                -x
        foreign_repo_pool     -x                                                   +x
        large_bank_deposits                          +x          -x
        reserves              +x                     -x

    Source: Federal Reserve, H.4.1 release, table 1: reverse repurchase agreements, foreign official accounts.
    """

    kind = "foreign_official_sale_into_pool"
    alias = "E22a"
    legs = (
        _SELLS,
        grows("coupons", "households", "treasury"),
        grows("foreign_repo_pool", "foreign_official", "fed"),
        *pays_from_deposit("households"),
    )


class ForeignOfficialSaleForIntervention(Event):
    """The seller gives the dollars to its own residents for local money: a deposit changes hands, reserves stay.

                             treasury  large_banks  households  foreign_official  foreign_private
        coupons                  +x-x                       +x                -x
        large_bank_deposits                   +x-x          -x                                 +x
        local_currency                                                        +x               -x

    Source: Neely (2001), "The Practice of Central Bank Intervention: Looking Under the Hood", St. Louis Fed Review.
    """

    kind = "foreign_official_sale_for_intervention"
    alias = "E22b"
    legs = (
        _SELLS,
        grows("coupons", "households", "treasury"),
        shrinks("large_bank_deposits", "households", "large_banks"),
        grows("large_bank_deposits", "foreign_private", "large_banks"),
        shrinks("local_currency", "foreign_private", "foreign_official"),
    )


class ForeignOfficialSaleToBank(Event):
    """A US bank buys and credits the seller's account: it makes the deposit it pays with, reserves stay.

                             treasury  large_banks  foreign_official
        coupons                  +x-x           +x                -x
        large_bank_deposits                     -x                +x

    Source: McLeay, Radia and Thomas (2014), "Money Creation in the Modern Economy", Bank of England.
    """

    kind = "foreign_official_sale_to_bank"
    alias = "E22c"
    legs = (
        _SELLS,
        grows("coupons", "large_banks", "treasury"),
        grows("large_bank_deposits", "foreign_official", "large_banks"),
    )


FAMILY = (ForeignOfficialSaleIntoPool, ForeignOfficialSaleForIntervention, ForeignOfficialSaleToBank)
