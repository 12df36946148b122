"""The baseline four weeks ahead, opened every month: better than "no change", with bands that hold."""

import scenario_months
from scenario_figures import failures

from tidegauge.scenarios import library


def test_every_published_figure_of_the_page_is_held_or_its_miss_has_a_cause() -> None:
    assert failures("baseline") == []


def test_the_median_of_reserves_leans_neither_way() -> None:
    """A bias counts beyond two standard errors of the mean; a standard deviation is 1.25 mean absolute misses."""
    found = scenario_months.errors("reserves_usd")
    n = len(list(scenario_months.openings()))
    assert abs(found.bias_bn_or_bp) < 2 * 1.25 * found.median_bn_or_bp / n**0.5


def test_every_scenario_that_opens_after_2022_keeps_the_marks_of_the_baseline_and_no_earlier_one_does() -> None:
    marks = set(library.find("baseline").watermarks)
    for name in library.names():
        scenario = library.find(name)
        opening = scenario.opening.on
        assert (marks <= set(scenario.watermarks)) is (opening is None or opening.year > 2022), name
