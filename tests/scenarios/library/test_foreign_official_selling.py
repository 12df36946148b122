"""Spring 2020: what foreign officials park drains, what they sell to others does not."""

from datetime import date

import numpy as np
from scenario_figures import declared, failures
from scenario_runs import observed

FIRST, END = date(2020, 2, 26), date(2020, 4, 8)
PARKED = 0.34
"""The share of the sales that the file lets into the pool."""


def test_every_published_figure_of_the_page_is_held_or_its_miss_has_a_cause() -> None:
    assert failures("foreign_official_selling") == []


def test_what_is_sold_is_what_left_custody() -> None:
    left = observed("custody_holdings", FIRST) - observed("custody_holdings", END)
    assert round(left) == 161
    assert round(declared("foreign_official_selling").ran("").flow("foreign_official_sales")) == 161


def test_reserves_lose_what_is_parked_and_not_all_that_is_sold() -> None:
    page = declared("foreign_official_selling")
    lost = page.ran("control").values("reserves_usd", END) - page.ran("").values("reserves_usd", END)
    parked = PARKED * 161.0
    assert abs(float(np.median(lost)) - parked) < 0.1 * parked
    assert np.all(lost < 161.0)
