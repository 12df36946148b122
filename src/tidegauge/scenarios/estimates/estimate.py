"""One estimate: a value, how sure it is, and the sample it rests on."""

from collections.abc import Sequence
from datetime import date
from typing import Literal, NamedTuple

OnGrid = Literal["inside", "edge"]

BAND = 1.645
"""Standard errors from the value to the ends of a 90 % interval, the range of every estimate in `parameters.toml`."""


class Sample(NamedTuple):
    """The days an estimate rests on: how many, the first and the last, and the series they were read from."""

    n: int
    start: date
    end: date
    series: tuple[str, ...]


class Estimate(NamedTuple):
    """A parameter's value in its unit, its 90 % range, and its sample.

    `standard_error` is None where the value is one itself, or a place on a grid. `is_held` says that the regression
    gave a sign that the behaviour cannot have, so that the value stands at 0. `grid` says of a place on a grid whether
    it lies "inside" it or at its "edge", where a wider grid might fit better; its range is then the grid's ends.
    """

    key: str
    value: float
    low: float
    high: float
    standard_error: float | None
    sample: Sample
    source: str
    is_held: bool = False
    grid: OnGrid | None = None


def estimate(
    key: str,
    value: float,
    standard_error: float,
    sample: Sample,
    source: str,
    *,
    least: float = float("-inf"),
    most: float = float("inf"),
) -> Estimate:
    """Return an estimate with its range; a value outside what the behaviour can have is held at that bound.

    >>> days = Sample(9, date(2021, 7, 1), date(2021, 7, 14), ("effr", "iorb"))
    >>> found = estimate("funds_rate.slope_bp", -0.7, 0.5, days, "own", least=0.0)
    >>> found.value, round(found.high, 2), found.is_held
    (0.0, 0.12, True)
    """

    def bound(number: float) -> float:
        return min(max(number, least), most)

    low, high = (bound(value + side * BAND * standard_error) for side in (-1, 1))
    return Estimate(key, bound(value), low, high, standard_error, sample, source, bound(value) != value)


def exact(key: str, value: float, sample: Sample, source: str, grid: Sequence[float] = ()) -> Estimate:
    """Return an estimate without a standard error of its own; one from a grid has the grid's ends as its range."""
    ends = (value, *grid)
    low, high = min(ends), max(ends)
    place: OnGrid = "edge" if value in (low, high) else "inside"
    return Estimate(key, value, low, high, None, sample, source, grid=place if grid else None)
