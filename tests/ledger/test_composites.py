"""Events told as one: what a run-off of Treasuries comes to once the account is refilled."""

import pytest

from tidegauge.errors import InvalidAmount
from tidegauge.ledger.composites import COMPOSITES, treasury_run_off
from tidegauge.ledger.effects import effects
from tidegauge.ledger.events import EVENTS


def test_a_treasury_run_off_drains_only_through_the_resale() -> None:
    run_off = treasury_run_off(100)
    found = effects(run_off.postings())
    assert [part.kind for part in run_off.parts] == ["soma_roll_off", "soma_roll_off_resale"]
    assert (found.reserves, found.tga, found.fed_assets, found.deposits) == (-100, 0, -100, -100)


@pytest.mark.parametrize("amount_usd", [0, -5])
def test_amounts_that_cannot_be_are_refused(amount_usd: int) -> None:
    with pytest.raises(InvalidAmount):
        treasury_run_off(amount_usd)


def test_a_composite_stands_under_its_own_kind_and_no_event_has_it() -> None:
    assert [together(1).kind for together in COMPOSITES.values()] == list(COMPOSITES)
    assert COMPOSITES.keys().isdisjoint(EVENTS)
