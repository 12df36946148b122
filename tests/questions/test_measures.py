"""What is read off a run: variances that add up."""

from datetime import date
from statistics import NormalDist

import pytest
from tests.scenarios import small

from tidegauge.questions.measures import movement, spread_share
from tidegauge.scenarios.anchors import metric
from tidegauge.scenarios.program import METRICS


def test_what_the_fed_lends_is_named_and_is_no_purchase() -> None:
    """The desk lends 75 bn, the facility 10 and the window 5: reserves rise by 90, and the Fed bought nothing."""
    program = small.program(2)
    levels = program.chart.opening_usd.tolist()
    means = {name: metric(program, name, levels) for name in METRICS if name.endswith("_usd")}
    lent = {"open_market_repos": 75, "srf": 10, "discount_window": 5}
    for name, bn in (
        {f"{line}_usd": bn for line, bn in lent.items()} | {"reserves_usd": 90, "fed_assets_usd": 90}
    ).items():
        means[name] += bn * small.BN
    found = movement(program, means, date(2026, 4, 2), date(2026, 3, 31))
    moved = {cause.id: cause.reserves_usd / small.BN for cause in found.causes if cause.reserves_usd}
    assert moved == lent


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
