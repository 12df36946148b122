"""Local projections: the response comes when it was planted, and a missing week leaves its windows out."""

import numpy as np
from tests.models.sensitivity.conftest import Make

from tidegauge.models.sensitivity.projections import HORIZONS, responses


def test_a_response_planted_three_weeks_on_comes_then_and_stays(make: Make) -> None:
    found = make(1, n=350)
    driver = np.random.default_rng(9).normal(size=350)
    returns = found.same[:, 0].copy()
    returns[3:] += 1.5 * driver[:-3]
    seen = responses(returns, driver)
    assert [one.weeks for one in seen] == list(HORIZONS)
    assert seen[2].low < 0 < seen[2].high
    assert seen[3].low > 0 and seen[3].low < 1.5 < seen[3].high


def test_a_window_with_a_missing_week_is_left_out_not_filled() -> None:
    rng = np.random.default_rng(2)
    returns, driver = rng.normal(size=(2, 200))
    returns[100] = np.nan
    rows = [one.rows for one in responses(returns, driver)]
    assert rows[:3] == [199, 197, 195]


def test_hodricks_errors_reject_a_response_that_is_not_there_about_as_often_as_they_say() -> None:
    """Windows of 13 weeks that overlap; 5 % of 200 is 10, and 20 and more has a chance of one in a thousand."""
    rng = np.random.default_rng(4)
    rejected = 0
    for _ in range(200):
        returns, driver = rng.standard_t(5, (2, 350))
        rejected += responses(returns, driver)[-1].p_hodrick < 0.05
    assert rejected < 20


def test_a_response_that_is_there_is_found_by_both_errors() -> None:
    rng = np.random.default_rng(5)
    driver = rng.normal(size=350)
    seen = responses(2 * driver + rng.normal(size=350), driver)
    assert seen[0].p_value < 0.001 and seen[0].p_hodrick < 0.001 and seen[4].p_hodrick < 0.001
