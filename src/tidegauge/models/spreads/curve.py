"""The smooth kink of demand for cash: flat above satiation, straight below it, round in between.

Below satiation every dollar fewer is missed; above it a dollar more is not wanted. So what moves rates is not cash but
how far it lies below satiation,

    g(x) = κ · ln(1 + exp((x* − x) / κ))

which is 0 far above x*, x* − x far below it, and κ·ln 2 at x* itself.

References
----------
Afonso, Giannone, La Spada and Williams (2022), "Scarce, Abundant, or Ample? A Time-Varying Model of the Reserve Demand
Curve", FRBNY Staff Report 1019.
"""

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray


def shortage(share: "NDArray[np.float64]", satiation: float, width: float) -> "NDArray[np.float64]":
    """Return how far a share of bank assets lies below satiation [percentage points], never below 0.

    Parameters
    ----------
    share : array of float64
        Cash over bank assets [%]; NaN stays NaN.
    satiation, width : float
        x* and κ [percentage points]; width above 0.

    Examples
    --------
    >>> shortage(np.array([9.0, 13.0, 25.0]), 13.0, 0.7).round(2).tolist()
    [4.0, 0.49, 0.0]
    """
    with np.errstate(invalid="ignore"):
        found: NDArray[np.float64] = width * np.logaddexp(0.0, (satiation - share) / width)
    return found
