"""The margin spiral: losses and volatility force sales, sales cost equity, and the feedback stays below one."""

from datetime import date

import pytest

from tidegauge.scenarios.behaviour.margin import (
    feedback_gain,
    forced_sale_usd,
    haircut,
    next_equity_usd,
    next_variance,
    price_return,
)
from tidegauge.scenarios.parameters import load

P = load(date(2020, 2, 28)).margin
CALM = P.volatility**2


def test_a_calm_haircut_leaves_levered_funds_alone() -> None:
    assert forced_sale_usd(1e12, P.equity_share * 1e12, haircut(CALM, P), P) == 0.0


def test_volatility_forces_sales_of_a_fund_that_has_lost_nothing() -> None:
    assert forced_sale_usd(1e12, P.equity_share * 1e12, haircut(9.0 * CALM, P), P) > 0.0


def test_a_loss_forces_sales_at_an_unchanged_haircut() -> None:
    left = next_equity_usd(P.equity_share * 1e12, 1e12, -0.03, 0.0, 1)
    assert left == pytest.approx(0.02e12)
    assert forced_sale_usd(1e12, left, haircut(CALM, P), P) > 50e9


def test_a_fund_without_equity_sells_no_more_than_it_has() -> None:
    assert 0.0 < forced_sale_usd(1e12, -5e9, haircut(CALM, P), P) <= 1e12


def test_the_thinnest_funds_sell_before_the_average_one_must() -> None:
    rate = haircut(CALM, P)
    equity = [cover * rate * 1e12 for cover in (1.7, 1.4, 1.2, 1.0, 0.6, 0.3)]
    sold = [forced_sale_usd(1e12, left, rate, P) for left in equity]
    alike = [forced_sale_usd(1e12, left, rate, P._replace(equity_dispersion=0.0)) for left in equity]
    assert sold == sorted(sold)
    assert sold[0] == 0.0
    assert alike[:4] == [0.0] * 4
    assert 0.0 < sold[1] < sold[2] < sold[3]
    assert sold[4:] == alike[4:]  # once all are short the sum is the average one's


def test_the_feedback_of_a_sale_on_itself_stays_below_its_bound() -> None:
    rate, huge = haircut(CALM, P), 4e12
    assert feedback_gain(huge, rate, P) > P.gain_max
    sold = forced_sale_usd(huge, 0.0, rate, P)
    assert sold == pytest.approx(P.sale_speed * huge * P.gain_max / feedback_gain(huge, rate, P))


def test_sales_move_the_price_down_and_volatility_up() -> None:
    change = price_return(0.0, False, P.depth_usd, P)
    assert change == pytest.approx(-P.impact)
    assert next_variance(CALM, change, P) > P.memory * CALM


def test_a_scenario_s_shock_falls_on_the_first_day_alone() -> None:
    shocked = P._replace(price_shock=-0.02)
    assert price_return(0.0, True, 0.0, shocked) == -0.02
    assert price_return(0.0, False, 0.0, shocked) == 0.0


def test_dearer_funding_eats_equity_over_the_weekend_too() -> None:
    one, three = (next_equity_usd(50e9, 1e12, 0.0, 30.0, days) for days in (1, 3))
    assert 50e9 - three == pytest.approx(3 * (50e9 - one))
    assert 50e9 - one == pytest.approx(950e9 * 0.0030 / 360)


def test_the_haircut_has_a_floor() -> None:
    assert haircut(0.0, P) == P.haircut_min
