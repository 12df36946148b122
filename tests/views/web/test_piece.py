"""A piece of a section: what is not known is said in its place, and figures can be fetched as of the page's moment."""

from dataclasses import replace

import pytest
from tests.views.web.pages_for_tests import NOON, page_of

from tidegauge.errors import TooLittleHistory
from tidegauge.views.web import piece, provenance
from tidegauge.views.web.answers import Answers
from tidegauge.words import LANGUAGES


@pytest.mark.parametrize("lang", LANGUAGES)
def test_too_little_history_is_told_with_the_name_of_the_series_and_no_command(
    bundled_answers: Answers, lang: str
) -> None:
    page = page_of(bundled_answers, NOON, lang)
    names = {card.id: card.names[lang] for card in page.ask("series.list").answer}
    error = TooLittleHistory(model="sensitivity", series="reserves", needed=130, found=32, as_of="2019-09-16")
    shown = piece.unknown("sensitivity", "rail", error, page)
    assert shown.is_unknown
    assert names["reserves"] in shown.section.sub
    assert "130" in shown.section.sub
    assert "tidegauge" not in shown.section.sub


def test_figures_are_fetched_as_of_the_moment_of_the_page(bundled_answers: Answers) -> None:
    page = page_of(bundled_answers)
    assert page.as_of is not None
    assert "as_of=2025-11-03T17%3A00%3A00%2B00%3A00" in piece.address("stress", page)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_piece_says_what_its_figures_were_made_from_and_up_to_when(bundled_answers: Answers, lang: str) -> None:
    """On hover series, period, publisher and moment, the named ones on top; below, the last day and who publishes."""
    page = page_of(bundled_answers, NOON, lang)
    answer = page.ask("drain", weeks=1)
    plain = piece.unknown("x", "rail", "", page)
    shown = piece.sourced(plain, answer, page, ("reserves",))
    origin = next(one for one in answer.sources if one.series == "reserves")
    first, *others = shown.origin.split("\n")
    day = page.phrases.day(origin.period, weekday=False, year=True)
    assert first.startswith(f"reserves · {day} · {page.phrases.publisher(origin.publisher)}")
    assert len(others) == provenance.MOST, "the last line counts the others"
    assert str(len(answer.sources) - provenance.MOST) in others[-1]
    over, more = shown.over.split("\n")
    assert (over, str(len(answer.sources) - 1) in more) == (first, True), "over a chart only what it draws has room"
    last = max(one.period for one in answer.sources)
    assert page.phrases.day(last, weekday=False, year=True) in shown.dated
    assert page.phrases.publisher(origin.publisher) in shown.dated
    silent = piece.sourced(plain, replace(answer, sources=()), page)
    assert (silent.origin, silent.dated) == ("", "")
