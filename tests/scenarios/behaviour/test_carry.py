"""Basis trades are left alone while they pay and unwound faster the less they do."""

from datetime import date

import pytest

from tidegauge.scenarios.behaviour.carry import unwind_usd
from tidegauge.scenarios.parameters import load

P = load(date(2025, 9, 30)).carry


def test_a_rise_within_the_slack_unwinds_nothing() -> None:
    assert unwind_usd(1e12, 9.0, 5.0, P) == 0.0


def test_the_unwind_grows_with_the_excess_and_is_capped() -> None:
    assert unwind_usd(1e12, 12.0, 5.0, P) == pytest.approx(1e12 * (0.005 + 0.0075 * 2.0))
    assert unwind_usd(1e12, 200.0, 5.0, P) == pytest.approx(0.1e12)
