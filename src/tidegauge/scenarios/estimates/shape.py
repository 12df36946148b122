"""Skew and tails of a surprise, read off its 1 % and 99 % quantiles: s of z + s(z² − 1) + k(z³ − 3z).

Over c = √(1 + 2s² + 6k²), its standard deviation, the shape has quantiles of ±z + s(z² − 1) ± k(z³ − 3z). Not every
pair of quantiles has a shape, so the nearest one on a grid is taken.
"""

from typing import TYPE_CHECKING

import numpy as np

from tidegauge.scenarios.estimates.estimate import Estimate, Sample, estimate

if TYPE_CHECKING:
    from numpy.typing import NDArray

Z = 2.3263478740408408
"""The standard normal's 99 % quantile."""
GRID = np.arange(81) / 200
"""Skews and tails that are tried: 0 to 0.4, what errors of daily rates show and the behaviour can carry."""
DRAWS, SEED = 199, 7
SOURCE = "own: the shape nearest to the 1 % and 99 % quantiles of the surprises; errors by resampling them"


def nearest_shape(low: float, high: float) -> tuple[float, float]:
    """Return the skew and the tails whose quantiles lie nearest to two, in standard deviations.

    >>> nearest_shape(-Z, Z)
    (0.0, 0.0)
    """
    skew, tails = GRID[:, None], GRID[None, :]
    scale = np.sqrt(1 + 2 * skew**2 + 6 * tails**2)
    middle, half = skew * (Z**2 - 1) / scale, (Z + tails * (Z**3 - 3 * Z)) / scale
    distance = (middle - half - low) ** 2 + (middle + half - high) ** 2
    place = np.unravel_index(int(distance.argmin()), distance.shape)
    return float(GRID[place[0]]), float(GRID[place[1]])


def shape(family: str, surprises: "NDArray[np.float64]", sample: Sample) -> list[Estimate]:
    """Return skew and tails of surprises; neither is below 0, as in the behaviour."""
    drawn = np.random.default_rng(SEED).choice(surprises, (DRAWS, len(surprises)))
    again = np.array([nearest_shape(*_quantiles(one)) for one in drawn])
    values, errors = nearest_shape(*_quantiles(surprises)), again.std(axis=0).tolist()
    return [
        estimate(f"{family}.{name}", value, error, sample, SOURCE, least=0.0)
        for name, value, error in zip(("skew", "tails"), values, errors, strict=True)
    ]


def _quantiles(surprises: "NDArray[np.float64]") -> tuple[float, float]:
    """Return the 1 % and 99 % quantiles in standard deviations."""
    low, high = (np.quantile(surprises, (0.01, 0.99)) / surprises.std()).tolist()
    return low, high
