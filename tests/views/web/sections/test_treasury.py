"""Treasury: the chart and its rows are the forecast's, what was not known then is not shown, settlements are gross."""

import pytest
from tests.views.web.pages_for_tests import page_of

from tidegauge.views.web.answers import Answers
from tidegauge.views.web.piece import Piece
from tidegauge.views.web.sections import treasury
from tidegauge.words import LANGUAGES


def pieces(answers: Answers, *said: str) -> dict[str, Piece]:
    return {piece.section.id: piece for piece in treasury.context(page_of(answers, *said))["pieces"]}


def test_the_expected_cash_in_rows_and_in_the_chart_is_the_forecast_to_the_dollar(bundled_answers: Answers) -> None:
    page = page_of(bundled_answers)
    ahead = page.ask("forecast.tga").answer
    cash = pieces(bundled_answers)["cash"]
    assert [row[1] for row in cash.section.table.plain[1:]] == [day.value for day in ahead]
    assert cash.spec is not None
    assert cash.spec["data"][-1]["y"][1:] == [day.value for day in ahead]


def test_a_score_measured_on_later_figures_is_not_told_as_known_then(bundled_answers: Answers) -> None:
    page = page_of(bundled_answers)
    assert any(one.check == treasury.SCORED_LATER for one in page.ask("forecast.tga").findings)
    cash = pieces(bundled_answers)["cash"]
    assert cash.said == [page.words("web_sections.cash.unscored")]
    assert "skill" not in cash.section.table.head


def test_the_latest_forecast_tells_its_record(bundled_answers: Answers) -> None:
    page = page_of(bundled_answers, "2026-04-01T16:00")
    cash = {piece.section.id: piece for piece in treasury.context(page)["pieces"]}["cash"]
    assert "mean error" in cash.said[0]
    assert cash.section.table.head[-1] == "skill"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_in_september_2019_the_forecast_is_honestly_missing_and_the_rest_stands(
    bundled_answers: Answers, lang: str
) -> None:
    found = pieces(bundled_answers, "2019-09-16T12:00", lang)
    assert found["cash"].is_unknown
    assert "428" in found["cash"].section.sub, "the sentence says how much was known"
    assert found["cash"].spec is None
    assert not found["drains"].is_unknown


def test_the_causes_of_a_week_add_up_to_its_diamond(bundled_answers: Answers) -> None:
    spec = pieces(bundled_answers)["drains"].spec
    assert spec is not None
    *bars, dots = spec["data"]
    sums = [sum(values) for values in zip(*(bar["y"] for bar in bars), strict=True)]
    assert sums == [round(value) for value in dots["y"]]
    assert sums[-1] == -101_728_000_000, "the change of reserves in the week to 29 October 2025"


def test_the_title_names_the_largest_settlement_and_unannounced_ones_have_no_amount(bundled_answers: Answers) -> None:
    settlements = pieces(bundled_answers)["settlements"].section
    amounts = [row[2] for row in settlements.table.plain[1:]]
    assert max(usd for usd in amounts if isinstance(usd, int)) == 274_592_013_100
    assert "275 bn" in settlements.title
    waiting = [row[2] for row, usd in zip(settlements.table.rows, amounts, strict=True) if usd is None]
    assert waiting
    assert set(waiting) == {"not announced"}
