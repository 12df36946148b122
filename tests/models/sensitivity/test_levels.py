"""Two walks look alike in levels: the red flag is up, and only what is tied together passes the test."""

import numpy as np

from tidegauge.models.sensitivity.levels import levels, walks


def walk(seed: int, drift: float = 0.1) -> np.ndarray:
    """Return the weekly steps of a drifting walk."""
    return np.random.default_rng(seed).normal(size=350) + drift


def test_two_walks_that_have_nothing_in_common_raise_the_flag_and_are_not_tied() -> None:
    flagged = tied = 0
    for seed in range(20):
        gauge = np.cumsum(walk(seed + 100))
        seen = levels(np.cumsum(walk(seed)), gauge, walks(gauge, 9))
        assert seen is not None
        flagged += seen.is_suspect
        tied += seen.is_tied
    assert flagged >= 18 and tied <= 4


def test_a_price_tied_to_the_gauge_passes() -> None:
    gauge = np.cumsum(walk(1))
    price = 2 * gauge + np.random.default_rng(5).normal(size=350)
    seen = levels(price, gauge, walks(gauge, 99))
    assert seen is not None
    assert seen.is_tied and seen.johansen.is_tied and not seen.is_suspect
    assert seen.walks_as_high == 0


def test_a_drifting_price_on_a_walk_that_has_nothing_to_do_with_it_is_explained_as_well_by_many_other_walks() -> None:
    """Phillips (1986): the R² of two walks does not fall as weeks are added, so a high one is nothing rare."""
    gauge = np.cumsum(walk(3, drift=0.0))
    seen = levels(np.cumsum(walk(4)), gauge, walks(gauge, 499))
    assert seen is not None and seen.walks_as_high > 0.05


def test_too_few_weeks_show_nothing() -> None:
    assert levels(walk(1)[:40], walk(2)[:40], walks(walk(2)[:40], 2)) is None
