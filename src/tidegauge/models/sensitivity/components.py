"""If net liquidity moves prices, its parts must: Fed assets with +b, the Treasury's cash and ON RRP with −b each.

    return = a + b₁·ΔFed assets + b₂·ΔTGA + b₃·ΔON RRP + error,    b₁ = −b₂ = −b₃ (the theory);  b₁ = b₂ = b₃ = 0

Both statements are tested by F on the equal-weighted cosine. Not rejecting the theory means little where nothing is not
rejected either.
"""

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from tidegauge.models.fits.covariance import inference, restriction
from tidegauge.models.sensitivity.slopes import fitted
from tidegauge.models.sensitivity.weeks import ASSETS, COMPONENTS, Panel

if TYPE_CHECKING:
    from numpy.typing import NDArray

OPPOSITE = np.array([[0.0, 1.0, 1.0, 0.0], [0.0, 1.0, 0.0, 1.0]])
NOTHING = np.array([[0.0, 1.0, 0.0, 0.0], [0.0, 0.0, 1.0, 0.0], [0.0, 0.0, 0.0, 1.0]])


class Components(NamedTuple):
    """The parts' slopes [% per 100 bn] with their errors in the order of `COMPONENTS`, and two p-values.

    `p_opposite` tests +1/−1/−1, `p_nothing` that all are zero.
    """

    asset: str
    slopes: dict[str, float]
    errors: dict[str, float]
    p_opposite: float
    p_nothing: float
    rows: int


def components(found: Panel, returns: "NDArray[np.float64]") -> list[Components]:
    """Return the test for each asset that has enough weeks; `returns` is `found.same` or `found.following`."""
    tested = []
    for n, asset in enumerate(ASSETS):
        fit = fitted(returns[:, n], found.components)
        if fit is None:
            continue
        seen = inference(fit)
        tested.append(
            Components(
                asset.id,
                dict(zip(COMPONENTS, seen.coefficients[1:].tolist(), strict=True)),
                dict(zip(COMPONENTS, seen.se[1:].tolist(), strict=True)),
                restriction(seen, OPPOSITE).p_value,
                restriction(seen, NOTHING).p_value,
                fit.rows,
            )
        )
    return tested
