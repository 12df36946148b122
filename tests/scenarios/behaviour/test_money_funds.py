"""Money funds and ON RRP: take-up falls as repo pays more, and bunches at period-ends."""

from datetime import date

import pytest

from tidegauge.scenarios.behaviour.money_funds import (
    adder_usd,
    full_pct,
    investable_usd,
    midpoint_bp,
    next_shift_usd,
    take_up_usd,
    turned_away_usd,
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
    assert next_shift_usd(-50e9, 10.0, MIDPOINT, 0.0, P) == 0.0


def test_parked_cash_leaves_an_empty_facility_while_repo_pays_more_and_stays_where_it_is_in_use() -> None:
    left = {over: next_shift_usd(20e9, MIDPOINT + over, MIDPOINT, 0.0, P) for over in (-5.0, 0.0, 10.0, 90.0)}
    assert left[-5.0] == left[0.0] == 20e9
    assert left[10.0] == pytest.approx(15e9)  # a quarter a day, as in 2018, 2019 and December 2025
    assert left[90.0] == 0.0
    assert next_shift_usd(20e9, MIDPOINT + 3.0, MIDPOINT, 300e9, P) > 19.7e9  # January to July 2025


def test_what_banks_turn_away_fills_the_facility_within_weeks_and_no_more_than_it_comes_back() -> None:
    full, bank_assets, turned_away = 17.6, 21.2e12, 0.0
    days = [turned_away := turned_away_usd(turned_away, turned_away, 4.7e12, full * bank_assets / 100, P)]
    days += [turned_away := turned_away_usd(turned_away, turned_away, 4.7e12, 3.73e12, P) for _ in range(59)]
    assert 0.35 < days[4] / days[-1] < 0.45  # within a week
    assert days[-1] == pytest.approx(P.overflow_share * 0.97e12, rel=0.01)  # 786 bn came by 7 July 2021
    back = [turned_away := turned_away_usd(turned_away, turned_away, 3.5e12, 3.73e12, P) for _ in range(200)]
    assert back == sorted(back, reverse=True)
    assert 0.0 <= back[-1] < 1e3
    assert turned_away_usd(10e9, 500e9, 3.5e12, 3.73e12, P) == 0.0  # the rest came with bills and subscriptions


@pytest.mark.parametrize(("take_up", "free_cash"), [(0.0, 3.2e12), (965e9, 4.97e12), (0.0, 4.5e12), (2_161e9, 5.36e12)])
def test_the_opening_is_at_rest_whatever_banks_and_money_funds_hold(take_up: float, free_cash: float) -> None:
    full_usd = full_pct(take_up, free_cash, 21.7e12, P) / 100 * 21.7e12
    assert turned_away_usd(0.0, take_up, free_cash, full_usd, P) < 1.0
    assert full_usd >= 0.176 * 21.7e12


def test_period_ends_bunch_and_less_so_when_the_facility_is_empty() -> None:
    wide, empty = (adder_usd(False, True, False, level, P) for level in (500e9, 0.0))
    assert 100e9 < wide < 175e9
    assert 5e9 < empty < 35e9
    assert adder_usd(False, True, True, 500e9, P) > wide
    assert adder_usd(False, False, False, 500e9, P) == 0.0
