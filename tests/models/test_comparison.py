"""Comparisons: published table values, and tests that say "different" no more often than they promise."""

import numpy as np
import pytest

from tidegauge.models import comparison


@pytest.mark.parametrize(
    ("t", "freedom", "tail"), [(6.314, 1, 0.05), (2.228, 10, 0.025), (2.750, 30, 0.005), (1.980, 120, 0.025)]
)
def test_the_tail_of_student_is_that_of_the_printed_tables(t: float, freedom: int, tail: float) -> None:
    assert abs(comparison.student_tail(t, freedom) - tail) < 2e-5


def test_diebold_mariano_of_one_step_is_the_t_test_of_the_mean_difference_by_hand() -> None:
    difference = np.array([1.0, -1.0, 2.0, 0.0, 1.0, 3.0, -2.0, 2.0])
    centred = difference - 0.75
    gamma = [float(centred[k:] @ centred[: len(centred) - k]) / 8 for k in range(3)]
    by_hand = (7 / 8) ** 0.5 * 0.75 / ((gamma[0] + 2 * (2 / 3 * gamma[1] + 1 / 3 * gamma[2])) / 8) ** 0.5
    found = comparison.diebold_mariano(difference, np.zeros(8), overlap=0)
    assert (found.lag, round(found.statistic, 10)) == (2, round(by_hand, 10))


def test_peers_12_overlapping_windows_of_equal_forecasts_are_rarely_called_different() -> None:
    rng = np.random.default_rng(12)
    rejected, naive = 0, 0
    for _ in range(300):
        drawn = rng.normal(size=(2, 419))
        loss = np.abs(np.apply_along_axis(np.convolve, 1, drawn, np.ones(20), "valid"))
        rejected += comparison.diebold_mariano(loss[0], loss[1], overlap=19).p_value < 0.05
        naive += comparison.diebold_mariano(loss[0], loss[1], overlap=0).p_value < 0.05
    assert rejected / 300 < 0.13 < naive / 300


def test_losses_that_never_differ_have_no_p_value() -> None:
    assert np.isnan(comparison.diebold_mariano(np.ones(50), np.ones(50), 0).p_value)


def test_holm_never_lowers_a_p_value_and_leaves_out_what_is_missing() -> None:
    found = comparison.holm([0.02, float("nan"), 0.5, 0.01])
    assert [round(p, 3) for p in (found[0], found[2], found[3])] == [0.04, 0.5, 0.03]
    assert np.isnan(found[1])


def test_the_last_forecasts_count_in_the_interval_as_much_as_the_others() -> None:
    """A model that is wrong only in its last tenth: the interval stands around the ratio, and the seed fixes it."""
    loss, rival = np.where(np.arange(200) < 180, 1.0, 9.0), np.ones(200)
    low, high = comparison.ratio_interval(loss, rival, 60, seed=1)
    assert low < loss.mean() < high
    assert high - loss.mean() > 0.5
    assert (low, high) == comparison.ratio_interval(loss, rival, 60, seed=1)


def test_peers_12_a_share_of_hits_stands_beside_its_base_rate() -> None:
    rises = np.where(np.arange(100) < 60, 1.0, -1.0)
    always_up = comparison.hits(rises, np.ones(100), np.zeros(100))
    assert always_up.share == always_up.base == 0.6
