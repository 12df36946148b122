"""Probit: the probability of a yes as the normal share below a line of drivers, by Newton's method.

The log-likelihood is concave, so Newton's steps, halved where they would overshoot, end at its one top; where a driver
separates yes from no exactly there is none, and that is an error rather than a huge coefficient.

References
----------
Bliss (1934), "The Method of Probits", Science 79.
Amemiya (1985), "Advanced Econometrics", Harvard University Press, chapter 9.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from tidegauge.errors import NotConverged
from tidegauge.models.fits.design import inverse, require_rows, triangle, whole_rows, with_intercept
from tidegauge.models.fits.distributions import normal_share

if TYPE_CHECKING:
    from numpy.typing import NDArray

STEPS_MOST = 50
GAIN_LEAST = 1e-12  # of log-likelihood a row, expected of another step
HALVINGS_MOST = 30
DEVIATIONS_MOST = 30.0  # beyond, a probability is below 1e-197 and its logarithm is lost; separation comes first


@dataclass(frozen=True, slots=True)
class ProbitFit:
    """The probability of a yes in n rows, given k drivers.

    Parameters
    ----------
    coefficients : array of float64, shape (k + 1,)
        The intercept first; in standard deviations over units of the driver.
    probabilities : array of float64, shape (n,)
        As fitted, in the sample; NaN in a row with a gap.
    scores : array of float64, shape (n, k + 1)
        Each row's slope of the log-likelihood, 0 in a row with a gap: for `covariance.inference`.
    bread : array of float64, shape (k + 1, k + 1)
        The inverse of minus the log-likelihood's curvature: the covariance of the coefficients if rows are independent.
    log_likelihood : float
    pseudo_r2 : float
        McFadden's: one less the log-likelihood over that of the intercept alone.
    rows : int
        Rows without a gap.
    """

    coefficients: "NDArray[np.float64]"
    probabilities: "NDArray[np.float64]"
    scores: "NDArray[np.float64]"
    bread: "NDArray[np.float64]"
    log_likelihood: float
    pseudo_r2: float
    rows: int


def probit(came: "NDArray[np.float64]", drivers: "NDArray[np.float64]", names: Sequence[str] = ()) -> ProbitFit:
    """Fit by maximum likelihood.

    Parameters
    ----------
    came : array of float64, shape (n,)
        1 for a yes, 0 for a no, NaN where it is not known.
    drivers : array of float64, shape (n, k)
        Without a column of ones.
    names : sequence of k str
        What the drivers are called in an error.

    Raises
    ------
    TooFewRows
        Not one whole row more than there are coefficients.
    CollinearDrivers
        A driver is constant or follows from others.
    NotConverged
        Drivers separate yes from no exactly, or only one of them occurs.

    Notes
    -----
    Months in a row share their fate: take standard errors from `covariance.inference`, not from `bread`.

    Examples
    --------
    >>> slope = np.array([-1.0, -1.0, -1.0, 0.0, 1.0, 1.0, 1.0])
    >>> fit = probit(np.array([1.0, 1.0, 0.0, np.nan, 0.0, 0.0, 1.0]), slope[:, None])
    >>> fit.probabilities.round(4).tolist()  # a share of two and one in three, as they came
    [0.6667, 0.6667, 0.6667, nan, 0.3333, 0.3333, 0.3333]
    """
    is_whole = whole_rows(came, drivers)
    sign = 2 * came[is_whole] - 1
    require_rows(len(sign), drivers.shape[1] + 1)
    q, r, means = triangle(drivers[is_whole], names)
    turned = _climb(sign, q)
    back = inverse(r)
    back[0] -= means @ back[1:]
    coefficients = back @ turned
    slope, curvature = _slope_and_curvature(sign, q @ turned)
    design = with_intercept(drivers[is_whole])
    scores, probabilities = np.zeros((len(came), design.shape[1])), np.full(len(came), np.nan)
    scores[is_whole] = design * slope[:, None]
    probabilities[is_whole] = normal_share(design @ coefficients)
    bread = back @ inverse((q * curvature[:, None]).T @ q) @ back.T
    top, share = _log_likelihood(sign, q @ turned), float((sign > 0).mean())
    alone = len(sign) * (share * math.log(share) + (1 - share) * math.log(1 - share))
    return ProbitFit(coefficients, probabilities, scores, bread, top, 1 - top / alone, len(sign))


def _climb(sign: "NDArray[np.float64]", design: "NDArray[np.float64]") -> "NDArray[np.float64]":
    """Return the top of the log-likelihood for a design with orthonormal columns."""
    line = np.zeros(design.shape[1])
    height = _log_likelihood(sign, design @ line)
    for _ in range(STEPS_MOST):
        index = design @ line
        slope, curvature = _slope_and_curvature(sign, index)
        uphill = design.T @ slope
        if np.abs(index).max() > DEVIATIONS_MOST or height > -GAIN_LEAST * len(sign):
            break
        way = np.linalg.solve((design * curvature[:, None]).T @ design, uphill)
        if float(uphill @ way) <= GAIN_LEAST * len(sign):
            return np.asarray(line + way, np.float64)
        for halving in range(HALVINGS_MOST):
            ahead = line + way / 2**halving
            if (reached := _log_likelihood(sign, design @ ahead)) > height:
                break
        line, height = ahead, reached
    raise NotConverged(fit="probit", steps=STEPS_MOST)


def _log_likelihood(sign: "NDArray[np.float64]", index: "NDArray[np.float64]") -> float:
    """Return the sum of the logarithms of the probabilities of what came."""
    return float(np.log(normal_share(np.maximum(sign * index, -DEVIATIONS_MOST))).sum())


def _slope_and_curvature(
    sign: "NDArray[np.float64]", index: "NDArray[np.float64]"
) -> "tuple[NDArray[np.float64], NDArray[np.float64]]":
    """Return the log-likelihood's slope along the index, and minus its curvature, row by row."""
    toward = np.maximum(sign * index, -DEVIATIONS_MOST)
    ratio = np.exp(-(toward**2) / 2) / math.sqrt(2 * math.pi) / normal_share(toward)
    return sign * ratio, ratio * (ratio + toward)
