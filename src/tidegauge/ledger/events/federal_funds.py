"""Cash of the housing agencies: between their account at the Fed, a bank deposit and the federal funds market."""

from tidegauge.ledger.event import Event
from tidegauge.ledger.legs import grows, pays_from_deposit, shrinks


class GseCashIntoOtherDeposits(Event):
    """An agency moves the month's mortgage payments from a bank to its account at the Fed: reserves fall unseen.

                             fed  large_banks  gses
        other_fed_deposits    -x                 +x
        large_bank_deposits                +x    -x
        reserves              +x           -x

    Source: Federal Reserve, H.4.1 release, explanatory notes: other deposits held at Reserve Banks.
    """

    kind = "gse_cash_into_other_deposits"
    legs = (grows("other_fed_deposits", "gses", "fed"), *pays_from_deposit("gses"))


class FederalFundsLentByGseToForeignBank(Event):
    """A Home Loan Bank lends cash from its account at the Fed to a foreign bank earning IORB on it: reserves rise.

                            fed  foreign_banks  gses
        federal_funds                       -x    +x
        other_fed_deposits   +x                   -x
        reserves             -x             +x

    Source: Afonso, Entz and LeSueur (2013), "Who's Lending in the Fed Funds Market?", Liberty Street Economics.
    """

    kind = "federal_funds_lent_by_gse_to_foreign_bank"
    legs = (
        grows("federal_funds", "gses", "foreign_banks"),
        shrinks("other_fed_deposits", "gses", "fed"),
        grows("reserves", "foreign_banks", "fed"),
    )


FAMILY = (GseCashIntoOtherDeposits, FederalFundsLentByGseToForeignBank)
