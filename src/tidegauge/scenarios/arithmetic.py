"""Elementary functions whose last bit is the same in Python and in the compiled kernel.

`math.exp` and its kin come from the system's mathematics library, which differs between machines and from what a
compiler puts in its place. Two engines that must agree to the dollar therefore share these polynomials: only
+ − × ÷, `math.sqrt`, `math.floor`, comparisons and exact scaling by powers of two, in a fixed order, so every machine
with IEEE 754 doubles gives the same bits. They have no loop and no table, so a compiler turns them into SIMD. Their
coefficients interpolate the function at the zeros of a Chebyshev polynomial, in 60 digits; a test makes them again.
Even and odd powers are added up apart, because two short chains are done side by side where one long chain waits.

Relative error, measured in `tests/scenarios/test_arithmetic.py`: below 1e-14 everywhere in the ranges named.
"""

import math

EXPONENT_MAX = 700.0
"""Arguments of `exp` are held within ± this, so that results are neither infinite nor subnormal."""

_LOG2_E = 1.4426950408889634
_LN2_HIGH = 0.6931471803691238  # ln 2 in 33 bits: times an integer of 11 bits it is exact
_LN2_LOW = 1.9082149292705877e-10
_SQRT_HALF = 0.7071067811865476
_TWO_PI = 6.283185307179586


def split(x: float) -> tuple[float, int]:
    """Return mantissa in [0.5, 1) and exponent of a positive normal number; the kernel reads both off the bits.

    >>> split(12.0)
    (0.75, 4)
    """
    return math.frexp(x)


def scale(x: float, exponent: int) -> float:
    """Return x × 2**exponent, for exponents from −1022 to 1023; the kernel builds the factor from its bits.

    >>> scale(0.75, 4)
    12.0
    """
    return x * math.ldexp(1.0, exponent)


def exp(x: float) -> float:
    """Return e**x; x is held within ± 700.

    x = k·ln 2 + r with |r| ≤ ln 2 / 2, then a polynomial of degree 10 for e**r and an exact scaling by 2**k.

    >>> exp(0.0), round(exp(1.0), 14)
    (1.0, 2.71828182845905)
    """
    x = EXPONENT_MAX if x > EXPONENT_MAX else x
    x = -EXPONENT_MAX if x < -EXPONENT_MAX else x
    k = math.floor(x * _LOG2_E + 0.5)
    r = x - k * _LN2_HIGH - k * _LN2_LOW
    z = r * r
    even = 2.7626371065696354e-07
    even = even * z + 2.480150431378554e-05
    even = even * z + 0.001388888893251478
    even = even * z + 0.041666666666573066
    even = even * z + 0.5000000000000006
    even = even * z + 1.0
    odd = 2.764019739169484e-06
    odd = odd * z + 0.00019841170230570286
    odd = odd * z + 0.008333333385699212
    odd = odd * z + 0.16666666666554314
    odd = odd * z + 1.0000000000000067
    return scale(even + odd * r, k)


def log(x: float) -> float:
    """Return the natural logarithm of a positive normal number.

    x = m·2**k with m in [√½, √2), then ln m = 2·artanh(s), s = (m − 1) / (m + 1), |s| ≤ 0.172, to s¹³.

    >>> log(2.0)
    0.6931471805599453
    """
    m, k = split(x)
    is_low = m < _SQRT_HALF
    m = m * 2.0 if is_low else m
    k = k - 1 if is_low else k
    s = (m - 1.0) / (m + 1.0)
    z = s * s
    w = z * z
    even = 0.16837813568898644
    even = even * w + 0.22223434921408206
    even = even * w + 0.40000000061773056
    even = even * w + 2.0000000000000004
    odd = 0.18121922003893642
    odd = odd * w + 0.2857141601597565
    odd = odd * w + 0.6666666666655285
    return k * _LN2_HIGH + ((even + odd * z) * s + k * _LN2_LOW)


def log1p(x: float) -> float:
    """Return ln(1 + x) for x > −1, exact in the first order for small x.

    The rounding of 1 + x is undone by x / ((1 + x) − 1): Goldberg (1991), "What Every Computer Scientist Should Know
    About Floating-Point Arithmetic", theorem 4.

    >>> log1p(1e-20)
    1e-20
    """
    whole = 1.0 + x
    rounded = whole - 1.0
    if rounded == 0.0:
        return x
    return log(whole) * (x / rounded)


def softplus(x: float) -> float:
    """Return ln(1 + e**x), the smooth kink: near 0 far below zero, near x far above.

    It is max(x, 0) + ln(1 + u) with u = e**−|x|, and ln(1 + u) = 2·artanh(s), s = u / (2 + u) ≤ 1/3, to s¹⁷.

    >>> round(softplus(0.0), 12), softplus(50.0), softplus(-800.0) < 1e-300
    (0.69314718056, 50.0, True)
    """
    top = x if x > 0.0 else 0.0
    u = exp(x if x < 0.0 else -x)
    s = u / (2.0 + u)
    z = s * s
    w = z * z
    even = 0.18758019601047687
    even = even * w + 0.1557070720148144
    even = even * w + 0.22222709754719172
    even = even * w + 0.4000000011581452
    even = even * w + 2.000000000000003
    odd = 0.11744977819559474
    odd = odd * w + 0.18169333991893807
    odd = odd * w + 0.2857141793475505
    odd = odd * w + 0.6666666666618257
    return top + (even + odd * z) * s


def logistic(x: float) -> float:
    """Return 1 / (1 + e**−x), the smooth step from 0 to 1.

    >>> logistic(0.0)
    0.5
    """
    return 1.0 / (1.0 + exp(-x))


def sincos_turns(turns: float) -> tuple[float, float]:
    """Return sine and cosine of an angle in turns (1 is a full circle), for turns in [0, 1].

    The nearest quarter is taken off exactly, which leaves at most an eighth of a turn for two polynomials, odd
    of degree 11 and even of degree 12.

    >>> sincos_turns(1.0)
    (0.0, 1.0)
    """
    quarter = math.floor(turns * 4.0 + 0.5)
    a = (turns - quarter * 0.25) * _TWO_PI
    z = a * a
    w = z * z
    even = 2.7555271485395277e-06
    even = even * w + 0.008333333323874375
    even = even * w + 0.9999999999999957
    odd = -2.475652937959251e-08
    odd = odd * w - 0.00019841263296432765
    odd = odd * w - 0.1666666666661666
    s = a * (even + odd * z)
    even = 2.063042988376311e-09
    even = even * w + 2.4801578535940913e-05
    even = even * w + 0.04166666666647221
    even = even * w + 1.0
    odd = -2.7555233469269026e-07
    odd = odd * w - 0.001388888886997111
    odd = odd * w - 0.4999999999999925
    c = even + odd * z
    is_odd = (quarter & 1) == 1
    sine = c if is_odd else s
    cosine = s if is_odd else c
    sine = -sine if (quarter & 2) == 2 else sine
    cosine = -cosine if ((quarter + 1) & 2) == 2 else cosine
    return sine, cosine


def floor_usd(amount: float) -> int:
    """Return the whole dollars at or below an amount.

    >>> floor_usd(2.75), floor_usd(-2.75)
    (2, -3)
    """
    return math.floor(amount)


def nearest_usd(amount: float) -> int:
    """Return the nearest whole dollar; halves go up.

    >>> nearest_usd(2.5), nearest_usd(-2.5)
    (3, -2)
    """
    return math.floor(amount + 0.5)
