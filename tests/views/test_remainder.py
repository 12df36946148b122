"""The row of what is not published yet: rows and remainder add up to the total."""

from dataclasses import replace
from datetime import date

from tidegauge.questions.shapes import Cause, Drain
from tidegauge.views.remainder import Remainder, remainder

TGA = Cause("tga_wednesday", -38, 38, 38)
POOL = Cause("foreign_repo_pool", 3, -3, 0)
WEEK = Drain(
    date(2026, 3, 18), date(2026, 3, 25), "wednesday_level", 37, 39, (TGA, POOL), ("loans", "swaps", "fed_assets")
)


def test_the_remainder_is_the_difference_to_the_total() -> None:
    assert remainder(WEEK) == Remainder(2, 2, 1)
    assert remainder(replace(WEEK, net_liquidity_usd=None)) == Remainder(2, 2, None)


def test_a_whole_week_or_one_without_a_total_has_no_remainder() -> None:
    assert remainder(replace(WEEK, missing=())) is None
    assert remainder(replace(WEEK, reserves_usd=None)) is None
