"""Rates: only gauges and signals of rates, under ids of their own."""

import re
from dataclasses import replace

from tests.views.web.pages_for_tests import page_of

from tidegauge.views.web.answers import Answers
from tidegauge.views.web.page import given
from tidegauge.views.web.sections import rates
from tidegauge.views.web.templating import render


def test_gauges_and_signals_are_those_of_rates(bundled_answers: Answers) -> None:
    shown = rates.context(page_of(bundled_answers))
    assert {tile["id"] for tile in shown["tiles"]} == set(rates.GAUGES)
    assert {line["id"] for line in shown["signal_lines"]} == set(rates.SIGNALS)


def test_the_odds_of_the_spread_stand_on_the_page_with_their_record_only_if_it_was_known(
    bundled_answers: Answers,
) -> None:
    latest = rates.context(replace(page_of(bundled_answers), as_of=None))["expected"]
    earlier = rates.context(page_of(bundled_answers, "2026-02-13T23:00"))["expected"]
    for piece in (latest, earlier):
        assert any("Standing repo lends" in sentence for _, said, _ in piece.parts for sentence in said)
    assert any("Brier skill" in remark for remark in latest.remarks)
    assert not any("Brier skill" in remark for remark in earlier.remarks)
    assert len(earlier.parts[-1][2][0].head) == len(latest.parts[-1][2][0].head) - 1


def test_every_chart_says_over_it_which_series_of_whom_it_draws(bundled_answers: Answers) -> None:
    page = page_of(bundled_answers)
    shown = rates.context(page)
    html = render("sections/rates.html.j2", given(page) | shown)
    charts = re.findall(r"<div [^>]*data-twin=[^>]*>", html)
    assert len(charts) == 3
    assert all("data-origin=" in chart for chart in charts)
    assert shown["rates_origin"].startswith("sofr, iorb · 31 Oct 2025 · New York Fed")
    assert shown["take_up"]["origin"].startswith("srf · ")


def test_what_today_shows_too_has_another_id(bundled_answers: Answers) -> None:
    sections = rates.context(page_of(bundled_answers))["sections"]
    assert sections["gauges"].id == sections["gauges"].table.id == "rate-gauges"
    assert sections["signals"].id == "rate-signals"
