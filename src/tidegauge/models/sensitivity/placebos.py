"""Pseudo-gauges that cannot matter: how large does the largest |t| get when there is nothing to find?

    random walks     changes drawn from an autoregression fitted to the gauges' own, all gauges of a week together
    circular shifts  the gauges' own history, started elsewhere: the same numbers in the wrong weeks
    shifted dates    the gauges k weeks early or late; a gauge k weeks *later* than the return is a lead

The p-value of a family is the share of placebos whose largest |t| is at least the one observed, the one observed
counted as a placebo of its own (Davison and Hinkley 1997, "Bootstrap Methods and their Application", section 4.2).
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from tidegauge.models.sensitivity.batch import Weights, t_values, weights
from tidegauge.models.sensitivity.weeks import DRIVERS, KINDS, OUTCOMES, TIMINGS, Panel

if TYPE_CHECKING:
    from numpy.typing import NDArray

DRAWS, SEED, CHUNK = 5_000, 20251030, 500
MEMORY = 4  # weeks of the autoregression: a month, the rhythm of Treasury payments
BURN_IN = 52
CRITICAL_T = 2.09  # two-sided 5 % of t with 20 degrees of freedom, those of 360 weeks
NEAREST_SHIFT = 13  # weeks: a shift by less would keep part of the true order
FARTHEST_DATES = 12
FAMILIES = tuple((kind, timing) for kind in KINDS for timing in TIMINGS)
Tell = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class Placebos:
    """The largest |t| of each placebo: `largest` (draws, 1 + len(FAMILIES)), the whole family first, then each part."""

    largest: "NDArray[np.float64]"


def gaps_at_mean(driver: "NDArray[np.float64]") -> "NDArray[np.float64]":
    """Return a driver with its gaps at its mean, where they carry no weight; for pseudo-gauges only."""
    return np.where(np.isfinite(driver), driver, np.nanmean(driver))


def outcome_weights(found: Panel) -> list[Weights]:
    """Return for each driver the weights of the returns in the weeks that the driver has."""
    returns = found.outcomes()
    return [weights(returns, np.isfinite(driver)) for driver in found.drivers().T]


def observed(found: Panel, given: list[Weights]) -> "NDArray[np.float64]":
    """Return the t values of the gauges themselves, shape (len(DRIVERS), len(OUTCOMES))."""
    own = (gaps_at_mean(driver)[None] for driver in found.drivers().T)
    return np.concatenate([t_values(driver, part) for driver, part in zip(own, given, strict=True)])


def largest(t: "NDArray[np.float64]") -> "NDArray[np.float64]":
    """Return the largest |t| of the whole family and of each part, from t of shape (…, drivers, outcomes)."""
    size = np.abs(t)
    parts = [np.nanmax(size, axis=(-2, -1))]
    for kind, timing in FAMILIES:
        rows = [n for n, (one, _) in enumerate(DRIVERS) if one == kind]
        columns = [n for n, (one, _) in enumerate(OUTCOMES) if one == timing]
        parts.append(np.nanmax(size[..., rows, :][..., columns], axis=(-2, -1)))
    return np.stack(parts, axis=-1)


def p_value(placebo: "NDArray[np.float64]", seen: float) -> float:
    """Return the share of placebos at least as large as what was seen, itself among them.

    >>> p_value(np.array([1.0, 2.0, 3.0]), 2.5)
    0.5
    """
    return (1 + int((placebo >= seen).sum())) / (len(placebo) + 1)


def random_walks(
    found: Panel, given: list[Weights], *, draws: int = DRAWS, seed: int = SEED, tell: Tell | None = None
) -> Placebos:
    """Return placebos whose levels are random walks with the gauges' own autocorrelation of changes."""
    walk = Autoregression(found.drivers())
    rng = np.random.default_rng(seed)
    parts = []
    for start in range(0, draws, CHUNK):
        pseudo = walk.draw(rng, min(CHUNK, draws - start), len(found.weeks))
        t = np.stack([t_values(pseudo[:, :, n], part) for n, part in enumerate(given)], axis=1)
        parts.append(largest(t))
        if tell is not None:
            tell("placebos", min(start + CHUNK, draws), draws)
    return Placebos(np.concatenate(parts))


class Autoregression:
    """An autoregression of each column with a common bag of weeks to draw its news from."""

    def __init__(self, columns: "NDArray[np.float64]") -> None:
        fitted = [_yule_walker(gaps_at_mean(column)) for column in columns.T]
        self.coefficients = np.stack([part for part, _ in fitted], axis=1)
        errors = np.column_stack([part for _, part in fitted])
        self.news = errors[np.isfinite(columns[MEMORY:]).all(axis=1)]

    def draw(self, rng: np.random.Generator, draws: int, n: int) -> "NDArray[np.float64]":
        """Return pseudo-changes of shape (draws, n, columns)."""
        long = n + BURN_IN + MEMORY
        changes: NDArray[np.float64] = self.news[rng.integers(0, len(self.news), (draws, long))]
        for week in range(MEMORY, long):
            for lag, coefficient in enumerate(self.coefficients, 1):
                changes[:, week] += coefficient * changes[:, week - lag]
        return changes[:, -n:]


def _yule_walker(column: "NDArray[np.float64]") -> "tuple[NDArray[np.float64], NDArray[np.float64]]":
    """Return the coefficients of an autoregression, always stable, and its errors, centred."""
    x = column - column.mean()
    covariances = np.array([x[lag:] @ x[: len(x) - lag] for lag in range(MEMORY + 1)])
    steps = np.arange(MEMORY)
    coefficients = np.linalg.solve(covariances[np.abs(steps[:, None] - steps)], covariances[1:])
    said = sum(coefficient * x[MEMORY - lag : -lag] for lag, coefficient in enumerate(coefficients, 1))
    errors = x[MEMORY:] - said
    return coefficients, errors - errors.mean()


def circular_shifts(found: Panel, given: list[Weights]) -> Placebos:
    """Return every shift of the gauges by at least `NEAREST_SHIFT` weeks either way, all gauges together."""
    columns = np.column_stack([gaps_at_mean(driver) for driver in found.drivers().T])
    steps = np.arange(NEAREST_SHIFT, len(columns) - NEAREST_SHIFT + 1)
    rows = (np.arange(len(columns)) - steps[:, None]) % len(columns)
    t = np.stack([t_values(columns[rows, n], part) for n, part in enumerate(given)], axis=1)
    return Placebos(largest(t))


def shifted_dates(found: Panel) -> "NDArray[np.float64]":
    """Return t values with the gauge k weeks from its place, shape (2·FARTHEST_DATES + 1, drivers, outcomes).

    Row FARTHEST_DATES is the truth. Above it the gauge comes k weeks later than the return, which it cannot cause;
    below it, earlier.
    """
    returns = found.outcomes()
    rows = []
    for k in range(-FARTHEST_DATES, FARTHEST_DATES + 1):
        t = []
        for driver in found.drivers().T:
            moved = np.full_like(driver, np.nan)
            part = slice(max(0, -k), len(driver) - max(0, k))
            moved[part] = driver[max(0, k) : len(driver) - max(0, -k)]
            t.append(t_values(gaps_at_mean(moved)[None], weights(returns, np.isfinite(moved)))[0])
        rows.append(t)
    return np.array(rows)
