"""Interest that the Treasury pays on its notes: income to the holder, spread over reserves like any outlay."""

from tidegauge.ledger.event import Event
from tidegauge.ledger.legs import TREASURY_PAYS, grows, paid_into_deposit


class CouponToNonbank(Event):
    """Interest to a nonbank lands in its deposit, so reserves and deposits rise with its wealth.

                             fed  treasury  large_banks  households
        tga                   +x        -x
        large_bank_deposits                          -x          +x
        reserves              -x                     +x
        net worth                       -x                       +x

    Source: Garbade, Partlan and Santoro (2004), "Recent Innovations in Treasury Cash Management", FRBNY.
    """

    kind = "coupon_to_nonbank"
    alias = "E04c"
    legs = (TREASURY_PAYS, *paid_into_deposit("households"))
    richer, poorer = "households", "treasury"


class CouponToFed(Event):
    """Interest on the Fed's own notes empties the Treasury's account into the Fed's earnings; reserves do not move.

                   fed  treasury
        tga         +x        -x
        net worth   +x        -x

    Source: Federal Reserve Banks, combined financial statements: interest income on SOMA securities.
    """

    kind = "coupon_to_fed"
    legs = (TREASURY_PAYS,)
    richer, poorer = "fed", "treasury"


class CouponToBank(Event):
    """Interest to a bank arrives as reserves, without a deposit.

                   fed  treasury  large_banks
        tga         +x        -x
        reserves    -x                     +x
        net worth             -x           +x

    Source: Garbade, Partlan and Santoro (2004), "Recent Innovations in Treasury Cash Management", FRBNY.
    """

    kind = "coupon_to_bank"
    legs = (TREASURY_PAYS, grows("reserves", "large_banks", "fed"))
    richer, poorer = "large_banks", "treasury"


class CouponToMoneyFund(Event):
    """Interest to a money fund goes to its bank deposit and is credited to shareholders, whose shares stay at a dollar.

                             fed  treasury  large_banks  money_funds  households
        tga                   +x        -x
        large_bank_deposits                          -x           +x
        reserves              -x                     +x
        money_fund_shares                                         -x          +x
        net worth                       -x                                    +x

    Source: SEC rule 2a-7 (stable net asset value); fund dividends are declared daily and mostly reinvested.
    """

    kind = "coupon_to_money_fund"
    legs = (
        TREASURY_PAYS,
        *paid_into_deposit("money_funds"),
        grows("money_fund_shares", "households", "money_funds"),
    )
    richer, poorer = "households", "treasury"


class CouponToForeignPrivate(Event):
    """Interest to a foreign investor lands at a foreign bank's US office with its reserves.

                               fed  treasury  foreign_banks  foreign_private
        tga                     +x        -x
        foreign_bank_deposits                            -x               +x
        reserves                -x                       +x
        net worth                         -x                              +x

    Source: own posting; that foreign investors settle through a US correspondent is after the Treasury's TIC reports.
    """

    kind = "coupon_to_foreign_private"
    legs = (TREASURY_PAYS, *paid_into_deposit("foreign_private", "foreign_banks"))
    richer, poorer = "foreign_private", "treasury"


class CouponToForeignOfficial(Event):
    """Interest on notes in custody for a foreign central bank goes into the foreign repo pool: reserves do not move.

                           fed  treasury  foreign_official
        tga                 +x        -x
        foreign_repo_pool   -x                          +x
        net worth                     -x                +x

    Source: Federal Reserve, H.4.1 release, table 1: reverse repurchase agreements, foreign official accounts.
    """

    kind = "coupon_to_foreign_official"
    legs = (TREASURY_PAYS, grows("foreign_repo_pool", "foreign_official", "fed"))
    richer, poorer = "foreign_official", "treasury"


FAMILY = (
    CouponToNonbank,
    CouponToFed,
    CouponToBank,
    CouponToMoneyFund,
    CouponToForeignPrivate,
    CouponToForeignOfficial,
)
