"""Stablecoins grow: deposits change hands, reserves hardly move."""

from datetime import date

import numpy as np
from scenario_figures import declared, failures

END = date(2025, 9, 30)
INTO_MONEY_FUNDS = 0.05
"""The share of a token that the file puts into money funds, which may leave it in ON RRP."""


def test_every_published_figure_of_the_page_is_held_or_its_miss_has_a_cause() -> None:
    assert failures("stablecoin_boom") == []


def test_a_dollar_minted_takes_less_than_a_dime_out_of_reserves_on_most_paths() -> None:
    page = declared("stablecoin_boom")
    ran, calm = page.ran(""), page.ran("nothing_minted")
    minted = ran.median("stablecoins_usd", END) - calm.median("stablecoins_usd", END)
    moved = (ran.values("reserves_usd", END) - calm.values("reserves_usd", END)) / minted
    assert np.mean(np.abs(moved) < 2 * INTO_MONEY_FUNDS) > 0.9


def test_what_reserves_lose_on_rrp_gains() -> None:
    page = declared("stablecoin_boom")
    lost, gained = (
        page.ran("").values(name, END) - page.ran("nothing_minted").values(name, END)
        for name in ("reserves_usd", "on_rrp_usd")
    )
    assert abs(float(np.median(lost + gained))) < 0.5
