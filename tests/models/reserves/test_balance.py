"""Reserves and net liquidity by the identity, with Treasury cash given by a stand-in."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import cast

import numpy as np
import pytest

from tidegauge.errors import TooLittleHistory
from tidegauge.frame import Frame, track
from tidegauge.models.base import Forecast, as_of_origin, business_days_after, day_numbers
from tidegauge.models.reserves import balance
from tidegauge.models.reserves.balance import FittedBalance, known_sheet, weekly_spread
from tidegauge.models.treasury.cash import FittedTreasuryCash
from tidegauge.units import UNITS

ORIGIN = date(2026, 1, 29)
AHEAD = business_days_after(ORIGIN, 40)
WEDNESDAYS = [date(2022, 1, 5) + timedelta(days=7 * n) for n in range(212)]
LEVELS = {"fed_assets": 6600e9, "tga_wednesday": 900e9, "reverse_repos": 340e9, "foreign_repo_pool": 330e9}


@dataclass(frozen=True)
class RisingCash:
    """Treasury cash that rises by a given amount on the first day and stays."""

    step: float

    def predict(self, frame: Frame, days: Sequence[date]) -> Forecast:
        """The stand-in's path."""
        return Forecast(day_numbers(days), np.full(len(days), 900e9 + self.step), np.full(len(days), 30e9))


def known(*, weeks: int = 212, **changed: float) -> Frame:
    """A balance sheet that has stood still, and yesterday's cash and ON RRP."""
    moment = as_of_origin(ORIGIN)
    levels = {**LEVELS, "reserves": 2900e9, **changed}
    tracks = {
        series: track(series, UNITS["usd"], [(day, level) for day in WEDNESDAYS[-weeks:]], moment)
        for series, level in levels.items()
    }
    tracks["tga"] = track("tga", UNITS["usd"], [(date(2026, 1, 28), 900e9)], moment)
    on_rrp = levels["reverse_repos"] - levels["foreign_repo_pool"]
    tracks["on_rrp"] = track("on_rrp", UNITS["usd"], [(date(2026, 1, day), on_rrp) for day in range(20, 29)], moment)
    return Frame(moment, tracks)


def model(step: float, *, asks_reserves: bool = True) -> FittedBalance:
    """A balance driven by a stand-in for cash."""
    return FittedBalance(cast(FittedTreasuryCash, RisingCash(step)), asks_reserves, 10e9)


@pytest.fixture(autouse=True)
def no_policy(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let nothing be announced of assets."""
    monkeypatch.setattr(balance, "assets_moved", lambda on, start, days: np.zeros(len(days)))


def test_with_everything_at_rest_reserves_stay_where_they_are() -> None:
    said = model(0.0).predict(known(), AHEAD)
    assert said.centre == pytest.approx(np.full(40, 2900e9))
    assert (np.diff(said.scale) >= 0).all()


def test_a_dollar_more_of_treasury_cash_takes_a_dollar_on_the_first_day_and_half_of_one_after_eight_weeks() -> None:
    for asks in (True, False):
        rest, drained = (model(step, asks_reserves=asks).predict(known(), AHEAD).centre for step in (0.0, 100e9))
        taken = rest - drained
        assert taken[0] == pytest.approx(100e9, rel=0.02)
        assert taken[-1] == pytest.approx(50e9, rel=0.02)
        assert (np.diff(taken) < 0).all()


def test_net_liquidity_is_assets_less_cash_less_on_rrp() -> None:
    said = model(0.0, asks_reserves=False).predict(known(), AHEAD)
    assert said.centre[0] == pytest.approx(6600e9 - 900e9 - 10e9)


def test_purchases_arrive_in_reserves_and_run_off_takes_the_last_of_on_rrp_before_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Nothing went into ON RRP over the last year, and 10 bn are left there."""
    for moved, arrived in ((50e9, 50e9), (-50e9, -40e9)):
        monkeypatch.setattr(balance, "assets_moved", lambda on, start, days, usd=moved: np.full(len(days), usd))
        assert model(0.0).predict(known(), AHEAD).centre == pytest.approx(np.full(40, 2900e9 + arrived))


def test_policy_is_asked_as_of_the_day_and_counted_from_the_last_wednesday(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[tuple[date, date]] = []

    def noted(on: date, start: date, days: Sequence[date]) -> np.ndarray:
        asked.append((on, start))
        return np.zeros(len(days))

    monkeypatch.setattr(balance, "assets_moved", noted)
    model(0.0).predict(known(), AHEAD)
    assert asked == [(ORIGIN, WEDNESDAYS[-1])]


def test_too_short_a_balance_sheet_is_refused_in_a_sentence() -> None:
    with pytest.raises(TooLittleHistory, match="needs 105 figures of reserves, and 50 are known"):
        known_sheet(known(weeks=50))


def test_the_usual_move_of_other_items_leaves_out_what_treasury_cash_takes() -> None:
    frame = known()
    cash = [(day, 900e9 + 50e9 * (n % 2)) for n, day in enumerate(WEDNESDAYS)]
    reserves = [(day, 2900e9 - 50e9 * (n % 2)) for n, day in enumerate(WEDNESDAYS)]
    moved = {
        "tga_wednesday": track("tga_wednesday", UNITS["usd"], cash, frame.as_of),
        "reserves": track("reserves", UNITS["usd"], reserves, frame.as_of),
    }
    assert weekly_spread(known_sheet(Frame(frame.as_of, {**frame.tracks, **moved}))) == 0.0
