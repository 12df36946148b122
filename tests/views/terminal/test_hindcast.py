"""The page of a hindcast says first what came of it, in every language."""

import io
from dataclasses import replace
from datetime import date

import pytest
from rich.console import Console
from tests.views.terminal.conftest import Drawn

from tidegauge.clock import parse_moment
from tidegauge.questions.answer import Answer
from tidegauge.questions.hindcast import Hindcast
from tidegauge.questions.runs import Making
from tidegauge.questions.shapes import Foreseen, Score
from tidegauge.scenarios.hindcast.forecast import Forecast
from tidegauge.views.terminal.hindcast import page as draw
from tidegauge.words import LANGUAGES, text

REBUILD = {"start": date(2025, 7, 2), "end": date(2025, 11, 26), "as_of": parse_moment("2026-03-31")}
WINTER = {"start": date(2025, 12, 3), "end": date(2026, 1, 14), "as_of": parse_moment("2026-03-31")}
DAY = date(2025, 7, 9)
BN = 1e9


def test_the_first_lines_say_how_close_the_ledger_came_and_what_leaving_lines_out_does(drawn: Drawn) -> None:
    page = drawn("hindcast", **REBUILD)
    first = page.splitlines()[1:5]
    assert "within 893 mn" in first[0] and "every Wednesday (22)" in first[0]
    assert "14.45 bn off on 5 Nov 2025" in first[1] and "11.59 bn on the last, 26 Nov 2025" in first[1]
    assert "42.10 bn off on 24 Sep 2025" in first[2]
    assert "7.65 bn at most on any other" in first[2] and "4.93 bn on the last" in first[2]
    assert "25 Jun 2025" in page


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_wednesday_and_every_cause_has_a_line(drawn: Drawn, lang: str) -> None:
    page = drawn("hindcast", lang=lang, **REBUILD)
    assert text("lines.tga_wednesday", lang) in page
    assert sum("2025" in line for line in page.splitlines()) >= 22


@pytest.mark.parametrize("lang", LANGUAGES)
def test_wednesdays_without_every_figure_are_marked_and_their_lines_named(drawn: Drawn, lang: str) -> None:
    page = drawn("hindcast", lang=lang, episode="purchases_2025", as_of=parse_moment("2026-03-31"))
    assert text("lines.currency", lang) in page
    assert "*" in page


def test_a_stretch_without_a_wednesday_says_so(drawn: Drawn) -> None:
    page = drawn("hindcast", start=date(2025, 7, 3), end=date(2025, 7, 7))
    assert text("hindcast.page.nothing", "en") in page


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_forecast_says_first_where_it_loses_and_where_it_wins(drawn: Drawn, lang: str) -> None:
    page = drawn("hindcast", lang=lang, flows="forecast", making=Making(paths=64, seed=7), **WINTER)
    first = page.splitlines()[1]
    assert any(text(f"runs.metric.{metric}", lang) in first for metric in ("reserves_usd", "tga_usd"))
    assert text("runs.metric.sofr_iorb_bp", lang) in page


def score(metric: str, error: float, error_no_change: float) -> Score:
    """Return a score over one Wednesday."""
    forecast = Forecast(DAY, 0.0, (-1.0, -0.5, 0.0, 0.5, 1.0))
    held, of_paths = {0.5: 0.5, 0.9: 0.9}, {0.5: (0.2, 0.8), 0.9: (0.6, 1.0)}
    return Score(metric, 0.0, error, error_no_change, held, of_paths, error > error_no_change, (forecast,))


def lines(lang: str, *scores: Score, fitted_later: bool = False) -> list[str]:
    """Return the lines of a page on scores made by hand."""
    stretch = Hindcast(None, None, DAY, date(2025, 7, 16), "forecast", DAY, None, None)
    found = replace(stretch, foreseen=Foreseen("baseline", 64, 7, scores), fitted_later=fitted_later)
    drawn = io.StringIO()
    console = Console(file=drawn, width=220, highlight=False, emoji=False, markup=False)
    draw(Answer("hindcast", parse_moment("2025-08-01"), found, {}, (), ()), lang, console)
    return drawn.getvalue().splitlines()


def first_line(lang: str, *scores: Score) -> str:
    """Return the first line below the heading."""
    return lines(lang, *scores)[1]


def names(lang: str, *metrics: str) -> str:
    """Return the names of metrics as the page lists them."""
    return text("lists.join", lang).join(text(f"runs.metric.{metric}", lang) for metric in metrics)


LOST = score("reserves_usd", 90 * BN, 60 * BN)
WON = score("tga_usd", 40 * BN, 70 * BN)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_is_lost_and_what_is_won_are_not_mistaken_for_each_other(lang: str) -> None:
    lost, won = names(lang, "reserves_usd"), names(lang, "tga_usd")
    assert first_line(lang, LOST, WON) == text("hindcast.forecast.loses", lang, lost=lost, won=won, fitted="")
    assert first_line(lang, WON) == text("hindcast.forecast.wins", lang, won=won, lost="", fitted="")
    assert first_line(lang, LOST) == text("hindcast.forecast.loses_all", lang, lost=lost, won="", fitted="")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_verdict_from_parameters_fitted_later_says_so_in_the_verdict(lang: str) -> None:
    fitted = text("hindcast.forecast.fitted", lang)
    assert fitted in lines(lang, LOST, WON, fitted_later=True)[1]
    assert fitted not in "".join(lines(lang, LOST, WON))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_band_that_holds_less_than_its_paths_do_is_named_too_narrow(lang: str) -> None:
    narrow = replace(LOST, coverage={0.5: 0.1, 0.9: 0.9})
    said = text("hindcast.forecast.narrow", lang, metrics=names(lang, "reserves_usd"))
    assert said in lines(lang, narrow, WON)
    assert said not in lines(lang, replace(LOST, coverage={0.5: 0.3, 0.9: 0.7}), WON)  # as far as chance reaches
    assert "30 % (20–80)" in "".join(lines("en", replace(LOST, coverage={0.5: 0.3, 0.9: 0.7})))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_band_that_holds_more_than_its_paths_do_is_named_too_wide(lang: str) -> None:
    fair, wide = replace(LOST, coverage={0.5: 0.6, 0.9: 1.0}), replace(WON, coverage={0.5: 0.95, 0.9: 1.0})
    said = text("hindcast.forecast.wide", lang, metrics=names(lang, "tga_usd"))
    assert said in lines(lang, fair, wide)
    assert said not in lines(lang, fair, replace(WON, coverage={0.5: 0.6, 0.9: 1.0}))


def test_a_variable_without_a_figure_is_neither_lost_nor_won() -> None:
    unseen = replace(score("srf_usd", 9.0, 1.0), forecasts=())
    assert first_line("en", WON, unseen) == first_line("en", WON)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_tie_is_no_victory(lang: str) -> None:
    """Standing repo was zero, foreseen as zero and stayed zero: nothing was won by it."""
    tie = score("srf_usd", 1.0, 1.0)
    assert first_line(lang, WON, tie) == first_line(lang, WON)
    assert text("hindcast.forecast.level", lang, metrics=names(lang, "srf_usd")) in lines(lang, WON, tie)
