"""A bank that turns reserves into Treasuries: its own fall, the total stays, in the run and in published figures."""

from datetime import date

import numpy as np
from scenario_figures import declared, failures

END = date(2024, 3, 27)


def test_every_published_figure_of_the_page_is_held_or_its_miss_has_a_cause() -> None:
    assert failures("bank_absorption") == []


def test_the_total_of_reserves_stays_and_deposits_grow_by_what_is_bought() -> None:
    page = declared("bank_absorption")
    ran, calm = page.ran(""), page.ran("nothing_bought")
    bought = ran.flow("bank_buys_treasuries")
    made = ran.values("deposits_usd", END) - calm.values("deposits_usd", END)
    assert np.all(np.abs(made - bought) < 0.1 * bought)
    assert np.all(np.abs(ran.values("reserves_usd", END) - calm.values("reserves_usd", END)) < 0.01 * bought)
