"""Stablecoins grow: deposits change hands, reserves hardly move."""

import csv
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from scenario_figures import declared, failures, measure

END = date(2025, 9, 30)
SUPPLY = Path(__file__).parents[4] / "shared" / "data" / "stablecoins" / "stablecoin_supply_total.csv"
INTO_MONEY_FUNDS = 0.88 * 0.11
"""The share of a token that the file puts into money funds, which may leave it in ON RRP."""


def test_every_published_figure_of_the_page_is_held_or_its_miss_has_a_cause() -> None:
    assert failures("stablecoin_boom") == []


@pytest.mark.skipif(not SUPPLY.exists(), reason="the supply is not at hand, and the project holds no copy of it")
def test_the_supply_rose_by_what_the_page_says() -> None:
    with SUPPLY.open(encoding="utf-8", newline="") as file:
        supply = {row["as_of"]: float(row["value"]) / 1e9 for row in csv.DictReader(file)}
    (minted,) = (found for found in measure("stablecoin_boom") if found.figure.of == "stablecoins_usd")
    assert minted.figure.published == pytest.approx(supply["2025-09-30"] - supply["2025-07-31"], abs=0.05)


def test_the_largest_issuer_is_run_with_the_tokens_it_sold() -> None:
    sold = 174.4 - 157.1  # tokens outstanding on 30 September and 30 June 2025 (attestations by BDO), bn
    assert declared("stablecoin_boom").ran("tether").flow("mint") == pytest.approx(sold, abs=0.1)


def test_a_dollar_minted_takes_little_more_out_of_reserves_than_money_funds_get() -> None:
    page = declared("stablecoin_boom")
    ran, calm = page.ran(""), page.ran("control")
    minted = ran.median("stablecoins_usd", END) - calm.median("stablecoins_usd", END)
    moved = (ran.values("reserves_usd", END) - calm.values("reserves_usd", END)) / minted
    assert np.mean(np.abs(moved) < 1.5 * INTO_MONEY_FUNDS) > 0.9


def test_what_reserves_lose_on_rrp_gains() -> None:
    page = declared("stablecoin_boom")
    lost, gained = (
        page.ran("").values(name, END) - page.ran("control").values(name, END)
        for name in ("reserves_usd", "on_rrp_usd")
    )
    assert abs(float(np.median(lost + gained))) < 0.5
