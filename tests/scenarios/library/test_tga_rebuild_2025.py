"""The rebuild of 2025: who pays for the rise of the Treasury's cash, and how far it goes."""

from datetime import date

import numpy as np
from scenario_figures import declared, failures

START, END = date(2025, 7, 10), date(2025, 10, 29)


def test_every_published_figure_of_the_page_is_held_or_its_miss_has_a_cause() -> None:
    assert failures("tga_rebuild_2025") == []


def test_reserves_pay_for_more_of_the_rise_than_on_rrp_and_together_they_pay_for_it() -> None:
    ran = declared("tga_rebuild_2025").ran("")
    cash, reserves, on_rrp = (
        float(np.median(ran.change(name, START, END))) for name in ("tga_usd", "reserves_usd", "on_rrp_usd")
    )
    assert cash > 0.0
    assert reserves < on_rrp < 0.0
    assert -(reserves + on_rrp) > cash  # run-off comes on top


def test_on_rrp_is_lower_by_october_on_nearly_every_path() -> None:
    assert np.mean(declared("tga_rebuild_2025").ran("").change("on_rrp_usd", START, date(2025, 10, 15)) < 0.0) > 0.9
