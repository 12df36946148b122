"""One pair at a time: the slope, an interval that holds, and no false confidence from windows that overlap."""

import numpy as np
import pytest
import statsmodels.api as sm
from tests.models.sensitivity.conftest import Make

from tidegauge.models.sensitivity.projections import summed
from tidegauge.models.sensitivity.slopes import LEAST_ROWS, slope, turned


def test_slope_and_r2_are_those_of_another_library() -> None:
    rng = np.random.default_rng(5)
    x = rng.normal(size=200)
    y = 0.4 * x + rng.normal(size=200)
    y[[3, 90]] = np.nan
    seen, whole = slope(y, x), np.isfinite(y)
    theirs = sm.OLS(y[whole], sm.add_constant(x[whole])).fit()
    assert seen is not None
    assert (seen.slope, seen.r2) == pytest.approx((theirs.params[1], theirs.rsquared))
    assert seen.rows == 198


def test_too_few_weeks_give_no_slope_instead_of_a_bad_one() -> None:
    x = np.arange(float(LEAST_ROWS - 1))
    assert slope(np.sin(x), x) is None


def test_weeks_before_a_price_existed_change_nothing() -> None:
    rng = np.random.default_rng(6)
    x, y = rng.normal(size=(2, 300))
    y[:150] = np.nan
    assert slope(y, x) == slope(y[150:], x[150:])


def test_windows_that_overlap_fool_plain_errors_and_not_these(make: Make) -> None:
    """Defect 12: a year of 12-week windows is four observations, however many rows it has."""
    plain, ours, tries = 0, 0, 60
    for seed in range(tries):
        found = make(seed, n=360)
        outcome, driver = summed(found.same[:, 0], 11), summed(found.changes[:, 0], 11)
        whole = np.isfinite(outcome)
        plain += sm.OLS(outcome[whole], sm.add_constant(driver[whole])).fit().pvalues[1] < 0.05
        seen = slope(outcome, driver)
        assert seen is not None
        ours += seen.p_value < 0.05
    assert plain / tries > 0.35  # of links that do not exist
    assert ours / tries < 0.2


def test_a_slope_that_turns_between_the_halves_is_told_from_one_that_stays() -> None:
    weeks = np.sin(np.arange(200.0))
    turning = np.where(np.arange(200) < 100, weeks, -weeks)
    assert turned(turning, weeks) and not turned(weeks, weeks)
