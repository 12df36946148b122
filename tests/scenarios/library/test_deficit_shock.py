"""March 2021: cash paid to households becomes reserves."""

from datetime import date

import numpy as np
from scenario_figures import declared, failures

EVE, PAID = date(2021, 3, 16), date(2021, 3, 17)
CHEQUES_BN = 242.0
"""Payments dated 17 March 2021 (IRS)."""


def test_every_published_figure_of_the_page_is_held_or_its_miss_has_a_cause() -> None:
    assert failures("deficit_shock") == []


def test_what_leaves_the_account_reaches_reserves() -> None:
    ran = declared("deficit_shock").ran("")
    gained, lost = ran.change("reserves_usd", EVE, PAID), -ran.change("tga_usd", EVE, PAID)
    assert np.all(lost > 0.9 * CHEQUES_BN)
    assert np.all(np.abs(gained - lost) < 0.2 * lost)  # ON RRP and the foreign pool take the rest
