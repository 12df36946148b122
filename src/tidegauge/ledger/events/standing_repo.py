"""Repo lent by the Fed: on demand at the standing facility, or offered by the desk of its own accord."""

from tidegauge.ledger.event import Event
from tidegauge.ledger.legs import grows, paid_into_deposit, shrinks

_DEALER_REPAYS_FUND = (
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
    legs = (grows("standing_repo", "fed", "dealers"), *_DEALER_REPAYS_FUND)


class OpenMarketRepoByDealer(Event):
    """The Fed offers dealers repo to add reserves, as in late 2019: what a draw does, in a stock of its own.

                             fed  large_banks  money_funds  dealers
        open_market_repo      +x                                 -x
        repo                                            -x       +x
        large_bank_deposits                -x           +x
        reserves              -x           +x

    Source: Anbil, Anderson and Senyuz (2020), "What Happened in Money Markets in September 2019?", FEDS Notes.
    """

    kind = "open_market_repo_by_dealer"
    legs = (grows("open_market_repo", "fed", "dealers"), *_DEALER_REPAYS_FUND)


FAMILY = (StandingRepoDrawByBank, StandingRepoDrawByDealer, OpenMarketRepoByDealer)
