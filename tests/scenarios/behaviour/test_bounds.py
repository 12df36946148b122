"""Bounds as conditionals agree with the built-in ones."""

from hypothesis import given
from hypothesis import strategies as st

from tidegauge.scenarios.behaviour.bounds import between, between_usd, larger, smaller, smaller_usd

NUMBERS = st.floats(-1e18, 1e18)
DOLLARS = st.integers(-(10**18), 10**18)


@given(NUMBERS, NUMBERS)
def test_larger_and_smaller_are_max_and_min(a: float, b: float) -> None:
    assert (larger(a, b), smaller(a, b)) == (max(a, b), min(a, b))


@given(DOLLARS, DOLLARS, DOLLARS)
def test_between_holds_amounts_within_bounds(low: int, amount: int, high: int) -> None:
    assert between_usd(low, amount, high) == min(max(amount, low), high)
    assert smaller_usd(low, high) == min(low, high)


@given(NUMBERS, NUMBERS, NUMBERS)
def test_between_holds_numbers_within_bounds(low: float, x: float, high: float) -> None:
    assert between(low, x, high) == min(max(x, low), high)
