"""The stress page says on its first line whether one gauge does as well, in every language."""

import pytest
from tests.views.terminal.conftest import Drawn

from tidegauge.clock import parse_moment
from tidegauge.words import LANGUAGES, text

MARCH = parse_moment("2026-03-31")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_first_line_names_the_gauge_that_does_as_well(drawn: Drawn, lang: str) -> None:
    first = drawn("stress", lang=lang, as_of=MARCH).splitlines()[0]
    gauge = text("gauges.sofr_iorb_bp.name", lang)
    assert first == text("stress.verdict.worse", lang, gauge=gauge, area="0.90", index="0.89")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_the_index_missed_and_where_it_was_raised_for_nothing_is_named(drawn: Drawn, lang: str) -> None:
    page = drawn("stress", lang=lang, as_of=MARCH)
    assert text("stress.mark.stress_calm", lang) in page
    assert text("stress.mark.control_raised", lang) in page


@pytest.mark.parametrize("lang", LANGUAGES)
def test_how_often_ordinary_days_are_raised_stands_beside_the_marks(drawn: Drawn, lang: str) -> None:
    words = text("stress.ordinary", lang, share="27 %", year="73 %")
    assert "".join(words.split()) in "".join(drawn("stress", lang=lang, as_of=MARCH).split())


def test_a_gauge_that_is_missing_is_said_by_its_name(drawn: Drawn) -> None:
    page = " ".join(drawn("stress", as_of=parse_moment("2020-06-30")).split())
    assert text("findings.stress_gauge_missing", "en", gauge="Standing repo (SRF)") in page
