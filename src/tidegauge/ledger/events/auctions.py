"""Treasury auctions on the day they settle: whose cash pays decides whether bank reserves fall.

A bill that a money fund buys out of ON RRP moves cash from one Fed liability to another and leaves reserves alone. The
same bill bought by a bank, or paid from any bank deposit, drains reserves dollar for dollar.
"""

from tidegauge.ledger.event import Event
from tidegauge.ledger.legs import TREASURY_IS_PAID, grows, pays_from_deposit, shrinks


class AuctionBoughtByBank(Event):
    """A bank buys bills for its own account: it pays with reserves, and no deposit is touched.

                  fed  treasury  large_banks
        bills                -x           +x
        reserves   +x                     -x
        tga        -x        +x

    Source: Leonard, Martin and Potter (2017), "How the Fed Changes the Size of Its Balance Sheet".
    """

    kind = "auction_bought_by_bank"
    alias = "E03a"
    legs = (grows("bills", "large_banks", "treasury"), shrinks("reserves", "large_banks", "fed"), TREASURY_IS_PAID)


class AuctionBoughtByNonbank(Event):
    """A nonbank pays for bills from its deposit, so its bank loses the deposit and the reserves behind it.

                             fed  treasury  large_banks  households
        bills                           -x                       +x
        large_bank_deposits                          +x          -x
        reserves              +x                     -x
        tga                   -x        +x

    Source: Leonard, Martin and Potter (2017), "How the Fed Changes the Size of Its Balance Sheet".
    """

    kind = "auction_bought_by_nonbank"
    alias = "E03b"
    legs = (grows("bills", "households", "treasury"), *pays_from_deposit("households"), TREASURY_IS_PAID)


class AuctionBoughtByMoneyFundFromOnRrp(Event):
    """A money fund swaps ON RRP for bills: one Fed liability becomes another and no bank notices.

                fed  treasury  money_funds
        bills              -x           +x
        on_rrp   +x                     -x
        tga      -x        +x

    Source: Afonso, Cipriani and La Spada (2022), "Banks' Balance-Sheet Costs, Monetary Policy, and the ON RRP".
    """

    kind = "auction_bought_by_money_fund_from_on_rrp"
    alias = "E03c"
    legs = (grows("bills", "money_funds", "treasury"), shrinks("on_rrp", "money_funds", "fed"), TREASURY_IS_PAID)


class AuctionBoughtByMoneyFundFromDeposits(Event):
    """With ON RRP empty a money fund pays for bills from its bank deposit, so reserves fall like for any nonbank.

                             fed  treasury  large_banks  money_funds
        bills                           -x                        +x
        large_bank_deposits                          +x           -x
        reserves              +x                     -x
        tga                   -x        +x

    Source: Afonso, Cipriani and La Spada (2022), "Banks' Balance-Sheet Costs, Monetary Policy, and the ON RRP".
    """

    kind = "auction_bought_by_money_fund_from_deposits"
    alias = "E03d"
    legs = (grows("bills", "money_funds", "treasury"), *pays_from_deposit("money_funds"), TREASURY_IS_PAID)


class AuctionBoughtByDealerRepoFromOnRrp(Event):
    """A dealer takes notes into inventory on repo from a money fund that leaves ON RRP: reserves stay, repo grows.

                 fed  treasury  money_funds  dealers
        coupons             -x                    +x
        repo                             +x       -x
        on_rrp    +x                     -x
        tga       -x        +x

    Source: Frost and others (2015), "Overnight RRP Operations as a Monetary Policy Tool", FEDS 2015-010.
    """

    kind = "auction_bought_by_dealer_repo_from_on_rrp"
    alias = "E03e1"
    legs = (
        grows("coupons", "dealers", "treasury"),
        grows("repo", "money_funds", "dealers"),
        shrinks("on_rrp", "money_funds", "fed"),
        TREASURY_IS_PAID,
    )


class AuctionBoughtByDealerRepoFromDeposits(Event):
    """A dealer takes notes into inventory on repo from a money fund that draws on its bank deposit: reserves fall.

                             fed  treasury  large_banks  money_funds  dealers
        coupons                         -x                                 +x
        repo                                                      +x       -x
        large_bank_deposits                          +x           -x
        reserves              +x                     -x
        tga                   -x        +x

    Source: Frost and others (2015), "Overnight RRP Operations as a Monetary Policy Tool", FEDS 2015-010.
    """

    kind = "auction_bought_by_dealer_repo_from_deposits"
    alias = "E03e2"
    legs = (
        grows("coupons", "dealers", "treasury"),
        grows("repo", "money_funds", "dealers"),
        *pays_from_deposit("money_funds"),
        TREASURY_IS_PAID,
    )


class AuctionBoughtByDealerRepoFromBank(Event):
    """A dealer takes notes into inventory on repo from a bank, which swaps reserves for repo: reserves fall.

                  fed  treasury  large_banks  dealers
        coupons              -x                    +x
        repo                              +x       -x
        reserves   +x                     -x
        tga        -x        +x

    Source: Correa, Du and Liao (2020), "U.S. Banks and Global Liquidity", NBER Working Paper 27491.
    """

    kind = "auction_bought_by_dealer_repo_from_bank"
    alias = "E03e3"
    legs = (
        grows("coupons", "dealers", "treasury"),
        grows("repo", "large_banks", "dealers"),
        shrinks("reserves", "large_banks", "fed"),
        TREASURY_IS_PAID,
    )


class AuctionBoughtFromForeignRepoPool(Event):
    """A foreign central bank swaps balances in the foreign repo pool for bills: net liquidity falls, reserves do not.

                           fed  treasury  foreign_official
        bills                         -x                +x
        foreign_repo_pool   +x                          -x
        tga                 -x        +x

    Source: Federal Reserve, H.4.1 release, table 1: reverse repurchase agreements, foreign official accounts.
    """

    kind = "auction_bought_from_foreign_repo_pool"
    alias = "E03f"
    legs = (
        grows("bills", "foreign_official", "treasury"),
        shrinks("foreign_repo_pool", "foreign_official", "fed"),
        TREASURY_IS_PAID,
    )


class AuctionBoughtByForeignPrivate(Event):
    """A foreign investor pays for bills from a dollar deposit at a foreign bank's US office, which loses reserves.

    Who has no dollars buys a deposit from somebody who does; that deposit only changes hands.

                               fed  treasury  foreign_banks  foreign_private
        bills                             -x                              +x
        foreign_bank_deposits                            +x               -x
        reserves                +x                       -x
        tga                     -x        +x

    Source: own posting; that foreign investors settle through a US correspondent is after the Treasury's TIC reports.
    """

    kind = "auction_bought_by_foreign_private"
    alias = "E03g"
    legs = (
        grows("bills", "foreign_private", "treasury"),
        *pays_from_deposit("foreign_private", "foreign_banks"),
        TREASURY_IS_PAID,
    )


class AuctionBoughtByStablecoinIssuer(Event):
    """A stablecoin issuer turns the deposits it took at mint into bills: the Treasury's gain is the banks' drain.

                             fed  treasury  large_banks  stablecoin_issuers
        bills                           -x                               +x
        large_bank_deposits                          +x                  -x
        reserves              +x                     -x
        tga                   -x        +x

    Source: Liao and Caramichael (2022), "Stablecoins: Growth Potential and Impact on Banking", IFDP 1334.
    """

    kind = "auction_bought_by_stablecoin_issuer"
    alias = "E03h"
    legs = (
        grows("bills", "stablecoin_issuers", "treasury"),
        *pays_from_deposit("stablecoin_issuers"),
        TREASURY_IS_PAID,
    )


class AuctionBoughtByHedgeFund(Event):
    """A basis trade: a hedge fund finances notes on repo from a dealer, who finds the cash at a fund leaving ON RRP.

                 fed  treasury  money_funds  dealers  hedge_funds
        coupons             -x                                 +x
        repo                             +x     +x-x           -x
        on_rrp    +x                     -x
        tga       -x        +x

    Source: Barth and Kahn (2021), "Hedge Funds and the Treasury Cash-Futures Disconnect", OFR Working Paper 21-01.
    """

    kind = "auction_bought_by_hedge_fund"
    alias = "E03i"
    legs = (
        grows("coupons", "hedge_funds", "treasury"),
        grows("repo", "dealers", "hedge_funds"),
        grows("repo", "money_funds", "dealers"),
        shrinks("on_rrp", "money_funds", "fed"),
        TREASURY_IS_PAID,
    )


class CouponAuctionBoughtByBank(Event):
    """A bank buys notes for its own account: it pays with reserves, and no deposit is touched.

                  fed  treasury  large_banks
        coupons              -x           +x
        reserves   +x                     -x
        tga        -x        +x

    Source: Leonard, Martin and Potter (2017), "How the Fed Changes the Size of Its Balance Sheet".
    """

    kind = "coupon_auction_bought_by_bank"
    legs = (grows("coupons", "large_banks", "treasury"), shrinks("reserves", "large_banks", "fed"), TREASURY_IS_PAID)


class CouponAuctionBoughtByNonbank(Event):
    """A nonbank pays for notes from its deposit, so its bank loses the deposit and the reserves behind it.

                             fed  treasury  large_banks  households
        coupons                         -x                       +x
        large_bank_deposits                          +x          -x
        reserves              +x                     -x
        tga                   -x        +x

    Source: Leonard, Martin and Potter (2017), "How the Fed Changes the Size of Its Balance Sheet".
    """

    kind = "coupon_auction_bought_by_nonbank"
    legs = (grows("coupons", "households", "treasury"), *pays_from_deposit("households"), TREASURY_IS_PAID)


class CouponAuctionBoughtByMoneyFund(Event):
    """A money fund pays for short notes or floaters from its bank deposit, so reserves fall.

                             fed  treasury  large_banks  money_funds
        coupons                         -x                        +x
        large_bank_deposits                          +x           -x
        reserves              +x                     -x
        tga                   -x        +x

    Source: Afonso, Cipriani and La Spada (2022), "Banks' Balance-Sheet Costs, Monetary Policy, and the ON RRP".
    """

    kind = "coupon_auction_bought_by_money_fund"
    legs = (grows("coupons", "money_funds", "treasury"), *pays_from_deposit("money_funds"), TREASURY_IS_PAID)


class CouponAuctionBoughtByForeignPrivate(Event):
    """A foreign investor pays for notes from a dollar deposit at a foreign bank's US office, which loses reserves.

                               fed  treasury  foreign_banks  foreign_private
        coupons                           -x                              +x
        foreign_bank_deposits                            +x               -x
        reserves                +x                       -x
        tga                     -x        +x

    Source: own posting; that foreign investors settle through a US correspondent is after the Treasury's TIC reports.
    """

    kind = "coupon_auction_bought_by_foreign_private"
    legs = (
        grows("coupons", "foreign_private", "treasury"),
        *pays_from_deposit("foreign_private", "foreign_banks"),
        TREASURY_IS_PAID,
    )


FAMILY = (
    AuctionBoughtByBank,
    AuctionBoughtByNonbank,
    AuctionBoughtByMoneyFundFromOnRrp,
    AuctionBoughtByMoneyFundFromDeposits,
    AuctionBoughtByDealerRepoFromOnRrp,
    AuctionBoughtByDealerRepoFromDeposits,
    AuctionBoughtByDealerRepoFromBank,
    AuctionBoughtFromForeignRepoPool,
    AuctionBoughtByForeignPrivate,
    AuctionBoughtByStablecoinIssuer,
    AuctionBoughtByHedgeFund,
    CouponAuctionBoughtByBank,
    CouponAuctionBoughtByNonbank,
    CouponAuctionBoughtByMoneyFund,
    CouponAuctionBoughtByForeignPrivate,
)
