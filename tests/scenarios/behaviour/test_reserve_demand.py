"""The curve of reserve demand: flat when reserves are ample, steep when they are scarce, deaf to taxes."""

from datetime import date

import pytest

from tidegauge.scenarios.behaviour.reserve_demand import (
    drawn_restlessness,
    effr_bp,
    effr_level_change_bp,
    next_level_bp,
    on_rrp_bp,
    residual_bp,
    scarcity_pct,
    settlement_bp,
    shortage_pct,
)
from tidegauge.scenarios.draws import normals
from tidegauge.scenarios.parameters import load

NOW = load(date(2026, 3, 31)).reserve_demand
THEN = load(date(2019, 9, 13)).reserve_demand


def test_the_curve_is_flat_above_satiation_and_falls_one_for_one_below() -> None:
    assert shortage_pct(18.0, NOW) < 0.001
    assert shortage_pct(9.0, NOW) - shortage_pct(10.0, NOW) == pytest.approx(1.0, abs=0.01)
    assert shortage_pct(13.0, NOW) == pytest.approx(0.7 * 0.693147, abs=1e-5)


def test_the_slope_of_2025_is_about_three_times_that_of_2019() -> None:
    assert 2.5 < NOW.slope_bp / THEN.slope_bp < 3.5


def test_the_scarce_point_is_reached_in_september_2019_and_never_in_2025() -> None:
    assert THEN.scarce_slope_bp * scarcity_pct(7.9, THEN) > 50.0
    assert NOW.scarce_slope_bp * scarcity_pct(11.5, NOW) < 1e-6


@pytest.mark.parametrize(("pct", "low", "high"), [(16.0, 0.45, 0.6), (13.0, 1.3, 3.1), (8.5, 10.0, 40.0)])
def test_paying_for_securities_moves_the_spread_more_the_scarcer_reserves_are(
    pct: float, low: float, high: float
) -> None:
    assert low < settlement_bp(shortage_pct(pct, NOW), 100e9, NOW) < high


def test_a_paydown_takes_off_what_a_settlement_of_its_size_adds() -> None:
    assert settlement_bp(1.0, -50e9, NOW) == -settlement_bp(1.0, 50e9, NOW)


def test_cash_in_on_rrp_goes_with_a_lower_rate() -> None:
    assert on_rrp_bp(0.0, NOW) == 0.0
    assert on_rrp_bp(400e9, NOW) < on_rrp_bp(100e9, NOW) < 0.0
    assert on_rrp_bp(-1.0, NOW) == 0.0


def test_surprises_keep_their_standard_deviation_whatever_their_shape() -> None:
    shaped = THEN._replace(persistence=0.0, skew=0.2, tails=0.2, residual_sd_bp=3.0)
    draws = [residual_bp(0.0, z, 1.0, shaped) for day in range(2_000) for z in normals(7, 0, day, 8)]
    mean = sum(draws) / len(draws)
    deviation = (sum((draw - mean) ** 2 for draw in draws) / len(draws)) ** 0.5
    assert abs(mean) < 0.1
    assert deviation == pytest.approx(3.0, rel=0.05)
    assert max(draws) > -min(draws)  # the skew: rates jump up


def test_a_surprise_dies_away_at_its_persistence() -> None:
    still = NOW._replace(skew=0.0, tails=0.0)
    assert residual_bp(10.0, 0.0, 1.0, still) == pytest.approx(10.0 * still.persistence)


def test_federal_funds_feel_scarcity_less_than_repo() -> None:
    p = load(date(2019, 9, 13))
    scarcity = scarcity_pct(7.8, p.reserve_demand)
    assert 0.0 < effr_bp(0.0, scarcity, 0.0, p.funds_rate, p.reserve_demand) < 0.5 * 200.0 * scarcity


def test_levels_wander_and_that_of_effr_only_where_reserves_are_short() -> None:
    funds_rate = load(date(2026, 3, 31)).funds_rate
    assert next_level_bp(0.0, 0.0, -2.0, 1.0, NOW) == -2.0 * NOW.level_sd_bp
    assert effr_level_change_bp(1.0, shortage_pct(18.0, NOW), funds_rate) < 0.001
    assert effr_level_change_bp(1.0, shortage_pct(10.0, NOW), funds_rate) == funds_rate.level_sd_bp


def test_a_level_comes_back_to_where_it_stood_over_two_years() -> None:
    """Of a gap of 10 bp about two fifths are closed after 70 business days, and it is never overshot."""
    level, course = 0.0, []
    for _ in range(1_000):
        level = next_level_bp(level, 10.0, 0.0, 1.0, NOW)
        course.append(level)
    assert 3.0 < course[69] < 5.0
    assert course == sorted(course)
    assert course[-1] == pytest.approx(10.0, abs=0.1)


def test_paths_differ_in_restlessness_and_together_are_as_restless_as_the_past() -> None:
    drawn = [drawn_restlessness(z, NOW) for day in range(2_000) for z in normals(7, 0, day, 8)]
    assert (sum(n * n for n in drawn) / len(drawn)) ** 0.5 == pytest.approx(1.0, rel=0.05)
    assert sorted(drawn)[len(drawn) // 2] < 0.9  # most paths are calmer than the past, a few far from it
    assert residual_bp(0.0, 1.0, 3.0, NOW) == pytest.approx(3.0 * residual_bp(0.0, 1.0, 1.0, NOW))
    assert next_level_bp(0.0, 0.0, 1.0, 3.0, NOW) == pytest.approx(3.0 * NOW.level_sd_bp)
