"""The pictures of runs: the finding is the title, every picture reads in every language at every width."""

import re

import pytest
from tests.views.pictures.conftest import assert_readable
from tests.views.runs_for_tests import AS_OF, answer, comparison, simulation

from tidegauge.questions.answer import Answer
from tidegauge.views.pictures import answers, run
from tidegauge.views.pictures.picture import Sheet
from tidegauge.views.report.phrases import Phrases

IDS = ("reserves_usd", "why", "sofr_iorb_bp", "tga_usd", "flows")


@pytest.fixture
def words(phrases: Phrases) -> Phrases:
    return Phrases(phrases.lang, AS_OF)


@pytest.fixture
def simulated() -> Answer:
    return answer("simulate", simulation())


@pytest.fixture
def sheet(words: Phrases, simulated: Answer) -> Sheet:
    return run.sheet(simulated, words)


def test_a_run_has_its_pictures_in_order(sheet: Sheet) -> None:
    assert tuple(picture.id for picture in sheet.pictures) == IDS


@pytest.mark.parametrize("id_", IDS)
def test_every_picture_is_readable(sheet: Sheet, width: float, id_: str) -> None:
    picture = next(picture for picture in sheet.pictures if picture.id == id_)
    assert_readable(picture.draw(width))
    assert picture.table.rows
    assert picture.title and picture.sub and picture.source


def test_a_title_is_a_finding_with_its_figures(simulated: Answer) -> None:
    titles = [picture.title for picture in run.sheet(simulated, Phrases("en", AS_OF)).pictures]
    assert titles[0] == (
        "Reserves fall from 3,050 bn, the opening as estimated, to 2,858 bn by 30 Dec 2025; "
        "one path in twenty ends below 2,594 bn"
    )
    assert titles[1] == "Reserves fall by 176.0 bn on average; the largest part is Treasury cash (TGA): −160.0 bn"
    assert titles[4] == "The Treasury takes in 1,600 bn and pays out 862 bn on path 0"


def test_the_waterfall_adds_up_to_the_dollar(sheet: Sheet) -> None:
    start, *changes, end = (row[1] for row in sheet.pictures[1].table.plain[1:])
    assert start + sum(changes) == end  # type: ignore[operator]


def test_the_page_says_what_it_assumes_and_that_the_residual_is_zero(simulated: Answer) -> None:
    said = run.sheet(simulated, Phrases("en", AS_OF)).lead
    assert "Residual of the ledger: 0. Seed 7, scenario 0123456789ab." in said
    assert said[-1] == "The scenario as written assumes: Part of outlays is held back and paid after the reopening."


def test_a_comparison_shows_the_difference_around_its_datum(words: Phrases, width: float) -> None:
    found = run.comparison_sheet(answer("compare", comparison()), words)
    assert [picture.id for picture in found.pictures] == ["reserves_usd", "sofr_iorb_bp"]
    for picture in found.pictures:
        assert_readable(picture.draw(width))
        assert "shutdown_2025" in picture.title
    assert re.search('class="s-ink" stroke-width="1.6"', found.pictures[0].draw(width).content)


@pytest.mark.parametrize("question", sorted(answers.SHEETS))
def test_every_question_with_pictures_is_in_the_registry(question: str) -> None:
    from tidegauge.questions.registry import QUESTIONS

    row = next(row for row in QUESTIONS if row.name == question)
    assert {"html", "png", "png_dark"} <= {parameter.name for parameter in row.parameters if parameter.view}
