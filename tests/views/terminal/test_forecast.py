"""The page of a forecast says first what to expect in a week, how sure, and whether the model is any good."""

import re

import pytest
from tests.views.terminal.conftest import Drawn

from tidegauge.clock import parse_moment
from tidegauge.reference import figures
from tidegauge.words import LANGUAGES, text

OCTOBER = parse_moment("2025-10-30")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_first_line_is_the_level_in_a_week_and_the_next_the_record(drawn: Drawn, lang: str) -> None:
    first, second, *_ = drawn("forecast", "spread", lang=lang, as_of=OCTOBER).splitlines()
    assert text("scores.rival.half_last_year", lang) in second
    assert "80" in first
    assert ("6 Nov" if lang == "en" else "11月6日") in first


def test_the_odds_of_a_spike_stand_beside_their_base_rate(drawn: Drawn) -> None:
    page = drawn("forecast", "spread", as_of=OCTOBER)
    head = next(line for line in page.splitlines() if "within" in line)
    assert head.split() == ["within", "spike", "base", "rate"]
    assert text("forecast.nowcast", "en", day="Thu 30 Oct") in page


def test_a_narrow_page_gives_up_the_names_of_rivals_before_the_bands(drawn: Drawn) -> None:
    wide, narrow = (drawn("forecast", "spread", as_of=OCTOBER, width=width) for width in (220, 84))
    assert "95 % band" in narrow
    row = next(line for line in narrow.splitlines() if line.startswith("Fri 31 Oct"))
    assert text("scores.rival.half_last_year", "en") not in row
    assert text("scores.rival.half_last_year", "en") in next(x for x in wide.splitlines() if x.startswith("Fri 31 Oct"))


def test_where_a_forecast_starts_and_who_published_it_is_said(drawn: Drawn) -> None:
    """The Treasury's cash was 893 bn on 31 March 2026."""
    page = drawn("forecast", "tga", as_of=figures.LAST_MOMENT, width=220)
    assert re.search(r"Last published: \S*893 bn, for Tue 31 Mar 2026", page)
    assert "Figures of: " in page
    assert "Fiscal Service" in page.split("Figures of: ")[1]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_days_on_which_the_model_loses_are_marked_and_said_to_lose(drawn: Drawn, lang: str) -> None:
    """Reserves 53 to 65 business days ahead stand nearest to the scored 65, at which a naive rival errs less."""
    page = drawn("forecast", "reserves", lang=lang, as_of=figures.LAST_MOMENT, horizon=65, width=240)
    said = text("forecast.losses_open", lang, first=53, last=65, rival="|", error="", rival_error="", days=65)
    assert said.split("|")[0] in page
    marked = [line for line in page.splitlines() if "✗" in line]
    assert len(marked) == 13


def test_a_day_that_is_over_is_not_said_to_lie_ahead(drawn: Drawn) -> None:
    page = drawn("forecast", "reserves", as_of=figures.LAST_MOMENT, width=240)
    row = next(line for line in page.splitlines() if line.startswith("Thu 26 Mar"))
    assert " over " in row
    assert " d " not in row


def test_the_odds_of_a_spike_come_with_their_own_record(drawn: Drawn) -> None:
    page = drawn("forecast", "spread", as_of=OCTOBER, width=240)
    assert "Brier skill" in page
    assert "cannot be told from luck" in page


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_scoreboard_counts_losers_in_its_second_line(drawn: Drawn, lang: str) -> None:
    _, second, *_ = drawn("scoreboard", lang=lang).splitlines()
    assert text("scores.verdict.loses", lang)[:2] in second


def test_a_series_of_which_only_the_latest_vintage_exists_is_named(drawn: Drawn) -> None:
    page = drawn("scoreboard", width=400)
    said = next(line for line in page.splitlines() if "only the latest vintage exists" in line)
    assert said.split(": ")[1].rstrip(".")
