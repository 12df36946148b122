"""The instrumented slope: a planted one is found where the plain regression is fooled; what cannot be told is said."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import numpy as np
import pytest

from tidegauge.errors import ConstantSeries, TooLittleHistory
from tidegauge.frame import Frame, track
from tidegauge.models.spreads import slope
from tidegauge.units import UNITS

Known = Callable[..., Frame]
WEEKS = 400
WEDNESDAYS = [date(2018, 4, 4) + timedelta(weeks=week) for week in range(WEEKS)]
LATER = datetime(2030, 1, 1, tzinfo=UTC)
ASSETS = 20e12
PLANTED = -3.0


def made_up(seed: int) -> Frame:
    """A market in which a point of reserves lowers EFFR by 3 bp, and the Fed adds reserves when EFFR is wanted."""
    draws = np.random.default_rng(seed)
    drained = np.cumsum(draws.normal(0, 0.3, WEEKS))  # % of assets, by the Treasury
    wanted = np.cumsum(draws.normal(0, 0.2, WEEKS))  # % of assets that banks want more
    share = 12 - drained + 0.8 * wanted
    spread = PLANTED * (share - 12 - wanted) + draws.normal(0, 0.1, WEEKS)
    amounts = {
        "reserves": share / 100 * ASSETS,
        "bank_assets": np.full(WEEKS, ASSETS),
        "tga_wednesday": 5e11 + drained / 100 * ASSETS,
        "currency": np.full(WEEKS, 2e12),
        "foreign_repo_pool": np.full(WEEKS, 3e11),
    }
    tracks = {
        series: track(series, UNITS["usd"], zip(WEDNESDAYS, values.tolist(), strict=True), LATER)
        for series, values in amounts.items()
    }
    rates = {"iorb": [(WEDNESDAYS[0], 2.0)], "effr": zip(WEDNESDAYS, (2 + spread / 100).tolist(), strict=True)}
    rated = {series: track(series, UNITS["pct"], points, LATER) for series, points in rates.items()}
    return Frame(LATER, {**tracks, **rated})


def test_planted_slopes_are_found_though_reserves_answer_to_demand_and_the_plain_regression_is_fooled() -> None:
    worlds = [made_up(seed) for seed in range(8)]
    found = [slope.instrumented_slope(world, weeks=380) for world in worlds]
    plain = [np.polyfit(driver[5:], outcome[5:], 1)[0] for outcome, driver, *_ in map(slope._columns, worlds)]
    assert abs(np.mean([one.slope for one in found]) - PLANTED) < 0.2
    assert np.mean(plain) > PLANTED + 0.8
    assert not any(one.is_weak or one.high > 0 for one in found)


def test_a_surprise_that_moved_nothing_is_called_weak(known_on: Known) -> None:
    assert slope.instrumented_slope(known_on(date(2021, 12, 31))).is_weak


def test_in_2019_reserves_were_scarce_and_in_2023_they_were_not(known_on: Known) -> None:
    scarce = slope.instrumented_slope(known_on(date(2020, 2, 27)), weeks=90)
    ample = slope.instrumented_slope(known_on(date(2023, 12, 29)))
    assert scarce.slope < -1
    assert abs(ample.slope) < 0.5
    assert ample.low < 0 < ample.high


def test_a_spread_that_did_not_move_has_no_slope(known_on: Known) -> None:
    with pytest.raises(ConstantSeries, match="effr_iorb_bp"):
        slope.instrumented_slope(known_on(date(2024, 12, 31)), weeks=52)


def test_a_year_of_figures_does_not_carry_two(known_on: Known) -> None:
    with pytest.raises(TooLittleHistory, match="104"):
        slope.instrumented_slope(known_on(date(2019, 6, 28)))
