"""Out of sample: what helps is found, noise does harm, signs restrain it, and no forecast sees its own week."""

import numpy as np
import pytest

from tidegauge.models.sensitivity.out_of_sample import LEARNT, LEAST_FORECASTS, leads, skill


@pytest.fixture
def noise() -> np.ndarray:
    return np.random.default_rng(1).normal(size=(4, 400))


def test_a_driver_that_matters_beats_the_mean_and_noise_does_not(noise: np.ndarray) -> None:
    driver, error, other, _ = noise
    good, bad = skill(0.5 * driver + error, driver[:, None]), skill(error, other[:, None])
    assert good is not None and bad is not None
    assert good.r2 > 0.1 and good.low > 0 and good.p_value < 0.001
    assert bad.r2 < 0.01 and bad.p_value > 0.05


def test_the_best_of_the_past_is_not_the_future(noise: np.ndarray) -> None:
    """A slope found in the first half and gone in the second earns nothing there."""
    driver, error, _, _ = noise
    outcome = error.copy()
    outcome[:LEARNT] += 0.8 * driver[:LEARNT]
    seen = skill(outcome, driver[:, None])
    assert seen is not None and seen.r2 < 0


def test_a_sign_that_is_never_seen_leaves_the_mean(noise: np.ndarray) -> None:
    driver, error, _, _ = noise
    seen = skill(-0.5 * driver + error, driver[:, None], sign=1)
    assert seen is not None and (seen.r2, seen.p_value) == (0.0, 1.0)


def test_every_forecast_is_made_from_the_weeks_before_it_and_no_others(noise: np.ndarray) -> None:
    driver, error, _, _ = noise
    outcome = 0.3 * driver + error
    ours, theirs = 0.0, 0.0
    for row in range(LEARNT, len(outcome)):
        slope, level = np.polyfit(driver[:row], outcome[:row], 1)
        ours += (outcome[row] - level - slope * driver[row]) ** 2
        theirs += (outcome[row] - outcome[:row].mean()) ** 2
    seen = skill(outcome, driver[:, None])
    assert seen is not None and seen.r2 == pytest.approx(1 - ours / theirs)


def test_the_follower_is_led_and_the_leader_is_not(noise: np.ndarray) -> None:
    follower = np.append(0.0, 0.6 * noise[0][:-1]) + noise[1]
    led, leading = leads(follower, noise[0]), leads(noise[0], follower)
    assert led is not None and leading is not None
    assert led.p_value < 0.001 < 0.05 < leading.p_value


def test_too_few_weeks_give_no_score() -> None:
    short = np.random.default_rng(2).normal(size=LEARNT + LEAST_FORECASTS - 1)
    assert skill(short, short[:, None]) is None
