"""Stablecoins: a mint moves a deposit from buyer to issuer; only where the issuer puts it can touch reserves."""

from tidegauge.ledger.event import Event
from tidegauge.ledger.legs import TREASURY_PAYS, grows, paid_into_deposit, pays_from_deposit, shrinks


class StablecoinMint(Event):
    """A buyer's deposit becomes the issuer's: coins exist, and neither deposits nor reserves change.

                             large_banks  households  stablecoin_issuers
        stablecoins                               +x                  -x
        large_bank_deposits         +x-x          -x                  +x

    Source: Liao and Caramichael (2022), "Stablecoins: Growth Potential and Impact on Banking", IFDP 1334.
    """

    kind = "stablecoin_mint"
    alias = "E15"
    legs = (
        grows("stablecoins", "households", "stablecoin_issuers"),
        shrinks("large_bank_deposits", "households", "large_banks"),
        grows("large_bank_deposits", "stablecoin_issuers", "large_banks"),
    )


class StablecoinReserveIntoBills(Event):
    """The issuer buys bills from a nonbank: bill and deposit change places, the system's totals stand still.

                             treasury  large_banks  households  stablecoin_issuers
        bills                    -x+x                       -x                  +x
        large_bank_deposits                   +x-x          +x                  -x

    Source: Liao and Caramichael (2022), "Stablecoins: Growth Potential and Impact on Banking", IFDP 1334.
    """

    kind = "stablecoin_reserve_into_bills"
    alias = "E15i"
    legs = (
        grows("bills", "stablecoin_issuers", "treasury"),
        shrinks("bills", "households", "treasury"),
        shrinks("large_bank_deposits", "stablecoin_issuers", "large_banks"),
        grows("large_bank_deposits", "households", "large_banks"),
    )


class StablecoinReserveIntoRepo(Event):
    """The issuer lends its deposit to a dealer, who repays the bank that lent before: a deposit and a bank loan vanish.

                             large_banks  dealers  stablecoin_issuers
        repo                          -x     -x+x                  +x
        large_bank_deposits           +x                           -x

    Source: Liao and Caramichael (2022), "Stablecoins: Growth Potential and Impact on Banking", IFDP 1334.
    """

    kind = "stablecoin_reserve_into_repo"
    alias = "E15ii"
    legs = (
        grows("repo", "stablecoin_issuers", "dealers"),
        shrinks("repo", "large_banks", "dealers"),
        shrinks("large_bank_deposits", "stablecoin_issuers", "large_banks"),
    )


class StablecoinReserveIntoMoneyFund(Event):
    """The issuer buys shares of a money fund that uses ON RRP: cash leaves the banks for the Fed, reserves fall.

                             fed  large_banks  money_funds  stablecoin_issuers
        money_fund_shares                               -x                  +x
        on_rrp                -x                        +x
        large_bank_deposits                +x                               -x
        reserves              +x           -x

    Source: Liao and Caramichael (2022), "Stablecoins: Growth Potential and Impact on Banking", IFDP 1334.
    """

    kind = "stablecoin_reserve_into_money_fund"
    alias = "E15iii"
    legs = (
        grows("money_fund_shares", "stablecoin_issuers", "money_funds"),
        grows("on_rrp", "money_funds", "fed"),
        *pays_from_deposit("stablecoin_issuers"),
    )


class StablecoinRedemptionByBillSale(Event):
    """Coins are redeemed with the price of bills sold to a nonbank: a deposit passes through and totals stand still.

                     treasury  households  stablecoin_issuers
        stablecoins                    -x                  +x
        bills            +x-x          +x                  -x

    Source: Liao and Caramichael (2022), "Stablecoins: Growth Potential and Impact on Banking", IFDP 1334.
    """

    kind = "stablecoin_redemption_by_bill_sale"
    alias = "E16a"
    legs = (
        shrinks("stablecoins", "households", "stablecoin_issuers"),
        shrinks("bills", "stablecoin_issuers", "treasury"),
        grows("bills", "households", "treasury"),
    )


class StablecoinRedemptionByMaturingBills(Event):
    """Coins are redeemed with bills that mature: the Treasury's cash becomes the holder's deposit, reserves rise.

                             fed  treasury  large_banks  households  stablecoin_issuers
        tga                   +x        -x
        bills                           +x                                           -x
        stablecoins                                              -x                  +x
        large_bank_deposits                          -x          +x
        reserves              -x                     +x

    Source: Liao and Caramichael (2022), "Stablecoins: Growth Potential and Impact on Banking", IFDP 1334.
    """

    kind = "stablecoin_redemption_by_maturing_bills"
    alias = "E16b"
    legs = (
        TREASURY_PAYS,
        shrinks("bills", "stablecoin_issuers", "treasury"),
        shrinks("stablecoins", "households", "stablecoin_issuers"),
        *paid_into_deposit("households"),
    )


FAMILY = (
    StablecoinMint,
    StablecoinReserveIntoBills,
    StablecoinReserveIntoRepo,
    StablecoinReserveIntoMoneyFund,
    StablecoinRedemptionByBillSale,
    StablecoinRedemptionByMaturingBills,
)
