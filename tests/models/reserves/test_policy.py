"""The path of the Reserve Banks' assets that announced policy gives."""

from datetime import date

import pytest

from tidegauge.models.reserves.policy import assets_moved

NOVEMBER, JANUARY = date(2025, 11, 26), [date(2026, 1, 28)]


def moved(on: date, start: date, day: date) -> float:
    """How far assets were announced to move [bn USD]."""
    return float(assets_moved(on, start, [day])[0]) / 1e9


def test_run_off_goes_on_at_its_announced_pace() -> None:
    """Caps of 60 bn of Treasuries, and 17 bn of principal on MBS expected: 77 bn a month from September 2022."""
    assert moved(date(2023, 3, 1), date(2023, 3, 1), date(2024, 2, 29)) == pytest.approx(-12 * 77, rel=0.01)


def test_a_turn_is_followed_from_the_day_it_was_announced_and_not_before() -> None:
    """Run-off of 22 bn a month was to end on 1 December; bill purchases of 40 were announced on 10 December."""
    asked = (date(2025, 10, 28), date(2025, 10, 29), date(2025, 12, 10))
    going_on, ended, purchases = (moved(on, NOVEMBER, JANUARY[0]) for on in asked)
    assert going_on == pytest.approx(-22 * 63 / 30.4375)
    assert ended == pytest.approx(-22 * 4 / 30.4375)
    assert purchases == pytest.approx(ended + 40 * 48 / 30.4375)


def test_purchases_side_by_side_add_up_and_each_ends_on_its_own_day() -> None:
    """March 2020: 167 bn of Treasuries and 67 bn of MBS a month were read as three months; then nothing was known."""
    on, start = date(2020, 3, 16), date(2020, 3, 15)
    assert moved(on, start, date(2020, 6, 15)) == pytest.approx(3 * (167 + 67), rel=0.02)
    assert moved(on, start, date(2020, 9, 15)) == pytest.approx(moved(on, start, date(2020, 6, 15)))
