"""Net liquidity as a sum: its parts' slopes are equal and opposite where the theory is planted, rejected where not."""

import numpy as np
from tests.models.sensitivity.conftest import Make

from tidegauge.models.sensitivity.components import components


def test_a_planted_sum_is_not_rejected_and_nothing_is(make: Make) -> None:
    found = make(1)
    found.same[:, 0] += found.components @ np.array([1.5, -1.5, -1.5])
    (first, *_) = components(found, found.same)
    assert first.p_opposite > 0.05 and first.p_nothing < 0.01
    assert first.slopes["fed_assets"] > 1 > -1 > first.slopes["tga"]


def test_parts_that_pull_the_same_way_are_rejected_as_a_sum(make: Make) -> None:
    found = make(2)
    found.same[:, 0] += found.components @ np.array([1.5, 1.5, 1.5])
    assert components(found, found.same)[0].p_opposite < 0.01


def test_an_asset_without_weeks_is_left_out(make: Make) -> None:
    found = make(3)
    found.same[:, 3] = np.nan
    assert "bitcoin" not in {one.asset for one in components(found, found.same)}
