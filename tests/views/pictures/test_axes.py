"""Axes: round steps, few of them, labels that differ."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tidegauge.views.pictures import axes
from tidegauge.views.report import svg
from tidegauge.views.report.phrases import Phrases

EN = Phrases("en", datetime(2025, 9, 30, tzinfo=UTC))


@given(low=st.floats(-1e13, 1e13), room=st.floats(1e-3, 1e13))
def test_grid_lines_are_few_and_lie_within(low: float, room: float) -> None:
    found = axes.levels(low, low + room)
    assert len(found) <= axes.LINES_MAX + 1
    assert all(low < level < low + room for level in found)


@pytest.mark.parametrize(
    ("low", "high"), [(2.6e12, 3.1e12), (2.95e12, 3.0e12), (0, 9e10), (-5e10, 5e10), (3e12, 3.001e12)]
)
def test_neighbours_never_share_a_label(low: float, high: float) -> None:
    apart = axes.step(low, high)
    labels = [axes.label(level, "usd", apart, EN) for level in axes.levels(low, high)]
    assert len(labels) == len(set(labels)) >= 2


@pytest.mark.parametrize(("lang", "words"), [("zh-Hans", "1,000 亿"), ("zh-Hant", "1,000 億"), ("en", "100 bn")])
def test_less_than_a_trillion_is_not_written_as_a_part_of_one_and_zero_has_no_unit(lang: str, words: str) -> None:
    phrases = Phrases(lang, EN.as_of)
    assert axes.label(1e11, "usd", 1e11, phrases) == words
    assert axes.label(0, "usd", 1e11, phrases) == "0"
    assert "1.0" in axes.label(1e12, "usd", 1e11, phrases)


def test_january_carries_its_year_and_months_never_touch() -> None:
    days = [date(2025, 10, 1) + timedelta(days=n) for n in range(400)]
    drawn = axes.months(days, svg.Scale(days[0].toordinal(), days[-1].toordinal(), 0, 300), 20, EN)
    assert "Jan 2026" in drawn
    assert "Feb" not in drawn
