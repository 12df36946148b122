"""The recession page says the probability first, then how it did, in every language."""

import re

import pytest
from tests.views.terminal.conftest import Drawn

from tidegauge.clock import parse_moment
from tidegauge.words import LANGUAGES, text

MARCH = parse_moment("2026-03-31")
IN_WORDS = {"en": "{name} {year}", "zh-Hans": "{year}年{month}月", "zh-Hant": "{year}年{month}月"}


def test_the_page_begins_with_the_probability_and_says_that_it_was_worse_than_the_base_rate(drawn: Drawn) -> None:
    lines = drawn("recession", as_of=MARCH).splitlines()
    assert lines[0].startswith("20.") and "No alarm." in lines[0]
    assert any(line.startswith("Out of sample") for line in lines[:4])


def test_one_recession_is_no_rule_and_an_alarm_that_is_not_over_is_not_counted(drawn: Drawn) -> None:
    page = " ".join(drawn("recession", as_of=MARCH).split())
    assert text("recession.few", "en", n=1) in page and text("recession.deepening", "en") not in page
    assert "months are over: 3. Right: 0." in page
    assert "Not over yet, so not counted: Mar 2025 to " in page


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_alarms_before_the_pandemic_are_told_as_luck_and_the_day_of_the_nber_stands_beside_the_peak(
    drawn: Drawn, lang: str
) -> None:
    page = " ".join(drawn("recession", lang=lang, as_of=MARCH).split())
    assert text("recession.verdict.luck", lang, peak=IN_WORDS[lang].format(month=2, name="Feb", year=2020)) in page
    assert "2020-06-08" in page and "NBER" in page


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_false_alarm_has_a_line_with_the_day_until_which_it_can_be_overturned(drawn: Drawn, lang: str) -> None:
    page = drawn("recession", lang=lang, as_of=MARCH)
    assert text("recession.verdict.so_far", lang, until=IN_WORDS[lang].format(month=12, name="Dec", year=2026)) in page
    assert IN_WORDS[lang].format(month=11, name="Nov", year=2022) in page
    assert not re.search(r"\b20[0-9]{2}-[0-9]{2}\b(?!-)", page), "months stand in words"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_an_alarm_says_so_and_that_it_was_false_before(drawn: Drawn, lang: str) -> None:
    page = drawn("recession", lang=lang, as_of=parse_moment("2023-08-01"))
    assert page.splitlines()[0].startswith(text("recession.alarm", lang, p="", slope="", month="", then="")[:2])
