"""Quantile regression, exact: the line below which a stated share of outcomes lies, given the drivers.

The linear programme behind it is solved by the interior-point method of Portnoy and Koenker (1997), Frisch and Newton's
barrier with Mehrotra's predictor and corrector: some ten to twenty weighted least squares, however many rows. That the
answer is the best one is not a matter of faith: the dual programme gives a bound from below, and the gap to it is kept
with the fit.

    least  Σ ρ(y − x′β)                      over β, ρ(u) = u·(level − [u < 0])
    most   y′a, with X′a = (1 − level)·X′1   over a in [0, 1]; a is 1 above the line, 0 below it

References
----------
Koenker and Bassett (1978), "Regression Quantiles", Econometrica 46.
Portnoy and Koenker (1997), "The Gaussian Hare and the Laplacian Tortoise", Statistical Science 12.
Mehrotra (1992), "On the Implementation of a Primal-Dual Interior Point Method", SIAM J. Optimization 2.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from tidegauge.errors import NotConverged
from tidegauge.models.fits.design import inverse, require_rows, triangle, whole_rows, with_intercept

if TYPE_CHECKING:
    from numpy.typing import NDArray

STEPS_MOST = 60
GAP_MOST = 1e-9  # in mean distances of an outcome from the plain quantile
MARGIN = 0.1  # of the mean distance: how far from the walls the search starts; own trials, fewest steps of 0.01 to 3
STEP_SHARE = 0.99995  # of the way to the nearest wall, Portnoy and Koenker (1997)


@dataclass(frozen=True, slots=True)
class QuantileFit:
    """A quantile of n rows, given k drivers.

    Parameters
    ----------
    coefficients : array of float64, shape (k + 1,)
        The intercept first; in units of the outcome over those of the driver.
    residuals : array of float64, shape (n,)
        Outcome less fit; NaN in a row with a gap.
    loss : float
        The sum of the pinball loss over rows, in the unit of the outcome.
    gap : float
        How much less the smallest possible loss could be, in the same unit; 0 up to rounding.
    steps : int
        Newton steps taken.
    rows : int
        Rows without a gap.
    """

    coefficients: "NDArray[np.float64]"
    residuals: "NDArray[np.float64]"
    loss: float
    gap: float
    steps: int
    rows: int


def quantile_regression(
    outcome: "NDArray[np.float64]", drivers: "NDArray[np.float64]", level: float, names: Sequence[str] = ()
) -> QuantileFit:
    """Fit the quantile at `level`.

    Parameters
    ----------
    outcome : array of float64, shape (n,)
    drivers : array of float64, shape (n, k)
        Without a column of ones; k = 0 gives the plain quantile.
    level : float
        Between 0 and 1.
    names : sequence of k str
        What the drivers are called in an error.

    Raises
    ------
    TooFewRows
        Not one whole row more than there are coefficients.
    CollinearDrivers
        A driver is constant or follows from others.
    NotConverged
        The gap did not close; not seen with sound drivers.

    Notes
    -----
    Where several lines are equally good the one in the middle of them is returned. Cost: steps · n·k².

    Examples
    --------
    >>> hours = np.array([1.0, 2.0, 3.0, 4.0, 5.0])
    >>> fit = quantile_regression(np.array([3.0, 5.0, 7.0, 9.0, 90.0]), hours[:, None], 0.5)
    >>> fit.coefficients.round(6).tolist()  # the median does not mind the 90
    [1.0, 2.0]
    """
    is_whole = whole_rows(outcome, drivers)
    known = outcome[is_whole]
    require_rows(len(known), drivers.shape[1] + 1)
    q, r, means = triangle(drivers[is_whole], names)
    centre = float(np.quantile(known, level))
    spread = float(np.abs(known - centre).mean()) or 1.0
    optimum, steps = _solve((known - centre) / spread, q, level)
    coefficients = spread * (inverse(r) @ optimum.line)
    coefficients[0] += centre - means @ coefficients[1:]
    residuals = np.full(len(outcome), np.nan)
    residuals[is_whole] = known - with_intercept(drivers[is_whole]) @ coefficients
    loss = pinball_sum(residuals[is_whole], level)
    return QuantileFit(coefficients, residuals, loss, optimum.gap * spread, steps, len(known))


def pinball_sum(residuals: "NDArray[np.float64]", level: float) -> float:
    """Return the sum of the pinball loss of residuals.

    >>> pinball_sum(np.array([1.0, -1.0]), 0.75)
    1.0
    """
    return float((residuals * (level - (residuals < 0))).sum())


@dataclass(frozen=True, slots=True)
class _Optimum:
    """Where the search ended: a line, and by how much no line can be better."""

    line: "NDArray[np.float64]"
    gap: float


@dataclass(slots=True)
class _Point:
    """A place between the walls: `over` − `under` is outcome less line, `above` the dual's a; all but the line > 0."""

    line: "NDArray[np.float64]"
    above: "NDArray[np.float64]"
    below: "NDArray[np.float64]"
    over: "NDArray[np.float64]"
    under: "NDArray[np.float64]"

    @property
    def gap(self) -> float:
        """Loss of the line less the dual's bound."""
        return float(self.over @ self.below + self.under @ self.above)


def _solve(y: "NDArray[np.float64]", design: "NDArray[np.float64]", level: float) -> tuple[_Optimum, int]:
    """Return the best line for a design with orthonormal columns, and the steps that took."""
    n = len(y)
    line = design.T @ y
    off = y - design @ line
    margin = MARGIN * float(np.abs(off).mean()) + GAP_MOST
    over, under = np.maximum(off, 0) + margin, np.maximum(-off, 0) + margin
    here = _Point(line, np.full(n, 1 - level), np.full(n, level), over, under)
    sums = (1 - level) * design.sum(axis=0)
    for steps in range(STEPS_MOST + 1):
        if here.gap <= GAP_MOST:
            loss = pinball_sum(y - design @ here.line, level)
            return _Optimum(here.line, loss - float(y @ (here.above - (1 - level)))), steps
        _step(here, design, sums)
    raise NotConverged(fit="quantile_regression", steps=STEPS_MOST)


def _step(here: _Point, design: "NDArray[np.float64]", sums: "NDArray[np.float64]") -> None:
    """Move one predictor and corrector step towards the optimum."""
    weight = 1 / (here.under / here.above + here.over / here.below)
    scaled = np.sqrt(weight)[:, None] * design
    back = inverse(scaled.T @ scaled)
    drift = design.T @ here.above - sums
    off = here.over - here.under

    def direction(pull_under: "NDArray[np.float64] | float", pull_over: "NDArray[np.float64] | float") -> _Point:
        pulled = off + pull_under - pull_over
        line = back @ (design.T @ (weight * pulled) + drift)
        above = weight * (pulled - design @ line)
        over = pull_over - here.over + here.over / here.below * above
        under = pull_under - here.under - here.under / here.above * above
        return _Point(line, above, -above, over, under)

    way = direction(0.0, 0.0)
    dual, primal = _reach(here, way)
    if min(dual, primal) < 1:
        ahead = float((here.over + primal * way.over) @ (here.below + dual * way.below))
        ahead += float((here.under + primal * way.under) @ (here.above + dual * way.above))
        target = here.gap * (ahead / here.gap) ** 3 / (2 * len(off))
        way = direction((target - way.above * way.under) / here.above, (target - way.below * way.over) / here.below)
        dual, primal = _reach(here, way)
    here.above, here.below = here.above + dual * way.above, here.below + dual * way.below
    here.line = here.line + primal * way.line
    here.over, here.under = here.over + primal * way.over, here.under + primal * way.under


def _reach(here: _Point, way: _Point) -> tuple[float, float]:
    """Return how far along a direction, at most 1, the dual and the primal part stay inside the walls."""
    dual = max(float((-way.above / here.above).max()), float((-way.below / here.below).max()))
    primal = max(float((-way.over / here.over).max()), float((-way.under / here.under).max()))
    return min(1.0, STEP_SHARE / max(dual, STEP_SHARE)), min(1.0, STEP_SHARE / max(primal, STEP_SHARE))
