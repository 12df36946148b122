"""May 2022: a run feeds on itself, comes to rest, and leaves reserves where they were."""

from datetime import date

import numpy as np
from scenario_figures import declared, failures

WEEK, FORTNIGHT, END = date(2022, 5, 13), date(2022, 5, 20), date(2022, 6, 6)
BILLS_MATURING = 0.3
"""The share of redemptions that the file meets from bills that mature: the Treasury pays, cash reaches reserves."""


def test_every_published_figure_of_the_page_is_held_or_its_miss_has_a_cause() -> None:
    assert failures("stablecoin_run") == []


def test_the_loop_adds_less_than_the_shock_and_dies_out() -> None:
    page = declared("stablecoin_run")
    ran, without, none = page.ran(""), page.ran("no_loop"), page.ran("control")
    shock = none.median("stablecoins_usd", END) - without.median("stablecoins_usd", END)
    added = without.median("stablecoins_usd", END) - ran.median("stablecoins_usd", END)
    late = ran.median("stablecoins_usd", FORTNIGHT) - ran.median("stablecoins_usd", END)
    assert 0.0 < added < shock
    assert late < 0.1 * added


def test_reserves_gain_no_more_than_the_bills_that_mature() -> None:
    page = declared("stablecoin_run")
    redeemed = page.ran("control").median("stablecoins_usd", WEEK) - page.ran("").median("stablecoins_usd", WEEK)
    gained = page.ran("").values("reserves_usd", WEEK) - page.ran("control").values("reserves_usd", WEEK)
    assert np.all(gained > -0.01)
    assert np.mean(gained <= 1.1 * BILLS_MATURING * redeemed) > 0.9
