"""The scoreboard in the terminal: models by their names, losers marked on their row, conditions under own words."""

import io

import pytest
from rich.cells import cell_len
from rich.console import Console

from tidegauge.forecasts import registry
from tidegauge.questions.answer import Answer
from tidegauge.questions.desk import Desk
from tidegauge.questions.scoreboard import scoreboard
from tidegauge.reference import figures
from tidegauge.store import Store
from tidegauge.views.terminal import PAGES
from tidegauge.words import LANGUAGES, text


@pytest.fixture(scope="module")
def asked() -> dict[str | None, Answer]:
    """Return the bundled scoreboard, whole and of two models alone."""
    desk = Desk(environment={})
    desk._store, desk._bundled = Store(figures.FOLDER), True
    return {model: scoreboard(desk, model=model) for model in (None, "treasury_cash", "treasury_cash_given_debt")}


def page(answer: Answer, lang: str, width: int) -> str:
    """Return the page of an answer."""
    out = io.StringIO()
    PAGES["scoreboard"](answer, lang, Console(file=out, width=width, highlight=False, emoji=False, markup=False))
    return out.getvalue()


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("width", [80, 100])
def test_a_page_fits_and_calls_models_by_their_names(asked: dict[str | None, Answer], lang: str, width: int) -> None:
    drawn = page(asked[None], lang, width)
    assert max(cell_len(line.rstrip()) for line in drawn.splitlines()) <= width
    for model in registry.MODELS:
        assert text(f"scores.model.{model}", lang) in drawn
        assert model not in drawn


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_horizon_is_a_row_of_a_table_at_80_columns(asked: dict[str | None, Answer], lang: str) -> None:
    lines = page(asked[None], lang, 80).splitlines()
    answer = asked[None].answer
    first = text("scores.ahead", lang, days=1)
    rows = [line for line in lines if line.startswith(f"{first} ")]
    assert len(rows) == 2 * len({score.model for score in (*answer.scores, *answer.conditional)})  # scores, regimes


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_distribution_has_a_verdict_of_its_own_beside_the_point_at_80_columns(
    asked: dict[str | None, Answer], lang: str
) -> None:
    answer = asked["treasury_cash"]
    drawn = page(answer, lang, 80)
    for key in ("score_verdict", "score_distribution"):
        assert text(f"cli.head.{key}", lang) in drawn
    fallen = [score.distribution_verdict for score in answer.answer.scores]
    counts = {verdict: fallen.count(verdict) for verdict in ("better", "ahead", "equals", "loses", "none")}
    assert counts["loses"] > 0
    assert text("scores.counts_distribution", lang, **counts) in page(answer, lang, 400).splitlines()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_loser_is_called_one_on_its_row(asked: dict[str | None, Answer], lang: str) -> None:
    answer = asked["treasury_cash"]
    drawn = page(answer, lang, 140)
    lost = [*answer.answer.scores, *(part for score in answer.answer.scores for part in score.regimes)]
    losers = sum(one.verdict == "loses" for one in lost)
    assert losers > 5
    assert drawn.count("✗") == losers
    assert drawn.count(text("scores.verdict.loses", lang)) >= losers


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_condition_comes_after_every_forecast_under_words_that_it_is_none(
    asked: dict[str | None, Answer], lang: str
) -> None:
    drawn = page(asked[None], lang, 100)
    title = drawn.index(text("scores.conditional", lang))
    assert title < drawn.index(text("scores.model.treasury_cash_given_debt", lang))
    assert title > max(drawn.index(text(f"scores.model.{one.model.id}", lang)) for one in registry.ENTRIES)
    alone = page(asked["treasury_cash_given_debt"], lang, 100)
    assert text("scores.conditional", lang) in alone
