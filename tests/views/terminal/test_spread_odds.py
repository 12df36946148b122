"""The page of a spread: what nothing beats is said first, odds with their record, and a proxy that says it is one."""

import pytest
from tests.views.terminal.conftest import Drawn

from tidegauge.clock import parse_moment
from tidegauge.words import LANGUAGES, template, text

FEBRUARY = parse_moment("2026-02-13")


def opening(key: str, lang: str) -> str:
    """Return the words of a sentence up to its first fact."""
    return template(f"forecast.{key}", lang).split("{")[0]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_effr_is_said_to_be_no_better_than_its_last_value_on_the_second_line(drawn: Drawn, lang: str) -> None:
    first, second, *_ = drawn("forecast", "spread", lang=lang, rate="effr", as_of=FEBRUARY, width=240).splitlines()
    assert text("scores.model.effr_spread", lang) in first
    assert second == template("findings.effr_no_better", lang)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_odds_of_standing_repo_and_the_slope_stand_with_their_record_and_label(drawn: Drawn, lang: str) -> None:
    lines = drawn("forecast", "spread", lang=lang, as_of=FEBRUARY, width=400).splitlines()
    for title, record in (("standing_repo_title", "standing_repo_record"), ("slope_title", "slope_proxy")):
        at = lines.index(template(f"forecast.{title}", lang))
        assert any(line.startswith(opening(record, lang)) for line in lines[at : at + 4])
    odds = next(line for line in lines if "26.9" in line)
    assert "19.8" in odds  # the share of days so far, beside it


@pytest.mark.parametrize("lang", LANGUAGES)
def test_where_nothing_can_be_learnt_the_page_says_so_instead_of_odds(drawn: Drawn, lang: str) -> None:
    page = drawn("forecast", "spread", lang=lang, as_of=parse_moment("2019-09-16"), width=400)
    assert template("forecast.standing_repo_title", lang) not in page
    for key in ("standing_repo_without_odds", "slope_without_weeks"):
        assert template(f"findings.{key}", lang).split("{")[0] in page


@pytest.mark.parametrize("rate", ["tgcr", "effr"])
def test_a_spike_is_of_sofr_and_no_other_rate_has_odds_of_one(drawn: Drawn, rate: str) -> None:
    assert text("forecast.spikes", "en") in drawn("forecast", "spread", as_of=FEBRUARY, width=240)
    assert text("forecast.spikes", "en") not in drawn("forecast", "spread", rate=rate, as_of=FEBRUARY, width=240)
