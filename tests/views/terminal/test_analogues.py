"""The page of analogues says first that they do not help, in every language."""

import pytest
from tests.views.terminal.conftest import Drawn

from tidegauge.clock import parse_moment
from tidegauge.words import LANGUAGES, text

MARCH = parse_moment("2026-03-31")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_first_line_says_that_analogues_beat_nothing(drawn: Drawn, lang: str) -> None:
    page = drawn("analogues", lang=lang, as_of=MARCH)
    assert page.splitlines()[0] == text("analogues.verdict.never", lang, all=9)
    assert text("analogues.outcome.reserves_change", lang) in page


def test_a_state_unlike_any_other_says_so(drawn: Drawn) -> None:
    page = drawn("analogues", as_of=parse_moment("2021-07-30"))  # ON RRP above a trillion for the first time
    assert text("analogues.far", "en", share="93 %") in page
    assert "Nothing like this" not in drawn("analogues", as_of=MARCH)


def test_too_few_origins_are_no_verdict(drawn: Drawn) -> None:
    page = drawn("analogues", as_of=parse_moment("2019-12-20"))
    assert page.splitlines()[0] == text("analogues.verdict.untold", "en")
