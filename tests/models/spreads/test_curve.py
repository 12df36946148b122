"""The kink: cash beyond satiation is worth nothing, every point below it counts in full."""

import numpy as np

from tidegauge.models.spreads.curve import shortage


def test_more_cash_above_satiation_changes_nothing_and_less_below_it_counts_in_full() -> None:
    found = shortage(np.array([30.0, 20.0, 9.0, 8.0]), 13.0, 0.7)
    assert abs(found[0] - found[1]) < 1e-3
    assert abs(found[3] - found[2] - 1.0) < 0.01


def test_at_satiation_the_curve_is_round() -> None:
    assert np.isclose(shortage(np.array([13.0]), 13.0, 0.7)[0], 0.7 * np.log(2))


def test_the_shortage_never_rises_with_cash() -> None:
    assert (np.diff(shortage(np.linspace(5, 25, 200), 17.0, 2.0)) < 0).all()


def test_cash_that_nobody_knows_leaves_the_shortage_unknown() -> None:
    assert np.isnan(shortage(np.array([np.nan]), 13.0, 0.7)[0])
