"""Treasury securities that mature: the Treasury's account falls, and where the holder banks decides what rises."""

from tidegauge.ledger.event import Event
from tidegauge.ledger.legs import TREASURY_PAYS, grows, paid_into_deposit, shrinks


class RedemptionToNonbank(Event):
    """Bills held by a nonbank mature: the cash lands in its deposit, so reserves and deposits rise.

                             fed  treasury  large_banks  households
        tga                   +x        -x
        bills                           +x                       -x
        large_bank_deposits                          -x          +x
        reserves              -x                     +x

    Source: Garbade, Partlan and Santoro (2004), "Recent Innovations in Treasury Cash Management", FRBNY.
    """

    kind = "redemption_to_nonbank"
    alias = "E04a"
    legs = (TREASURY_PAYS, shrinks("bills", "households", "treasury"), *paid_into_deposit("households"))


class RedemptionToBank(Event):
    """Bills on a bank's own book mature: it gets reserves, and no deposit is made.

                  fed  treasury  large_banks
        tga        +x        -x
        bills                +x           -x
        reserves   -x                     +x

    Source: Garbade, Partlan and Santoro (2004), "Recent Innovations in Treasury Cash Management", FRBNY.
    """

    kind = "redemption_to_bank"
    legs = (TREASURY_PAYS, shrinks("bills", "large_banks", "treasury"), grows("reserves", "large_banks", "fed"))


class RedemptionToMoneyFundIntoOnRrp(Event):
    """Bills held by a money fund mature and it parks the cash in ON RRP: the Fed owes the fund, not the Treasury.

                fed  treasury  money_funds
        tga      +x        -x
        bills              +x           -x
        on_rrp   -x                     +x

    Source: Frost and others (2015), "Overnight RRP Operations as a Monetary Policy Tool", FEDS 2015-010.
    """

    kind = "redemption_to_money_fund_into_on_rrp"
    alias = "E04b"
    legs = (TREASURY_PAYS, shrinks("bills", "money_funds", "treasury"), grows("on_rrp", "money_funds", "fed"))


class RedemptionToMoneyFundIntoDeposits(Event):
    """Bills held by a money fund mature and it keeps the cash at a bank: reserves and deposits rise.

                             fed  treasury  large_banks  money_funds
        tga                   +x        -x
        bills                           +x                        -x
        large_bank_deposits                          -x           +x
        reserves              -x                     +x

    Source: Afonso, Cipriani and La Spada (2022), "Banks' Balance-Sheet Costs, Monetary Policy, and the ON RRP".
    """

    kind = "redemption_to_money_fund_into_deposits"
    legs = (TREASURY_PAYS, shrinks("bills", "money_funds", "treasury"), *paid_into_deposit("money_funds"))


class RedemptionToForeignPrivate(Event):
    """Bills held by a foreign investor mature: the cash lands at a foreign bank's US office with its reserves.

                               fed  treasury  foreign_banks  foreign_private
        tga                     +x        -x
        bills                             +x                              -x
        foreign_bank_deposits                            -x               +x
        reserves                -x                       +x

    Source: own posting; that foreign investors settle through a US correspondent is after the Treasury's TIC reports.
    """

    kind = "redemption_to_foreign_private"
    legs = (
        TREASURY_PAYS,
        shrinks("bills", "foreign_private", "treasury"),
        *paid_into_deposit("foreign_private", "foreign_banks"),
    )


class RedemptionToForeignOfficial(Event):
    """Bills held in custody for a foreign central bank mature into the foreign repo pool: reserves do not move.

                           fed  treasury  foreign_official
        tga                 +x        -x
        bills                         +x                -x
        foreign_repo_pool   -x                          +x

    Source: Federal Reserve, H.4.1 release, table 1: reverse repurchase agreements, foreign official accounts.
    """

    kind = "redemption_to_foreign_official"
    legs = (
        TREASURY_PAYS,
        shrinks("bills", "foreign_official", "treasury"),
        grows("foreign_repo_pool", "foreign_official", "fed"),
    )


class RedemptionToStablecoinIssuer(Event):
    """Bills backing a stablecoin mature and the issuer keeps the cash at a bank: reserves and deposits rise.

                             fed  treasury  large_banks  stablecoin_issuers
        tga                   +x        -x
        bills                           +x                               -x
        large_bank_deposits                          -x                  +x
        reserves              -x                     +x

    Source: Liao and Caramichael (2022), "Stablecoins: Growth Potential and Impact on Banking", IFDP 1334.
    """

    kind = "redemption_to_stablecoin_issuer"
    legs = (
        TREASURY_PAYS,
        shrinks("bills", "stablecoin_issuers", "treasury"),
        *paid_into_deposit("stablecoin_issuers"),
    )


class RedemptionToDealer(Event):
    """Bills in a dealer's inventory mature; it repays the repo that carried them, and the money fund keeps a deposit.

                             fed  treasury  large_banks  money_funds  dealers
        tga                   +x        -x
        bills                           +x                                 -x
        repo                                                      -x       +x
        large_bank_deposits                          -x           +x
        reserves              -x                     +x

    Source: Copeland, Martin and Walker (2014), "Repo Runs: Evidence from the Tri-Party Repo Market".
    """

    kind = "redemption_to_dealer"
    legs = (
        TREASURY_PAYS,
        shrinks("bills", "dealers", "treasury"),
        shrinks("repo", "money_funds", "dealers"),
        *paid_into_deposit("money_funds"),
    )


class CouponRedemptionToNonbank(Event):
    """Notes held by a nonbank mature: the cash lands in its deposit, so reserves and deposits rise.

                             fed  treasury  large_banks  households
        tga                   +x        -x
        coupons                         +x                       -x
        large_bank_deposits                          -x          +x
        reserves              -x                     +x

    Source: Garbade, Partlan and Santoro (2004), "Recent Innovations in Treasury Cash Management", FRBNY.
    """

    kind = "coupon_redemption_to_nonbank"
    legs = (TREASURY_PAYS, shrinks("coupons", "households", "treasury"), *paid_into_deposit("households"))


class CouponRedemptionToBank(Event):
    """Notes on a bank's own book mature: it gets reserves, and no deposit is made.

                  fed  treasury  large_banks
        tga        +x        -x
        coupons              +x           -x
        reserves   -x                     +x

    Source: Garbade, Partlan and Santoro (2004), "Recent Innovations in Treasury Cash Management", FRBNY.
    """

    kind = "coupon_redemption_to_bank"
    legs = (TREASURY_PAYS, shrinks("coupons", "large_banks", "treasury"), grows("reserves", "large_banks", "fed"))


class CouponRedemptionToForeignPrivate(Event):
    """Notes held by a foreign investor mature: the cash lands at a foreign bank's US office with its reserves.

                               fed  treasury  foreign_banks  foreign_private
        tga                     +x        -x
        coupons                           +x                              -x
        foreign_bank_deposits                            -x               +x
        reserves                -x                       +x

    Source: own posting; that foreign investors settle through a US correspondent is after the Treasury's TIC reports.
    """

    kind = "coupon_redemption_to_foreign_private"
    legs = (
        TREASURY_PAYS,
        shrinks("coupons", "foreign_private", "treasury"),
        *paid_into_deposit("foreign_private", "foreign_banks"),
    )


FAMILY = (
    RedemptionToNonbank,
    RedemptionToBank,
    RedemptionToMoneyFundIntoOnRrp,
    RedemptionToMoneyFundIntoDeposits,
    RedemptionToForeignPrivate,
    RedemptionToForeignOfficial,
    RedemptionToStablecoinIssuer,
    RedemptionToDealer,
    CouponRedemptionToNonbank,
    CouponRedemptionToBank,
    CouponRedemptionToForeignPrivate,
)
