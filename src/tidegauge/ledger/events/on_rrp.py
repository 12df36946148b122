"""ON RRP: cash that a money fund takes back from the Fed comes to the banks."""

from tidegauge.ledger.event import Event
from tidegauge.ledger.legs import grows, paid_into_deposit, shrinks


class OnRrpShiftIntoRepo(Event):
    """A money fund lends to a dealer instead of the Fed; the dealer's cash lands in a bank: reserves rise.

                             fed  large_banks  money_funds  dealers
        on_rrp                +x                        -x
        repo                                            +x       -x
        large_bank_deposits                -x                    +x
        reserves              -x           +x

    Source: Frost and others (2015), "Overnight RRP Operations as a Monetary Policy Tool", FEDS 2015-010.
    """

    kind = "on_rrp_shift_into_repo"
    alias = "E18"
    legs = (
        shrinks("on_rrp", "money_funds", "fed"),
        grows("repo", "money_funds", "dealers"),
        *paid_into_deposit("dealers"),
    )


FAMILY = (OnRrpShiftIntoRepo,)
