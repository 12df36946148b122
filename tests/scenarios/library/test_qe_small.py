"""Summer 2020: purchases of 120 bn a month add themselves to reserves, and other liabilities eat them up."""

from datetime import date

import numpy as np
from scenario_figures import declared, failures

END = date(2020, 9, 30)
BOUGHT = 120.0 * 38 / 21
"""120 bn a month over the 38 business days of the run, of 21 a month."""


def test_every_published_figure_of_the_page_is_held_or_its_miss_has_a_cause() -> None:
    assert failures("qe_small") == []


def test_what_is_bought_is_added_to_reserves_and_to_deposits_dollar_for_dollar() -> None:
    page = declared("qe_small")
    more = {
        name: float(np.median(page.ran("").values(name, END) - page.ran("control").values(name, END)))
        for name in ("fed_assets_usd", "reserves_usd", "deposits_usd")
    }
    assert abs(more["fed_assets_usd"] - BOUGHT) < 0.05 * BOUGHT
    assert abs(more["reserves_usd"] - more["fed_assets_usd"]) < 0.01 * BOUGHT
    assert abs(more["deposits_usd"] - more["fed_assets_usd"]) < 0.01 * BOUGHT
