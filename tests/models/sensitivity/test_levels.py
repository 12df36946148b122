"""Two walks look alike in levels: the red flag is up, and only what is tied together passes the test."""

import numpy as np

from tidegauge.models.sensitivity.levels import levels


def walk(seed: int, drift: float = 0.1) -> np.ndarray:
    """Return the weekly steps of a drifting walk."""
    return np.random.default_rng(seed).normal(size=350) + drift


def test_two_walks_that_have_nothing_in_common_raise_the_flag_and_are_not_tied() -> None:
    flagged = tied = 0
    for seed in range(20):
        seen = levels(walk(seed), np.cumsum(walk(seed + 100)))
        assert seen is not None
        flagged += seen.is_suspect
        tied += seen.engle_granger < seen.needed
    assert flagged >= 18 and tied <= 4


def test_a_price_tied_to_the_gauge_passes() -> None:
    gauge = np.cumsum(walk(1))
    price = 2 * gauge + np.random.default_rng(5).normal(size=350)
    seen = levels(np.diff(price, prepend=0.0), gauge)
    assert seen is not None
    assert seen.engle_granger < seen.needed and not seen.is_suspect


def test_too_few_weeks_show_nothing() -> None:
    assert levels(walk(1)[:40], walk(2)[:40]) is None
