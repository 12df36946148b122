"""The page of a forecast says first what to expect in a week, how sure, and whether the model is any good."""

import pytest
from tests.views.terminal.conftest import Drawn

from tidegauge.clock import parse_moment
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


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_scoreboard_counts_losers_in_its_second_line(drawn: Drawn, lang: str) -> None:
    _, second, *_ = drawn("scoreboard", lang=lang).splitlines()
    assert text("scores.verdict.loses", lang)[:2] in second
