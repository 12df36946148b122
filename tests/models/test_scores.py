"""Scores against answers worked out by hand, and what they must keep to."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from tidegauge.models import scores
from tidegauge.models.base import LEVELS

NUMBERS = st.floats(-1e6, 1e6, allow_nan=False)


def test_pinball_is_least_at_the_true_quantile() -> None:
    drawn = np.random.default_rng(1).normal(size=20_000)
    tried = np.linspace(-2, 2, 81)
    for level, true in ((0.1, -1.2816), (0.5, 0.0), (0.9, 1.2816)):
        losses = [scores.pinball(drawn, np.full((len(drawn), 1), value), (level,)).mean() for value in tried]
        assert abs(tried[int(np.argmin(losses))] - true) < 0.08


def test_the_crps_of_a_standard_normal_at_its_centre_is_that_of_the_closed_form() -> None:
    normal = np.array(
        [-1.96, -1.645, -1.2816, -0.8416, -0.5244, -0.2533, 0, 0.2533, 0.5244, 0.8416, 1.2816, 1.645, 1.96]
    )
    found = scores.crps(np.array([0.0]), normal[None, :])[0]
    assert abs(found - 0.2337) < 0.01, "σ(√2 − 1)/√π, Gneiting and Raftery (2007), equation 21"


@given(NUMBERS, st.lists(NUMBERS, min_size=len(LEVELS), max_size=len(LEVELS)))
def test_crps_is_never_negative(outcome: float, line: list[float]) -> None:
    assert scores.crps(np.array([outcome]), np.sort(np.array([line])))[0] >= 0


def test_pit_of_honest_quantiles_is_uniform() -> None:
    drawn = np.random.default_rng(2).uniform(size=10_000)
    found = scores.pit(drawn, np.tile(LEVELS, (len(drawn), 1)))
    assert abs(found.mean() - 0.5) < 0.01
    assert abs((found < 0.2).mean() - 0.2) < 0.015


def test_coverage_counts_what_lies_inside_and_its_error_rests_on_separate_windows() -> None:
    outcome = np.array([0.0, 5.0, 0.0, 0.0])
    lines = np.tile(np.linspace(-1, 1, len(LEVELS)), (4, 1))
    found = scores.coverage(outcome, lines, scores.PAIR_80, windows=16)
    assert found.share == 0.75
    assert np.isclose(found.se, 0.1)


def test_peers_12_daily_forecasts_twenty_days_ahead_are_worth_one_in_twenty() -> None:
    origins = np.arange(680, dtype=np.int32)
    assert len(scores.apart(origins, origins + 20)) == 34
    assert scores.overlap(origins, origins + 20) == 19


def test_mase_is_nan_where_the_history_stands_still() -> None:
    assert np.isnan(scores.mase(np.array([1.0]), np.array([2.0, 2.0])))
