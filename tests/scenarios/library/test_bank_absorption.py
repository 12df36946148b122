"""A bank that turns reserves into Treasuries: its own fall, the total stays, in the run and in published figures."""

from datetime import date

import numpy as np
from tests.scenarios.library.episode import largest_gap, observed, run

END = date(2024, 3, 27)
NOTHING_BOUGHT = "flows.bank_buys_treasuries.amounts=[]"


def test_the_total_of_reserves_stays_to_the_dollar_and_deposits_grow() -> None:
    ran, calm = run("bank_absorption"), run("bank_absorption", NOTHING_BOUGHT)
    bought = ran.values("deposits_usd", END) - calm.values("deposits_usd", END)
    assert np.all(bought > 40.0)
    assert np.all(np.abs(ran.values("reserves_usd", END) - calm.values("reserves_usd", END)) < 0.5)


def test_the_lines_of_h41_leave_no_room_for_350_bn_that_a_bank_withdrew() -> None:
    assert largest_gap(date(2024, 1, 3), date(2025, 10, 1)) < 5.0


def test_the_level_is_missed_because_on_rrp_empties_too_fast() -> None:
    ran = run("bank_absorption")
    missed = ran.median("reserves_usd", END) - observed("reserves", END)
    assert 50.0 < missed < 180.0
    assert 60.0 < observed("on_rrp", END) - ran.median("on_rrp_usd", END) < 180.0
