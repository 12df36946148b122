"""Events told as one: what tightening drains, and who absorbs a rise of the Treasury's account."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tidegauge.errors import InvalidAmount
from tidegauge.ledger.composites import debt_limit_bind, debt_limit_release, quantitative_tightening, treasury_run_off
from tidegauge.ledger.effects import effects
from tidegauge.ledger.event import Composite


def test_a_treasury_run_off_drains_only_through_the_resale() -> None:
    run_off = treasury_run_off(100)
    found = effects(run_off.postings())
    assert [part.kind for part in run_off.parts] == ["soma_roll_off", "soma_roll_off_resale"]
    assert (found.reserves, found.tga, found.fed_assets, found.deposits) == (-100, 0, -100, -100)


def test_tightening_drains_treasuries_and_mbs_alike_once_the_account_is_refilled() -> None:
    found = effects(quantitative_tightening(treasuries_usd=60, mbs_usd=35).postings())
    assert (found.reserves, found.fed_assets, found.net_liquidity) == (-95, -95, -95)


@given(st.data())
def test_reserves_fall_by_what_neither_on_rrp_nor_the_foreign_pool_pays(draw: st.DataObject) -> None:
    amount = draw.draw(st.integers(1, 2**62))
    on_rrp = draw.draw(st.integers(0, amount))
    pool = draw.draw(st.integers(0, amount - on_rrp))
    found = effects(debt_limit_release(amount, from_on_rrp_usd=on_rrp, from_foreign_repo_pool_usd=pool).postings())
    assert (found.tga, found.on_rrp, found.foreign_repo_pool) == (amount, -on_rrp, -pool)
    assert found.reserves == -(amount - on_rrp - pool)


def test_paydowns_under_a_debt_limit_add_reserves_or_on_rrp() -> None:
    found = effects(debt_limit_bind(100, into_on_rrp_usd=100).postings())
    assert (found.reserves, found.on_rrp, found.tga, found.net_liquidity) == (0, 100, -100, 0)


@pytest.mark.parametrize(
    "build",
    [
        lambda: debt_limit_release(0),
        lambda: debt_limit_release(-5),
        lambda: debt_limit_release(100, from_on_rrp_usd=101),
        lambda: debt_limit_release(100, from_on_rrp_usd=-1),
        lambda: debt_limit_bind(100, into_on_rrp_usd=101),
        lambda: treasury_run_off(0),
        lambda: quantitative_tightening(treasuries_usd=1, mbs_usd=0),
    ],
)
def test_amounts_that_cannot_be_are_refused(build: Callable[[], Composite]) -> None:
    with pytest.raises(InvalidAmount):
        build()
