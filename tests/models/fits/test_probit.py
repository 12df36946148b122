"""Probit against shares counted by hand and statsmodels; no finite answer is no answer."""

from statistics import NormalDist

import numpy as np
import pytest
import statsmodels.api as sm

from tidegauge.errors import CollinearDrivers, NotConverged, TooFewRows
from tidegauge.models.fits.covariance import inference
from tidegauge.models.fits.probit import probit


def sample(seed: int, rows: int = 400) -> tuple[np.ndarray, np.ndarray]:
    draw = np.random.default_rng(seed)
    drivers = draw.normal(size=(rows, 2)) * [1.0, 1e3] + [0.0, 1e5]
    return (drivers @ [1.0, -5e-4] + 50 + draw.normal(size=rows) > 0).astype(float), drivers


def test_with_two_groups_the_line_goes_through_both_shares() -> None:
    came = np.array([1, 0, 0, 0, 0, 1, 1, 1, 1, 0], float)  # one in five, then four in five
    fit = probit(came, np.repeat([0.0, 1.0], 5)[:, None])
    low = NormalDist().inv_cdf(0.2)
    np.testing.assert_allclose(fit.coefficients, [low, -2 * low], atol=1e-9)
    np.testing.assert_allclose(fit.probabilities, np.repeat([0.2, 0.8], 5), atol=1e-9)
    assert fit.log_likelihood == pytest.approx(2 * (np.log(0.2) + 4 * np.log(0.8)))


def test_statsmodels_finds_the_same() -> None:
    came, drivers = sample(1)
    fit, theirs = probit(came, drivers), sm.Probit(came, sm.add_constant(drivers)).fit(disp=0, maxiter=100, tol=1e-12)
    np.testing.assert_allclose(fit.coefficients, theirs.params, rtol=1e-6)
    np.testing.assert_allclose(fit.bread, theirs.cov_params(), rtol=1e-5)
    assert fit.log_likelihood == pytest.approx(theirs.llf)
    assert fit.pseudo_r2 == pytest.approx(theirs.prsquared)


def test_at_the_top_the_slopes_of_all_rows_cancel() -> None:
    fit = probit(*sample(2))
    assert np.abs(fit.scores.sum(axis=0) / np.abs(fit.scores).sum(axis=0)).max() < 1e-9


def test_standard_errors_that_allow_for_memory_are_near_the_plain_ones_where_there_is_none() -> None:
    fit = probit(*sample(3, rows=4_000))
    plain = np.sqrt(np.diag(fit.bread))
    np.testing.assert_allclose(inference(fit).se / plain, np.ones(3), atol=0.25)


def test_a_row_with_a_gap_is_left_out() -> None:
    came, drivers = sample(4)
    rest = probit(came[1:], drivers[1:])
    came[0] = np.nan
    fit = probit(came, drivers)
    np.testing.assert_array_equal(fit.coefficients, rest.coefficients)
    assert np.isnan(fit.probabilities[0])
    assert not fit.scores[0].any()


def test_drivers_that_separate_yes_from_no_or_a_yes_that_never_came_have_no_finite_answer() -> None:
    came, drivers = sample(5)
    for exact in ((drivers[:, 0] > 0).astype(float), np.zeros(len(came)), np.ones(len(came))):
        with pytest.raises(NotConverged, match="probit did not settle"):
            probit(exact, drivers)


def test_what_cannot_be_fitted_is_refused() -> None:
    came, drivers = sample(6)
    with pytest.raises(TooFewRows):
        probit(came[:3], drivers[:3])
    with pytest.raises(CollinearDrivers, match="slope, twice"):
        probit(came, np.column_stack([drivers[:, 0], 2 * drivers[:, 0]]), ("slope", "twice"))
