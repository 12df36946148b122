"""Quantile regression is exact: the gap closes, shares come out as asked, and no other solver finds a better line."""

import numpy as np
import pytest
import statsmodels.api as sm
from hypothesis import given
from hypothesis import strategies as st
from sklearn.linear_model import QuantileRegressor

from tidegauge.errors import CollinearDrivers, NotConverged, TooFewRows
from tidegauge.models.fits import quantile_regression as module
from tidegauge.models.fits.quantile_regression import pinball_sum, quantile_regression

ROWS, DRIVERS = 150, 3
SEEDS, LEVELS = st.integers(0, 2**32 - 1), st.sampled_from([0.025, 0.1, 0.5, 0.9, 0.975])


def sample(seed: int) -> tuple[np.ndarray, np.ndarray]:
    """Return an outcome with fat tails that are wider where the first driver is large."""
    draw = np.random.default_rng(seed)
    drivers = draw.normal(size=(ROWS, DRIVERS))
    return drivers @ [1.0, 0.0, -2.0] + draw.standard_t(3, ROWS) * np.exp(drivers[:, 0] / 2), drivers


def test_the_quantile_of_numbers_alone_is_an_order_statistic() -> None:
    fit = quantile_regression(np.array([5.0, 1.0, 4.0, 2.0, 3.0]), np.empty((5, 0)), 0.3)
    assert fit.coefficients[0] == pytest.approx(2.0, abs=1e-9)
    assert fit.loss == pytest.approx(0.7 * 1 + 0.3 * (1 + 2 + 3), abs=1e-9)


@pytest.mark.parametrize("level", [0.05, 0.5, 0.975])
def test_highs_of_scikit_learn_finds_the_same_line(level: float) -> None:
    outcome, drivers = sample(1)
    theirs = QuantileRegressor(quantile=level, alpha=0, solver="highs").fit(drivers, outcome)
    fit = quantile_regression(outcome, drivers, level)
    np.testing.assert_allclose(fit.coefficients, [theirs.intercept_, *theirs.coef_], atol=1e-7)


@pytest.mark.parametrize("level", [0.1, 0.5, 0.9])
def test_statsmodels_finds_a_line_close_by_and_none_better(level: float) -> None:
    outcome, drivers = sample(2)
    design = sm.add_constant(drivers)
    theirs = sm.QuantReg(outcome, design).fit(q=level).params
    fit = quantile_regression(outcome, drivers, level)
    np.testing.assert_allclose(fit.coefficients, theirs, atol=1e-3)
    assert fit.loss <= pinball_sum(outcome - design @ theirs, level) + 1e-9


@given(SEEDS, LEVELS)
def test_the_gap_closes_and_no_more_than_the_share_asked_for_lies_below(seed: int, level: float) -> None:
    outcome, drivers = sample(seed)
    fit = quantile_regression(outcome, drivers, level)
    assert abs(fit.gap) <= 1e-8
    on_the_line = np.abs(fit.residuals) < 1e-6
    below = int((fit.residuals[~on_the_line] < 0).sum())
    assert below <= level * ROWS <= below + on_the_line.sum()  # Koenker and Bassett (1978), theorem 3.4
    pull = ((level - (fit.residuals < 0))[:, None] * np.column_stack([np.ones(ROWS), drivers]))[~on_the_line].sum(
        axis=0
    )
    reach = np.abs(np.column_stack([np.ones(ROWS), drivers])[on_the_line]).sum(axis=0)
    assert (np.abs(pull) <= reach + 1e-6).all()  # 0 is a subgradient: the points on the line can balance the others


@given(SEEDS, LEVELS, st.floats(0.01, 1e12))
def test_changing_units_or_adding_a_line_changes_the_fit_by_just_that(seed: int, level: float, unit: float) -> None:
    outcome, drivers = sample(seed)
    fit = quantile_regression(outcome, drivers, level).coefficients
    larger = quantile_regression(unit * outcome, drivers, level).coefficients
    tilted = quantile_regression(outcome + 5 + drivers @ [0.0, 3.0, 0.0], drivers, level).coefficients
    turned = quantile_regression(-outcome, drivers, 1 - level).coefficients
    np.testing.assert_allclose(larger / unit, fit, atol=1e-6)
    np.testing.assert_allclose(tilted - [5, 0, 3, 0], fit, atol=1e-6)
    np.testing.assert_allclose(-turned, fit, atol=1e-6)


def test_outcomes_that_tie_or_lie_on_a_line_are_no_trouble() -> None:
    outcome, drivers = sample(3)
    ties = quantile_regression(np.round(outcome), np.round(drivers), 0.8)
    assert abs(ties.gap) <= 1e-8
    straight = quantile_regression(drivers @ [1.0, 2.0, 3.0] + 4, drivers, 0.8)
    np.testing.assert_allclose(straight.coefficients, [4, 1, 2, 3], atol=1e-8)


def test_a_row_with_a_gap_is_left_out() -> None:
    outcome, drivers = sample(4)
    rest = quantile_regression(outcome[1:], drivers[1:], 0.5)
    outcome[0] = np.nan
    fit = quantile_regression(outcome, drivers, 0.5)
    assert fit.coefficients.tolist() == rest.coefficients.tolist()
    assert np.flatnonzero(np.isnan(fit.residuals)).tolist() == [0]


def test_what_cannot_be_fitted_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    outcome, drivers = sample(5)
    with pytest.raises(TooFewRows):
        quantile_regression(outcome[:4], drivers[:4], 0.5)
    with pytest.raises(CollinearDrivers, match="driver 1, driver 4"):
        quantile_regression(outcome, np.column_stack([drivers, drivers[:, 0]]), 0.5)
    monkeypatch.setattr(module, "STEPS_MOST", 2)
    with pytest.raises(NotConverged, match="quantile_regression did not settle within 2 steps"):
        quantile_regression(outcome, drivers, 0.5)
