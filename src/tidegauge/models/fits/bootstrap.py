"""Rows drawn in blocks, so that a resampled series keeps the memory of the one it comes from. Seeded.

Each function returns positions, shape (draws, n), to index rows with; the first draws of a longer run are those of a
shorter one with the same seed.

References
----------
Künsch (1989), "The jackknife and the bootstrap for general stationary observations", Annals of Statistics 17.
Politis and Romano (1992), "A circular block-resampling procedure for stationary data", in "Exploring the Limits of
Bootstrap", Wiley.
Politis and Romano (1994), "The stationary bootstrap", JASA 89.
"""

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

DRAWS = 999


def moving_blocks(n: int, block: int, *, seed: int, draws: int = DRAWS) -> "NDArray[np.int64]":
    """Return rows in blocks of `block` neighbours, each starting anywhere that leaves it whole.

    Rows near either end are drawn less often than the others (Künsch 1989).

    >>> moving_blocks(6, 3, seed=1, draws=2).tolist()
    [[1, 2, 3, 2, 3, 4], [3, 4, 5, 3, 4, 5]]
    """
    block = max(1, min(block, n))
    starts = np.random.default_rng(seed).integers(0, n - block + 1, (draws, -(-n // block)))
    return _joined(starts, block)[:, :n]


def circular_blocks(n: int, block: int, *, seed: int, draws: int = DRAWS) -> "NDArray[np.int64]":
    """Return rows in blocks of `block` neighbours, the last row followed by the first: every row is equally likely.

    >>> circular_blocks(6, 3, seed=1, draws=2).tolist()
    [[2, 3, 4, 3, 4, 5], [4, 5, 0, 5, 0, 1]]
    """
    block = max(1, min(block, n))
    starts = np.random.default_rng(seed).integers(0, n, (draws, -(-n // block)))
    return _joined(starts, block)[:, :n] % n


def stationary_blocks(n: int, mean_block: float, *, seed: int, draws: int = DRAWS) -> "NDArray[np.int64]":
    """Return rows in circular blocks of random length, geometric with mean `mean_block`: the result is stationary.

    Parameters
    ----------
    n : int
        Rows of the series, at least 1.
    mean_block : float
        At least 1; each row is followed by its neighbour with probability 1 - 1 / `mean_block`.

    Examples
    --------
    >>> rows = stationary_blocks(500, 10, seed=1, draws=20)
    >>> followed = (np.diff(rows) % 500 == 1).mean()
    >>> bool(0.88 < followed < 0.92)
    True
    """
    draw = np.random.default_rng(seed).random((draws, n, 2))
    is_start = draw[:, :, 0] * mean_block < 1
    is_start[:, 0] = True
    place = np.arange(n)
    since = place - np.maximum.accumulate(np.where(is_start, place, 0), axis=1)
    first = np.take_along_axis((draw[:, :, 1] * n).astype(np.int64), place - since, axis=1)
    rows: NDArray[np.int64] = (first + since) % n
    return rows


def _joined(starts: "NDArray[np.int64]", block: int) -> "NDArray[np.int64]":
    """Return blocks one after the other, shape (draws, blocks × block)."""
    return (starts[:, :, None] + np.arange(block)).reshape(len(starts), -1)
