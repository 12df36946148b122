"""Standard errors that allow for memory: the same as statsmodels', never negative, and honest about a true null."""

import numpy as np
import pytest
import statsmodels.api as sm
from hypothesis import given
from hypothesis import strategies as st

from tidegauge.models.fits.covariance import (
    FIXED_B,
    cosine_terms,
    covariance,
    equal_weighted_cosine,
    fixed_b_value,
    inference,
    newey_west,
    newey_west_lags,
    restriction,
)
from tidegauge.models.fits.distributions import student_tail
from tidegauge.models.fits.least_squares import ols

ROWS, MEMORY = 160, 0.5


def with_memory(seed: int, shape: tuple[int, ...], memory: float = MEMORY) -> np.ndarray:
    """Return first-order autoregressions along the first axis."""
    shocks = np.random.default_rng(seed).normal(size=shape)
    for row in range(1, len(shocks)):
        shocks[row] += memory * shocks[row - 1]
    return shocks


def sample(seed: int) -> tuple[np.ndarray, np.ndarray]:
    drivers = with_memory(seed, (ROWS, 2))
    return drivers @ [1.0, 0.0] + with_memory(seed + 1, (ROWS,)), drivers


@pytest.mark.parametrize("lags", [0, 1, 12])
def test_statsmodels_finds_the_same_newey_west_errors_and_at_lag_0_the_same_as_white(lags: int) -> None:
    outcome, drivers = sample(1)
    fit, theirs = ols(outcome, drivers), sm.OLS(outcome, sm.add_constant(drivers))
    options = {"cov_type": "HAC", "cov_kwds": {"maxlags": lags}} if lags else {"cov_type": "HC0"}
    np.testing.assert_allclose(covariance(fit, newey_west(fit.scores, lags)), theirs.fit(**options).cov_params())


def test_two_cosines_of_four_rows_typed_by_hand() -> None:
    # cos(π(t − ½)/4) and cos(2π(t − ½)/4) of 1, 0, 0, −1: 2·0.92388 and 0; 2/2 × 1.84776² = 3.41421
    assert equal_weighted_cosine(np.array([[1.0], [0.0], [0.0], [-1.0]]), 2)[0, 0] == pytest.approx(2 + np.sqrt(2))


@given(st.integers(0, 2**32 - 2), st.integers(0, 40), st.integers(1, 40))
def test_no_combination_of_coefficients_has_a_negative_variance(seed: int, lags: int, terms: int) -> None:
    scores = with_memory(seed, (50, 3)) * [1.0, 1e3, 1e-3]
    for meat in (newey_west(scores, lags), equal_weighted_cosine(scores, terms)):
        assert np.linalg.eigvalsh(meat)[0] >= -1e-12 * np.trace(meat)


def test_many_fits_at_once_are_each_alone() -> None:
    scores = with_memory(2, (50, 3, 4)).transpose(2, 0, 1)
    for meat in (lambda s: newey_west(s, 5), lambda s: equal_weighted_cosine(s, 5)):
        np.testing.assert_allclose(meat(scores), [meat(one) for one in scores])


def test_a_gap_keeps_the_rows_around_it_apart() -> None:
    scores = np.array([[1.0], [0.0], [1.0]])  # the middle row is missing
    assert newey_west(scores, 1)[0, 0] == 2  # neighbours in the list, but not in time


def test_white_errors_are_too_small_where_errors_have_memory() -> None:
    outcome, drivers = sample(3)
    fit = ols(outcome, drivers)
    white, robust = (np.sqrt(np.diag(covariance(fit, newey_west(fit.scores, lags)))) for lags in (0, 15))
    assert (robust > 1.2 * white).all()


def test_cosine_p_values_of_a_true_null_are_uniform_though_errors_have_memory() -> None:
    draws, freedom = 2_000, cosine_terms(ROWS)
    errors = with_memory(4, (ROWS, draws)).T
    centred = errors - errors.mean(axis=1, keepdims=True)
    se = np.sqrt(equal_weighted_cosine(centred[:, :, None], freedom)[:, 0, 0]) / ROWS
    p_values = np.sort([2 * student_tail(abs(t), freedom) for t in (errors.mean(axis=1) / se).tolist()])
    assert np.abs(p_values - (np.arange(draws) + 0.5) / draws).max() < 0.035  # Kolmogorov at 1 %: 1.63/√2000 = 0.036
    white = np.sqrt((centred**2).sum(axis=1)) / ROWS
    assert (np.abs(errors.mean(axis=1)) > 1.96 * white).mean() > 0.2  # where White's errors promise 0.05


def test_fixed_b_values_reject_a_true_null_as_often_as_they_say() -> None:
    draws, lags = 4_000, 39
    errors = with_memory(5, (ROWS, draws), memory=0.0).T
    centred = errors - errors.mean(axis=1, keepdims=True)
    t = np.abs(errors.mean(axis=1)) * ROWS / np.sqrt(newey_west(centred[:, :, None], lags)[:, 0, 0])
    for level in FIXED_B:
        assert (t > fixed_b_value(lags, ROWS, level)).mean() == pytest.approx(1 - level, abs=0.012)
    assert fixed_b_value(0, 10**9, 0.95) == pytest.approx(1.96, abs=1e-4)


def test_windows_grow_with_the_sample_as_their_authors_say() -> None:
    assert (newey_west_lags(100), cosine_terms(100)) == (12, 8)
    assert (newey_west_lags(1), cosine_terms(1)) == (1, 1)


def test_the_band_is_the_t_value_times_the_standard_error_and_is_wider_for_a_higher_level() -> None:
    fit = ols(*sample(6))
    found, wider = inference(fit, terms=10), inference(fit, level=0.99, terms=10)
    np.testing.assert_allclose(found.high - found.coefficients, 2.2281389 * found.se)  # printed tables: 2.228
    assert (wider.high > found.high).all()
    assert (wider.low < found.low).all()
    assert ((found.p_value < 0.05) == ((found.low > 0) | (found.high < 0))).all()


def test_one_statement_alone_is_the_t_test_and_a_true_one_among_several_is_not_rejected() -> None:
    found = inference(ols(*sample(7)))
    alone = restriction(found, np.array([[0.0, 0.0, 1.0]]))
    assert (alone.f, alone.p_value) == pytest.approx((found.t[2] ** 2, found.p_value[2]))
    both = restriction(found, np.array([[0.0, 1.0, 0.0], [0.0, 0.0, 1.0]]), np.array([1.0, 0.0]))
    assert both.p_value > 0.05
    assert both.freedom == (2, found.freedom - 1)
    assert restriction(found, np.array([[0.0, 1.0, 0.0], [0.0, 0.0, 1.0]])).p_value < 0.001
