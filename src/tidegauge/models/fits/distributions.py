"""Student's t, F and the normal, without a statistics library: probabilities beyond a value, and values.

References
----------
Abramowitz and Stegun (1964), "Handbook of Mathematical Functions", sections 26.2, 26.5 and 26.7.
"""

import math
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

FRACTION_STEPS = 300
FRACTION_TOLERANCE = 1e-15
TINY = 1e-300
HALVINGS = 200


def student_tail(t: float, freedom: float) -> float:
    """Return P(T > t) of Student's t for t ≥ 0.

    >>> round(student_tail(2.228, 10), 4)  # the printed tables' 2.5 % point
    0.025
    """
    return 0.5 * incomplete_beta(freedom / (freedom + t * t), freedom / 2, 0.5)


@lru_cache(maxsize=1024)  # a protocol asks for the same few values thousands of times
def student_value(tail: float, freedom: float) -> float:
    """Return the t above which lies a probability `tail`, at most 0.5.

    >>> round(student_value(0.025, 10), 3)
    2.228
    """
    low, high = 0.0, 1.0
    while student_tail(high, freedom) > tail:
        high *= 2
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        if middle in (low, high):
            break
        low, high = (middle, high) if student_tail(middle, freedom) > tail else (low, middle)
    return high


def f_tail(f: float, freedom: float, freedom_below: float) -> float:
    """Return P(F > f) of the F distribution for f ≥ 0; `freedom` is the numerator's.

    >>> round(f_tail(4.10, 2, 10), 3)  # the printed tables' 5 % point
    0.05
    """
    return incomplete_beta(freedom_below / (freedom_below + freedom * f), freedom_below / 2, freedom / 2)


def normal_share(z: "NDArray[np.float64]") -> "NDArray[np.float64]":
    """Return Φ(z), the share of a standard normal below each z.

    >>> normal_share(np.array([0.0, 1.959964])).round(6).tolist()
    [0.5, 0.975]
    """
    shape = np.shape(z)
    return np.array([0.5 * math.erfc(-value / math.sqrt(2)) for value in np.ravel(z).tolist()]).reshape(shape)


def incomplete_beta(x: float, a: float, b: float) -> float:
    """Return the regularised incomplete beta function, by its continued fraction (Abramowitz and Stegun 26.5.8)."""
    if x <= 0 or x >= 1:
        return float(x >= 1)
    if x > (a + 1) / (a + b + 2):
        return 1 - incomplete_beta(1 - x, b, a)
    front = math.exp(math.lgamma(a + b) - math.lgamma(a) - math.lgamma(b) + a * math.log(x) + b * math.log1p(-x))
    ratio = fraction = 1 / _away_from_zero(1 - (a + b) * x / (a + 1))
    other = 1.0
    for m in range(1, FRACTION_STEPS):
        for term in (
            m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m)),
            -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1)),
        ):
            ratio = 1 / _away_from_zero(1 + term * ratio)
            other = _away_from_zero(1 + term / other)
            fraction *= ratio * other
        if abs(ratio * other - 1) < FRACTION_TOLERANCE:
            break
    return front * fraction / a


def _away_from_zero(x: float) -> float:
    return x if abs(x) > TINY else TINY
