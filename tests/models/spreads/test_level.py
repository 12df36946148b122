"""The dynamic model: what was planted is found, one wild day moves nothing for good, and a random walk stays one."""

from dataclasses import replace

import numpy as np

from tidegauge.models.spreads import level
from tidegauge.models.spreads.drivers import KINDS, calendar
from tidegauge.models.spreads.model import RANDOM_WALK

DAYS = 750
KINDS_OF_DAYS = calendar().kinds[:DAYS]
PERIOD_END, MID_MONTH = KINDS.index("period_end"), KINDS.index("mid_month")
SETTINGS = level.Settings()
NOISE = np.random.default_rng(1).normal(0, 0.5, DAYS)


def planted(size: float = 4.0) -> np.ndarray:
    """A spread at -5 that rises by some basis points on period-ends and half of it in mid-month."""
    return -5 + NOISE + size * KINDS_OF_DAYS[:, PERIOD_END] + size / 2 * KINDS_OF_DAYS[:, MID_MONTH]


def followed(spread: np.ndarray, push: np.ndarray, settings: level.Settings = SETTINGS) -> list[level.State]:
    """The states after each day of a spread."""
    return level.follow(level.opening(float(spread[0])), spread, push, settings)


def test_the_planted_size_of_a_kind_of_day_is_found() -> None:
    sizes = level.usual_sizes(planted(), np.full(DAYS, 2.0), KINDS_OF_DAYS)
    assert abs(sizes[PERIOD_END] - 2.0) < 0.25
    assert abs(sizes[MID_MONTH] - 1.0) < 0.25
    others = np.delete(np.abs(sizes), [PERIOD_END, MID_MONTH])
    assert others.max() < 0.3


def test_a_kind_that_never_came_has_no_size() -> None:
    sizes = level.usual_sizes(planted()[:60], np.ones(60), KINDS_OF_DAYS[:60])
    assert sizes[KINDS.index("year_end")] == 0


def test_one_day_of_300_does_not_become_the_usual_size() -> None:
    wild = planted()
    wild[np.flatnonzero(KINDS_OF_DAYS[:, MID_MONTH])[10]] = 315.0
    calm, stirred = (level.usual_sizes(spread, np.ones(DAYS), KINDS_OF_DAYS)[MID_MONTH] for spread in (planted(), wild))
    assert abs(stirred - calm) < 0.2


def test_one_wild_day_moves_little_and_is_forgotten_within_a_month_and_a_lasting_rise_is_not() -> None:
    quiet = np.full(200, -5.0)
    wild, lasting = quiet.copy(), quiet.copy()
    wild[150] = 315.0
    lasting[150:] = 5.0
    push = np.zeros(200)
    assert abs(followed(wild, push)[151].mean[:2].sum() + 5) < 10
    assert abs(followed(wild, push)[171].mean[:2].sum() + 5) < 1
    assert abs(followed(lasting, push)[171].mean[:2].sum() - 5) < 1


def test_the_amplitude_learns_that_the_calendar_bites_twice_as_hard() -> None:
    push = 4.0 * KINDS_OF_DAYS[:, PERIOD_END]
    as_expected, twice = (followed(-5 + NOISE + times * push, push)[-1].mean[2] for times in (1, 2))
    assert abs(as_expected - 1.0) < 0.25
    assert twice > 1.5


def test_a_day_without_a_rate_teaches_nothing_and_adds_doubt() -> None:
    start = level.opening(-5.0)
    (after,) = level.follow(start, np.array([np.nan]), np.zeros(1), SETTINGS)
    assert after.mean[0] == -5.0
    assert after.covariance[0, 0] > start.covariance[0, 0]
    assert after.swing == start.swing


def test_the_random_walk_expects_the_last_value_whatever_the_day() -> None:
    spread = np.cumsum(np.random.default_rng(2).integers(-1, 2, 100)).astype(float)
    states = level.table(followed(spread, np.zeros(100), RANDOM_WALK))
    ahead = np.arange(2, 22)
    expected = level.projected(states[[-1]], np.zeros((1, 20)), ahead, RANDOM_WALK)
    assert np.allclose(expected, spread[-1])


def test_a_period_end_is_expected_to_be_higher_and_less_sure_than_the_day_before() -> None:
    states = np.array([[-5.0, 0.0, 1.0, 1.0]])
    push, ahead = np.array([[0.0, 8.0]]), np.array([2, 3])
    centre = level.projected(states, push, ahead, SETTINGS)[0]
    scale = level.expected_errors(states, push, ahead, SETTINGS)[0]
    assert centre[1] - centre[0] == 8.0
    assert scale[1] > 3 * scale[0]


def test_a_gap_fades_and_leaves_the_level() -> None:
    states = np.array([[-5.0, 10.0, 1.0, 1.0]])
    centre = level.projected(states, np.zeros((1, 2)), np.array([1, 20]), replace(SETTINGS, persistence=0.5))[0]
    assert centre[0] == 0.0
    assert abs(centre[1] + 5) < 1e-4
