"""No purchases: held against the six weeks in which there were none, and against the purchases on the same draws."""

from scenario_figures import declared, failures


def test_every_published_figure_of_the_page_is_held_or_its_miss_has_a_cause() -> None:
    assert failures("no_rmp") == []


def test_nothing_is_bought() -> None:
    program = declared("no_rmp").ran("").program
    assert program.flows.scheduled_usd[:, program.flow_names.index("reserve_purchases")].sum() == 0
