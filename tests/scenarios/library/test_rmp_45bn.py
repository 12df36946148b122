"""45 instead of 40 bn a month: the difference is known, and small beside what the Treasury's cash does in a week."""

from datetime import date, timedelta
from itertools import pairwise
from statistics import fmean

from scenario_figures import failures
from scenario_runs import observed

START = date(2025, 12, 17)
FIVE_A_MONTH = 5 * 3.4  # from 12 December to 25 March, bn


def test_every_published_figure_of_the_page_is_held_or_its_miss_has_a_cause() -> None:
    assert failures("rmp_45bn") == []


def test_a_quiet_week_of_the_treasurys_cash_moves_more() -> None:
    wednesdays = [START + timedelta(days=7 * week) for week in range(15)]
    seen = [observed("tga_wednesday", on) for on in wednesdays]
    assert fmean(abs(later - earlier) for earlier, later in pairwise(seen)) > FIVE_A_MONTH
