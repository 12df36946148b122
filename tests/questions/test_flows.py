"""Streams of the Fed's own money: what one sector gives another receives, event by event."""

from hypothesis import given
from hypothesis import strategies as st

from tidegauge.ledger.effects import effects
from tidegauge.ledger.events import EVENTS
from tidegauge.questions.flows import MONEY, Stream, streams

BANKS = {"large_banks", "other_banks", "foreign_banks"}
JOURNALS = st.lists(
    st.tuples(st.sampled_from(sorted(EVENTS)), st.integers(-(10**12), 10**12).filter(bool)), max_size=12
)


@given(JOURNALS)
def test_what_banks_receive_less_what_they_give_is_the_change_of_reserves(journal: list[tuple[str, int]]) -> None:
    found = streams(journal)
    net = sum(one.amount_usd * ((one.taker in BANKS) - (one.giver in BANKS)) for one in found)
    moved = sum(amount * effects(EVENTS[kind](amount_usd=1).postings()).reserves for kind, amount in journal)
    assert net == moved - _cash_in_vaults(journal)


def _cash_in_vaults(journal: list[tuple[str, int]]) -> int:
    """Return what banks gained of the Fed's money in another form than reserves, with its sign turned."""
    return -sum(
        amount * posting.change_usd
        for kind, amount in journal
        for posting in EVENTS[kind](amount_usd=1).postings()
        if posting.sector in BANKS and posting.side == "asset" and posting.instrument in MONEY[1:]
    )


@given(JOURNALS)
def test_streams_are_positive_and_no_sector_pays_itself(journal: list[tuple[str, int]]) -> None:
    for stream in streams(journal):
        assert stream.amount_usd > 0
        assert stream.giver != stream.taker


def test_the_fed_issues_what_it_buys_and_takes_back_what_it_sells() -> None:
    assert streams([("reserve_management_purchase", 100)]) == (Stream("fed", "fed_purchases", "large_banks", 100),)
    assert streams([("reserve_management_purchase", -100)]) == (Stream("large_banks", "fed_purchases", "fed", 100),)


def test_a_change_of_hands_within_a_bank_moves_none_of_the_feds_money() -> None:
    assert streams([("bank_loan", 100), ("stablecoin_mint", 100)]) == ()


def test_both_directions_are_kept() -> None:
    found = streams([("foreign_repo_pool_inflow", 100), ("foreign_repo_pool_inflow", -40)])
    assert [stream.amount_usd for stream in found] == [100, 40]
    assert found[0].giver == found[1].taker
