"""Analogues at past origins: does the median of what followed the neighbours beat the base rate and "no change"?"""

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from tidegauge.models.analogues.nearest import APART, WAIT, candidates, neighbours
from tidegauge.models.analogues.states import HORIZONS, LEAST, OUTCOMES, Evenings
from tidegauge.models.comparison import ratio_interval

if TYPE_CHECKING:
    from numpy.typing import NDArray

SEED = 20251231
LEAST_ORIGINS = 30  # below, an interval by blocks is too narrow to lean on


class Judgement(NamedTuple):
    """Mean absolute errors of one outcome and horizon over past origins, in the outcome's unit.

    `base_rate` says the median of what followed every evening known by then, `no_change` that nothing moves. `skill` is
    the share of the better rival's error that the analogues save, with a 90 % interval by blocks; below 0 they lose.
    """

    outcome: str
    horizon: int
    origins: int
    analogues: float
    base_rate: float
    no_change: float
    skill: float
    skill_low: float
    skill_high: float

    @property
    def is_sure(self) -> bool:
        """Whether analogues beat the better rival beyond chance, over enough origins to tell."""
        return self.origins >= LEAST_ORIGINS and self.skill_low > 0


def judge(found: Evenings) -> tuple[list[Judgement], "NDArray[np.float64]"]:
    """Return how analogues did at every twentieth evening, and the mean distance of the neighbours at each of them.

    Each origin chooses among what was published by its evening; the first has 250 evenings to choose from.
    """
    origins = list(range(LEAST + WAIT, len(found.days), APART))
    chosen = {row: neighbours(found, row) for row in origins}
    origins = [row for row in origins if chosen[row]]
    far = np.array([np.mean([one.distance for one in chosen[row]]) for row in origins])
    rows = {row: [one.row for one in chosen[row]] for row in origins}
    told = [_judged(found, rows, outcome, column) for outcome in OUTCOMES for column in range(len(HORIZONS))]
    return [one for one in told if one.origins], far


def _judged(found: Evenings, rows: dict[int, list[int]], outcome: str, column: int) -> Judgement:
    """Return the judgement of one outcome and horizon."""
    came = found.outcomes[outcome][:, column]
    still = found.levels if outcome == "sofr_iorb_highest" else np.zeros(len(came))
    said = np.array(
        [
            (np.nanmedian(came[chosen]), np.nanmedian(came[: candidates(row)]), still[row], came[row])
            for row, chosen in rows.items()
            if not np.isnan(came[row]) and not np.isnan(still[row]) and not np.isnan(came[chosen]).all()
        ]
    ).reshape(-1, 4)
    loss = np.abs(said[:, :3] - said[:, 3:])
    if not len(loss):
        return Judgement(outcome, HORIZONS[column], 0, *(float("nan"),) * 6)
    analogues, *rivals = loss.mean(axis=0).tolist()
    rival = min(range(len(rivals)), key=rivals.__getitem__)
    block = -(-HORIZONS[column] // APART)
    low, high = ratio_interval(loss[:, 0], loss[:, 1 + rival], block, seed=SEED)
    skill = 1 - analogues / rivals[rival] if rivals[rival] else float("nan")
    return Judgement(outcome, HORIZONS[column], len(loss), analogues, rivals[0], rivals[1], skill, 1 - high, 1 - low)
