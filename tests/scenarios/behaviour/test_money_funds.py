"""Money funds and ON RRP: take-up falls as repo pays more, and bunches at period-ends."""

from datetime import date

import pytest

from tidegauge.scenarios.behaviour.money_funds import (
    adder_usd,
    investable_usd,
    midpoint_bp,
    next_shift_usd,
    take_up_usd,
)
from tidegauge.scenarios.parameters import load

P = load(date(2025, 4, 9)).money_funds
MIDPOINT = midpoint_bp(-15.0, P)


@pytest.mark.parametrize(("take_up", "spread"), [(150e9, -7.0), (2_200e9, -10.0), (0.0, 5.0)])
def test_the_take_up_of_the_opening_is_met_at_its_spread(take_up: float, spread: float) -> None:
    cash = investable_usd(take_up, spread, MIDPOINT, P)
    assert take_up_usd(spread, MIDPOINT, cash, 0.0, P.width_bp) == pytest.approx(take_up, abs=1.0)


def test_a_small_take_up_far_up_the_step_does_not_conjure_up_trillions() -> None:
    assert investable_usd(5e9, 300.0, MIDPOINT, P) == 25e9


def test_take_up_falls_by_about_a_per_cent_a_basis_point() -> None:
    levels = [take_up_usd(spread, MIDPOINT, 300e9, 0.0, P.width_bp) for spread in (-9.0, -8.0, 31.0)]
    assert levels[0] == pytest.approx(150e9)  # half at the midpoint: −15 + 3 + 3
    assert 0.005 < 1.0 - levels[1] / levels[0] < 0.015
    assert levels[2] < 0.7 * levels[0]


def test_an_empty_facility_stays_empty_and_owes_nothing() -> None:
    assert take_up_usd(10.0, MIDPOINT, 0.0, -50e9, P.width_bp) == 0.0
    assert next_shift_usd(-50e9, 10.0, MIDPOINT, 0.0, P.width_bp) == 0.0
    assert next_shift_usd(20e9, 10.0, MIDPOINT, 0.0, P.width_bp) == 20e9


def test_period_ends_bunch_and_less_so_when_the_facility_is_empty() -> None:
    wide, empty = (adder_usd(False, True, False, level, P) for level in (500e9, 0.0))
    assert 100e9 < wide < 175e9
    assert 5e9 < empty < 35e9
    assert adder_usd(False, True, True, 500e9, P) > wide
    assert adder_usd(False, False, False, 500e9, P) == 0.0
