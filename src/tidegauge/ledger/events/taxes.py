"""Taxes: the payer is poorer, the Treasury richer, and the cash leaves whatever the payer kept it in."""

from tidegauge.ledger.event import Event
from tidegauge.ledger.legs import TREASURY_IS_PAID, pays_from_deposit, shrinks


class TaxReceiptFromDeposits(Event):
    """A tax paid from a deposit drains the bank's reserves into the Treasury's account dollar for dollar.

                             fed  treasury  large_banks  households
        large_bank_deposits                          +x          -x
        reserves              +x                     -x
        tga                   -x        +x
        net worth                       +x                       -x

    Source: Garbade, Partlan and Santoro (2004), "Recent Innovations in Treasury Cash Management", FRBNY.
    """

    kind = "tax_receipt_from_deposits"
    alias = "E01a"
    legs = (*pays_from_deposit("households"), TREASURY_IS_PAID)
    richer, poorer = "treasury", "households"


class TaxReceiptFromMoneyFunds(Event):
    """A payer redeems money-fund shares and the fund runs down ON RRP: reserves are spared.

                           fed  treasury  money_funds  households
        money_fund_shares                          +x          -x
        on_rrp              +x                     -x
        tga                 -x        +x
        net worth                     +x                       -x

    Source: Frost and others (2015), "Overnight RRP Operations as a Monetary Policy Tool", FEDS 2015-010.
    """

    kind = "tax_receipt_from_money_funds"
    alias = "E01b"
    legs = (
        shrinks("money_fund_shares", "households", "money_funds"),
        shrinks("on_rrp", "money_funds", "fed"),
        TREASURY_IS_PAID,
    )
    richer, poorer = "treasury", "households"


FAMILY = (TaxReceiptFromDeposits, TaxReceiptFromMoneyFunds)
