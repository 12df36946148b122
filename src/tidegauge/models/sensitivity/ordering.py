"""Which asset reacts most to a gauge, and how sure can one be? Ranks from resampled weeks, beside those of placebos.

An asset that moves a lot has a large slope by chance, up or down, so the share of draws in which it ranks first says
little by itself: beside it stands how often it ranks first when the gauge is shifted to the wrong weeks.
"""

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from tidegauge.models.fits.bootstrap import circular_blocks
from tidegauge.models.sensitivity.placebos import NEAREST_SHIFT
from tidegauge.models.sensitivity.slopes import LEAST_ROWS
from tidegauge.models.sensitivity.weeks import ASSETS

if TYPE_CHECKING:
    from numpy.typing import NDArray

DRAWS, BLOCK, SEED = 2_000, 8, 20220309


class Rank(NamedTuple):
    """Where an asset stands among all, 1 being the largest slope: in the sample, and in 90 % of resamples.

    `shares` are the shares of resamples at each rank; `first_by_chance` is how often the asset is first where the gauge
    stands in the wrong weeks.
    """

    asset: str
    slope: float
    rank: int
    low: int
    high: int
    first: float
    first_by_chance: float
    shares: tuple[float, ...]


def ordering(returns: "NDArray[np.float64]", driver: "NDArray[np.float64]", *, draws: int = DRAWS) -> list[Rank]:
    """Return the assets by slope, the largest first.

    Parameters
    ----------
    returns : array of float64, shape (n, len(ASSETS))
    driver : array of float64, shape (n,)
    """
    chosen = [n for n in range(len(ASSETS)) if _usable(returns[:, n], driver).sum() >= LEAST_ROWS]
    n_weeks = len(driver)
    here = _slopes(returns[:, chosen], driver, np.arange(n_weeks)[None])[0]
    drawn = _slopes(returns[:, chosen], driver, circular_blocks(n_weeks, BLOCK, seed=SEED, draws=draws))
    steps = np.arange(NEAREST_SHIFT, n_weeks - NEAREST_SHIFT + 1)
    shifted = np.stack(
        [_slopes(returns[:, chosen], np.roll(driver, step), np.arange(n_weeks)[None])[0] for step in steps]
    )
    ranks, by_chance = _ranks(drawn), _ranks(shifted)
    found = []
    for column, place in zip(range(len(chosen)), _ranks(here[None])[0].tolist(), strict=True):
        low, high = np.quantile(ranks[:, column], (0.05, 0.95)).round().astype(int).tolist()
        shares = tuple(float((ranks[:, column] == rank).mean()) for rank in range(1, len(chosen) + 1))
        chance = float((by_chance[:, column] == 1).mean())
        asset = ASSETS[chosen[column]].id
        found.append(Rank(asset, float(here[column]), place, low, high, shares[0], chance, shares))
    return sorted(found, key=lambda one: one.rank)


def _usable(returns: "NDArray[np.float64]", driver: "NDArray[np.float64]") -> "NDArray[np.bool_]":
    usable: NDArray[np.bool_] = np.isfinite(returns) & np.isfinite(driver)
    return usable


def _slopes(
    returns: "NDArray[np.float64]", driver: "NDArray[np.float64]", rows: "NDArray[np.int64]"
) -> "NDArray[np.float64]":
    """Return the slope of each asset on resampled rows, shape (draws, assets); each asset on the weeks it has."""
    found = []
    for column in returns.T:
        usable = _usable(column, driver)
        x, y = np.where(usable, driver, 0.0)[rows], np.where(usable, column, 0.0)[rows]
        count = np.maximum(usable[rows].sum(axis=1), 1)
        across = (x * y).sum(axis=1) - x.sum(axis=1) * y.sum(axis=1) / count
        found.append(across / ((x * x).sum(axis=1) - x.sum(axis=1) ** 2 / count))
    return np.stack(found, axis=1)


def _ranks(slopes: "NDArray[np.float64]") -> "NDArray[np.int64]":
    """Return the rank of each slope among its row, 1 the largest."""
    ranks: NDArray[np.int64] = (-slopes).argsort(axis=1, kind="stable").argsort(axis=1, kind="stable") + 1
    return ranks
