"""Bands from past error paths: their tails, their skew and their memory are kept."""

import numpy as np

from tidegauge.models.base import LEVELS
from tidegauge.models.spreads import distribution

DRAWS = np.random.default_rng(1)
MEDIAN = LEVELS.index(0.5)


def test_bands_hold_as_many_of_the_past_outcomes_as_they_say() -> None:
    errors = DRAWS.standard_t(3, (4000, 1))
    bands = distribution.at_levels(distribution.paths(np.zeros(1), np.ones(1), errors))[:, 0]
    shares = [(errors[:, 0] <= band).mean() for band in bands]
    assert np.allclose(shares, LEVELS, atol=0.002)


def test_a_day_twice_as_unsure_has_a_band_twice_as_wide() -> None:
    errors = np.repeat(DRAWS.normal(size=(500, 1)), 2, axis=1)
    bands = distribution.at_levels(distribution.paths(np.array([0.0, 10.0]), np.array([1.0, 2.0]), errors))
    width = bands[-1] - bands[0]
    assert np.isclose(width[1], 2 * width[0])


def test_errors_that_were_lopsided_give_a_lopsided_band() -> None:
    errors = DRAWS.exponential(size=(2000, 1)) - np.log(2)
    bands = distribution.at_levels(distribution.paths(np.zeros(1), np.ones(1), errors))[:, 0]
    assert bands[-1] - bands[MEDIAN] > 3 * (bands[MEDIAN] - bands[0])


def test_a_path_with_too_many_gaps_is_left_out_and_a_holiday_is_no_error() -> None:
    outcome = np.ones((2, 10))
    outcome[0, 3] = np.nan
    outcome[1, :5] = np.nan
    errors = distribution.scaled_errors(outcome, np.zeros((2, 10)), np.ones((2, 10)))
    assert errors.tolist() == [[1, 1, 1, 0, 1, 1, 1, 1, 1, 1]]
