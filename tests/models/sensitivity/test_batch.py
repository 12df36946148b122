"""Thousands of regressions at once are the same regressions as one by one, gaps and short samples included."""

import numpy as np
from tests.models.sensitivity.conftest import Make

from tidegauge.models.sensitivity.batch import t_values, weights
from tidegauge.models.sensitivity.placebos import observed, outcome_weights
from tidegauge.models.sensitivity.slopes import slope


def test_every_t_value_is_that_of_the_regression_alone_with_gaps_and_short_samples(make: Make) -> None:
    found = make(1)
    found.same[100:118] = np.nan
    found.following[:120, 9] = np.nan
    found.changes[[7, 200], 3] = np.nan
    t = observed(found, outcome_weights(found))
    alone = [[slope(outcome, driver) for outcome in found.outcomes().T] for driver in found.drivers().T]
    np.testing.assert_allclose(t, [[one.t for one in row if one is not None] for row in alone], rtol=1e-9)


def test_an_asset_with_too_few_weeks_has_no_t_value(make: Make) -> None:
    found = make(2)
    found.same[50:, 3] = np.nan
    t = t_values(found.changes[:, 0][None], weights(found.same))
    assert np.isnan(t[0, 3]) and np.isfinite(np.delete(t[0], 3)).all()


def test_the_unit_of_a_gauge_does_not_change_its_t_value(make: Make) -> None:
    found, given = make(3), weights(make(3).same)
    np.testing.assert_allclose(
        t_values(found.changes[:, 0][None] * 1e11, given), t_values(found.changes[:, 0][None], given), rtol=1e-8
    )


def test_a_gauge_that_rests_and_an_asset_never_seen_have_no_t_value(make: Make) -> None:
    found = make(4)
    found.same[:, 2] = np.nan
    drivers = np.stack([np.zeros(len(found.same)), found.changes[:, 0]])
    t = t_values(drivers, weights(found.same))
    assert np.isnan(t[0]).all() and np.isnan(t[1, 2]) and np.isfinite(np.delete(t[1], 2)).all()
