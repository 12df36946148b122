"""Does `sensitivity` find what is there, and only that? True returns, true gauges in the wrong weeks, planted effects.

In each try the gauges' history starts elsewhere (a circular shift by at least half a year), so that nothing links them
to returns; then an effect of net liquidity on the S&P 500 is added to the same week's return: 0 for the size, more for
the power. A try counts as a find where any pair survives all corrections, and as a *right* find where the planted one
does. `python bench/sensitivity_power.py --tries 40` prints a row an effect; its two standard errors are those of a
binomial share.
"""

import argparse
import math
from dataclasses import replace

import numpy as np

from tidegauge.models.sensitivity import placebos, trials, weeks
from tidegauge.models.sensitivity.weeks import Panel
from tidegauge.reference import figures
from tidegauge.store import Store

NEAREST, DRAWS, SEED = 26, 199, 20260331
PLANTED = ("sp500", "net_liquidity", "same")


def planted(found: Panel, step: int, effect: float) -> Panel:
    """Return a panel with its gauges `step` weeks late and an effect [% per 100 bn] in the S&P 500's same week."""
    changes, surprises = (np.roll(column, step, axis=0) for column in (found.changes, found.surprises))
    same = found.same.copy()
    same[:, 0] += effect * np.nan_to_num(changes[:, 0])
    return replace(found, changes=changes, surprises=surprises, same=same)


def judged(found: Panel) -> tuple[float, bool, bool, bool]:
    """Return the share of pairs with p < 5 % alone, whether Romano–Wolf, anything, and the planted link were found."""
    tried = trials.trials(found, draws=DRAWS)
    given = placebos.outcome_weights(found)
    walks = placebos.random_walks(found, given, draws=DRAWS)
    whole = trials.families(tried, walks, placebos.circular_shifts(found, given))[0]
    surviving = trials.surviving(tried, whole)
    alone = sum(one.slope.p_value < trials.LEVEL for one in tried) / len(tried)
    by_blocks = any(one.p_adjusted < trials.LEVEL for one in tried)
    return alone, by_blocks, bool(surviving), any((s.asset, s.gauge, s.timing) == PLANTED for s in surviving)


def main() -> None:
    """Print size and power."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--tries", type=int, default=40)
    parser.add_argument("--effects", type=float, nargs="+", default=[0.0, 0.5, 1.0, 1.5])
    told = parser.parse_args()
    found = weeks.panel(Store(figures.FOLDER).frame(weeks.INPUTS, as_of=figures.LAST_MOMENT))
    print("effect %/100bn  pairs p<5% alone  Romano-Wolf finds any  any survives  the planted survives  (± 2 s.e.)")
    for effect in told.effects:
        rng = np.random.default_rng(SEED)
        steps = rng.integers(NEAREST, len(found.weeks) - NEAREST, told.tries).tolist()
        rows = np.array([judged(planted(found, step, effect)) for step in steps], float)
        shares = rows.mean(axis=0)
        errors = [2 * math.sqrt(share * (1 - share) / told.tries) for share in shares[1:]]
        said = "  ".join(f"{share:6.2f} ± {error:.2f}" for share, error in zip(shares[1:], errors, strict=True))
        print(f"{effect:14.1f}  {shares[0]:16.3f}  {said}", flush=True)


if __name__ == "__main__":
    main()
