"""Treasury: the chart and its rows are the forecast's, what was not known then is not shown, settlements are gross."""

import pytest
from tests.views.web.pages_for_tests import NOON, page_of

from tidegauge.questions.beside import beside_forecast
from tidegauge.views.web.answers import Answers
from tidegauge.views.web.piece import Piece
from tidegauge.views.web.sections import today, treasury
from tidegauge.words import LANGUAGES
from tidegauge.words.sentence import say


def pieces(answers: Answers, *said: str) -> dict[str, Piece]:
    return {piece.section.id: piece for piece in treasury.context(page_of(answers, *said))["pieces"]}


def test_the_expected_cash_in_rows_and_in_the_chart_is_the_forecast_to_the_dollar(bundled_answers: Answers) -> None:
    page = page_of(bundled_answers)
    ahead = page.ask("forecast.tga").answer
    cash = pieces(bundled_answers)["cash"]
    assert [row[1] for row in cash.section.table.plain[1:]] == [day.value for day in ahead]
    assert cash.spec is not None
    assert cash.spec["data"][-1]["y"][1:] == [day.value for day in ahead]
    assert cash.over.startswith("tga · 30 Oct 2025"), "the chart says over it whose series it draws"


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


@pytest.mark.parametrize(
    ("as_of", "last"), [(NOON, -101_728_000_000), ("2026-04-01T16:00", 37_264_000_000)], ids=["whole", "lines_missing"]
)
def test_the_causes_of_a_week_add_up_to_its_diamond(bundled_answers: Answers, as_of: str, last: int) -> None:
    """On 1 April 2026 lines of three weeks are not published: bars and rows carry what they did together."""
    page = page_of(bundled_answers, as_of)
    weeks = sorted(page.ask("drain", weeks=treasury.WEEKS).answer.weeks, key=lambda week: week.end)
    drains = {piece.section.id: piece for piece in treasury.context(page)["pieces"]}["drains"]
    assert drains.spec is not None
    *bars, dots = drains.spec["data"]
    sums = [sum(values) for values in zip(*(bar["y"] for bar in bars), strict=True)]
    assert sums == [round(value) for value in dots["y"]] == [week.reserves_usd for week in weeks]
    assert sums[-1] == last, "the published change of reserves in the last week"
    by_row = dict.fromkeys((week.end for week in weeks), 0)
    for _, end, _, _, usd in drains.section.table.plain[1:]:
        by_row[end] += usd
    assert [*by_row.values()] == sums


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_title_of_the_causes_names_the_largest_one_also_where_it_went_the_other_way(
    bundled_answers: Answers, lang: str
) -> None:
    """In the week to 11 September 2019 the Treasury's cash drained while reserves rose: no share of the rise."""
    page = page_of(bundled_answers, "2019-09-16T12:00", lang)
    last = max(page.ask("drain", weeks=treasury.WEEKS).answer.weeks, key=lambda week: week.end)
    largest = max(last.causes, key=lambda cause: abs(cause.reserves_usd))
    assert largest.id == "foreign_repo_pool"
    title = {piece.section.id: piece for piece in treasury.context(page)["pieces"]}["drains"].section.title
    assert page.phrases.named("lines", largest.id) in title
    assert page.phrases.money(largest.reserves_usd, signed=True) in title
    assert page.phrases.named("lines", "tga_wednesday") not in title


def test_the_title_names_the_largest_settlement_and_unannounced_ones_have_no_amount(bundled_answers: Answers) -> None:
    settlements = pieces(bundled_answers)["settlements"].section
    amounts = [row[2] for row in settlements.table.plain[1:]]
    assert max(usd for usd in amounts if isinstance(usd, int)) == 274_592_013_100
    assert "275 bn" in settlements.title
    waiting = [row[2] for row, usd in zip(settlements.table.rows, amounts, strict=True) if usd is None]
    assert waiting
    assert set(waiting) == {"not announced"}


@pytest.mark.parametrize("as_of", ["2026-04-01T16:00", "2025-11-03T12:00"])
def test_the_cash_path_names_what_a_run_of_announced_policy_has_instead(bundled_answers: Answers, as_of: str) -> None:
    page = page_of(bundled_answers, as_of)
    run = page.ask("simulate", scenario="baseline", quick=True).answer
    expected = [say(one.detail, "en") for one in beside_forecast(run, page.ask("forecast.tga").answer)]
    cash = {piece.section.id: piece for piece in treasury.context(page)["pieces"]}["cash"]
    assert [said for said in cash.warnings if "(baseline)" in said] == expected


@pytest.mark.parametrize("lang", LANGUAGES)
def test_holders_that_are_not_among_the_figures_are_named_with_their_publisher(
    bundled_answers: Answers, lang: str
) -> None:
    """The bundled figures hold the auctions and what the Fed counts; nothing is put in the place of the others."""
    buyers = pieces(bundled_answers, "2025-11-03T12:00", lang)["buyers"]
    assert not buyers.is_unknown
    page = page_of(bundled_answers, lang=lang)
    (missing,) = [one for one in page.ask("demand").findings if one.check == "demand_unknown"]
    assert buyers.warnings == [say(missing.detail, lang)]
    (_, _, (sold,)), (_, _, (held,)) = [part for part in buyers.parts if part[2]]
    assert [len(sold.rows), len(held.rows)] == [2, 2]


def test_two_expectations_of_one_day_are_not_left_unexplained(bundled_answers: Answers) -> None:
    """The reading of the day quotes a kept forecast, the path is fitted anew: where they differ, the path says so."""
    page = page_of(bundled_answers, "2026-04-01T16:00")
    (quoted,) = [one.facts for one in today.reading(page).answer.weeks if one.key in treasury.QUOTES]
    (here,) = [day for day in page.ask("forecast.tga").answer if day.date == quoted["when"].on]
    kept, fresh = page.phrases.fact(quoted["value"]), page.phrases.money(round(here.value))
    assert kept != fresh
    (said,) = [one for one in treasury._cash(page).warnings if kept in one]
    assert fresh in said
    assert "back-test" in said
