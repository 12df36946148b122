"""Ordinary least squares: once, or at many origins of one expanding sample.

A walk-forward refits the same regression hundreds of times on samples that only grow. The sums that a fit needs grow
with them, so each row is read once: running sums of products up to every origin, then one batch of small solves.
Sums of products square the condition number, so columns are shifted and scaled first, and origins at which a driver
nearly follows from others are fitted by QR instead, and say so.

References
----------
Golub and Van Loan (2013), "Matrix Computations", 4th edition, sections 5.3 and 5.5.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from tidegauge.models.fits.design import inverse, require_rows, triangle, whole_rows, with_intercept

if TYPE_CHECKING:
    from numpy.typing import NDArray

OWN_SHARE_LEAST = 1e-4  # of a driver's variance: below, too few digits are left for coefficients good to 1e-10
SHARE_LEAST = 1e-8  # of a column's square that moves: with less, taking its mean off cancels half of the digits


@dataclass(frozen=True, slots=True)
class Fit:
    """A regression of n rows on an intercept and k drivers.

    Parameters
    ----------
    coefficients : array of float64, shape (k + 1,)
        The intercept first; in units of the outcome over those of the driver.
    residuals : array of float64, shape (n,)
        Outcome less fit; NaN in a row with a gap.
    scores : array of float64, shape (n, k + 1)
        Each row's design times its residual, 0 in a row with a gap: what robust covariances are made of.
    bread : array of float64, shape (k + 1, k + 1)
        The inverse of the sum of products of the design.
    rows : int
        Rows without a gap.
    """

    coefficients: "NDArray[np.float64]"
    residuals: "NDArray[np.float64]"
    scores: "NDArray[np.float64]"
    bread: "NDArray[np.float64]"
    rows: int


@dataclass(frozen=True, slots=True)
class ExpandingFit:
    """The same regression at m origins.

    Parameters
    ----------
    coefficients : array of float64, shape (m, k + 1)
        The intercept first.
    own_share : array of float64, shape (m,)
        The smallest share of a driver's variance that the drivers before it leave unexplained; 0 where nothing is left.
    is_by_qr : array of bool, shape (m,)
        Whether that share was below `OWN_SHARE_LEAST`, so that the origin was fitted by QR.
    rows : array of int, shape (m,)
        Rows without a gap up to each origin.
    """

    coefficients: "NDArray[np.float64]"
    own_share: "NDArray[np.float64]"
    is_by_qr: "NDArray[np.bool_]"
    rows: "NDArray[np.int64]"


def ols(outcome: "NDArray[np.float64]", drivers: "NDArray[np.float64]", names: Sequence[str] = ()) -> Fit:
    """Fit by least squares, through QR.

    Parameters
    ----------
    outcome : array of float64, shape (n,)
    drivers : array of float64, shape (n, k)
        Without a column of ones; k = 0 gives the mean.
    names : sequence of k str
        What the drivers are called in an error.

    Raises
    ------
    TooFewRows
        Not one whole row more than there are coefficients.
    CollinearDrivers
        A driver is constant or follows from others.

    Examples
    --------
    >>> fit = ols(np.array([1.0, 3.0, 5.0, np.nan]), np.array([[0.0], [1.0], [2.0], [3.0]]))
    >>> fit.coefficients.round(9).tolist(), fit.rows
    ([1.0, 2.0], 3)
    """
    is_whole = whole_rows(outcome, drivers)
    design = with_intercept(drivers[is_whole])
    require_rows(len(design), design.shape[1])
    q, r, means = triangle(design[:, 1:], names)
    back = inverse(r)
    back[0] -= means @ back[1:]  # from drivers less their means to drivers: the intercept takes the means back
    level = outcome[is_whole].mean()
    coefficients = back @ (q.T @ (outcome[is_whole] - level))
    coefficients[0] += level
    residuals = np.full(len(outcome), np.nan)
    residuals[is_whole] = outcome[is_whole] - design @ coefficients
    scores = np.zeros((len(outcome), design.shape[1]))
    scores[is_whole] = design * residuals[is_whole, None]
    return Fit(coefficients, residuals, scores, back @ back.T, len(design))


def expanding(
    outcome: "NDArray[np.float64]",
    drivers: "NDArray[np.float64]",
    ends: "Sequence[int] | NDArray[np.int64]",
    names: Sequence[str] = (),
) -> ExpandingFit:
    """Fit by least squares on the first `ends[0]`, `ends[1]`, … rows.

    Each origin's coefficients are those of `ols` on its rows and depend, to the last bit, on nothing after them.

    Parameters
    ----------
    outcome : array of float64, shape (n,)
    drivers : array of float64, shape (n, k)
        Without a column of ones.
    ends : m row counts, rising
        How many rows each origin sees.
    names : sequence of k str
        What the drivers are called in an error.

    Raises
    ------
    TooFewRows
        The first origin does not have one whole row more than there are coefficients.
    CollinearDrivers
        At some origin a driver has been constant so far, or follows from others.

    Notes
    -----
    Cost: n·k² for the sums and m·k³ for the solves, against m·n·k² one by one; (m, k + 2, k + 2) in memory.

    Examples
    --------
    >>> steps = np.arange(6.0)
    >>> fits = expanding(np.where(steps < 4, 2 * steps, 0.0), steps[:, None], [3, 4, 6])
    >>> fits.coefficients.round(6).tolist()
    [[0.0, 2.0], [0.0, 2.0], [2.285714, -0.114286]]
    """
    ends = np.asarray(ends, np.int64)
    is_whole = whole_rows(outcome, drivers)
    rows: NDArray[np.int64] = np.cumsum(is_whole, dtype=np.int64)[ends - 1]
    require_rows(int(rows[0]), drivers.shape[1] + 1)
    start = np.column_stack([drivers, outcome])[: ends[0]][is_whole[: ends[0]]]
    shift, spread = start.mean(axis=0), start.std(axis=0)
    spread[spread == 0] = 1.0
    columns = np.where(is_whole[:, None], (np.column_stack([drivers, outcome]) - shift) / spread, 0.0)
    moments = _running_moments(columns, rows, ends)
    slopes, own_share = _slopes(moments)
    slopes *= spread[-1] / spread[:-1]
    means = shift + spread * moments.means
    level = means[:, -1] - (slopes * means[:, :-1]).sum(axis=1)
    coefficients = np.column_stack([level, slopes])
    is_by_qr = own_share < OWN_SHARE_LEAST
    for origin in np.flatnonzero(is_by_qr).tolist():
        until = ends[origin]
        coefficients[origin] = ols(outcome[:until], drivers[:until], names).coefficients
    return ExpandingFit(coefficients, own_share, is_by_qr, rows)


@dataclass(frozen=True, slots=True)
class _Moments:
    """Means of drivers and outcome up to each origin, and sums of products of what is left of them."""

    means: "NDArray[np.float64]"
    products: "NDArray[np.float64]"
    is_sound: "NDArray[np.bool_]"


def _running_moments(columns: "NDArray[np.float64]", rows: "NDArray[np.int64]", ends: "NDArray[np.int64]") -> _Moments:
    """Return the moments of all columns, the outcome last, up to each of `ends`; unsound where digits cancelled."""
    starts = (0, *ends[:-1].tolist())
    products = np.empty((len(ends), columns.shape[1], columns.shape[1]))
    for total, start, end in zip(products, starts, ends.tolist(), strict=True):
        np.matmul(columns[start:end].T, columns[start:end], out=total)
    np.cumsum(products, axis=0, out=products)
    means = np.cumsum(columns, axis=0)[ends - 1] / rows[:, None]
    squares = np.einsum("mii->mi", products).copy()
    products -= (rows[:, None] * means)[:, :, None] * means[:, None, :]
    is_sound = (np.einsum("mii->mi", products) > SHARE_LEAST * squares).all(axis=1)
    return _Moments(means, products, is_sound)


def _slopes(moments: _Moments) -> "tuple[NDArray[np.float64], NDArray[np.float64]]":
    """Return the drivers' slopes, shape (m, k), and smallest own shares, shape (m,); NaN and 0 where unsound."""
    correlation = moments.products[moments.is_sound]
    length = np.sqrt(np.einsum("mii->mi", correlation))
    correlation /= length[:, :, None]
    correlation /= length[:, None, :]
    drivers = correlation[:, :-1, :-1]
    own_share, slopes = np.zeros(len(moments.means)), np.full(moments.means[:, :-1].shape, np.nan)
    own_share[moments.is_sound] = _own_shares(drivers)
    drivers[own_share[moments.is_sound] < OWN_SHARE_LEAST] = np.eye(drivers.shape[1])  # QR will say
    turned = np.linalg.solve(drivers, correlation[:, :-1, -1:])[:, :, 0]
    slopes[moments.is_sound] = turned * length[:, -1:] / length[:, :-1]
    return slopes, own_share


def _own_shares(correlation: "NDArray[np.float64]") -> "NDArray[np.float64]":
    """Return the smallest squared pivot of each correlation matrix; 0 of one that is not positive definite."""
    try:
        pivots = np.einsum("mii->mi", np.linalg.cholesky(correlation))
    except np.linalg.LinAlgError:
        if len(correlation) == 1:
            return np.zeros(1)
        return np.concatenate([_own_shares(matrix[None]) for matrix in correlation])
    return np.asarray(pivots.min(axis=1, initial=1.0) ** 2, np.float64)
