"""Spring 2018: money that comes home was in a bank already; reserves fell as they would have fallen without it."""

from datetime import date

import numpy as np
from scenario_figures import declared, failures

from tidegauge.ledger.events import EVENTS
from tidegauge.scenarios import library

END = date(2018, 6, 27)


def test_every_published_figure_of_the_page_is_held_or_its_miss_has_a_cause() -> None:
    assert failures("repatriation") == []


def test_reserves_and_deposits_are_the_same_to_the_dollar() -> None:
    page = declared("repatriation")
    ran, calm = page.ran(""), page.ran("control")
    assert ran.flow("repatriation") > 100.0
    assert np.array_equal(ran.values("reserves_usd", END), calm.values("reserves_usd", END))
    assert np.array_equal(ran.values("deposits_usd", END), calm.values("deposits_usd", END))


def test_firms_sell_and_no_fund_does() -> None:
    (kind,) = library.find("repatriation", ()).flows["repatriation"].mix
    changes = {posting[:3]: posting.change_usd for posting in EVENTS[kind](amount_usd=100).postings()}
    assert changes["households", "foreign_assets", "asset"] == -100
    assert changes["households", "large_bank_deposits", "asset"] == 100
    assert "hedge_funds" not in {sector for sector, _, _ in changes}
