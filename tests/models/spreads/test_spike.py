"""Spikes: more than ten, at least once, judged only by what was over when it was said."""

import numpy as np
import pytest

from tidegauge.models.spreads import spike

WAYS = np.random.default_rng(1).normal(0, 8, (500, 20))


def test_ten_is_no_spike_and_eleven_is() -> None:
    assert spike.is_spike(np.array([10.0, 11.0])).tolist() == [False, True]


def test_a_longer_window_is_never_less_likely_to_hold_a_spike() -> None:
    one, five, twenty = spike.probabilities(WAYS)
    assert 0 < one < five < twenty < 1


def test_the_probability_of_one_day_agrees_with_the_paths_of_that_day() -> None:
    assert abs(spike.probabilities(WAYS)[0] - (WAYS[:, 0] > 10.5).mean()) < 0.002


def test_what_never_came_is_unlikely_but_not_impossible() -> None:
    assert 0 < spike.probabilities(np.zeros((1000, 20)))[2] < 0.001


def test_joint_paths_know_that_bad_days_come_together() -> None:
    together = np.repeat(WAYS[:, :1], 20, axis=1)
    assert spike.probabilities(together)[2] < spike.probabilities(WAYS)[2] / 2


def test_a_window_that_is_not_over_is_not_a_calm_one() -> None:
    spread = np.array([0.0, 0.0, 12.0, 0.0, 0.0, 0.0])
    found = spike.came(spread, 2)
    assert found[:4].tolist() == [1, 1, 0, 0]
    assert np.isnan(found[4:]).all()


def test_a_base_rate_knows_nothing_of_windows_that_are_not_over() -> None:
    spiked = np.zeros(60)
    for day in range(60):
        changed = spiked.copy()
        changed[day] = 1.0
        first = np.flatnonzero(spike.base_rate(changed, 5) != spike.base_rate(spiked, 5))
        assert not len(first) or first[0] == day + 6


def test_the_calendar_base_rate_counts_its_own_kind_only() -> None:
    kind = np.arange(400) % 2
    spiked = kind.astype(float)
    rate = spike.base_rate(spiked, 1, kind)
    assert rate[-1] > 0.99
    assert rate[-2] < 0.01


@pytest.mark.parametrize(("said", "skill"), [((1.0, 0.0), 1.0), ((0.5, 0.5), 0.0), ((0.0, 1.0), -3.0)])
def test_skill_is_one_for_a_prophet_none_for_the_rival_and_negative_for_the_wrong_way_round(
    said: tuple[float, float], skill: float
) -> None:
    assert spike.brier_skill(np.array(said), np.array([0.5, 0.5]), np.array([1.0, 0.0])) == skill
