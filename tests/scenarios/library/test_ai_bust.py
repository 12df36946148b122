"""Shares fall: little of it reaches reserves, and the April of 2025 must not be called stress."""

from datetime import date

import numpy as np
from scenario_figures import declared, failures

END = date(2026, 6, 30)


def test_every_published_figure_of_the_page_is_held_or_its_miss_has_a_cause() -> None:
    assert failures("ai_bust") == []


def test_on_no_day_before_the_month_end_of_april_2025_is_more_than_one_path_in_ten_above_10_bp() -> None:
    ran = declared("ai_bust").ran("april_2025")
    for day in (8, 15, 16, 23, 29):
        assert np.mean(ran.values("sofr_iorb_bp", date(2025, 4, day)) > 10.0) < 0.1


def test_reserves_fall_by_hundreds_of_billions_in_that_calm() -> None:
    fallen = declared("ai_bust").ran("april_2025").change("reserves_usd", date(2025, 4, 9), date(2025, 4, 30))
    assert np.mean(fallen < -200.0) > 0.9


def test_the_quarter_end_is_dearer_and_the_margin_spiral_is_a_good_part_of_why() -> None:
    page = declared("ai_bust")
    bust, spiral_off, calm = (page.ran(run).median("sofr_iorb_bp", END) for run in ("", "no_spiral", "control"))
    assert 0.0 <= spiral_off - calm < 0.75 * (bust - calm)
