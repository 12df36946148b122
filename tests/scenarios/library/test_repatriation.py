"""Spring 2018: money that comes home was in a bank already; reserves fell as they would have fallen without it."""

from datetime import date

import numpy as np
from tests.scenarios.library.episode import largest_gap, lies_within, observed, run

END = date(2018, 6, 27)
NOTHING_COMES = "flows.repatriation.amounts=[]"


def test_reserves_are_the_same_to_the_dollar() -> None:
    ran, calm = run("repatriation"), run("repatriation", NOTHING_COMES)
    assert ran.flow("repatriation") > 100.0
    assert np.array_equal(ran.values("reserves_usd", END), calm.values("reserves_usd", END))
    assert np.array_equal(ran.values("deposits_usd", END), calm.values("deposits_usd", END))


def test_reserves_of_27_june_are_in_the_band() -> None:
    assert lies_within(observed("reserves", END), run("repatriation").band("reserves_usd", END))


def test_the_lines_of_h41_leave_no_room_for_what_came_home() -> None:
    gap = largest_gap(date(2018, 5, 2), END)
    assert gap < 5.0 < 0.1 * run("repatriation").flow("repatriation")


def test_fed_assets_fall_as_they_fell() -> None:
    assert abs(run("repatriation").median("fed_assets_usd", END) - observed("fed_assets", END)) < 10.0
