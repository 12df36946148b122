"""Least squares against answers typed by hand and statsmodels; an origin's fit knows nothing after it."""

import numpy as np
import pytest
import statsmodels.api as sm
from hypothesis import given
from hypothesis import strategies as st

from tidegauge.errors import CollinearDrivers, TooFewRows
from tidegauge.models.fits.least_squares import OWN_SHARE_LEAST, expanding, ols

ROWS, DRIVERS = 120, 4


def sample(seed: int, rows: int = ROWS) -> tuple[np.ndarray, np.ndarray]:
    """Return an outcome and drivers of unlike size, one of them a random walk and one far from 0."""
    draw = np.random.default_rng(seed)
    drivers = draw.normal(size=(rows, DRIVERS)) * [1.0, 1e-3, 1e4, 1.0] + [0.0, 0.0, 0.0, 1e4]
    drivers[:, 0] = drivers[:, 0].cumsum()
    return drivers @ [1.0, 500.0, -1e-4, 2.0] + draw.normal(size=rows), drivers


def test_a_line_through_three_points_typed_by_hand() -> None:
    # y = 1, 3, 2 at x = 0, 1, 2: mean 2, slope (−1·−1 + 1·0) / 2 = 0.5; residuals −0.5, 1, −0.5; (X′X)⁻¹ by hand
    fit = ols(np.array([1.0, 3.0, 2.0]), np.array([[0.0], [1.0], [2.0]]))
    np.testing.assert_allclose(fit.coefficients, [1.5, 0.5], atol=1e-14)
    np.testing.assert_allclose(fit.residuals, [-0.5, 1.0, -0.5], atol=1e-14)
    np.testing.assert_allclose(fit.bread, [[5 / 6, -0.5], [-0.5, 0.5]], atol=1e-14)
    np.testing.assert_allclose(fit.scores, [[-0.5, 0.0], [1.0, 1.0], [-0.5, -1.0]], atol=1e-14)


def test_statsmodels_finds_the_same_coefficients_and_curvature() -> None:
    outcome, drivers = sample(1)
    fit, theirs = ols(outcome, drivers), sm.OLS(outcome, sm.add_constant(drivers)).fit()
    np.testing.assert_allclose(fit.coefficients, theirs.params, rtol=1e-7)
    np.testing.assert_allclose(fit.bread, theirs.normalized_cov_params, rtol=1e-6)
    np.testing.assert_allclose(fit.residuals, theirs.resid, atol=1e-8)


def test_without_drivers_the_fit_is_the_mean() -> None:
    assert ols(np.array([1.0, 2.0, 6.0]), np.empty((3, 0))).coefficients.tolist() == [3.0]


def test_a_row_with_a_gap_is_left_out_and_keeps_its_place() -> None:
    outcome, drivers = sample(2)
    outcome[5], drivers[9, 1] = np.nan, np.nan
    fit, is_whole = ols(outcome, drivers), np.delete(np.arange(ROWS), [5, 9])
    np.testing.assert_array_equal(fit.coefficients, ols(outcome[is_whole], drivers[is_whole]).coefficients)
    assert np.flatnonzero(np.isnan(fit.residuals)).tolist() == [5, 9]
    assert np.flatnonzero((fit.scores == 0).all(axis=1)).tolist() == [5, 9]
    assert fit.rows == ROWS - 2


@given(st.integers(0, 2**32 - 1), st.sets(st.integers(DRIVERS + 4, ROWS), min_size=1, max_size=8))
def test_an_expanding_fit_at_an_origin_is_the_fit_on_the_rows_before_it(seed: int, ends: set[int]) -> None:
    outcome, drivers = sample(seed)
    outcome[seed % 7] = np.nan
    fits = expanding(outcome, drivers, sorted(ends))
    for end, found, rows in zip(sorted(ends), fits.coefficients, fits.rows, strict=True):
        alone = ols(outcome[:end], drivers[:end])
        np.testing.assert_allclose(found[1:], alone.coefficients[1:], rtol=1e-9, atol=1e-9)
        np.testing.assert_allclose(found[0], alone.coefficients[0], rtol=1e-9, atol=1e-4)  # 10⁴ away from the figures
        assert rows == alone.rows


@given(st.integers(0, 2**32 - 1), st.integers(20, ROWS - 1))
def test_nothing_after_an_origin_changes_a_bit_of_its_fit(seed: int, origin: int) -> None:
    outcome, drivers = sample(seed)
    known = expanding(outcome[:origin], drivers[:origin], [12, origin])
    order = np.r_[np.arange(origin), origin + np.random.default_rng(seed).permutation(ROWS - origin)]
    shuffled = expanding(np.r_[outcome[:origin], -outcome[origin:]], drivers[order], [12, origin, ROWS])
    assert known.coefficients.tobytes() == shuffled.coefficients[:2].tobytes()
    assert known.own_share.tobytes() == shuffled.own_share[:2].tobytes()


def test_an_origin_with_all_but_equal_drivers_is_fitted_by_qr_and_says_so() -> None:
    outcome, drivers = sample(3)
    drivers[:, 1] = drivers[:, 0] + drivers[:, 1] / 1e3  # of size 1e-6: two drivers that differ in the sixth digit
    fits = expanding(outcome, drivers, [60, ROWS])
    assert fits.is_by_qr.tolist() == [True, True]
    assert (fits.own_share < OWN_SHARE_LEAST).all()
    np.testing.assert_array_equal(fits.coefficients[1], ols(outcome, drivers).coefficients)
    assert not expanding(*sample(3), [60, ROWS]).is_by_qr.any()


def test_a_driver_that_has_not_moved_by_the_first_origin_is_refused_by_name() -> None:
    outcome, drivers = sample(4)
    drivers[:, 1] = np.arange(ROWS) >= 50
    with pytest.raises(CollinearDrivers, match="One of intercept, shutdown follows from the others over 40 rows"):
        expanding(outcome, drivers, [40, 80], ("tga", "shutdown", "bills", "level"))
    assert np.isfinite(expanding(outcome, drivers, [60, 80]).coefficients).all()


def test_the_first_origin_needs_one_row_more_than_coefficients() -> None:
    outcome, drivers = sample(5)
    with pytest.raises(TooFewRows, match="5 coefficients needs 6 rows"):
        expanding(outcome, drivers, [5, 80])
