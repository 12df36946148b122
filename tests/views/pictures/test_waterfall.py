"""The waterfall: exact sums, bars that hang together, the rest as one bar."""

import re

import pytest
from tests.views.pictures.conftest import BN, a_waterfall, assert_readable

from tidegauge.views.pictures import waterfall
from tidegauge.views.pictures.waterfall import Step, Waterfall
from tidegauge.views.report.phrases import Phrases


def test_no_words_cover_others_or_leave_the_picture(phrases: Phrases, width: float) -> None:
    assert_readable(waterfall.draw(a_waterfall(phrases.lang), phrases, width))


def test_a_dollar_that_is_not_explained_is_refused() -> None:
    with pytest.raises(ValueError, match="leave 1 USD unexplained"):
        Waterfall("a", 10, [Step("x", 4)], "b", 15)


def test_every_bar_hangs_where_the_one_before_ended(phrases: Phrases) -> None:
    drawn = waterfall.draw(a_waterfall(phrases.lang), phrases, 1040).content
    hung = [float(x) for x in re.findall(r'd="M([0-9.]+) [0-9.]+L[0-9.]+ [0-9.]+" class="s-rule-2"', drawn)]
    assert hung[1:-1:2] == hung[2::2]


def test_water_adds_and_other_colours_drain(phrases: Phrases) -> None:
    fall = Waterfall("a", 5 * BN, [Step("up", BN), Step("down", -2 * BN)], "b", 4 * BN)
    fills = re.findall(r'<rect [^>]*class="([^"]+)"', waterfall.draw(fall, phrases, 1040).content)
    assert fills == ["f-water", "f-coin s-ink-3"]


def test_what_is_left_out_is_one_bar_and_the_sum_stays_exact() -> None:
    steps = [Step(str(n), (-1) ** n * 10**n) for n in range(9)] + [Step("nothing", 0)]
    shown = waterfall.largest(steps, 4, "others")
    assert [step.name for step in shown] == ["8", "7", "6", "5", "others"]
    assert sum(step.change_usd for step in shown) == sum(step.change_usd for step in steps)


def test_nothing_that_moved_still_shows_both_levels(phrases: Phrases, width: float) -> None:
    assert_readable(waterfall.draw(Waterfall("a", 7 * BN, [], "b", 7 * BN), phrases, width))


def test_the_plain_table_is_to_the_dollar() -> None:
    table = waterfall.table("why", a_waterfall("en"), Phrases("en", None))  # type: ignore[arg-type]
    *changes, end = (row[1] for row in table.plain[1:])
    assert sum(changes) == end  # type: ignore[arg-type]
