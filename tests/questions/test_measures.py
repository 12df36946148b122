"""What is read off a run: variances that add up."""

from statistics import NormalDist

import pytest

from tidegauge.questions.measures import spread_share


def test_the_share_of_a_day_is_read_off_that_day() -> None:
    settings = [dict.fromkeys((5, 25, 50, 75, 95), (middle, 1.0)) for middle in (1.0, 2.0, 3.0)]
    assert (spread_share(settings, 0), spread_share(settings)) == (1.0, 0.0)


def a_setting(middle: float, sd: float) -> dict[int, tuple[float, ...]]:
    """Return the quantiles of a normal distribution on one day."""
    found = NormalDist(middle, sd)
    return {per_cent: (found.inv_cdf(per_cent / 100),) for per_cent in (5, 25, 50, 75, 95)}


def test_settings_that_agree_leave_nothing_to_priors() -> None:
    assert spread_share([a_setting(5.0, 1.0)] * 3) == 0.0


def test_no_spread_at_all_is_no_share() -> None:
    assert spread_share([dict.fromkeys((5, 25, 50, 75, 95), (1.0,))] * 3) == 0.0


@pytest.mark.parametrize("sd", [0.5, 1.0, 4.0])
def test_the_share_is_that_of_the_law_of_total_variance(sd: float) -> None:
    settings = [a_setting(middle, sd) for middle in (-1.0, 0.0, 1.0)]
    assert spread_share(settings) == pytest.approx((2 / 3) / (2 / 3 + sd**2), rel=1e-3)
