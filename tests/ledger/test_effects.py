"""The measures people watch: what each adds up, and the identity that ties them together."""

import pytest

from tidegauge.ledger.chart import ACCOUNTS, INDEX
from tidegauge.ledger.effects import MEASURES, Effects, effects
from tidegauge.ledger.event import Posting
from tidegauge.ledger.events import EVENTS

FED_LIABILITIES = [place.instrument for place in ACCOUNTS if place.sector == "fed" and place.side == "liability"]


def test_every_measure_adds_up_accounts_that_exist() -> None:
    assert tuple(MEASURES) == Effects._fields
    for measure in MEASURES.values():
        assert set(measure) <= set(INDEX)
        assert set(measure.values()) <= {1, -1}


def test_no_postings_have_no_effects() -> None:
    assert set(effects(())) == {0}


@pytest.mark.parametrize("kind", sorted(EVENTS))
def test_reserves_move_by_fed_assets_less_every_other_liability(kind: str) -> None:
    postings = EVENTS[kind](amount_usd=100).postings()
    found = effects(postings)
    other = sum(
        change for sector, instrument, side, change in postings
        if (sector, side) == ("fed", "liability") and instrument != "reserves"
    )  # fmt: skip
    assert found.reserves == found.fed_assets - other - found.fed_net_worth
    assert found.net_liquidity == found.fed_assets - found.tga - found.on_rrp


@pytest.mark.parametrize("kind", sorted(EVENTS))
def test_the_feds_net_worth_is_what_the_event_declares(kind: str) -> None:
    event = EVENTS[kind](amount_usd=100)
    assert effects(event.postings()).fed_net_worth == event.net_worth().get("fed", 0)


def test_a_leak_of_a_dollar_shows_in_the_feds_net_worth() -> None:
    assert effects([Posting("fed", "reserves", "liability", 1)]).fed_net_worth == -1


def test_every_fed_liability_counts_in_net_worth() -> None:
    for instrument in FED_LIABILITIES:
        assert effects([Posting("fed", instrument, "liability", 5)]).fed_net_worth == -5
