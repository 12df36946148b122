"""A bank that turns reserves into Treasuries: its own fall as it filed, by more than it bought, and the total stays."""

import csv
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from scenario_figures import declared, failures, measure

END = date(2024, 3, 27)
FILED = Path(__file__).parents[4] / "shared" / "data" / "companies" / "jpm_interest_bearing_deposits_in_banks.csv"


def test_every_published_figure_of_the_page_is_held_or_its_miss_has_a_cause() -> None:
    assert failures("bank_absorption") == []


@pytest.mark.skipif(not FILED.exists(), reason="the filings are not at hand, and the project holds no copy of them")
def test_the_quarter_is_the_one_that_was_filed() -> None:
    with FILED.open(encoding="utf-8", newline="") as file:
        filed = {row["end"]: float(row["InterestBearingDepositsInBanks"]) / 1e9 for row in csv.DictReader(file)}
    (quarter,) = (found for found in measure("bank_absorption") if "first quarter" in found.figure.says)
    assert quarter.figure.published == pytest.approx(filed["2023-12-31"] - filed["2024-03-31"], abs=0.05)


def test_the_total_of_reserves_stays_and_deposits_grow_by_what_is_bought() -> None:
    page = declared("bank_absorption")
    ran, calm = page.ran(""), page.ran("control")
    bought = ran.flow("bank_buys_treasuries")
    made = ran.values("deposits_usd", END) - calm.values("deposits_usd", END)
    assert np.all(np.abs(made - bought) < 0.1 * bought)
    assert np.all(np.abs(ran.values("reserves_usd", END) - calm.values("reserves_usd", END)) < 0.01 * bought)
