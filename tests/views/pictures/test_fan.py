"""The fan: history, median and bands meet at the opening; lines carry their odds; words never cover words."""

import re
from dataclasses import replace
from datetime import date

import pytest
from tests.views.pictures.conftest import OPENING, a_fan, assert_readable, words_of

from tidegauge.views.pictures import fan
from tidegauge.views.report.phrases import Phrases


@pytest.mark.parametrize("lines", [(), (3.0e12,), (3.0e12, 2.7e12), (2.9e12, 2.91e12, 2.92e12, 2.93e12)])
def test_no_words_cover_others_or_leave_the_picture(phrases: Phrases, width: float, lines: tuple[float, ...]) -> None:
    assert_readable(fan.draw(a_fan(lines), phrases, width))


def test_spreads_read_as_well_as_dollars(phrases: Phrases, width: float) -> None:
    assert_readable(fan.draw(a_fan((), "bp"), phrases, width))


def test_the_median_starts_where_the_history_ends(phrases: Phrases) -> None:
    drawn = fan.draw(a_fan(), phrases, 1040).content
    history, median = (re.search(f'd="([^"]+)" class="{ink} open"', drawn) for ink in ("s-water", "s-ink"))
    assert history is not None and median is not None
    assert history[1].rpartition("L")[2] == median[1].removeprefix("M").partition("L")[0]


def test_both_bands_start_at_the_last_observed_value(phrases: Phrases) -> None:
    drawn = fan.draw(a_fan(), phrases, 1040).content
    starts = {re.search(f'd="M([^L]+)L[^"]+" class="{fill}"', drawn)[1] for fill in ("f-water-1", "f-water-2")}  # type: ignore[index]
    assert len(starts) == 1


def test_a_line_carries_its_odds_and_one_far_away_is_left_out(phrases: Phrases) -> None:
    said = [words for words, _ in words_of(fan.draw(a_fan((3.0e12, 0.2e12)), phrases, 1040))]
    assert said.count("12.5 %") == 1
    assert "3.0 tn" in said
    assert "0.2 tn" not in said


def test_what_happened_starts_at_the_opening_and_goes_no_further_than_the_run(phrases: Phrases, width: float) -> None:
    days = [date(2025, 9, 1), *a_fan().days[::5], date(2030, 1, 1)]
    shown = replace(a_fan(), happened=[(day, 2.95e12) for day in days])
    assert [day for day, _ in shown.seen] == [a_fan().history[-1][0], *a_fan().days[::5]]
    drawing = fan.draw(shown, phrases, width)
    assert_readable(drawing)
    came = re.search(r'd="M([^"]+)"[^>]*stroke-dasharray="5 3"', drawing.content)
    history = re.search('d="([^"]+)" class="s-water open"', drawing.content)
    assert came is not None and history is not None
    assert came[1].partition("L")[0] == history[1].rpartition("L")[2]


def test_an_estimated_opening_is_hollow_and_the_line_of_what_was_published_ends_before_it(
    phrases: Phrases, width: float
) -> None:
    shown = replace(a_fan(), is_opening_estimated=True)
    drawing = fan.draw(shown, phrases, width)
    assert_readable(drawing)
    history, median = (
        re.search(f'd="([^"]+)" class="{ink} open" stroke-width="1.9"', drawing.content) for ink in ("s-water", "s-ink")
    )
    hollow = re.search(r'<circle cx="([\d.]+)" cy="([\d.]+)" r="4" class="f-paper s-ink"', drawing.content)
    assert history is not None and median is not None and hollow is not None
    assert median[1].startswith(f"M{hollow[1]} {hollow[2]}L")
    assert float(history[1].rpartition("L")[2].split()[0]) < float(hollow[1])


def test_a_run_that_is_not_over_shows_nothing_that_happened(phrases: Phrases) -> None:
    ahead = replace(a_fan(), happened=[(date(2025, 9, 1), 3.0e12)])
    assert fan.draw(ahead, phrases, 1040).content == fan.draw(a_fan(), phrases, 1040).content


def test_one_day_without_history_is_drawn(phrases: Phrases, width: float) -> None:
    alone = fan.Fan("usd", [OPENING], {per_cent: [3e12] for per_cent in fan.QUANTILES})
    assert_readable(fan.draw(alone, phrases, width))


def test_a_change_carries_its_sign() -> None:
    words = Phrases("en", None)  # type: ignore[arg-type]
    assert fan.amount(fan.Fan("usd", [], {}, is_change=True), 5e9, words) == "+5.00 bn"
    assert fan.amount(fan.Fan("usd", [], {}), 5e9, words) == "5.00 bn"
    assert fan.amount(fan.Fan("bp", [], {}), -3.25, words) == "−3.3 bp"


def test_the_table_holds_every_day_and_the_plain_figures_are_exact(phrases: Phrases) -> None:
    shown = a_fan()
    table = fan.table("reserves", shown, phrases)
    assert len(table.rows) == len(shown.days)
    assert table.plain[0] == ("day", "p5", "p25", "p50", "p75", "p95")
    assert table.plain[1][0] == date(2025, 10, 1)
    assert table.plain[-1][3] == shown.quantiles[50][-1]
