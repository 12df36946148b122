"""Spring 2020: what foreign officials park drains, what they sell to others does not."""

from datetime import date

import numpy as np
from tests.scenarios.library.episode import lies_within, observed, run

FIRST, END = date(2020, 2, 26), date(2020, 4, 8)
NOTHING_SOLD = "flows.foreign_official_sales.amounts=[]"


def test_161_bn_left_custody() -> None:
    assert round(observed("custody_holdings", FIRST) - observed("custody_holdings", END)) == 161
    assert round(run("foreign_official_selling").flow("foreign_official_sales")) == 161


def test_the_pool_of_8_april_is_in_the_band_and_would_not_be_without_the_sales() -> None:
    seen = observed("foreign_repo_pool", END)
    assert lies_within(seen, run("foreign_official_selling").band("foreign_repo_pool_usd", END))
    assert not lies_within(seen, run("foreign_official_selling", NOTHING_SOLD).band("foreign_repo_pool_usd", END))


def test_reserves_lose_a_third_of_what_is_sold_and_not_all_of_it() -> None:
    ran, calm = run("foreign_official_selling"), run("foreign_official_selling", NOTHING_SOLD)
    lost = calm.values("reserves_usd", END) - ran.values("reserves_usd", END)
    assert abs(float(np.median(lost)) - 0.34 * 161.0) < 2.0
    assert np.all(lost < 100.0)
