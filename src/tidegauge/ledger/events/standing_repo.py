"""Repo lent by the Fed: reserves made on demand against securities, repaid the next morning."""

from tidegauge.ledger.event import Event
from tidegauge.ledger.legs import grows, paid_into_deposit, shrinks

_DEALER_SWITCHES_LENDER = (
    grows("standing_repo", "fed", "dealers"),
    shrinks("repo", "money_funds", "dealers"),
    *paid_into_deposit("money_funds"),
)


class StandingRepoDrawByBank(Event):
    """A bank borrows reserves from the Fed overnight against securities.

                       fed  large_banks
        standing_repo   +x           -x
        reserves        -x           +x

    Source: New York Fed, FAQs on standing repo operations.
    """

    kind = "standing_repo_draw_by_bank"
    alias = "E10a"
    legs = (grows("standing_repo", "fed", "large_banks"), grows("reserves", "large_banks", "fed"))


class StandingRepoDrawByDealer(Event):
    """A dealer borrows from the Fed and repays a money fund, whose cash lands in a bank: reserves and deposits rise.

                             fed  large_banks  money_funds  dealers
        standing_repo         +x                                 -x
        repo                                            -x       +x
        large_bank_deposits                -x           +x
        reserves              -x           +x

    Source: New York Fed, FAQs on standing repo operations.
    """

    kind = "standing_repo_draw_by_dealer"
    alias = "E10b"
    legs = _DEALER_SWITCHES_LENDER


class OpenMarketRepoByDealer(Event):
    """The Fed offers dealers repo to add reserves of its own accord, as in late 2019; the postings are a draw's.

                             fed  large_banks  money_funds  dealers
        standing_repo         +x                                 -x
        repo                                            -x       +x
        large_bank_deposits                -x           +x
        reserves              -x           +x

    Source: Anbil, Anderson and Senyuz (2020), "What Happened in Money Markets in September 2019?", FEDS Notes.
    """

    kind = "open_market_repo_by_dealer"
    legs = _DEALER_SWITCHES_LENDER


FAMILY = (StandingRepoDrawByBank, StandingRepoDrawByDealer, OpenMarketRepoByDealer)
