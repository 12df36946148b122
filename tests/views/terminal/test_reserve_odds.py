"""The page of reserves: the odds of each line beside their base rate, the days, and how good such odds were."""

from dataclasses import replace

import pytest
from tests.views.terminal.conftest import Drawn, answered, page

from tidegauge.clock import parse_moment
from tidegauge.questions.forecast_reserves import Crossing
from tidegauge.words import LANGUAGES, text

SEPTEMBER = parse_moment("2025-09-24")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_each_line_has_a_row_and_the_odds_their_record(drawn: Drawn, lang: str) -> None:
    shown = drawn("forecast", "reserves", lang=lang, as_of=SEPTEMBER, width=400)
    assert text("cli.head.crossing_by_50", lang) in shown
    assert text("forecast.crossings_record", lang) in shown
    lines = shown.splitlines()
    near, far = (next(line for line in lines if line.startswith(written)) for written in _lines(lang))
    assert near.count("%") == far.count("%") == 2


def test_a_line_below_which_reserves_lie_is_said_to_be_crossed() -> None:
    answer = answered("forecast", "reserves", as_of=SEPTEMBER)
    rows = [replace(row, crossings=tuple(map(_below, row.crossings))) for row in answer.answer]
    shown = page(replace(answer, answer=rows), "en", 240)
    assert text("forecast.crossing_below", "en", line="3,000 bn") in shown
    assert not [line for line in shown.splitlines() if line.startswith("3,000 bn")]


def _below(crossing: Crossing) -> Crossing:
    """Return a crossing of which the last figure lies below the line already."""
    return replace(crossing, is_below=True, share=None, base_rate=None, by_10=None, by_25=None, by_50=None)


def _lines(lang: str) -> tuple[str, str]:
    """Return how the two lines are written."""
    return {"en": ("3,000 bn", "2,700 bn"), "zh-Hans": ("3.000 万亿", "2.700 万亿")}.get(lang, ("3.000 兆", "2.700 兆"))
