"""The reopening of November 2025: what returns is the backlog of the last day, not 700 bn of Treasury cash."""

from datetime import date

import numpy as np
from scenario_figures import declared, failures
from scenario_runs import observed

LOW, HIGH = date(2025, 7, 11), date(2025, 10, 30)


def test_every_published_figure_of_the_page_is_held_or_its_miss_has_a_cause() -> None:
    assert failures("reopening") == []


def test_the_backlog_of_the_last_day_returns_and_not_the_rise_of_the_treasurys_account() -> None:
    risen = observed("tga", HIGH) - observed("tga", LOW)
    assert round(risen) == 718
    ran = declared("reopening").ran("")
    assert ran.flow("backlog_repaid") < 0.1 * risen
    assert ran.program.backlog_usd[-1] == 0


def test_reserves_rise_by_nothing_like_700_bn_on_any_path() -> None:
    ran = declared("reopening").ran("")
    for on in (date(2025, 11, 19), date(2025, 11, 26), date(2025, 12, 3)):
        assert float(np.max(ran.change("reserves_usd", date(2025, 11, 12), on))) < 700.0
