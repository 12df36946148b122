"""How likely a spike is: at least one day with the spread above a threshold, within 1, 5 and 20 business days.

The probability is the share of joint paths that cross, so it and the bands are one distribution. A probability is
judged by its Brier score (Brier 1950) against two rivals that look at no market: the share of past windows with a
spike, and that share among windows that hold as much of the calendar as this one.

References
----------
Brier (1950), "Verification of forecasts expressed in terms of probability", Monthly Weather Review 78.
"""

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

WINDOWS = (1, 5, 20)
"""Business days within which a spike is asked for."""
THRESHOLD_BP = 10
"""A spike is strictly more; spreads are whole basis points, so 11 is the least."""
ROUNDING_BP = 0.5  # a path at 10.6 is published as 11


def is_spike(spread: "NDArray[np.float64]", threshold_bp: int = THRESHOLD_BP) -> "NDArray[np.bool_]":
    """Return which spreads, published or on a path, round to more than the threshold.

    >>> is_spike(np.array([10.0, 10.4, 10.6, 11.0])).tolist()
    [False, False, True, True]
    """
    found: NDArray[np.bool_] = spread > threshold_bp + ROUNDING_BP
    return found


def probabilities(
    ways: "NDArray[np.float64]", windows: tuple[int, ...] = WINDOWS, threshold_bp: int = THRESHOLD_BP
) -> "NDArray[np.float64]":
    """Return the probability of at least one spike within each window [shape (n_windows,)], never 0 nor 1.

    Half a path is added to both sides: among n ways that never crossed, the next may (Jeffreys' prior).

    Parameters
    ----------
    ways : array, shape (n_paths, n_ahead)
        From `distribution.paths` [bp]; at least as many days as the longest window.

    Examples
    --------
    >>> ways = np.array([[0.0, 12.0], [0.0, 0.0], [0.0, 0.0]])
    >>> probabilities(ways, (1, 2)).tolist()
    [0.125, 0.375]
    """
    crossed = np.logical_or.accumulate(is_spike(ways, threshold_bp), axis=1)
    return np.array([(crossed[:, window - 1].sum() + 0.5) / (len(ways) + 1) for window in windows])


def came(spread: "NDArray[np.float64]", window: int, threshold_bp: int = THRESHOLD_BP) -> "NDArray[np.float64]":
    """Return whether each day was followed by a spike within so many business days [1, 0, shape (n,)].

    NaN where no day of the window has a figure, and where the window is not over without a spike so far.

    Examples
    --------
    >>> came(np.array([0.0, 0.0, 12.0, 0.0, 0.0]), 2).tolist()
    [1.0, 1.0, 0.0, nan, nan]
    """
    padded = np.pad(spread[1:], (0, window), constant_values=np.nan)
    ahead = np.lib.stride_tricks.sliding_window_view(padded, window)[: len(spread)]
    has_spike = is_spike(ahead, threshold_bp).any(axis=1)
    is_over = np.arange(len(spread)) + window < len(spread)
    is_seen = ~np.isnan(ahead).all(axis=1)
    return np.where(has_spike, 1.0, np.where(is_over & is_seen, 0.0, np.nan))


def base_rate(
    spiked: "NDArray[np.float64]", window: int, kind: "NDArray[np.int64] | None" = None
) -> "NDArray[np.float64]":
    """Return the share of past windows with a spike, as each day could know it [shape (n,)]; the rival to beat.

    A window counts once it is over, two days later than its last, since yesterday's rate is out today. With `kind`
    only past windows of the same kind count. Half a window is added to both sides.

    Parameters
    ----------
    spiked : array, shape (n,)
        From `came`.
    kind : array of int, shape (n,)
        What the window ahead holds of the calendar.
    """
    n = len(spiked)
    kind = np.zeros(n, np.int64) if kind is None else kind
    rate = np.full(n, np.nan)
    for one in np.unique(kind).tolist():
        is_counted = (kind == one) & ~np.isnan(spiked)
        hits = np.cumsum(np.where(is_counted, spiked, 0.0))
        count = np.cumsum(is_counted)
        here = np.flatnonzero(kind == one)
        known = here - window - 1
        seen = np.where(known >= 0, count[known], 0)
        rate[here] = (np.where(known >= 0, hits[known], 0.0) + 0.5) / (seen + 1)
    return rate


def brier_skill(
    probability: "NDArray[np.float64]", rival: "NDArray[np.float64]", spiked: "NDArray[np.float64]"
) -> float:
    """Return 1 − Brier score ÷ the rival's: 1 is perfect, 0 no better than the rival, below 0 worse.

    NaN where the rival was never wrong by anything.

    Examples
    --------
    >>> brier_skill(np.array([0.9, 0.1]), np.array([0.5, 0.5]), np.array([1.0, 0.0])) == 1 - 0.01 / 0.25
    True
    """
    worst = float(((rival - spiked) ** 2).mean())
    return 1 - float(((probability - spiked) ** 2).mean()) / worst if worst > 0 else float("nan")
