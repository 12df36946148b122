"""How large the error is likely to be."""

from datetime import date

import numpy as np

from tidegauge.models.treasury import uncertainty
from tidegauge.models.treasury.features import grid


def kind_on(day: str) -> str:
    """Return the kind of a day."""
    return uncertainty.KINDS[uncertainty.kinds()[grid().dates.index(date.fromisoformat(day))]]


def test_tax_deadlines_refunds_and_month_turns_are_days_of_their_own() -> None:
    assert kind_on("2025-04-15") == kind_on("2025-04-22") == "april"
    assert kind_on("2025-06-16") == "deadline"
    assert kind_on("2025-02-20") == "refunds"
    assert kind_on("2025-08-01") == "month_turn"
    assert kind_on("2025-08-12") == "plain"


def test_the_hard_season_gets_the_wider_error() -> None:
    size = np.where(uncertainty.kinds() == uncertainty.KINDS.index("april"), 20.0, 2.0)
    errors = size * np.random.default_rng(4).choice([-1.0, 1.0], size=len(size))
    squares = uncertainty.mean_squares(errors)
    assert squares[uncertainty.KINDS.index("april")] > 20 * squares[0]


def test_independent_days_have_no_shared_error_and_a_level_that_is_off_has() -> None:
    noise = np.random.default_rng(5).normal(size=2000)
    shifts = np.repeat(np.random.default_rng(6).normal(size=20), 100)
    assert uncertainty.drift(noise) < 0.02
    assert 0.4 < uncertainty.drift(noise + shifts) < 2


def test_too_few_errors_say_nothing_about_drift() -> None:
    assert uncertainty.drift(np.ones(5)) == 0


def test_the_error_of_a_sum_grows_with_the_root_of_time_and_faster_with_drift() -> None:
    daily = np.ones(16)
    assert uncertainty.spread_of_sums(daily, 0.0)[15] == 4
    assert uncertainty.spread_of_sums(daily, 1.0)[15] > 16
