"""How the flow of a group spreads over the calendar: ridge regression of its share of a normal day on the calendar.

A normal day is the mean of the last year. The share is linear in the blocks of `features`; old days count less. Ridge
keeps the many columns from chasing single days; how much is chosen for each group by forecasting past years from the
years before them. Where days without a calendar reason are common (the rest), Huber's weights keep them from setting
the profile.

References
----------
Hoerl and Kennard (1970), "Ridge Regression", Technometrics 12; Huber (1964), "Robust Estimation of a Location
Parameter", Annals of Mathematical Statistics 35.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

YEAR = 250
"""Business days of a year, about."""
HALF_LIFE_DAYS = 5 * YEAR
"""Days after which a day counts half; chosen on origins up to June 2023 from two, three and five years."""
RIDGES = (0.1, 1.0, 10.0)
"""Penalties on a coefficient to choose from, in days: at 1 a calendar event seen once keeps half of what it showed."""
LEVEL_LAG_DAYS = 22
"""A day is set against the level known a month before it, the middle of the horizons."""
HUBER = 1.5
"""Residuals beyond 1.5 robust standard deviations count less; Huber (1964)."""
HUBER_STEPS = 6


@dataclass(frozen=True, slots=True)
class Profile:
    """The fitted share of every day of the table, with the errors of past years, each of shape (n_days,)."""

    shares: "NDArray[np.float64]"
    errors: "NDArray[np.float64]"


def trailing_mean(values: "NDArray[np.float64]", window: int) -> "NDArray[np.float64]":
    """Return the mean of the last `window` values at each place; NaN where fewer than nine tenths are known.

    Examples
    --------
    >>> trailing_mean(np.array([1.0, 3.0, 5.0]), 2).tolist()
    [nan, 2.0, 4.0]
    """
    known = ~np.isnan(values)
    sums = np.cumsum(np.where(known, values, 0.0))
    counts = np.cumsum(known)
    sums[window:], counts[window:] = sums[window:] - sums[:-window], counts[window:] - counts[:-window]
    return np.where(counts >= 0.9 * window, sums / np.maximum(counts, 1), np.nan)


def mean_to(values: "NDArray[np.float64]", window: int, last: int) -> float:
    """Return what `trailing_mean` has at one place, for those who need no other; NaN before the first place.

    Examples
    --------
    >>> mean_to(np.array([1.0, 3.0, 5.0]), 2, 2), mean_to(np.array([1.0, 3.0, 5.0]), 2, -2)
    (4.0, nan)
    """
    recent = values[max(last + 1 - window, 0) : max(last + 1, 0)]
    known = recent[~np.isnan(recent)]
    return float(known.mean()) if len(known) >= 0.9 * window else np.nan


def shares(values: "NDArray[np.float64]", window: int) -> "NDArray[np.float64]":
    """Return each day as a multiple of the level known `LEVEL_LAG_DAYS` before it; NaN where there was none."""
    level = np.roll(trailing_mean(values, window), LEVEL_LAG_DAYS)
    level[:LEVEL_LAG_DAYS] = np.nan
    return np.divide(values, level, out=np.full_like(values, np.nan), where=level != 0)


def fit(
    columns: "NDArray[np.float64]", target: "NDArray[np.float64]", *, robust: bool = False
) -> "NDArray[np.float64]":
    """Return the coefficients of `target` on `columns` at each penalty of `RIDGES`, shape (n_ridges, n_columns).

    Parameters
    ----------
    columns : array, shape (n_days, n_columns)
        The calendar.
    target : array, shape (n_days,)
        In order of time; NaN days are left out. The newest days count most.
    robust : bool
        Whether outlying days count less.

    Examples
    --------
    >>> fit(np.ones((4, 1)), np.array([2.0, 2.0, np.nan, 2.0]))[0].round(1).tolist()
    [1.9]
    """
    rows = np.flatnonzero(~np.isnan(target))
    design, aim = columns[rows], target[rows]
    age = 0.5 ** ((rows[-1] - rows) / HALF_LIFE_DAYS)
    penalties = [ridge * age.mean() * np.eye(design.shape[1]) for ridge in RIDGES]
    gram, moment = (design.T * age) @ design, (design.T * age) @ aim
    found = [np.linalg.solve(gram + penalty, moment) for penalty in penalties]
    for _ in range(HUBER_STEPS if robust else 0):
        for place, penalty in enumerate(penalties):
            weighted = design.T * (age * _huber_weights(aim - design @ found[place]))
            found[place] = np.linalg.solve(weighted @ design + penalty, weighted @ aim)
    return np.array(found)


def choose(columns: "NDArray[np.float64]", target: "NDArray[np.float64]", *, robust: bool = False) -> Profile:
    """Return the profile with the penalty that would have erred least over a week in the last three years.

    Each of the years is forecast by a fit to the days before it. Where fewer than a year of days comes before, the
    errors of the fit to all days stand in.
    """
    whole = fit(columns, target, robust=robust) @ columns.T
    last = int(np.flatnonzero(~np.isnan(target))[-1])
    errors = np.full((len(RIDGES), len(target)), np.nan)
    for years in (3, 2, 1):
        start, end = max(last + 1 - years * YEAR, 0), max(last + 1 - (years - 1) * YEAR, 0)
        before = np.where(np.arange(len(target)) < start, target, np.nan)
        learnt = np.count_nonzero(~np.isnan(before)) >= YEAR
        seen = fit(columns, before, robust=robust) @ columns[start:end].T if learnt else whole[:, start:end]
        errors[:, start:end] = target[start:end] - seen
    best = int(np.argmin([week_error(row) for row in errors]))
    return Profile(whole[best], errors[best])


def week_error(errors: "NDArray[np.float64]") -> float:
    """Return the mean size of the sum of five errors in a row.

    Examples
    --------
    >>> week_error(np.array([1.0, -1.0, 1.0, -1.0, 1.0, np.nan]))
    1.0
    """
    sums = np.convolve(errors[~np.isnan(errors)], np.ones(5), mode="valid")
    return float(np.abs(sums).mean())


def _huber_weights(errors: "NDArray[np.float64]") -> "NDArray[np.float64]":
    """Weights of days by how far they lie off."""
    bound = HUBER * 1.4826 * np.median(np.abs(errors))
    weights: NDArray[np.float64] = bound / np.maximum(np.abs(errors), bound + np.finfo(float).tiny)
    return weights
