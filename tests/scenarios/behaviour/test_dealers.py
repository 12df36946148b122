"""Dealers' balance sheets: a fuller book costs more, most of all at a quarter-end."""

from datetime import date

import pytest

from tidegauge.scenarios.behaviour.dealers import dealer_bp, limit_shrink
from tidegauge.scenarios.parameters import load

P = load(date(2025, 9, 30)).dealers


def test_the_opening_s_book_adds_nothing_on_any_kind_of_day() -> None:
    for shrink in (0.0, limit_shrink(True, False, P), limit_shrink(True, True, P)):
        assert dealer_bp(0.0, 2e12, shrink, P) == pytest.approx(0.0, abs=1e-12)


def test_a_book_that_grew_costs_more_at_a_quarter_end_than_on_other_days() -> None:
    ordinary = dealer_bp(2e11, 2e12, limit_shrink(False, False, P), P)
    quarter_end = dealer_bp(2e11, 2e12, limit_shrink(True, False, P), P)
    year_end = dealer_bp(2e11, 2e12, limit_shrink(True, True, P), P)
    assert 0.0 < ordinary < quarter_end < year_end


def test_a_smaller_book_makes_a_quarter_end_cheaper() -> None:
    assert dealer_bp(-4e11, 2e12, limit_shrink(True, False, P), P) < 0.0


def test_a_sheet_without_dealers_says_nothing() -> None:
    assert dealer_bp(1e12, 0.0, 0.0, P) == 0.0


def test_the_effect_is_capped_either_way() -> None:
    assert dealer_bp(7e12, 2e12, 0.0, P) == P.max_bp
    assert dealer_bp(-2e12, 2e12, 0.0, P._replace(opening_share=2.0)) == -P.max_bp
