"""Many tries, one best: what is planted is found, what is not is not, and each step down is no easier."""

import numpy as np
from tests.models.sensitivity.conftest import Make

from tidegauge.models.sensitivity.family import resampled, step_down
from tidegauge.models.sensitivity.slopes import slope


def test_adjusted_p_values_never_fall_on_the_way_down_and_never_beat_the_plain_ones() -> None:
    rng = np.random.default_rng(1)
    draws, t = rng.normal(size=(999, 20)), rng.normal(size=20) * 2
    adjusted = step_down(t, draws)
    order = np.argsort(-np.abs(t))
    assert (np.diff(adjusted[order]) >= 0).all()
    plain = [(1 + (np.abs(draws[:, n]) >= abs(t[n])).sum()) / 1000 for n in range(20)]
    assert (adjusted >= plain).all()


def test_the_best_of_twenty_is_judged_by_the_best_of_twenty_draws() -> None:
    draws = np.random.default_rng(5).normal(size=(1999, 20))
    best = np.append(2.5, np.full(19, 0.1))  # p = 0.012 alone, 1 − 0.988²⁰ = 0.22 as the best of twenty
    assert 0.18 < step_down(best, draws)[0] < 0.27


def test_a_regression_without_weeks_stays_missing_and_costs_the_others_nothing() -> None:
    draws = np.random.default_rng(2).normal(size=(499, 3))
    draws[:, 1] = np.nan
    adjusted = step_down(np.array([2.5, np.nan, 0.3]), draws)
    assert np.isnan(adjusted[1])
    np.testing.assert_array_equal(adjusted[[0, 2]], step_down(np.array([2.5, 0.3]), draws[:, [0, 2]]))


def test_resampled_t_values_are_centred_on_nothing_even_where_there_is_a_link(make: Make) -> None:
    found = make(3, effect=3.0)
    seen = slope(found.same[:, 0], found.changes[:, 0])
    assert seen is not None and seen.t > 6
    draws = resampled(found.changes[:, :1], found.same[:, :1], np.array([[seen.slope]]), draws=300)
    assert abs(np.median(draws)) < 0.5
    assert np.quantile(np.abs(draws), 0.95) > 1.9  # no narrower than Student's t
