"""What every regression needs before it starts: an intercept, whole rows, enough of them, and drivers that differ."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from tidegauge.errors import CollinearDrivers, TooFewRows

if TYPE_CHECKING:
    from numpy.typing import NDArray

INTERCEPT = "intercept"
SHARE_LEAST = 1e-10  # a driver whose part that the others do not explain is smaller is rounding, not news
PARTNER_LEAST = 1e-6  # of the driver's own length: how much of another driver is in it


def with_intercept(drivers: "NDArray[np.float64]") -> "NDArray[np.float64]":
    """Return drivers, shape (n, k), with a column of ones before them, shape (n, k + 1).

    >>> with_intercept(np.array([[2.0], [3.0]])).tolist()
    [[1.0, 2.0], [1.0, 3.0]]
    """
    return np.column_stack([np.ones(len(drivers)), drivers])


def predicted(coefficients: "NDArray[np.float64]", drivers: "NDArray[np.float64]") -> "NDArray[np.float64]":
    """Return what a fit says for drivers, shape (n, k): the intercept and each driver times its coefficient.

    >>> predicted(np.array([1.0, 2.0]), np.array([[10.0], [20.0]])).tolist()
    [21.0, 41.0]
    """
    said: NDArray[np.float64] = coefficients[0] + drivers @ coefficients[1:]
    return said


def whole_rows(outcome: "NDArray[np.float64]", drivers: "NDArray[np.float64]") -> "NDArray[np.bool_]":
    """Return which rows have an outcome and every driver, shape (n,).

    >>> whole_rows(np.array([1.0, np.nan]), np.array([[1.0], [2.0]])).tolist()
    [True, False]
    """
    is_whole: NDArray[np.bool_] = np.isfinite(outcome) & np.isfinite(drivers).all(axis=1)
    return is_whole


def require_rows(found: int, coefficients: int) -> None:
    """Raise TooFewRows unless there is at least one row more than there are coefficients."""
    if found <= coefficients:
        raise TooFewRows(coefficients=coefficients, needed=coefficients + 1, found=found)


class Triangle(NamedTuple):
    """Q and R of an intercept and drivers less their means, and those means, shape (k,)."""

    q: "NDArray[np.float64]"
    r: "NDArray[np.float64]"
    means: "NDArray[np.float64]"


def triangle(drivers: "NDArray[np.float64]", names: Sequence[str]) -> Triangle:
    """Return the QR factors of a design, after checking that no driver follows from those before it.

    Parameters
    ----------
    drivers : array of float64, shape (n, k)
        No gaps.
    names : sequence of k str
        What the drivers are called in an error; empty numbers them from 1.

    Raises
    ------
    CollinearDrivers
        A driver is constant, or a sum of others; it is named together with those it follows from.
    """
    length = np.linalg.norm(drivers, axis=0)
    means = drivers.mean(axis=0)
    q, r = np.linalg.qr(with_intercept(drivers - means))
    for driver in np.flatnonzero(np.abs(np.diag(r))[1:] <= SHARE_LEAST * length).tolist():
        called = names or [f"driver {n + 1}" for n in range(len(length))]
        before = slice(1, driver + 1)
        shares = np.linalg.lstsq(r[before, before], r[before, driver + 1])[0] * length[:driver]
        partners = np.flatnonzero(np.abs(shares) > PARTNER_LEAST * length[driver]).tolist()
        others = [called[n] for n in partners] or [INTERCEPT]
        raise CollinearDrivers(drivers=", ".join((*others, called[driver])), rows=len(drivers))
    return Triangle(q, r, means)


def inverse(matrices: "NDArray[np.float64]") -> "NDArray[np.float64]":
    """Return the inverse of a matrix, or of each of a stack, shape (..., k, k)."""
    return np.asarray(np.linalg.inv(matrices), np.float64)
