"""Rates: only gauges and signals of rates, under ids of their own."""

from tests.views.web.pages_for_tests import page_of

from tidegauge.views.web.answers import Answers
from tidegauge.views.web.sections import rates


def test_gauges_and_signals_are_those_of_rates(bundled_answers: Answers) -> None:
    shown = rates.context(page_of(bundled_answers))
    assert {tile["id"] for tile in shown["tiles"]} == set(rates.GAUGES)
    assert {line["id"] for line in shown["signal_lines"]} == set(rates.SIGNALS)


def test_what_today_shows_too_has_another_id(bundled_answers: Answers) -> None:
    sections = rates.context(page_of(bundled_answers))["sections"]
    assert sections["gauges"].id == sections["gauges"].table.id == "rate-gauges"
    assert sections["signals"].id == "rate-signals"
