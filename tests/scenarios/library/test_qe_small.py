"""Summer 2020: purchases of 120 bn a month add themselves to reserves, and other liabilities eat them up."""

from datetime import date

import numpy as np
from tests.scenarios.library.episode import lies_within, observed, run

END = date(2020, 9, 30)
NOTHING_BOUGHT = "levers.asset_purchases=[]"


def test_reserves_of_30_september_are_in_the_band_and_would_not_be_without_purchases() -> None:
    ran, seen = run("qe_small"), observed("reserves", END)
    assert lies_within(seen, ran.band("reserves_usd", END))
    assert not lies_within(seen, run("qe_small", NOTHING_BOUGHT).band("reserves_usd", END))


def test_what_is_bought_is_added_to_reserves_and_to_deposits_dollar_for_dollar() -> None:
    ran, calm = run("qe_small"), run("qe_small", NOTHING_BOUGHT)
    more = {
        name: float(np.median(ran.values(name, END) - calm.values(name, END)))
        for name in ("fed_assets_usd", "reserves_usd", "deposits_usd")
    }
    assert 200.0 < more["fed_assets_usd"] < 240.0
    assert abs(more["reserves_usd"] - more["fed_assets_usd"]) < 2.0
    assert abs(more["deposits_usd"] - more["fed_assets_usd"]) < 2.0


def test_fed_assets_are_missed_by_the_mbs_that_had_not_settled() -> None:
    missed = run("qe_small").median("fed_assets_usd", END) - observed("fed_assets", END)
    assert 0.0 < missed < 60.0
