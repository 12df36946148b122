"""Two verdicts: a model may be right in the middle and wrong about how sure it is, and Holm counts both."""

import numpy as np

from tidegauge.forecasts.kept import Facts, Kept
from tidegauge.forecasts.score import Score, scoreboard
from tidegauge.models.base import LEVELS
from tidegauge.models.comparison import holm
from tidegauge.models.rivals import RIVALS
from tidegauge.models.walk_forward import Table

DAYS = 900
EVEN = np.array(LEVELS) - 0.5
"""Bands of 1 from the lowest level to the highest, about."""


def kept(centre: np.ndarray, width: float, *, model: str = "effr_spread") -> Kept:
    """Return forecasts of outcomes that are uniform within half of the rival's nil, in bands of some width."""
    origin = np.arange(DAYS, dtype=np.int32)
    outcome = np.random.default_rng(2).uniform(-0.5, 0.5, DAYS)
    middle = centre * outcome
    bands = middle[:, None] + width * EVEN
    rivals = np.zeros((DAYS, len(RIVALS)))
    table = Table(origin, np.ones(DAYS, np.int16), origin + 1, middle, np.ones(DAYS), bands, rivals, outcome)
    facts = Facts(model, "effr_iorb_bp", "bp", "2026-04-01T20:00:00+00:00", "2026-03-31", "1970-04-11", "", 1.0, ())
    return Kept(facts, table)


def scored(centre: float, width: float) -> Score:
    """Return the score of such forecasts."""
    (found,) = scoreboard([kept(np.full(DAYS, centre), width)], {})
    return found


def test_a_model_that_says_what_its_rival_says_with_bands_too_wide_or_too_narrow_loses_by_its_distribution() -> None:
    for width in (8.0, 0.05):
        found = scored(0.0, width)
        assert (found.verdict, found.distribution_verdict) == ("equals", "loses")
        assert found.crps > found.rival_crps
    assert scored(0.0, 1.0).crps_skill > -0.02


def test_a_model_nearer_to_what_came_with_fitting_bands_is_better_in_both_and_with_wild_ones_in_one() -> None:
    good, wild = scored(0.5, 0.5), scored(0.5, 20.0)
    assert (good.verdict, good.distribution_verdict) == ("better", "better")
    assert (wild.verdict, wild.distribution_verdict) == ("better", "loses")


def test_the_p_values_of_both_verdicts_of_all_that_is_shown_are_one_family() -> None:
    rough = np.random.default_rng(3).normal(0.05, 1, DAYS)
    found = scoreboard([kept(rough, 1.1), kept(rough / 2, 0.9, model="sofr_spread")], {})
    raw = [p for score in found for p in (score.p_value, score.crps_p_value)]
    assert [p for score in found for p in (score.p_holm, score.crps_p_holm)] == holm(raw)
    assert max(raw) < 1
