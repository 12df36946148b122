"""What was a surprise: a weekly change less what a simple forecast said a week before.

    forecast of a week's change = a + b·(change of the week before) + c·(change 52 weeks before)

fitted by least squares on an expanding window to nothing but earlier weeks. Fifty-two weeks are a whole number of weeks
and about a year, so tax and coupon weeks meet their like. A model of Treasury cash may take its place.
"""

from typing import TYPE_CHECKING

import numpy as np

from tidegauge.models.fits.design import predicted, whole_rows
from tidegauge.models.fits.least_squares import expanding

if TYPE_CHECKING:
    from numpy.typing import NDArray

YEAR = 52
LEAST = 26  # whole rows before the first forecast


def surprises(changes: "NDArray[np.float64]") -> "NDArray[np.float64]":
    """Return change − forecast by week, shape (n,); NaN where the change or a driver of its forecast is missing.

    >>> steady = np.tile(np.sin(np.arange(52.0)), 4)  # every year alike: once learnt, nothing is a surprise
    >>> bool(np.nanmax(np.abs(surprises(steady))) < 1e-9)
    True
    """
    drivers = np.full((len(changes), 2), np.nan)
    drivers[1:, 0] = changes[:-1]
    drivers[YEAR:, 1] = changes[:-YEAR]
    found = np.full(len(changes), np.nan)
    enough = np.flatnonzero(np.cumsum(whole_rows(changes, drivers)) >= LEAST)
    ends = np.arange(enough[0] + 1, len(changes)) if len(enough) else np.zeros(0, np.int64)
    if not len(ends):
        return found
    fits = expanding(changes, drivers, ends)
    for end, coefficients in zip(ends.tolist(), fits.coefficients, strict=True):
        found[end] = changes[end] - predicted(coefficients, drivers[end : end + 1])[0]
    return found
