"""Hoarding begins above the alarm and is capped."""

from datetime import date

import pytest

from tidegauge.scenarios.behaviour.hoarding import alarm_bp, need
from tidegauge.scenarios.parameters import load

P = load(date(2025, 9, 30)).hoarding


def test_banks_are_calm_up_to_the_alarm() -> None:
    assert need(5.0, alarm_bp(0.0, P), P) == 1.0


def test_a_level_that_banks_live_with_is_no_alarm() -> None:
    assert need(12.0, alarm_bp(12.0, P), P) == 1.0


def test_each_basis_point_above_raises_the_need_and_stress_adds_to_it() -> None:
    assert need(15.0, 5.0, P) == pytest.approx(1.05)
    assert need(12.0, 5.0, P._replace(stress_bp=5.0)) == pytest.approx(1.0 + 7 * 0.005 + 0.05)


def test_the_need_is_capped() -> None:
    assert need(500.0, 5.0, P) == 1.1
