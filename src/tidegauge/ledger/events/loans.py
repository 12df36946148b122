"""Bank loans: a bank makes the deposit it lends, and needs reserves only when the borrower spends elsewhere."""

from tidegauge.ledger.event import Event
from tidegauge.ledger.legs import grows, paid_into_deposit, shrinks


class BankLoan(Event):
    """A loan makes a deposit on the spot: credit and money grow, reserves do not move.

                             large_banks  households
        loans                         +x          -x
        large_bank_deposits           -x          +x

    Source: McLeay, Radia and Thomas (2014), "Money Creation in the Modern Economy", Bank of England.
    """

    kind = "bank_loan"
    alias = "E24a"
    legs = (
        grows("loans", "large_banks", "households"),
        grows("large_bank_deposits", "households", "large_banks"),
    )


class BankLoanSpentElsewhere(Event):
    """The borrower pays a customer of another bank: reserves move between banks, their sum stays.

                              fed  large_banks  other_banks  households
        loans                               +x                       -x
        reserves             +x-x           -x           +x
        other_bank_deposits                              -x          +x

    Source: McLeay, Radia and Thomas (2014), "Money Creation in the Modern Economy", Bank of England.
    """

    kind = "bank_loan_spent_elsewhere"
    alias = "E24b"
    legs = (
        grows("loans", "large_banks", "households"),
        shrinks("reserves", "large_banks", "fed"),
        *paid_into_deposit("households", "other_banks"),
    )


FAMILY = (BankLoan, BankLoanSpentElsewhere)
