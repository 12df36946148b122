"""From run-off to purchases: tense at the month-end of October, calm again by March."""

from datetime import date

import numpy as np
from scenario_figures import declared, failures


def test_every_published_figure_of_the_page_is_held_or_its_miss_has_a_cause() -> None:
    assert failures("qt_to_rmp") == []


def test_the_month_end_of_october_is_dearer_than_a_day_of_march_on_nearly_every_path() -> None:
    ran = declared("qt_to_rmp").ran("")
    dearer = ran.values("sofr_iorb_bp", date(2025, 10, 31)) - ran.values("sofr_iorb_bp", date(2026, 3, 25))
    assert np.mean(dearer > 0.0) > 0.9


def test_standing_repo_is_used_at_the_month_end_and_not_in_march() -> None:
    ran = declared("qt_to_rmp").ran("")
    assert ran.median("srf_usd", date(2025, 10, 31)) > 10.0 * ran.median("srf_usd", date(2026, 3, 25))
