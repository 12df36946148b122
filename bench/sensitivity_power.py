"""Does `sensitivity` find what is there, and only that? True returns, true gauges in the wrong weeks, planted effects.

In each try the gauges' history starts elsewhere (a circular shift by at least half a year), so that nothing links them
to returns; then an effect of net liquidity on the S&P 500 is added to the same week's return: 0 for the size, more for
the power. A try counts as a find where any pair survives all corrections, and as a *right* find where the planted one
does. `python bench/sensitivity_power.py --tries 40` prints a row an effect; its two standard errors are those of a
binomial share.

`--levels 1000` tries the tests of levels instead, on simulated weeks with fat tails: IVX beside least squares on a
level whose news the return shares, and Johansen's trace on two walks and on a pair that returns to a line.
"""

import argparse
import math
from dataclasses import replace

import numpy as np

from tidegauge.models.sensitivity import placebos, trials, weeks
from tidegauge.models.sensitivity.johansen import trace
from tidegauge.models.sensitivity.persistent import predictive
from tidegauge.models.sensitivity.weeks import Panel
from tidegauge.reference import figures
from tidegauge.store import Store

Pair = tuple[np.ndarray, np.ndarray]
NEAREST, DRAWS, SEED = 26, 199, 20260331
ROWS, TAILS, NORMAL_5 = 350, 5, 1.96  # weeks as in the sample; degrees of freedom of the news; two-sided 5 %
PREDICTORS = ((1.0, -0.9, 0.0), (0.98, -0.9, 0.0), (0.98, 0.0, 0.0), (0.98, 0.0, 0.04), (0.98, 0.0, 0.08))
PULLS = (0.0, 0.05, 0.1, 0.2)
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


def foretelling(rng: np.random.Generator, persistence: float, shared: float, effect: float) -> Pair:
    """Return returns that a level foretells with an effect [per standard deviation of its news], and the level."""
    errors, other = rng.standard_t(TAILS, (2, ROWS))
    news, level = shared * errors + math.sqrt(1 - shared**2) * other, np.zeros(ROWS)
    for row in range(1, ROWS):
        level[row] = persistence * level[row - 1] + news[row]
    return np.append(effect * level[:-1] + errors[1:], np.nan), level


def rejected(following: np.ndarray, level: np.ndarray) -> tuple[bool, bool]:
    """Return whether IVX and ordinary least squares reject at 5 % that the level foretells nothing."""
    found = predictive(following, level)
    assert found is not None
    x, y = level[:-1] - level[:-1].mean(), following[:-1] - following[:-1].mean()
    left = y - found.slope * x
    se = math.sqrt(float(left @ left) / (len(y) - 2) / float(x @ x))
    return found.p_value < trials.LEVEL, abs(found.slope / se) > NORMAL_5


def print_levels(tries: int) -> None:
    """Print how often the tests of levels reject, where nothing is to be found and where something is."""
    rng = np.random.default_rng(SEED)
    print("persistence  shared news  effect  IVX rejects  least squares rejects")
    for persistence, shared, effect in PREDICTORS:
        seen = np.array([rejected(*foretelling(rng, persistence, shared, effect)) for _ in range(tries)], float)
        ivx, ordinary = seen.mean(axis=0)
        print(f"{persistence:11.2f}  {shared:11.1f}  {effect:6.2f}  {ivx:11.3f}  {ordinary:21.3f}", flush=True)
    print("return to the line a week  Johansen finds a tie")
    for pull in PULLS:
        walks = rng.standard_t(TAILS, (tries, 2, ROWS))
        found = 0
        for steps, news in walks:
            gap = np.zeros(ROWS)
            for row in range(1, ROWS):
                gap[row] = (1 - pull) * gap[row - 1] + news[row]
            gauge = np.cumsum(steps)
            found += trace(np.column_stack([gauge + gap, gauge])).is_tied
        print(f"{pull:25.2f}  {found / tries:20.3f}", flush=True)


def main() -> None:
    """Print size and power."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--tries", type=int, default=40)
    parser.add_argument("--effects", type=float, nargs="+", default=[0.0, 0.5, 1.0, 1.5])
    parser.add_argument("--levels", type=int, default=0, help="try the tests of levels so often, and nothing else")
    told = parser.parse_args()
    if told.levels:
        print_levels(told.levels)
        return
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
