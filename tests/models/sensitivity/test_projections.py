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
