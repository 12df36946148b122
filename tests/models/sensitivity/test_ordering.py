"""Ranks: the asset that reacts comes first, and one that only moves a lot is first as often by chance."""

import numpy as np
from tests.models.sensitivity.conftest import Make

from tidegauge.models.sensitivity.ordering import ordering
from tidegauge.models.sensitivity.weeks import ASSETS


def test_the_asset_that_reacts_comes_first_with_little_doubt(make: Make) -> None:
    found = make(1, effect=6.0, asset=5)
    first, *_ = ordering(found.same, found.changes[:, 0], draws=300)
    assert (first.asset, first.rank, first.low, first.high) == ("gold", 1, 1, 1)
    assert first.first > 0.95 > first.first_by_chance


def test_an_asset_that_moves_a_lot_is_first_or_last_by_chance_alone(make: Make) -> None:
    found = make(2)
    by_asset = {one.asset: one for one in ordering(found.same, found.changes[:, 0], draws=300)}
    assert by_asset["ether"].first_by_chance > 3 * by_asset["hyg"].first_by_chance
    assert by_asset["ether"].high - by_asset["ether"].low > 6


def test_shares_of_ranks_add_up_and_an_asset_without_weeks_has_none(make: Make) -> None:
    found = make(3)
    found.same[:, 3] = np.nan
    seen = ordering(found.same, found.changes[:, 0], draws=100)
    assert {one.asset for one in seen} == {asset.id for asset in ASSETS} - {"bitcoin"}
    assert all(abs(sum(one.shares) - 1) < 1e-9 for one in seen)
