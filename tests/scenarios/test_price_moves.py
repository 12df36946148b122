"""What a scenario does to prices: its own jumps, and the yen as the loop of the run moves it."""

import math
from datetime import date

import numpy as np
import pytest
from tests.scenarios.small import program, quiet

from tidegauge.scenarios.price_moves import price_moves, yen_moves
from tidegauge.scenarios.scenario import MarketBlock, PriceShock, Scenario
from tidegauge.scenarios.simulate import simulate

JUMPED = {"fx.price_shock": -0.04}


def test_the_yen_worked_out_again_unwinds_what_the_run_unwound() -> None:
    made = program(8, switches=quiet(fx_carry=True), draws={"usdjpy", "treasury_price"}, values=JUMPED)
    p, moves = made.parameters.fx, yen_moves(made, seed=7, paths=3)
    for path in range(3):
        journal = simulate(made, seed=7, path=path).journal
        unwound = [0] * 8
        for one in journal:
            unwound[one.day] += one.amount_usd if one.flow == "fx_carry_unwind" else 0
        assert sum(unwound) > 10e9
        made_moves = [(p.price_shock if day == 0 else 0.0) - p.impact * usd / 10e9 for day, usd in enumerate(unwound)]
        assert moves[path] == pytest.approx(sum(map(math.log1p, made_moves)), abs=1e-9)


def test_jumps_of_an_asset_add_up_and_those_outside_the_run_do_not_come() -> None:
    days = (date(2026, 3, 31), date(2026, 4, 1), date(2026, 4, 6), date(2027, 1, 4))
    jumps = tuple(PriceShock(factor="nasdaq", on=on, move_pct=-10.0) for on in days)
    made = program(8, opening_on=date(2026, 3, 31))
    moves = price_moves(Scenario(name="jumps", market=MarketBlock(shocks=jumps)), made, seed=7, paths=2)
    assert np.expm1(moves["nasdaq"]) == pytest.approx([-0.19, -0.19])
    assert price_moves(Scenario(name="calm"), made, seed=7, paths=2) == {}
