"""March 2021: cash paid to households becomes reserves; the quarter-end shows what the run leaves out."""

from datetime import date

import numpy as np
from tests.scenarios.library.episode import lies_within, observed, run

EVE, PAID, WEEK, QUARTER_END = date(2021, 3, 16), date(2021, 3, 17), date(2021, 3, 24), date(2021, 3, 31)


def test_the_treasurys_account_falls_on_the_day_as_it_fell() -> None:
    seen = observed("tga", PAID) - observed("tga", EVE)
    fallen = run("deficit_shock").change("tga_usd", EVE, PAID)
    low, high = (float(edge) for edge in np.quantile(fallen, (0.1, 0.9)))
    assert lies_within(seen, (low, high))


def test_what_leaves_the_account_reaches_reserves() -> None:
    ran = run("deficit_shock")
    gained = ran.change("reserves_usd", EVE, PAID)
    assert np.all(gained > 230.0)
    assert np.all(np.abs(gained + ran.change("tga_usd", EVE, PAID)) < 40.0)


def test_reserves_of_17_march_are_met_within_40() -> None:
    assert abs(observed("reserves", PAID) - run("deficit_shock").median("reserves_usd", PAID)) < 40.0


def test_the_quarter_end_is_missed_by_what_on_rrp_cash_and_other_deposits_took() -> None:
    ran = run("deficit_shock")
    missed = ran.median("reserves_usd", QUARTER_END) - observed("reserves", QUARTER_END)
    named = observed("on_rrp", QUARTER_END) - ran.median("on_rrp_usd", QUARTER_END)
    named += observed("tga", QUARTER_END) - ran.median("tga_usd", QUARTER_END)
    assert 150.0 < missed < 350.0
    assert named > 0.5 * missed
