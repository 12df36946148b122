"""Purchases of 40 bn a month as announced: what the Fed's portfolio and reserves did in the first fifteen weeks."""

from scenario_figures import declared, failures, measure


def test_every_published_figure_of_the_page_is_held_or_its_miss_has_a_cause() -> None:
    assert failures("rmp_40bn") == []


def test_forty_billion_a_month_are_bought_beside_what_replaces_mbs() -> None:
    program = declared("rmp_40bn").ran("").program
    bought = program.flows.scheduled_usd[:, program.flow_names.index("reserve_purchases")].sum() / 1e9
    months = 3.4  # from 12 December to 25 March
    assert abs(bought - 40.0 * months) < 40.0 / 21 * 2  # two business days of a month's twenty-one


def test_it_leans_towards_stress_as_the_page_says() -> None:
    """A run that leans no more than by chance turns this red, and the pages of both purchase scenarios with it."""
    (days,) = (found for found in measure("rmp_40bn") if found.figure.take == "days above")
    assert days.published == 3
    assert days.median > 2 * days.published
