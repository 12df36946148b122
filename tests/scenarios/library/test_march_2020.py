"""March 2020: repo tightens for a day although reserves rise; how much levered funds sell hangs on the first loss."""

from datetime import date

import numpy as np
from tests.scenarios.library.episode import Ran, observed, run, spread

TAX_DAY, SPIKE, WEDNESDAY = date(2020, 3, 16), date(2020, 3, 17), date(2020, 3, 18)
SOLD_IN_MARCH = 173.0
"""Treasuries sold on net by large hedge funds in March 2020, bn (Banegas, Monin, Petrasek, FEDS Notes, 6 Oct 2021)."""


def sold(ran: Ran) -> list[float]:
    """Return what levered funds are forced to sell on some paths, in order of size."""
    return sorted(ran.flow("forced_sales", path) for path in range(20))


def test_what_was_published_is_what_the_page_says() -> None:
    run("march_2020")
    assert round(spread("sofr", SPIKE)) == 44
    assert round(observed("yield_10y", date(2020, 3, 9)), 2) == 0.54
    assert round(observed("yield_10y", WEDNESDAY), 2) == 1.18


def test_reserves_rise_and_repo_still_tightens_on_the_16th() -> None:
    ran = run("march_2020")
    assert np.mean(ran.change("reserves_usd", date(2020, 3, 11), WEDNESDAY) > 0.0) > 0.6
    assert ran.median("sofr_iorb_bp", TAX_DAY) > ran.median("sofr_iorb_bp", date(2020, 3, 13)) + 5.0


def test_the_17th_is_missed_by_more_than_thirty() -> None:
    ran = run("march_2020")
    assert spread("sofr", SPIKE) - ran.median("sofr_iorb_bp", SPIKE) > 30.0


def test_what_came_lies_between_a_loss_of_one_and_of_two_per_cent() -> None:
    middle = len(sold(run("march_2020"))) // 2
    assert sold(run("march_2020"))[middle] < SOLD_IN_MARCH
    assert sold(run("march_2020", 'parameters.values."margin.price_shock"=-0.02'))[middle] > SOLD_IN_MARCH


def test_the_pool_takes_a_third_of_what_foreign_officials_sell() -> None:
    ran, without = run("march_2020"), run("march_2020", "flows.foreign_official_sales.amounts=[]")
    more = ran.median("foreign_repo_pool_usd", WEDNESDAY) - without.median("foreign_repo_pool_usd", WEDNESDAY)
    assert abs(more - 0.34 * 52.0) < 0.01
