"""The next settlements repeat in part what bills have brought on net of late."""

from datetime import date, timedelta

import numpy as np
import pytest
from tests.scenarios.test_compile import days_of, made

from tidegauge.clock import end_of_day
from tidegauge.frame import Frame, track
from tidegauge.scenarios.behaviour.treasury import NOT_PLACED
from tidegauge.scenarios.compile.bill_ladder import Ladder
from tidegauge.scenarios.compile.net_sales import kept
from tidegauge.units import UNITS

BN = 1_000_000_000
ON = date(2023, 9, 1)


def test_the_first_settlement_repeats_the_share_of_the_last_two_weeks_and_each_later_one_less() -> None:
    """In the last two weeks of August 2023 bills brought 35 bn a settlement."""
    program = made(ON, n=10).program
    share, usd = program.treasury.kept_share, program.treasury.kept_usd
    assert share[program.days.is_bill_settlement] == pytest.approx([0.7, 0.49, 0.343, 0.2401])
    assert share[~program.days.is_bill_settlement].max() == 0.0
    assert 15 * BN < usd[0] / 0.7 < 50 * BN
    assert usd == pytest.approx(share * usd[0] / 0.7, abs=1)


def test_what_is_placed_repeats_nothing_and_is_repeated_by_the_next() -> None:
    compiled = made(date(2026, 3, 31), n=10)
    plan, days = compiled.program.treasury, days_of(compiled)
    first = days.index(date(2026, 4, 7))
    assert (plan.kept_share[:first] == 0.0).all() and plan.kept_share[first] == pytest.approx(0.7)
    assert plan.kept_usd[first] < -10 * BN  # bills were paid down by 6 to 39 bn on each of the last settlements


def test_coupon_days_say_nothing_of_bills_and_without_a_known_sale_nothing_is_repeated() -> None:
    days = [date(2023, 8, day) for day in (14, 15, 16, 17)]
    stock = zip(days, [0.0, 90e9, 90e9, 111e9], strict=True)
    debt = track("debt_held_by_public", UNITS["usd"], stock, end_of_day(ON))
    nothing = Ladder([0] * 2, [NOT_PLACED] * 2, {}, ())
    on = days[-1]
    frame = Frame(end_of_day(on), {"debt_held_by_public": debt})
    assert kept(frame, nothing, [True, True], on, 0.5).usd == [round(10.5 * BN), round(5.25 * BN)]
    late = on + timedelta(days=60)
    assert kept(frame, nothing, [True, True], late, 0.5) == ([0, 0], [0.0, 0.0])


@pytest.mark.parametrize("on", [date(2023, 9, 1), date(2025, 9, 2)])
def test_the_treasury_goes_on_selling_bills_before_the_tax_date_of_september(on: date) -> None:
    program = made(on, n=8).program
    assert np.any(program.treasury.kept_usd > 5 * BN)
