"""Arithmetic between tracks: exact, on one basis, and known no earlier than its last ingredient."""

from datetime import UTC, date, datetime, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.indicators.conftest import BEFORE, BN, WEDNESDAY, Wednesdays

from tidegauge.catalogue.series import find
from tidegauge.errors import UnitMismatch
from tidegauge.frame import Frame, Track, micros, track
from tidegauge.indicators import combine
from tidegauge.units import UNITS

MOMENT = datetime(2025, 11, 3, 17, tzinfo=UTC)
MONDAY = date(2025, 11, 3)


def rates(name: str, *points: tuple[date, float], at: datetime = MOMENT) -> Track:
    return track(name, UNITS["pct"], points, at)


def test_four_less_three_ninety_is_ten_and_not_above_ten() -> None:
    spread = combine.spread_bp("x", rates("sofr", (MONDAY, 4.00)), rates("iorb", (MONDAY, 3.90)))
    assert [value for _, value in spread] == [10.0]
    assert not any(value > 10 for _, value in spread)
    assert (4.00 - 3.90) * 100 > 10  # what floating point would say


@given(st.integers(-500, 2_500), st.integers(-500, 2_500))
def test_every_spread_of_two_decimals_is_a_whole_number(left: int, right: int) -> None:
    tracks = rates("sofr", (MONDAY, left / 100)), rates("iorb", (MONDAY, right / 100))
    assert [value for _, value in combine.spread_bp("x", *tracks)] == [float(left - right)]
    assert [value for _, value in combine.same_day_spread_bp("x", *tracks)] == [float(left - right)]


def test_a_third_decimal_is_refused_rather_than_rounded() -> None:
    with pytest.raises(ValueError, match="two decimals"):
        combine.spread_bp("x", rates("sofr", (MONDAY, 4.005)), rates("iorb", (MONDAY, 3.90)))


def test_a_base_rate_is_the_one_in_force_on_the_day() -> None:
    base = rates("iorb", (date(2025, 9, 18), 4.15), (date(2025, 10, 30), 3.90))
    sofr = rates("sofr", (date(2025, 9, 17), 4.38), (date(2025, 10, 29), 4.27), (date(2025, 10, 30), 4.04))
    assert list(combine.spread_bp("x", sofr, base)) == [(date(2025, 10, 29), 12.0), (date(2025, 10, 30), 14.0)]


def test_two_rates_meet_only_on_days_that_both_have() -> None:
    left = rates("yield_10y", (date(2025, 10, 30), 4.11), (date(2025, 10, 31), 4.10))
    right = rates("yield_3m", (date(2025, 10, 29), 3.85), (date(2025, 10, 31), 3.89))
    assert list(combine.same_day_spread_bp("x", left, right)) == [(date(2025, 10, 31), 21.0)]


def test_a_result_is_known_when_its_last_ingredient_is() -> None:
    early, late = MOMENT - timedelta(days=1), MOMENT
    for first, second in ((early, late), (late, early)):
        sofr, iorb = rates("sofr", (MONDAY, 4.0), at=first), rates("iorb", (MONDAY, 3.9), at=second)
        assert combine.spread_bp("x", sofr, iorb).known_at.tolist() == [micros(late)]
        assert combine.same_day_spread_bp("x", sofr, iorb).known_at.tolist() == [micros(late)]


@pytest.mark.parametrize(
    "mixed",
    [
        {"fed_assets": 1, "tga_week_average": -1},
        {"fed_assets": 1, "tga_wednesday": -1, "on_rrp": -1},
        {"fed_assets": 1, "sofr": 1},
        {"reserves": 1, "reserves_week_average": -1},
    ],
)
def test_levels_of_different_bases_or_units_never_meet_in_a_sum(mixed: dict[str, int]) -> None:
    """A Wednesday level less a week average, or less a daily operation, is a number about nothing."""
    frame = Frame(MOMENT, {id_: track(id_, find(id_).unit, [(WEDNESDAY, 1.0)], MOMENT) for id_ in mixed})
    with pytest.raises(UnitMismatch) as caught:
        combine.weighted_sum("net_liquidity", frame, mixed)
    assert caught.value.exit_code == 2
    assert str(caught.value.facts["left"]).startswith(next(iter(mixed)))


def test_a_sum_leaves_out_periods_that_one_of_its_lines_lacks(wednesdays: Wednesdays) -> None:
    weights = {"fed_assets": 1, "tga_wednesday": -1}
    assert [day for day, _ in combine.weighted_sum("x", wednesdays.frame(), weights)] == [BEFORE, WEDNESDAY]
    part = combine.weighted_sum("x", wednesdays.frame(without=("tga_wednesday",)), weights)
    assert list(part) == [(BEFORE, 5_400.0 * BN)]


def test_what_a_publisher_marks_as_missing_is_left_out_of_every_result() -> None:
    gap = rates("sofr", (date(2025, 10, 30), 4.04), (date(2025, 10, 31), float("nan")), (MONDAY, 4.13))
    base = rates("iorb", (date(2025, 10, 30), 3.90))
    assert [day for day, _ in combine.spread_bp("x", gap, base)] == [date(2025, 10, 30), MONDAY]
    assert list(combine.step_change_bp(gap, "x")) == [(MONDAY, 9.0)]


def test_a_weekly_change_is_of_exactly_seven_days() -> None:
    """Eight days, or six, are no week: a Wednesday that was not published leaves a gap, not a longer change."""
    points = [(date(2025, 10, day), float(day)) for day in (1, 8, 14, 22, 29)]
    changes = combine.change(track("tga_wednesday", UNITS["usd"], points, MOMENT), "x", days=7)
    assert list(changes) == [(date(2025, 10, 8), 7.0), (date(2025, 10, 29), 7.0)]


def test_nothing_known_gives_nothing() -> None:
    empty = track("sofr", UNITS["pct"], [], MOMENT)
    assert len(combine.spread_bp("x", empty, rates("iorb", (MONDAY, 3.9)))) == 0
    assert len(combine.same_day_spread_bp("x", empty, empty)) == 0
    assert len(combine.change(empty, "x", days=7)) == 0
    assert len(combine.step_change_bp(empty, "x")) == 0


def test_whole_hundredths_stay_whole_for_any_length() -> None:
    many = np.arange(-500, 2_500) / 100
    assert combine.whole_hundredths(many).tolist() == list(range(-500, 2_500))


def moments(built: Track, *known_at: datetime) -> Track:
    """Return a track whose values became known one by one."""
    built.known_at[:] = [micros(moment) for moment in known_at]
    return built


@pytest.mark.parametrize("late", ["fed_assets", "tga_wednesday"])
def test_a_sum_is_known_when_the_last_of_its_lines_is(late: str) -> None:
    early = MOMENT - timedelta(days=1)
    lines = {
        id_: track(id_, UNITS["usd"], [(WEDNESDAY, 2.0)], MOMENT if id_ == late else early)
        for id_ in ("fed_assets", "tga_wednesday")
    }
    total = combine.weighted_sum("x", Frame(MOMENT, lines), {"fed_assets": 1, "tga_wednesday": -1})
    assert total.known_at.tolist() == [micros(MOMENT)]


def test_a_change_from_a_value_revised_later_is_known_with_the_revision() -> None:
    early = MOMENT - timedelta(days=1)
    levels = moments(track("tga_wednesday", UNITS["usd"], [(BEFORE, 1.0), (WEDNESDAY, 3.0)], MOMENT), MOMENT, early)
    assert combine.change(levels, "x", days=7).known_at.tolist() == [micros(MOMENT)]
    sofr = moments(rates("sofr", (date(2025, 10, 31), 4.22), (MONDAY, 4.13)), MOMENT, early)
    assert combine.step_change_bp(sofr, "x").known_at.tolist() == [micros(MOMENT)]
