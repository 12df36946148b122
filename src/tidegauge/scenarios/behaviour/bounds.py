"""Larger, smaller and between, as conditionals that compile without a branch."""


def larger(a: float, b: float) -> float:
    """Return the larger of two numbers.

    >>> larger(1.0, 2.0)
    2.0
    """
    return a if a > b else b


def smaller(a: float, b: float) -> float:
    """Return the smaller of two numbers.

    >>> smaller(1.0, 2.0)
    1.0
    """
    return a if a < b else b


def between(low: float, x: float, high: float) -> float:
    """Return x held within [low, high]; `high` wins where they cross.

    >>> between(0.0, 1.5, 1.0)
    1.0
    """
    held = x if x > low else low
    return held if held < high else high


def smaller_usd(a: int, b: int) -> int:
    """Return the smaller of two amounts [USD].

    >>> smaller_usd(-3, 2)
    -3
    """
    return a if a < b else b


def between_usd(low: int, amount: int, high: int) -> int:
    """Return an amount held within [low, high] [USD]; `high` wins where they cross.

    >>> between_usd(0, -3, 5)
    0
    """
    held = amount if amount > low else low
    return held if held < high else high
