"""May 2022: a run feeds on itself, comes to rest, and leaves reserves where they were."""

from datetime import date

import numpy as np
from tests.scenarios.library.episode import observed, run

FRIDAY, BEFORE, WEEK, END = date(2022, 5, 9), date(2022, 5, 10), date(2022, 5, 13), date(2022, 6, 6)
NO_LOOP, NO_RUN = "switches.stablecoin_redemption=false", "flows.run.amounts=[]"
OPENING = 163.0
"""Supply at the end of 2021 (DefiLlama), bn: what the opening takes."""
WORST_WEEK = 17.8
"""Fall of supply in the worst week since 2022, bn (DefiLlama, May 2022)."""


def test_the_worst_week_is_reached_by_two_thirds_and_not_exceeded() -> None:
    fallen = OPENING - run("stablecoin_run").values("stablecoins_usd", WEEK)
    assert 0.5 * WORST_WEEK < float(np.median(fallen)) < 1.2 * WORST_WEEK


def test_the_loop_adds_to_the_shock_and_dies_out() -> None:
    ran, without = run("stablecoin_run"), run("stablecoin_run", NO_LOOP)
    assert without.median("stablecoins_usd", END) == OPENING - 8.5
    added = without.median("stablecoins_usd", END) - ran.median("stablecoins_usd", END)
    assert 2.0 < added < 8.5
    assert ran.median("stablecoins_usd", date(2022, 5, 20)) - ran.median("stablecoins_usd", END) < 0.5


def test_reserves_gain_less_than_a_third_of_what_is_redeemed() -> None:
    ran, calm = run("stablecoin_run"), run("stablecoin_run", NO_LOOP, NO_RUN)
    redeemed = OPENING - ran.median("stablecoins_usd", WEEK)
    gained = ran.values("reserves_usd", WEEK) - calm.values("reserves_usd", WEEK)
    assert np.all(gained >= 0.0)
    assert np.all(gained < redeemed / 3.0)


def test_reserves_of_18_may_lie_in_the_band() -> None:
    low, high = run("stablecoin_run").band("reserves_usd", date(2022, 5, 18))
    assert low < observed("reserves", date(2022, 5, 18)) < high
