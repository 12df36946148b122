"""Price moves: what a scenario itself does to prices, for the market block; nothing of it reaches the plumbing.

Two things move prices. A scenario may suppose a jump (`[[market.shocks]]`). And where the yen carry trade may unwind
(switch `fx_carry`) the first day's jump of USD/JPY and what the unwinding adds to it come out of the run. The yen's
daily noise is left out: a holding has noise of its own already.
"""

import math
from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np

from tidegauge.frame import days
from tidegauge.scenarios.anchors import PLACES
from tidegauge.scenarios.draws import STREAM_SIMULATION
from tidegauge.scenarios.market import normals_of_paths
from tidegauge.scenarios.program import Program
from tidegauge.scenarios.scenario import Scenario

if TYPE_CHECKING:
    from numpy.typing import NDArray

YEN = "usdjpy"
SMALLEST = -0.99
"""No price falls by more in a day: that of an unwind is linear, and its logarithm has to exist."""


def price_moves(scenario: Scenario, program: Program, *, seed: int, paths: int) -> Mapping[str, "NDArray[np.float64]"]:
    """Return the log move to the horizon of each asset that a scenario moves, each of shape (n_paths,).

    A jump on or before the opening is known by then and one after the horizon does not come: neither is in it.
    """
    moves: dict[str, NDArray[np.float64]] = {}
    first, last = int(program.days.on[0]), int(program.days.on[-1])
    for shock in scenario.market.shocks:
        if first <= days(shock.on) <= last:
            moves[shock.factor] = moves.get(shock.factor, np.zeros(paths)) + math.log1p(shock.move_pct / 100.0)
    if program.switches.fx_carry:
        moves[YEN] = moves.get(YEN, np.zeros(paths)) + yen_moves(program, seed=seed, paths=paths)
    return moves


def yen_moves(program: Program, *, seed: int, paths: int) -> "NDArray[np.float64]":
    """Return what the first day's jump and the unwinding do to USD/JPY over the run [log], shape (n_paths,).

    The loop is run again on its own draws (`behaviour.fx`): METRICS do not record what was unwound, and nothing but the
    loop itself moves what it looks at.
    """
    p, column = program.parameters.fx, program.shocks.names.index(YEN)
    owed = np.full(paths, float(program.chart.opening_usd[PLACES.hedge_funds_fx_loans]))
    trigger = -p.trigger_sd * p.volatility * math.sqrt(3.0)
    lately, moved = np.zeros((3, paths)), np.zeros(paths)
    for day in range(len(program.days.on)):
        unwound = np.where(lately.sum(axis=0) < trigger, min(1.0, p.share) * owed, 0.0)
        owed -= unwound
        made = np.maximum((p.price_shock if day == 0 else 0.0) - p.impact * unwound / 10e9, SMALLEST)
        z = program.shocks.root[column, : column + 1] @ normals_of_paths(
            seed, paths, day, column + 1, STREAM_SIMULATION
        )
        lately = np.stack([lately[1], lately[2], p.volatility * z + made])
        moved += np.log1p(made)
    return moved
