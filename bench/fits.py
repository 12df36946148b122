"""P5: what does a refit cost, beside statsmodels and scikit-learn on the same figures?

Least squares at many origins of an expanding sample, and exact quantile regression. Coefficients and the gap are
compared first; exit code 1 only when they differ. Every library gets one thread, since small problems are slowed by
more, and time is processor time.
"""

import argparse
import sys
import time
import warnings
from collections.abc import Callable, Mapping

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LinearRegression, QuantileRegressor
from statsmodels.regression.linear_model import OLS
from statsmodels.regression.quantile_regression import QuantReg
from statsmodels.tools.sm_exceptions import IterationLimitWarning
from threadpoolctl import threadpool_limits

from _side_by_side import floor_of, medians, timed
from tidegauge.models.fits.design import with_intercept
from tidegauge.models.fits.least_squares import expanding, ols
from tidegauge.models.fits.quantile_regression import pinball_sum, quantile_regression

SEED = 7
LEVELS = (0.1, 0.5, 0.9)
COEFFICIENTS_APART, LINES_APART, GAP_MOST = 1e-10, 1e-6, 1e-8
Floats = NDArray[np.float64]

OURS_MANY, OURS_EACH = "tidegauge, all origins at once", "tidegauge, one origin after another"
STATSMODELS, SKLEARN = "statsmodels OLS", "scikit-learn LinearRegression"
OURS, QUANTREG, HIGHS = "tidegauge, interior point", "statsmodels QuantReg", "scikit-learn QuantileRegressor (HiGHS)"
GOALS = {STATSMODELS: 50, QUANTREG: 8, HIGHS: 40}


def sample(rows: int, drivers: int) -> tuple[Floats, Floats]:
    """Return a seeded outcome with fat, uneven tails, and drivers of which one is a random walk."""
    draw = np.random.default_rng(SEED)
    found = draw.normal(size=(rows, drivers))
    found[:, 0] = found[:, 0].cumsum() / np.sqrt(rows)
    outcome = found @ draw.normal(size=drivers) + draw.standard_t(3, rows) * np.exp(found[:, 0] / 2)
    return outcome, found


def least_squares_cases(outcome: Floats, drivers: Floats, ends: list[int]) -> dict[str, Callable[[], Floats]]:
    """Return each way to fit the line at every origin; all return coefficients, shape (origins, drivers + 1)."""
    design = with_intercept(drivers)

    def sklearn() -> Floats:
        fits = [LinearRegression().fit(drivers[:end], outcome[:end]) for end in ends]
        return np.array([[fit.intercept_, *fit.coef_] for fit in fits])

    return {
        OURS_MANY: lambda: expanding(outcome, drivers, ends).coefficients,
        OURS_EACH: lambda: np.array([ols(outcome[:end], drivers[:end]).coefficients for end in ends]),
        STATSMODELS: lambda: np.array([OLS(outcome[:end], design[:end]).fit().params for end in ends]),
        SKLEARN: sklearn,
    }


def quantile_cases(outcome: Floats, drivers: Floats) -> dict[str, Callable[[], Floats]]:
    """Return each way to fit the lines at `LEVELS`; all return coefficients, shape (levels, drivers + 1)."""
    design = with_intercept(drivers)

    def highs() -> Floats:
        kinds = [QuantileRegressor(quantile=level, alpha=0, solver="highs") for level in LEVELS]
        fits = [kind.fit(drivers, outcome) for kind in kinds]
        return np.array([[fit.intercept_, *fit.coef_] for fit in fits])

    return {
        OURS: lambda: np.array([quantile_regression(outcome, drivers, level).coefficients for level in LEVELS]),
        QUANTREG: lambda: np.array([QuantReg(outcome, design).fit(q=level).params for level in LEVELS]),
        HIGHS: highs,
    }


def lines_agree(answers: Mapping[str, Floats]) -> bool:
    """Hold every library's coefficients against ours."""
    apart = {name: float(np.abs(found - answers[OURS_MANY]).max()) for name, found in answers.items()}
    print("answers: coefficients apart by at most " + ", ".join(f"{far:.1g} ({name})" for name, far in apart.items()))
    return max(apart.values()) <= COEFFICIENTS_APART


def quantiles_agree(outcome: Floats, drivers: Floats, answers: Mapping[str, Floats]) -> bool:
    """Hold the gap against 0 and HiGHS against ours; statsmodels stops short of the best line, so say by how much."""
    gap = max(abs(quantile_regression(outcome, drivers, level).gap) for level in LEVELS)
    apart = float(np.abs(answers[HIGHS] - answers[OURS]).max())
    design = with_intercept(drivers)
    losses = {
        name: sum(
            pinball_sum(outcome - design @ line, level) for level, line in zip(LEVELS, answers[name], strict=True)
        )
        for name in (OURS, QUANTREG)
    }
    short = losses[QUANTREG] - losses[OURS]
    print(
        f"answers: gap {gap:.1g}, HiGHS apart by {apart:.1g}; the loss of statsmodels' lines is {short:.1g} above ours"
    )
    return gap <= GAP_MOST and apart <= LINES_APART


def print_table(title: str, taken: Mapping[str, float], base: str) -> None:
    """Print milliseconds and how many times ours that is."""
    print(f"\n{title}\n{'':44}{'ms':>10}{'× ours':>10}")
    for name, cost in taken.items():
        times = cost / taken[base]
        print(f"{name:44}{cost:10.1f}{times:10.1f}  {floor_of(times, GOALS[name]) if name in GOALS else ''}".rstrip())


def main() -> int:
    """Compare, measure and print."""
    options = argparse.ArgumentParser(description=__doc__)
    for name, default in (("rows", 1_500), ("drivers", 20), ("origins", 500), ("rounds", 5)):
        options.add_argument(f"--{name}", type=int, default=default)
    said = options.parse_args()
    warnings.simplefilter("ignore", IterationLimitWarning)  # of statsmodels; how far it stops short is printed
    outcome, drivers = sample(said.rows, said.drivers)
    ends = list(range(said.rows - said.origins + 1, said.rows + 1))
    lines, quantiles = least_squares_cases(outcome, drivers, ends), quantile_cases(outcome, drivers)
    with threadpool_limits(1):
        same = lines_agree({name: case() for name, case in lines.items()})
        same &= quantiles_agree(outcome, drivers, {name: case() for name, case in quantiles.items()})
        if not same:
            return 1
        cases = {name: timed(case, time.process_time) for name, case in (lines | quantiles).items()}
        ms = medians(cases, said.rounds)
    size = f"{said.drivers} drivers, {said.rows:,} rows"
    print_table(f"P5, least squares at {said.origins} origins, {size}", {n: ms[n] for n in lines}, OURS_MANY)
    print_table(f"P5, quantile regression at {len(LEVELS)} levels, {size}", {n: ms[n] for n in quantiles}, OURS)
    return 0


if __name__ == "__main__":
    sys.exit(main())
