"""Bands hold what they claim, on few openings; `bench/band_coverage.py` has the whole table."""

from collections.abc import Sequence
from datetime import date

import pytest
from bench.band_coverage import PERIOD_END, Score, openings, scores, windows

FIRST, LAST, WEEKS = date(2021, 7, 7), date(2025, 8, 27), 6
HALVED = 0.59
"""Share of a normal distribution that lies within half of its 90 % band."""


@pytest.fixture(scope="module")
def found() -> Sequence[Score]:
    """Scores of the baseline on every sixth Wednesday, all in the sample that the uncertainty was fitted on."""
    return list(scores(list(openings(FIRST, LAST, WEEKS)), paths=200))


def inside(found: Sequence[Score], metric: str, share: float) -> float:
    """Return how often a central band held, over all horizons."""
    held = [score.is_inside(share) for score in found if score.metric == metric and score.horizon != PERIOD_END]
    return sum(held) / len(held)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("metric", "low", "high"),
    [
        ("sofr_iorb_bp", 0.84, 0.97),
        ("reserves_usd", 0.84, 0.99),
        ("tga_usd", 0.78, 0.94),
        ("on_rrp_usd", 0.80, 0.96),
    ],
)
def test_the_90_percent_band_holds_and_half_of_it_would_not(
    found: Sequence[Score], metric: str, low: float, high: float
) -> None:
    assert low <= inside(found, metric, 0.9) <= high
    assert inside(found, metric, HALVED) < low


@pytest.mark.slow
def test_period_ends_hold_too(found: Sequence[Score]) -> None:
    ends = [score.is_inside(0.9) for score in found if (score.metric, score.horizon) == ("sofr_iorb_bp", PERIOD_END)]
    assert 0.82 <= sum(ends) / len(ends) <= 0.99


def test_windows_that_overlap_count_once() -> None:
    def score(on: date) -> Score:
        return Score("tga_usd", 20, on, 0.5, 0.0, 0.0)

    overlapping = [score(date(2025, 3, day)) for day in (3, 4, 5)]
    assert windows(overlapping, 20) == 1
    assert windows([*overlapping, score(date(2025, 5, 5))], 20) == 3
    assert windows(overlapping, 1) == 3
