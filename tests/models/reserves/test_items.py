"""How the items of the Reserve Banks' balance sheet move on."""

from datetime import UTC, date, datetime, timedelta

import numpy as np
import pytest

from tidegauge.frame import Frame, track
from tidegauge.models.reserves import items
from tidegauge.models.reserves.items import Sheet
from tidegauge.units import UNITS

WEEKS = 170
DAYS = np.arange(20_000, 20_000 + 7 * WEEKS, 7, dtype=np.int32)
FLAT = np.zeros(WEEKS)
WANDERING = 100e9 * np.cumsum(np.random.default_rng(3).normal(size=WEEKS))


def sheet(**levels: np.ndarray) -> Sheet:
    """A balance sheet whose unnamed items stand at zero."""
    return Sheet(DAYS, *(levels.get(name, FLAT) for name in ("assets", "cash", "on_rrp", "reserves")))


def test_money_funds_give_back_part_of_what_treasury_cash_takes_but_an_empty_facility_gives_nothing() -> None:
    taken = np.array([100e9, 200e9])
    assert items.on_rrp_ahead(500e9, 0.5, np.zeros(2), taken).tolist() == [450e9, 400e9]
    assert items.on_rrp_ahead(30e9, 0.5, np.zeros(2), taken).tolist() == [0.0, 0.0]


def test_run_off_comes_out_of_on_rrp_in_full_while_there_is_any_and_purchases_go_there_in_part() -> None:
    moved = np.array([-100e9, -700e9, 100e9])
    assert items.on_rrp_ahead(500e9, 0.2, moved, np.zeros(3)).tolist() == [400e9, 0.0, 520e9]


def test_a_share_is_read_from_the_last_year_and_never_has_the_wrong_sign() -> None:
    before = np.where(np.arange(WEEKS) < WEEKS - items.SHARE_WEEKS - items.SHARE_SPAN, 1e12, 0.0) * WANDERING / 1e12
    assert items.absorbed_share(sheet(cash=WANDERING, on_rrp=-0.4 * WANDERING + before)) == pytest.approx(0.4)
    assert items.absorbed_share(sheet(assets=WANDERING, on_rrp=0.4 * WANDERING)) == pytest.approx(0.4)
    assert items.absorbed_share(sheet(cash=WANDERING, on_rrp=0.4 * WANDERING)) == 0.0
    assert items.absorbed_share(sheet()) == 0.0


def test_on_rrp_is_reverse_repos_without_the_foreign_pool_on_the_days_all_items_share() -> None:
    moment = datetime(2026, 1, 1, tzinfo=UTC)
    wednesdays = [date(2025, 12, 3) + timedelta(days=7 * n) for n in range(3)]
    levels = {"fed_assets": 6600e9, "tga_wednesday": 900e9, "reverse_repos": 340e9, "foreign_repo_pool": 330e9}
    tracks = {
        series: track(series, UNITS["usd"], [(day, level) for day in wednesdays], moment)
        for series, level in levels.items()
    }
    tracks["reserves"] = track("reserves", UNITS["usd"], [(day, 2900e9) for day in wednesdays[:2]], moment)
    known = items.sheet(Frame(moment, tracks))
    assert known.on_rrp.tolist() == [10e9, 10e9]
    assert known.rest.tolist() == [2790e9, 2790e9]
