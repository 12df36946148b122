"""The calendar of the spread: period-ends bite, less so while reserves are ample."""

from datetime import date
from statistics import NormalDist, fmean

import pytest

from tidegauge.scenarios.behaviour.period_ends import DayKind, amplitude, calendar_bp, weight
from tidegauge.scenarios.parameters import load

NOW = load(date(2026, 3, 31)).period_ends
ORDINARY = DayKind(*[False] * 7)


def test_an_ordinary_day_has_no_term() -> None:
    assert calendar_bp(ORDINARY, NOW) == 0.0


def test_a_year_end_is_a_quarter_end_and_counts_once() -> None:
    year_end = ORDINARY._replace(is_quarter_end=True, is_year_end=True)
    assert calendar_bp(year_end, NOW) == NOW.year_end_bp


def test_a_tax_date_may_fall_on_another_kind_of_day() -> None:
    both = ORDINARY._replace(is_tax_date=True, is_after_month_end=True)
    assert calendar_bp(both, NOW) == NOW.tax_date_bp + NOW.after_month_end_bp


def test_with_ample_reserves_a_part_of_the_calendar_is_left_and_with_short_ones_all() -> None:
    assert weight(0.0, NOW) == pytest.approx(0.4)
    assert weight(5.0, NOW) == 1.0
    assert weight(0.0, load(date(2022, 6, 1)).period_ends) == 1.0


def test_the_size_of_a_term_is_one_on_average_never_negative_and_fat_above() -> None:
    sizes = [amplitude(NormalDist().inv_cdf((i + 0.5) / 4_000), NOW) for i in range(4_000)]
    assert fmean(sizes) == pytest.approx(1.0, abs=0.01)
    assert min(sizes) > 0.0
    assert 2.0 < sizes[3_800] < 3.0  # one period-end of twenty
    assert 1.0 - sizes[200] < sizes[3_800] - 1.0
