"""Rows with gaps are left out, and drivers that say the same thing are refused by name."""

import numpy as np
import pytest

from tidegauge.errors import CollinearDrivers, TooFewRows
from tidegauge.models.fits.design import require_rows, triangle, whole_rows

STEPS = np.arange(40.0)
WAVE = np.sin(STEPS)


def test_a_row_needs_its_outcome_and_every_driver() -> None:
    outcome = np.array([1.0, np.nan, 3.0, 4.0])
    drivers = np.array([[1.0, 1.0], [1.0, 1.0], [np.nan, 1.0], [1.0, np.inf]])
    assert whole_rows(outcome, drivers).tolist() == [True, False, False, False]


def test_two_coefficients_need_three_rows() -> None:
    require_rows(3, 2)
    with pytest.raises(TooFewRows, match="needs 3 rows without a gap, and there are 2"):
        require_rows(2, 2)


@pytest.mark.parametrize("level", [0.0, 0.1, 1e9])
def test_a_constant_driver_is_named_with_the_intercept(level: float) -> None:
    drivers = np.column_stack([STEPS, np.full(40, level)])
    with pytest.raises(CollinearDrivers, match="One of intercept, tax_day follows from the others over 40 rows"):
        triangle(drivers, ("trend", "tax_day"))


def test_a_sum_of_drivers_is_named_with_its_parts_and_with_nothing_else() -> None:
    drivers = np.column_stack([STEPS, WAVE, np.cos(STEPS), STEPS - 2 * WAVE + 7])
    with pytest.raises(CollinearDrivers, match="One of bills, coupons, net follows"):
        triangle(drivers, ("bills", "coupons", "season", "net"))


def test_drivers_without_names_are_counted_from_1() -> None:
    with pytest.raises(CollinearDrivers, match="One of driver 1, driver 2 follows"):
        triangle(np.column_stack([STEPS, 3 * STEPS]), ())


def test_a_driver_far_from_0_that_moves_is_no_constant() -> None:
    drivers = 1e6 + np.column_stack([WAVE, np.cos(STEPS)])
    q, r, means = triangle(drivers, ())
    np.testing.assert_allclose(q @ r, np.column_stack([np.ones(40), drivers - means]), atol=1e-8)
