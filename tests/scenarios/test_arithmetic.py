"""Are the shared polynomials as close to the true functions as they say? Held against 50-digit decimals."""

import inspect
import math
import random
import re
from collections.abc import Callable
from decimal import Decimal, localcontext

import pytest

from tidegauge.scenarios import arithmetic

ERROR_MAX = 1e-14
PI = Decimal("3.14159265358979323846264338327950288419716939937511")
DIGITS = 80


def error(value: float, true: Decimal) -> float:
    """Return the relative error of a float against a decimal."""
    return float(abs(Decimal(value) - true) / abs(true)) if true else abs(value)


def series(first: Decimal, ratio: Callable[[int], Decimal]) -> Decimal:
    """Add a power series up until its terms no longer count."""
    total = term = first
    for n in range(1, 80):
        term *= ratio(n)
        total += term
    return total


def points(low: float, high: float, count: int = 4000) -> list[float]:
    """Return points of a range, its ends and its middle among them."""
    draw = random.Random(20261121)
    return [low, high, (low + high) / 2, *(draw.uniform(low, high) for _ in range(count))]


@pytest.fixture(autouse=True)
def digits():
    with localcontext() as context:
        context.prec = DIGITS
        yield


def worst(function: Callable[[float], float], true: Callable[[Decimal], Decimal], at: list[float]) -> float:
    """Return the largest relative error of a function over points."""
    return max(error(function(x), true(Decimal(x))) for x in at)


def test_exp_is_right_from_minus_700_to_700():
    assert worst(arithmetic.exp, Decimal.exp, points(-700, 700) + points(-1, 1)) < ERROR_MAX


def test_exp_stays_finite_whatever_comes_in():
    assert arithmetic.exp(1e9) == arithmetic.exp(700.0) < math.inf
    assert arithmetic.exp(-1e9) == arithmetic.exp(-700.0) > 0.0


def test_log_is_right_for_every_size_of_number_and_near_one():
    sizes = [math.ldexp(x, k) for k in range(-1000, 1000, 37) for x in points(1.0, 2.0, 20)]
    assert worst(arithmetic.log, Decimal.ln, [*sizes, *points(0.5, 2.0), 1 - 2**-53, 1 + 2**-52]) < ERROR_MAX
    assert arithmetic.log(1.0) == 0.0


def test_log1p_keeps_its_digits_where_x_is_tiny():
    tiny = [sign * 10.0**-k for k in range(1, 300, 7) for sign in (1, -1)]

    def true(x: Decimal) -> Decimal:
        return (1 + x).ln() if abs(x) > Decimal("1e-20") else x - x * x / 2

    assert worst(arithmetic.log1p, true, tiny + points(-0.9, 5.0)) < ERROR_MAX


def test_softplus_is_right_on_both_sides_of_its_kink():
    at = points(-120, 120) + points(-1, 1)

    def true(x: Decimal) -> Decimal:
        return (1 + x.exp()).ln()

    assert worst(arithmetic.softplus, true, at) < ERROR_MAX


def test_logistic_is_right_and_its_two_halves_add_to_one():
    assert worst(arithmetic.logistic, lambda x: 1 / (1 + (-x).exp()), points(-600, 600) + points(-5, 5)) < ERROR_MAX
    assert all(abs(arithmetic.logistic(x) + arithmetic.logistic(-x) - 1) < 1e-15 for x in points(-40, 40, 200))


def test_sine_and_cosine_of_turns_are_right_all_the_way_round():
    for turns in points(0.0, 1.0, 1500):
        angle = 2 * PI * Decimal(turns)
        squared = -angle * angle
        sine = series(angle, lambda n, z=squared: z / (2 * n * (2 * n + 1)))
        cosine = series(Decimal(1), lambda n, z=squared: z / ((2 * n - 1) * 2 * n))
        s, c = arithmetic.sincos_turns(turns)
        assert abs(float(Decimal(s) - sine)) < ERROR_MAX
        assert abs(float(Decimal(c) - cosine)) < ERROR_MAX


def test_quarters_are_exact():
    assert [arithmetic.sincos_turns(k / 4) for k in range(5)] == [(0, 1), (1, 0), (0, -1), (-1, 0), (0, 1)]


def test_splitting_and_scaling_undo_each_other():
    for x in points(1e-300, 1e300, 200):
        mantissa, exponent = arithmetic.split(x)
        assert 0.5 <= mantissa < 1.0
        assert arithmetic.scale(arithmetic.scale(mantissa, exponent // 2), exponent - exponent // 2) == x


def test_dollars_are_floored_not_cut():
    assert [arithmetic.floor_usd(x) for x in (1.9, -1.1, 0.0, 3e14 + 0.5)] == [1, -2, 0, 300_000_000_000_000]
    assert [arithmetic.nearest_usd(x) for x in (1.4, 1.5, -1.5, -1.6)] == [1, 2, -1, -2]


def sine_over_angle(z: Decimal) -> Decimal:
    """Return sin(√z)/√z."""
    return series(Decimal(1), lambda n: -z / (2 * n * (2 * n + 1)))


def cosine_of_root(z: Decimal) -> Decimal:
    """Return cos(√z)."""
    return series(Decimal(1), lambda n: -z / ((2 * n - 1) * 2 * n))


def two_artanh_over_argument(z: Decimal) -> Decimal:
    """Return 2·artanh(√z)/√z."""
    s = z.sqrt()
    return ((1 + s) / (1 - s)).ln() / s


def interpolated(function: Callable[[Decimal], Decimal], low: Decimal, high: Decimal, degree: int) -> list[float]:
    """Return the coefficients, lowest first, of the polynomial through the zeros of a Chebyshev polynomial."""
    n = degree + 1
    zeros = (cosine_of_root((PI * (2 * i + 1) / (2 * n)) ** 2) for i in range(n))
    at = [(low + high) / 2 + (high - low) / 2 * zero for zero in zeros]
    divided = [function(x) for x in at]
    for j in range(1, n):
        for i in range(n - 1, j - 1, -1):
            divided[i] = (divided[i] - divided[i - 1]) / (at[i] - at[i - j])
    found = [Decimal(0)]
    for coefficient, x in zip(reversed(divided), reversed(at), strict=True):
        found = [above - x * same for above, same in zip([Decimal(0), *found], [*found, Decimal(0)], strict=True)]
        found[0] += coefficient
    return [float(value) for value in found[:n]]


MARGIN = Decimal("1.0001")
HALF_LN2, EIGHTH = Decimal(2).ln() / 2 * MARGIN, (PI / 4) ** 2 * MARGIN
NEAR_ONE = ((Decimal(2).sqrt() - 1) / (Decimal(2).sqrt() + 1)) ** 2 * MARGIN
POLYNOMIALS = (  # the third and fourth chain of `sincos_turns` are those of the cosine
    (arithmetic.exp, 0, Decimal.exp, -HALF_LN2, HALF_LN2, 10),
    (arithmetic.log, 0, two_artanh_over_argument, Decimal(0), NEAR_ONE, 6),
    (arithmetic.softplus, 0, two_artanh_over_argument, Decimal(0), Decimal(1) / 9, 8),
    (arithmetic.sincos_turns, 0, sine_over_angle, Decimal(0), EIGHTH, 5),
    (arithmetic.sincos_turns, 1, cosine_of_root, Decimal(0), EIGHTH, 6),
)


def chains(function: Callable[..., object]) -> list[list[float]]:
    """Return the coefficients of every chain in a function's source, lowest power first."""
    found: list[list[float]] = []
    for name, sign, number in re.findall(
        r"^    (even|odd) = (?:\1 \* \w (.) )?(-?[\d.e-]+)$", inspect.getsource(function), re.MULTILINE
    ):
        if not sign:
            found.append([])
        assert name in {"even", "odd"}
        found[-1].insert(0, float(number) * (-1 if sign == "-" else 1))
    return found


@pytest.mark.parametrize(("function", "number", "true", "low", "high", "degree"), POLYNOMIALS)
def test_coefficients_are_those_of_chebyshev_interpolation(function, number, true, low, high, degree):
    even, odd = chains(function)[2 * number : 2 * number + 2]
    expected = interpolated(true, low, high, degree)
    assert even == pytest.approx(expected[0::2], rel=1e-9, abs=1e-15)
    assert odd == pytest.approx(expected[1::2], rel=1e-9, abs=1e-15)
