"""The shutdown of 2025: the backlog is the CBO's and is paid back; fewer bills give back what it takes from banks."""

from datetime import date

import numpy as np
from scenario_figures import declared, failures
from scenario_runs import run

LAST_DAY = date(2025, 11, 12)


def test_every_published_figure_of_the_page_is_held_or_its_miss_has_a_cause() -> None:
    assert failures("shutdown_2025") == []


def test_the_backlog_is_paid_back_to_the_dollar() -> None:
    program = declared("shutdown_2025").ran("").program
    assert program.backlog_usd[-1] == 0
    assert program.backlog_usd.min() >= 0


def lost_to_the_lapse(*overrides: str) -> float:
    """Return by how much reserves are higher on the last day without a lapse, path by path [bn]."""
    lapse, none = run("shutdown_2025", *overrides), run("shutdown_2025", *overrides, "lapses=[]")
    return float(np.median(none.values("reserves_usd", LAST_DAY) - lapse.values("reserves_usd", LAST_DAY)))


def test_reserves_are_lower_by_the_backlog_unless_fewer_bills_are_sold() -> None:
    backlog = declared("shutdown_2025").ran("").backlog(LAST_DAY)
    assert abs(lost_to_the_lapse("levers.treasury.rule=none") - backlog) < 0.1 * backlog
    assert 0.0 < lost_to_the_lapse() < 0.9 * backlog
