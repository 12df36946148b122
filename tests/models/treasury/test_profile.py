"""The regression behind each group."""

import numpy as np

from tidegauge.models.treasury import profile
from tidegauge.models.treasury.features import columns, grid


def test_a_planted_calendar_is_found_again() -> None:
    design = columns(("level", "weekday", "benefit_wednesday"))
    truth = np.random.default_rng(1).normal(size=design.shape[1])
    target = design @ truth
    target[2000:] = np.nan
    found = profile.choose(design, target)
    assert np.abs(found.shares - design @ truth).max() < 0.05


def test_noise_without_a_calendar_is_shrunk_harder_than_a_sharp_calendar() -> None:
    design = columns(("level", "refund_week", "fortnight"))
    noise = np.random.default_rng(2).normal(size=len(design))
    chosen = profile.choose(design, noise).shares
    loosest = design @ profile.fit(design, noise)[0]
    assert np.std(chosen) < np.std(loosest)


def test_one_extraordinary_day_does_not_move_a_robust_profile() -> None:
    design = columns(("level", "weekday"))
    target = -8 + np.random.default_rng(3).normal(size=len(design))
    struck = target.copy()
    struck[1500] = -500
    plain, robust = (
        profile.fit(design, struck, robust=way)[0] - profile.fit(design, target)[0] for way in (False, True)
    )
    assert np.abs(design @ robust).max() < 0.1 * np.abs(design @ plain).max()


def test_the_newest_days_count_most() -> None:
    design = np.ones((3000, 1))
    target = np.repeat([1.0, 3.0], 1500)
    assert profile.fit(design, target)[0][0] > 2.3


def test_a_day_is_set_against_the_level_known_a_month_before() -> None:
    values = np.r_[np.full(100, 2.0), np.full(50, 4.0)]
    share = profile.shares(values, 20)
    assert np.isnan(share[: 17 + profile.LEVEL_LAG_DAYS]).all()
    assert share[100] == 2.0  # twice the level it was known to have
    assert share[149] == 1.0


def test_errors_of_past_years_are_true_forecast_errors() -> None:
    design = columns(("level",))
    jumped = np.where(np.arange(len(grid().dates)) < 2750, 1.0, 5.0)
    errors = profile.choose(design, jumped).errors
    assert errors[2760] > 3.5  # a fit to all days would have split the jump
