"""The placebo distribution: readable at every width, its title the verdict, its table every bin."""

from dataclasses import replace

import pytest
from tests.views.pictures.conftest import assert_readable, words_of
from tests.views.sensitivity_for_tests import DRAWS, answered

from tidegauge.views.pictures import answers, placebos
from tidegauge.views.pictures.placebos import Distribution
from tidegauge.views.report.phrases import Phrases
from tidegauge.words import text

EDGES = tuple(round(1.5 + 0.1 * n, 1) for n in range(41))


def a_distribution(observed: float) -> Distribution:
    """Return a hump of placebos with the observed value anywhere."""
    return Distribution(EDGES, tuple(100 - abs(20 - n) * 4 for n in range(40)), observed, 0.2, 4.5)


@pytest.mark.parametrize("observed", [1.6, 3.2, 4.5, 5.4, 9.0])
def test_a_distribution_is_readable_at_every_width_wherever_the_truth_stands(
    phrases: Phrases, width: float, observed: float
) -> None:
    assert_readable(placebos.draw(a_distribution(observed), phrases, width))


def test_bars_beyond_the_five_per_cent_line_look_different() -> None:
    drawn = placebos.draw(a_distribution(3.0), Phrases("en", answered().as_of), 1040).content
    assert drawn.count("f-buff") == sum(edge >= 4.5 for edge in EDGES[:-1])


def test_the_sheet_says_the_verdict_the_share_and_every_bin(phrases: Phrases) -> None:
    sheet = placebos.sheet(answered(), phrases)
    (picture,) = sheet.pictures
    share = phrases.share(answered().answer.families[0].p_random_walks)
    assert any(share in words for words, _ in words_of(picture.draw(1040)))
    assert sum(row[1] for row in picture.table.plain[1:]) == DRAWS  # type: ignore[misc]
    assert "208" in picture.title


def test_links_that_survive_change_the_title() -> None:
    answer = answered()
    some = replace(answer.answer, verdict="some", surviving=answer.answer.trials[:2])
    sheet = placebos.sheet(replace(answer, answer=some), Phrases("en", answer.as_of))
    assert sheet.pictures[0].title == "2 of 208 links survive having tried them all"


def test_it_is_a_page_and_an_image() -> None:
    assert answers.render("html", answered(), "en").startswith(b"<!doctype html>")
    assert answers.render("png_dark", answered(), "en").startswith(b"\x89PNG")


def test_a_t_value_beyond_the_five_per_cent_line_is_not_titled_as_no_more_than_chance(phrases: Phrases) -> None:
    """On the full prices 2 % of random walks reach the largest |t|, and nothing survives all corrections."""
    answer = answered()
    whole, *parts = answer.answer.families
    beyond = replace(answer.answer, families=(replace(whole, largest_t=9.0), *parts))
    (picture,) = placebos.sheet(replace(answer, answer=beyond), phrases).pictures
    assert picture.title == text("sensitivity.picture.title_beyond", phrases.lang, tried=208)
