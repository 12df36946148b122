"""Markets: the verdict first and apart, bars that add up to the index, a portfolio that is run and forgotten."""

import re

import httpx
import pytest
from tests.views.web.pages_for_tests import NOON, page_of

from tidegauge.views.web.answers import Answers
from tidegauge.views.web.page import FIELDS_MOST
from tidegauge.views.web.sections import markets

EARLY = "2019-09-16T12:00"


@pytest.mark.parametrize("as_of", [NOON, EARLY])
def test_the_bars_of_the_gauges_end_at_the_index(bundled_answers: Answers, as_of: str) -> None:
    page = page_of(bundled_answers, as_of)
    found = page.ask("stress").answer
    last = markets.context(page)["bars"][-1]
    assert last.start + last.length == pytest.approx(found.value, abs=0.1)


def test_the_section_waits_for_no_test_of_prices(bundled_answers: Answers) -> None:
    page = page_of(bundled_answers, "2025-06-02T12:00")
    before = bundled_answers.tag("sensitivity", as_of=page.as_of)
    shown = markets.context(page)
    assert "part=sensitivity" in shown["later"]
    assert before not in bundled_answers._kept, "the tests take seconds, and are asked for apart"


def test_with_too_little_history_the_tests_of_prices_say_so_at_their_place(bundled_answers: Answers) -> None:
    shown = markets.context(page_of(bundled_answers, EARLY, part="sensitivity"))
    assert shown["tested"].is_unknown
    assert "130" in shown["tested"].section.sub


def test_analogues_before_any_evening_could_be_judged_are_shown_without_a_score(bundled_answers: Answers) -> None:
    page = page_of(bundled_answers, EARLY)
    assert not page.ask("analogues").answer.is_judged
    pieces = {piece.section.id: piece for piece in markets.context(page)["pieces"]}
    assert pieces["analogues"].section.title == page.words("analogues.verdict.untold")


def test_the_chart_of_recessions_holds_the_probability_of_every_month(bundled_answers: Answers) -> None:
    page = page_of(bundled_answers)
    pieces = {piece.section.id: piece for piece in markets.context(page)["pieces"]}
    spec = pieces["recession"].spec
    assert spec is not None
    assert spec["data"][0]["y"] == [one.probability for one in page.ask("recession").answer.months]
    assert all(piece.over for piece in pieces.values() if piece.spec), "a chart says over it whose series it draws"


def test_stablecoins_that_are_not_among_the_figures_are_said_to_be_missing(bundled_answers: Answers) -> None:
    pieces = {piece.section.id: piece for piece in markets.context(page_of(bundled_answers))["pieces"]}
    assert pieces["stablecoins"].is_unknown


def test_refused_holdings_stay_in_their_field_with_the_line_that_is_wrong(client: httpx.Client) -> None:
    said = {"holdings": "asset,amount\n<script>,60bn\n", "scenario": "baseline"}
    reply = client.post("/page/markets?part=portfolio&lang=en", data=said)
    assert reply.status_code == 422
    assert "holdings.csv:2" in reply.text
    assert "<script>,60bn" not in reply.text
    assert 'id="holdings-refused"' in reply.text


def test_a_scenario_that_is_not_in_the_library_is_refused_and_no_file_is_looked_for(client: httpx.Client) -> None:
    said = {"holdings": markets.EXAMPLE, "scenario": "../../etc/passwd"}
    reply = client.post("/section/markets?part=portfolio&lang=en", data=said)
    assert reply.status_code == 422
    assert "no scenario" in reply.text


def test_a_form_of_too_many_fields_is_refused(client: httpx.Client) -> None:
    for more, status in ((1, 400), (-1, 200)):
        reply = client.post("/section/markets?part=portfolio", content="a=1&" * (FIELDS_MOST + more))
        assert reply.status_code == status


def test_holdings_are_run_and_stand_in_no_link_of_the_page(client: httpx.Client) -> None:
    said = {"holdings": "asset,amount\ngold,12345678901\n", "scenario": "baseline"}
    reply = client.post("/page/markets?part=portfolio&lang=en&as_of=2025-11-03T12:00", data=said)
    assert reply.status_code == 200
    assert 'id="h-outcome"' in reply.text
    links = [part.partition('"')[0] for part in reply.text.split('href="')[1:]]
    assert not any("12345678901" in link for link in links)


def test_what_a_portfolio_rests_on_is_named_in_the_readers_language(client: httpx.Client) -> None:
    said = {"holdings": markets.EXAMPLE, "scenario": "baseline"}
    content = re.sub(r"<[^>]+>", "", client.post("/section/markets?part=portfolio&lang=zh-Hans", data=said).text)
    assert "持有短期国债（周三时点），2025年11月19日：" in content and "bills_held" not in content
