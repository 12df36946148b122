"""Standard errors that allow for memory in the errors (HAC), with critical values that allow for estimating it.

A covariance of coefficients is bread × meat × bread: the bread is the fit's own curvature, the meat the long-run sum of
squares of its scores. Two meats: Newey and West's, and the equal-weighted cosine of Lazarus et al. (2018), which is
judged by Student's t with as many degrees of freedom as cosines and so rejects a true null about as often as it says.
A row with a gap has a score of 0, which keeps the distances in time between the others (Datta and Du 2012).

References
----------
White (1980), "A Heteroskedasticity-Consistent Covariance Matrix Estimator", Econometrica 48.
Newey and West (1987), "A Simple, Positive Semi-Definite, HAC Covariance Matrix", Econometrica 55.
Kiefer and Vogelsang (2005), "A New Asymptotic Theory for HAC Robust Tests", Econometric Theory 21.
Lazarus, Lewis, Stock and Watson (2018), "HAR Inference: Recommendations for Practice", J. Bus. and Econ. Statistics 36.
Datta and Du (2012), "Nonparametric HAC Estimation for Time Series Data with Missing Observations", Federal Reserve
Board, International Finance Discussion Papers 1060.
"""

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple, Protocol

import numpy as np

from tidegauge.models.fits.distributions import f_tail, student_tail, student_value

if TYPE_CHECKING:
    from numpy.typing import NDArray

# Kiefer and Vogelsang (2005), table 1, Bartlett: the t value that a two-sided level needs is a polynomial in b.
FIXED_B = {
    0.80: (1.2816, 1.3040, 0.5135, -0.3386),
    0.90: (1.6449, 2.1859, 0.3142, -0.3427),
    0.95: (1.9600, 2.9694, 0.4160, -0.5324),
    0.98: (2.3263, 4.1618, 0.5368, -0.9060),
}


class Scored(Protocol):
    """A fit that robust standard errors can be had for: `Fit` of least squares, `ProbitFit`."""

    @property
    def coefficients(self) -> "NDArray[np.float64]":
        """What was estimated, shape (k,)."""

    @property
    def scores(self) -> "NDArray[np.float64]":
        """What each row adds to the slope of the objective, shape (n, k), 0 in a row with a gap."""

    @property
    def bread(self) -> "NDArray[np.float64]":
        """The inverse of the objective's curvature, shape (k, k)."""

    @property
    def rows(self) -> int:
        """Rows without a gap."""


@dataclass(frozen=True, slots=True)
class Inference:
    """Coefficients with how sure one can be of them; arrays of shape (k,).

    `low` and `high` are the ends of the confidence band, `p_value` is two-sided against 0, `covariance` has shape
    (k, k), and `freedom` is the degrees of freedom of Student's t.
    """

    coefficients: "NDArray[np.float64]"
    se: "NDArray[np.float64]"
    t: "NDArray[np.float64]"
    p_value: "NDArray[np.float64]"
    low: "NDArray[np.float64]"
    high: "NDArray[np.float64]"
    covariance: "NDArray[np.float64]"
    freedom: int


class Restriction(NamedTuple):
    """A test of several linear statements at once; `freedom` is the numerator's, then the denominator's."""

    f: float
    p_value: float
    freedom: tuple[int, int]


def newey_west_lags(n: int) -> int:
    """Return the lags of a Bartlett window of 1.3·√n rows (Lazarus et al. 2018).

    >>> newey_west_lags(400)
    25
    """
    return max(0, math.ceil(1.3 * math.sqrt(n)) - 1)


def cosine_terms(n: int) -> int:
    """Return how many cosines, and so degrees of freedom: 0.4·n^(2/3) (Lazarus et al. 2018).

    >>> cosine_terms(400)
    21
    """
    return max(1, int(0.4 * n ** (2 / 3)))


def newey_west(scores: "NDArray[np.float64]", lags: int) -> "NDArray[np.float64]":
    """Return Newey and West's meat: sums of products up to `lags` rows apart, weighted down to 0.

    Parameters
    ----------
    scores : array of float64, shape (..., n, k)
        In order of time; leading axes are fits of their own.
    lags : int
        0 gives White's, which allows for unequal variance but not for memory.

    Returns
    -------
    array of float64, shape (..., k, k)
        Positive semi-definite.

    Examples
    --------
    >>> newey_west(np.array([[1.0], [1.0], [-2.0]]), 1).tolist()
    [[5.0]]
    """
    meat: NDArray[np.float64] = scores.mT @ scores
    for lag in range(1, min(lags, scores.shape[-2] - 1) + 1):
        apart = scores[..., lag:, :].mT @ scores[..., :-lag, :]
        meat += (1 - lag / (lags + 1)) * (apart + apart.mT)
    return meat


def fixed_b_value(lags: int, n: int, level: float = 0.95) -> float:
    """Return the t value for Newey and West's errors that a two-sided band of `level` needs (Kiefer and Vogelsang).

    Parameters
    ----------
    lags, n : int
        As in `newey_west`, and rows; b is (lags + 1) / n.
    level : 0.8, 0.9, 0.95 or 0.98

    Examples
    --------
    >>> round(fixed_b_value(25, 400), 3)  # where the normal says 1.960
    2.155
    """
    b = (lags + 1) / n
    return sum(term * b**power for power, term in enumerate(FIXED_B[level]))


def equal_weighted_cosine(scores: "NDArray[np.float64]", terms: int) -> "NDArray[np.float64]":
    """Return the equal-weighted cosine meat: n times the mean square of the scores' first `terms` cosine sums.

    Parameters
    ----------
    scores : array of float64, shape (..., n, k)
        In order of time; leading axes are fits of their own.
    terms : int
        Degrees of freedom ν of Student's t for one coefficient; `cosine_terms(n)` is the authors' choice.

    Returns
    -------
    array of float64, shape (..., k, k)
        Positive semi-definite, of rank at most `terms`.
    """
    n = scores.shape[-2]
    waves = np.cos(np.pi * np.outer(np.arange(1, terms + 1), (np.arange(n) + 0.5) / n))
    sums = waves @ scores
    meat: NDArray[np.float64] = 2 / terms * (sums.mT @ sums)
    return meat


def covariance(fit: Scored, meat: "NDArray[np.float64]") -> "NDArray[np.float64]":
    """Return the covariance of a fit's coefficients, shape (k, k), for a meat of its scores."""
    found: NDArray[np.float64] = fit.bread @ meat @ fit.bread
    return found


def inference(fit: Scored, *, level: float = 0.95, terms: int | None = None) -> Inference:
    """Return standard errors, p-values and bands by the equal-weighted cosine, with Student's t.

    Parameters
    ----------
    fit : Fit or ProbitFit
        Its rows in order of time.
    level : float, default 0.95
        What the bands should cover.
    terms : int, optional
        Cosines; `cosine_terms` of the whole rows unless told.

    Examples
    --------
    >>> from tidegauge.models.fits.least_squares import ols
    >>> steps = np.arange(200.0)
    >>> found = inference(ols(steps + 5 * np.sin(steps), steps[:, None]))
    >>> bool(found.low[1] < 1 < found.high[1]), bool(found.p_value[1] < 0.001), found.freedom
    (True, True, 13)
    """
    freedom = terms or cosine_terms(fit.rows)
    spread = covariance(fit, equal_weighted_cosine(fit.scores, freedom))
    se = np.sqrt(np.diag(spread))
    with np.errstate(invalid="ignore", divide="ignore"):
        t = fit.coefficients / se
    p_value = np.array([2 * student_tail(abs(value), freedom) for value in t.tolist()])
    reach = student_value((1 - level) / 2, freedom) * se
    return Inference(
        fit.coefficients, se, t, p_value, fit.coefficients - reach, fit.coefficients + reach, spread, freedom
    )


def restriction(
    found: Inference, statements: "NDArray[np.float64]", values: "NDArray[np.float64] | float" = 0.0
) -> Restriction:
    """Test that `statements` @ coefficients equal `values`, by the equal-weighted cosine.

    Parameters
    ----------
    found : Inference
        Of a fit with more cosines than statements.
    statements : array of float64, shape (m, k)
        One row a statement, in the order of the coefficients, the intercept first.
    values : array of float64, shape (m,), default 0

    Returns
    -------
    Restriction
        (ν − m + 1)/(ν·m) times the Wald statistic, judged by F with m and ν − m + 1 degrees of freedom (Lazarus et al.
        2018, section 2).
    """
    gap = statements @ found.coefficients - values
    wald = float(gap @ np.linalg.solve(statements @ found.covariance @ statements.T, gap))
    many, below = len(statements), found.freedom - len(statements) + 1
    f = wald * below / (found.freedom * many)
    return Restriction(f, f_tail(f, many, below), (many, below))
