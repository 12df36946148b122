"""A jump of the yen unwinds carry trades, and an unwind makes the yen jump."""

from datetime import date

import pytest

from tidegauge.scenarios.behaviour.fx import unwind_usd, yen_return
from tidegauge.scenarios.parameters import load

P = load(date(2024, 7, 31)).fx


def test_an_ordinary_week_unwinds_nothing_and_a_weaker_yen_never_does() -> None:
    assert unwind_usd(300e9, -2.0 * P.volatility, P) == 0.0
    assert unwind_usd(300e9, 10.0 * P.volatility, P) == 0.0


def test_a_jump_unwinds_a_share_of_the_position() -> None:
    assert unwind_usd(300e9, -5.0 * P.volatility, P) == pytest.approx(30e9)


def test_unwinding_makes_the_yen_stronger() -> None:
    assert yen_return(0.0, False, 30e9, P) == pytest.approx(-3.0 * P.impact)
    assert yen_return(0.0, True, 0.0, P._replace(price_shock=-0.03)) == -0.03
