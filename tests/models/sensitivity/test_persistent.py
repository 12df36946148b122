"""Levels as predictors: IVX rejects a true null as often as it says where least squares does not, and finds effects."""

import math

import numpy as np
import pytest

from tidegauge.models.sensitivity.persistent import Predictive, predictive

TRIES, ROWS = 200, 350


def drawn(seed: int, *, persistence: float = 1.0, effect: float = 0.0, shared: float = -0.9) -> Predictive:
    """Return the test of one sample: news of level and return are related, as a price and its own dividend yield's."""
    rng = np.random.default_rng(seed)
    errors, other = rng.standard_t(5, (2, ROWS))
    news = shared * errors + math.sqrt(1 - shared**2) * other
    level = np.zeros(ROWS)
    for row in range(1, ROWS):
        level[row] = persistence * level[row - 1] + news[row]
    following = np.append(effect * level[:-1] + errors[1:], np.nan)
    found = predictive(following, level)
    assert found is not None
    return found


def test_a_level_that_foretells_nothing_is_rejected_as_often_as_the_p_value_says() -> None:
    """Own simulation of 2,000: 4.1 % where least squares rejects 25 %; of 200, 20 and more has a chance of 0.1 %."""
    rejected = sum(drawn(seed).p_value < 0.05 for seed in range(TRIES))
    assert rejected <= 0.1 * TRIES


def test_an_effect_of_the_level_is_found() -> None:
    found = [drawn(seed, persistence=0.98, effect=0.08, shared=0.0) for seed in range(20)]
    assert sum(one.p_value < 0.05 for one in found) >= 16
    assert np.median([one.ivx for one in found]) == pytest.approx(0.08, abs=0.03)


def test_the_slope_is_off_by_about_what_stambaugh_says_when_the_level_hardly_reverts() -> None:
    found = [drawn(seed, persistence=0.98) for seed in range(TRIES)]
    off, told = np.mean([one.slope for one in found]), np.mean([one.bias for one in found])
    assert off > 0.008 and told == pytest.approx(off, rel=0.3)


def test_the_statistic_is_the_papers_by_its_own_matrices() -> None:
    """Kostakis, Magdalinos and Stamatogiannis (2015), equations 11 to 20, written out for one predictor."""
    rng = np.random.default_rng(7)
    x, y = np.cumsum(rng.normal(size=201)), rng.normal(size=201)
    n, lag = 200, int(200 ** (1 / 3))
    keep = 1 - n**-0.95
    z = np.array([sum(keep ** (t - j) * (x[j] - x[j - 1]) for j in range(1, t + 1)) for t in range(n)])
    before, outcome = x[:n], y[:n]
    design = np.column_stack([np.ones(n), before])
    e = outcome - design @ np.linalg.lstsq(design, outcome)[0]
    u = x[1:] - design @ np.linalg.lstsq(design, x[1:])[0]
    weight = [1 - h / (lag + 1) for h in range(lag + 1)]
    omega_uu = sum((1 if h == 0 else 2) * weight[h] * u[h:] @ u[: n - h] for h in range(lag + 1)) / n
    omega_eu = sum(weight[h] * u[h:] @ e[: n - h] for h in range(lag + 1)) / n
    squares = max((z**2) @ (e**2), (z @ z) * (e @ e) / n)
    middle = squares - n * z.mean() ** 2 * (e @ e / n - omega_eu**2 / omega_uu)
    slope = (outcome - outcome.mean()) @ z / ((before - before.mean()) @ z)
    wald = (slope * ((before - before.mean()) @ z)) ** 2 / middle
    found = predictive(y, x)
    assert found is not None
    assert found.ivx == pytest.approx(slope) and found.p_value == pytest.approx(math.erfc(math.sqrt(wald / 2)))


def test_errors_that_are_small_where_the_level_is_far_from_its_mean_make_no_certainty() -> None:
    """White's squares alone would leave almost no variance here, and a p of less than one in a million."""
    rng = np.random.default_rng(11)
    level = np.concatenate([np.arange(100.0), np.full(100, 100.0)]) + 0.1 * rng.normal(size=200)
    returns = rng.normal(size=200) * np.where(np.arange(200) < 60, 1.0, 0.1)
    found = predictive(returns, level)
    assert found is not None and found.p_value > 0.001


def test_a_missing_return_is_left_out_and_a_missing_level_leaves_its_week_out() -> None:
    rng = np.random.default_rng(9)
    level, returns = np.cumsum(rng.normal(size=200)), rng.normal(size=200)
    returns[50], level[100] = np.nan, np.nan
    found = predictive(returns, level)
    assert found is not None and found.rows == 197  # the last level has no news after it
    assert predictive(returns[:50], level[:50]) is None
