"""The page of a hindcast says first what came of it, in every language."""

from datetime import date

import pytest
from tests.views.terminal.conftest import Drawn

from tidegauge.clock import parse_moment
from tidegauge.questions.runs import Making
from tidegauge.words import LANGUAGES, text

REBUILD = {"start": date(2025, 7, 2), "end": date(2025, 11, 26), "as_of": parse_moment("2026-03-31")}
WINTER = {"start": date(2025, 12, 3), "end": date(2026, 1, 14), "as_of": parse_moment("2026-03-31")}


def test_the_first_lines_say_how_close_the_ledger_came_and_what_leaving_lines_out_does(drawn: Drawn) -> None:
    page = drawn("hindcast", **REBUILD)
    first = page.splitlines()[1:5]
    assert "within 893 mn" in first[0] and "22 Wednesdays" in first[0]
    assert "14.45 bn" in first[1] and "42.10 bn" in first[1]
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
