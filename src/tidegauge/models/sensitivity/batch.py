"""The t values of many pseudo-gauges on every asset at once: the regression of `slopes`, in a few matrix products.

A score is (x − mean x)·(y − mean y − b·(x − mean x)), a polynomial in x, so the cosine sums of all scores follow from
x times weights and x² times weights that depend on the returns alone. Returns that exist in the same weeks share the
weights of x². Cost: draws·n·cosines·(outcomes + 2·different stretches) products.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from tidegauge.models.fits.covariance import cosine_terms
from tidegauge.models.sensitivity.slopes import LEAST_ROWS

if TYPE_CHECKING:
    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Weights:
    """What the returns give to every regression: n rows, m outcomes on g different stretches, j cosines.

    `seen` (n, g) marks the rows of a stretch, `waves` (n, j, g) are its cosines, 0 in other rows and scaled so that the
    sum of squares of their products with scores is the meat. `stretch` (m,) says which is an outcome's; `centred`
    (n, m) is the return less its mean and `turned` (n, j, m) its product with the cosines.
    """

    seen: "NDArray[np.float64]"
    waves: "NDArray[np.float64]"
    stretch: "NDArray[np.int64]"
    centred: "NDArray[np.float64]"
    turned: "NDArray[np.float64]"


def weights(outcomes: "NDArray[np.float64]", is_used: "NDArray[np.bool_] | None" = None) -> Weights:
    """Return the weights of returns of shape (n, m); rows where `is_used`, shape (n,), is False count as missing."""
    present = np.isfinite(outcomes)
    if is_used is not None:
        present &= is_used[:, None]
    filled = np.where(present, outcomes, 0.0)
    centred = np.where(present, filled - filled.sum(axis=0) / np.maximum(present.sum(axis=0), 1), 0.0)
    seen, stretch = np.unique(present, axis=1, return_inverse=True)
    waves = np.zeros((len(outcomes), cosine_terms(len(outcomes)), seen.shape[1]))
    for column in range(seen.shape[1]):
        rows = np.flatnonzero(seen[:, column])
        if len(rows) < LEAST_ROWS:
            continue
        terms, long = cosine_terms(len(rows)), rows[-1] - rows[0] + 1
        angle = np.outer((rows - rows[0] + 0.5) / long, np.arange(1, terms + 1)) * np.pi
        waves[rows, :terms, column] = np.cos(angle) * np.sqrt(2 / terms)
    turned = waves[:, :, stretch] * centred[:, None, :]
    return Weights(seen.astype(np.float64), waves, stretch, centred, turned)


def t_values(drivers: "NDArray[np.float64]", given: Weights) -> "NDArray[np.float64]":
    """Return the t value of each draw on each outcome, shape (draws, m); NaN for too few rows or a driver that rests.

    Parameters
    ----------
    drivers : array of float64, shape (draws, n)
        Without gaps; any unit, since a t value has none.
    given : Weights
        Of the outcomes.
    """
    x = drivers - drivers.mean(axis=1, keepdims=True)
    x /= _or_nan(x.std(axis=1, keepdims=True))
    squares = x * x
    count = np.maximum(given.seen.sum(axis=0), 1)
    mean = x @ given.seen / count
    spread = _or_nan((squares @ given.seen - count * mean**2)[:, given.stretch])
    slope = (x @ given.centred) / spread
    by_wave = mean[:, None, :]
    around = _sums(squares, given.waves) - 2 * by_wave * _sums(x, given.waves) + by_wave**2 * given.waves.sum(axis=0)
    sums = _sums(x, given.turned)
    sums -= by_wave[:, :, given.stretch] * given.turned.sum(axis=0)
    sums -= slope[:, None, :] * around[:, :, given.stretch]
    meat = np.einsum("djm,djm->dm", sums, sums)
    with np.errstate(divide="ignore", invalid="ignore"):
        found: NDArray[np.float64] = np.where(meat > 0, slope * spread / np.sqrt(meat), np.nan)
    return found


def _or_nan(spread: "NDArray[np.float64]") -> "NDArray[np.float64]":
    """Return a spread to divide by, NaN where nothing is spread."""
    found: NDArray[np.float64] = np.where(spread > 0, spread, np.nan)
    return found


def _sums(rows: "NDArray[np.float64]", columns: "NDArray[np.float64]") -> "NDArray[np.float64]":
    """Return rows (d, n) times columns (n, j, m), shape (d, j, m)."""
    n, j, m = columns.shape
    found: NDArray[np.float64] = (rows @ columns.reshape(n, j * m)).reshape(len(rows), j, m)
    return found
