"""Stablecoins grow: deposits change hands, reserves do not; levels of autumn 2025 are missed by the Treasury's cash."""

from datetime import date

import numpy as np
from tests.scenarios.library.episode import observed, run

END, AUGUST, SEPTEMBER = date(2025, 9, 30), date(2025, 8, 27), date(2025, 9, 24)
NOTHING_MINTED = ("flows.mint.amounts=[]", "flows.mint_reserves.amounts=[]")


def test_a_dollar_minted_moves_reserves_by_less_than_a_dime() -> None:
    ran, calm = run("stablecoin_boom"), run("stablecoin_boom", *NOTHING_MINTED)
    minted = ran.median("stablecoins_usd", END) - calm.median("stablecoins_usd", END)
    assert 30.0 < minted < 40.0
    moved = (ran.values("reserves_usd", END) - calm.values("reserves_usd", END)) / minted
    assert np.all(np.abs(moved) < 0.12)


def test_what_reserves_lose_on_rrp_gains_and_deposits_shrink_by_a_third() -> None:
    ran, calm = run("stablecoin_boom"), run("stablecoin_boom", *NOTHING_MINTED)
    lost, gained, shrunk = (
        ran.values(name, END) - calm.values(name, END) for name in ("reserves_usd", "on_rrp_usd", "deposits_usd")
    )
    assert abs(float(np.median(lost + gained))) < 0.3
    assert -14.0 < float(np.median(shrunk)) < -8.0


def test_levels_miss_by_what_the_treasury_took_faster() -> None:
    ran = run("stablecoin_boom")
    for on, most in ((AUGUST, 90.0), (SEPTEMBER, 100.0)):
        missed = ran.median("reserves_usd", on) - observed("reserves", on)
        assert 0.0 < missed < most
        assert ran.median("tga_usd", on) < observed("tga", on)
