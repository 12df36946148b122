"""How much of an answer rests on priors: it is asked again with them at the looser end, in the middle, at the tighter.

Fewer paths than the run's own do: enough for medians and bands, and little beside the run itself. All settings are on
the same draws.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from tidegauge.questions.crew import Crew
from tidegauge.questions.measures import spread_share
from tidegauge.scenarios.parameters import Setting

if TYPE_CHECKING:
    from numpy.typing import NDArray

PRIOR_PATHS = 512
SETTINGS: tuple[Setting, ...] = ("low", "middle", "high")


def smaller(team: Crew) -> Crew:
    """Return a crew that makes no more paths than the priors are weighed with."""
    return replace(team, making=replace(team.making, paths=min(team.making.paths, PRIOR_PATHS)))


def share(outcomes: "Sequence[NDArray[np.int64] | NDArray[np.float64]]") -> float:
    """Return the part of the variance that lies between settings; each holds an outcome of every path, (n_paths,).

    >>> share([np.array([n] * 4) for n in (1, 2, 3)]), share([np.array([1, 2, 3, 4])] * 3)
    (1.0, 0.0)
    """
    return spread_share([{q: (float(np.percentile(one, q)),) for q in (5, 50, 95)} for one in outcomes])
