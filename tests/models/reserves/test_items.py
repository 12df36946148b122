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
AHEAD = np.array([1.0, 4.0, 13.0])


def sheet(**levels: np.ndarray) -> Sheet:
    """A balance sheet whose unnamed items stand at zero."""
    return Sheet(DAYS, *(levels.get(name, FLAT) for name in ("assets", "cash", "on_rrp", "pool", "reserves")))


def test_assets_go_on_at_their_pace_and_one_week_of_standing_repos_does_not_set_it() -> None:
    growing = np.arange(WEEKS) * 10e9
    growing[-2] += 75e9  # a quarter's end
    ahead = items.assets_ahead(sheet(assets=growing), AHEAD, None)
    assert ahead - growing[-1] == pytest.approx(10e9 * AHEAD)


def test_a_decided_path_of_assets_takes_the_place_of_the_pace() -> None:
    ahead = items.assets_ahead(sheet(assets=np.arange(WEEKS) * 10e9), AHEAD, -5e9)
    assert np.diff(ahead) == pytest.approx([-15e9, -45e9])


def test_the_foreign_pool_returns_to_its_mean() -> None:
    pool = np.full(WEEKS, 350e9)
    pool[-1] = 400e9
    path = items.pool_ahead(sheet(pool=pool), np.array([0.0, 1.0, 100.0]))
    assert path[0] == 400e9
    assert path[2] == pytest.approx(351e9, rel=0.01)
    assert path[1] < path[0]


def test_money_funds_give_back_part_of_what_treasury_cash_takes_but_an_empty_facility_gives_nothing() -> None:
    taken = np.array([100e9, 200e9])
    assert items.on_rrp_ahead(500e9, 0.5, taken).tolist() == [450e9, 400e9]
    assert items.on_rrp_ahead(30e9, 0.5, taken).tolist() == [0.0, 0.0]


def test_a_share_is_read_from_the_last_two_years_and_never_has_the_wrong_sign() -> None:
    cash = 100e9 * np.cumsum(np.random.default_rng(3).normal(size=WEEKS))
    assert items.absorbed_share(sheet(cash=cash, on_rrp=-0.4 * cash)) == pytest.approx(0.4)
    assert items.absorbed_share(sheet(cash=cash, on_rrp=0.4 * cash)) == 0.0
    assert items.absorbed_share(sheet()) == 0.0


def test_currency_repeats_its_season_and_a_jump_of_other_deposits_is_taken_to_go() -> None:
    season = 20e9 * np.sin(2 * np.pi * np.arange(WEEKS) / 52)
    jumped = season.copy()
    jumped[-1] += 40e9
    plain = items.remainder_ahead(sheet(reserves=-season), AHEAD)
    odd = items.remainder_ahead(sheet(reserves=-jumped), AHEAD)
    expected = 20e9 * np.sin(2 * np.pi * (WEEKS - 1 + AHEAD) / 52)
    assert np.abs(plain - expected).max() < 6e9
    assert np.abs(odd - plain).max() < 8e9


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
    assert known.remainder.tolist() == [2460e9, 2460e9]
