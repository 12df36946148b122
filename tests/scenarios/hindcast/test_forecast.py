"""Scores count what they say: errors of the median and of "no change", and how often a band holds."""

from datetime import date, timedelta

import numpy as np
import pytest
from tests.scenarios import small

from tidegauge.reference import figures
from tidegauge.scenarios.hindcast.forecast import BANDS, INPUTS, QUANTILES, VARIABLES, opening_of, outcomes, score
from tidegauge.store import Store

DAYS = [date(2025, 7, 9) + timedelta(weeks=i) for i in range(4)]
FAN = np.array([[0, 10, 20, 30, 40]] * 4)
"""Five paths that stand still."""


def test_a_band_lies_between_the_quantiles_that_hold_its_share() -> None:
    for share, (low, high) in BANDS.items():
        assert QUANTILES[high] - QUANTILES[low] == pytest.approx(share)
        assert QUANTILES[low] + QUANTILES[high] == 1.0
    assert QUANTILES[2] == 0.5


def test_no_change_repeats_the_opening() -> None:
    found = score("tga_usd", DAYS[:1], FAN[:1], {DAYS[0]: 50.0}, 45.0)
    assert (found.error, found.error_no_change, found.loses) == (30.0, 5.0, True)


def test_no_change_of_the_spread_is_the_last_one_known_and_not_its_usual_level() -> None:
    made = small.program(sofr_iorb_bp=9.0, sofr_iorb_bp_usual=3.0)
    assert (opening_of(made, "sofr_iorb_bp"), opening_of(made, "reserves_usd")) == (9.0, 3_000e9)


def test_a_hand_made_score() -> None:
    found = score("tga_usd", DAYS, FAN, dict(zip(DAYS, (20.0, 35.0, 50.0, 15.0), strict=True)), 0.0)
    assert found.error == (0 + 15 + 30 + 5) / 4
    assert found.error_no_change == 30.0
    assert found.coverage == {0.5: 0.5, 0.9: 0.75}
    assert not found.loses


def test_no_change_wins_where_nothing_changed() -> None:
    assert score("tga_usd", DAYS, FAN, dict.fromkeys(DAYS, 3.0), 3.0).loses


def test_spreads_are_read_in_basis_points() -> None:
    found = score("sofr_iorb_bp", DAYS[:1], FAN[:1] * 1000, {DAYS[0]: 22.0}, 2.0)
    assert (found.error, found.forecasts[0].quantiles) == (2.0, (2.0, 10.0, 20.0, 30.0, 38.0))


def test_the_paths_say_how_far_chance_reaches() -> None:
    """Five still paths: the middle three lie in the 50 % band every day, the outer two never."""
    found = score("tga_usd", DAYS, FAN, dict.fromkeys(DAYS, 20.0), 0.0)
    assert found.coverage[0.5] == 1.0
    assert found.coverage_of_paths[0.5] == (0.0, 1.0)
    moving = np.array([[path if day % 2 else 40 - path for path in (0, 10, 20, 30, 40)] for day in range(4)])
    assert score("tga_usd", DAYS, moving, dict.fromkeys(DAYS, 20.0), 0.0).coverage_of_paths == found.coverage_of_paths
    turns = np.array([np.roll((0, 10, 20, 30, 40), day) for day in range(4)])
    low, high = score("tga_usd", DAYS, turns, dict.fromkeys(DAYS, 20.0), 0.0).coverage_of_paths[0.5]
    assert 0.25 <= low < high <= 0.75  # paths that change places each spend about their share of days inside


def test_days_that_were_not_simulated_are_not_scored_and_nothing_observed_is_no_defeat() -> None:
    assert score("tga_usd", DAYS, FAN, {date(2020, 1, 1): 5.0}, 0.0).forecasts == ()
    assert not score("tga_usd", DAYS, FAN, {}, 0.0).loses


@pytest.mark.parametrize(
    ("metric", "value"),
    [
        ("reserves_usd", 2_827_909_000_000),
        ("srf_usd", 10_300_000_000),
        ("sofr_iorb_bp", 12),
    ],
)
def test_what_happened_on_29_october_2025(metric: str, value: float) -> None:
    frame = Store(figures.FOLDER).frame(INPUTS, as_of=figures.LAST_MOMENT)
    day = date(2025, 10, 29)
    assert outcomes(frame, metric, [day, date(2025, 10, 26)]) == {day: pytest.approx(value, rel=0.02)}
    assert set(VARIABLES) == {"reserves_usd", "tga_usd", "on_rrp_usd", "sofr_iorb_bp", "srf_usd"}
