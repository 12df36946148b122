"""Bands and joint paths from the model's own past: whole error paths, scaled, laid on today's forecast.

Every past origin left a path of errors over the next twenty days. Divided by the scale of its own days and multiplied
by that of the days ahead it is one way in which this forecast may go wrong. All of them together keep the fat tails,
the skew and the memory that the errors had, without a distribution chosen by name, and without a random number.

References
----------
Barone-Adesi, Giannopoulos and Vosper (1999), "VaR without correlations for portfolios of derivative securities",
Journal of Futures Markets 19 (filtered historical simulation).
"""

from typing import TYPE_CHECKING

import numpy as np

from tidegauge.models.base import LEVELS

if TYPE_CHECKING:
    from numpy.typing import NDArray

KNOWN_SHARE_LEAST = 0.8  # of a path's days; a day without a figure (Good Friday) counts as no error


def scaled_errors(
    outcome: "NDArray[np.float64]", centre: "NDArray[np.float64]", scale: "NDArray[np.float64]"
) -> "NDArray[np.float64]":
    """Return past error paths over their scale [shape (n_paths, n_ahead)]; paths with too many gaps are left out.

    Parameters
    ----------
    outcome, centre, scale : array, shape (n, n_ahead)
        What came [bp], what was expected [bp], and the expected size of the error [bp].

    Examples
    --------
    >>> scaled_errors(np.array([[3.0, 5.0], [np.nan, 1.0]]), np.ones((2, 2)), np.full((2, 2), 2.0)).tolist()
    [[1.0, 2.0]]
    """
    errors = (outcome - centre) / scale
    is_usable = np.mean(~np.isnan(errors), axis=1) >= KNOWN_SHARE_LEAST
    found: NDArray[np.float64] = np.nan_to_num(errors[is_usable], nan=0.0)
    return found


def paths(
    centre: "NDArray[np.float64]", scale: "NDArray[np.float64]", errors: "NDArray[np.float64]"
) -> "NDArray[np.float64]":
    """Return the ways the spread may go [bp, shape (n_paths, n_ahead)], each as likely as the others.

    Parameters
    ----------
    centre, scale : array, shape (n_ahead,)
    errors : array, shape (n_paths, n_ahead)
        From `scaled_errors`.
    """
    found: NDArray[np.float64] = centre + scale * errors
    return found


def at_levels(ways: "NDArray[np.float64]") -> "NDArray[np.float64]":
    """Return the quantiles of each day at `LEVELS` [bp, shape (len(LEVELS), n_ahead)]; linear between ways."""
    place = np.array(LEVELS) * (len(ways) - 1)
    low = np.floor(place).astype(np.int64)
    part = (place - low)[:, None]
    ranked = np.sort(ways, axis=0)
    found: NDArray[np.float64] = ranked[low] * (1 - part) + ranked[np.minimum(low + 1, len(ways) - 1)] * part
    return found
