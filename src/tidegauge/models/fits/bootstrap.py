"""Rows drawn in blocks, so that a resampled series keeps the memory of the one it comes from. Seeded.

Positions come with shape (draws, n), to index rows with; the first draws of a longer run are those of a shorter one
with the same seed.

References
----------
Politis and Romano (1992), "A circular block-resampling procedure for stationary data", in "Exploring the Limits of
Bootstrap", Wiley.
"""

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

DRAWS = 999


def circular_blocks(n: int, block: int, *, seed: int, draws: int = DRAWS) -> "NDArray[np.int64]":
    """Return rows in blocks of `block` neighbours, the last row followed by the first: every row is equally likely.

    >>> circular_blocks(6, 3, seed=1, draws=2).tolist()
    [[2, 3, 4, 3, 4, 5], [4, 5, 0, 5, 0, 1]]
    """
    block = max(1, min(block, n))
    starts = np.random.default_rng(seed).integers(0, n, (draws, -(-n // block)))
    rows: NDArray[np.int64] = (starts[:, :, None] + np.arange(block)).reshape(draws, -1)[:, :n] % n
    return rows
