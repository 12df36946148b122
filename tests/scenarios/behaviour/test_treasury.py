"""The Treasury's cash policy: bills close the gap, within a step and the debt limit."""

from datetime import date

import pytest

from tidegauge.scenarios.behaviour.treasury import (
    auction_usd,
    bill_change_usd,
    goal_usd,
    next_aim_usd,
    next_cushion_days,
    with_kept_usd,
)
from tidegauge.scenarios.parameters import load

P = load(date(2025, 7, 2)).treasury
BN = 10**9


def test_the_announced_assumption_is_the_goal_unless_the_week_ahead_is_asked_for() -> None:
    assert goal_usd(850e9, 100e9, 500e9, 0.0, P) == 850e9
    ahead = P._replace(week_ahead_share=1.0)
    assert goal_usd(850e9, 100e9, 500e9, 0.0, ahead) == 100e9 + 500e9 + ahead.buffer_usd
    # inflows ahead are not counted on; never below the minimum
    assert goal_usd(850e9, -400e9, 20e9, 0.0, ahead) == 150e9


def test_the_aim_may_be_off_but_never_below_the_minimum() -> None:
    assert goal_usd(850e9, 0.0, 0.0, -90e9, P) == 760e9
    assert goal_usd(850e9, 0.0, 0.0, -900e9, P) == P.minimum_usd
    assert goal_usd(100e9, 0.0, 0.0, -90e9, P) == 100e9  # less than the minimum only where that was announced


def test_the_last_sales_tell_part_of_the_first_aim_and_less_of_each_later_one() -> None:
    variance = next_aim_usd(0.0, 1.0, True, P) ** 2
    assert 0.6 < variance**0.5 / P.aim_sd_usd < 0.8
    for _ in range(300):
        variance = next_aim_usd(variance**0.5, 0.0, False, P) ** 2 + next_aim_usd(0.0, 1.0, False, P) ** 2
    assert variance**0.5 == pytest.approx(P.aim_sd_usd, rel=0.001)
    assert next_aim_usd(0.0, 1.0, True, P._replace(sales_kept=0.0)) == P.aim_sd_usd


def test_a_gap_is_closed_in_part_and_within_a_step() -> None:
    assert bill_change_usd(850e9, 810e9, 0, P) == 10 * BN
    assert bill_change_usd(850e9, 300e9, 0, P) == 60 * BN
    assert bill_change_usd(850e9, 1_500e9, 0, P) == -60 * BN


def test_a_long_cushion_makes_cuts_larger_and_rises_no_larger() -> None:
    assert bill_change_usd(850e9, 1_500e9, 10, P) == -90 * BN
    assert bill_change_usd(850e9, 300e9, 10, P) == 60 * BN


def test_a_settlement_that_repeats_the_last_in_full_asks_neither_for_the_gap_nor_leaves_the_aim() -> None:
    gap, aim = -50 * BN, 20 * BN
    assert with_kept_usd(gap, gap, 30e9, 1.0) == 30 * BN
    assert with_kept_usd(gap + aim, gap, 30e9, 1.0) == 50 * BN
    assert with_kept_usd(gap, gap, 0.5 * 30e9, 0.5) == -10 * BN


def test_a_cushion_is_counted_in_days_without_a_break() -> None:
    assert next_cushion_days(3, 960e9, 850e9, P) == 4
    assert next_cushion_days(9, 940e9, 850e9, P) == 0


@pytest.mark.parametrize(
    ("redeemed", "change", "room", "sold"),
    [(100, 20, 10**6, 120), (100, 20, 100, 100), (100, 20, 60, 60), (100, 20, -40, 0), (100, -150, 10**6, 0)],
)
def test_maturing_bills_are_rolled_over_as_far_as_the_debt_limit_lets(
    redeemed: int, change: int, room: int, sold: int
) -> None:
    assert auction_usd(redeemed, change, room) == sold
