"""Johansen's trace: the same as statsmodels', finds a pair that is tied together, and few that are not."""

import numpy as np
import pytest
from statsmodels.tsa.vector_ar.vecm import coint_johansen

from tidegauge.models.sensitivity.johansen import NEEDED_NONE, NEEDED_ONE, trace


def walks(seed: int, n: int = 350) -> np.ndarray:
    """Return two walks that have nothing to do with each other."""
    return np.cumsum(np.random.default_rng(seed).standard_t(5, (n, 2)), axis=0)


@pytest.mark.parametrize("lags", [1, 2, 5])
def test_statsmodels_finds_the_same_statistics_and_its_values_for_a_drift_are_the_smaller_ones(lags: int) -> None:
    pair = walks(1) + [0.1, 0.0] * np.arange(350)[:, None]
    other = coint_johansen(pair, 0, lags)
    seen = trace(pair, lags)
    assert (seen.against_none, seen.against_one) == pytest.approx(tuple(other.lr1), rel=1e-9)
    assert other.cvt[0, 1] < NEEDED_NONE and other.cvt[1, 1] < NEEDED_ONE


def test_of_walks_that_have_nothing_in_common_few_look_tied() -> None:
    """A size of 5 % would give 5 of 100; 12 and more has a chance of half a per cent."""
    assert sum(trace(walks(seed)).is_tied for seed in range(100)) < 12


def test_a_pair_that_returns_to_a_line_is_tied_and_two_stationary_series_are_not_a_pair() -> None:
    pair = walks(2)
    pair[:, 1] = 3 * pair[:, 0] + np.random.default_rng(3).normal(size=350)
    assert trace(pair).is_tied
    assert trace(np.random.default_rng(4).normal(size=(350, 2))).rank == 2
