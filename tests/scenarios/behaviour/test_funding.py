"""One rate for the day: the standing repo caps it, ON RRP floors it, and the fit is on the observed rate."""

from datetime import date

import pytest

from tidegauge.scenarios.behaviour.funding import (
    Facilities,
    GivenDay,
    discount_window_usd,
    reserves_at_usd,
    solve,
    spread_at_bp,
    standing_repo_usd,
)
from tidegauge.scenarios.parameters import load

P = load(date(2025, 9, 30))
WIDTH = P.money_funds.width_bp
MARKET = GivenDay(
    level_bp=0.0,
    slope_bp=P.reserve_demand.slope_bp,
    calendar_bp=0.0,
    settlement_usd=0.0,
    reserves_usd=3_000e9,
    mean_reserves_usd=3_000e9,
    bank_assets_usd=25_000e9,
    need=1.0,
    standing_repo_bp=10.0,
    primary_credit_bp=10.0,
    floor_bp=-18.0,
    on_rrp_midpoint_bp=-9.0,
    on_rrp_usd=0.0,
    investable_usd=0.0,
    on_rrp_shift_usd=0.0,
    on_rrp_adder_usd=0.0,
)
SCARCE = MARKET._replace(reserves_usd=1_950e9, mean_reserves_usd=2_000e9)


def rate(market: GivenDay, facilities: Facilities = P.facilities) -> float:
    """Return the rate of a market [bp]."""
    return solve(market, facilities, P.reserve_demand, P.period_ends, WIDTH, market.level_bp)


@pytest.mark.parametrize("market", [MARKET, SCARCE, MARKET._replace(level_bp=25.0, investable_usd=300e9)])
def test_the_rate_is_where_the_curve_and_the_facilities_agree(market: GivenDay) -> None:
    found = rate(market)
    asked = spread_at_bp(reserves_at_usd(found, market, P.facilities, WIDTH), market, P.reserve_demand, P.period_ends)
    assert found == pytest.approx(asked, abs=0.01)


def test_standing_repo_caps_a_spike() -> None:
    without = P.facilities._replace(standing_repo_limit_usd=0.0)
    assert rate(SCARCE, without) > rate(SCARCE) + 20.0
    assert rate(MARKET, without) - rate(MARKET) < 0.1  # and leaves a quiet day alone


@pytest.mark.parametrize(
    ("over_bp", "opening", "borrowed_bn"),
    [(22.0, date(2025, 10, 30), 50.35), (13.0, date(2025, 10, 30), 22.0), (12.0, date(2025, 12, 30), 74.6)],
)
def test_what_is_borrowed_fits_the_days_on_which_it_was(over_bp: float, opening: date, borrowed_bn: float) -> None:
    facilities = load(opening).facilities
    assert standing_repo_usd(10.0 + over_bp, 10.0, facilities) / 1e9 == pytest.approx(borrowed_bn, rel=0.35)


def test_standing_repo_is_quiet_far_below_its_rate_and_limited_above() -> None:
    assert standing_repo_usd(-15.0, 10.0, P.facilities) < 0.1e9
    assert standing_repo_usd(900.0, 10.0, P.facilities) == 500e9


def test_the_window_lends_above_its_rate_alone() -> None:
    assert discount_window_usd(9.0, 10.0, P.facilities) == 0.0
    assert discount_window_usd(15.0, 10.0, P.facilities) == pytest.approx(1e9)


def test_on_rrp_is_a_floor() -> None:
    flooded = MARKET._replace(level_bp=-60.0)
    assert -18.0 <= rate(flooded) < -16.0
    assert rate(flooded._replace(floor_bp=-1000.0)) < -45.0


def test_money_funds_who_leave_on_rrp_soften_a_rise() -> None:
    tight = SCARCE._replace(level_bp=-20.0)
    with_cash = tight._replace(on_rrp_usd=200e9, investable_usd=220e9)
    assert rate(with_cash) < rate(tight)


def test_hoarding_makes_the_same_reserves_scarcer() -> None:
    assert rate(MARKET._replace(need=1.05)) > rate(MARKET) + 1.0


def test_a_tax_drain_with_ample_reserves_does_not_move_the_rate_as_a_settlement_does() -> None:
    ample = MARKET._replace(reserves_usd=3_600e9, mean_reserves_usd=3_600e9)
    taxed = rate(ample._replace(reserves_usd=3_400e9)) - rate(ample)
    settled = rate(ample._replace(reserves_usd=3_400e9, settlement_usd=200e9)) - rate(ample)
    assert taxed < 0.5
    assert settled > 2.0 * taxed
    assert settled > 0.9


def test_a_rate_outside_the_bracket_is_held_at_its_bound() -> None:
    assert rate(MARKET._replace(level_bp=5_000.0)) == pytest.approx(960.0, abs=0.01)


@pytest.mark.parametrize("opening", [date(2025, 9, 30), date(2026, 3, 31)])
def test_far_below_its_rate_nobody_borrows_and_near_it_somebody_does(opening: date) -> None:
    facilities = load(opening).facilities
    assert standing_repo_usd(-5.0, 10.0, facilities) == standing_repo_usd(0.0, 10.0, facilities) == 0.0
    assert 0.5e9 < standing_repo_usd(5.0, 10.0, facilities) < 5e9
